// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordProjection.h"
#include "shared/modules/Worklist.h"

namespace wenyi::core {

class Workspace;

/// Which records a list shows.
struct RecordQuery
{
    Box box = Box::Awaiting;
    QString module; ///< Empty: all modules.
    QString text;   ///< In title or number, whatever its case; empty: all.
};

/// One line of a list.
struct RecordRow
{
    StreamId stream;
    QString module;
    QString moduleName;
    QString title;
    QString number; ///< 发文字号, or 收文编号 as text; before it is drawn, the sender's 来文字号 where there is one.
    QString urgency;
    QString secrecy;
    QString from;     ///< Incoming: the sending unit, by name.
    QStringList to;   ///< Outgoing: the recipients, by name.
    QString stepName; ///< Of the task that I can do, else of the first open one, else of the end.
    QString act;      ///< Of that task; empty once the record has ended.
    std::optional<Instant> since;
    std::optional<Instant> due;
    modules::DeadlineLight light = modules::DeadlineLight::None;
    Instant changedAt;
    bool isUnread = false;
    qint64 refusals = 0; ///< Events that took no effect.
};

struct RecordPage
{
    QList<RecordRow> rows;
    std::optional<RecordKey> next; ///< Hand it in to get what follows; none at the end.
};

/// How many records of a module lie in a box.
struct BoxCount
{
    Box box = Box::Awaiting;
    QString module;
    qint64 count = 0;
    friend bool operator==(const BoxCount &, const BoxCount &) = default;
};

/// 事项列表: a member's boxes, out of the projection's tables; costs the same however many records there are.
class RecordList
{
public:
    static constexpr qsizetype MaximumPage = 1'000;

    /// All but the actor outlive the list. The actor's roles are those of now.
    RecordList(journal::Database &database, const modules::ModuleCatalogue &catalogue, modules::Actor actor,
        const Clock &clock);
    explicit RecordList(Workspace &workspace);

    /// Only boxes with records in them, by box and module.
    Result<QList<BoxCount>> counts();
    /// The next records behind `after`, in the order of RecordKey. Fails with InvalidInput "record.page-limit".
    Result<RecordPage> page(const RecordQuery &query, const std::optional<RecordKey> &after, qsizetype limit);
    /// The line of one record. Fails with NotFound "record.none".
    Result<RecordRow> row(const StreamId &stream);

private:
    struct Range;
    Result<QList<Range>> ranges(const RecordQuery &query);
    Result<QList<RecordKey>> keys(
        const QList<Range> &ranges, Box box, const std::optional<RecordKey> &after, qsizetype limit);
    Result<bool> matches(const StreamId &stream, const QString &text);
    RecordRow describeRecord(const RecordSummary &summary, const modules::ModuleDefinition &definition) const;

    journal::Database &m_database;
    const modules::ModuleCatalogue &m_catalogue;
    modules::Actor m_actor;
    const Clock &m_clock;
};

} // namespace wenyi::core
