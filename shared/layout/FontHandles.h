// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to shared/layout: what stands behind a FontFace.
#include "shared/layout/FontFace.h"

#include <hb.h>

#include <QFile>

#include <memory>

namespace wenyi::layout {

struct FontFace::Handles
{
    Handles() = default;
    ~Handles();
    Handles(const Handles &) = delete;
    Handles &operator=(const Handles &) = delete;

    std::unique_ptr<QFile> file; ///< Mapped into `bytes`; none for a face from memory.
    QByteArray bytes;
    int index = 0;
    int unitsPerEm = 0;
    QString family;
    QString postScript;
    hb_face_t *face = nullptr;
    hb_font_t *font = nullptr; ///< Scaled to font units; immutable.
};

} // namespace wenyi::layout
