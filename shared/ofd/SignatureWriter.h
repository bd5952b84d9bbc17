// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Result.h"
#include "shared/ofd/Package.h"
#include "shared/ofd/Signature.h"

namespace wenyi::ofd {

enum class Coverage {
    LeaveOpen,    ///< Signatures.xml stays unprotected: further seals may follow.
    CloseDocument ///< Signatures.xml is protected too: a further signature breaks this one.
};

/// What is to be signed, by what and where it shows.
struct SignatureRequest
{
    SignatureType type = SignatureType::Seal;
    SignatureProvider provider;
    QString method = QStringLiteral("1.2.156.10197.1.501"); ///< SM2 with SM3.
    Instant time;
    QList<Stamp> stamps;
    Coverage coverage = Coverage::LeaveOpen;
    QByteArray seal;                           ///< Seal.esl; empty for none.
    QList<SignatureParameter> parameters = {}; ///< None as a rule: readers of 2016 do not know them.
};

/// A package with a signature in place except for its signed value.
struct SignaturePreparation
{
    QString signaturePath;   ///< "/Doc_0/Signs/Sign_0/Signature.xml": what propertyInfo names.
    QByteArray signatureXml; ///< What the signed value has to be over, exactly.
    QString signedValuePath; ///< Without leading slash.
    QList<PackageEntry> entries;
};

/// Places a new signature (GB/T 33190 18; the order of work is OFD.md section 3): the list, the seal, then the digest
/// of every file except Signatures.xml and the signature's own. Files that earlier signatures protect keep their bytes.
/// Fails with "ofd.document-closed", "ofd.stamp-page", "ofd.stamp-box", "ofd.root-not-editable" or as Package::open.
Result<SignaturePreparation> prepareSignature(const QByteArray &package, const SignatureRequest &request);

/// The package with the signed value in it. Fails with "ofd.signed-value-size" for none or over 16 MiB.
Result<QByteArray> finishSignature(const SignaturePreparation &preparation, const QByteArray &signedValue);

} // namespace wenyi::ofd
