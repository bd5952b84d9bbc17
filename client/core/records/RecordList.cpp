// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/RecordList.h"

#include "client/core/profile/Workspace.h"
#include "client/core/records/DirectoryRoles.h"

#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using journal::Statement;

// A run of record_boxes in the list's order.
struct RecordList::Range
{
    QString holder;
    QString module;
};

namespace {

modules::Actor actorOf(Workspace &workspace)
{
    const directory::Member &member = workspace.member();
    const DirectoryRoles roles(workspace.directory());
    return {member.id, member.unit, roles.rolesOf(member.id, member.unit, workspace.environment().clock.now())};
}

QStringList textsOf(const QJsonValue &value)
{
    return value.toVariant().toStringList();
}

} // namespace

RecordList::RecordList(
    journal::Database &database, const modules::ModuleCatalogue &catalogue, modules::Actor actor, const Clock &clock)
    : m_database(database)
    , m_catalogue(catalogue)
    , m_actor(std::move(actor))
    , m_clock(clock)
{
}

RecordList::RecordList(Workspace &workspace)
    : RecordList(workspace.journal().database(), workspace.modules(), actorOf(workspace), workspace.environment().clock)
{
}

Result<QList<BoxCount>> RecordList::counts()
{
    QMap<std::pair<int, QString>, qint64> counted;
    // Holders are few: the members' own, and one for each set of roles that tasks name.
    Statement select(m_database, "SELECT holder, box, module, count FROM record_counts WHERE (holder = ? OR "
                                 "(holder >= 'r:' AND holder < 'r;')) AND count > 0");
    const QString mine = memberHolder(m_actor.member);
    WENYI_TRY(bool more, select.bind(mine).next());
    while (more) {
        const QString holder = select.text(0);
        if (holder == mine || isHeldByRole(holder, m_actor.roles))
            counted[{static_cast<int>(select.integer(1)), select.text(2)}] += select.integer(3);
        WENYI_TRY(more, select.next());
    }
    QList<BoxCount> counts;
    for (auto one = counted.begin(); one != counted.end(); ++one)
        counts.append({static_cast<Box>(one.key().first), one.key().second, one.value()});
    return counts;
}

Result<QList<RecordList::Range>> RecordList::ranges(const RecordQuery &query)
{
    QList<Range> ranges;
    Statement select(m_database, "SELECT holder, module FROM record_counts WHERE (holder = ?1 OR (holder >= 'r:' AND "
                                 "holder < 'r;')) AND box = ?2 AND count > 0");
    const QString mine = memberHolder(m_actor.member);
    WENYI_TRY(bool more, select.bind(mine, static_cast<int>(query.box)).next());
    while (more) {
        const Range range{select.text(0), select.text(1)};
        if ((range.holder == mine || isHeldByRole(range.holder, m_actor.roles))
            && (query.module.isEmpty() || query.module == range.module))
            ranges.append(range);
        WENYI_TRY(more, select.next());
    }
    return ranges;
}

Result<QList<RecordKey>> RecordList::keys(
    const QList<Range> &ranges, Box box, const std::optional<RecordKey> &after, qsizetype limit)
{
    QList<RecordKey> keys;
    const RecordKey from = after.value_or(RecordKey{-1, 0, {}});
    for (const Range &range : ranges) {
        Statement select(m_database, "SELECT rank, recency, stream FROM record_boxes WHERE holder = ? AND box = ? AND "
                                     "module = ? AND (rank, recency, stream) > (?, ?, ?) "
                                     "ORDER BY rank, recency, stream LIMIT ?");
        select.bind(range.holder, static_cast<int>(box), range.module, from.rank, from.recency,
            from.stream.isEmpty() ? u""_s : from.stream.toString(), static_cast<qint64>(limit));
        WENYI_TRY(bool more, select.next());
        while (more) {
            keys.append({static_cast<int>(select.integer(0)), select.integer(1), StreamId(select.text(2))});
            WENYI_TRY(more, select.next());
        }
    }
    // Each range is in order and holds no more than the page: what belongs on it is at the front.
    std::sort(keys.begin(), keys.end());
    keys.resize(std::min(keys.size(), limit));
    return keys;
}

Result<bool> RecordList::matches(const StreamId &stream, const QString &text)
{
    if (text.isEmpty())
        return true;
    Statement select(m_database, "SELECT title, number FROM record_states WHERE stream = ?");
    WENYI_TRY(const bool found, select.bind(stream.toString()).next());
    return found
           && (select.text(0).contains(text, Qt::CaseInsensitive)
               || select.text(1).contains(text, Qt::CaseInsensitive));
}

Result<RecordPage> RecordList::page(const RecordQuery &query, const std::optional<RecordKey> &after, qsizetype limit)
{
    if (limit < 1 || limit > MaximumPage)
        return Error{ErrorCode::InvalidInput, "record.page-limit", QString::number(limit)};
    RecordPage page;
    WENYI_TRY(const QList<Range> ranges, this->ranges(query));
    std::optional<RecordKey> from = after;
    // Without a text one round fills the page; with one, rounds go on until it is full or nothing is left.
    for (;;) {
        WENYI_TRY(const QList<RecordKey> keys, this->keys(ranges, query.box, from, limit));
        for (const RecordKey &key : keys) {
            from = key;
            WENYI_TRY(const bool wanted, matches(key.stream, query.text));
            if (!wanted)
                continue;
            WENYI_TRY(const RecordRow line, row(key.stream));
            page.rows.append(line);
            if (page.rows.size() == limit) {
                page.next = key;
                return page;
            }
        }
        if (keys.size() < limit)
            return page;
    }
}

Result<RecordRow> RecordList::row(const StreamId &stream)
{
    WENYI_TRY(const auto summary, RecordProjection::summary(m_database, stream));
    if (!summary)
        return Error{ErrorCode::NotFound, "record.none", stream.toString()};
    WENYI_TRY(const auto *definition, m_catalogue.find(summary->module, summary->process.version));
    return describeRecord(*summary, *definition);
}

RecordRow RecordList::describeRecord(const RecordSummary &summary, const modules::ModuleDefinition &definition) const
{
    const modules::ProcessState &process = summary.process;
    const QJsonObject &values = process.values;
    RecordRow row;
    row.stream = summary.stream;
    row.module = summary.module;
    row.moduleName = definition.name;
    row.title = values.value(definition.titleField).toString();
    if (!definition.series.isEmpty())
        row.number = values.value(definition.series.constFirst().field).toVariant().toString();
    if (row.number.isEmpty())
        row.number = values.value(u"senderNumber"_s).toString();
    row.urgency = values.value(u"urgency"_s).toString();
    row.secrecy = values.value(u"secrecy"_s).toString();
    row.from = values.value(u"sender"_s).toString();
    row.to = textsOf(values.value(u"recipients"_s));
    row.changedAt = summary.changedAt;
    row.refusals = summary.refusals;
    const auto mine = modules::possibleActs(definition, process, m_actor);
    if (!mine.isEmpty() || !process.tasks.isEmpty()) {
        const modules::OpenTask &task = mine.isEmpty() ? process.tasks.constFirst() : mine.constFirst().task;
        const modules::ProcessNode *node = definition.process.node(task.node);
        row.stepName = node->name;
        row.act = mine.isEmpty() ? node->task.act : mine.constFirst().rules.act;
        row.since = task.since;
        row.due = task.due;
        row.light = modules::deadlineLight(task, m_clock.now());
    } else if (const modules::ProcessNode *end = definition.process.node(process.ended)) {
        row.stepName = end->name;
    } else if (process.ended == modules::RecalledEnd) {
        row.stepName = u"已撤回"_s;
    } else if (process.ended == modules::TerminatedEnd) {
        row.stepName = u"已终止"_s;
    }
    row.isUnread = std::any_of(process.circulation.begin(), process.circulation.end(),
        [this](const modules::Circulation &one) { return one.member == m_actor.member && !one.readAt; });
    return row;
}

} // namespace wenyi::core
