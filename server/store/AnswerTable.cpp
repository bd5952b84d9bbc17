// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/AnswerTable.h"

#include "server/schema/answers.h"

namespace wenyi::server {

using journal::Statement;

Result<AnswerTable> AnswerTable::open(journal::Database &database)
{
    WENYI_CHECK(journal::migrate(database, "answers", schema::answers));
    return AnswerTable(database);
}

Result<bool> AnswerTable::isCurrent(journal::Database &database)
{
    return journal::isCurrent(database, "answers", schema::answers);
}

Result<void> AnswerTable::expect(quint64 envelope, const exchange::EnvelopeRouting &routing)
{
    Statement insert(*m_database, "INSERT INTO unanswered(envelope, recipient) VALUES (?, ?)");
    for (const exchange::EnvelopeRecipient &recipient : routing.recipients)
        WENYI_CHECK(insert.run(envelope, recipient.unit.toString()));
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
    Statement select(*m_database, "SELECT u.recipient, count(*), min(e.accepted_at) FROM unanswered u"
                                  " JOIN envelopes e ON e.number = u.envelope"
                                  " WHERE NOT EXISTS (SELECT 1 FROM held WHERE held.envelope = u.envelope)"
                                  " GROUP BY u.recipient");
    WENYI_TRY(bool more, select.next());
    while (more) {
        owed.insert(UnitCode(select.text(0)),
            {static_cast<quint64>(select.integer(1)), instantFromMilliseconds(select.integer(2))});
        WENYI_TRY(more, select.next());
    }
    return owed;
}

} // namespace wenyi::server
