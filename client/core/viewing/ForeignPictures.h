// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/render/RenderThread.h"
#include "shared/layout/paint/ScenePainter.h"

#include <QHash>
#include <QMutex>

namespace wenyi::core {

/// The pictures of one foreign file, decoded by a helper process of the file's own: no decoder sees them in the client.
/// The helper is started by the first picture, or before.
class ForeignPictures
{
public:
    explicit ForeignPictures(RenderProcess::Settings settings = {});

    /// Starts the helper, where pictures are to come.
    void prepare();

    /// As layout::decodePicture(), on any thread that may wait; fails too with Unavailable "render.…" where the helper
    /// did not decode it. A picture that failed is not tried again: one that kills helpers costs no other.
    Result<QImage> decode(const QByteArray &encoded);

private:
    RenderThread &helper();
    Result<QImage> askHelper(const QByteArray &encoded);

    RenderProcess::Settings m_settings;
    QMutex m_mutex; ///< Held while the helper decodes: it does one thing at a time anyway.
    std::unique_ptr<RenderThread> m_helper;
    QHash<QByteArray, Error> m_failed; ///< By the encoded bytes, which the scene holds too.
};

/// When a file's helper is started: a start takes longer than a small file's opening, so that it is worth beginning
/// with where there are pictures.
enum class HelperStart { WithTheFirstPicture, AtOnce };

/// A source of pixels for painters that is one ForeignPictures.
layout::PixelSource decodedByHelper(
    RenderProcess::Settings settings = {}, HelperStart start = HelperStart::WithTheFirstPicture);

/// Draws pages like a ScenePainter, but none without a picture that the helper did not give: such a page fails with the
/// helper's "render.…". A picture that is damaged still leaves its place empty.
class ForeignPainter
{
public:
    /// Without a source pictures are decoded here.
    explicit ForeignPainter(const layout::PixelSource &source);
    ForeignPainter(const ForeignPainter &) = delete;
    ForeignPainter &operator=(const ForeignPainter &) = delete;

    /// As layout::ScenePainter::stopWhen().
    void stopWhen(std::function<bool()> isUnwanted) { m_painter.stopWhen(std::move(isUnwanted)); }
    /// As layout::renderWhole() and layout::renderArea().
    Result<QImage> whole(const layout::PageScene &page, double scale);
    Result<QImage> area(const layout::PageScene &page, double scale, const QRect &area);

private:
    Result<QImage> unlessMissing(Result<QImage> drawn);

    std::optional<Error> m_missing;
    layout::ScenePainter m_painter;
};

} // namespace wenyi::core
