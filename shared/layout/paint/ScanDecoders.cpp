// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/paint/ScanDecoders.h"

#include "shared/base/Limits.h"
#include "shared/layout/PictureHeader.h"

#include <openjpeg.h>

// jbig2.h wants these three before it.
#include <cstddef>
#include <cstdint>
#include <cstdio>

#include <jbig2.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

namespace {

constexpr qint64 MostSamples = 60'000'000; ///< Of all components together; OpenJPEG takes four bytes for each.

Error damaged(const QString &detail)
{
    return Error{ErrorCode::Corrupt, "layout.picture", detail};
}

struct Bytes
{
    const QByteArray &all;
    qsizetype at = 0;
};

OPJ_SIZE_T readSome(void *buffer, OPJ_SIZE_T wanted, void *data)
{
    auto &bytes = *static_cast<Bytes *>(data);
    const qsizetype count = std::min(static_cast<qsizetype>(wanted), bytes.all.size() - bytes.at);
    if (count <= 0)
        return static_cast<OPJ_SIZE_T>(-1);
    std::memcpy(buffer, bytes.all.constData() + bytes.at, static_cast<size_t>(count));
    bytes.at += count;
    return static_cast<OPJ_SIZE_T>(count);
}

OPJ_BOOL seekTo(OPJ_OFF_T place, void *data)
{
    auto &bytes = *static_cast<Bytes *>(data);
    if (place < 0 || place > bytes.all.size())
        return OPJ_FALSE;
    bytes.at = place;
    return OPJ_TRUE;
}

OPJ_OFF_T skipSome(OPJ_OFF_T count, void *data)
{
    auto &bytes = *static_cast<Bytes *>(data);
    const OPJ_OFF_T taken = std::clamp<OPJ_OFF_T>(count, -bytes.at, bytes.all.size() - bytes.at);
    bytes.at += taken;
    return taken == count ? taken : -1;
}

using Stream = std::unique_ptr<opj_stream_t, decltype(&opj_stream_destroy)>;
using Codec = std::unique_ptr<opj_codec_t, decltype(&opj_destroy_codec)>;
using Decoded = std::unique_ptr<opj_image_t, decltype(&opj_image_destroy)>;

/// A sample at the picture's pixel as 0 to 255; components may be sampled more coarsely.
int sampleAt(const opj_image_comp_t &component, int x, int y)
{
    const auto column = std::min<OPJ_UINT32>(static_cast<OPJ_UINT32>(x) / component.dx, component.w - 1);
    const auto row = std::min<OPJ_UINT32>(static_cast<OPJ_UINT32>(y) / component.dy, component.h - 1);
    const qint64 value = component.data[static_cast<size_t>(row) * component.w + column]
                         + (component.sgnd ? qint64(1) << (component.prec - 1) : 0);
    const qint64 largest = (qint64(1) << component.prec) - 1;
    return static_cast<int>(std::clamp(value, qint64(0), largest) * 255 / largest);
}

QRgb fromYcc(int luma, int blue, int red)
{
    const double cb = blue - 128.0;
    const double cr = red - 128.0;
    const auto bounded = [](double value) { return std::clamp(qRound(value), 0, 255); };
    return qRgb(bounded(luma + 1.402 * cr), bounded(luma - 0.344136 * cb - 0.714136 * cr), bounded(luma + 1.772 * cb));
}

Result<QImage> toPicture(const opj_image_t &decoded)
{
    const OPJ_UINT32 count = std::min<OPJ_UINT32>(decoded.numcomps, 4);
    for (OPJ_UINT32 i = 0; i < count; ++i) {
        const opj_image_comp_t &component = decoded.comps[i];
        if (!component.data || component.w == 0 || component.h == 0 || component.dx == 0 || component.dy == 0
            || component.prec == 0 || component.prec > 31)
            return damaged(u"component"_s);
    }
    QImage picture(
        static_cast<int>(decoded.x1 - decoded.x0), static_cast<int>(decoded.y1 - decoded.y0), QImage::Format_ARGB32);
    if (picture.isNull())
        return Error{ErrorCode::TooLarge, "layout.picture-size", {}};
    const bool isColoured = count >= 3;
    const bool isYcc = decoded.color_space == OPJ_CLRSPC_SYCC;
    for (int y = 0; y < picture.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(picture.scanLine(y));
        for (int x = 0; x < picture.width(); ++x) {
            const auto sample = [&](OPJ_UINT32 i) { return sampleAt(decoded.comps[i], x, y); };
            const int first = sample(0);
            const QRgb color = !isColoured ? qRgb(first, first, first)
                               : isYcc     ? fromYcc(first, sample(1), sample(2))
                                           : qRgb(first, sample(1), sample(2));
            const bool hasOpacity = count == 2 || count == 4;
            line[x] = (color & 0xffffffu) | (static_cast<QRgb>(hasOpacity ? sample(count - 1) : 255) << 24);
        }
    }
    return picture;
}

/// jbig2dec's memory, counted: a stream may ask for no more than a picture can need.
struct CountedMemory
{
    Jbig2Allocator calls{}; ///< First, so that a pointer to it is one to the whole.
    size_t held = 0;
};

constexpr size_t MostHeld = 256 * limits::MiB;
constexpr size_t Prefix = alignof(std::max_align_t);

void *takeMemory(Jbig2Allocator *allocator, size_t size)
{
    auto &memory = *reinterpret_cast<CountedMemory *>(allocator);
    if (size > MostHeld - memory.held)
        return nullptr;
    auto *block = static_cast<char *>(std::malloc(size + Prefix));
    if (!block)
        return nullptr;
    std::memcpy(block, &size, sizeof size);
    memory.held += size;
    return block + Prefix;
}

void freeMemory(Jbig2Allocator *allocator, void *pointer)
{
    if (!pointer)
        return;
    char *block = static_cast<char *>(pointer) - Prefix;
    size_t size = 0;
    std::memcpy(&size, block, sizeof size);
    reinterpret_cast<CountedMemory *>(allocator)->held -= size;
    std::free(block);
}

void *resizeMemory(Jbig2Allocator *allocator, void *pointer, size_t size)
{
    void *larger = takeMemory(allocator, size);
    if (larger && pointer) {
        size_t was = 0;
        std::memcpy(&was, static_cast<char *>(pointer) - Prefix, sizeof was);
        std::memcpy(larger, pointer, std::min(was, size));
    }
    if (larger)
        freeMemory(allocator, pointer);
    return larger;
}

void ignoreNotice(void *, const char *, Jbig2Severity, uint32_t) {}

} // namespace

Result<QImage> decodeJpeg2000(const QByteArray &encoded)
{
    Bytes bytes{encoded};
    const Stream stream(opj_stream_default_create(OPJ_TRUE), &opj_stream_destroy);
    const bool isFile = encoded.startsWith('\0');
    const Codec codec(opj_create_decompress(isFile ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K), &opj_destroy_codec);
    opj_stream_set_user_data(stream.get(), &bytes, nullptr);
    opj_stream_set_user_data_length(stream.get(), static_cast<OPJ_UINT64>(encoded.size()));
    opj_stream_set_read_function(stream.get(), readSome);
    opj_stream_set_seek_function(stream.get(), seekTo);
    opj_stream_set_skip_function(stream.get(), skipSome);
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    opj_image_t *header = nullptr;
    const bool isOpen =
        opj_setup_decoder(codec.get(), &parameters) && opj_read_header(stream.get(), codec.get(), &header);
    const Decoded decoded(header, &opj_image_destroy);
    if (!isOpen || !decoded || decoded->numcomps == 0 || decoded->x1 <= decoded->x0 || decoded->y1 <= decoded->y0)
        return damaged(u"JPEG 2000 header"_s);
    const qint64 area = static_cast<qint64>(decoded->x1 - decoded->x0) * (decoded->y1 - decoded->y0);
    if (area > PictureHeader::LargestArea || area > MostSamples / static_cast<qint64>(decoded->numcomps))
        return Error{ErrorCode::TooLarge, "layout.picture-size", {}};
    // A file that breaks off is shown as far as it goes, as every other reader does.
    if (!opj_decode(codec.get(), stream.get(), decoded.get()))
        return damaged(u"JPEG 2000"_s);
    return toPicture(*decoded);
}

Result<QImage> decodeJbig2(const QByteArray &encoded)
{
    CountedMemory memory;
    memory.calls = {takeMemory, freeMemory, resizeMemory};
    const bool isFile = encoded.startsWith('\x97');
    const std::unique_ptr<Jbig2Ctx, Jbig2Allocator *(*)(Jbig2Ctx *)> context(
        jbig2_ctx_new(&memory.calls, isFile ? Jbig2Options{} : JBIG2_OPTIONS_EMBEDDED, nullptr, ignoreNotice, nullptr),
        &jbig2_ctx_free);
    if (!context)
        return damaged(u"JBIG2"_s);
    const auto *data = reinterpret_cast<const unsigned char *>(encoded.constData());
    // A stream without its end-of-page segment shows what came.
    if (jbig2_data_in(context.get(), data, static_cast<size_t>(encoded.size())) < 0)
        return damaged(u"JBIG2"_s);
    jbig2_complete_page(context.get());
    Jbig2Image *page = jbig2_page_out(context.get());
    if (!page)
        return damaged(u"JBIG2 page"_s);
    QImage picture(static_cast<int>(page->width), static_cast<int>(page->height), QImage::Format_Mono);
    if (!picture.isNull()) {
        picture.setColorTable({qRgb(255, 255, 255), qRgb(0, 0, 0)});
        const auto length = static_cast<size_t>(std::min<qsizetype>(picture.bytesPerLine(), page->stride));
        for (int y = 0; y < picture.height(); ++y)
            std::memcpy(picture.scanLine(y), page->data + static_cast<size_t>(y) * page->stride, length);
    }
    jbig2_release_page(context.get(), page);
    if (picture.isNull())
        return Error{ErrorCode::TooLarge, "layout.picture-size", {}};
    return picture;
}

} // namespace wenyi::layout
