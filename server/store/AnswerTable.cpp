// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/AnswerTable.h"

#include "server/schema/answers.h"
#include "server/store/ReceiptTable.h"
#include "shared/exchange/Receipt.h"

namespace wenyi::server {

using exchange::ReceiptKind;
using journal::Statement;

namespace {

constexpr quint64 ReceiptsAtOnce = 500;

} // namespace

Result<AnswerTable> AnswerTable::open(journal::Database &database)
{
    WENYI_CHECK(journal::migrate(database, "answers", schema::answers));
    AnswerTable table(database);
    WENYI_CHECK(table.readOlderReceipts());
    return table;
}

Result<std::optional<UnitCode>> AnswerTable::unreadUnit()
{
    Statement select(*m_database, "SELECT unit FROM answers_unread ORDER BY unit LIMIT 1");
    WENYI_TRY(const bool found, select.next());
    return found ? std::optional(UnitCode(select.text(0))) : std::nullopt;
}

Result<void> AnswerTable::readOlderReceipts()
{
    for (;;) {
        WENYI_TRY(const auto unit, unreadUnit());
        if (!unit)
            return {};
        // Another process at the same store may have been faster; done again it changes nothing.
        WENYI_TRY(const auto transaction, journal::Transaction::begin(*m_database));
        WENYI_CHECK(readReceiptsOf(*unit));
        {
            Statement read(*m_database, "DELETE FROM answers_unread WHERE unit = ?");
            WENYI_CHECK(read.run(unit->toString()));
        }
        WENYI_CHECK(transaction->commit());
    }
}

Result<void> AnswerTable::readReceiptsOf(const UnitCode &unit)
{
    ReceiptTable table(*m_database);
    Statement remove(*m_database, "DELETE FROM unanswered WHERE recipient = ?"
                                  " AND envelope IN (SELECT number FROM envelopes WHERE digest = ?)");
    for (quint64 after = 0;;) {
        WENYI_TRY(const auto receipts, table.after(unit, after, ReceiptsAtOnce));
        if (receipts.isEmpty())
            return {};
        for (const protocol::Numbered &numbered : receipts) {
            after = numbered.number;
            const auto receipt = exchange::Receipt::fromBytes(numbered.bytes);
            if (!receipt)
                continue; // Whatever it says, it says it to its unit.
            const exchange::ReceiptFacts &facts = receipt->facts();
            if (facts.kind == ReceiptKind::SignedFor || facts.kind == ReceiptKind::Returned)
                WENYI_CHECK(remove.run(facts.unit.toString(), facts.envelopeDigest));
        }
    }
}

Result<bool> AnswerTable::isCurrent(journal::Database &database)
{
    WENYI_TRY(const bool isThere, journal::isCurrent(database, "answers", schema::answers));
    if (!isThere)
        return false;
    WENYI_TRY(const auto unread, AnswerTable(database).unreadUnit());
    return !unread;
}

Result<void> AnswerTable::expect(quint64 envelope, const QList<UnitCode> &recipients)
{
    Statement insert(*m_database, "INSERT INTO unanswered(envelope, recipient) VALUES (?, ?)");
    for (const UnitCode &recipient : recipients)
        WENYI_CHECK(insert.run(envelope, recipient.toString()));
    return {};
}

Result<void> AnswerTable::take(quint64 envelope, const UnitCode &recipient)
{
    Statement remove(*m_database, "DELETE FROM unanswered WHERE envelope = ? AND recipient = ?");
    return remove.run(envelope, recipient.toString());
}

Result<bool> AnswerTable::isOutstanding(quint64 envelope, const UnitCode &recipient)
{
    Statement select(*m_database, "SELECT 1 FROM unanswered WHERE envelope = ? AND recipient = ?");
    return select.bind(envelope, recipient.toString()).next();
}

Result<quint64> AnswerTable::outstanding()
{
    Statement select(*m_database, "SELECT count(*) FROM unanswered");
    WENYI_CHECK(select.next());
    return static_cast<quint64>(select.integer(0));
}

Result<QMap<UnitCode, OwedAnswers>> AnswerTable::owed()
{
    QMap<UnitCode, OwedAnswers> owed;
    Statement select(*m_database, "SELECT u.recipient, e.sender, count(*), min(e.accepted_at) AS oldest"
                                  " FROM unanswered u JOIN envelopes e ON e.number = u.envelope"
                                  " WHERE NOT EXISTS (SELECT 1 FROM held WHERE held.envelope = u.envelope)"
                                  " GROUP BY u.recipient, e.sender ORDER BY oldest, e.sender");
    WENYI_TRY(bool more, select.next());
    while (more) {
        const OwedTo to{UnitCode(select.text(1)), static_cast<quint64>(select.integer(2)),
            instantFromMilliseconds(select.integer(3))};
        OwedAnswers &answers = owed[UnitCode(select.text(0))];
        if (answers.to.isEmpty())
            answers.oldest = to.oldest; // They come by that.
        answers.number += to.number;
        answers.to.append(to);
        WENYI_TRY(more, select.next());
    }
    return owed;
}

} // namespace wenyi::server
