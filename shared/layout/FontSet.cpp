// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/FontSet.h"

#include <fontconfig/fontconfig.h>

#include <QMutexLocker>

#include <bit>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

namespace {

constexpr char32_t BasicPlane = 0x10000;
// A word of what is known: 1 bit known, 1 bit missing, 6 bits of face, 24 of glyph, 32 of advance.
constexpr quint64 KnownBit = quint64(1) << 63;
constexpr quint64 MissingBit = quint64(1) << 62;
constexpr int FaceShift = 56;
constexpr int GlyphShift = 32;
constexpr size_t FaceMask = 0x3f;

/// Where the machine keeps a family, if it has just that one.
std::optional<std::pair<QString, int>> installed(const char *family)
{
    FcPattern *wanted = FcPatternBuild(nullptr, FC_FAMILY, FcTypeString, family, nullptr);
    FcConfigSubstitute(nullptr, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    FcResult result = FcResultNoMatch;
    FcPattern *match = FcFontMatch(nullptr, wanted, &result);
    FcPatternDestroy(wanted);
    std::optional<std::pair<QString, int>> found;
    FcChar8 *name = nullptr;
    FcChar8 *file = nullptr;
    int index = 0;
    if (match && FcPatternGetString(match, FC_FAMILY, 0, &name) == FcResultMatch
        && qstricmp(reinterpret_cast<const char *>(name), family) == 0
        && FcPatternGetString(match, FC_FILE, 0, &file) == FcResultMatch
        && FcPatternGetInteger(match, FC_INDEX, 0, &index) == FcResultMatch)
        found.emplace(QString::fromUtf8(reinterpret_cast<const char *>(file)), index & 0xffff);
    if (match)
        FcPatternDestroy(match);
    return found;
}

} // namespace

Result<std::shared_ptr<const FontSet>> FontSet::load(const QString &folder)
{
    std::shared_ptr<FontSet> set(new FontSet);
    const std::array files{
        u"FandolFang-Regular.otf"_s, u"FandolSong-Bold.otf"_s, u"FandolKai-Regular.otf"_s, u"FandolHei-Regular.otf"_s};
    for (size_t role = 0; role < files.size(); ++role) {
        WENYI_TRY(set->m_faces[role], FontFace::fromFile(folder + u'/' + files[role]));
    }
    // A regular Song is not among the product's faces; FangSong's figures stand nearest to it.
    set->m_faces[static_cast<size_t>(FontRole::Song)] = set->m_faces[static_cast<size_t>(FontRole::FangSong)];
    for (auto &known : set->m_known)
        known = std::make_unique<std::atomic<quint64>[]>(BasicPlane);
    return std::shared_ptr<const FontSet>(std::move(set));
}

const QList<FontFaceRef> &FontSet::fallbacks() const
{
    const QMutexLocker lock(&m_mutex);
    if (!m_fallbacks) {
        m_fallbacks.emplace();
        for (const char *family : {"Noto Serif CJK SC", "Noto Sans CJK SC"}) {
            const auto place = installed(family);
            const auto face = place ? FontFace::fromFile(place->first, place->second)
                                    : Result<FontFaceRef>(Error{ErrorCode::NotFound, "font.none", {}});
            if (face)
                m_fallbacks->append(*face);
        }
    }
    return *m_fallbacks;
}

const FontFaceRef *FontSet::findFace(FontRole role, char32_t character) const
{
    const auto has = [character](const FontFaceRef &one) { return one->glyphFor(character) != 0; };
    if (has(face(role)))
        return &face(role);
    // A rare character among thin ones is not shown by a bold face while there is another.
    const bool heavy = role == FontRole::Hei || role == FontRole::SmallTitleSong;
    for (const FontRole other : {FontRole::FangSong, FontRole::Kai, FontRole::SmallTitleSong, FontRole::Hei}) {
        const bool otherHeavy = other == FontRole::Hei || other == FontRole::SmallTitleSong;
        if (heavy == otherHeavy && has(face(other)))
            return &face(other);
    }
    for (const FontFaceRef &other : fallbacks()) {
        if (has(other))
            return &other;
    }
    for (const FontFaceRef &other : m_faces) {
        if (has(other))
            return &other;
    }
    return nullptr;
}

std::optional<FontFaceRef> FontSet::faceFor(FontRole role, char32_t character) const
{
    const FontFaceRef *found = findFace(role, character);
    return found ? std::optional(*found) : std::nullopt;
}

CharacterGlyph FontSet::findGlyph(FontRole role, char32_t character) const
{
    const FontFaceRef *found = findFace(role, character);
    const FontFaceRef *shown = found ? found : &face(role);
    const quint32 glyph = (*shown)->glyphFor(character);
    return {shown, glyph, static_cast<float>((*shown)->advance(glyph)), found == nullptr};
}

const FontFaceRef &FontSet::faceAt(size_t index) const
{
    return index < Roles ? m_faces[index] : fallbacks().at(static_cast<qsizetype>(index - Roles));
}

CharacterGlyph FontSet::glyphFor(FontRole role, char32_t character) const
{
    if (character >= BasicPlane)
        return findGlyph(role, character);
    std::atomic<quint64> &known = m_known[static_cast<size_t>(role)][character];
    if (const quint64 word = known.load(std::memory_order_acquire); word != 0) {
        const size_t place = (word >> FaceShift) & FaceMask;
        return {&faceAt(place), static_cast<quint32>(word >> GlyphShift) & 0xffffff,
            std::bit_cast<float>(static_cast<quint32>(word)), (word & MissingBit) != 0};
    }
    const CharacterGlyph found = findGlyph(role, character);
    size_t place = 0;
    while (&faceAt(place) != found.face)
        ++place;
    known.store(quint64(place) << FaceShift | quint64(found.glyph) << GlyphShift | std::bit_cast<quint32>(found.advance)
                    | (found.missing ? MissingBit : 0) | KnownBit,
        std::memory_order_release);
    return found;
}

} // namespace wenyi::layout
