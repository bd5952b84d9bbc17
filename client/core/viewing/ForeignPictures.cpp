// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/viewing/ForeignPictures.h"

#include "client/core/viewing/Painting.h"
#include "shared/layout/PictureHeader.h"

#include <utility>

namespace wenyi::core {

ForeignPictures::ForeignPictures(RenderProcess::Settings settings)
    : m_settings(std::move(settings))
{
}

Result<QImage> ForeignPictures::decode(const QByteArray &encoded)
{
    // What is no picture at all costs no process.
    WENYI_CHECK(layout::readPictureHeader(encoded));
    if (encoded.size() > render::LargestFile)
        return Error{ErrorCode::TooLarge, "render.file-size", QString::number(encoded.size())};
    const PoolLeave leave;
    const painting::Pause pause;
    const QMutexLocker lock(&m_mutex);
    if (const auto failed = m_failed.constFind(encoded); failed != m_failed.cend())
        return *failed;
    auto picture = askHelper(encoded);
    if (!picture)
        m_failed.insert(encoded, picture.error());
    return picture;
}

void ForeignPictures::prepare()
{
    const QMutexLocker lock(&m_mutex);
    helper().prepare();
}

RenderThread &ForeignPictures::helper()
{
    if (!m_helper)
        m_helper = std::make_unique<RenderThread>(m_settings);
    return *m_helper;
}

Result<QImage> ForeignPictures::askHelper(const QByteArray &encoded)
{
    WENYI_TRY(const auto picture, waitFor(helper().ask<render::Picture>(render::DecodePicture{encoded})));
    return imageOf(picture);
}

layout::PixelSource decodedByHelper(RenderProcess::Settings settings, HelperStart start)
{
    const auto pictures = std::make_shared<ForeignPictures>(std::move(settings));
    if (start == HelperStart::AtOnce)
        pictures->prepare();
    return [pictures](const QByteArray &encoded) { return pictures->decode(encoded); };
}

ForeignPainter::ForeignPainter(const layout::PixelSource &source)
    : m_painter([this, source = source ? source : layout::decodePicture](const QByteArray &encoded) {
        auto picture = source(encoded);
        if (!picture && picture.error().code == ErrorCode::Unavailable)
            m_missing = picture.error();
        return picture;
    })
{
}

Result<QImage> ForeignPainter::whole(const layout::PageScene &page, double scale)
{
    return unlessMissing(layout::renderWhole(page, scale, m_painter));
}

Result<QImage> ForeignPainter::area(const layout::PageScene &page, double scale, const QRect &area)
{
    return unlessMissing(layout::renderArea(page, scale, area, m_painter));
}

Result<QImage> ForeignPainter::unlessMissing(Result<QImage> drawn)
{
    if (const auto missing = std::exchange(m_missing, std::nullopt))
        return *missing;
    return drawn;
}

} // namespace wenyi::core
