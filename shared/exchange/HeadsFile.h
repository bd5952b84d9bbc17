// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/Receipt.h"

#include <QStringList>

/// A file of receipts that carry audit heads, which one machine keeps of others and hands to whoever checks them: a
/// line a receipt, in base64; lines that begin with # are for people and mean nothing.
namespace wenyi::exchange {

/// Receipts without a head are left out.
QByteArray writeHeads(const QList<Receipt> &receipts);
/// Fails with TooLarge "heads.size", Corrupt "heads.form" (`detail`: the line), NotFound "heads.none" where no receipt
/// is in it, and as Receipt::fromBytes(). No signature was checked yet.
Result<QList<Receipt>> readHeads(QByteArrayView text);
/// All of several files. Fails also as readBounded() does.
Result<QList<Receipt>> readHeadsFiles(const QStringList &paths);

} // namespace wenyi::exchange
