// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/exchange/DocumentHeader.h"

#include <QByteArray>

namespace wenyi::core {

/// Whether a sealed OFD has to say anything of itself under the names of GB/T 33480: documents of other makers may not.
enum class SelfDescription { Required, Optional };

/// Whether a header tells of this document. What the OFD says of itself under the names of GB/T 33480 (CustomData) is
/// under the seal, the header is only under the envelope's signature: one of the two that says something else speaks
/// of another document. Fails as ofd::Package::open() and ofd::readOfd() do.
Result<bool> tellsOf(const exchange::DocumentHeader &header, const QByteArray &ofd, SelfDescription wanted);

} // namespace wenyi::core
