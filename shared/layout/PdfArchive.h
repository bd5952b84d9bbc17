// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>
#include <QDateTime>

namespace wenyi::layout {

/// Makes a PDF that cairo wrote one for the archive: PDF/A-2b (ISO 19005-2, level B). Adds the XMP packet that says the
/// same as the document information (6.6), the sRGB output intent that its colours are meant for (6.2.4), a file
/// identifier out of the content (6.1.3) and the language, and takes out what a reader may not do to pictures
/// (/Interpolate, 6.2.8). `created` is written as both dates. Same input, same bytes.
///
/// Fails with Internal "layout.pdf-write".
Result<QByteArray> toPdfArchive(const QByteArray &pdf, const QDateTime &created);

} // namespace wenyi::layout
