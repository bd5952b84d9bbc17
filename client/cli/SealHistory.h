// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/SealHistory.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wenyi::cli {

/// core::sealHistory() as `--json` tells it: act, at, what, by and what belongs to each kind.
QJsonArray sealHistoryJson(const core::CertificateRegister &certificates, const SealId &seal);
/// One of them for a person.
QString historyLine(const QJsonObject &act);

} // namespace wenyi::cli
