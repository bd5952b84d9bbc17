// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/PaintedDoubts.h"

#include "client/core/viewing/ForeignPictures.h"
#include "shared/layout/paint/GlyphLikeness.h"
#include "shared/ofd/EmbeddedFonts.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

using layout::FontFaceRef;

constexpr int FaintestAlpha = 40;        ///< Of 255: the text layer of a scan has no ink to look for.
constexpr double LeastOfCharacter = .15; ///< Of the em: an ideograph, letter or digit that is smaller is a speck.
constexpr qsizetype LongestLigature = 4; ///< Characters that one glyph may stand for.
constexpr double InkWork = 10'000;       ///< Of PaintingBudget, for the ink of a glyph.
constexpr double LikenessWork = 100'000; ///< Of PaintingBudget, to compare a glyph with all others.

/// Whether the page's objects told of it already.
bool isTold(const QList<ofd::ShownDoubt> &doubts, qsizetype page, const QList<QByteArray> &kinds)
{
    return std::ranges::any_of(
        doubts, [&](const ofd::ShownDoubt &doubt) { return doubt.page == page && kinds.contains(doubt.kind); });
}

/// Ways of hiding a text that need no painting.
const QList<QByteArray> &waysOfHiding()
{
    static const QList<QByteArray> kinds{"invisible-text", "white-text", "clipped-text", "covered-text", "off-page",
        "tiny-text", "huge-text", "missing-glyph"};
    return kinds;
}

bool isIdeograph(char32_t character)
{
    return QChar::script(character) == QChar::Script_Han;
}

/// Whether a reader of the text expects to see something at its place. Private characters say nothing, and a mark may
/// lie in the glyph before it.
bool isSeenInPrint(char32_t character)
{
    static const QSet<char32_t> blanks{0xA4, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0xFFFC};
    const QChar::Category category = QChar::category(character);
    const bool isNone = category <= QChar::Mark_Enclosing
                        || (category >= QChar::Separator_Space && category <= QChar::Other_NotAssigned);
    return !isNone && !blanks.contains(character);
}

/// What is wrong with the glyphs of a page: its first text of each kind.
struct Misdrawn
{
    QString unseen; ///< A character without ink.
    QString other;  ///< "一→二" and the text.
};

/// Reads the faces that a file brings along, on one page after another.
class FaceReader
{
public:
    FaceReader(layout::FontSetRef fonts, layout::PaintingBudget &budget)
        : m_fonts(fonts)
        , m_likeness(std::move(fonts))
        , m_budget(budget)
    {
    }

    void read(const QList<layout::SceneItem> &items, Misdrawn &found, int depth = 0)
    {
        for (const layout::SceneItem &item : items) {
            if (const auto *run = std::get_if<layout::GlyphRun>(&item); run && isForeign(run->face))
                read(*run, found);
            else if (const auto *group = std::get_if<layout::Group>(&item); group && depth < layout::DeepestGroup)
                read(*group->items, found, depth + 1);
            if (m_budget.left <= 0)
                return;
        }
    }

private:
    struct GlyphOf
    {
        FontFaceRef face;
        quint32 glyph;
        char32_t character; ///< 0 for none.
        friend bool operator==(const GlyphOf &, const GlyphOf &) = default;
        friend size_t qHash(const GlyphOf &asked, size_t seed = 0)
        {
            return qHashMulti(seed, quintptr(asked.face.get()), asked.glyph, asked.character);
        }
    };
    /// The characters of a cluster and the glyphs that are to show them.
    struct Cluster
    {
        QList<char32_t> characters;
        QList<quint32> glyphs;
        bool isPaired() const { return characters.size() == glyphs.size(); }
    };

    bool isForeign(const FontFaceRef &face) const
    {
        using enum layout::FontRole;
        return face
               && std::ranges::none_of(std::array{FangSong, SmallTitleSong, Kai, Hei, Song},
                   [&](layout::FontRole role) { return m_fonts->face(role) == face; });
    }

    void read(const layout::GlyphRun &run, Misdrawn &found)
    {
        const bool isInk = std::max<int>(run.color.alpha, run.outline ? run.outline->alpha : 0) >= FaintestAlpha;
        for (const ofd::GlyphCluster &part : ofd::clustersOf(run)) {
            Cluster cluster;
            for (const uint character : run.text.sliced(part.codePosition, part.codeCount).toUcs4())
                cluster.characters.append(character);
            for (qsizetype i = 0; i < part.glyphCount; ++i)
                cluster.glyphs.append(run.glyphs[part.firstGlyph + i].index);
            if (isInk && found.unseen.isEmpty() && lacksInk(run.face, cluster))
                found.unseen = run.text;
            if (found.other.isEmpty())
                found.other = otherIn(run.face, cluster, run.text);
        }
    }

    double inkOf(const FontFaceRef &face, quint32 glyph)
    {
        const GlyphOf asked{face, glyph, 0};
        if (const auto known = m_inks.constFind(asked); known != m_inks.cend())
            return *known;
        // With nothing left the document is told for that.
        return m_budget.take(InkWork) ? *m_inks.insert(asked, layout::GlyphLikeness::inkOf(*face, glyph)) : 1;
    }

    /// Of a ligature one glyph shows several letters; an ideograph and a digit always have one of their own.
    bool lacksInk(const FontFaceRef &face, const Cluster &cluster)
    {
        const auto needsOwn = [&cluster](char32_t character) {
            return isIdeograph(character) || QChar::isDigit(character)
                   || (cluster.characters.size() == 1 && QChar::script(character) == QChar::Script_Latin);
        };
        const auto hasInk = [&](quint32 glyph) { return inkOf(face, glyph) > 0; };
        const auto isCharacter = [&](quint32 glyph) { return inkOf(face, glyph) >= LeastOfCharacter; };
        if (std::ranges::count_if(cluster.characters, isSeenInPrint)
                > LongestLigature * std::ranges::count_if(cluster.glyphs, hasInk)
            || std::ranges::count_if(cluster.characters, needsOwn) > std::ranges::count_if(cluster.glyphs, isCharacter))
            return true;
        for (qsizetype i = 0; cluster.isPaired() && i < cluster.glyphs.size(); ++i) {
            if (needsOwn(cluster.characters[i]) && !isCharacter(cluster.glyphs[i]))
                return true;
        }
        return false;
    }

    QString otherIn(const FontFaceRef &face, Cluster cluster, const QString &text)
    {
        using layout::GlyphLikeness;
        if (std::ranges::none_of(cluster.characters, GlyphLikeness::isCompared))
            return {};
        if (!cluster.isPaired()) {
            // Blanks need no glyph. What then has more glyphs than characters, or less, nobody can compare.
            cluster.characters.removeIf([](char32_t character) { return !isSeenInPrint(character); });
            cluster.glyphs.removeIf([&](quint32 glyph) { return inkOf(face, glyph) <= 0; });
            if (!cluster.isPaired())
                return text;
        }
        for (qsizetype i = 0; i < cluster.glyphs.size(); ++i) {
            const GlyphOf asked{face, cluster.glyphs[i], cluster.characters[i]};
            if (asked.glyph == 0 || !GlyphLikeness::isCompared(asked.character) || m_right.contains(asked)
                || !m_budget.take(LikenessWork))
                continue;
            if (const auto other = m_likeness.mistakenFor(*face, asked.glyph, asked.character))
                return QString::fromUcs4(&asked.character, 1) + u'→' + QString::fromUcs4(&*other, 1) + u' ' + text;
            m_right.insert(asked);
        }
        return {};
    }

    layout::FontSetRef m_fonts;
    layout::GlyphLikeness m_likeness;
    layout::PaintingBudget &m_budget; ///< The document's.
    QSet<GlyphOf> m_right;
    QHash<GlyphOf, double> m_inks;
};

} // namespace

QList<ofd::ShownDoubt> paintedDoubts(const ofd::OfdDocument &document, const layout::FontSetRef &fonts,
    const layout::PixelSource &pictures, layout::PaintingBudget budget)
{
    QList<ofd::ShownDoubt> doubts = ofd::doubtsAbout(document);
    bool hasAllPictures = true;
    layout::ScenePainter painter([&](const QByteArray &encoded) {
        auto picture = pictures(encoded);
        hasAllPictures = hasAllPictures && picture;
        return picture;
    });
    FaceReader faces(fonts, budget);
    const QList<layout::PageScene> &pages = document.content.scene.pages;
    const auto tell = [&doubts](const QByteArray &kind, qsizetype page, const QString &text) {
        if (doubts.size() < ofd::MostDoubts)
            doubts.append({kind, page, text.simplified().left(60)});
    };
    for (qsizetype number = 0; number < pages.size() && doubts.size() < ofd::MostDoubts; ++number) {
        Misdrawn misdrawn;
        faces.read(pages[number].items, misdrawn);
        const auto unseen = layout::unseenTexts(pages[number], painter, budget);
        if (!unseen.texts.isEmpty())
            misdrawn.unseen = unseen.texts.constFirst();
        if (!misdrawn.unseen.isEmpty() && !isTold(doubts, number, waysOfHiding()))
            tell("unseen-text", number, misdrawn.unseen);
        if (!unseen.isWhole)
            tell("not-shown", number, u"too-many-objects"_s);
        if (!misdrawn.other.isEmpty() && !isTold(doubts, number, {"other-glyph"}))
            tell("other-outline", number, misdrawn.other);
        if (!std::exchange(hasAllPictures, true))
            tell("not-shown", number, u"pictures"_s);
        if (budget.left <= 0)
            break; // Which this page has told.
    }
    return doubts;
}

QList<ofd::ShownDoubt> paintedDoubts(const ofd::OfdDocument &document, const layout::FontSetRef &fonts)
{
    return paintedDoubts(document, fonts, decodedByHelper());
}

QList<ofd::ShownDoubt> KnownDoubts::about(const Digest &digest, const std::function<QList<ofd::ShownDoubt>()> &look)
{
    {
        const QMutexLocker lock(&m_mutex);
        if (const auto *known = m_doubts.object(digest))
            return *known;
    }
    const QList<ofd::ShownDoubt> doubts = look();
    // The helper that could not be had may be there the next time.
    const auto isPassing = [](const ofd::ShownDoubt &doubt) {
        return doubt.kind == "not-shown" && doubt.detail == u"pictures";
    };
    if (std::ranges::none_of(doubts, isPassing)) {
        const QMutexLocker lock(&m_mutex);
        m_doubts.insert(digest, new QList<ofd::ShownDoubt>(doubts)); // The cache owns it; a cost of one always fits.
    }
    return doubts;
}

} // namespace wenyi::core
