// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/evidence/ActEvidence.h"
#include "client/core/records/PersonalSignature.h"

namespace wenyi::core {

/// What a person is told about a signature on an act; the worse comes later.
enum class ActConclusion {
    Proven,      ///< Holds, and a time stamp proves that it was there while its certificate held.
    ClaimedTime, ///< Holds by the time that the signer claims; nothing proves it.
    /// Nothing speaks against it, but no revocation list tells about its certificate at that time, or its stamp ran
    /// out.
    Unchecked,
    Doubtful, ///< The time is only claimed and the certificate was withdrawn later, or the time cannot be true.
    Expired,  ///< Its certificate was outside its period at the claimed time.
    Revoked,  ///< Its certificate was revoked or suspended before.
    Invalid   ///< The value is not the signer's, or the signer is not known.
};

/// Stable names, for `--json`: "proven", "claimed-time".
QByteArray conclusionName(ActConclusion conclusion);

/// Evidence with what is needed to judge it.
struct KnownEvidence
{
    Digest entry; ///< Which wrote it.
    ActEvidence content;
    std::optional<QByteArray> list; ///< DER of the revocation list; none while its blob is not here.
    /// Evidence whose stamp is over this one's bytes.
    QList<KnownEvidence> renewals = {};
};

/// Evidence that was not believed, or not wholly, and why.
struct EvidenceRemark
{
    Digest entry;
    Error fault;
};

/// What a person's signature on an act is worth.
struct ActVerdict
{
    ActConclusion conclusion = ActConclusion::Invalid;
    std::optional<SignedStatement> statement; ///< As signed; none where it cannot be read.
    std::optional<Instant> provenAt;          ///< By a time stamp.
    QString stampedBy;                        ///< The time-stamp authority.
    /// When the certificates ran out of the stamp's authority, where no further stamp was given over it before.
    std::optional<Instant> stampRanOut;
    std::optional<Instant> expiredAt;            ///< The end of the certificate, where that is past.
    std::optional<crypto::Revocation> withdrawn; ///< What became of the certificate, whenever.
    std::optional<Error> fault;                  ///< Why it does not hold.
    QList<EvidenceRemark> remarks;

    /// Whether nothing says that it does not hold.
    bool holds() const { return conclusion < ActConclusion::Expired; }
};

/// Judges a signature by the evidence that was kept with it and by what is trusted and known of revocations now.
/// Whatever does not fit the signature is told and not believed; evidence never makes a verdict worse. Of several
/// stamps the earliest counts. A stamp has to hold, by what is known now, when the next one over it was given, and the
/// last one now: where its authority's certificate has run out, that is told and the act is Unchecked at best. Pure:
/// everybody with the same entries comes to the same.
ActVerdict judgeAct(const PersonalSignature &signature, const QList<KnownEvidence> &evidence,
    const crypto::TrustStore &trust, Instant now);

/// Whether evidence is about this signature and holds in itself, by roots that are trusted, with the renewals that it
/// has. Fails with NotTrusted "evidence.other-signature", "evidence.issuers", "evidence.list", "evidence.time-stamp";
/// the detail says more.
Result<void> checkEvidence(
    const PersonalSignature &signature, const KnownEvidence &evidence, const crypto::TrustStore &trust);

/// Whether the stamp in evidence still holds, so that one that is given now over it would prove that it did. Fails with
/// NotTrusted "evidence.other-signature", "evidence.issuers", "evidence.list", "evidence.time-stamp",
/// "evidence.stamp-run-out".
Result<void> checkRenewable(const KnownEvidence &evidence, const crypto::TrustStore &trust, Instant now);

/// Whether a renewal's stamp is over the former evidence, holds, and was given while the former one held. Fails as
/// checkRenewable() does.
Result<void> checkRenewal(const KnownEvidence &renewal, const KnownEvidence &former, const crypto::TrustStore &trust);

} // namespace wenyi::core
