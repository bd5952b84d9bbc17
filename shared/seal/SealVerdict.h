// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/seal/SealSignature.h"

#include <functional>

namespace wenyi::seal {

/// The steps of verifying a seal's signature, in the order of GB/T 38540; letters as in docs and reports.
enum class SealStep {
    Format,            ///< a) form of the signature and of the seal
    SignatureValue,    ///< b) SM2 value over TBS_Sign
    SignerCertificate, ///< c) chain and key usage
    SigningTime,       ///< d) inside the certificate's validity and before its revocation
    DataHash,          ///< e) digest of what was sealed
    PropertyInfo,      ///< e) which part of the document was sealed
    MakerSignature,    ///< f) the maker's value over the seal
    MakerCertificate,  ///< f) the maker's chain, key usage, revocation
    SealValidity,      ///< g) the seal's period at the signing time
    SignerListed,      ///< h) the signer's certificate is one of the seal's
    TimeStamp,         ///< i) a time over the signature value by an authority; only when the signature has one
    SealRegistration,  ///< whether the seal is registered (备案); only when it is asked for
    SignatureMethod    ///< whether the file names the algorithm that signed; only when the file names one
};

enum class StepOutcome { Passed, Warning, NotChecked, Failed };

/// What one step found. `reason` is empty when it passed without more to say.
struct SealStepResult
{
    SealStep step = SealStep::Format;
    StepOutcome outcome = StepOutcome::Passed;
    QByteArray reason; ///< Stable key.
    QString detail;    ///< For the log.
    friend bool operator==(const SealStepResult &, const SealStepResult &) = default;
};

/// What a person is told about a sealed document.
enum class SealConclusion {
    Valid,
    ValidWithRemarks, ///< Holds, with something worth knowing: see the steps that warn.
    CannotBeChecked,  ///< Nothing speaks against it, but something could not be looked up.
    ContentChanged,   ///< Another content than the one that was sealed.
    SignatureInvalid, ///< The value is not the signer's over these fields.
    SignerInvalid,    ///< The signer's certificate does not hold, or is not one of the seal's.
    SealInvalid,      ///< The seal is not its maker's, not registered, or its maker is not trusted.
    Expired,          ///< Seal or certificate was outside its period at the signing time.
    Suspended,        ///< A certificate or the seal was suspended at the signing time; it may be used again since.
    Revoked,          ///< A certificate was revoked, or the seal withdrawn, before the signing time.
    Malformed         ///< Not a signature at all.
};

/// A time in which a seal was not to be used (停用), or from which on it never is again (作废).
struct Withdrawal
{
    enum class Kind { Suspended, Revoked };
    /// Whether the seal stayed in its keeper's hand until then: a time before it that only the signer claims is
    /// believed of a seal that was replaced, and not of one that was lost.
    enum class Manner { Orderly, Doubtful };

    Kind kind = Kind::Revoked;
    Manner manner = Manner::Doubtful;
    std::optional<Instant> since; ///< Nothing: nobody knows since when.
    std::optional<Instant> until; ///< When a suspension was lifted.
    QByteArray reason;            ///< Its stable name, e.g. "lost".

    bool covers(Instant at) const { return (!since || *since <= at) && (!until || at < *until); }
    friend bool operator==(const Withdrawal &, const Withdrawal &) = default;
};

/// The steps and what follows from them.
struct SealVerdict
{
    QList<SealStepResult> steps;
    SealConclusion conclusion = SealConclusion::Malformed;
    std::optional<Instant> signedAt;  ///< The moment that was judged by.
    std::optional<Instant> stampedAt; ///< The same, where a time stamp proves it, in the signature or beside it.
    /// When the revocation list of the signer's authority was issued: of what happened later nothing is known. Nothing
    /// without a list.
    std::optional<Instant> revocationsAsOf;
    std::optional<Withdrawal> withdrawal; ///< What the step of registration speaks of.

    bool isFullyValid() const { return conclusion == SealConclusion::Valid; }
    /// The result of a step; nothing when it was not reached.
    std::optional<SealStepResult> result(SealStep step) const;
};

/// What follows from the steps: the first rule of one table that applies. Pure.
SealConclusion conclude(const QList<SealStepResult> &steps);
/// The same for a seal by itself, of which fewer steps are asked: form, maker, period.
SealConclusion concludeSeal(const QList<SealStepResult> &steps);
/// The same for a digital signature without a seal: form, value, signer, time, digest.
SealConclusion concludeSignedData(const QList<SealStepResult> &steps);

/// What a file says of the algorithm (GB/T 33190: SignatureMethod), which only SM2 with SM3 can be here: failed with
/// "seal.other-method" where it names an algorithm that is known to be another, a warning "seal.unknown-method" where
/// no algorithm of that name or identifier is known. Nothing where the file does not say.
std::optional<SealStepResult> checkMethod(const QString &named);

/// Stable names, for `--json`, the log and translations: "signer-certificate", "not-checked", "content-changed".
QByteArray stepName(SealStep step);
QByteArray outcomeName(StepOutcome outcome);
QByteArray conclusionName(SealConclusion conclusion);

/// What the directory knows of a seal.
enum class SealRegistration { Registered, NotRegistered, Unknown };

/// The same with every time in which the seal was withdrawn.
struct SealStanding
{
    // NOLINTNEXTLINE(google-explicit-constructor): most seals were never withdrawn.
    SealStanding(SealRegistration known = SealRegistration::Unknown, QList<Withdrawal> times = {})
        : registration(known)
        , withdrawals(std::move(times))
    {
    }

    SealRegistration registration;
    QList<Withdrawal> withdrawals;
};

/// Whether certificates must tell our own purposes (units, members, seal makers), or only that they may sign.
enum class CertificateProfiles { OwnDomain, AnyHierarchy };

/// What a signature is judged by, all of it handed in.
struct SealJudgement
{
    const crypto::TrustStore &trust;
    Instant now;
    CertificateProfiles profiles = CertificateProfiles::OwnDomain;
    /// Asked with the seal's digest; not set: the step is left out.
    std::function<SealStanding(const Digest &seal)> registration = {};
    /// A time at which the signature is proven to have been there by what lies beside it; it counts as a stamp in it
    /// does, and of two the earlier one.
    std::optional<Instant> provenAt = {};
};

/// Verifies a signature by a seal for a content: every step is taken that the ones before it allow.
SealVerdict verify(const SealSignature &signature, const Digest &dataHash, const QString &propertyInfo,
    const SealJudgement &judgement);
/// The same from bytes; what cannot be read is Malformed.
SealVerdict verify(
    QByteArrayView der, const Digest &dataHash, const QString &propertyInfo, const SealJudgement &judgement);

/// What a seal by itself is worth at the judgement's now, before anything is sealed with it: its form, its maker, its
/// period and, where asked, its registration. No signer is asked about.
SealVerdict verifySeal(const ElectronicSeal &seal, const SealJudgement &judgement);

} // namespace wenyi::seal
