// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace wenyi::layout {

/// A font file in memory, opened once and shared by all that shape, draw and embed with it. Thread-safe to share
/// for reading; shaping and outlines go through FontFace's own lock-free HarfBuzz face.
class FontFace
{
public:
    /// Bytes of a TrueType or OpenType/CFF file, or of a CFF font without one; `index` chooses a face of a collection.
    /// Fails with Corrupt "font.damaged", TooLarge "font.size", NotFound "font.none".
    static Result<std::shared_ptr<const FontFace>> fromBytes(QByteArray bytes, int index = 0);
    /// The file is mapped and must not change while the face lives.
    static Result<std::shared_ptr<const FontFace>> fromFile(const QString &path, int index = 0);
    ~FontFace();
    FontFace(const FontFace &) = delete;
    FontFace &operator=(const FontFace &) = delete;

    const QString &familyName() const;
    const QString &postScriptName() const;
    const QByteArray &bytes() const;
    int index() const;
    int unitsPerEm() const;
    /// The glyph for a character, 0 if there is none.
    quint32 glyphFor(char32_t character) const;
    /// The glyph's advance as a fraction of the em.
    double advance(quint32 glyph) const;

    struct Handles; ///< HarfBuzz handles, for the files of shared/layout.
    const Handles &handles() const;

private:
    explicit FontFace(std::unique_ptr<Handles> handles);
    static Result<std::shared_ptr<const FontFace>> open(std::unique_ptr<Handles> handles, int index);
    std::unique_ptr<Handles> m_handles;
};

using FontFaceRef = std::shared_ptr<const FontFace>;

} // namespace wenyi::layout
