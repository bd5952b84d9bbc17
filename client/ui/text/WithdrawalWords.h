// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/seal/SealVerdict.h"

#include <QString>

namespace wenyi::ui {

/// 遗失, 换证重制 …: the words for a reason's stable name; the name itself where there are none.
QString withdrawalReasonWords(const QString &reason);

/// "revoked since 2026-06-15 08:00 (lost)": state, since when, of a lifted suspension until when, and why. Local time.
QString withdrawalWords(const seal::Withdrawal &withdrawal);

/// The same for the detail of "sealing.seal-withdrawn", as directory::describe() writes it; what is no such detail
/// comes back as it is.
QString withdrawalWords(const QString &described);

} // namespace wenyi::ui
