// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"
#include "shared/layout/paint/PictureDecoder.h"

#include <QCache>
#include <QImage>
#include <QPainterPath>

#include <functional>

class QPainter;

namespace wenyi::layout {

/// Draws page scenes with QPainter: screen, printer and PNG. Keeps outlines and decoded pictures from page to page, so
/// that a view keeps one of its own; it belongs to one thread.
class ScenePainter
{
public:
    explicit ScenePainter(PixelSource pictures = decodePicture);

    /// Draws the page with its upper left corner at the painter's origin; one unit of the painter is a millimetre. A
    /// picture that cannot be decoded leaves its place empty.
    void paint(QPainter &painter, const PageScene &page);

    /// Asked between the items of a page: once it is so, the rest is left out. None: never.
    void stopWhen(std::function<bool()> isUnwanted) { m_isUnwanted = std::move(isUnwanted); }

private:
    struct GlyphKey
    {
        FontFaceRef face; ///< Held, so that the address stays that of this face.
        quint32 glyph = 0;
        friend bool operator==(const GlyphKey &, const GlyphKey &) = default;
        friend size_t qHash(const GlyphKey &key, size_t seed = 0)
        {
            return qHashMulti(seed, quintptr(key.face.get()), key.glyph);
        }
    };

    void paintItems(QPainter &painter, const QList<SceneItem> &items);
    void paintItem(QPainter &painter, const GlyphRun &run);
    void paintItem(QPainter &painter, const Path &path);
    void paintItem(QPainter &painter, const Image &image);
    void paintItem(QPainter &painter, const Group &group);
    void paintApart(QPainter &painter, const Group &group);
    const QPainterPath &outlineOf(const FontFaceRef &face, quint32 glyph);
    QImage pictureOf(const QByteArray &encoded);
    QImage maskedPicture(const Image &image);

    QCache<GlyphKey, QPainterPath> m_outlines;
    PixelSource m_source;
    std::function<bool()> m_isUnwanted;
    QCache<QByteArray, QImage> m_pictures; ///< By their encoded bytes; the cost is in KiB.
    int m_depth = 0;                       ///< Of groups in groups.
    int m_layers = 0;                      ///< Pictures of groups under way.
};

/// The page on white paper at that resolution. Fails with InvalidInput "layout.resolution" (outside 1 to 2400 dpi, or
/// over PictureHeader::LargestArea pixels).
Result<QImage> renderPage(const PageScene &page, double dotsPerInch);
/// As above, with outlines and pictures kept in `painter` for the next page.
Result<QImage> renderPage(const PageScene &page, double dotsPerInch, ScenePainter &painter);
/// As above, at a scale in pixels a millimetre.
Result<QImage> renderWhole(const PageScene &page, double scale, ScenePainter &painter);
/// As above, of that page's picture only `area`, which need not lie on the page.
Result<QImage> renderArea(const PageScene &page, double scale, const QRect &area, ScenePainter &painter);

} // namespace wenyi::layout
