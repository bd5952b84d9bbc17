// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/TimerService.h"
#include "client/core/records/DraftService.h"
#include "client/core/records/OfficeClock.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <random>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using modules::ActionKind;

/// Timers that desktops tell of by themselves, by the server's clock.
class TimerServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aTimerIsToldOnceItsWorkingDaysAreOver();
    void aClockThatWasMovedTellsNothing();
    void whoHasNoPartTellsNothing();
    void whatTwoDesktopsTellIsOneWarning();
    void anActThatCameFirstStandsBeforeAnEscalation();
    void anEscalationTakesTheTaskAwayOnce();
    void oneCallTellsABoundedNumber();
    void whateverTwoDesktopsDoApartTheyAgree();

private:
    static constexpr auto Day = 24h;
    StreamId submitted();
    Result<void> hear(const QString &member, Instant serverTime)
    {
        return OfficeClock(m_office->at(member)).hear(serverTime);
    }
    Result<void> hearNow(const QString &member) { return hear(member, m_office->clock.now()); }
    qsizetype told(const QString &member) { return TimerService(m_office->at(member)).elapseDue().value_or(-1); }
    qsizetype elapsesOf(const QString &member, const StreamId &stream);
    qsizetype refusals(const QString &member, const StreamId &stream);

    QTemporaryDir m_resources;
    std::unique_ptr<RecordOffice> m_office;
};

// 核稿 warns when the second working day has ended, of which a holiday takes two; 签发 goes back to the drafter after
// five days.
static const QByteArray Timers = R"(
    <boundaryEvent id="late" attachedToRef="review" cancelActivity="false" wenyi:days="working">
      <timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition>
    </boundaryEvent>
    <boundaryEvent id="away" attachedToRef="issue">
      <timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition>
    </boundaryEvent>
    <sequenceFlow id="away-draft" sourceRef="away" targetRef="draft"/>
  </process>)";
static const QByteArray Holidays = R"({"years": [{"year": 2026, "source": "测试",
    "holidays": [{"name": "校庆", "from": "2026-11-19", "to": "2026-11-20"}]}]})";

void TimerServiceTest::initTestCase()
{
    std::error_code failed;
    std::filesystem::copy(WENYI_SOURCE_DIR "/resources", m_resources.filePath(u"resources"_s).toStdString(),
        std::filesystem::copy_options::recursive, failed);
    QVERIFY2(!failed, failed.message().c_str());
    const QString modules = m_resources.filePath(u"resources/modules"_s);
    QFile process(modules + u"/outgoing/process.bpmn"_s);
    QVERIFY(process.open(QIODevice::ReadOnly));
    const QByteArray bpmn = process.readAll();
    process.close();
    QCOMPARE(bpmn.count("</process>"), 1);
    QVERIFY(process.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QVERIFY(process.write(QByteArray(bpmn).replace("</process>", Timers)) > bpmn.size());
    QFile holidays(modules + u"/holidays.json"_s);
    QVERIFY(holidays.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(holidays.write(Holidays), Holidays.size());
}

// It is Wednesday, the 18th of November 2026, in the evening.
void TimerServiceTest::init()
{
    m_office = std::make_unique<RecordOffice>(RecordOffice::Keys::Shared, m_resources.filePath(u"resources"_s));
    QVERIFY(m_office->at(u"clerk"_s).modules().faults().isEmpty());
    m_office->at(u"reviewer"_s);
}

// A record that awaits its reviewer, on all desktops.
StreamId TimerServiceTest::submitted()
{
    const auto stream = DraftService(m_office->at(u"clerk"_s)).create(sampleNotice());
    return stream && m_office->complete(u"clerk"_s, *stream) && m_office->exchangeAll() ? *stream : StreamId();
}

qsizetype TimerServiceTest::elapsesOf(const QString &member, const StreamId &stream)
{
    const auto view = RecordService(m_office->at(member)).load(stream);
    if (!view)
        return -1;
    return std::count_if(view->history.begin(), view->history.end(),
        [](const HistoryLine &line) { return line.step.kind == ActionKind::Elapse; });
}

qsizetype TimerServiceTest::refusals(const QString &member, const StreamId &stream)
{
    const auto view = RecordService(m_office->at(member)).load(stream);
    const auto kept = RecordProjection::refusedEvents(m_office->at(member).journal().database(), stream);
    return view && kept ? view->refused.size() + kept->size() : -1;
}

void TimerServiceTest::aTimerIsToldOnceItsWorkingDaysAreOver()
{
    const StreamId stream = submitted();
    QVERIFY(!stream.isEmpty());
    TimerService timers(m_office->at(u"reviewer"_s));
    VERIFY_DONE(hearNow(u"reviewer"_s));
    QCOMPARE(timers.elapseDue().value_or(-1), 0);
    // Sunday: without the holiday it would have been over on Friday.
    m_office->clock.advance(4 * Day);
    VERIFY_DONE(hearNow(u"reviewer"_s));
    QCOMPARE(timers.elapseDue().value_or(-1), 0);
    // Tuesday evening, and Wednesday.
    m_office->clock.advance(2 * Day);
    VERIFY_DONE(hearNow(u"reviewer"_s));
    QCOMPARE(timers.elapseDue().value_or(-1), 0);
    m_office->clock.advance(1 * Day);
    VERIFY_DONE(hearNow(u"reviewer"_s));
    QCOMPARE(timers.elapseDue().value_or(-1), 1);
    QCOMPARE(timers.elapseDue().value_or(-1), 0);
    QCOMPARE(told(u"reviewer"_s), 0); // Nor after the program was started again.
    const auto view = RecordService(m_office->at(u"reviewer"_s)).load(stream);
    VERIFY_DONE(view);
    const modules::RecordStep &step = view->history.constLast().step;
    QCOMPARE(step.kind, ActionKind::Elapse);
    QCOMPARE(step.timer, u"late"_s);
    QCOMPARE(step.member, m_office->memberId(u"reviewer"_s));
    QVERIFY(!view->record.process.participants.contains(m_office->memberId(u"reviewer"_s)));
}

void TimerServiceTest::aClockThatWasMovedTellsNothing()
{
    const StreamId stream = submitted();
    const Instant now = m_office->clock.now();
    m_office->clock.advance(60 * Day);
    QCOMPARE(told(u"reviewer"_s), 0); // It never heard of a server.
    VERIFY_DONE(hear(u"reviewer"_s, now));
    QCOMPARE(told(u"reviewer"_s), 0);
    m_office->clock.advance(-90 * Day);
    QCOMPARE(told(u"reviewer"_s), 0);
    // And where the own clock is behind, the server's counts all the same.
    VERIFY_DONE(hear(u"reviewer"_s, now + 7 * Day));
    QCOMPARE(told(u"reviewer"_s), 1);
    const auto view = RecordService(m_office->at(u"reviewer"_s)).load(stream);
    VERIFY_DONE(view);
    QVERIFY(view->history.constLast().step.at == now + 7 * Day);
}

void TimerServiceTest::whoHasNoPartTellsNothing()
{
    const StreamId stream = submitted();
    m_office->clock.advance(7 * Day);
    VERIFY_DONE(hearNow(u"sealkeeper"_s));
    QCOMPARE(told(u"sealkeeper"_s), 0);
    VERIFY_DONE(hearNow(u"clerk"_s)); // Who drafted it has.
    QCOMPARE(told(u"clerk"_s), 1);
    QCOMPARE(elapsesOf(u"clerk"_s, stream), 1);
}

void TimerServiceTest::whatTwoDesktopsTellIsOneWarning()
{
    const StreamId stream = submitted();
    m_office->clock.advance(7 * Day);
    for (const QString &member : {u"clerk"_s, u"reviewer"_s}) {
        VERIFY_DONE(hearNow(member));
        QCOMPARE(told(member), 1);
    }
    VERIFY_DONE(m_office->exchangeAll());
    QCOMPARE(m_office->dump(u"clerk"_s), m_office->dump(u"reviewer"_s));
    for (const QString &member : {u"clerk"_s, u"reviewer"_s}) {
        QCOMPARE(elapsesOf(member, stream), 1);
        QCOMPARE(refusals(member, stream), 0); // Nobody did anything of which they would have to be told.
    }
}

void TimerServiceTest::anActThatCameFirstStandsBeforeAnEscalation()
{
    const StreamId stream = submitted();
    VERIFY_DONE(m_office->complete(u"reviewer"_s, stream));
    m_office->at(u"leader"_s);
    VERIFY_DONE(m_office->exchangeAll());
    m_office->clock.advance(6 * Day);
    VERIFY_DONE(m_office->complete(u"leader"_s, stream));
    VERIFY_DONE(hearNow(u"clerk"_s));
    QCOMPARE(told(u"clerk"_s), 1);
    VERIFY_DONE(m_office->exchange(u"leader"_s));
    VERIFY_DONE(m_office->exchangeAll());
    QCOMPARE(m_office->dump(u"clerk"_s), m_office->dump(u"leader"_s));
    const auto view = RecordService(m_office->at(u"clerk"_s)).load(stream);
    VERIFY_DONE(view);
    QCOMPARE(view->record.process.tasks.constFirst().node, u"number"_s);
    QCOMPARE(refusals(u"clerk"_s, stream), 0);
}

void TimerServiceTest::anEscalationTakesTheTaskAwayOnce()
{
    const StreamId stream = submitted();
    VERIFY_DONE(m_office->complete(u"reviewer"_s, stream));
    VERIFY_DONE(m_office->exchangeAll());
    m_office->clock.advance(6 * Day);
    for (const QString &member : {u"clerk"_s, u"reviewer"_s}) {
        VERIFY_DONE(hearNow(member));
        QCOMPARE(told(member), 1);
    }
    VERIFY_DONE(m_office->exchangeAll());
    QCOMPARE(m_office->dump(u"clerk"_s), m_office->dump(u"reviewer"_s));
    const auto view = RecordService(m_office->at(u"clerk"_s)).load(stream);
    VERIFY_DONE(view);
    QCOMPARE(view->record.process.tasks.size(), 1);
    QCOMPARE(view->record.process.tasks.constFirst().id, modules::TaskId(u"draft.2"_s));
    QCOMPARE(refusals(u"reviewer"_s, stream), 0);
}

void TimerServiceTest::oneCallTellsABoundedNumber()
{
    constexpr qsizetype Records = TimerService::AtOnce + 5;
    for (qsizetype record = 0; record < Records; ++record) {
        const auto stream = DraftService(m_office->at(u"clerk"_s)).create(sampleNotice());
        VERIFY_DONE(stream);
        VERIFY_DONE(m_office->complete(u"clerk"_s, *stream));
    }
    m_office->clock.advance(7 * Day);
    VERIFY_DONE(hearNow(u"clerk"_s));
    TimerService timers(m_office->at(u"clerk"_s));
    QCOMPARE(timers.elapseDue().value_or(-1), TimerService::AtOnce);
    QCOMPARE(timers.elapseDue().value_or(-1), 5);
    QCOMPARE(timers.elapseDue().value_or(-1), 0);
}

// Both go on, hear of the server's clock, tell of timers and exchange, in whatever order.
void TimerServiceTest::whateverTwoDesktopsDoApartTheyAgree()
{
    const QStringList members{u"clerk"_s, u"reviewer"_s};
    const QList<StreamId> streams{submitted(), submitted()};
    VERIFY_DONE(m_office->complete(u"reviewer"_s, streams.constFirst())); // One of them is to be issued.
    VERIFY_DONE(m_office->exchangeAll());
    std::mt19937 random(20261118);
    for (int step = 0; step < 60; ++step) {
        const QString member = members.at(static_cast<qsizetype>(random() % 2));
        switch (random() % 4) {
        case 0:
            m_office->clock.advance(std::chrono::hours(random() % 24));
            break;
        case 1:
            VERIFY_DONE(hearNow(member));
            break;
        case 2:
            QVERIFY(told(member) >= 0);
            break;
        default:
            VERIFY_DONE(m_office->exchange(member));
        }
    }
    // In the end both know that the time has come.
    m_office->clock.advance(7 * Day);
    for (const QString &member : members) {
        VERIFY_DONE(hearNow(member));
        QVERIFY(told(member) >= 0);
    }
    VERIFY_DONE(m_office->exchangeAll());
    QCOMPARE(m_office->dump(u"clerk"_s), m_office->dump(u"reviewer"_s));
    for (const StreamId &stream : streams) {
        for (const QString &member : members) {
            QCOMPARE(elapsesOf(member, stream), 1);
            QCOMPARE(refusals(member, stream), 0);
        }
    }
}

QTEST_GUILESS_MAIN(TimerServiceTest)
#include "TimerServiceTest.moc"
