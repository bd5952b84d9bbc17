// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/EvidenceService.h"
#include "client/core/records/DraftService.h"
#include "client/core/records/RecordProjection.h"
#include "shared/modules/RecordEvent.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// Evidence that is kept without a server, by a clock that moves when told.
class EvidenceKeepingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatCannotBeKeptStandsInNobodysWay();
    void afterItsAuthorityRanOutTheRestIsKept();

private:
    Workspace &reviewer() { return m_office->at(u"reviewer"_s); }
    /// A record that the reviewer has agreed to.
    StreamId reviewed();
    QList<StoredEvidence> kept(const StreamId &stream)
    {
        return EvidenceProjection::inStream(reviewer().journal().database(), stream).value();
    }

    std::unique_ptr<RecordOffice> m_office;
};

void EvidenceKeepingTest::initTestCase()
{
    m_office = std::make_unique<RecordOffice>();
}

StreamId EvidenceKeepingTest::reviewed()
{
    const auto stream = DraftService(m_office->at(u"clerk"_s)).create(sampleNotice());
    if (!stream || !m_office->complete(u"clerk"_s, *stream))
        return {};
    reviewer();
    return m_office->exchangeAll() && m_office->complete(u"reviewer"_s, *stream) ? *stream : StreamId();
}

void EvidenceKeepingTest::whatCannotBeKeptStandsInNobodysWay()
{
    // More than one page of acts whose signature is none.
    const StreamId junk(u"junk"_s);
    for (qsizetype i = 0; i < EvidenceService::AtOnce + 1; ++i) {
        modules::RecordEvent event;
        event.module = u"outgoing"_s;
        event.version = 1;
        event.action.kind = modules::ActionKind::Complete;
        event.action.actor.member = reviewer().member().id;
        event.action.actor.unit = reviewer().profile().unit;
        event.action.task = modules::TaskId(u"review-%1"_s.arg(i));
        event.action.outcome = u"agree"_s;
        event.action.at = m_office->clock.now();
        event.action.signature = QByteArray(400, 's');
        const journal::NewEntry entry{junk, u"outgoing"_s, entrykind::RecordEvent.toString(), event.toBytes().value(),
            {}, reviewer().profile().unit.toString()};
        VERIFY_DONE(reviewer().journal().append(reviewer().member().id, {entry}));
    }
    const StreamId stream = reviewed();
    QVERIFY(!stream.isEmpty());
    QVERIFY(kept(stream).isEmpty());
    VERIFY_DONE(EvidenceService(reviewer()).keepAll());
    QCOMPARE(kept(stream).size(), 1);
    QVERIFY(kept(junk).isEmpty());
}

void EvidenceKeepingTest::afterItsAuthorityRanOutTheRestIsKept()
{
    const StreamId stream = reviewed();
    QVERIFY(!stream.isEmpty());
    m_office->clock.advance(std::chrono::hours(24 * 365 * 40));
    VERIFY_DONE(EvidenceService(reviewer()).keepAll());
    QCOMPARE(kept(stream).size(), 1);
    QVERIFY(!kept(stream).first().content.list);
    QCOMPARE(kept(stream).first().content.issuers.size(), 2);
}

QTEST_GUILESS_MAIN(EvidenceKeepingTest)
#include "EvidenceKeepingTest.moc"
