// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/ofd/OfdContent.h"

namespace wenyi::ofd {

/// The content as an OFD package (GB/T 33190-2016, elements in Annex A's order).
///
/// Fonts are embedded as subsets that keep their character map; glyphs that it would not give are named by
/// CGTransform. Lengths are kept to 0.0001 mm. The same content gives the same bytes. A picture's Multiply is not
/// written, since the standard knows no such thing: a seal is drawn from its signature.
/// Fails with "ofd.no-pages", "ofd.page-size", "ofd.image-format", "ofd.font-subset", "ofd.text-character",
/// "ofd.outline-page".
Result<QByteArray> writeOfd(const OfdContent &content);

} // namespace wenyi::ofd
