// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace wenyi::crypto {

/// The one element of `ber` with lengths in their shortest definite form (X.690 10.1) and each OCTET STRING in one
/// piece (10.2): what DerReader reads of values whose writers stream them. Values themselves stay as they are.
///
/// Only for structures whose signed parts are hashed by content or as DER: what is signed as it came must not pass
/// through here. Fails with Corrupt "der.truncated", "der.trailing", "der.tag", TooLarge "der.size", "der.depth".
Result<QByteArray> toDefiniteLengths(QByteArrayView ber);

} // namespace wenyi::crypto
