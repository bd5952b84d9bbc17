// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/HeadsElsewhere.h"

#include "shared/directory/FormerSigners.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using exchange::CarriedHead;
using exchange::Receipt;
using exchange::ReceiptKind;

namespace {

/// The same for two receipts that tell the same of the same log.
QString keyOf(const Receipt &receipt)
{
    const auto head = receipt.auditHead();
    const QByteArray owner(head->owner.data(), static_cast<qsizetype>(head->owner.size()));
    const bool isServers = receipt.facts().kind == ReceiptKind::Accepted;
    return (isServers ? QString() : receipt.facts().unit.toString()) + u'/' + QString::fromLatin1(owner.toHex()) + u'/'
           + head->toString();
}

bool isAsked(const Receipt &receipt, const UnitCode &only)
{
    const exchange::ReceiptFacts &facts = receipt.facts();
    const bool isOf = only.isEmpty() || (facts.unit == only && facts.kind != ReceiptKind::Accepted);
    return isOf && receipt.auditHead();
}

} // namespace

std::optional<CarriedHead> HeadsElsewhere::own()
{
    // A log that cannot be read holds no receipt up: that is for whoever verifies it to tell.
    const auto head = m_workspace.audit().head();
    if (!head || head->number == 0)
        return {};
    return CarriedHead{CarriedHead::ownerOf(m_workspace.profile().desktop), head->number, head->hash};
}

Result<QList<Receipt>> HeadsElsewhere::ofOthers(const UnitCode &only)
{
    QList<Receipt> receipts;
    QSet<QString> known;
    journal::Statement select(m_workspace.journal().database(),
        "SELECT bytes FROM exchange_receipts WHERE unit <> ? OR kind = ? ORDER BY row");
    WENYI_TRY(
        bool more, select.bind(m_workspace.profile().unit.toString(), static_cast<int>(ReceiptKind::Accepted)).next());
    while (more) {
        WENYI_TRY(const auto receipt, Receipt::fromBytes(select.bytes(0)));
        if (isAsked(receipt, only) && !known.contains(keyOf(receipt))) {
            known.insert(keyOf(receipt));
            receipts.append(receipt);
        }
        WENYI_TRY(more, select.next());
    }
    return receipts;
}

Result<HeadsElsewhere::Held> HeadsElsewhere::check(const QList<Receipt> &receipts)
{
    const UnitCode &self = m_workspace.profile().unit;
    const directory::Unit *unit = m_workspace.directory().unit(self);
    if (!unit)
        return Error{ErrorCode::NotTrusted, "receipt.signer", self.toString()};
    WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(unit->signingCertificate));
    const CarriedHead::Owner owner = CarriedHead::ownerOf(m_workspace.profile().desktop);
    Held held;
    QList<journal::AuditHead> heads;
    for (const Receipt &receipt : receipts) {
        const auto head = receipt.auditHead();
        const bool isOwn = head && head->owner == owner && receipt.facts().unit == self
                           && receipt.facts().kind != ReceiptKind::Accepted;
        if (!isOwn)
            continue;
        const exchange::ReceiptFacts &facts = receipt.facts();
        const auto former =
            directory::formerUnitSigner(m_workspace.directory(), m_workspace.trust(), self, {facts.signer, facts.time});
        if (former || facts.signer == certificate.fingerprint()) {
            WENYI_CHECK(receipt.verifySignature(former.value_or(certificate)));
        } else {
            ++held.unproven;
        }
        heads.append({head->number, head->hash});
    }
    held.heads = heads.size();
    if (heads.isEmpty())
        return Error{ErrorCode::NotFound, "heads.not-of-this", m_workspace.profile().desktop.toString()};
    WENYI_CHECK(m_workspace.audit().follows(heads));
    return held;
}

} // namespace wenyi::core
