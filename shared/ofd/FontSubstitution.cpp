// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/FontSubstitution.h"

#include <array>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

using layout::FontRole;

struct Part
{
    QStringView name; ///< Part of a font's name, in lower case.
    FontRole role;
};

// The first that is met counts: 小标宋 before 宋, 仿宋 before 宋.
constexpr std::array Parts{Part{u"小标宋", FontRole::SmallTitleSong}, Part{u"xiaobiaosong", FontRole::SmallTitleSong},
    Part{u"fzxbs", FontRole::SmallTitleSong}, Part{u"大标宋", FontRole::SmallTitleSong},
    Part{u"仿宋", FontRole::FangSong}, Part{u"fangsong", FontRole::FangSong}, Part{u"fzfs", FontRole::FangSong},
    Part{u"fandolfang", FontRole::FangSong}, Part{u"楷", FontRole::Kai}, Part{u"kai", FontRole::Kai},
    Part{u"fzkt", FontRole::Kai}, Part{u"黑", FontRole::Hei}, Part{u"hei", FontRole::Hei}, Part{u"fzht", FontRole::Hei},
    Part{u"gothic", FontRole::Hei}, Part{u"sans", FontRole::Hei}, Part{u"arial", FontRole::Hei},
    Part{u"helvetica", FontRole::Hei}, Part{u"等线", FontRole::Hei}, Part{u"dengxian", FontRole::Hei},
    Part{u"simsun", FontRole::Song}, Part{u"nsimsun", FontRole::Song}, Part{u"宋", FontRole::Song},
    Part{u"song", FontRole::Song}, Part{u"times", FontRole::Song}};

} // namespace

layout::FontRole roleForFontName(QStringView fontName)
{
    const QString name = fontName.toString().toLower();
    for (const Part &part : Parts) {
        if (name.contains(part.name))
            return part.role;
    }
    return name.contains(u"bold") ? FontRole::Hei : FontRole::Song;
}

FontResolver resolverFrom(const layout::FontSetRef &fonts)
{
    return [fonts](const QString &fontName) { return fonts->face(roleForFontName(fontName)); };
}

GlyphFallback fallbackFrom(const layout::FontSetRef &fonts)
{
    return [fonts](const QString &fontName, char32_t character) {
        return fonts->faceFor(roleForFontName(fontName), character).value_or(nullptr);
    };
}

} // namespace wenyi::ofd
