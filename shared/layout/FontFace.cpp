// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/FontFace.h"

#include "shared/base/Limits.h"
#include "shared/layout/BareCff.h"
#include "shared/layout/FontHandles.h"

#include <hb-ot.h>

#include <QFile>

namespace wenyi::layout {

namespace {

constexpr qsizetype MaximumFont = 256 * limits::MiB;

QString nameOf(hb_face_t *face, hb_ot_name_id_t id)
{
    std::array<char, 256> buffer{};
    auto size = static_cast<unsigned>(buffer.size());
    hb_ot_name_get_utf8(face, id, HB_LANGUAGE_INVALID, &size, buffer.data());
    return QString::fromUtf8(buffer.data());
}

} // namespace

FontFace::Handles::~Handles()
{
    hb_font_destroy(font);
    hb_face_destroy(face);
}

FontFace::FontFace(std::unique_ptr<Handles> handles)
    : m_handles(std::move(handles))
{
}

FontFace::~FontFace() = default;

Result<FontFaceRef> FontFace::open(std::unique_ptr<Handles> handles, int index)
{
    hb_blob_t *blob = hb_blob_create(handles->bytes.constData(), static_cast<unsigned>(handles->bytes.size()),
        HB_MEMORY_MODE_READONLY, nullptr, nullptr);
    const unsigned faces = hb_face_count(blob);
    if (index < 0 || static_cast<unsigned>(index) >= faces) {
        hb_blob_destroy(blob);
        return Error{ErrorCode::Corrupt, "font.damaged", QString::number(index)};
    }
    handles->index = index;
    handles->face = hb_face_create(blob, static_cast<unsigned>(index));
    hb_blob_destroy(blob);
    handles->font = hb_font_create(handles->face);
    handles->unitsPerEm = static_cast<int>(hb_face_get_upem(handles->face));
    if (hb_face_get_glyph_count(handles->face) == 0 || handles->unitsPerEm <= 0)
        return Error{ErrorCode::Corrupt, "font.damaged", {}};
    hb_font_set_scale(handles->font, handles->unitsPerEm, handles->unitsPerEm);
    hb_font_make_immutable(handles->font); // From here on threads share it for reading.
    handles->family = nameOf(handles->face, HB_OT_NAME_ID_FONT_FAMILY);
    handles->postScript = nameOf(handles->face, HB_OT_NAME_ID_POSTSCRIPT_NAME);
    return FontFaceRef(new FontFace(std::move(handles)));
}

Result<FontFaceRef> FontFace::fromBytes(QByteArray bytes, int index)
{
    if (bytes.size() > MaximumFont)
        return Error{ErrorCode::TooLarge, "font.size", QString::number(bytes.size())};
    auto handles = std::make_unique<Handles>();
    handles->bytes = isBareCff(bytes) ? openTypeFromCff(bytes) : std::move(bytes);
    return open(std::move(handles), index);
}

Result<FontFaceRef> FontFace::fromFile(const QString &path, int index)
{
    auto handles = std::make_unique<Handles>();
    handles->file = std::make_unique<QFile>(path);
    if (!handles->file->open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, "font.none", path};
    if (handles->file->size() > MaximumFont)
        return Error{ErrorCode::TooLarge, "font.size", path};
    // Mapped, not read: only the glyphs in use come into memory.
    const uchar *mapped = handles->file->map(0, handles->file->size());
    if (!mapped)
        return Error{ErrorCode::StorageFailure, "font.read", path};
    handles->bytes =
        QByteArray::fromRawData(reinterpret_cast<const char *>(mapped), static_cast<qsizetype>(handles->file->size()));
    return open(std::move(handles), index);
}

const QString &FontFace::familyName() const
{
    return m_handles->family;
}

const QString &FontFace::postScriptName() const
{
    return m_handles->postScript;
}

const QByteArray &FontFace::bytes() const
{
    return m_handles->bytes;
}

int FontFace::index() const
{
    return m_handles->index;
}

int FontFace::unitsPerEm() const
{
    return m_handles->unitsPerEm;
}

quint32 FontFace::glyphFor(char32_t character) const
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(m_handles->font, character, &glyph) ? glyph : 0;
}

double FontFace::advance(quint32 glyph) const
{
    return static_cast<double>(hb_font_get_glyph_h_advance(m_handles->font, glyph)) / m_handles->unitsPerEm;
}

const FontFace::Handles &FontFace::handles() const
{
    return *m_handles;
}

} // namespace wenyi::layout
