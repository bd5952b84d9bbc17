// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/ProcessEngine.h"
#include "tests/shared/modules/ModuleFixtures.h"

#include <QJsonArray>
#include <QTest>

#include <random>
#include <vector>

using namespace wenyi;
using namespace wenyi::modules;
using namespace wenyi::modules::test;
using namespace Qt::StringLiterals;

/// Random processes, random acts of people at several desktops that are apart, in whatever order they come together:
/// nothing is stuck, nothing is lost, all agree, and whoever was overtaken is told so.
class ProcessReplicasTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOvertakenFromNeverAllowed_data();
    void tellsOvertakenFromNeverAllowed();
    void whateverPeopleDoApartNothingIsStuckOrLost_data();
    void whateverPeopleDoApartNothingIsStuckOrLost();
};

namespace {

const QStringList Clerks{u"clerk"_s, u"clerk2"_s, u"clerk3"_s};

QString wordsOf(const EventOutcome &outcome)
{
    return outcome.refusal ? describe(*outcome.refusal) : QString();
}

template<typename List>
auto pick(std::mt19937 &random, const List &list)
{
    return list.at(static_cast<qsizetype>(random() % static_cast<size_t>(list.size())));
}

// A process of tasks, choices, branches and sub-processes within each other.
class ProcessMaker
{
public:
    explicit ProcessMaker(std::mt19937 &random)
        : m_random(random)
    {
    }

    QByteArray make()
    {
        m_elements = "<startEvent id=\"s\" w:editable=\"signers\"/>";
        const QByteArray last = block(task("s"), 2);
        m_elements += flow(last, "e") + "<endEvent id=\"e\"/>";
        return m_elements;
    }

private:
    QByteArray id(const char *kind) { return kind + QByteArray::number(++m_count); }
    bool chance(unsigned of) { return m_random() % of == 0; }

    // Puts a block behind an element, and gives the element behind which to go on.
    QByteArray block(const QByteArray &from, int depth)
    {
        if (depth == 0)
            return task(from);
        switch (m_random() % 5) {
        case 0:
            return task(from);
        case 1:
            return block(block(from, depth - 1), depth - 1);
        case 2:
            return parted(from, depth, "exclusiveGateway");
        case 3:
            return parted(from, depth, "parallelGateway");
        default:
            return nested(from, depth);
        }
    }

    QByteArray task(const QByteArray &from)
    {
        const QByteArray name = id("t");
        QByteArray rules = "w:outcomes=\"a b no\" w:refusals=\"no\"";
        rules += chance(2) ? " w:returnTo=\"*\"" : "";
        rules += chance(5) ? " w:withdraw=\"never\"" : "";
        rules += chance(3) ? " w:addSigners=\"allowed\"" : "";
        const QByteArray loop = chance(2) ? "isSequential=\"true\"" : "";
        const QByteArray enough = chance(3) ? "outcome = 'no' or nrOfCompletedInstances &gt;= 2" : "";
        m_elements += flow(from, name);
        m_elements += chance(3) ? countersignTask(name, rules, loop, enough) : userTask(name, rules);
        return timed(name);
    }

    // Some tasks have time limits: one that only warns, one with a branch of its own, one that goes on without the
    // task.
    QByteArray timed(const QByteArray &name)
    {
        const QByteArray limit = id("l");
        const QByteArray warns = "cancelActivity=\"false\"";
        switch (m_random() % 8) {
        case 0:
            m_elements += timer(limit, name, "PT5H", warns);
            return name;
        case 1: {
            const QByteArray watch = id("w");
            const QByteArray end = id("e");
            m_elements += timer(limit, name, "PT5H", warns) + flow(limit, watch)
                          + userTask(watch, "w:outcomes=\"a b no\"") + flow(watch, end) + "<endEvent id=\"" + end
                          + "\"/>";
            return name;
        }
        case 2: {
            const QByteArray join = id("x");
            m_elements += timer(limit, name, "PT9H") + flow(limit, join) + flow(name, join) + "<exclusiveGateway id=\""
                          + join + "\"/>";
            return join;
        }
        default:
            return name;
        }
    }

    QByteArray parted(const QByteArray &from, int depth, const QByteArray &gateway)
    {
        const QByteArray split = id("g");
        const QByteArray join = id("j");
        const bool chooses = gateway == "exclusiveGateway";
        m_elements += flow(from, split) + "<" + gateway + " id=\"" + join + "\"/>";
        // The tasks at the head of both branches have the flows out of the gateway.
        const QByteArray first = chooses ? condition(split) : split;
        const QByteArray left = block(first, depth - 1);
        const qsizetype second = m_elements.size();
        const QByteArray right = block(split, depth - 1);
        m_elements += flow(left, join) + flow(right, join);
        const QByteArray otherwise = chooses ? defaultFlow(second) : QByteArray();
        m_elements += "<" + gateway + " id=\"" + split + "\" " + otherwise + "/>";
        return join;
    }

    // A choice has its condition on a flow to a gateway of its own, from which the branch goes on.
    QByteArray condition(const QByteArray &split)
    {
        const QByteArray way = id("y");
        m_elements += flow(split, way, "outcome = 'b'") + "<exclusiveGateway id=\"" + way + "\"/>";
        return way;
    }

    // The id of the first flow that was written behind a place.
    QByteArray defaultFlow(qsizetype behind) const
    {
        const QByteArray mark = "<sequenceFlow id=\"";
        const qsizetype at = m_elements.indexOf(mark, behind) + mark.size();
        return "default=\"" + m_elements.mid(at, m_elements.indexOf('"', at) - at) + "\"";
    }

    QByteArray nested(const QByteArray &from, int depth)
    {
        const QByteArray name = id("p");
        const QByteArray start = id("s");
        const QByteArray end = id("e");
        m_elements += flow(from, name);
        const QByteArray outside = std::exchange(m_elements, {});
        const QByteArray last = block(start, depth - 1);
        const QByteArray inside = std::exchange(m_elements, outside);
        m_elements += subProcess(name, start, inside + flow(last, end) + "<endEvent id=\"" + end + "\"/>");
        return name;
    }

    std::mt19937 &m_random;
    QByteArray m_elements;
    int m_count = 0;
};

// A desktop that is apart from the others: what it knows of the common order, and what it has not sent yet.
struct Replica
{
    Record record; ///< Folded from the common order so far.
    qsizetype known = 0;
    QList<RecordEvent> unsent;
};

class World
{
public:
    World(std::mt19937 &random, const ModuleDefinition &module)
        : m_random(random)
        , m_module(module)
        , m_replicas(3)
    {
        if (!m_catalogue.add(module))
            qFatal("the catalogue is not empty");
        RecordEvent start = event(ActionKind::Start, u"clerk"_s);
        // Some name a person who does not have the role, or nobody.
        const QList<QJsonArray> named{
            {u"clerk"_s, u"clerk2"_s, u"clerk3"_s}, {u"clerk2"_s}, {u"leader"_s, u"clerk3"_s}, {}};
        start.action.values = {{u"signers"_s, pick(m_random, named)}};
        m_order.append(start);
        for (Replica &replica : m_replicas)
            pull(replica);
    }

    void step()
    {
        Replica &replica = m_replicas[m_random() % m_replicas.size()];
        switch (m_random() % 4) {
        case 0:
            return pull(replica);
        case 1:
            return push(replica, static_cast<qsizetype>(m_random() % 4));
        default:
            return act(replica);
        }
    }

    void comeTogether()
    {
        for (Replica &replica : m_replicas)
            push(replica, replica.unsent.size());
        for (Replica &replica : m_replicas)
            pull(replica);
    }

    // From wherever it stands, people bring the record to its end.
    void bringToTheEnd()
    {
        for (int left = 300; left > 0 && !state().isEnded(); --left) {
            RecordEvent next = state().suspension ? event(ActionKind::Resume, u"administrator"_s) : completion();
            m_order.append(next);
            for (Replica &replica : m_replicas)
                pull(replica);
        }
    }

    const ProcessState &state() const { return m_replicas.front().record.process; }
    const std::vector<Replica> &replicas() const { return m_replicas; }
    const QList<RecordEvent> &order() const { return m_order; }
    const QList<EventOutcome> &outcomes() const { return m_outcomes; }
    const ModuleCatalogue &catalogue() const { return m_catalogue; }
    const Unit &unit() const { return m_unit; }
    /// The first thing that should not have been.
    const QString &fault() const { return m_fault; }

private:
    void complain(const QString &fault)
    {
        if (m_fault.isEmpty())
            m_fault = fault;
    }

    RecordEvent event(ActionKind kind, const QString &who, const TaskId &task = {})
    {
        RecordEvent made;
        made.entry = digestOf(++m_count);
        made.module = m_module.id;
        made.version = m_module.version;
        made.action.kind = kind;
        made.action.actor = {MemberId(who), Unit::code(), {}};
        made.action.at = Instant{} + std::chrono::days(20'000) + std::chrono::hours(m_count);
        made.action.task = task;
        made.action.outcome = u"a"_s;
        made.action.opinion.words = u"理由"_s;
        made.action.signature = "signature";
        return made;
    }

    // Mostly what somebody could think of, sometimes what nobody may.
    RecordEvent anything(const ProcessState &state)
    {
        constexpr unsigned Kinds = static_cast<unsigned>(NewestKind) - 1;
        auto kind = static_cast<ActionKind>(2 + m_random() % Kinds);
        if (m_random() % 2 || (kind == ActionKind::Terminate && m_random() % 4))
            kind = ActionKind::Complete;
        if (state.suspension && m_random() % 2)
            return event(ActionKind::Resume, u"administrator"_s);
        RecordEvent made = event(kind, pick(m_random, m_unit.names()));
        made.action.others = {{MemberId(pick(m_random, m_random() % 4 ? Clerks : m_unit.names())), Unit::code(), {}}};
        if (state.tasks.isEmpty())
            return made;
        const OpenTask task = pick(m_random, state.tasks);
        made.action.task = m_random() % 12 ? task.id : TaskId(task.node + u".1"_s);
        made.action.outcome = pick(m_random, QStringList{u"a"_s, u"b"_s, u"a"_s, u"no"_s});
        const QStringList targets = m_module.process.node(task.node)->task.returnTo;
        if (kind == ActionKind::ReturnTo && !targets.isEmpty())
            made.action.node = pick(m_random, targets);
        const auto timers = m_module.process.timersOn(task.node);
        if (kind == ActionKind::Elapse && !timers.isEmpty())
            made.action.node = pick(m_random, timers)->id;
        const bool oversees = kind == ActionKind::Suspend || kind == ActionKind::Resume || kind == ActionKind::Reassign
                              || kind == ActionKind::Terminate;
        if (oversees && m_random() % 2)
            made.action.actor.member = MemberId(u"administrator"_s);
        else if (m_random() % 4)
            made.action.actor.member = task.assigned.isEmpty() ? MemberId(pick(m_random, Clerks)) : task.assigned;
        return made;
    }

    // Somebody acts on what this desktop shows; what is not allowed there is never written.
    void act(Replica &replica)
    {
        Record shown = replica.record;
        for (const RecordEvent &mine : std::as_const(replica.unsent))
            applyEvent(shown, mine, m_catalogue, m_unit);
        const RecordEvent made = anything(shown.process);
        if (applyEvent(shown, made, m_catalogue, m_unit).isEffective())
            replica.unsent.append(made);
    }

    void push(Replica &replica, qsizetype count)
    {
        pull(replica);
        for (; count > 0 && !replica.unsent.isEmpty(); --count) {
            m_order.append(replica.unsent.takeFirst());
            pull(replica);
        }
    }

    void pull(Replica &replica)
    {
        for (; replica.known < m_order.size(); ++replica.known) {
            const EventOutcome outcome = applyEvent(replica.record, m_order[replica.known], m_catalogue, m_unit);
            if (replica.known == m_outcomes.size()) {
                m_outcomes.append(outcome);
                judge(replica.record.process, outcome);
            }
            const EventOutcome &first = m_outcomes[replica.known];
            if (first.entry != outcome.entry || wordsOf(first) != wordsOf(outcome))
                complain(u"replicas differ in what became of an act"_s);
        }
    }

    void judge(const ProcessState &state, const EventOutcome &outcome)
    {
        // Its author's desktop allowed it: only others can have come before it.
        if (outcome.refusal && !outcome.isOvertaken())
            complain(u"not told as overtaken: "_s + describe(*outcome.refusal));
        if (state.isEnded() != (state.tasks.isEmpty() && state.waiting.isEmpty()))
            complain(u"nothing is open, and it has not ended"_s);
        if (state.isEnded() && (!state.countersigning.isEmpty() || !state.fired.isEmpty() || state.suspension))
            complain(u"something is left at the end"_s);
        if (!state.isEnded() && !goesOn(state))
            complain(u"nobody can go on with %1 open tasks"_s.arg(state.tasks.size()));
    }

    bool allows(const ProcessState &state, const RecordEvent &made) const
    {
        Record record;
        record.module = m_module.id;
        record.process = state;
        return applyEvent(record, made, m_catalogue, m_unit).isEffective();
    }

    // Each open task can be done by somebody, or an administrator gives it to somebody who can, or takes it away.
    bool goesOn(const ProcessState &state)
    {
        const int before = m_count;
        bool all = !state.tasks.isEmpty();
        if (state.suspension)
            all = all && allows(state, event(ActionKind::Resume, u"administrator"_s));
        for (const OpenTask &task : state.tasks) {
            if (!state.suspension && !doer(state, task) && !heir(state, task))
                all = false;
        }
        m_count = before;
        return all;
    }

    std::optional<RecordEvent> doer(const ProcessState &state, const OpenTask &task)
    {
        QStringList who = Clerks;
        who.prepend(task.assigned.toString());
        for (const QString &name : std::as_const(who)) {
            const RecordEvent done = event(ActionKind::Complete, name, task.id);
            if (allows(state, done))
                return done;
        }
        return std::nullopt;
    }

    std::optional<RecordEvent> heir(const ProcessState &state, const OpenTask &task)
    {
        for (const QString &name : Clerks) {
            RecordEvent given = event(ActionKind::Reassign, u"administrator"_s, task.id);
            given.action.others = {{MemberId(name), Unit::code(), {}}};
            if (allows(state, given))
                return given;
        }
        RecordEvent out = event(ActionKind::RemoveSigner, u"administrator"_s, task.id);
        out.action.others = {{task.assigned, Unit::code(), {}}};
        return allows(state, out) ? std::optional(out) : std::nullopt;
    }

    RecordEvent completion()
    {
        const OpenTask task = state().tasks.constFirst();
        if (const auto done = doer(state(), task))
            return *done;
        return heir(state(), task).value_or(event(ActionKind::Complete, u"nobody"_s, task.id));
    }

    std::mt19937 &m_random;
    const ModuleDefinition &m_module;
    Unit m_unit;
    ModuleCatalogue m_catalogue;
    std::vector<Replica> m_replicas;
    QList<RecordEvent> m_order;
    QList<EventOutcome> m_outcomes;
    QString m_fault;
    int m_count = 0;
};

} // namespace

void ProcessReplicasTest::tellsOvertakenFromNeverAllowed_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<bool>("overtaken");
    for (const char *reason : {"process.step-passed", "process.no-such-task", "process.not-your-task", "process.ended",
             "process.suspended", "process.withdraw-passed", "process.nothing-to-withdraw", "process.required-field",
             "process.signer-twice", "process.timer-fired", "process.role"})
        QTest::addRow("%s", reason) << QByteArray(reason) << true;
    for (const char *reason : {"process.version", "process.unit", "process.outcome", "process.reason-required",
             "process.field-not-editable", "process.no-other-member", "field.value", "record-event.kind",
             "record.other-module", "module.unknown-version", "cbor.malformed"})
        QTest::addRow("%s", reason) << QByteArray(reason) << false;
}

void ProcessReplicasTest::tellsOvertakenFromNeverAllowed()
{
    QFETCH(const QByteArray, reason);
    QTEST(wasOvertaken(reason), "overtaken");
}

void ProcessReplicasTest::whateverPeopleDoApartNothingIsStuckOrLost_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 60; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void ProcessReplicasTest::whateverPeopleDoApartNothingIsStuckOrLost()
{
    QFETCH(const quint32, seed);
    std::mt19937 random(seed);
    auto module = moduleOf(ProcessMaker(random).make());
    // A process of more states than a person oversees is refused; the next one is smaller.
    for (int tries = 0; !module && module.error().reason == "process.states" && tries < 20; ++tries)
        module = moduleOf(ProcessMaker(random).make());
    QVERIFY2(module, qPrintable(module ? QString() : describe(module.error())));
    World world(random, *module);
    for (int step = 0; step < 150; ++step)
        world.step();
    world.comeTogether();
    QVERIFY2(world.fault().isEmpty(), qPrintable(world.fault()));
    world.bringToTheEnd();
    QVERIFY2(world.fault().isEmpty(), qPrintable(world.fault()));
    QVERIFY(world.state().isEnded());
    QCOMPARE(world.outcomes().size(), world.order().size());

    // Another desktop gets all of it as bytes, later and at once.
    QList<RecordEvent> received;
    for (const RecordEvent &sent : world.order()) {
        const auto bytes = sent.toBytes();
        QVERIFY(bytes);
        const auto read = RecordEvent::fromBytes(*bytes, sent.entry, sent.action.actor.member);
        QVERIFY(read);
        received.append(*read);
    }
    const FoldedRecord late = fold({}, received, world.catalogue(), world.unit());
    for (const Replica &replica : world.replicas()) {
        QVERIFY(replica.record.process == late.record.process);
        QCOMPARE(replica.record.history.size(), late.record.history.size());
    }
    for (qsizetype index = 0; index < received.size(); ++index)
        QCOMPARE(wordsOf(late.outcomes[index]), wordsOf(world.outcomes()[index]));
}

QTEST_GUILESS_MAIN(ProcessReplicasTest)
#include "ProcessReplicasTest.moc"
