// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/Record.h"
#include "shared/modules/ProcessEngine.h"
#include "tests/shared/modules/ModuleFixtures.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <random>

using namespace wenyi;
using namespace wenyi::modules;
using namespace wenyi::modules::test;
using namespace Qt::StringLiterals;

class RecordTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eventsComeBackAsTheyWereWritten();
    void refusesEveryTruncationAndSurvivesEveryFlippedBit();
    void anActOfANewerProgramIsToldApart();
    void whoStandsInIsNotWhoOversees();
    void doesNotWriteWhatItWouldNotRead_data();
    void doesNotWriteWhatItWouldNotRead();
    void foldsHistoryWithOpinionsAndReferences();
    void ofTwoWhoActAtOnceTheSecondIsNotEffective();
    void finishesUnderTheVersionItBeganWith();
    void neverThrowsAStateAwayAndReplicasAgree_data();
    void neverThrowsAStateAwayAndReplicasAgree();
};

static RecordEvent eventOf(int number, ActionKind kind, const QString &who, const QString &task = {},
    const QString &outcome = {}, const QJsonObject &values = {})
{
    RecordEvent event;
    event.entry = digestOf(number);
    event.module = u"outgoing"_s;
    event.version = 1;
    event.action.kind = kind;
    event.action.actor = {MemberId(who), Unit::code(), {}};
    event.action.at = Instant{} + std::chrono::days(20'000) + std::chrono::minutes(number);
    event.action.task = TaskId(task);
    event.action.outcome = outcome;
    event.action.values = values;
    event.action.opinion.words = u"同意。"_s;
    event.action.signature = "signature";
    return event;
}

static RecordEvent fullEvent()
{
    RecordEvent full = eventOf(1, ActionKind::Complete, u"clerk"_s, u"draft.1"_s, u"submit"_s);
    full.action.values = {{u"title"_s, u"通知"_s}, {u"copies"_s, 300}, {u"negative"_s, -5}, {u"urgent"_s, true},
        {u"gone"_s, QJsonValue::Null}, {u"recipients"_s, QJsonArray{u"甲"_s, u"乙"_s}}};
    full.action.opinion.handwriting = digestOf(77);
    full.action.node = u"draft"_s;
    full.action.others = {{MemberId(u"deputy"_s), Unit::code(), {}}};
    full.references = {{u"revision"_s, digestOf(5)}, {u"document"_s, digestOf(6)}};
    return full;
}

void RecordTest::eventsComeBackAsTheyWereWritten()
{
    const RecordEvent full = fullEvent();
    const auto bytes = full.toBytes();
    QVERIFY2(bytes, qPrintable(bytes ? QString() : describe(bytes.error())));
    const auto back = RecordEvent::fromBytes(*bytes, full.entry, full.action.actor.member);
    QVERIFY(back);
    QCOMPARE(*back->toBytes(), *bytes);
    QCOMPARE(back->entry, full.entry);
    QCOMPARE(back->action.actor.member, full.action.actor.member);
    QCOMPARE(back->action.kind, full.action.kind);
    QCOMPARE(back->action.at, full.action.at);
    QCOMPARE(back->action.task, full.action.task);
    QCOMPARE(back->action.values, full.action.values);
    QCOMPARE(back->action.opinion, full.action.opinion);
    QCOMPARE(back->action.signature, full.action.signature);
    QCOMPARE(back->action.others.constFirst().member, full.action.others.constFirst().member);
    QCOMPARE(back->references, full.references);
}

void RecordTest::refusesEveryTruncationAndSurvivesEveryFlippedBit()
{
    const QByteArray bytes = *fullEvent().toBytes();
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!RecordEvent::fromBytes(bytes.first(size), {}, MemberId(u"clerk"_s)));
    QVERIFY(!RecordEvent::fromBytes(bytes + 'x', {}, MemberId(u"clerk"_s)));
    for (qsizetype bit = 0; bit < bytes.size() * 8; ++bit) {
        QByteArray flipped = bytes;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
        const auto read = RecordEvent::fromBytes(flipped, {}, MemberId(u"clerk"_s));
        // What is accepted has one form only.
        if (read)
            QCOMPARE(*read->toBytes(), flipped);
    }
}

void RecordTest::anActOfANewerProgramIsToldApart()
{
    RecordEvent newest = fullEvent();
    newest.action.kind = NewestKind;
    QVERIFY(newest.toBytes());
    // The kind stands behind the payload's version, the module's name and version, and the head of the action.
    QByteArray bytes = *fullEvent().toBytes();
    constexpr qsizetype Kind = 13;
    QCOMPARE(bytes[Kind], static_cast<char>(ActionKind::Complete));
    bytes[Kind] = static_cast<char>(static_cast<int>(NewestKind) + 1);
    const auto unknown = RecordEvent::fromBytes(bytes, {}, MemberId(u"clerk"_s));
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, ErrorCode::Unsupported);
    QCOMPARE(unknown.error().reason, QByteArray("record-event.kind"));
    bytes[Kind] = 0;
    QCOMPARE(RecordEvent::fromBytes(bytes, {}, MemberId(u"clerk"_s)).error().code, ErrorCode::Corrupt);
}

void RecordTest::whoStandsInIsNotWhoOversees()
{
    RecordEvent delegate = eventOf(4, ActionKind::Delegate, u"leader"_s, u"issue.1"_s);
    delegate.action.others = {{MemberId(u"deputy"_s), Unit::code(), {}}};
    RecordEvent reassign = eventOf(5, ActionKind::Reassign, u"administrator"_s, u"issue.1"_s);
    reassign.action.others = delegate.action.others;
    const Unit unit;
    const FoldedRecord folded = fold(StreamId(u"s"_s),
        {eventOf(1, ActionKind::Start, u"clerk"_s),
            eventOf(2, ActionKind::Complete, u"clerk"_s, u"draft.1"_s, u"submit"_s, draftValues()),
            eventOf(3, ActionKind::Complete, u"reviewer"_s, u"review.1"_s, u"agree"_s), delegate, reassign},
        productModules(), unit);
    QVERIFY(folded.outcomes.constLast().isEffective());
    const RecordStep &last = folded.record.history.constLast();
    QCOMPARE(last.act, u"issue"_s);
    QVERIFY(last.inSteadOf.isEmpty());
    QCOMPARE(last.others, QList<MemberId>{MemberId(u"deputy"_s)});
}

void RecordTest::doesNotWriteWhatItWouldNotRead_data()
{
    QTest::addColumn<QJsonObject>("values");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("fraction") << QJsonObject{{u"a"_s, 0.5}} << QByteArray("field.value");
    QTest::newRow("object") << QJsonObject{{u"a"_s, QJsonObject()}} << QByteArray("field.value");
    QTest::newRow("list of numbers") << QJsonObject{{u"a"_s, QJsonArray{1}}} << QByteArray("field.value");
    QTest::newRow("huge integer") << QJsonObject{{u"a"_s, 1e300}} << QByteArray("field.value");
    QTest::newRow("long text") << QJsonObject{{u"a"_s, QString(u'字').repeated(100'001)}} << QByteArray("field.size");
    QTest::newRow("nameless") << QJsonObject{{QString(), 1}} << QByteArray("record-event.field");
    QJsonObject large;
    for (int field = 0; field < 20; ++field)
        large.insert(u"f%1"_s.arg(field), QString(u'字').repeated(50'000));
    QTest::newRow("over an entry's size") << large << QByteArray("record-event.size");
}

void RecordTest::doesNotWriteWhatItWouldNotRead()
{
    RecordEvent full = fullEvent();
    QFETCH(const QJsonObject, values);
    full.action.values = values;
    const auto bytes = full.toBytes();
    QVERIFY(!bytes);
    QTEST(bytes.error().reason, "reason");
}

void RecordTest::foldsHistoryWithOpinionsAndReferences()
{
    RecordEvent submit = eventOf(2, ActionKind::Complete, u"clerk"_s, u"draft.1"_s, u"submit"_s, draftValues());
    submit.references = {{u"revision"_s, digestOf(5)}};
    RecordEvent review = eventOf(3, ActionKind::Complete, u"reviewer"_s, u"review.1"_s, u"agree"_s);
    review.references = {{u"revision"_s, digestOf(6)}};
    RecordEvent delegate = eventOf(4, ActionKind::Delegate, u"leader"_s, u"issue.1"_s);
    delegate.action.others = {{MemberId(u"deputy"_s), Unit::code(), {}}};
    const RecordEvent issue = eventOf(5, ActionKind::Complete, u"deputy"_s, u"issue.1"_s, u"agree"_s);
    const Unit unit;
    const FoldedRecord folded = fold(StreamId(u"s"_s),
        {eventOf(1, ActionKind::Start, u"clerk"_s), submit, review, delegate, issue}, productModules(), unit);
    QVERIFY(std::all_of(folded.outcomes.begin(), folded.outcomes.end(), std::mem_fn(&EventOutcome::isEffective)));
    QCOMPARE(folded.record.history.size(), 5);
    const RecordStep &last = folded.record.history.constLast();
    QCOMPARE(last.act, u"issue"_s);
    QCOMPARE(last.member, MemberId(u"deputy"_s));
    QCOMPARE(last.inSteadOf, MemberId(u"leader"_s));
    QCOMPARE(last.opinion.words, u"同意。"_s);
    QCOMPARE(folded.record.reference(u"revision"), digestOf(6));
    QCOMPARE(folded.record.reference(u"ofd"), std::nullopt);
}

void RecordTest::ofTwoWhoActAtOnceTheSecondIsNotEffective()
{
    const RecordEvent start = eventOf(1, ActionKind::Start, u"clerk"_s);
    const RecordEvent submit = eventOf(2, ActionKind::Complete, u"clerk"_s, u"draft.1"_s, u"submit"_s, draftValues());
    const RecordEvent agree = eventOf(3, ActionKind::Complete, u"reviewer"_s, u"review.1"_s, u"agree"_s);
    const RecordEvent withdraw = eventOf(4, ActionKind::Withdraw, u"clerk"_s);
    const Unit unit;
    const auto agreed = fold(StreamId(u"s"_s), {start, submit, agree, withdraw}, productModules(), unit);
    QCOMPARE(agreed.record.process.tasks.constFirst().node, u"issue"_s);
    QCOMPARE(agreed.outcomes[3].refusal->reason, "process.not-your-task");
    const auto withdrawn = fold(StreamId(u"s"_s), {start, submit, withdraw, agree}, productModules(), unit);
    QCOMPARE(withdrawn.record.process.tasks.constFirst().node, u"draft"_s);
    QCOMPARE(withdrawn.outcomes[3].entry, agree.entry);
    QCOMPARE(withdrawn.outcomes[3].refusal->reason, "process.step-passed");
    QCOMPARE(withdrawn.record.history.size(), 3);
}

void RecordTest::finishesUnderTheVersionItBeganWith()
{
    ModuleCatalogue catalogue;
    ModuleDefinition first = product(u"outgoing"_s);
    first.version = 1;
    ModuleDefinition second = product(u"incoming"_s); // Another process under the same name.
    second.id = first.id;
    second.version = 2;
    QVERIFY(catalogue.add(first));
    QVERIFY(catalogue.add(second));
    const RecordEvent submit = eventOf(2, ActionKind::Complete, u"clerk"_s, u"draft.1"_s, u"submit"_s, draftValues());
    RecordEvent review = eventOf(3, ActionKind::Complete, u"reviewer"_s, u"review.1"_s, u"agree"_s);
    review.version = 2; // Its author's desktop has both versions.
    RecordEvent foreign = review;
    foreign.module = u"incoming"_s;
    const Unit unit;
    const auto folded =
        fold(StreamId(u"s"_s), {eventOf(1, ActionKind::Start, u"clerk"_s), submit, foreign, review}, catalogue, unit);
    QCOMPARE(folded.record.process.version, 1);
    QCOMPARE(folded.outcomes[2].refusal->reason, "record.other-module");
    QVERIFY(folded.outcomes[3].isEffective());
    RecordEvent unknown = eventOf(1, ActionKind::Start, u"clerk"_s);
    unknown.version = 3;
    const auto notKnown = fold(StreamId(u"s"_s), {unknown}, catalogue, unit);
    QCOMPARE(notKnown.outcomes[0].refusal->reason, "module.unknown-version");
    QVERIFY(!notKnown.record.process.isStarted());
}

void RecordTest::neverThrowsAStateAwayAndReplicasAgree_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 60; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

// An action that somebody could think of: mostly one that is possible, sometimes any.
static RecordEvent randomEvent(std::mt19937 &random, int number, const ProcessState &state, const Unit &unit)
{
    const auto pick = [&random](const auto &list) { return list.at(static_cast<qsizetype>(random() % list.size())); };
    RecordEvent made = eventOf(number, static_cast<ActionKind>(1 + random() % 9), pick(unit.names()));
    if (random() % 2)
        made.action.kind = ActionKind::Complete;
    if (!state.tasks.isEmpty()) {
        const OpenTask task = pick(state.tasks);
        made.action.task = random() % 10 ? task.id : TaskId(task.node + u".1"_s);
        const TaskRules &rules = product(u"outgoing"_s).process.node(task.node)->task;
        made.action.outcome = random() % 10 ? pick(rules.outcomes) : u"nothing"_s;
        made.action.node = rules.returnTo.isEmpty() ? u"draft"_s : pick(rules.returnTo);
        if (random() % 4)
            made.action.actor.member = MemberId(task.assigned.isEmpty() ? pick(rules.roles) : task.assigned.toString());
        if (task.node == u"draft")
            made.action.values = draftValues();
        if (task.node == u"number")
            made.action.values = {
                {u"number"_s, u"澄政办发〔2026〕%1号"_s.arg(number)}, {u"issueDate"_s, u"2026-11-21"_s}};
    }
    if (made.action.outcome == u"abandon" && random() % 4)
        made.action.outcome = u"submit"_s;
    made.action.others = {{MemberId(pick(unit.names())), Unit::code(), {}}};
    return made;
}

void RecordTest::neverThrowsAStateAwayAndReplicasAgree()
{
    QFETCH(const quint32, seed);
    std::mt19937 random(seed);
    const Unit unit;
    Record record;
    QList<RecordEvent> events{eventOf(1, ActionKind::Start, u"clerk"_s)};
    QList<EventOutcome> outcomes{applyEvent(record, events.constFirst(), productModules(), unit)};
    QVERIFY(outcomes.constFirst().isEffective());
    for (int number = 2; number < 120; ++number) {
        const Record before = record;
        events.append(randomEvent(random, number, record.process, unit));
        outcomes.append(applyEvent(record, events.constLast(), productModules(), unit));
        if (!outcomes.constLast().isEffective()) {
            QVERIFY(!outcomes.constLast().refusal->reason.isEmpty());
            QVERIFY(record.process == before.process);
            QCOMPARE(record.history.size(), before.history.size());
        } else {
            QCOMPARE(record.history.size(), before.history.size() + 1);
        }
        // Nothing open means ended, and the other way round.
        QCOMPARE(record.process.isEnded(), record.process.tasks.isEmpty() && record.process.waiting.isEmpty());
    }
    // Another replica gets the same events as bytes and folds them anew.
    QList<RecordEvent> received;
    for (const RecordEvent &sent : std::as_const(events)) {
        const auto read = RecordEvent::fromBytes(*sent.toBytes(), sent.entry, sent.action.actor.member);
        QVERIFY(read);
        received.append(*read);
    }
    const FoldedRecord replica = fold(record.stream, received, productModules(), unit);
    QVERIFY(replica.record.process == record.process);
    QCOMPARE(replica.outcomes.size(), outcomes.size());
    for (qsizetype index = 0; index < outcomes.size(); ++index) {
        QCOMPARE(replica.outcomes[index].entry, events[index].entry);
        QCOMPARE(replica.outcomes[index].isEffective(), outcomes[index].isEffective());
    }
    // In any other order every event still has its outcome.
    std::shuffle(received.begin() + 1, received.end(), random);
    QCOMPARE(fold(record.stream, received, productModules(), unit).outcomes.size(), received.size());
}

QTEST_GUILESS_MAIN(RecordTest)
#include "RecordTest.moc"
