// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/signatures/PageFrame.h"

#include <algorithm>
#include <cmath>

namespace wenyi::render {

namespace {

constexpr int MostParents = 64;
constexpr double MicrometresPerPoint = 25'400.0 / 72;

int micrometres(double points, int least)
{
    return static_cast<int>(std::clamp(std::round(points * MicrometresPerPoint), double(least), double(LargestPage)));
}

} // namespace

QPDFObjectHandle inherited(QPDFObjectHandle dictionary, const char *key)
{
    for (int i = 0; i < MostParents && dictionary.isDictionary(); ++i) {
        if (dictionary.hasKey(key))
            return dictionary.getKey(key);
        dictionary = dictionary.getKey("/Parent");
    }
    return QPDFObjectHandle::newNull();
}

std::optional<Rectangle> rectangleOf(QPDFObjectHandle value)
{
    if (!value.isRectangle())
        return {};
    const Rectangle told = value.getArrayAsRectangle();
    const Rectangle ordered(std::min(told.llx, told.urx), std::min(told.lly, told.ury), std::max(told.llx, told.urx),
        std::max(told.lly, told.ury));
    const bool isFinite = std::isfinite(ordered.llx) && std::isfinite(ordered.lly) && std::isfinite(ordered.urx)
                          && std::isfinite(ordered.ury);
    return isFinite && ordered.urx > ordered.llx && ordered.ury > ordered.lly ? std::optional(ordered) : std::nullopt;
}

std::optional<PageFrame> frameOf(QPDFObjectHandle page)
{
    auto shown = rectangleOf(inherited(page, "/CropBox"));
    if (!shown)
        shown = rectangleOf(inherited(page, "/MediaBox"));
    if (!shown)
        return {};
    QPDFObjectHandle turn = inherited(page, "/Rotate");
    const int degrees = turn.isInteger() ? static_cast<int>(((turn.getIntValue() % 360) + 360) % 360) : 0;
    return PageFrame{*shown, degrees % 90 == 0 ? degrees : 0};
}

Box boxOnPage(const Rectangle &rectangle, const PageFrame &frame)
{
    const Rectangle &shown = frame.shown;
    const double left = rectangle.llx - shown.llx;
    const double right = rectangle.urx - shown.llx;
    const double bottom = rectangle.lly - shown.lly;
    const double top = rectangle.ury - shown.lly;
    const double width = shown.urx - shown.llx;
    const double height = shown.ury - shown.lly;
    const auto box = [](double x, double y, double wide, double high) {
        return Box{
            micrometres(x, -LargestPage), micrometres(y, -LargestPage), micrometres(wide, 0), micrometres(high, 0)};
    };
    switch (frame.turn) {
    case 90:
        return box(bottom, left, top - bottom, right - left);
    case 180:
        return box(width - right, bottom, right - left, top - bottom);
    case 270:
        return box(height - top, width - right, top - bottom, right - left);
    default:
        return box(left, height - top, right - left, top - bottom);
    }
}

Rectangle rectangleOnPage(const Box &box, const PageFrame &frame)
{
    const Rectangle &shown = frame.shown;
    const double x = box.left / MicrometresPerPoint;
    const double y = box.top / MicrometresPerPoint;
    const double wide = box.width / MicrometresPerPoint;
    const double high = box.height / MicrometresPerPoint;
    const double width = shown.urx - shown.llx;
    const double height = shown.ury - shown.lly;
    const auto rectangle = [&shown](double left, double bottom, double across, double up) {
        return Rectangle(shown.llx + left, shown.lly + bottom, shown.llx + left + across, shown.lly + bottom + up);
    };
    switch (frame.turn) {
    case 90:
        return rectangle(y, x, high, wide);
    case 180:
        return rectangle(width - x - wide, y, wide, high);
    case 270:
        return rectangle(width - y - high, height - x - wide, high, wide);
    default:
        return rectangle(x, height - y - high, wide, high);
    }
}

} // namespace wenyi::render
