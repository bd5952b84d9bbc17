// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace wenyi::render {

/// 覆盖范围: the bytes of a file that a signature is over, in two parts around its own value.
struct CoveredRange
{
    QByteArrayView before; ///< From the file's first byte.
    QByteArrayView behind;
    bool isWholeFile = false; ///< Nothing stands behind it.

    QList<QByteArrayView> parts() const { return {before, behind}; }
    qsizetype end() const { return behind.data() + behind.size() - before.data(); }
};

/// Reads a /ByteRange against the bytes of the file (ISO 32000 12.8.1, stricter): two parts, the first from the first
/// byte on, the second behind it and inside of the file, and between them exactly the hexadecimal string that
/// /Contents is. What the objects of the file say is so tied to where the bytes lie, whichever reader reads them.
///
/// Fails with Corrupt "pdf-signature.byte-range", "pdf-signature.byte-range-start", "pdf-signature.byte-range-end",
/// "pdf-signature.byte-range-order", "pdf-signature.gap", "pdf-signature.contents".
Result<CoveredRange> coveredRange(QByteArrayView file, const QList<qint64> &byteRange, QByteArrayView contents);

} // namespace wenyi::render
