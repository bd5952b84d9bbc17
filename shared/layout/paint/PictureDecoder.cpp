// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/PictureDecoder.h"

#include "shared/layout/PictureHeader.h"
#include "shared/layout/paint/ScanDecoders.h"

#include <QBuffer>
#include <QImageReader>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

namespace {

const char *readerOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png:
        return "png";
    case PictureFormat::Jpeg:
        return "jpeg";
    case PictureFormat::Bmp:
        return "bmp";
    case PictureFormat::Gif:
        return "gif";
    default:
        return "tiff";
    }
}

Result<QImage> decodeWithQt(const QByteArray &encoded, PictureFormat format)
{
    QBuffer buffer;
    buffer.setData(encoded);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, readerOf(format));
    reader.setDecideFormatFromContent(false);
    QImage picture = reader.read();
    if (picture.isNull())
        return Error{ErrorCode::Corrupt, "layout.picture", reader.errorString()};
    return picture;
}

/// Turns pictures into PNG, each once.
class PortablePictures
{
public:
    void convert(QList<SceneItem> &items, int depth = 0)
    {
        for (SceneItem &item : items) {
            if (auto *image = std::get_if<Image>(&item))
                convert(*image);
            else if (auto *group = std::get_if<Group>(&item); group && depth < DeepestGroup)
                convert(*group, depth);
        }
    }

private:
    void convert(Image &image)
    {
        const auto header = readPictureHeader(image.encoded);
        const bool isPortable = header && image.mask.isEmpty()
                                && (header->format == PictureFormat::Png || header->format == PictureFormat::Jpeg);
        if (!isPortable)
            image.encoded = pngOf(image);
        image.mask.clear();
        if (image.encoded.isEmpty())
            image.opacity = 0;
    }

    void convert(Group &group, int depth)
    {
        auto &known = m_groups[group.items.get()];
        if (!known.second) {
            auto items = std::make_shared<QList<SceneItem>>(*group.items);
            convert(*items, depth + 1);
            known = {group.items, items};
        }
        group.items = m_groups[group.items.get()].second;
    }

    const QByteArray &pngOf(const Image &image)
    {
        const auto key = std::pair(image.encoded, image.mask);
        if (const auto known = m_pictures.constFind(key); known != m_pictures.cend())
            return *known;
        QByteArray png;
        if (auto picture = decodePicture(image.encoded)) {
            if (const auto mask = decodePicture(image.mask))
                *picture = withMask(*picture, *mask);
            QBuffer buffer(&png);
            buffer.open(QIODevice::WriteOnly);
            picture->save(&buffer, "PNG");
        }
        return *m_pictures.insert(key, png);
    }

    using Items = std::shared_ptr<const QList<SceneItem>>;
    QHash<std::pair<QByteArray, QByteArray>, QByteArray> m_pictures;
    QHash<const void *, std::pair<Items, Items>> m_groups; ///< The first one held, so that its address stays its own.
};

/// `seen`: groups that were looked into, since tiles share theirs.
bool lacksPicturesIn(const QList<SceneItem> &items, QSet<const void *> &seen, int depth = 0)
{
    return std::any_of(items.begin(), items.end(), [&seen, depth](const SceneItem &item) {
        if (const auto *image = std::get_if<Image>(&item))
            return image->encoded.isEmpty();
        const auto *group = std::get_if<Group>(&item);
        if (!group || depth >= DeepestGroup || seen.contains(group->items.get()))
            return false;
        seen.insert(group->items.get());
        return lacksPicturesIn(*group->items, seen, depth + 1);
    });
}

} // namespace

Result<QImage> decodePicture(const QByteArray &encoded)
{
    WENYI_TRY(const PictureHeader header, readPictureHeader(encoded));
    if (header.format == PictureFormat::Jpeg2000)
        return decodeJpeg2000(encoded);
    if (header.format == PictureFormat::Jbig2)
        return decodeJbig2(encoded);
    return decodeWithQt(encoded, header.format);
}

QImage withMask(const QImage &picture, const QImage &mask)
{
    QImage masked = picture.convertToFormat(QImage::Format_ARGB32);
    const QImage light = mask.scaled(masked.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                             .convertToFormat(QImage::Format_Grayscale8);
    for (int y = 0; y < masked.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(masked.scanLine(y));
        const uchar *opacity = light.constScanLine(y);
        for (int x = 0; x < masked.width(); ++x)
            line[x] = qRgba(qRed(line[x]), qGreen(line[x]), qBlue(line[x]), qAlpha(line[x]) * opacity[x] / 255);
    }
    return masked;
}

DocumentScene withPortablePictures(DocumentScene scene)
{
    PortablePictures pictures;
    for (PageScene &page : scene.pages)
        pictures.convert(page.items);
    return scene;
}

bool lacksPictures(const DocumentScene &portable)
{
    QSet<const void *> seen;
    return std::any_of(portable.pages.begin(), portable.pages.end(),
        [&seen](const PageScene &page) { return lacksPicturesIn(page.items, seen); });
}

} // namespace wenyi::layout
