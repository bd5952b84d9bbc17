// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordBoxes.h"
#include "shared/journal/Projection.h"

#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace wenyi::core {

/// Names of the journal's kinds of entries that stand in a record's stream.
namespace entrykind {
inline constexpr QStringView RecordEvent = u"record.event";
inline constexpr QStringView DraftRevision = u"draft.revision";
inline constexpr QStringView ExchangePrefix = u"exchange.";
} // namespace entrykind

/// Where a record lies in lists: 特提 first, then the newest change.
struct RecordKey
{
    int rank = 0;       ///< Of the urgency: 0 for 特提, 4 for none.
    qint64 recency = 0; ///< Milliseconds of the last change, negative: the newest is the least.
    StreamId stream;

    friend bool operator==(const RecordKey &, const RecordKey &) = default;
    friend bool operator<(const RecordKey &a, const RecordKey &b)
    {
        return std::tie(a.rank, a.recency, a.stream) < std::tie(b.rank, b.recency, b.stream);
    }
};

/// What the projection keeps of a record.
struct RecordSummary
{
    StreamId stream;
    QString module;
    modules::ProcessState process;
    int rank = 4;
    Instant changedAt;
    qint64 refusals = 0; ///< Events that are not effective.
};

/// An event that the rules did not allow once its place was known: kept, and shown to its author with the reason.
/// modules::wasOvertaken() tells whether others came before it.
struct RefusedEvent
{
    Digest entry;
    MemberId author;
    Instant at; ///< The entry's time.
    QByteArray reason;
    QString detail;
    friend bool operator==(const RefusedEvent &, const RefusedEvent &) = default;
};

/// A timer that another desktop told of first, or whose task was done meanwhile: its author did nothing, and is told
/// nothing.
inline bool isSaidAlready(const modules::RecordEvent &event, const Error &refusal)
{
    return event.action.kind == modules::ActionKind::Elapse && modules::wasOvertaken(refusal.reason);
}

/// A revision of a draft as its entry names it.
struct RevisionInfo
{
    Digest revision; ///< SM3 of the revision's JSON.
    QList<Digest> parents;
    Digest blob;           ///< Of the encrypted bytes.
    journal::Audience key; ///< Whose content key opens the blob.
    Digest document;       ///< SM3 of the document's JSON: what personal signatures name.
    MemberId author;
    Instant at;
    friend bool operator==(const RevisionInfo &, const RevisionInfo &) = default;
};

/// 事项投影: the tables behind the lists of records, the drafts and what took no effect.
class RecordProjection final : public journal::Projection
{
public:
    /// The catalogue outlives the projection.
    RecordProjection(const modules::ModuleCatalogue &catalogue, std::unique_ptr<modules::RoleSource> roles);
    ~RecordProjection() override;

    QString name() const override;
    int version() const override;
    Result<void> createTables(journal::Database &database) override;
    Result<void> dropTables(journal::Database &database) override;
    Result<void> apply(journal::Database &database, const journal::ProjectedEntry &entry) override;
    Result<void> reset(journal::Database &database, const StreamId &stream) override;
    Result<void> flush(journal::Database &database) override;
    void discard() override;

    /// None for a record that was never started here.
    static Result<std::optional<RecordSummary>> summary(journal::Database &database, const StreamId &stream);
    /// In the stream's order.
    static Result<QList<RefusedEvent>> refusedEvents(journal::Database &database, const StreamId &stream);
    /// A member's own in all records, the newest first, at most `limit`.
    static Result<QList<std::pair<StreamId, RefusedEvent>>> refusedEventsOf(
        journal::Database &database, const MemberId &author, qsizetype limit);
    /// In the stream's order.
    static Result<QList<RevisionInfo>> revisions(journal::Database &database, const StreamId &stream);

private:
    struct Row;
    struct Known;
    struct StreamHash
    {
        size_t operator()(const StreamId &stream) const { return qHash(stream); }
    };
    using KnownRecords = std::unordered_map<StreamId, Known, StreamHash>;
    /// 计数: whose box and which module.
    using Counted = std::tuple<QString, int, QString>;
    Result<void> applyEvent(journal::Database &database, const journal::ProjectedEntry &entry);
    Result<void> endRecalled(journal::Database &database, const journal::Entry &entry);
    Result<bool> wasRecalledBefore(journal::Database &database, const StreamId &stream);
    /// Puts a record where one stands that changed at this entry; null where there is no record.
    Result<Known *> moveUp(journal::Database &database, const journal::Entry &entry);
    Result<void> keepRefusal(journal::Database &database, const journal::StoredEntry &entry, const Error &refusal);
    Result<void> keepRevision(journal::Database &database, const journal::ProjectedEntry &entry);
    Result<void> keepMark(journal::Database &database, const journal::StoredEntry &entry);
    Result<KnownRecords::value_type *> known(journal::Database &database, const StreamId &stream);
    Result<void> forgetWhatOthersChanged(journal::Database &database);
    void forget();
    Result<std::optional<Row>> readRow(journal::Database &database, const StreamId &stream) const;
    Result<void> writeRow(journal::Database &database, const Row &row, const std::optional<Row> &before);
    Result<void> writeCounts(journal::Database &database);
    void count(const QString &module, const BoxPlace &place, int difference);

    const modules::ModuleCatalogue &m_catalogue;
    std::unique_ptr<modules::RoleSource> m_roles;
    /// Records as the tables have them, so that the next transaction need not read them again, and as they are by now.
    KnownRecords m_known;
    std::vector<KnownRecords::value_type *> m_changed; ///< By the present transaction, in order; each is written once.
    std::map<Counted, int> m_counts;                   ///< What it changes of the counts.
    bool m_isCurrent = false;                          ///< m_known is what the present transaction sees.
    qint64 m_dataVersion = 0;                          ///< SQLite's: another one when another connection has committed.
};

} // namespace wenyi::core
