// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/SealedDocumentVerdict.h"
#include "shared/base/Result.h"

#include <QByteArrayList>

namespace wenyi::core {

/// One seal as it was found when the document was filed.
struct FiledSeal
{
    QString name;   ///< The seal's, or its signer's where there is none.
    QString sealId; ///< Empty for a digital signature without a seal.
    QString signer; ///< Common name of the certificate.
    SealingConclusion conclusion = SealingConclusion::Malformed;
    std::optional<Instant> sealedAt;        ///< As claimed by the signer.
    std::optional<Instant> stampedAt;       ///< As proven by a time stamp.
    std::optional<Instant> revocationsAsOf; ///< How far what was known of revocations reached.
    QByteArrayList reasons;                 ///< Of the steps that did not simply pass, in their order.

    friend bool operator==(const FiledSeal &, const FiledSeal &) = default;
};

/// 归档核验 (GB/T 33481-2016, use of seals in archiving): what the seals of a document were worth when it was filed,
/// kept with the act, for whoever reads the record once certificates and lists are no more (decision 55).
struct FilingCheck
{
    Digest document; ///< SM3 of the sealed OFD.
    SealingConclusion conclusion = SealingConclusion::NotSealed;
    Instant at;
    MemberId by;
    quint64 directoryVersion = 0; ///< By which seals and units were judged.
    QList<FiledSeal> seals;       ///< In the order in which they were put.
    QByteArrayList doubts;        ///< Kinds of what the pages do not show as it is, each once.

    QByteArray toBytes() const;
    /// Fails with Corrupt or TooLarge "cbor.…", Unsupported "filing-check.version", Corrupt "filing-check.conclusion",
    /// "filing-check.word".
    static Result<FilingCheck> fromBytes(QByteArrayView bytes);
    friend bool operator==(const FilingCheck &, const FilingCheck &) = default;
};

/// What of a verdict is kept. Pure.
FilingCheck filingCheckOf(const SealedDocumentVerdict &verdict, const Digest &document);

} // namespace wenyi::core
