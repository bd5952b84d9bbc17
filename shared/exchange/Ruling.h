// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/Directive.h"

namespace wenyi::exchange {

/// What a server decides about deliveries, in the order in which things reached it.
enum class RulingKind {
    Recalled,     ///< 已撤回: the units had not answered, and do not have it any more.
    TooLate,      ///< 未能撤回: the units had signed for it, or returned it.
    Undeliverable ///< 无法投递: the unit is retired, or the directory knows it no more.
};

/// Stable name, for `--json` and the log: "too-late".
QByteArray rulingName(RulingKind kind);

/// What is ruled about one envelope at some of its recipients.
struct RulingFacts
{
    RulingKind kind = RulingKind::Recalled;
    EnvelopeId envelope;
    Digest envelopeDigest;
    QList<UnitCode> units; ///< Recipients, each once.
    Instant time;
    std::optional<UnitCode> successor; ///< Of Undeliverable: who receives what was for the unit, where there is one.
    QByteArray directive;              ///< The recall that is ruled on; of Undeliverable none.
    Digest signer;                     ///< Fingerprint of the certificate that signed.
    friend bool operator==(const RulingFacts &, const RulingFacts &) = default;
};

/// 投递裁定: a server's decision under its signature, with the sender's own act in it: whoever is told can prove both.
class Ruling
{
public:
    /// Fails with the reasons of fromBytes() where facts break a rule.
    static Result<Ruling> sign(RulingFacts facts, crypto::Signer &server);
    /// Parses, and checks every rule but the signatures. Fails with "cbor.…", Unsupported "ruling.version", Corrupt
    /// "ruling.identifier", "ruling.units", "ruling.directive" (none, or one that says something else), "ruling.time",
    /// "ruling.successor", and as Directive::fromBytes() does.
    static Result<Ruling> fromBytes(QByteArrayView bytes);

    const RulingFacts &facts() const { return m_facts; }
    /// The recall that is ruled on; none of Undeliverable.
    const std::optional<Directive> &directive() const { return m_directive; }
    QByteArray toBytes() const { return m_signed.toBytes(); }
    /// SM3 of what was signed.
    Digest digest() const;

    /// Whether the server signed this about the envelope, and the sender the recall in it. Fails with NotTrusted
    /// "ruling.foreign-envelope", "ruling.foreign-unit" (one of the units is no recipient), "ruling.signer",
    /// "ruling.signature" and as Directive::verify() does.
    Result<void> verify(
        const EnvelopeHeader &envelope, const crypto::Certificate &server, const crypto::Certificate &senderUnit) const;

private:
    Ruling(RulingFacts facts, std::optional<Directive> directive, SignedBody signedBody);
    RulingFacts m_facts;
    std::optional<Directive> m_directive;
    SignedBody m_signed;
};

} // namespace wenyi::exchange
