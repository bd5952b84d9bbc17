// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/render/wire/Messages.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace wenyi::render {

/// 签名域: a signature as the file's objects tell it; nothing of it is believed yet.
struct SignatureField
{
    QString name; ///< Its partial names joined by dots (ISO 32000 12.7.3.2).
    int page = -1;
    Box box;
    bool isDictionary = false; ///< Its value is one.
    QByteArray type;           ///< Without the slash, as all names; empty where it is not told.
    QByteArray filter;
    QByteArray subFilter;
    bool hasRange = false;   ///< Its /ByteRange is an array, whatever stands in it.
    QList<qint64> byteRange; ///< Empty where it is missing or not of whole numbers alone.
    QByteArray contents;     ///< Empty where they are missing or no string.
    QByteArray time;         ///< Its /M, as it stands there.
    int certification = 0;   ///< The P of its DocMDP transform; 0 without one.
};

struct SignatureFields
{
    QList<SignatureField> fields; ///< Those that have a value.
    int dictionaries = 0;         ///< Signatures that do not belong to a field but have a known place: usage rights.
};

/// Every signature field with a value, from the form and from the pages. Values may be of any wrong type.
///
/// Fails with Corrupt "pdf-signature.structure" for a file that qpdf cannot read, TooLarge "pdf-signature.count".
Result<SignatureFields> findSignatureFields(const QByteArray &pdf);

} // namespace wenyi::render
