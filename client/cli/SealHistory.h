// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/CertificateRegister.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wenyi::cli {

/// Every act of the register about a seal, oldest first: act, at, what, by and what belongs to each kind.
QJsonArray sealHistory(const core::CertificateRegister &certificates, const SealId &seal);
/// One of them for a person.
QString historyLine(const QJsonObject &act);

} // namespace wenyi::cli
