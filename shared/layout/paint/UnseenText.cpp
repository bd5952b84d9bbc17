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
constexpr qsizetype MostComparisons = 5'000'000;
constexpr qsizetype MostCrowded = 400;
constexpr qsizetype MostWords = 20;

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
    explicit Survey(const PageScene &page) { add(page.items, {}, false, 0); }

    QList<PlacedRun> runs;
    bool isWhole = true;

    /// Finds what touches what.
    void compare()
    {
        for (PlacedRun &run : runs)
            run.isTouched = run.isTouched || std::ranges::any_of(m_things, [&](const PlacedThing &thing) {
                return --m_budget > 0 && (thing.order > run.order || thing.isGround) && thing.box.intersects(run.box);
            });
        compareRuns();
        isWhole = isWhole && m_budget > 0;
    }

private:
    void add(const QList<SceneItem> &items, const QTransform &toPage, bool isVeiled, int depth);
    void addRun(const GlyphRun &run, const QTransform &toPage, bool isVeiled);
    void addPath(const Path &path, const QTransform &toPage);
    void compareRuns();
    bool crowd(const PlacedRun &one, const PlacedRun &other);

    QList<PlacedThing> m_things;
    qsizetype m_order = 0;
    qsizetype m_budget = MostComparisons;
};

void Survey::add(const QList<SceneItem> &items, const QTransform &toPage, bool isVeiled, int depth)
{
    for (const SceneItem &item : items) {
        ++m_order;
        if (const auto *run = std::get_if<GlyphRun>(&item)) {
            addRun(*run, toTransform(run->transform) * toPage, isVeiled);
        } else if (const auto *path = std::get_if<Path>(&item)) {
            addPath(*path, toTransform(path->transform) * toPage);
        } else if (const auto *image = std::get_if<Image>(&item)) {
            m_things.append({(toTransform(image->transform) * toPage).mapRect(toRect(image->box)), m_order, true});
        } else if (const auto *group = std::get_if<Group>(&item); group && depth < DeepestGroup) {
            const bool veils = !group->clip.isEmpty() || group->opacity < 1 || group->blend != BlendMode::Normal;
            add(*group->items, toTransform(group->transform) * toPage, isVeiled || veils, depth + 1);
        }
    }
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
    const double around = isStroked ? path.lineWidth / 2 + 0.01 : 0;
    const QRectF inked = toPath(path.elements, path.fillRule).boundingRect().adjusted(-around, -around, around, around);
    const bool isPaper = (!path.fill || isWhite(*path.fill)) && (!path.stroke || isWhite(*path.stroke))
                         && !path.fillShading && !path.strokeShading;
    m_things.append({toPage.mapRect(inked), m_order, !isPaper});
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
    Looking(const PageScene &page, ScenePainter &painter)
        : m_page(page)
        , m_painter(painter)
        , m_survey(page)
    {
    }

    UnseenTexts look()
    {
        m_survey.compare();
        UnseenTexts found;
        qsizetype crowded = 0;
        for (const PlacedRun &run : std::as_const(m_survey.runs)) {
            if (!run.isTouched && run.crowd.isEmpty())
                continue;
            if ((!run.crowd.isEmpty() && ++crowded > MostCrowded) || !paintPage()) {
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
        m_whole = renderWhole(m_page, Scale, m_painter).value_or(QImage());
        const PageScene bare = without(m_page, [](qsizetype) { return true; });
        m_bare = renderWhole(bare, Scale, m_painter).value_or(QImage());
        return !m_whole.isNull() && m_bare.size() == m_whole.size();
    }

    bool isSeen(const PlacedRun &run);
    QImage withoutRun(const PlacedRun &run, const QRect &area);

    const PageScene &m_page;
    ScenePainter &m_painter;
    Survey m_survey;
    QImage m_whole;
    QImage m_bare;
};

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
    const QRect area = pixelsOf(run.box) & m_whole.rect();
    if (area.isEmpty())
        return true; // Beside the page: another doubt.
    PageScene alone;
    alone.items = {run.run};
    const QImage ink = renderArea(alone, Scale, area, m_painter).value_or(QImage());
    const QImage bare = run.crowd.isEmpty() ? m_bare.copy(area) : withoutRun(run, area);
    if (ink.isNull() || bare.isNull())
        return true;
    const auto isGlyphSeen = [&](const QRectF &box) {
        const QRect glyph = pixelsOf(box) & area;
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

UnseenTexts unseenTexts(const PageScene &page, ScenePainter &painter)
{
    return Looking(page, painter).look();
}

} // namespace wenyi::layout
