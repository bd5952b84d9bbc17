// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/ofd/Package.h"
#include "shared/ofd/Signature.h"

namespace wenyi::ofd {

/// Reads every signature of the package, compares every reference's digest, and lists what is left unprotected.
///
/// A signature that cannot be read is in the list with its fault; the function itself fails only where the package's
/// own entry points are damaged. Digest methods: SM3 by name or object identifier, nothing else.
Result<SignatureList> readSignatures(const Package &package);

/// One line of Signatures.xml.
struct SignatureRecord
{
    QString id;
    QString type; ///< As written; empty means Seal.
    QString location;
};

/// Signatures.xml.
struct SignatureRecords
{
    QList<SignatureRecord> records;
    QString maximumId;
};

/// Fails with "ofd.signatures-form", "ofd.too-many-signatures" or a reason of parseXml.
Result<SignatureRecords> readSignatureRecords(const Package &package, const QString &signaturesPath);

} // namespace wenyi::ofd
