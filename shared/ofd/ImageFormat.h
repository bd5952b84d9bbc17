// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace wenyi::ofd {

/// "PNG", "JPEG", "BMP", "GIF", "TIFF", "JP2" (JPEG 2000) or "JB2" (JBIG2) by the first bytes; empty for anything else.
QByteArray imageFormat(const QByteArray &encoded);

} // namespace wenyi::ofd
