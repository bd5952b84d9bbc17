// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/SealPlacing.h"

#include "client/core/viewing/PageText.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

using layout::PageScene;
using layout::Rect;

constexpr double Tolerance = 0.01;     ///< mm: of places that people type.
constexpr double ComfortableSlice = 4; ///< mm
constexpr double WidestMargin = 20;    ///< mm
constexpr int MostPagesPerSeal = 50;

bool lies(double from, double length, double room)
{
    return from >= -Tolerance && from + length <= room + Tolerance;
}

/// Whether two lengths on one line share more than a point.
bool overlap(double from, double length, double otherFrom, double otherLength)
{
    return from + length > otherFrom + Tolerance && otherFrom + otherLength > from + Tolerance;
}

/// Whether there is anything to seal on a page: a picture, or a word. A page's number is none.
bool isBlank(const PageScene &page)
{
    const auto isPicture = [](const layout::SceneItem &item) { return std::holds_alternative<layout::Image>(item); };
    if (std::any_of(page.items.begin(), page.items.end(), isPicture))
        return false;
    const QString text = textOf(page).text;
    return std::none_of(text.begin(), text.end(), [](QChar character) { return character.isLetter(); });
}

Result<QList<ofd::Stamp>> stampAt(const layout::DocumentScene &scene, const seal::SealFace &face, const SealAt &at)
{
    if (at.page < 0 || at.page >= scene.pages.size())
        return Error{ErrorCode::NotFound, "sealing.no-page", QString::number(at.page + 1)};
    const PageScene &page = scene.pages.at(at.page);
    const Rect box = boxAround(at.centre, face);
    // Written so that what is no number fails too.
    if (!(lies(box.x, box.width, page.width) && lies(box.y, box.height, page.height)))
        return Error{ErrorCode::InvalidInput, "sealing.off-page", u"%1 %2"_s.arg(at.centre.x).arg(at.centre.y)};
    if (isBlank(page))
        return Error{ErrorCode::NotAllowed, "sealing.blank-page", QString::number(at.page + 1)};
    return QList<ofd::Stamp>{{at.page, box, {}}};
}

Result<QList<ofd::Stamp>> stampAt(
    const layout::DocumentScene &scene, const seal::SealFace &face, const SealAtWords &order)
{
    QList<SealAt> found;
    for (qsizetype i = 0; i < scene.pages.size(); ++i) {
        const PageText text = textOf(scene.pages.at(i));
        for (const TextRange &range : findIn(text, order.words)) {
            const Rect area = areasOf(text, range).value(0);
            found.append(
                SealAt{i, {area.x + area.width / 2 + order.offset.x, area.y + area.height / 2 + order.offset.y}});
        }
    }
    const qsizetype wanted = order.occurrence == 0 ? found.size() : order.occurrence;
    if (wanted < 1 || wanted > found.size())
        return Error{ErrorCode::NotFound, "sealing.no-words", QString::number(found.size())};
    return stampAt(scene, face, found.at(wanted - 1));
}

/// The slice of one page: which of so many, and where the whole seal would stand.
ofd::Stamp slice(const PageScene &page, const seal::SealFace &face, const RidingSeal &riding, int index, int count)
{
    const bool isUpright = riding.edge == PageEdge::Right || riding.edge == PageEdge::Left;
    const double across = isUpright ? face.width : face.height; // The side that is cut.
    const double other = isUpright ? face.height : face.width;
    const double step = across / count;
    const double room = isUpright ? page.width : page.height;
    const double along = riding.along.value_or((isUpright ? page.height : page.width) / 2) - other / 2;
    // Fanned out to the right or downwards the first page lies at the seal's start, else the last one.
    const bool startsFirst = riding.edge == PageEdge::Right || riding.edge == PageEdge::Bottom;
    const int number = startsFirst ? index : count - 1 - index;
    const double from = startsFirst ? room - riding.margin - step * (number + 1) : riding.margin - step * number;
    ofd::Stamp stamp;
    stamp.boundary = isUpright ? Rect{from, along, across, other} : Rect{along, from, other, across};
    stamp.clip = isUpright ? Rect{step * number, 0, step, other} : Rect{0, step * number, other, step};
    return stamp;
}

Result<QList<ofd::Stamp>> ridingStamps(
    const layout::DocumentScene &scene, const seal::SealFace &face, const RidingSeal &riding)
{
    const auto refused = [](const char *reason) { return Error{ErrorCode::InvalidInput, reason, {}}; };
    const bool isUpright = riding.edge == PageEdge::Right || riding.edge == PageEdge::Left;
    const double across = isUpright ? face.width : face.height;
    const double other = isUpright ? face.height : face.width;
    const qsizetype pages = scene.pages.size();
    if (pages < 2)
        return refused("sealing.riding-one-page");
    if (pages > MostRidingPages)
        return Error{ErrorCode::TooLarge, "sealing.riding-pages", QString::number(pages)};
    if (!(riding.margin >= 0 && riding.margin <= WidestMargin))
        return refused("sealing.riding-margin");
    const int comfortable = std::clamp(static_cast<int>(across / ComfortableSlice), 2, MostPagesPerSeal);
    const int perSeal = riding.pagesPerSeal.value_or(comfortable);
    if (perSeal < 2 || perSeal > MostPagesPerSeal)
        return refused("sealing.riding-slice");
    // Evenly, so that no group is a single page: of 2n + 1 pages by 2 one group gets a page more.
    const qsizetype groups = std::min((pages + perSeal - 1) / perSeal, pages / 2);
    QList<ofd::Stamp> stamps;
    for (qsizetype group = 0, page = 0; group < groups; ++group) {
        const auto count = static_cast<int>(pages / groups + (group < pages % groups ? 1 : 0));
        if (across / count < NarrowestSlice)
            return refused("sealing.riding-slice");
        for (int index = 0; index < count; ++index, ++page) {
            ofd::Stamp stamp = slice(scene.pages.at(page), face, riding, index, count);
            stamp.page = page;
            const PageScene &own = scene.pages.at(page);
            if (!lies(isUpright ? stamp.boundary.y : stamp.boundary.x, other, isUpright ? own.height : own.width))
                return refused("sealing.off-page");
            stamps.append(stamp);
        }
    }
    return stamps;
}

} // namespace

Rect boxAround(const layout::Point &centre, const seal::SealFace &face)
{
    return {centre.x - face.width / 2.0, centre.y - face.height / 2.0, double(face.width), double(face.height)};
}

Result<QList<ofd::Stamp>> stampsOf(
    const layout::DocumentScene &scene, const seal::SealFace &face, const SealPlacing &placing)
{
    QList<ofd::Stamp> stamps;
    if (const auto *at = std::get_if<SealAt>(&placing.place)) {
        WENYI_TRY(stamps, stampAt(scene, face, *at));
    } else if (const auto *words = std::get_if<SealAtWords>(&placing.place)) {
        WENYI_TRY(stamps, stampAt(scene, face, *words));
    } else if (!placing.riding) {
        return Error{ErrorCode::InvalidInput, "sealing.nowhere", {}};
    }
    if (placing.riding) {
        WENYI_TRY(const auto slices, ridingStamps(scene, face, *placing.riding));
        stamps += slices;
    }
    return stamps;
}

Result<void> checkApart(const QList<ofd::Stamp> &stamps, const QList<ofd::Stamp> &standing)
{
    for (const ofd::Stamp &stamp : stamps) {
        const Rect own = stamp.shown();
        const auto crosses = [&](const ofd::Stamp &other) {
            const Rect there = other.shown();
            return other.page == stamp.page && overlap(own.x, own.width, there.x, there.width)
                   && overlap(own.y, own.height, there.y, there.height);
        };
        if (std::any_of(standing.begin(), standing.end(), crosses))
            return Error{ErrorCode::NotAllowed, "sealing.over-seal", QString::number(stamp.page + 1)};
    }
    return {};
}

} // namespace wenyi::core
