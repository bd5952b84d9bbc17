// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/RunningRecords.h"

#include "client/core/profile/Workspace.h"

#include <QSet>

#include <algorithm>

namespace wenyi::core {

namespace {

struct OpenRange
{
    QString holder;
    int box = 0;
    QString module;
};

/// Where records lie that have not ended: with those who have something to do, and, of one that is suspended, with
/// those who had part in it. A handful of places a person, however many records there are.
Result<QList<OpenRange>> openRanges(journal::Database &database)
{
    QList<OpenRange> ranges;
    journal::Statement select(
        database, "SELECT holder, box, module FROM record_counts WHERE box IN (?, ?, ?) AND count > 0");
    WENYI_TRY(bool more,
        select.bind(static_cast<int>(Box::Draft), static_cast<int>(Box::Awaiting), static_cast<int>(Box::InHand))
            .next());
    while (more) {
        ranges.append({select.text(0), static_cast<int>(select.integer(1)), select.text(2)});
        WENYI_TRY(more, select.next());
    }
    return ranges;
}

/// Each once; one more than are told, where there are so many.
Result<QList<StreamId>> openStreams(journal::Database &database)
{
    WENYI_TRY(const QList<OpenRange> ranges, openRanges(database));
    QList<StreamId> streams;
    QSet<StreamId> known;
    for (const OpenRange &range : ranges) {
        journal::Statement select(
            database, "SELECT stream FROM record_boxes WHERE holder = ? AND box = ? AND module = ?");
        WENYI_TRY(bool more, select.bind(range.holder, range.box, range.module).next());
        while (more && streams.size() <= RunningRecords::Most) {
            const StreamId stream(select.text(0));
            if (!known.contains(stream))
                streams.append(stream);
            known.insert(stream);
            WENYI_TRY(more, select.next());
        }
    }
    return streams;
}

QString runningName(const directory::Directory &directory, const MemberId &id)
{
    const directory::Member *member = directory.member(id);
    return member ? member->name : id.toString();
}

void addUnlessThere(QStringList &to, const QString &text)
{
    if (!text.isEmpty() && !to.contains(text))
        to.append(text);
}

/// Who has a task: a person and whoever stands in, else the roles.
void addHolders(QStringList &holders, const modules::OpenTask &task, const modules::ProcessNode &node,
    const modules::ModuleDefinition &definition, const directory::Directory &directory)
{
    if (!task.delegate.isEmpty())
        addUnlessThere(holders, runningName(directory, task.delegate));
    if (!task.assigned.isEmpty())
        addUnlessThere(holders, runningName(directory, task.assigned));
    else
        for (const QString &role : node.task.roles)
            addUnlessThere(holders, definition.roleName(role));
}

bool isMoreUrgent(const RunningRecord &a, const RunningRecord &b)
{
    if (a.light != b.light)
        return a.light > b.light;
    if (a.due != b.due)
        return a.due && (!b.due || *a.due < *b.due);
    return std::tie(a.since, a.stream) < std::tie(b.since, b.stream);
}

RunningRecord describeRunning(const RecordSummary &summary, const modules::ModuleDefinition &definition,
    const directory::Directory &directory, Instant now)
{
    const modules::ProcessState &process = summary.process;
    RunningRecord record;
    record.stream = summary.stream;
    record.moduleName = definition.name;
    if (!definition.series.isEmpty())
        record.number = process.values.value(definition.series.constFirst().field).toVariant().toString();
    record.starter = runningName(directory, process.starter);
    record.isSuspended = process.suspension.has_value();
    record.since = process.tasks.constFirst().since;
    for (const modules::OpenTask &task : process.tasks) {
        const modules::ProcessNode &node = *definition.process.node(task.node);
        addUnlessThere(record.steps, node.name);
        addHolders(record.holders, task, node, definition, directory);
        record.since = std::min(record.since, task.since);
        record.urges += task.urges;
        record.light = std::max(record.light, modules::deadlineLight(task, now));
        if (task.due && (!record.due || *task.due < *record.due))
            record.due = task.due;
    }
    return record;
}

} // namespace

Result<RunningRecords> runningRecords(Workspace &workspace)
{
    journal::Database &database = workspace.journal().database();
    WENYI_TRY(const QList<StreamId> streams, openStreams(database));
    RunningRecords running;
    running.areMore = streams.size() > RunningRecords::Most;
    const Instant now = workspace.environment().clock.now();
    for (const StreamId &stream : streams.first(std::min(streams.size(), RunningRecords::Most))) {
        WENYI_TRY(const auto summary, RecordProjection::summary(database, stream));
        if (!summary || summary->process.tasks.isEmpty())
            continue;
        WENYI_TRY(const auto *definition, workspace.modules().find(summary->module, summary->process.version));
        running.records.append(describeRunning(*summary, *definition, workspace.directory(), now));
    }
    std::sort(running.records.begin(), running.records.end(), isMoreUrgent);
    return running;
}

} // namespace wenyi::core
