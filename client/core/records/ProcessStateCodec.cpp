// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/ProcessStateCodec.h"

#include "shared/modules/FieldValue.h"

#include <algorithm>

namespace wenyi::core {

using modules::ProcessState;
using modules::TaskId;

namespace {

constexpr quint64 StateVersion = 1;
/// One item more: what most records do not have.
constexpr quint64 ExtendedVersion = 2;

void write(CborWriter &out, const QStringList &texts)
{
    out.startArray(texts.size());
    for (const QString &text : texts)
        out.text(text);
    out.endArray();
}

QStringList readTexts(CborReader &in)
{
    QStringList texts;
    for (qsizetype left = in.startList(); left > 0 && in.ok(); --left)
        texts.append(in.text());
    in.endArray();
    return texts;
}

void write(CborWriter &out, const std::optional<Instant> &at)
{
    if (at)
        out.instant(*at);
    else
        out.null();
}

std::optional<Instant> readInstant(CborReader &in)
{
    if (in.takeNull())
        return std::nullopt;
    return in.instant();
}

void write(CborWriter &out, const modules::OpenTask &task)
{
    out.startArray(7);
    out.id(task.id);
    out.text(task.node);
    out.id(task.unit);
    out.id(task.assigned);
    out.id(task.delegate);
    out.instant(task.since);
    write(out, task.due);
    out.endArray();
}

modules::OpenTask readTask(CborReader &in)
{
    modules::OpenTask task;
    in.startArray(7);
    task.id = in.id<TaskId>();
    task.node = in.text();
    task.unit = in.id<UnitCode>();
    task.assigned = in.id<MemberId>();
    task.delegate = in.id<MemberId>();
    task.since = in.instant();
    task.due = readInstant(in);
    in.endArray();
    return task;
}

void write(CborWriter &out, const std::optional<modules::LastStep> &step)
{
    if (!step) {
        out.null();
        return;
    }
    out.startArray(4);
    out.id(step->member);
    out.text(step->node);
    out.startArray(step->opened.size());
    for (const TaskId &task : step->opened)
        out.id(task);
    out.endArray();
    write(out, step->waitingBefore);
    out.endArray();
}

std::optional<modules::LastStep> readLastStep(CborReader &in)
{
    if (in.takeNull())
        return std::nullopt;
    modules::LastStep step;
    in.startArray(4);
    step.member = in.id<MemberId>();
    step.node = in.text();
    for (qsizetype left = in.startList(); left > 0 && in.ok(); --left)
        step.opened.append(in.id<TaskId>());
    in.endArray();
    step.waitingBefore = readTexts(in);
    in.endArray();
    return step;
}

void writeMaps(CborWriter &out, const ProcessState &state)
{
    out.startArray(state.visits.size());
    for (auto visit = state.visits.begin(); visit != state.visits.end(); ++visit) {
        out.startArray(2);
        out.text(visit.key());
        out.integer(visit.value());
        out.endArray();
    }
    out.endArray();
    out.startArray(state.lastActor.size());
    for (auto actor = state.lastActor.begin(); actor != state.lastActor.end(); ++actor) {
        out.startArray(2);
        out.text(actor.key());
        out.id(actor.value());
        out.endArray();
    }
    out.endArray();
}

void readMaps(CborReader &in, ProcessState &state)
{
    for (qsizetype left = in.startList(); left > 0 && in.ok(); --left) {
        in.startArray(2);
        const QString node = in.text();
        state.visits.insert(node, static_cast<int>(in.integer()));
        in.endArray();
    }
    in.endArray();
    for (qsizetype left = in.startList(); left > 0 && in.ok(); --left) {
        in.startArray(2);
        const QString node = in.text();
        state.lastActor.insert(node, in.id<MemberId>());
        in.endArray();
    }
    in.endArray();
}

void writePersons(CborWriter &out, const ProcessState &state)
{
    out.startArray(state.participants.size());
    for (const MemberId &member : state.participants)
        out.id(member);
    out.endArray();
    out.startArray(state.circulation.size());
    for (const modules::Circulation &one : state.circulation) {
        out.startArray(3);
        out.id(one.member);
        out.instant(one.since);
        write(out, one.readAt);
        out.endArray();
    }
    out.endArray();
}

void readPersons(CborReader &in, ProcessState &state)
{
    for (qsizetype left = in.startList(); left > 0 && in.ok(); --left)
        state.participants.append(in.id<MemberId>());
    in.endArray();
    for (qsizetype left = in.startList(); left > 0 && in.ok(); --left) {
        modules::Circulation one;
        in.startArray(3);
        one.member = in.id<MemberId>();
        one.since = in.instant();
        one.readAt = readInstant(in);
        in.endArray();
        state.circulation.append(one);
    }
    in.endArray();
}

void write(CborWriter &out, const QList<MemberId> &members)
{
    out.startArray(members.size());
    for (const MemberId &member : members)
        out.id(member);
    out.endArray();
}

QList<MemberId> readMembers(CborReader &in)
{
    QList<MemberId> members;
    for (qsizetype left = in.startList(); left > 0 && in.ok(); --left)
        members.append(in.id<MemberId>());
    in.endArray();
    return members;
}

void write(CborWriter &out, const modules::Countersigning &round)
{
    out.startArray(6);
    out.text(round.node);
    out.id(round.opener);
    out.instant(round.since);
    write(out, round.next);
    write(out, round.done);
    out.text(round.outcome);
    out.endArray();
}

modules::Countersigning readRound(CborReader &in)
{
    modules::Countersigning round;
    in.startArray(6);
    round.node = in.text();
    round.opener = in.id<MemberId>();
    round.since = in.instant();
    round.next = readMembers(in);
    round.done = readMembers(in);
    round.outcome = in.text();
    in.endArray();
    return round;
}

bool isExtended(const ProcessState &state)
{
    const auto isUrged = [](const modules::OpenTask &task) { return task.urges > 0; };
    return !state.countersigning.isEmpty() || !state.fired.isEmpty() || state.suspension
           || (state.lastStep && (state.lastStep->round || !state.lastStep->fired.isEmpty()))
           || std::any_of(state.tasks.begin(), state.tasks.end(), isUrged);
}

void writeSuspension(CborWriter &out, const ProcessState &state)
{
    if (!state.suspension) {
        out.null();
        return;
    }
    out.startArray(2);
    out.id(state.suspension->member);
    out.instant(state.suspension->since);
    out.endArray();
}

void readSuspension(CborReader &in, ProcessState &state)
{
    if (in.takeNull())
        return;
    modules::Suspension suspension;
    in.startArray(2);
    suspension.member = in.id<MemberId>();
    suspension.since = in.instant();
    in.endArray();
    state.suspension = suspension;
}

// One for each open task, in their order.
void writeUrges(CborWriter &out, const ProcessState &state)
{
    out.startArray(state.tasks.size());
    for (const modules::OpenTask &task : state.tasks) {
        out.startArray(2);
        out.integer(task.urges);
        write(out, task.urgedAt);
        out.endArray();
    }
    out.endArray();
}

void readUrges(CborReader &in, ProcessState &state)
{
    in.startArray(state.tasks.size());
    for (modules::OpenTask &task : state.tasks) {
        in.startArray(2);
        task.urges = static_cast<int>(in.integer());
        task.urgedAt = readInstant(in);
        in.endArray();
    }
    in.endArray();
}

void writeExtension(CborWriter &out, const ProcessState &state)
{
    out.startArray(7);
    out.startArray(state.countersigning.size());
    for (const modules::Countersigning &round : state.countersigning)
        write(out, round);
    out.endArray();
    write(out, state.fired);
    const bool hasRound = state.lastStep && state.lastStep->round;
    if (hasRound)
        write(out, *state.lastStep->round);
    else
        out.null();
    out.id(hasRound ? state.lastStep->principal : MemberId());
    write(out, state.lastStep ? state.lastStep->fired : QStringList());
    writeSuspension(out, state);
    writeUrges(out, state);
    out.endArray();
}

void readExtension(CborReader &in, ProcessState &state)
{
    in.startArray(7);
    for (qsizetype left = in.startList(); left > 0 && in.ok(); --left)
        state.countersigning.append(readRound(in));
    in.endArray();
    state.fired = readTexts(in);
    std::optional<modules::Countersigning> round;
    if (!in.takeNull())
        round = readRound(in);
    const auto principal = in.id<MemberId>();
    const QStringList fired = readTexts(in);
    if (state.lastStep) {
        state.lastStep->round = round;
        state.lastStep->principal = principal;
        state.lastStep->fired = fired;
    } else if (round || !fired.isEmpty()) {
        in.fail(ErrorCode::Corrupt, "record.state-step");
    }
    readSuspension(in, state);
    readUrges(in, state);
    in.endArray();
}

} // namespace

QByteArray encodeState(const ProcessState &state)
{
    CborWriter out;
    const bool extended = isExtended(state);
    out.startArray(extended ? 15 : 14);
    out.unsignedInteger(extended ? ExtendedVersion : StateVersion);
    out.integer(state.version);
    out.id(state.unit);
    out.id(state.starter);
    out.startArray(state.tasks.size());
    for (const modules::OpenTask &task : state.tasks)
        write(out, task);
    out.endArray();
    write(out, state.waiting);
    out.text(state.ended);
    out.text(state.outcome);
    writeMaps(out, state);
    writePersons(out, state);
    write(out, state.lastStep);
    modules::writeValues(out, state.values);
    if (extended)
        writeExtension(out, state);
    out.endArray();
    return out.take();
}

Result<ProcessState> decodeState(QByteArrayView bytes)
{
    CborReader in(bytes);
    ProcessState state;
    const qsizetype items = in.startList(15);
    const quint64 version = in.unsignedInteger();
    const bool extended = version == ExtendedVersion && items == 15;
    if (!extended && (version != StateVersion || items != 14))
        in.fail(ErrorCode::Unsupported, "record.state-version");
    state.version = static_cast<int>(in.integer());
    state.unit = in.id<UnitCode>();
    state.starter = in.id<MemberId>();
    for (qsizetype left = in.startList(); left > 0 && in.ok(); --left)
        state.tasks.append(readTask(in));
    in.endArray();
    state.waiting = readTexts(in);
    state.ended = in.text();
    state.outcome = in.text();
    readMaps(in, state);
    readPersons(in, state);
    state.lastStep = readLastStep(in);
    state.values = modules::readValues(in);
    if (extended)
        readExtension(in, state);
    in.endArray();
    WENYI_CHECK(in.finish());
    return state;
}

} // namespace wenyi::core
