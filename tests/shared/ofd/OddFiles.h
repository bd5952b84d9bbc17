// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/shared/ofd/OnePage.h"

#include <QTest>

#include <algorithm>
#include <functional>

/// What the tests of odd files (docs/TESTING.md) share: one plain file, and changes to it.
namespace wenyi::ofd::tests {

using Entries = QList<PackageEntry>;
using Change = std::function<void(Entries &)>;

/// Two texts; the second has no Y of its own.
inline const QByteArray TwoCodes = "<ofd:TextObject ID=\"4\" Boundary=\"10 20 50 10\" Font=\"3\" "
                                   "Size=\"5\"><ofd:TextCode X=\"1\" Y=\"5\" DeltaX=\"5\">关于"
                                   "</ofd:TextCode><ofd:TextCode X=\"11\">公文</ofd:TextCode></ofd:TextObject>";

inline const QString Root = u"OFD.xml"_s;
inline const QString Document = u"Doc_0/Document.xml"_s;
inline const QString PublicRes = u"Doc_0/PublicRes.xml"_s;
inline const QString Page = u"Doc_0/Page.xml"_s;

inline void everywhere(Entries &entries, const QByteArray &from, const QByteArray &to)
{
    for (PackageEntry &entry : entries)
        entry.bytes.replace(from, to);
}

inline PackageEntry &entry(Entries &entries, const QString &path)
{
    return *std::ranges::find(entries, path, &PackageEntry::path);
}

inline Change replaced(const QString &path, const QByteArray &from, const QByteArray &to)
{
    return [=](Entries &entries) {
        if (!entry(entries, path).bytes.contains(from))
            qFatal("nothing to replace: %s", from.constData());
        entry(entries, path).bytes.replace(from, to);
    };
}

inline void row(const char *name, const Change &change)
{
    QTest::newRow(name) << change;
}

inline layout::FontFaceRef face()
{
    static const auto known =
        layout::FontFace::fromFile(qEnvironmentVariable("WENYI_FONTS") + u"/FandolFang-Regular.otf"_s).value();
    return known;
}

/// What a reader sees of the changed package that it would not see of the plain one: empty where it is this text, at
/// these places, on a page of this size, with nothing left out.
inline QString differenceFromPlain(const Change &change)
{
    Entries entries = onePageEntries(TwoCodes);
    change(entries);
    const auto document = readEntries(entries, [](const QString &) { return face(); });
    if (!document)
        return describe(document.error());
    if (!document->skipped.isEmpty())
        return u"skipped: "_s + document->skipped.join(u' ');
    if (document->pageTexts != QStringList{u"关于公文"_s})
        return u"text: "_s + document->pageTexts.join(u'|');
    const layout::PageScene &page = document->content.scene.pages[0];
    if (page.width != 210 || page.height != 297)
        return u"size: %1 × %2"_s.arg(page.width).arg(page.height);
    QList<layout::Point> places;
    for (const layout::SceneItem &item : page.items) {
        if (const auto *run = std::get_if<layout::GlyphRun>(&item)) {
            for (const layout::Glyph &glyph : run->glyphs)
                places.append(glyph.origin);
        }
    }
    return places == QList<layout::Point>{{11, 25}, {16, 25}, {21, 25}, {26, 25}} ? QString() : u"places"_s;
}

} // namespace wenyi::ofd::tests

Q_DECLARE_METATYPE(wenyi::ofd::tests::Change)
