// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/ScenePainter.h"

#include "shared/layout/GlyphOutline.h"
#include "shared/layout/PictureHeader.h"
#include "shared/layout/Resolution.h"
#include "shared/layout/paint/MeshBrush.h"
#include "shared/layout/paint/PaintConversions.h"

#include <QPainter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

namespace {

constexpr qsizetype KeptOutlines = 8000;      ///< More than the different characters of a long document.
constexpr qsizetype KeptPictures = 64 * 1024; ///< KiB.
constexpr double LargestResolution = 2400;

/// Pictures of groups within pictures of groups: further in, a group is painted straight on.
constexpr int MostLayers = 3;

void clipTo(QPainter &painter, const Clip &clip)
{
    for (const ClipPath &area : clip)
        painter.setClipPath(toPath(area.elements, area.fillRule), Qt::IntersectClip);
}

/// The pixels of the painter's device that can change under its clip.
QRect reachedPixels(const QPainter &painter, double ratio)
{
    const QPaintDevice *device = painter.device();
    const QRectF whole(0, 0, device->width() * ratio, device->height() * ratio);
    if (!painter.hasClipping())
        return whole.toAlignedRect();
    return painter.deviceTransform().mapRect(painter.clipBoundingRect()).intersected(whole).toAlignedRect();
}

} // namespace

ScenePainter::ScenePainter(PixelSource pictures)
    : m_outlines(KeptOutlines)
    , m_source(std::move(pictures))
    , m_pictures(KeptPictures)
{
}

void ScenePainter::paint(QPainter &painter, const PageScene &page)
{
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    paintItems(painter, page.items);
    painter.restore();
}

void ScenePainter::paintItems(QPainter &painter, const QList<SceneItem> &items)
{
    for (const SceneItem &item : items) {
        if (m_isUnwanted && m_isUnwanted())
            return;
        painter.save();
        std::visit([&](const auto &shown) { paintItem(painter, shown); }, item);
        painter.restore();
    }
}

void ScenePainter::paintItem(QPainter &painter, const GlyphRun &run)
{
    if (!run.face || (run.color.alpha == 0 && !run.outline))
        return;
    clipTo(painter, run.clip);
    painter.setTransform(toTransform(run.transform), true);
    const QTransform whole = painter.transform();
    const QColor color = toColor(run.color);
    for (const Glyph &glyph : run.glyphs) {
        QTransform place(whole);
        place.translate(glyph.origin.x, glyph.origin.y).scale(run.size, run.size);
        painter.setTransform(place);
        painter.fillPath(outlineOf(run.face, glyph.index), color);
        if (run.outline && run.size > 0) {
            const QPen pen(
                toColor(*run.outline), run.outlineWidth / run.size, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
            painter.strokePath(outlineOf(run.face, glyph.index), pen);
        }
    }
}

namespace {

/// What fills or strokes the outline of an item in its own space. A mesh is made pixels where it is seen.
QBrush brushFor(const QPainter &painter, const Shading &shading, const QTransform &itemToPage, const QRectF &inked)
{
    if (shading.kind != Shading::Kind::Mesh)
        return toBrush(shading, itemToPage);
    bool canInvert = false;
    const QTransform toItem = itemToPage.inverted(&canInvert);
    const QTransform toDevice = painter.deviceTransform();
    const QRectF reached = reachedPixels(painter, painter.device()->devicePixelRatioF());
    const QRect pixels = toDevice.mapRect(inked).adjusted(-1, -1, 1, 1).intersected(reached).toAlignedRect();
    if (!canInvert || pixels.isEmpty())
        return Qt::NoBrush;
    return meshBrush(shading, toTransform(shading.transform) * toItem, toDevice, pixels);
}

} // namespace

void ScenePainter::paintItem(QPainter &painter, const Path &path)
{
    clipTo(painter, path.clip);
    const QTransform toPage = toTransform(path.transform);
    painter.setTransform(toPage, true);
    const QPainterPath outline = toPath(path.elements, path.fillRule);
    const double around = path.lineWidth * std::max(1.0, path.lineStyle.miterLimit);
    const QRectF inked = outline.boundingRect().adjusted(-around, -around, around, around);
    if (const auto under = path.fillShading ? underShading(*path.fillShading) : std::nullopt)
        painter.fillPath(outline, toBrush(*under, toPage));
    if (path.fillShading)
        painter.fillPath(outline, brushFor(painter, *path.fillShading, toPage, outline.boundingRect()));
    else if (path.fill)
        painter.fillPath(outline, toColor(*path.fill));
    if (path.strokeShading)
        painter.strokePath(outline, toPen(path, brushFor(painter, *path.strokeShading, toPage, inked)));
    else if (path.stroke)
        painter.strokePath(outline, toPen(path, toColor(*path.stroke)));
}

void ScenePainter::paintItem(QPainter &painter, const Image &image)
{
    const QImage picture = image.mask.isEmpty() ? pictureOf(image.encoded) : maskedPicture(image);
    if (picture.isNull())
        return;
    if (image.clip)
        painter.setClipRect(toRect(*image.clip), Qt::IntersectClip);
    clipTo(painter, image.clipPaths);
    painter.setTransform(toTransform(image.transform), true);
    painter.setOpacity(painter.opacity() * image.opacity);
    if (image.blend == BlendMode::Multiply)
        painter.setCompositionMode(QPainter::CompositionMode_Multiply);
    painter.drawImage(toRect(image.box), picture);
}

void ScenePainter::paintItem(QPainter &painter, const Group &group)
{
    if (m_depth >= DeepestGroup)
        return;
    ++m_depth;
    clipTo(painter, group.clip);
    const bool isPlain = group.opacity >= 1 && group.blend == BlendMode::Normal;
    if (isPlain || m_layers >= MostLayers) {
        painter.setOpacity(painter.opacity() * group.opacity);
        painter.setTransform(toTransform(group.transform), true);
        paintItems(painter, *group.items);
    } else {
        ++m_layers;
        paintApart(painter, group);
        --m_layers;
    }
    --m_depth;
}

/// Into a picture of its own, which then is laid on the page as one thing.
void ScenePainter::paintApart(QPainter &painter, const Group &group)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const QRect pixels = reachedPixels(painter, ratio);
    if (pixels.isEmpty() || qint64(pixels.width()) * pixels.height() > PictureHeader::LargestArea)
        return;
    QImage layer(pixels.size(), QImage::Format_ARGB32_Premultiplied);
    layer.fill(Qt::transparent);
    QPainter apart(&layer);
    apart.setRenderHints(painter.renderHints());
    apart.setTransform(painter.deviceTransform() * QTransform::fromTranslate(-pixels.x(), -pixels.y()));
    apart.setTransform(toTransform(group.transform), true);
    paintItems(apart, *group.items);
    apart.end();
    painter.resetTransform();
    painter.setOpacity(painter.opacity() * group.opacity);
    if (group.blend == BlendMode::Multiply)
        painter.setCompositionMode(QPainter::CompositionMode_Multiply);
    painter.drawImage(
        QRectF(pixels.x() / ratio, pixels.y() / ratio, pixels.width() / ratio, pixels.height() / ratio), layer);
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
    const QImage picture = m_source(encoded).value_or(QImage());
    if (!picture.isNull())
        m_pictures.insert(encoded, new QImage(picture), picture.sizeInBytes() / 1024 + 1);
    return picture;
}

QImage ScenePainter::maskedPicture(const Image &image)
{
    const QImage picture = pictureOf(image.encoded);
    const QImage mask = pictureOf(image.mask);
    return picture.isNull() || mask.isNull() ? picture : withMask(picture, mask);
}

Result<QImage> renderPage(const PageScene &page, double dotsPerInch)
{
    ScenePainter painter;
    return renderPage(page, dotsPerInch, painter);
}

Result<QImage> renderPage(const PageScene &page, double dotsPerInch, ScenePainter &painter)
{
    return renderWhole(page, dotsPerInch / MillimetresPerInch, painter);
}

Result<QImage> renderWhole(const PageScene &page, double scale, ScenePainter &painter)
{
    const double width = std::round(page.width * scale);
    const double height = std::round(page.height * scale);
    // Written so that a NaN fails too.
    if (!(width >= 1 && height >= 1 && width * height <= static_cast<double>(PictureHeader::LargestArea)))
        return Error{ErrorCode::InvalidInput, "layout.resolution", u"%1 dpi"_s.arg(scale * MillimetresPerInch)};
    return renderArea(page, scale, QRect(0, 0, static_cast<int>(width), static_cast<int>(height)), painter);
}

Result<QImage> renderArea(const PageScene &page, double scale, const QRect &area, ScenePainter &painter)
{
    const double dotsPerInch = scale * MillimetresPerInch;
    const bool isDrawable = dotsPerInch >= 1 && dotsPerInch <= LargestResolution && !area.isEmpty()
                            && qint64(area.width()) * area.height() <= PictureHeader::LargestArea;
    if (!isDrawable)
        return Error{ErrorCode::InvalidInput, "layout.resolution", u"%1 dpi"_s.arg(dotsPerInch)};
    QImage image(area.size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    image.setDotsPerMeterX(qRound(scale * 1000));
    image.setDotsPerMeterY(qRound(scale * 1000));
    QPainter canvas(&image);
    canvas.translate(-area.topLeft());
    canvas.scale(scale, scale);
    painter.paint(canvas, page);
    return image;
}

} // namespace wenyi::layout
