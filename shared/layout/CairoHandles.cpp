// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/CairoHandles.h"

#include "shared/layout/PictureHeader.h"

#include <cairo-ft.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include <cstring>

namespace wenyi::layout {

namespace {

/// FreeType's side of a face, with the bytes that it reads.
struct OpenFace
{
    /// `held` is what the bytes belong to, where they do not own themselves.
    OpenFace(QByteArray file, int index, FontFaceRef held)
        : bytes(std::move(file))
        , face(std::move(held))
    {
        if (FT_Init_FreeType(&library) != 0)
            return;
        const auto *first = reinterpret_cast<const FT_Byte *>(bytes.constData());
        FT_New_Memory_Face(library, first, static_cast<FT_Long>(bytes.size()), index, &handle);
    }
    ~OpenFace()
    {
        if (handle)
            FT_Done_Face(handle);
        if (library)
            FT_Done_FreeType(library);
    }
    OpenFace(const OpenFace &) = delete;
    OpenFace &operator=(const OpenFace &) = delete;

    QByteArray bytes;
    FontFaceRef face;
    FT_Library library = nullptr;
    FT_Face handle = nullptr;
};

void deleteOpenFace(void *data)
{
    delete static_cast<OpenFace *>(data);
}

void deleteBytes(void *data)
{
    delete static_cast<QByteArray *>(data);
}

struct ByteSource
{
    const QByteArray &bytes;
    qsizetype at = 0;
};

cairo_status_t readBytes(void *data, unsigned char *into, unsigned int length)
{
    auto &source = *static_cast<ByteSource *>(data);
    if (source.bytes.size() - source.at < static_cast<qsizetype>(length))
        return CAIRO_STATUS_READ_ERROR;
    std::memcpy(into, source.bytes.constData() + source.at, length);
    source.at += length;
    return CAIRO_STATUS_SUCCESS;
}

Cairo<cairo_surface_t> readPng(const QByteArray &encoded)
{
    ByteSource source{encoded};
    return Cairo<cairo_surface_t>(cairo_image_surface_create_from_png_stream(readBytes, &source));
}

/// PDF takes a JPEG as it is; the surface's own pixels are never looked at.
Cairo<cairo_surface_t> wrapJpeg(const QByteArray &encoded, const PictureHeader &header)
{
    Cairo<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, header.width, header.height));
    auto kept = std::make_unique<QByteArray>(encoded);
    const auto *bytes = reinterpret_cast<const unsigned char *>(kept->constData());
    const auto size = static_cast<unsigned long>(kept->size());
    if (cairo_surface_set_mime_data(surface.get(), CAIRO_MIME_TYPE_JPEG, bytes, size, deleteBytes, kept.get())
        == CAIRO_STATUS_SUCCESS)
        kept.release(); // The surface owns it now.
    return surface;
}

Result<Cairo<cairo_font_face_t>> handOver(std::unique_ptr<OpenFace> open, const QString &name)
{
    if (!open->handle)
        return Error{ErrorCode::Corrupt, "layout.font-embed", name};
    Cairo<cairo_font_face_t> made(cairo_ft_font_face_create_for_ft_face(open->handle, FT_LOAD_NO_HINTING));
    static const cairo_user_data_key_t key{};
    if (cairo_font_face_set_user_data(made.get(), &key, open.get(), deleteOpenFace) != CAIRO_STATUS_SUCCESS)
        return Error{ErrorCode::Internal, "layout.font-embed", name};
    open.release(); // Cairo owns it now and keeps it past this write, in its cache of scaled fonts.
    return made;
}

} // namespace

Result<Cairo<cairo_font_face_t>> cairoFace(const FontFaceRef &face)
{
    return handOver(std::make_unique<OpenFace>(face->bytes(), face->index(), face), face->postScriptName());
}

Result<Cairo<cairo_font_face_t>> cairoFace(const QByteArray &file)
{
    return handOver(std::make_unique<OpenFace>(file, 0, nullptr), {});
}

Result<Cairo<cairo_surface_t>> cairoPicture(const QByteArray &encoded)
{
    WENYI_TRY(const PictureHeader header, readPictureHeader(encoded));
    if (header.format != PictureFormat::Png && header.format != PictureFormat::Jpeg)
        return Error{ErrorCode::Unsupported, "layout.picture-format", {}};
    Cairo<cairo_surface_t> surface = header.format == PictureFormat::Png ? readPng(encoded) : wrapJpeg(encoded, header);
    if (const cairo_status_t status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
        return Error{ErrorCode::Corrupt, "layout.picture", QString::fromUtf8(cairo_status_to_string(status))};
    return surface;
}

} // namespace wenyi::layout
