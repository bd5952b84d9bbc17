// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/UnseenText.h"

#include "shared/layout/paint/PaintConversions.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>

namespace wenyi::layout {

namespace {

constexpr double Scale = 96 / 25.4; ///< Pixels a millimetre: enough to tell characters, a page in some 10 ms.
constexpr int FaintestAlpha = 40;   ///< Of 255: fainter ink is no ink to begin with.
constexpr int LeastDifference = 24; ///< Of 255, in one colour: what is told apart on paper.
constexpr int LeastCoverage = 24;   ///< Of 255: a pixel at a glyph's very edge says nothing.
constexpr double LeastInk = 1.5;    ///< Pixels; less is a speck.
constexpr double LeastSeen = 0.3;   ///< Of a character's ink.
constexpr double Crowding = 0.3;    ///< Of the smaller character's box; lines that are set tightly share less.
constexpr double SamePlace = 0.5;   ///< Of the smaller text's box: a bold print or a shadow.
constexpr qsizetype MostRuns = 20'000;
constexpr qsizetype MostItems = 200'000;
constexpr qsizetype MostComparisons = 5'000'000;
constexpr qsizetype MostCrowded = 400;
constexpr qsizetype MostWords = 20;
constexpr double PartWork = 30; ///< Pixels that take as long as a part of a path or a glyph.

double areaOf(const QRectF &box)
{
    return box.width() * box.height();
}

/// Of the smaller box.
double sharedPart(const QRectF &one, const QRectF &other)
{
    const double smaller = std::min(areaOf(one), areaOf(other));
    return smaller > 0 ? areaOf(one & other) / smaller : 0;
}

struct PlacedRun
{
    GlyphRun run;           ///< In the page's space, in black, with no clip.
    QList<QRectF> glyphs;   ///< Where the ink of each can be; mm.
    QRectF box;             ///< Of all of them.
    qsizetype order = 0;    ///< In which the page's items are painted.
    bool isTouched = false; ///< Something may hide it.
    QList<qsizetype> crowd; ///< Other texts over or under it: indexes.
    QList<qsizetype> twins; ///< The same text at the same place.
};

struct PlacedThing
{
    QRectF box;
    qsizetype order = 0;
    bool isGround = false; ///< Of another colour than paper.
};

bool isWhite(const Color &color)
{
    return color.red >= 250 && color.green >= 250 && color.blue >= 250;
}

Transform fromTransform(const QTransform &transform)
{
    return {transform.m11(), transform.m12(), transform.m21(), transform.m22(), transform.dx(), transform.dy()};
}

/// The run as a mask of where its ink goes; nothing where it has none.
std::optional<GlyphRun> inkOf(const GlyphRun &run, const QTransform &toPage)
{
    const bool isFilled = run.color.alpha >= FaintestAlpha;
    const bool isOutlined = run.outline && run.outline->alpha >= FaintestAlpha;
    if (!run.face || (!isFilled && !isOutlined))
        return {};
    GlyphRun ink = run;
    ink.color = isFilled ? Color() : Color{0, 0, 0, 0};
    ink.outline = isOutlined ? std::optional(Color()) : std::nullopt;
    ink.clip.clear();
    ink.transform = fromTransform(toPage);
    return ink;
}

/// A page's texts and other things, in the page's space.
class Survey
{
public:
    Survey(const PageScene &page, PaintingBudget &budget)
        : m_page(0, 0, page.width, page.height)
        , m_documentBudget(budget)
        , m_comparisons(static_cast<qsizetype>(std::min<double>(MostComparisons, budget.left)))
        , m_budget(m_comparisons)
    {
        add(page.items, {}, false, 0);
        isWhole = m_documentBudget.take(m_parts) && isWhole;
    }

    QList<PlacedRun> runs;
    bool isWhole = true;

    /// What painting that much of the page takes, in pixels.
    double workOf(double area) const
    {
        const double whole = std::max(areaOf(m_page), 1.0) * Scale * Scale;
        return m_parts * PartWork + area + m_inked * std::min(area / whole, 1.0);
    }

    /// Finds what touches what.
    void compare()
    {
        for (PlacedRun &run : runs)
            run.isTouched = run.isTouched || std::ranges::any_of(m_things, [&](const PlacedThing &thing) {
                return --m_budget > 0 && (thing.order > run.order || thing.isGround) && thing.box.intersects(run.box);
            });
        compareRuns();
        isWhole = m_documentBudget.take(static_cast<double>(m_comparisons - m_budget)) && isWhole && m_budget > 0;
    }

private:
    void add(const QList<SceneItem> &items, const QTransform &toPage, bool isVeiled, int depth);
    void addRun(const GlyphRun &run, const QTransform &toPage, bool isVeiled);
    void addPath(const Path &path, const QTransform &toPage);
    void addThing(const QRectF &box, bool isGround);
    void addInk(const QRectF &box, qsizetype parts);
    void compareRuns();
    bool crowd(const PlacedRun &one, const PlacedRun &other);

    const QRectF m_page;
    PaintingBudget &m_documentBudget;
    QList<PlacedThing> m_things;
    double m_parts = 0; ///< Of paths and glyphs, and items.
    double m_inked = 0; ///< Pixels, counted once for each item that covers them.
    qsizetype m_order = 0;
    const qsizetype m_comparisons;
    qsizetype m_budget; ///< What is left of them.
};

void Survey::add(const QList<SceneItem> &items, const QTransform &toPage, bool isVeiled, int depth)
{
    for (const SceneItem &item : items) {
        if (++m_order > MostItems) {
            isWhole = false;
            return;
        }
        if (const auto *run = std::get_if<GlyphRun>(&item)) {
            addRun(*run, toTransform(run->transform) * toPage, isVeiled);
        } else if (const auto *path = std::get_if<Path>(&item)) {
            addPath(*path, toTransform(path->transform) * toPage);
        } else if (const auto *image = std::get_if<Image>(&item)) {
            addThing((toTransform(image->transform) * toPage).mapRect(toRect(image->box)), true);
        } else if (const auto *group = std::get_if<Group>(&item); group && depth < DeepestGroup) {
            const bool isApart = group->opacity < 1 || group->blend != BlendMode::Normal;
            const bool veils = !group->clip.isEmpty() || isApart;
            addInk(isApart ? m_page : QRectF(), 1); // A picture of its own, at most as large as the page.
            add(*group->items, toTransform(group->transform) * toPage, isVeiled || veils, depth + 1);
        }
    }
}

/// What painting it costs.
void Survey::addInk(const QRectF &box, qsizetype parts)
{
    const double area = areaOf(box & m_page) * Scale * Scale;
    m_inked += std::isfinite(area) ? area : areaOf(m_page) * Scale * Scale;
    m_parts += 1 + static_cast<double>(parts);
}

void Survey::addThing(const QRectF &box, bool isGround)
{
    m_things.append({box, m_order, isGround});
    addInk(box, 1);
}

void Survey::addRun(const GlyphRun &run, const QTransform &toPage, bool isVeiled)
{
    auto ink = inkOf(run, toPage);
    if (!ink || (!run.text.isEmpty() && run.text.trimmed().isEmpty()))
        return;
    if (runs.size() >= MostRuns) {
        isWhole = false;
        return;
    }
    PlacedRun placed;
    placed.run = std::move(*ink);
    for (const Glyph &glyph : run.glyphs) {
        const double width = std::max(run.face->advance(glyph.index), 0.1) * run.size;
        placed.glyphs.append(
            toPage.mapRect(QRectF(glyph.origin.x, glyph.origin.y - 0.9 * run.size, width, 1.15 * run.size)));
        placed.box |= placed.glyphs.constLast();
    }
    addInk(placed.box, placed.glyphs.size());
    placed.order = m_order;
    placed.isTouched = isVeiled || !run.clip.isEmpty();
    runs.append(std::move(placed));
}

void Survey::addPath(const Path &path, const QTransform &toPage)
{
    const bool isFilled = path.fill || path.fillShading;
    const bool isStroked = path.stroke || path.strokeShading;
    if (!isFilled && !isStroked)
        return;
    // As far as a mitre or a square cap reaches.
    const double around = isStroked ? path.lineWidth * std::max(1.0, path.lineStyle.miterLimit) + 0.01 : 0;
    const QRectF inked = toPath(path.elements, path.fillRule).boundingRect().adjusted(-around, -around, around, around);
    const bool isPaper = (!path.fill || isWhite(*path.fill)) && (!path.stroke || isWhite(*path.stroke))
                         && !path.fillShading && !path.strokeShading;
    addThing(toPage.mapRect(inked), !isPaper);
    m_parts += static_cast<double>(path.elements.size());
}

/// Whether a character of the one lies over or under one of the other.
bool Survey::crowd(const PlacedRun &one, const PlacedRun &other)
{
    if (!one.box.intersects(other.box))
        return false;
    return std::ranges::any_of(one.glyphs, [&](const QRectF &glyph) {
        return glyph.intersects(other.box) && std::ranges::any_of(other.glyphs, [&](const QRectF &second) {
            return --m_budget > 0 && sharedPart(glyph, second) > Crowding;
        });
    });
}

void Survey::compareRuns()
{
    QList<qsizetype> byTop(runs.size());
    std::iota(byTop.begin(), byTop.end(), 0);
    std::ranges::sort(byTop, {}, [this](qsizetype index) { return runs[index].box.top(); });
    for (auto first = byTop.begin(); first != byTop.end(); ++first) {
        PlacedRun &one = runs[*first];
        for (auto next = first + 1; next != byTop.end() && runs[*next].box.top() < one.box.bottom(); ++next) {
            if (--m_budget <= 0)
                return;
            PlacedRun &other = runs[*next];
            const double shared = sharedPart(one.box, other.box);
            const bool areTwins = shared > SamePlace && one.run.text == other.run.text && !one.run.text.isEmpty();
            if (!areTwins && !crowd(one, other))
                continue;
            (areTwins ? one.twins : one.crowd).append(*next);
            (areTwins ? other.twins : other.crowd).append(*first);
        }
    }
}

/// The items without the texts whose order is to be left out. `order` counts as Survey does.
QList<SceneItem> without(
    const QList<SceneItem> &items, const std::function<bool(qsizetype)> &isLeftOut, qsizetype &order, int depth = 0)
{
    QList<SceneItem> kept;
    kept.reserve(items.size());
    for (const SceneItem &item : items) {
        ++order;
        if (std::holds_alternative<GlyphRun>(item) && isLeftOut(order))
            continue;
        const auto *group = std::get_if<Group>(&item);
        if (!group || depth >= DeepestGroup) {
            kept.append(item);
            continue;
        }
        Group fewer = *group;
        fewer.items = std::make_shared<const QList<SceneItem>>(without(*group->items, isLeftOut, order, depth + 1));
        kept.append(fewer);
    }
    return kept;
}

PageScene without(const PageScene &page, const std::function<bool(qsizetype)> &isLeftOut)
{
    qsizetype order = 0;
    PageScene fewer;
    fewer.width = page.width;
    fewer.height = page.height;
    fewer.items = without(page.items, isLeftOut, order);
    return fewer;
}

QRect pixelsOf(const QRectF &box)
{
    return QRectF(box.topLeft() * Scale, box.size() * Scale).toAlignedRect();
}

int differenceOf(QRgb one, QRgb other)
{
    return std::max({std::abs(qRed(one) - qRed(other)), std::abs(qGreen(one) - qGreen(other)),
        std::abs(qBlue(one) - qBlue(other))});
}

/// Looks at the texts of one page.
class Looking
{
public:
    Looking(const PageScene &page, ScenePainter &painter, PaintingBudget &budget)
        : m_page(page)
        , m_painter(painter)
        , m_budget(budget)
        , m_survey(page, budget)
    {
    }

    UnseenTexts look()
    {
        UnseenTexts found;
        if (m_survey.isWhole)
            m_survey.compare();
        if (!m_survey.isWhole) {
            found.isWhole = false;
            return found;
        }
        qsizetype crowded = 0;
        for (const PlacedRun &run : std::as_const(m_survey.runs)) {
            if (!run.isTouched && run.crowd.isEmpty())
                continue;
            if ((!run.crowd.isEmpty() && ++crowded > MostCrowded) || !paintPage() || !m_budget.take(workOf(run))) {
                m_survey.isWhole = false;
                break;
            }
            if (found.texts.size() < MostWords && !isSeen(run))
                found.texts.append(run.run.text);
        }
        found.isWhole = m_survey.isWhole;
        return found;
    }

private:
    /// With its texts and without any, once it has to be.
    bool paintPage()
    {
        if (!m_whole.isNull())
            return true;
        const double pixels = m_page.width * Scale * m_page.height * Scale;
        if (!m_budget.take(2 * m_survey.workOf(pixels)))
            return false;
        m_whole = renderWhole(m_page, Scale, m_painter).value_or(QImage());
        const PageScene bare = without(m_page, [](qsizetype) { return true; });
        m_bare = renderWhole(bare, Scale, m_painter).value_or(QImage());
        return !m_whole.isNull() && m_bare.size() == m_whole.size();
    }

    /// The run's own place on the page's picture.
    QRect placeOf(const PlacedRun &run) const { return pixelsOnPage(run.box) & m_whole.rect(); }
    QRect pixelsOnPage(const QRectF &box) const { return pixelsOf(box & QRectF(0, 0, m_page.width, m_page.height)); }
    double workOf(const PlacedRun &run) const;
    bool isSeen(const PlacedRun &run);
    QImage withoutRun(const PlacedRun &run, const QRect &area);

    const PageScene &m_page;
    ScenePainter &m_painter;
    PaintingBudget &m_budget;
    Survey m_survey;
    QImage m_whole;
    QImage m_bare;
};

/// What isSeen() takes: the run's ink, the page without it where other texts crowd it, and each glyph's pixels.
double Looking::workOf(const PlacedRun &run) const
{
    const QRectF area = placeOf(run);
    double work = 2 * areaOf(area) + PartWork * static_cast<double>(run.glyphs.size());
    for (const QRectF &glyph : run.glyphs)
        work += areaOf(QRectF(glyph.topLeft() * Scale, glyph.size() * Scale) & area);
    return run.crowd.isEmpty() ? work : work + m_survey.workOf(areaOf(area));
}

QImage Looking::withoutRun(const PlacedRun &run, const QRect &area)
{
    // Among other texts it alone is taken away, with what is printed once more at its place.
    QList<qsizetype> gone{run.order};
    for (const qsizetype twin : run.twins)
        gone.append(m_survey.runs[twin].order);
    const PageScene fewer = without(m_page, [&gone](qsizetype order) { return gone.contains(order); });
    return renderArea(fewer, Scale, area, m_painter).value_or(QImage());
}

bool Looking::isSeen(const PlacedRun &run)
{
    const QRect area = placeOf(run);
    if (area.isEmpty())
        return true; // Beside the page: another doubt.
    PageScene alone;
    alone.items = {run.run};
    const QImage ink = renderArea(alone, Scale, area, m_painter).value_or(QImage());
    const QImage bare = run.crowd.isEmpty() ? m_bare.copy(area) : withoutRun(run, area);
    if (ink.isNull() || bare.isNull())
        return true;
    const auto isGlyphSeen = [&](const QRectF &box) {
        const QRect glyph = pixelsOnPage(box) & area;
        double inked = 0;
        double seen = 0;
        for (int y = glyph.top(); y <= glyph.bottom(); ++y) {
            const auto *whole = reinterpret_cast<const QRgb *>(m_whole.constScanLine(y));
            const auto *less = reinterpret_cast<const QRgb *>(bare.constScanLine(y - area.top()));
            const auto *mask = reinterpret_cast<const QRgb *>(ink.constScanLine(y - area.top()));
            for (int x = glyph.left(); x <= glyph.right(); ++x) {
                const int coverage = 255 - qBlue(mask[x - area.left()]);
                if (coverage < LeastCoverage)
                    continue;
                inked += coverage;
                if (differenceOf(whole[x], less[x - area.left()]) * 255 >= LeastDifference * coverage)
                    seen += coverage;
            }
        }
        return inked < LeastInk * 255 || seen >= LeastSeen * inked;
    };
    return std::ranges::all_of(run.glyphs, isGlyphSeen);
}

} // namespace

UnseenTexts unseenTexts(const PageScene &page, ScenePainter &painter, PaintingBudget &budget)
{
    return Looking(page, painter, budget).look();
}

} // namespace wenyi::layout
