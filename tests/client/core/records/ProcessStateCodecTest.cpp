// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/ProcessStateCodec.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;
using modules::ProcessState;
using modules::TaskId;

class ProcessStateCodecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statesComeBackAsTheyWereWritten_data();
    void statesComeBackAsTheyWereWritten();
    void whatMostRecordsHaveKeepsItsForm();
    void refusesEveryTruncation();
};

static Instant minute(int number)
{
    return Instant{} + std::chrono::days(20'000) + std::chrono::minutes(number);
}

static ProcessState plainState()
{
    ProcessState state;
    state.version = 2;
    state.unit = UnitCode(u"11320281014033000A"_s);
    state.starter = MemberId(u"clerk"_s);
    state.tasks = {{TaskId(u"review.1"_s), u"review"_s, state.unit, {}, MemberId(u"deputy"_s), minute(1), minute(9)}};
    state.waiting = {u"a-join"_s};
    state.outcome = u"submit"_s;
    state.visits = {{u"draft"_s, 1}, {u"review"_s, 1}};
    state.lastActor = {{u"draft"_s, MemberId(u"clerk"_s)}};
    state.participants = {MemberId(u"clerk"_s)};
    state.circulation = {{MemberId(u"leader"_s), minute(2), std::nullopt}};
    state.lastStep = {{MemberId(u"clerk"_s), u"draft"_s, {TaskId(u"review.1"_s)}, {u"b"_s}}};
    state.values = {{u"title"_s, u"通知"_s}};
    return state;
}

static ProcessState countersigned()
{
    ProcessState state = plainState();
    const modules::Countersigning round{u"review"_s, MemberId(u"clerk"_s), minute(1), {MemberId(u"leader"_s)},
        {MemberId(u"deputy"_s), MemberId(u"reviewer"_s)}, u"disagree"_s};
    state.countersigning = {round};
    state.fired = {u"late"_s};
    state.lastStep->fired = {u"soon"_s};
    state.suspension = {{MemberId(u"clerk"_s), minute(7)}};
    state.tasks.first().urges = 3;
    state.tasks.first().urgedAt = minute(8);
    state.lastStep->round = round;
    state.lastStep->principal = MemberId(u"leader"_s);
    return state;
}

void ProcessStateCodecTest::statesComeBackAsTheyWereWritten_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("nothing begun") << 0;
    QTest::newRow("plain") << 1;
    QTest::newRow("countersigned") << 2;
}

static ProcessState stateOf(int which)
{
    return which == 0 ? ProcessState() : which == 1 ? plainState() : countersigned();
}

void ProcessStateCodecTest::statesComeBackAsTheyWereWritten()
{
    QFETCH(const int, which);
    const ProcessState state = stateOf(which);
    const auto back = decodeState(encodeState(state));
    QVERIFY2(back, qPrintable(back ? QString() : describe(back.error())));
    QVERIFY(*back == state);
}

void ProcessStateCodecTest::whatMostRecordsHaveKeepsItsForm()
{
    // An array of 14 items whose first is version 1, as before there was anything else.
    QVERIFY(encodeState(plainState()).startsWith("\x8e\x01"));
    QVERIFY(encodeState(countersigned()).startsWith("\x8f\x02"));
}

void ProcessStateCodecTest::refusesEveryTruncation()
{
    const QByteArray bytes = encodeState(countersigned());
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!decodeState(bytes.first(size)));
    QByteArray other = bytes;
    other[1] = 1; // The version of the shorter form.
    QCOMPARE(decodeState(other).error().reason, QByteArray("record.state-version"));
}

QTEST_GUILESS_MAIN(ProcessStateCodecTest)
#include "ProcessStateCodecTest.moc"
