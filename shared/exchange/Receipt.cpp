// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/Receipt.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/base/Identifier.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/Names.h"

#include <array>

namespace wenyi::exchange {

namespace {

constexpr quint64 Version = 1;
constexpr QByteArrayView Use = "wenyi.receipts.1";
constexpr qsizetype LongestPath = 40;
constexpr std::array KindNames{"accepted", "delivered", "opened", "signed-for", "registered", "returned", "concluded"};

Error refused(const QByteArray &reason, const QString &detail = {})
{
    return Error{ErrorCode::Corrupt, reason, detail};
}

/// Acts of a person name the person; what a machine states alone may not claim one did it.
bool namesItsMember(const ReceiptFacts &facts)
{
    const bool named = isScopedIdentifier(facts.member.toString()) && !facts.memberName.isEmpty()
                       && isPlainLine(facts.memberName, bounds::PersonName);
    const bool unnamed = facts.member.isEmpty() && facts.memberName.isEmpty();
    if (facts.kind == ReceiptKind::Accepted)
        return unnamed;
    return named || (unnamed && (facts.kind == ReceiptKind::Delivered || facts.kind == ReceiptKind::Returned));
}

Result<void> check(const ReceiptFacts &facts)
{
    if (!isIdentifier(facts.envelope.toString()) || !isIdentifier(facts.unit.toString()))
        return refused("receipt.identifier", facts.envelope.toString());
    if (!namesItsMember(facts))
        return refused("receipt.member", facts.member.toString());
    const bool returned = facts.kind == ReceiptKind::Returned;
    if (returned == facts.reason.isEmpty() || !isPlainLine(facts.reason, bounds::ReasonText))
        return refused("receipt.reason", facts.envelope.toString());
    if (toMilliseconds(facts.time) < 0 || toMilliseconds(facts.time) > bounds::LatestInstant)
        return refused("receipt.time", facts.envelope.toString());
    return {};
}

QByteArray toBody(const ReceiptFacts &facts)
{
    CborWriter out;
    out.startArray(11);
    out.unsignedInteger(Version);
    out.id(facts.envelope);
    out.digest(facts.envelopeDigest);
    out.id(facts.unit);
    out.unsignedInteger(static_cast<quint64>(facts.kind));
    out.instant(facts.time);
    out.id(facts.member);
    out.text(facts.memberName);
    out.text(facts.reason);
    out.digest(facts.directoryHead);
    out.digest(facts.signer);
    out.endArray();
    return out.take();
}

/// What is signed for a tree: with the count, so that a path fits one tree only.
QByteArray treeMessage(const Digest &root, quint64 count)
{
    CborWriter out;
    out.startArray(2);
    out.digest(root);
    out.unsignedInteger(count);
    out.endArray();
    return messageFor(Use, out.take());
}

Result<ReceiptFacts> fromBody(QByteArrayView body)
{
    CborReader in(body);
    in.startArray(11);
    if (const quint64 version = in.unsignedInteger(); in.ok() && version != Version)
        in.fail(ErrorCode::Unsupported, "receipt.version", QString::number(version));
    ReceiptFacts facts;
    facts.envelope = in.id<EnvelopeId>();
    facts.envelopeDigest = in.digest();
    facts.unit = in.id<UnitCode>();
    facts.kind = static_cast<ReceiptKind>(in.unsignedInteger(static_cast<quint64>(ReceiptKind::Concluded)));
    facts.time = in.instant();
    facts.member = in.id<MemberId>();
    facts.memberName = in.text(4 * bounds::PersonName);
    facts.reason = in.text(4 * bounds::ReasonText);
    facts.directoryHead = in.digest();
    facts.signer = in.digest();
    in.endArray();
    WENYI_CHECK(in.finish());
    WENYI_CHECK(check(facts));
    return facts;
}

} // namespace

QByteArray receiptKindName(ReceiptKind kind)
{
    return KindNames.at(static_cast<size_t>(kind));
}

Result<QList<Receipt>> Receipt::signAll(const QList<ReceiptFacts> &facts, crypto::Signer &signer,
    const std::optional<CarriedHead> &head, quint64 directoryVersion)
{
    const Beside beside{head, directoryVersion};
    const quint64 leavesEach = beside.leaves();
    const quint64 count = leavesEach * static_cast<quint64>(facts.size());
    if (facts.isEmpty() || count > bounds::ReceiptsUnderOneSignature)
        return Error{ErrorCode::InvalidInput, "receipt.count", QString::number(facts.size())};
    QList<Receipt> receipts;
    QList<Digest> leaves;
    for (const ReceiptFacts &stated : facts) {
        WENYI_CHECK(check(stated));
        Receipt receipt;
        receipt.m_facts = stated;
        receipt.m_facts.signer = signer.certificate().fingerprint();
        receipt.m_body = toBody(receipt.m_facts);
        const Digest leaf = merkleLeaf(receipt.m_body);
        leaves.append(beside.blockOf(leaf));
        receipts.append(std::move(receipt));
    }
    const MerkleTree tree(leaves);
    WENYI_TRY(const QByteArray signature, signer.sign(treeMessage(tree.root(), count)));
    for (qsizetype i = 0; i < receipts.size(); ++i) {
        const MerklePath path = tree.path(i);
        // Blocks of four or eight leaves lie in a tree as its leaves do: the tree parts at powers of two.
        receipts[i].m_path = {leavesEach * path.index, count, beside.siblings() + path.siblings};
        receipts[i].m_signature = signature;
    }
    return receipts;
}

Result<Receipt> Receipt::sign(
    const ReceiptFacts &facts, crypto::Signer &signer, const std::optional<CarriedHead> &head, quint64 directoryVersion)
{
    WENYI_TRY(QList<Receipt> receipts, signAll({facts}, signer, head, directoryVersion));
    return receipts.takeFirst();
}

Result<Receipt> Receipt::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(5);
    Receipt receipt;
    receipt.m_body = in.bytes(bounds::Receipt);
    receipt.m_path.index = in.unsignedInteger(bounds::ReceiptsUnderOneSignature - 1);
    receipt.m_path.count = in.unsignedInteger(bounds::ReceiptsUnderOneSignature);
    for (qsizetype left = in.startList(LongestPath); left > 0 && in.ok(); --left)
        receipt.m_path.siblings.append(in.digest());
    in.endArray();
    receipt.m_signature = in.bytes(bounds::Signature);
    in.endArray();
    WENYI_CHECK(in.finish());
    WENYI_TRY(receipt.m_facts, fromBody(receipt.m_body));
    if (!merkleRootOf(merkleLeaf(receipt.m_body), receipt.m_path))
        return refused("receipt.path", receipt.m_facts.envelope.toString());
    return receipt;
}

QByteArray Receipt::toBytes() const
{
    CborWriter out;
    out.startArray(5);
    out.bytes(m_body);
    out.unsignedInteger(m_path.index);
    out.unsignedInteger(m_path.count);
    out.startArray(m_path.siblings.size());
    for (const Digest &sibling : m_path.siblings)
        out.digest(sibling);
    out.endArray();
    out.bytes(m_signature);
    out.endArray();
    return out.take();
}

Digest Receipt::digest() const
{
    return crypto::sm3(m_body);
}

Result<void> Receipt::verifySignature(const crypto::Certificate &signer) const
{
    const QString envelope = m_facts.envelope.toString();
    if (signer.fingerprint() != m_facts.signer)
        return Error{ErrorCode::NotTrusted, "receipt.signer", envelope};
    const auto root = merkleRootOf(merkleLeaf(m_body), m_path);
    if (!root || !signer.publicKey().verify(treeMessage(*root, m_path.count), m_signature))
        return Error{ErrorCode::NotTrusted, "receipt.signature", envelope};
    return {};
}

Result<void> Receipt::verify(const EnvelopeHeader &envelope, const crypto::Certificate &signer) const
{
    const EnvelopeRouting &routing = envelope.routing();
    const auto untrusted = [this](const QByteArray &reason) {
        return Error{ErrorCode::NotTrusted, reason, m_facts.envelope.toString()};
    };
    if (m_facts.envelope != routing.id || m_facts.envelopeDigest != envelope.digest())
        return untrusted("receipt.foreign-envelope");
    const bool acceptance = m_facts.kind == ReceiptKind::Accepted;
    const bool byServer = m_facts.isByServer();
    if (acceptance ? m_facts.unit != routing.sender : !routing.recipient(m_facts.unit))
        return untrusted("receipt.foreign-unit");
    const auto purpose = signer.purpose();
    const bool rightSigner =
        purpose
        && (byServer ? *purpose == crypto::CertificatePurpose::Server
                     : *purpose == crypto::CertificatePurpose::Unit && signer.subjectId() == m_facts.unit.toString());
    if (!rightSigner)
        return untrusted("receipt.signer");
    return verifySignature(signer);
}

} // namespace wenyi::exchange
