// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/BackupKeeper.h"
#include "server/admin/Maintenance.h"
#include "server/admin/OpenedStore.h"
#include "server/standby/StandbyState.h"
#include "server/store/StoreDigest.h"
#include "shared/exchange/Receipt.h"

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

/// Collects what does not hold and goes on.
class Examination
{
public:
    Examination(Store &store, const crypto::Certificate &certificate, const KnownHeads &known)
        : m_store(store)
        , m_certificate(certificate)
        , m_known(known)
    {
    }

    VerifyReport examine()
    {
        note(m_store.database().checkIntegrity(), u"store"_s);
        if (m_store.segments())
            note(m_store.segments()->verify(), u"segments"_s);
        examineLogs();
        note(m_store.envelopes().forEach([this](const AcceptedEnvelope &envelope) {
            note(examineEnvelope(envelope), u"envelope %1"_s.arg(envelope.number));
            ++m_report.envelopes;
            return Result<void>();
        }),
            u"envelopes"_s);
        take(m_store.receipts().verify(), m_report.receipts, u"receipts"_s);
        take(m_store.rulings().verify(), m_report.rulings, u"rulings"_s);
        examineAudit();
        if (m_store.segments())
            examineTables();
        const auto damaged = m_store.blobs().scrub();
        note(damaged, u"blobs"_s);
        for (const Digest &digest : damaged.value_or(QList<Digest>()))
            m_report.faults.append(u"blob "_s + QString::fromLatin1(digest.toHex()) + u" is damaged"_s);
        return std::move(m_report);
    }

private:
    template<typename T>
    void note(const Result<T> &result, const QString &subject)
    {
        if (!result)
            m_report.faults.append(subject + u": "_s + describe(result.error()));
    }
    void take(const Result<quint64> &count, quint64 &into, const QString &subject)
    {
        note(count, subject);
        into = count.value_or(0);
    }

    void examineAudit()
    {
        const auto rows = m_store.audit().verify();
        take(rows, m_report.auditRows, u"audit log"_s);
        m_report.auditHead = m_store.audit().head().value_or(journal::AuditHead());
        QList<journal::AuditHead> heads = m_accepted;
        m_report.headsInAcceptances = static_cast<quint64>(m_accepted.size());
        if (m_known.noted)
            heads.append(*m_known.noted);
        for (const exchange::Receipt &receipt : m_known.kept)
            note(takeKept(receipt, heads), u"kept head"_s);
        if (!m_known.kept.isEmpty() && m_report.headsElsewhere == 0)
            m_report.faults.append(u"kept heads: not one is of this server's"_s);
        if (rows)
            note(m_store.audit().follows(heads), u"audit log"_s);
    }

    /// Another's head says nothing of this log.
    Result<void> takeKept(const exchange::Receipt &receipt, QList<journal::AuditHead> &heads)
    {
        if (receipt.facts().kind != exchange::ReceiptKind::Accepted || !receipt.auditHead())
            return {};
        if (receipt.facts().signer == m_certificate.fingerprint()) {
            WENYI_CHECK(receipt.verifySignature(m_certificate));
        } else {
            ++m_report.unprovenHeads;
        }
        ++m_report.headsElsewhere;
        heads.append(headOf(receipt));
        return {};
    }

    static journal::AuditHead headOf(const exchange::Receipt &receipt)
    {
        const auto head = receipt.auditHead();
        return {head->number, head->hash};
    }

    void examineTables()
    {
        const auto place = m_store.database().logPlace();
        note(place, u"place in the log"_s);
        m_report.sets = place ? place->number : 0;
        const auto digest = digestOfTables(m_store.database());
        note(digest, u"tables"_s);
        m_report.tablesDigest = digest.value_or(Digest());
    }

    void examineLogs()
    {
        const auto units = m_store.unitLog().units();
        note(units, u"unit logs"_s);
        for (const UnitCode &unit : units.value_or(QList<UnitCode>())) {
            const auto head = m_store.unitLog().verify(unit);
            note(head, u"log of "_s + unit.toString());
            m_report.entries += head ? head->number : 0;
        }
    }

    Result<void> examineEnvelope(const AcceptedEnvelope &envelope)
    {
        WENYI_TRY(const auto header, exchange::EnvelopeHeader::fromBytes(envelope.header));
        WENYI_TRY(const auto receipt, exchange::Receipt::fromBytes(envelope.receipt));
        // A server whose certificate was renewed since signed with another one then.
        if (receipt.facts().signer == m_certificate.fingerprint())
            WENYI_CHECK(receipt.verify(header, m_certificate));
        if (receipt.auditHead())
            m_accepted.append(headOf(receipt));
        WENYI_TRY(const bool isExpired, m_store.expiry().isExpired(envelope.number));
        if (isExpired)
            return {}; // Its parts are gone, and its facts stay.
        WENYI_TRY(const auto bringer, m_store.forwards().bringerOf(envelope.number));
        const UnitCode owner = bringer.value_or(header.routing().sender);
        for (const exchange::EnvelopePart &part : header.routing().parts) {
            WENYI_TRY(const auto blob, m_store.blobs().find(owner, part.digest));
            if (!blob || !blob->whole || blob->size != static_cast<quint64>(part.size))
                return Error{ErrorCode::Corrupt, "envelope.part-size", QString::fromLatin1(part.digest.toHex())};
        }
        return {};
    }

    Store &m_store;
    const crypto::Certificate &m_certificate;
    const KnownHeads &m_known;
    QList<journal::AuditHead> m_accepted; ///< Heads in the acceptances that are stored here.
    VerifyReport m_report;
};

} // namespace

Result<VerifyReport> verify(const ServerFolder &folder, const Clock &clock, const KnownHeads &known)
{
    WENYI_TRY(const auto signer, folder.signer());
    WENYI_TRY(const auto store, openForReading(folder, clock));
    return Examination(*store, signer->certificate(), known).examine();
}

} // namespace wenyi::server
