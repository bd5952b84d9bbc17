// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ArrivalService.h"

#include <QJsonObject>

namespace wenyi::cli {

/// One arrival as `receive` and the folder adapter tell it: record, envelope, sender, the header's main elements, the
/// verdict on its seals.
QJsonObject arrivalJson(const core::Workspace &workspace, const core::ArrivedEnvelope &arrived,
    const exchange::DocumentHeader &header, const core::SealedDocumentVerdict &verdict);

} // namespace wenyi::cli
