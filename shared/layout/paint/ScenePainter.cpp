// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/ScenePainter.h"

#include "shared/layout/GlyphOutline.h"
#include "shared/layout/PictureHeader.h"

#include <QPainter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

namespace {

constexpr qsizetype KeptOutlines = 8000;      ///< More than the different characters of a long document.
constexpr qsizetype KeptPictures = 64 * 1024; ///< KiB.
constexpr double MillimetresPerInch = 25.4;
constexpr double LargestResolution = 2400;

QPointF toPoint(const Point &point)
{
    return {point.x, point.y};
}

QRectF toRect(const Rect &rect)
{
    return {rect.x, rect.y, rect.width, rect.height};
}

QColor toColor(const Color &color)
{
    return {color.red, color.green, color.blue, color.alpha};
}

QTransform toTransform(const Transform &transform)
{
    return {transform.a, transform.b, transform.c, transform.d, transform.e, transform.f};
}

struct PathBuilder
{
    QPainterPath &path;
    void operator()(const MoveTo &step) const { path.moveTo(toPoint(step.to)); }
    void operator()(const LineTo &step) const { path.lineTo(toPoint(step.to)); }
    void operator()(const CurveTo &step) const
    {
        path.cubicTo(toPoint(step.control1), toPoint(step.control2), toPoint(step.to));
    }
    void operator()(const ClosePath &) const { path.closeSubpath(); }
};

QPainterPath toPath(const QList<PathElement> &elements, FillRule rule)
{
    QPainterPath path;
    path.setFillRule(rule == FillRule::EvenOdd ? Qt::OddEvenFill : Qt::WindingFill);
    for (const PathElement &element : elements)
        std::visit(PathBuilder{path}, element);
    return path;
}

} // namespace

ScenePainter::ScenePainter()
    : m_outlines(KeptOutlines)
    , m_pictures(KeptPictures)
{
}

void ScenePainter::paint(QPainter &painter, const PageScene &page)
{
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    for (const SceneItem &item : page.items) {
        painter.save();
        std::visit([&](const auto &shown) { paintItem(painter, shown); }, item);
        painter.restore();
    }
    painter.restore();
}

void ScenePainter::paintItem(QPainter &painter, const GlyphRun &run)
{
    if (!run.face)
        return;
    painter.setTransform(toTransform(run.transform), true);
    const QTransform whole = painter.transform();
    const QColor color = toColor(run.color);
    for (const Glyph &glyph : run.glyphs) {
        QTransform place(whole);
        place.translate(glyph.origin.x, glyph.origin.y).scale(run.size, run.size);
        painter.setTransform(place);
        painter.fillPath(outlineOf(run.face, glyph.index), color);
    }
}

void ScenePainter::paintItem(QPainter &painter, const Path &path)
{
    painter.setTransform(toTransform(path.transform), true);
    const QPainterPath outline = toPath(path.elements, path.fillRule);
    if (path.fill)
        painter.fillPath(outline, toColor(*path.fill));
    if (path.stroke)
        painter.strokePath(outline, QPen(toColor(*path.stroke), path.lineWidth, Qt::SolidLine, Qt::FlatCap));
}

void ScenePainter::paintItem(QPainter &painter, const Image &image)
{
    const QImage picture = pictureOf(image.encoded);
    if (picture.isNull())
        return;
    if (image.clip)
        painter.setClipRect(toRect(*image.clip), Qt::IntersectClip);
    painter.setTransform(toTransform(image.transform), true);
    if (image.blend == BlendMode::Multiply)
        painter.setCompositionMode(QPainter::CompositionMode_Multiply);
    painter.drawImage(toRect(image.box), picture);
}

const QPainterPath &ScenePainter::outlineOf(const FontFaceRef &face, quint32 glyph)
{
    const GlyphKey key{face, glyph};
    if (const QPainterPath *known = m_outlines.object(key))
        return *known;
    auto *made = new QPainterPath(toPath(glyphOutline(*face, glyph), FillRule::NonZero));
    m_outlines.insert(key, made); // The cache owns it; a cost of one always fits.
    return *made;
}

QImage ScenePainter::pictureOf(const QByteArray &encoded)
{
    if (const QImage *known = m_pictures.object(encoded))
        return *known;
    if (!readPictureHeader(encoded))
        return {};
    const QImage picture = QImage::fromData(encoded);
    m_pictures.insert(encoded, new QImage(picture), picture.sizeInBytes() / 1024 + 1);
    return picture;
}

Result<QImage> renderPage(const PageScene &page, double dotsPerInch)
{
    ScenePainter painter;
    return renderPage(page, dotsPerInch, painter);
}

Result<QImage> renderPage(const PageScene &page, double dotsPerInch, ScenePainter &painter)
{
    const double scale = dotsPerInch / MillimetresPerInch;
    const double width = std::round(page.width * scale);
    const double height = std::round(page.height * scale);
    // Written so that a NaN fails too.
    const bool isDrawable = dotsPerInch >= 1 && dotsPerInch <= LargestResolution && width >= 1 && height >= 1
                            && width * height <= static_cast<double>(PictureHeader::LargestArea);
    if (!isDrawable)
        return Error{ErrorCode::InvalidInput, "layout.resolution", u"%1 dpi"_s.arg(dotsPerInch)};
    QImage image(static_cast<int>(width), static_cast<int>(height), QImage::Format_RGB32);
    image.fill(Qt::white);
    image.setDotsPerMeterX(qRound(scale * 1000));
    image.setDotsPerMeterY(qRound(scale * 1000));
    QPainter canvas(&image);
    canvas.scale(scale, scale);
    painter.paint(canvas, page);
    return image;
}

} // namespace wenyi::layout
