// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/modules/ProcessState.h"

#include <QByteArray>

namespace wenyi::core {

/// Where a record stands, as the projection keeps it between two entries (canonical CBOR). Never sent anywhere.
QByteArray encodeState(const modules::ProcessState &state);

/// Fails with Corrupt or TooLarge "cbor.…", "field.…", Corrupt "record.state-step", Unsupported "record.state-version".
Result<modules::ProcessState> decodeState(QByteArrayView bytes);

} // namespace wenyi::core
