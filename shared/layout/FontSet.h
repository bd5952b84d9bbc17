// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/FontFace.h"

#include <QList>
#include <QMutex>
#include <QString>

#include <array>
#include <optional>

namespace wenyi::layout {

/// The faces that GB/T 9704 names.
enum class FontRole { FangSong, SmallTitleSong, Kai, Hei, Song };

/// The faces that documents are set in, with a fallback for each character that a face lacks. Threads may share one.
class FontSet
{
public:
    /// The four Fandol faces of a folder. Fails with NotFound "font.none", Corrupt "font.damaged".
    static Result<std::shared_ptr<const FontSet>> load(const QString &folder);

    const FontFaceRef &face(FontRole role) const { return m_faces[static_cast<size_t>(role)]; }
    /// The role's face if it has the character, else another that has it; none when no face here has it.
    std::optional<FontFaceRef> faceFor(FontRole role, char32_t character) const;

private:
    FontSet() = default;
    /// The machine's Noto faces, found once they are needed: rare characters of names and places.
    const QList<FontFaceRef> &fallbacks() const;

    std::array<FontFaceRef, 5> m_faces;
    mutable QMutex m_mutex;
    mutable std::optional<QList<FontFaceRef>> m_fallbacks;
};

using FontSetRef = std::shared_ptr<const FontSet>;

} // namespace wenyi::layout
