// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ReceiptService.h"

#include <QJsonObject>

namespace wenyi::cli {

/// "deliveries", each with its stage and receipts, "summary" and "text": what `track` and the folder adapter tell.
QJsonObject trackingJson(const core::Tracking &tracking);

/// How often somebody was urged, and the newest time of it.
QJsonObject urgedJson(const exchange::DirectiveFacts &newest, int count);

} // namespace wenyi::cli
