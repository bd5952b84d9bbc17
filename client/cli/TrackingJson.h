// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/SyncOnce.h"
#include "client/core/exchange/ReceiptService.h"

#include <QJsonObject>

namespace wenyi::cli {

/// "deliveries", each with its stage and receipts, "summary" and "text": what `track` and the folder adapter tell.
QJsonObject trackingJson(const core::Tracking &tracking);

/// What a command about a dispatched record ends with: why it has not gone to the server yet, and the deliveries with
/// "record" and "synchronisation".
void tellTracking(
    const core::Tracking &tracking, const StreamId &stream, const SyncAttempt &attempt, const Output &output);

/// How often somebody was urged, and the newest time of it.
QJsonObject urgedJson(const exchange::DirectiveFacts &newest, int count);

} // namespace wenyi::cli
