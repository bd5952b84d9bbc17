// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/FontFace.h"

#include <QList>
#include <QMutex>
#include <QString>

#include <array>
#include <atomic>
#include <optional>

namespace wenyi::layout {

/// The faces that GB/T 9704 names.
enum class FontRole { FangSong, SmallTitleSong, Kai, Hei, Song };

/// The glyph that a character is shown by.
struct CharacterGlyph
{
    const FontFaceRef *face = nullptr; ///< One of the set's.
    quint32 glyph = 0;
    float advance = 0;    ///< Of the em.
    bool missing = false; ///< No face has the character: the glyph is the role's .notdef.
};

/// The faces that documents are set in, with a fallback for each character that a face lacks. Threads may share one.
class FontSet
{
public:
    /// The four Fandol faces of a folder. Fails with NotFound "font.none", Corrupt "font.damaged".
    static Result<std::shared_ptr<const FontSet>> load(const QString &folder);

    const FontFaceRef &face(FontRole role) const { return m_faces[static_cast<size_t>(role)]; }
    /// The role's face if it has the character, else another that has it; none when no face here has it.
    std::optional<FontFaceRef> faceFor(FontRole role, char32_t character) const;
    /// The same with the glyph, remembered for the next time: what setting a page asks for each character.
    CharacterGlyph glyphFor(FontRole role, char32_t character) const;

private:
    static constexpr size_t Roles = 5;

    FontSet() = default;
    const FontFaceRef *findFace(FontRole role, char32_t character) const;
    CharacterGlyph findGlyph(FontRole role, char32_t character) const;
    const FontFaceRef &faceAt(size_t index) const;
    /// The machine's Noto faces, found once they are needed: rare characters of names and places.
    const QList<FontFaceRef> &fallbacks() const;

    std::array<FontFaceRef, Roles> m_faces;
    /// For each role and character of the basic plane: face, glyph and advance in one word, 0 where not asked yet.
    mutable std::array<std::unique_ptr<std::atomic<quint64>[]>, Roles> m_known;
    mutable QMutex m_mutex;
    mutable std::optional<QList<FontFaceRef>> m_fallbacks;
};

using FontSetRef = std::shared_ptr<const FontSet>;

} // namespace wenyi::layout
