// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/RunningRecords.h"

#include "client/core/records/DraftService.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What of the unit waits for whom, as who oversees it is told.
class RunningRecordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingRunsAtFirst();
    void whoHasATaskIsNamed();
    void whatIsOverdueComesFirst();
    void whatHasEndedIsNotAmongThem();
    void everyDesktopTellsTheSame();

private:
    QList<RunningRecord> at(const QString &member)
    {
        const auto running = runningRecords(m_office.at(member));
        return running ? running->records : QList<RunningRecord>();
    }
    static QStringList streamsOf(const QList<RunningRecord> &records)
    {
        QStringList streams;
        for (const RunningRecord &record : records)
            streams.append(record.stream.toString());
        return streams;
    }

    RecordOffice m_office;
    StreamId m_draft;
    StreamId m_reviewed;
};

void RunningRecordsTest::nothingRunsAtFirst()
{
    const auto running = runningRecords(m_office.at(u"clerk"_s));
    VERIFY_DONE(running);
    QVERIFY(running->records.isEmpty() && !running->areMore);
}

void RunningRecordsTest::whoHasATaskIsNamed()
{
    Workspace &clerk = m_office.at(u"clerk"_s);
    const auto draft = DraftService(clerk).create(sampleNotice());
    VERIFY_DONE(draft);
    m_draft = *draft;
    m_office.clock.advance(1min);
    const auto submitted = DraftService(clerk).create(sampleNotice());
    VERIFY_DONE(submitted);
    m_reviewed = *submitted;
    VERIFY_DONE(m_office.complete(u"clerk"_s, m_reviewed));
    const QList<RunningRecord> records = at(u"clerk"_s);
    QCOMPARE(streamsOf(records), (QStringList{m_draft.toString(), m_reviewed.toString()}));
    QCOMPARE(records.at(0).steps, QStringList{u"拟稿"_s});
    QCOMPARE(records.at(0).holders, QStringList{clerk.member().name});
    QCOMPARE(records.at(1).steps, QStringList{u"核稿"_s});
    QCOMPARE(records.at(1).holders, QStringList{u"核稿人"_s});
    for (const RunningRecord &record : records) {
        QCOMPARE(record.starter, clerk.member().name);
        QCOMPARE(record.moduleName, u"发文"_s);
        QVERIFY(record.number.isEmpty() && !record.isSuspended);
    }
}

void RunningRecordsTest::whatIsOverdueComesFirst()
{
    VERIFY_DONE(m_office.exchangeAll());
    for (const QString &member : {u"reviewer"_s, u"leader"_s}) {
        (void)m_office.at(member);
        VERIFY_DONE(m_office.exchangeAll());
        VERIFY_DONE(m_office.complete(member, m_reviewed));
        VERIFY_DONE(m_office.exchangeAll());
    }
    // 编号 is due within a working day.
    m_office.clock.advance(std::chrono::days(7));
    const QList<RunningRecord> records = at(u"clerk"_s);
    QCOMPARE(streamsOf(records), (QStringList{m_reviewed.toString(), m_draft.toString()}));
    QCOMPARE(records.at(0).steps, QStringList{u"编号"_s});
    QVERIFY(records.at(0).light == modules::DeadlineLight::Red);
    QVERIFY(records.at(0).due && *records.at(0).due < m_office.clock.now());
    QVERIFY(!records.at(1).due);
}

void RunningRecordsTest::whatHasEndedIsNotAmongThem()
{
    Workspace &clerk = m_office.at(u"clerk"_s);
    RecordService records(clerk);
    ActRequest suspend;
    suspend.kind = modules::ActionKind::Suspend;
    suspend.opinion.words = u"等待上级意见。"_s;
    VERIFY_DONE(records.act(m_reviewed, suspend));
    QVERIFY(at(u"clerk"_s).at(0).isSuspended);
    ActRequest abandon;
    abandon.task = records.load(m_draft)->possible.constFirst().possible.task.id;
    abandon.outcome = u"abandon"_s;
    abandon.opinion.words = u"不再发文。"_s;
    VERIFY_DONE(records.act(m_draft, abandon));
    QCOMPARE(streamsOf(at(u"clerk"_s)), QStringList{m_reviewed.toString()});
}

void RunningRecordsTest::everyDesktopTellsTheSame()
{
    VERIFY_DONE(m_office.exchangeAll());
    QCOMPARE(streamsOf(at(u"reviewer"_s)), streamsOf(at(u"clerk"_s)));
    QCOMPARE(at(u"reviewer"_s).constFirst().holders, at(u"clerk"_s).constFirst().holders);
}

QTEST_GUILESS_MAIN(RunningRecordsTest)
#include "RunningRecordsTest.moc"
