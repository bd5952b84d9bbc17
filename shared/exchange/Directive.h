// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/EnvelopeHeader.h"

namespace wenyi::exchange {

/// What a sender decides about an envelope beside it.
enum class DirectiveKind {
    Recall, ///< 撤回: those named who have not answered are not to have it any more.
    Hold,   ///< 定时发送: nobody is to have it before a moment.
    Urge    ///< 催签: those named who have not answered are asked to.
};

/// What is decided about one envelope, by whom, and why.
struct DirectiveFacts
{
    DirectiveKind kind = DirectiveKind::Recall;
    EnvelopeId envelope;
    Digest envelopeDigest;
    UnitCode unit;                ///< The sender of the envelope.
    QList<UnitCode> recipients;   ///< Of Recall and Urge: who, each once. Of Hold none: it is for all.
    std::optional<Instant> until; ///< Of Hold: not before, by the server's clock; within a year of `time`.
    Instant time;
    MemberId member;
    QString memberName; ///< As shown: 张建国.
    QString reason;     ///< Of Recall always, of Urge perhaps; the recipients read it.
    Digest signer;      ///< Fingerprint of the certificate that signed.
    friend bool operator==(const DirectiveFacts &, const DirectiveFacts &) = default;
};

/// 投递指令: a decision about an envelope under the signature of the unit that sent it, a signed act of its own.
class Directive
{
public:
    /// Fails with the reasons of fromBytes() where facts break a rule.
    static Result<Directive> sign(DirectiveFacts facts, crypto::Signer &unit);
    /// Parses, and checks every rule but the signature. Fails with "cbor.…", Unsupported "directive.version", Corrupt
    /// "directive.identifier", "directive.recipients", "directive.member", "directive.reason", "directive.time".
    static Result<Directive> fromBytes(QByteArrayView bytes);

    const DirectiveFacts &facts() const { return m_facts; }
    QByteArray toBytes() const { return m_signed.toBytes(); }
    /// SM3 of what was signed: the same directive again has the same digest.
    Digest digest() const;

    /// Whether this certificate's unit signed it, whatever it is about. Fails with NotTrusted "directive.signer",
    /// "directive.signature".
    Result<void> verifySignature(const crypto::Certificate &senderUnit) const;
    /// Whether it is about this envelope, and its sender's: nobody recalls or holds what another unit sent. Fails with
    /// NotTrusted "directive.foreign-envelope", "directive.foreign-unit" (one that it names is no recipient) and as
    /// verifySignature().
    Result<void> verify(const EnvelopeHeader &envelope, const crypto::Certificate &senderUnit) const;

private:
    Directive(DirectiveFacts facts, SignedBody signedBody);
    DirectiveFacts m_facts;
    SignedBody m_signed;
};

} // namespace wenyi::exchange
