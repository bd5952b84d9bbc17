// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/StrongId.h"
#include "shared/exchange/SignedBody.h"
#include "shared/exchange/Urgency.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace wenyi::exchange {

/// The suite that this version writes and reads: SM2 signatures and key wrapping, SM3, SM4-CTR with HMAC-SM3.
inline constexpr QStringView SuiteName = u"SM2-SM3-SM4CTR-HMACSM3";

/// What an envelope's part is.
enum class PartRole {
    Header,     ///< The document header (XML, GB/T 33480).
    Document,   ///< The sealed OFD.
    Attachment, ///< A file that goes along.
    Source      ///< The machine-readable source.
};

/// One encrypted part as the server sees it: a blob named by its digest.
struct EnvelopePart
{
    PartRole role = PartRole::Document;
    qint64 size = 0; ///< Bytes, encrypted.
    Digest digest;   ///< SM3 of the encrypted bytes.
    friend bool operator==(const EnvelopePart &, const EnvelopePart &) = default;
};

/// 份号 from and to, both included; none where both are 0.
struct CopyRange
{
    quint64 from = 0;
    quint64 to = 0;
    friend bool operator==(const CopyRange &, const CopyRange &) = default;
};

/// The place of an envelope in the row from one unit to another: a dropped, swapped or copied one is seen (threat T02).
struct PairPosition
{
    quint64 sequence = 1;           ///< Counts from 1 for each pair of sender and recipient.
    std::optional<Digest> previous; ///< Digest of the pair's envelope before; none at 1.
    friend bool operator==(const PairPosition &, const PairPosition &) = default;
};

/// One unit that an envelope is for.
struct EnvelopeRecipient
{
    UnitCode unit;
    QByteArray wrappedKey; ///< The content key, SM2-encrypted for the unit.
    CopyRange copies;
    quint64 printQuota = 0; ///< Prints with red head and seal; beyond it a print has neither.
    PairPosition position;
    friend bool operator==(const EnvelopeRecipient &, const EnvelopeRecipient &) = default;
};

/// What a server reads of an envelope, in clear.
struct EnvelopeRouting
{
    EnvelopeId id;
    UnitCode sender;
    DesktopId desktop; ///< Where it was closed.
    Digest signer;     ///< Fingerprint of the sending unit's certificate.
    Instant created;
    Urgency urgency = Urgency::Ordinary;
    Secrecy secrecy = Secrecy::Unclassified; ///< As declared; for the secrecy gate.
    QList<EnvelopeRecipient> recipients;
    QList<EnvelopePart> parts;
    QByteArray sealedManifest; ///< The signed list of what is inside, encrypted.

    /// The recipient with this code; nullptr where the envelope is not for the unit.
    const EnvelopeRecipient *recipient(const UnitCode &unit) const;
    friend bool operator==(const EnvelopeRouting &, const EnvelopeRouting &) = default;
};

/// The routing facts under the sending unit's signature.
class EnvelopeHeader
{
public:
    /// Fails with the reasons of fromBytes() where the facts break a rule, and "envelope.impersonated" where the
    /// signer's certificate is not the sender's.
    static Result<EnvelopeHeader> sign(EnvelopeRouting routing, crypto::Signer &unit);
    /// Parses, and checks every rule but the signature. Fails with "cbor.…", Unsupported "envelope.version" and
    /// "envelope.suite", TooLarge "envelope.too-large", Corrupt "envelope.identifier", "envelope.recipients",
    /// "envelope.duplicate-recipient", "envelope.copies", "envelope.position", "envelope.parts".
    static Result<EnvelopeHeader> fromBytes(QByteArrayView bytes);

    const EnvelopeRouting &routing() const { return m_routing; }
    /// SM3 of what was signed: with the id, what makes an envelope the same one.
    Digest digest() const { return m_digest; }
    QByteArray toBytes() const { return m_signed.toBytes(); }

    /// Whether the sending unit signed this. The certificate comes from the directory and was found to hold there.
    /// Fails with NotTrusted "envelope.impersonated" where the certificate is of another unit or purpose,
    /// "envelope.signer" where it is another certificate than the header names, "envelope.signature".
    Result<void> verify(const crypto::Certificate &senderUnit) const;

private:
    EnvelopeHeader(EnvelopeRouting routing, SignedBody signedBody);
    EnvelopeRouting m_routing;
    SignedBody m_signed;
    Digest m_digest;
};

} // namespace wenyi::exchange
