// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/MeshBrush.h"

#include "shared/layout/paint/PaintConversions.h"

#include <QImage>

#include <algorithm>
#include <array>
#include <cmath>

namespace wenyi::layout {

namespace {

constexpr double MostPixels = 4e6;
/// Of all triangles together: hostile ones lie over one another.
constexpr qint64 MostSteps = 40'000'000;

/// A corner in pixels, its colour times its alpha.
struct Corner
{
    QPointF place;
    std::array<double, 4> channels; ///< Red, green, blue, alpha.
};

Corner cornerOf(const MeshCorner &corner, const QTransform &toPixels)
{
    const double alpha = corner.color.alpha / 255.0;
    return {toPixels.map(toPoint(corner.place)),
        {corner.color.red * alpha, corner.color.green * alpha, corner.color.blue * alpha, corner.color.alpha * 1.0}};
}

/// Twice the area of a triangle, with the sign of its turn.
double areaOf(QPointF a, QPointF b, QPointF c)
{
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
}

QRgb mixed(const std::array<Corner, 3> &corners, const std::array<double, 3> &parts)
{
    std::array<int, 4> channels{};
    for (size_t channel = 0; channel < channels.size(); ++channel) {
        double sum = 0;
        for (size_t i = 0; i < corners.size(); ++i)
            sum += parts[i] * corners[i].channels[channel];
        channels[channel] = std::clamp(static_cast<int>(std::lround(sum)), 0, 255);
    }
    return qRgba(channels[0], channels[1], channels[2], channels[3]);
}

/// The pixels whose middle lies in the triangle or on its edge, so that neighbours leave no gap.
void paintTriangle(QImage &image, const std::array<Corner, 3> &corners, qint64 &steps)
{
    const auto &[a, b, c] = corners;
    const double area = areaOf(a.place, b.place, c.place);
    const auto [left, right] = std::minmax({a.place.x(), b.place.x(), c.place.x()});
    const auto [top, bottom] = std::minmax({a.place.y(), b.place.y(), c.place.y()});
    constexpr double Flat = 1e-9;
    if (!(std::abs(area) > Flat) || !(right >= 0 && bottom >= 0 && left < image.width() && top < image.height()))
        return;
    const int firstX = static_cast<int>(std::max(0.0, std::floor(left)));
    const int lastX = static_cast<int>(std::min(image.width() - 1.0, std::ceil(right)));
    const int firstY = static_cast<int>(std::max(0.0, std::floor(top)));
    const int lastY = static_cast<int>(std::min(image.height() - 1.0, std::ceil(bottom)));
    steps += qint64(lastX - firstX + 1) * (lastY - firstY + 1);
    if (steps > MostSteps)
        return;
    constexpr double OnEdge = -1e-9;
    for (int y = firstY; y <= lastY; ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = firstX; x <= lastX; ++x) {
            const QPointF at(x + 0.5, y + 0.5);
            const double ofA = areaOf(at, b.place, c.place) / area;
            const double ofB = areaOf(a.place, at, c.place) / area;
            const double ofC = 1 - ofA - ofB;
            if (ofA >= OnEdge && ofB >= OnEdge && ofC >= OnEdge)
                line[x] = mixed(corners, {ofA, ofB, ofC});
        }
    }
}

} // namespace

QBrush meshBrush(const Shading &mesh, const QTransform &meshToItem, const QTransform &itemToDevice, const QRect &pixels)
{
    const double all = double(pixels.width()) * pixels.height();
    const double scale = all > MostPixels ? std::sqrt(MostPixels / all) : 1;
    QImage image(std::max(1, static_cast<int>(std::ceil(pixels.width() * scale))),
        std::max(1, static_cast<int>(std::ceil(pixels.height() * scale))), QImage::Format_ARGB32_Premultiplied);
    bool canInvert = false;
    const QTransform toItem = itemToDevice.inverted(&canInvert);
    if (image.isNull() || !canInvert)
        return Qt::NoBrush;
    image.fill(mesh.ground ? toColor(*mesh.ground) : QColor(Qt::transparent));
    const QTransform toImage =
        QTransform::fromTranslate(-pixels.x(), -pixels.y()) * QTransform::fromScale(scale, scale);
    const QTransform toPixels = meshToItem * itemToDevice * toImage;
    qint64 steps = 0;
    for (qsizetype i = 0; i + 3 <= mesh.corners.size() && steps <= MostSteps; i += 3)
        paintTriangle(image,
            {cornerOf(mesh.corners.at(i), toPixels), cornerOf(mesh.corners.at(i + 1), toPixels),
                cornerOf(mesh.corners.at(i + 2), toPixels)},
            steps);
    QBrush brush(image);
    brush.setTransform(toImage.inverted() * toItem);
    return brush;
}

} // namespace wenyi::layout
