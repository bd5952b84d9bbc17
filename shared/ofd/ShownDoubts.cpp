// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/ShownDoubts.h"

#include "shared/ofd/DrawnWords.h"
#include "shared/ofd/EmbeddedFonts.h"
#include "shared/ofd/Geometry.h"
#include "shared/ofd/OfdReader.h"
#include "shared/ofd/TextDoubts.h"

#include <QSet>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

using layout::Rect;
using layout::Transform;

constexpr double SmallestText = 0.8; ///< mm of the em; two points.
constexpr double LargestText = 120;  ///< mm; the largest heads of red documents are under 30.
constexpr double SmallestPage = 10;  ///< mm
constexpr int FaintestAlpha = 40;    ///< Of 255: fainter ink is not seen on paper.
constexpr int SolidAlpha = 230;
constexpr double ThinnestCover = 0.4;            ///< mm; a line hides no text.
constexpr qsizetype MostComparisons = 5'000'000; ///< Of texts with what lies over or under them, a page.
constexpr qsizetype MostComparisonsInAll = 200'000'000;
constexpr int WhitestInk = 235; ///< Of 255, in each colour.

/// Whether most of the first lies under the second.
bool isMostlyIn(const Rect &inner, const Rect &outer)
{
    return sharedArea(inner, outer) > 0.6 * inner.width * inner.height;
}

bool isWhite(const layout::Color &color)
{
    return std::min({color.red, color.green, color.blue}) >= WhitestInk;
}

Rect boxOf(const QList<layout::PathElement> &elements, const Transform &transform)
{
    Bounds bounds;
    bounds.add(mapped(elements, transform));
    return bounds.rect();
}

Rect boxOf(const Rect &box, const Transform &transform)
{
    Bounds bounds;
    for (const layout::Point corner : {layout::Point{box.x, box.y}, layout::Point{rightOf(box), box.y},
             layout::Point{rightOf(box), bottomOf(box)}, layout::Point{box.x, bottomOf(box)}})
        bounds.add(apply(transform, corner));
    return bounds.rect();
}

/// Where the ink of a glyph can be.
Rect boxOf(const layout::GlyphRun &run, const layout::Glyph &glyph, const Transform &toPage)
{
    const double width = std::max(run.face->advance(glyph.index), 0.1) * run.size;
    return boxOf(Rect{glyph.origin.x, glyph.origin.y - 0.85 * run.size, width, run.size}, toPage);
}

/// Whether its lines run along the page.
bool isLevel(const Transform &transform)
{
    return std::abs(transform.b) < 0.01 * std::abs(transform.a) && std::abs(transform.c) < 0.01 * std::abs(transform.d);
}

/// A rectangle with upright sides that hides what lies under it.
bool isSolidRectangle(const layout::Path &path, const Transform &toPage)
{
    if (!path.fill || path.fill->alpha < SolidAlpha || !path.clip.isEmpty() || path.elements.size() < 4
        || path.elements.size() > 6)
        return false;
    return toPage.b == 0 && toPage.c == 0
           && std::ranges::none_of(path.elements,
               [](const layout::PathElement &element) { return std::holds_alternative<layout::CurveTo>(element); });
}

/// Pictures of formats that know no transparency.
bool isSolid(const layout::Image &image)
{
    const bool isOpaqueFormat = image.encoded.startsWith("\xFF\xD8") || image.encoded.startsWith("BM");
    return isOpaqueFormat && image.opacity > 0.9 && image.mask.isEmpty() && image.blend == layout::BlendMode::Normal
           && image.clipPaths.isEmpty();
}

/// Looks at one page's items in the order in which they are painted.
class PageExaminer
{
public:
    /// `comparisons` are what is left of those for all pages.
    PageExaminer(const layout::PageScene &page, qsizetype number, QList<ShownDoubt> &doubts, qsizetype &comparisons)
        : m_page{0, 0, page.width, page.height}
        , m_number(number)
        , m_doubts(doubts)
        , m_comparisons(comparisons)
    {
    }

    void examine(const layout::PageScene &page)
    {
        if (page.width < SmallestPage || page.height < SmallestPage)
            tell("page-size", u"%1 × %2 mm"_s.arg(page.width).arg(page.height));
        addItems(page.items, {}, 1, 0);
        judgeTexts();
        judgeDrawnWords();
    }

private:
    struct Text
    {
        QString words;
        Rect box;
        qsizetype order = 0;
        bool isInk = true; ///< Painted at all.
        bool isWhite = false;
    };
    struct Area
    {
        Rect box;
        qsizetype order = 0;
    };

    void tell(const QByteArray &kind, const QString &detail)
    {
        if (m_told.contains(kind) || m_doubts.size() >= MostDoubts)
            return;
        m_told.insert(kind);
        m_doubts.append({kind, m_number, detail.simplified().left(60)});
    }

    void addItems(const QList<layout::SceneItem> &items, const Transform &toPage, double opacity, int depth)
    {
        for (const layout::SceneItem &item : items) {
            if (--m_budget < 0)
                return tell("not-shown", u"too-many-objects"_s);
            ++m_order;
            if (const auto *run = std::get_if<layout::GlyphRun>(&item))
                addRun(*run, combine(run->transform, toPage), toPage, opacity);
            else if (const auto *path = std::get_if<layout::Path>(&item))
                addPath(*path, combine(path->transform, toPage), opacity);
            else if (const auto *image = std::get_if<layout::Image>(&item))
                addImage(*image, combine(image->transform, toPage), opacity);
            else if (const auto *group = std::get_if<layout::Group>(&item); group && depth < layout::DeepestGroup)
                addGroup(*group, toPage, opacity, depth);
        }
    }

    void addGroup(const layout::Group &group, const Transform &toPage, double opacity, int depth)
    {
        const qsizetype before = m_texts.size();
        addItems(*group.items, combine(group.transform, toPage), opacity * group.opacity, depth + 1);
        for (qsizetype i = before; i < m_texts.size(); ++i)
            checkClip(group.clip, toPage, m_texts[i]);
    }

    void addRun(const layout::GlyphRun &run, const Transform &toPage, const Transform &clipToPage, double opacity);
    void addPath(const layout::Path &path, const Transform &toPage, double opacity);
    void addImage(const layout::Image &image, const Transform &toPage, double opacity);
    void checkGlyphs(const layout::GlyphRun &run);
    void checkClip(const layout::Clip &clip, const Transform &toPage, const Text &text);
    void judgeTexts();
    void judgeDrawnWords();
    void judge(const Text &text);

    const Rect m_page;
    const qsizetype m_number;
    QList<ShownDoubt> &m_doubts;
    qsizetype &m_comparisons;
    QList<Text> m_texts;
    QList<Area> m_pictures;
    QList<Area> m_covers;  ///< Nothing is seen through them.
    QList<Area> m_grounds; ///< Of another colour than paper.
    DrawnWords m_drawn;
    QSet<QByteArray> m_told;
    qsizetype m_order = 0;
    qsizetype m_budget = 200'000;
};

void PageExaminer::addRun(
    const layout::GlyphRun &run, const Transform &toPage, const Transform &clipToPage, double opacity)
{
    if (!run.face || run.glyphs.isEmpty() || (!run.text.isEmpty() && run.text.trimmed().isEmpty()))
        return;
    if (hasHiddenCharacters(run.text))
        tell("hidden-characters", run.text);
    if (hasLookAlikes(run.text))
        tell("look-alike-characters", run.text);
    checkGlyphs(run);
    const double size = run.size * std::sqrt(std::abs(toPage.a * toPage.d - toPage.b * toPage.c));
    if (size < SmallestText)
        tell("tiny-text", run.text);
    if (size > LargestText)
        tell("huge-text", run.text);
    Bounds bounds;
    QList<Rect> seen;
    for (const layout::Glyph &glyph : run.glyphs) {
        const Rect box = boxOf(run, glyph, toPage);
        bounds.add(layout::Point{box.x, box.y});
        bounds.add(layout::Point{rightOf(box), bottomOf(box)});
        if (sharedArea(box, m_page) <= 0)
            tell("off-page", run.text);
        if (glyph.cluster < 0 || glyph.cluster >= run.text.size() || !run.text[glyph.cluster].isSpace())
            seen.append(box);
    }
    const double alpha = std::max<double>(run.color.alpha, run.outline ? run.outline->alpha : 0) * opacity;
    const Text text{run.text, bounds.rect(), m_order, alpha >= FaintestAlpha,
        isWhite(run.color) && (!run.outline || isWhite(*run.outline))};
    checkClip(run.clip, clipToPage, text);
    m_texts.append(text);
    if (text.isInk && size >= SmallestText && size <= LargestText && isLevel(toPage))
        m_drawn.addLine(
            run.text, size, run.outline && run.color.alpha < FaintestAlpha ? *run.outline : run.color, seen);
}

/// Numbers that are drawn as other numbers, and characters that no glyph stands for.
void PageExaminer::checkGlyphs(const layout::GlyphRun &run)
{
    for (const GlyphCluster &cluster : clustersOf(run)) {
        // Several characters under one CGTransform are one cluster, and still each has its glyph.
        const bool isOneToOne = cluster.codeCount == cluster.glyphCount;
        const QStringView codes = QStringView(run.text).sliced(cluster.codePosition, cluster.codeCount);
        for (qsizetype i = 0; i < cluster.glyphCount; ++i) {
            const quint32 glyph = run.glyphs[cluster.firstGlyph + i].index;
            const bool isBlank = isOneToOne ? codes[i].isSpace() : codes.trimmed().isEmpty();
            if (glyph == 0 && !isBlank)
                tell("missing-glyph", run.text);
            // A face without a character map says nothing about what its glyphs stand for.
            const quint32 expected =
                isOneToOne && isNumeral(codes[i].unicode()) ? run.face->glyphFor(codes[i].unicode()) : 0;
            if (expected != 0 && expected != glyph)
                tell("other-glyph", run.text);
        }
    }
}

void PageExaminer::checkClip(const layout::Clip &clip, const Transform &toPage, const Text &text)
{
    for (const layout::ClipPath &path : clip) {
        if (path.elements.isEmpty()
            || sharedArea(boxOf(path.elements, toPage), text.box) < 0.2 * text.box.width * text.box.height)
            return tell("clipped-text", text.words);
    }
}

void PageExaminer::addPath(const layout::Path &path, const Transform &toPage, double opacity)
{
    if (opacity * 255 >= FaintestAlpha)
        m_drawn.addPath(path, toPage);
    if (!path.fill && !path.fillShading)
        return;
    const Rect box = boxOf(path.elements, toPage);
    if (!path.fill || !isWhite(*path.fill))
        m_grounds.append({box, m_order});
    if (opacity > 0.9 && std::min(box.width, box.height) > ThinnestCover && isSolidRectangle(path, toPage))
        m_covers.append({box, m_order});
}

void PageExaminer::addImage(const layout::Image &image, const Transform &toPage, double opacity)
{
    const Rect box = boxOf(image.box, toPage);
    if (sharedArea(box, m_page) <= 0)
        tell("off-page", u"picture"_s);
    m_pictures.append({box, m_order});
    if (image.opacity * opacity * 255 >= FaintestAlpha)
        m_drawn.addPicture(box);
    m_grounds.append({box, m_order});
    if (toPage.b == 0 && toPage.c == 0 && opacity > 0.9 && isSolid(image))
        m_covers.append({box, m_order});
}

void PageExaminer::judgeTexts()
{
    const qsizetype whites = std::ranges::count_if(m_texts, &Text::isWhite);
    const qsizetype work = m_texts.size() * (m_pictures.size() + m_covers.size()) + whites * m_grounds.size();
    m_comparisons -= std::min(work, m_comparisons);
    if (work > MostComparisons || m_comparisons == 0)
        return tell("not-shown", u"too-many-objects"_s);
    for (const Text &text : m_texts)
        judge(text);
}

void PageExaminer::judgeDrawnWords()
{
    qsizetype comparisons = std::min(MostComparisons, m_comparisons);
    const qsizetype before = comparisons;
    const auto words = m_drawn.find(comparisons);
    m_comparisons -= before - comparisons;
    if (comparisons == 0)
        return tell("not-shown", u"too-many-objects"_s);
    if (words)
        tell("drawn-words", *words);
}

void PageExaminer::judge(const Text &text)
{
    const auto isUnder = [&](const Area &area) { return isMostlyIn(text.box, area.box); };
    if (!text.isInk) {
        // The text layer of a scanned page is in the picture that lies over or under it.
        if (std::ranges::none_of(m_pictures, isUnder))
            tell("invisible-text", text.words);
        return;
    }
    const auto isOn = [&](const Area &ground) {
        return ground.order < text.order && sharedArea(text.box, ground.box) > 0;
    };
    if (text.isWhite && std::ranges::none_of(m_grounds, isOn))
        tell("white-text", text.words);
    const auto covers = [&](const Area &cover) { return cover.order > text.order && isUnder(cover); };
    if (std::ranges::any_of(m_covers, covers))
        tell("covered-text", text.words);
}

/// Left out of a scene without a loss to whoever reads it; what a missing resource file should have had is told where
/// it is used.
bool isHarmless(const QString &skipped)
{
    return skipped == u"custom-tags" || skipped == u"tags-missing" || skipped == u"several-documents"
           || skipped == u"resource-missing";
}

} // namespace

QList<ShownDoubt> doubtsAbout(const OfdDocument &document)
{
    QList<ShownDoubt> doubts;
    const auto tell = [&doubts](const char *kind, const QString &detail) { doubts.append({kind, -1, detail}); };
    for (const QString &skipped : document.skipped) {
        if (!isHarmless(skipped))
            tell("not-shown", skipped);
    }
    if (document.documents.size() > 1)
        tell("several-documents", QString::number(document.documents.size()));
    if (!document.versions.isEmpty())
        tell("versions", QString::number(document.versions.size()));
    const auto acts = [](const Action &action) { return action.kind != Action::Kind::Goto; };
    if (const auto action = std::ranges::find_if(document.actions, acts); action != document.actions.end())
        tell("action", action->target.left(60));
    const auto isHidden = [](const Annotation &annotation) { return !annotation.isVisible; };
    if (std::ranges::any_of(document.annotations, isHidden))
        tell("hidden-annotation", {});
    const auto isOnScreenOnly = [](const Annotation &annotation) {
        return annotation.isVisible && !annotation.isPrinted;
    };
    if (std::ranges::any_of(document.annotations, isOnScreenOnly))
        tell("screen-only-annotation", {});
    const QList<layout::PageScene> &pages = document.content.scene.pages;
    qsizetype comparisons = MostComparisonsInAll;
    for (qsizetype number = 0; number < pages.size() && doubts.size() < MostDoubts; ++number) {
        if (document.pageFaults.contains(number))
            doubts.append({"damaged-page", number, describe(document.pageFaults.value(number))});
        PageExaminer(pages[number], number, doubts, comparisons).examine(pages[number]);
    }
    return doubts;
}

QString describe(const ShownDoubt &doubt)
{
    QString text = QString::fromLatin1(doubt.kind);
    if (doubt.page >= 0)
        text += u", page %1"_s.arg(doubt.page + 1);
    return doubt.detail.isEmpty() ? text : text + u": "_s + doubt.detail;
}

} // namespace wenyi::ofd
