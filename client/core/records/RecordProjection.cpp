// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/RecordProjection.h"

#include "client/core/records/ProcessStateCodec.h"
#include "client/core/records/RecalledRecord.h"
#include "client/core/records/RevisionEntry.h"
#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using journal::Statement;

namespace {

constexpr int NoUrgency = 4;
/// So many records are known at most; a rebuild changes all of them in one transaction.
constexpr size_t MaximumKnown = 1'000;

int rankOf(const QString &urgency)
{
    static const QStringList words{u"特提"_s, u"特急"_s, u"加急"_s, u"平急"_s};
    const qsizetype found = words.indexOf(urgency);
    return found < 0 ? NoUrgency : static_cast<int>(found);
}

QByteArray encodePlaces(const QList<BoxPlace> &places)
{
    CborWriter out;
    out.startArray(2 * places.size());
    for (const BoxPlace &place : places) {
        out.integer(static_cast<int>(place.box));
        out.text(place.holder);
    }
    out.endArray();
    return out.take();
}

Result<QList<BoxPlace>> decodePlaces(const QByteArray &bytes)
{
    QList<BoxPlace> places;
    CborReader in(bytes);
    for (qsizetype left = in.startList(); left > 1 && in.ok(); left -= 2) {
        const auto box = static_cast<Box>(in.integer());
        places.append({box, in.text()});
    }
    in.endArray();
    WENYI_CHECK(in.finish());
    return places;
}

Instant timeOf(const journal::Entry &entry)
{
    return instantFromMilliseconds(entry.time.milliseconds);
}

// The tables are made from entries alone, so a change of them is a new version of the projection, not a schema step.
constexpr char Tables[] = R"(
CREATE TABLE record_states(stream TEXT PRIMARY KEY, module TEXT NOT NULL, title TEXT NOT NULL, number TEXT NOT NULL,
    rank INTEGER NOT NULL, changed INTEGER NOT NULL, places BLOB NOT NULL, state BLOB NOT NULL) STRICT;
CREATE TABLE record_boxes(holder TEXT NOT NULL, box INTEGER NOT NULL, module TEXT NOT NULL, rank INTEGER NOT NULL,
    recency INTEGER NOT NULL, stream TEXT NOT NULL,
    PRIMARY KEY(holder, box, module, rank, recency, stream)) STRICT, WITHOUT ROWID;
CREATE TABLE record_counts(holder TEXT NOT NULL, box INTEGER NOT NULL, module TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY(holder, box, module)) STRICT, WITHOUT ROWID;
CREATE TABLE record_refusals(number INTEGER PRIMARY KEY, stream TEXT NOT NULL, entry BLOB NOT NULL,
    author TEXT NOT NULL, at INTEGER NOT NULL, reason BLOB NOT NULL, detail TEXT NOT NULL) STRICT;
CREATE INDEX record_refusals_stream ON record_refusals(stream);
CREATE INDEX record_refusals_author ON record_refusals(author, at);
CREATE TABLE record_revisions(number INTEGER PRIMARY KEY, stream TEXT NOT NULL, payload BLOB NOT NULL,
    key_group TEXT NOT NULL, key_id INTEGER NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX record_revisions_stream ON record_revisions(stream);
CREATE TABLE record_exchange(number INTEGER PRIMARY KEY, stream TEXT NOT NULL, entry BLOB NOT NULL,
    kind TEXT NOT NULL, actor TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX record_exchange_stream ON record_exchange(stream);
CREATE TABLE record_recalls(stream TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
)";

} // namespace

// What stands in record_states, taken apart.
struct RecordProjection::Row
{
    RecordSummary summary;
    QString title;
    QString number;
    QList<BoxPlace> places;
};

// A record as the tables have it, and as the present transaction has it by now. Its places are found when it is
// written.
struct RecordProjection::Known
{
    std::optional<Row> before;
    std::optional<Row> now;
    const modules::ModuleDefinition *definition = nullptr;
    Instant placedAt; ///< The time of the act that changed it last.
};

RecordProjection::RecordProjection(
    const modules::ModuleCatalogue &catalogue, std::unique_ptr<modules::RoleSource> roles)
    : m_catalogue(catalogue)
    , m_roles(std::move(roles))
{
}

RecordProjection::~RecordProjection() = default;

QString RecordProjection::name() const
{
    return u"records"_s;
}

int RecordProjection::version() const
{
    return 6; // Acts that version 5 did not know take effect.
}

Result<void> RecordProjection::createTables(journal::Database &database)
{
    return database.execute(Tables);
}

Result<void> RecordProjection::dropTables(journal::Database &database)
{
    forget();
    return database.execute("DROP TABLE IF EXISTS record_states; DROP TABLE IF EXISTS record_boxes; "
                            "DROP TABLE IF EXISTS record_counts; DROP TABLE IF EXISTS record_refusals; "
                            "DROP TABLE IF EXISTS record_revisions; DROP TABLE IF EXISTS record_exchange; "
                            "DROP TABLE IF EXISTS record_recalls");
}

Result<void> RecordProjection::apply(journal::Database &database, const journal::ProjectedEntry &entry)
{
    const QString &kind = entry.stored.entry.kind;
    if (entry.payload && endsRecalled(entry.stored.entry, *entry.payload))
        WENYI_CHECK(endRecalled(database, entry.stored.entry));
    if (entry.payload && urgesToSign(entry.stored.entry, *entry.payload))
        WENYI_CHECK(moveUp(database, entry.stored.entry));
    if (kind.startsWith(entrykind::ExchangePrefix))
        return keepMark(database, entry.stored);
    if (!entry.payload)
        return {}; // No key for it yet; everything is applied again when one comes.
    if (kind == entrykind::RecordEvent)
        return applyEvent(database, entry);
    if (kind == entrykind::DraftRevision)
        return keepRevision(database, entry);
    return {};
}

Result<void> RecordProjection::applyEvent(journal::Database &database, const journal::ProjectedEntry &projected)
{
    const journal::StoredEntry &stored = projected.stored;
    const auto event = modules::RecordEvent::fromBytes(*projected.payload, stored.id, stored.entry.actor);
    if (!event)
        return keepRefusal(database, stored, event.error());
    WENYI_TRY(KnownRecords::value_type *const found, known(database, stored.entry.stream));
    Known &kept = found->second;
    const std::optional<Row> &before = kept.now ? kept.now : kept.before;
    const bool begins = !before;
    modules::Record record;
    record.stream = stored.entry.stream;
    if (!begins) {
        record.module = before->summary.module;
        record.process = before->summary.process;
    }
    const modules::EventOutcome outcome = modules::applyEvent(record, *event, m_catalogue, *m_roles);
    if (!outcome.isEffective())
        return isSaidAlready(*event, *outcome.refusal) ? Result<void>()
                                                       : keepRefusal(database, stored, *outcome.refusal);
    WENYI_TRY(kept.definition, m_catalogue.find(record.module, record.process.version));
    const QJsonObject &values = record.values();
    Row row;
    row.title = values.value(kept.definition->titleField).toString();
    if (!kept.definition->series.isEmpty())
        row.number = values.value(kept.definition->series.constFirst().field).toVariant().toString();
    const int rank = rankOf(values.value(u"urgency"_s).toString());
    row.summary = {record.stream, record.module, std::move(record.process), rank, timeOf(stored.entry), 0};
    if (!kept.now)
        m_changed.push_back(found);
    kept.now = std::move(row);
    kept.placedAt = event->action.at;
    if (begins) {
        WENYI_TRY(const bool isRecalled, wasRecalledBefore(database, stored.entry.stream));
        if (isRecalled)
            modules::endRecalled(kept.now->summary.process);
    }
    return {};
}

Result<bool> RecordProjection::wasRecalledBefore(journal::Database &database, const StreamId &stream)
{
    Statement select(database, "SELECT 1 FROM record_recalls WHERE stream = ?");
    return select.bind(stream.toString()).next();
}

Result<RecordProjection::Known *> RecordProjection::moveUp(journal::Database &database, const journal::Entry &entry)
{
    WENYI_TRY(KnownRecords::value_type *const found, known(database, entry.stream));
    Known &kept = found->second;
    if (!kept.now && !kept.before)
        return static_cast<Known *>(nullptr);
    if (!kept.now) {
        kept.now = kept.before;
        WENYI_TRY(kept.definition, m_catalogue.find(kept.now->summary.module, kept.now->summary.process.version));
        m_changed.push_back(found);
    }
    kept.now->summary.changedAt = timeOf(entry);
    kept.placedAt = timeOf(entry);
    return &kept;
}

Result<void> RecordProjection::endRecalled(journal::Database &database, const journal::Entry &entry)
{
    WENYI_TRY(Known *const kept, moveUp(database, entry));
    // After a restore the ruling may stand before the record's beginning.
    Statement keep(database, "INSERT OR IGNORE INTO record_recalls(stream) VALUES (?)");
    if (!kept)
        return keep.run(entry.stream.toString());
    modules::endRecalled(kept->now->summary.process);
    return {};
}

Result<RecordProjection::KnownRecords::value_type *> RecordProjection::known(
    journal::Database &database, const StreamId &stream)
{
    WENYI_CHECK(forgetWhatOthersChanged(database));
    const auto found = m_known.find(stream);
    if (found != m_known.end())
        return &*found;
    if (m_known.size() >= MaximumKnown) {
        WENYI_CHECK(flush(database));
        forget();
        m_isCurrent = true;
    }
    Known fresh;
    WENYI_TRY(fresh.before, readRow(database, stream));
    return &*m_known.emplace(stream, std::move(fresh)).first;
}

Result<void> RecordProjection::forgetWhatOthersChanged(journal::Database &database)
{
    if (m_isCurrent)
        return {};
    Statement select(database, "PRAGMA data_version");
    WENYI_CHECK(select.next());
    if (select.integer(0) != m_dataVersion)
        forget();
    m_dataVersion = select.integer(0);
    m_isCurrent = true;
    return {};
}

void RecordProjection::forget()
{
    m_changed.clear();
    m_known.clear();
    m_counts.clear();
    m_isCurrent = false;
}

Result<void> RecordProjection::flush(journal::Database &database)
{
    for (KnownRecords::value_type *record : m_changed) {
        Known &kept = record->second;
        kept.now->places = boxPlaces(*kept.definition, kept.now->summary.process, *m_roles, kept.placedAt);
        WENYI_CHECK(writeRow(database, *kept.now, kept.before));
        kept.before = std::move(kept.now);
        kept.now.reset();
    }
    m_changed.clear();
    m_isCurrent = false; // A transaction ends here; others may write before the next.
    return writeCounts(database);
}

void RecordProjection::discard()
{
    forget();
}

void RecordProjection::count(const QString &module, const BoxPlace &place, int difference)
{
    m_counts[{place.holder, static_cast<int>(place.box), module}] += difference;
}

Result<void> RecordProjection::writeCounts(journal::Database &database)
{
    Statement add(database, "INSERT INTO record_counts(holder, box, module, count) VALUES (?1, ?2, ?3, ?4) "
                            "ON CONFLICT(holder, box, module) DO UPDATE SET count = count + ?4");
    for (const auto &[counted, difference] : m_counts) {
        const auto &[holder, box, module] = counted;
        if (difference != 0)
            WENYI_CHECK(add.run(holder, box, module, difference));
    }
    m_counts.clear();
    return {};
}

Result<std::optional<RecordProjection::Row>> RecordProjection::readRow(
    journal::Database &database, const StreamId &stream) const
{
    Statement select(
        database, "SELECT module, rank, changed, places, state, title, number FROM record_states WHERE stream = ?");
    WENYI_TRY(const bool found, select.bind(stream.toString()).next());
    if (!found)
        return std::optional<Row>();
    Row row;
    row.summary.stream = stream;
    row.summary.module = select.text(0);
    row.summary.rank = static_cast<int>(select.integer(1));
    row.summary.changedAt = instantFromMilliseconds(select.integer(2));
    WENYI_TRY(row.places, decodePlaces(select.bytes(3)));
    WENYI_TRY(row.summary.process, decodeState(select.bytes(4)));
    row.title = select.text(5);
    row.number = select.text(6);
    return std::optional<Row>(std::move(row));
}

Result<void> RecordProjection::writeRow(journal::Database &database, const Row &row, const std::optional<Row> &before)
{
    const RecordSummary &now = row.summary;
    const QString stream = now.stream.toString();
    const qint64 changed = toMilliseconds(now.changedAt);
    // A record that is there is changed and not replaced, which would write its index anew as well.
    Statement write(database,
        before ? "UPDATE record_states SET module = ?, title = ?, number = ?, rank = ?, changed = ?, places = ?, "
                 "state = ? WHERE stream = ?"
               : "INSERT INTO record_states(module, title, number, rank, changed, places, state, stream) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    WENYI_CHECK(write.run(now.module, row.title, row.number, now.rank, changed, encodePlaces(row.places),
        encodeState(now.process), stream));
    const QList<BoxPlace> old = before ? before->places : QList<BoxPlace>();
    const qint64 oldChanged = before ? toMilliseconds(before->summary.changedAt) : 0;
    const int oldRank = before ? before->summary.rank : 0;
    // Places that stay only move within their box, which leaves the counts alone.
    Statement move(database,
        "UPDATE record_boxes SET rank = ?, recency = ? WHERE holder = ? AND box = ? AND module = ? "
        "AND rank = ? AND recency = ? AND stream = ?");
    Statement add(database, "INSERT INTO record_boxes(holder, box, module, rank, recency, stream) "
                            "VALUES (?, ?, ?, ?, ?, ?)");
    Statement remove(database, "DELETE FROM record_boxes WHERE holder = ? AND box = ? AND module = ? AND rank = ? AND "
                               "recency = ? AND stream = ?");
    for (const BoxPlace &place : row.places) {
        const int box = static_cast<int>(place.box);
        if (old.contains(place)) {
            WENYI_CHECK(move.run(now.rank, -changed, place.holder, box, now.module, oldRank, -oldChanged, stream));
        } else {
            WENYI_CHECK(add.run(place.holder, box, now.module, now.rank, -changed, stream));
            count(now.module, place, 1);
        }
    }
    for (const BoxPlace &place : old) {
        if (row.places.contains(place))
            continue;
        WENYI_CHECK(remove.run(place.holder, static_cast<int>(place.box), now.module, oldRank, -oldChanged, stream));
        count(now.module, place, -1);
    }
    return {};
}

Result<void> RecordProjection::keepRefusal(
    journal::Database &database, const journal::StoredEntry &stored, const Error &refusal)
{
    Statement insert(
        database, "INSERT INTO record_refusals(stream, entry, author, at, reason, detail) VALUES (?, ?, ?, ?, ?, ?)");
    return insert.run(stored.entry.stream.toString(), stored.id, stored.entry.actor.toString(),
        stored.entry.time.milliseconds, refusal.reason, refusal.detail.isNull() ? u""_s : refusal.detail);
}

Result<void> RecordProjection::keepRevision(journal::Database &database, const journal::ProjectedEntry &projected)
{
    const journal::Entry &entry = projected.stored.entry;
    if (const auto revision = RevisionEntry::fromBytes(*projected.payload); !revision)
        return keepRefusal(database, projected.stored, revision.error());
    Statement insert(database, "INSERT INTO record_revisions(stream, payload, key_group, key_id, author, at) "
                               "VALUES (?, ?, ?, ?, ?, ?)");
    return insert.run(entry.stream.toString(), *projected.payload, entry.audience.group,
        static_cast<qint64>(entry.audience.keyId), entry.actor.toString(), entry.time.milliseconds);
}

Result<void> RecordProjection::keepMark(journal::Database &database, const journal::StoredEntry &stored)
{
    Statement insert(database, "INSERT INTO record_exchange(stream, entry, kind, actor, at) VALUES (?, ?, ?, ?, ?)");
    return insert.run(stored.entry.stream.toString(), stored.id, stored.entry.kind, stored.entry.actor.toString(),
        stored.entry.time.milliseconds);
}

Result<void> RecordProjection::reset(journal::Database &database, const StreamId &stream)
{
    const QString id = stream.toString();
    // The tables still have it as it was before.
    std::erase_if(m_changed, [&stream](const KnownRecords::value_type *record) { return record->first == stream; });
    m_known.erase(stream);
    WENYI_TRY(const std::optional<Row> row, readRow(database, stream));
    if (row) {
        Statement remove(database, "DELETE FROM record_boxes WHERE holder = ? AND box = ? AND module = ? AND rank = ? "
                                   "AND recency = ? AND stream = ?");
        for (const BoxPlace &place : row->places) {
            WENYI_CHECK(remove.run(place.holder, static_cast<int>(place.box), row->summary.module, row->summary.rank,
                -toMilliseconds(row->summary.changedAt), id));
            count(row->summary.module, place, -1);
        }
    }
    for (const char *sql : {"DELETE FROM record_states WHERE stream = ?",
             "DELETE FROM record_refusals WHERE stream = ?", "DELETE FROM record_revisions WHERE stream = ?",
             "DELETE FROM record_exchange WHERE stream = ?", "DELETE FROM record_recalls WHERE stream = ?"}) {
        Statement remove(database, sql);
        WENYI_CHECK(remove.run(id));
    }
    return {};
}

Result<std::optional<RecordSummary>> RecordProjection::summary(journal::Database &database, const StreamId &stream)
{
    Statement select(database, "SELECT module, rank, changed, state, (SELECT count(*) FROM record_refusals r WHERE "
                               "r.stream = s.stream) FROM record_states s WHERE stream = ?");
    WENYI_TRY(const bool found, select.bind(stream.toString()).next());
    if (!found)
        return std::optional<RecordSummary>();
    WENYI_TRY(auto process, decodeState(select.bytes(3)));
    return std::optional<RecordSummary>({stream, select.text(0), std::move(process),
        static_cast<int>(select.integer(1)), instantFromMilliseconds(select.integer(2)), select.integer(4)});
}

namespace {

// The columns entry, author, at, reason, detail.
Result<RefusedEvent> refusedEvent(const Statement &row)
{
    RefusedEvent event;
    WENYI_TRY(event.entry, row.digest(0));
    event.author = MemberId(row.text(1));
    event.at = instantFromMilliseconds(row.integer(2));
    event.reason = row.bytes(3);
    event.detail = row.text(4);
    return event;
}

} // namespace

Result<QList<RefusedEvent>> RecordProjection::refusedEvents(journal::Database &database, const StreamId &stream)
{
    QList<RefusedEvent> events;
    Statement select(
        database, "SELECT entry, author, at, reason, detail FROM record_refusals WHERE stream = ? ORDER BY number");
    WENYI_TRY(bool more, select.bind(stream.toString()).next());
    while (more) {
        WENYI_TRY(const RefusedEvent event, refusedEvent(select));
        events.append(event);
        WENYI_TRY(more, select.next());
    }
    return events;
}

Result<QList<std::pair<StreamId, RefusedEvent>>> RecordProjection::refusedEventsOf(
    journal::Database &database, const MemberId &author, qsizetype limit)
{
    QList<std::pair<StreamId, RefusedEvent>> events;
    Statement select(database, "SELECT entry, author, at, reason, detail, stream FROM record_refusals "
                               "WHERE author = ? ORDER BY at DESC, entry LIMIT ?");
    WENYI_TRY(bool more, select.bind(author.toString(), static_cast<qint64>(limit)).next());
    while (more) {
        WENYI_TRY(const RefusedEvent event, refusedEvent(select));
        events.append({StreamId(select.text(5)), event});
        WENYI_TRY(more, select.next());
    }
    return events;
}

Result<QList<RevisionInfo>> RecordProjection::revisions(journal::Database &database, const StreamId &stream)
{
    QList<RevisionInfo> revisions;
    Statement select(database, "SELECT payload, key_group, key_id, author, at FROM record_revisions WHERE stream = ? "
                               "ORDER BY number");
    WENYI_TRY(bool more, select.bind(stream.toString()).next());
    while (more) {
        WENYI_TRY(const auto entry, RevisionEntry::fromBytes(select.bytes(0)));
        revisions.append(
            {entry.revision, entry.parents, entry.blob, {select.text(1), static_cast<quint32>(select.integer(2))},
                entry.document, MemberId(select.text(3)), instantFromMilliseconds(select.integer(4))});
        WENYI_TRY(more, select.next());
    }
    return revisions;
}

} // namespace wenyi::core
