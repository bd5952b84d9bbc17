// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/exchange/Beside.h"
#include "shared/exchange/EnvelopeHeader.h"
#include "shared/exchange/MerkleTree.h"

namespace wenyi::exchange {

/// What a receipt proves; in the order in which a delivery goes.
enum class ReceiptKind {
    Accepted,   ///< 已收: the server has it on disk.
    Delivered,  ///< 送达: a desktop of the unit has it and it verified.
    Opened,     ///< 已阅: a person looked at it.
    SignedFor,  ///< 签收
    Registered, ///< 登记
    Returned,   ///< 退文, with a reason; by a server where the envelope cannot be brought to the unit
    Concluded   ///< 办结
};

/// Stable name, for `--json` and the log: "signed-for".
QByteArray receiptKindName(ReceiptKind kind);

/// What is stated about one envelope at one unit.
struct ReceiptFacts
{
    EnvelopeId envelope;
    Digest envelopeDigest;
    UnitCode unit; ///< The recipient that states it; for Accepted the sender that is told.
    ReceiptKind kind = ReceiptKind::Delivered;
    Instant time;
    MemberId member;      ///< Who did it; none by a server, and for Delivered where no person was at it.
    QString memberName;   ///< As shown: 张建国.
    QString reason;       ///< Of Returned only, and there always.
    Digest directoryHead; ///< Digest of the directory that the issuer goes by: unequal ones raise an alarm (T05).
    Digest signer;        ///< Fingerprint of the certificate that signed.
    /// Whether a server states this: an acceptance, or a return of what could not be brought to the unit. Then `reason`
    /// is a stable key ("envelope.loop"), and the time when it was found out.
    bool isByServer() const
    {
        return kind == ReceiptKind::Accepted || (kind == ReceiptKind::Returned && member.isEmpty());
    }
    friend bool operator==(const ReceiptFacts &, const ReceiptFacts &) = default;
};

/// A receipt under the signature of a unit, or of a server (ReceiptFacts::isByServer()). Many that are given at once
/// share one signature over the root of a Merkle tree; each carries its path and stands alone.
class Receipt
{
public:
    /// With the head of the signing machine's audit log and the version of its directory beside it, where they are
    /// given. Fails with the reasons of fromBytes() where facts break a rule.
    static Result<Receipt> sign(const ReceiptFacts &facts, crypto::Signer &signer,
        const std::optional<CarriedHead> &head = {}, quint64 directoryVersion = 0);
    /// One signature for all; the receipts come in the order of the facts.
    static Result<QList<Receipt>> signAll(const QList<ReceiptFacts> &facts, crypto::Signer &signer,
        const std::optional<CarriedHead> &head = {}, quint64 directoryVersion = 0);
    /// Parses, and checks every rule but the signature. Fails with "cbor.…", Unsupported "receipt.version", Corrupt
    /// "receipt.identifier", "receipt.member", "receipt.reason", "receipt.time", "receipt.path".
    static Result<Receipt> fromBytes(QByteArrayView bytes);

    const ReceiptFacts &facts() const { return m_facts; }
    QByteArray toBytes() const;
    /// SM3 of the facts as bytes: the same receipt again has the same digest.
    Digest digest() const;
    /// The head that came beside it, under the same signature; none from a machine whose audit log was empty, or whose
    /// program is older.
    std::optional<CarriedHead> auditHead() const { return CarriedHead::fromPath(m_path); }
    /// Of which version the directory is that the facts name by its digest; 0 from a machine whose program is older.
    quint64 directoryVersion() const { return Beside::directoryVersionIn(m_path); }

    /// Whether it bears the signature of this certificate, whatever that is worth. Fails with NotTrusted
    /// "receipt.signer", "receipt.signature".
    Result<void> verifySignature(const crypto::Certificate &signer) const;
    /// Whether the right one signed this about the envelope. The certificate comes from the directory and was found
    /// to hold there. Fails with NotTrusted "receipt.foreign-envelope", "receipt.foreign-unit" (the unit is no
    /// recipient), "receipt.signer" (another unit's or purpose's certificate), "receipt.signature".
    Result<void> verify(const EnvelopeHeader &envelope, const crypto::Certificate &signer) const;

private:
    ReceiptFacts m_facts;
    QByteArray m_body;
    MerklePath m_path;
    QByteArray m_signature;
};

} // namespace wenyi::exchange
