// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/PaintedDoubts.h"

#include "client/core/viewing/ForeignPictures.h"
#include "shared/layout/paint/GlyphLikeness.h"
#include "shared/layout/paint/UnseenText.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

using layout::FontFaceRef;

/// Whether the page's objects told of it already.
bool isTold(const QList<ofd::ShownDoubt> &doubts, qsizetype page, const QList<QByteArray> &kinds)
{
    return std::ranges::any_of(
        doubts, [&](const ofd::ShownDoubt &doubt) { return doubt.page == page && kinds.contains(doubt.kind); });
}

/// Ways of hiding a text that need no painting.
const QList<QByteArray> &waysOfHiding()
{
    static const QList<QByteArray> kinds{
        "invisible-text", "white-text", "clipped-text", "covered-text", "off-page", "tiny-text", "huge-text"};
    return kinds;
}

/// Reads the faces that a file brings along, on one page after another.
class FaceReader
{
public:
    explicit FaceReader(layout::FontSetRef fonts)
        : m_fonts(fonts)
        , m_likeness(std::move(fonts))
    {
    }

    /// "一→二" and the first text in which a character is drawn as another; empty where there is none.
    QString misdrawn(const QList<layout::SceneItem> &items, int depth = 0)
    {
        for (const layout::SceneItem &item : items) {
            QString found;
            if (const auto *run = std::get_if<layout::GlyphRun>(&item); run && isForeign(run->face))
                found = misdrawn(*run);
            else if (const auto *group = std::get_if<layout::Group>(&item); group && depth < layout::DeepestGroup)
                found = misdrawn(*group->items, depth + 1);
            if (!found.isEmpty())
                return found;
        }
        return {};
    }

private:
    struct Asked
    {
        FontFaceRef face;
        quint32 glyph;
        char16_t character;
        friend bool operator==(const Asked &, const Asked &) = default;
        friend size_t qHash(const Asked &asked, size_t seed = 0)
        {
            return qHashMulti(seed, quintptr(asked.face.get()), asked.glyph, asked.character);
        }
    };

    bool isForeign(const FontFaceRef &face) const
    {
        using enum layout::FontRole;
        return face
               && std::ranges::none_of(std::array{FangSong, SmallTitleSong, Kai, Hei, Song},
                   [&](layout::FontRole role) { return m_fonts->face(role) == face; });
    }

    QString misdrawn(const layout::GlyphRun &run)
    {
        // Of a ligature no single glyph is the character. Several characters under one CGTransform are one cluster.
        if (run.glyphs.size() != run.text.size())
            return {};
        for (qsizetype i = 0; i < run.glyphs.size(); ++i) {
            const layout::Glyph &glyph = run.glyphs[i];
            const char16_t character = run.text[i].unicode();
            const Asked asked{run.face, glyph.index, character};
            if (glyph.index == 0 || !layout::GlyphLikeness::isCompared(character) || m_right.contains(asked))
                continue;
            if (const auto other = m_likeness.mistakenFor(*run.face, glyph.index, character))
                return u"%1→%2 "_s.arg(QChar(character)).arg(QChar(static_cast<char16_t>(*other))) + run.text;
            m_right.insert(asked);
        }
        return {};
    }

    layout::FontSetRef m_fonts;
    layout::GlyphLikeness m_likeness;
    QSet<Asked> m_right;
};

} // namespace

QList<ofd::ShownDoubt> paintedDoubts(
    const ofd::OfdDocument &document, const layout::FontSetRef &fonts, const layout::PixelSource &pictures)
{
    QList<ofd::ShownDoubt> doubts = ofd::doubtsAbout(document);
    bool hasAllPictures = true;
    layout::ScenePainter painter([&](const QByteArray &encoded) {
        auto picture = pictures(encoded);
        hasAllPictures = hasAllPictures && picture;
        return picture;
    });
    FaceReader faces(fonts);
    const QList<layout::PageScene> &pages = document.content.scene.pages;
    for (qsizetype number = 0; number < pages.size(); ++number) {
        const auto unseen = layout::unseenTexts(pages[number], painter);
        if (!unseen.texts.isEmpty() && !isTold(doubts, number, waysOfHiding()))
            doubts.append({"unseen-text", number, unseen.texts.constFirst().simplified().left(60)});
        if (!unseen.isWhole)
            doubts.append({"not-shown", number, u"too-many-objects"_s});
        if (const QString text = faces.misdrawn(pages[number].items);
            !text.isEmpty() && !isTold(doubts, number, {"other-glyph"}))
            doubts.append({"other-outline", number, text.simplified().left(60)});
        if (!std::exchange(hasAllPictures, true))
            doubts.append({"not-shown", number, u"pictures"_s});
    }
    return doubts;
}

QList<ofd::ShownDoubt> paintedDoubts(const ofd::OfdDocument &document, const layout::FontSetRef &fonts)
{
    return paintedDoubts(document, fonts, decodedByHelper());
}

} // namespace wenyi::core
