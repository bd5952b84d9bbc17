// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/PersonalSignature.h"

namespace wenyi::core {

/// Kinds of the journal's entries in the register of seal uses. The payload of each is a SignedContent.
namespace entrykind {
inline constexpr QStringView SealApplied = u"seal.applied";
inline constexpr QStringView SealDecided = u"seal.decided";
inline constexpr QStringView SealUsed = u"seal.used";
} // namespace entrykind

/// The stream in which the applications and uses of all of a unit's seals stand.
StreamId useStream(const UnitCode &unit);

/// The stream with the evidence of those signatures (ActEvidence). One of its own: whoever reads the register takes
/// each entry of its stream for something signed.
StreamId useEvidenceStream(const UnitCode &unit);
/// The stream in which evidence about what a stream holds lies: beside the register's, and in any other itself.
StreamId evidenceStreamOf(const StreamId &stream);
/// The other way.
StreamId streamOfEvidence(const StreamId &stream);
/// Whether it is a register's.
bool isUseStream(const StreamId &stream);

/// Words of a signed statement's `act`.
namespace useact {
inline constexpr QStringView Apply = u"seal.apply";
inline constexpr QStringView Approve = u"seal.approve";
inline constexpr QStringView Refuse = u"seal.refuse";
inline constexpr QStringView Use = u"seal.use";
} // namespace useact

/// What somebody wrote into the register of seal uses: canonical CBOR, and their personal signature over its SM3.
struct SignedContent
{
    QByteArray content;
    PersonalSignature signature;

    QByteArray toBytes() const;
    /// Fails with Corrupt or TooLarge "cbor.…", Unsupported "seal-use.version", "personal-signature.version".
    static Result<SignedContent> fromBytes(QByteArrayView bytes);
};

/// The statement under which content is signed: its SM3 is the document.
SignedStatement statementOf(
    QStringView act, const UnitCode &unit, const QByteArray &content, Instant at, const MemberId &member);

/// Signs as that statement says. Fails as signStatement() does.
Result<SignedContent> signContent(const QByteArray &content, const SignedStatement &statement, crypto::Signer &signer);

/// Whether the signature holds and is the one of exactly this statement. Fails with NotTrusted
/// "seal-use.signature-differs", and as verifyStatement() does.
Result<void> verifyContent(
    const SignedContent &content, const SignedStatement &statement, const crypto::TrustStore &trust);

} // namespace wenyi::core
