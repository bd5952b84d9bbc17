// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ExchangeProjection.h"

#include <limits>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using exchange::EnvelopeHeader;
using journal::Database;
using journal::Statement;

namespace {

/// Calls `take` for each row of a bound statement.
template<typename Take>
Result<void> eachRow(Statement &select, Take take)
{
    WENYI_TRY(bool more, select.next());
    while (more) {
        WENYI_CHECK(take());
        WENYI_TRY(more, select.next());
    }
    return {};
}

Result<DispatchedEnvelope> dispatchedAt(const Statement &row)
{
    WENYI_TRY(const auto entry, DispatchedEntry::fromBytes(row.bytes(1)));
    WENYI_TRY(const auto header, EnvelopeHeader::fromBytes(entry.header));
    return DispatchedEnvelope{StreamId(row.text(0)), header, entry.routes};
}

Result<ArrivedEnvelope> arrivedAt(const Statement &row)
{
    WENYI_TRY(const auto entry, ArrivedEntry::fromBytes(row.bytes(1)));
    WENYI_TRY(const auto header, EnvelopeHeader::fromBytes(entry.header));
    return ArrivedEnvelope{StreamId(row.text(0)), header, entry};
}

Result<std::optional<ArrivedEnvelope>> firstArrived(Statement &select)
{
    WENYI_TRY(const bool found, select.next());
    if (!found)
        return std::optional<ArrivedEnvelope>();
    WENYI_TRY(const auto row, arrivedAt(select));
    return std::optional(row);
}

Result<QList<DispatchedEnvelope>> dispatchedRows(Statement &select)
{
    QList<DispatchedEnvelope> envelopes;
    WENYI_CHECK(eachRow(select, [&]() -> Result<void> {
        WENYI_TRY(const auto envelope, dispatchedAt(select));
        envelopes.append(envelope);
        return {};
    }));
    return envelopes;
}

Result<QList<ArrivedEnvelope>> arrivedRows(Statement &select)
{
    QList<ArrivedEnvelope> envelopes;
    WENYI_CHECK(eachRow(select, [&]() -> Result<void> {
        WENYI_TRY(const auto envelope, arrivedAt(select));
        envelopes.append(envelope);
        return {};
    }));
    return envelopes;
}

/// The envelope's place in the row to each of its recipients.
Result<void> insertPlaces(Database &database, const StreamId &stream, const EnvelopeHeader &header)
{
    const exchange::EnvelopeRouting &routing = header.routing();
    for (const exchange::EnvelopeRecipient &recipient : routing.recipients) {
        Statement place(database, "INSERT INTO exchange_places(stream, sender, recipient, digest, sequence, previous) "
                                  "VALUES (?, ?, ?, ?, ?, ?)");
        WENYI_CHECK(place.run(stream.toString(), routing.sender.toString(), recipient.unit.toString(), header.digest(),
            recipient.position.sequence, recipient.position.previous));
    }
    return {};
}

Result<QList<GivenReceipt>> givenReceipts(Statement &select)
{
    QList<GivenReceipt> given;
    WENYI_CHECK(eachRow(select, [&]() -> Result<void> {
        WENYI_TRY(const auto receipt, exchange::Receipt::fromBytes(select.bytes(1)));
        given.append({StreamId(select.text(0)), receipt});
        return {};
    }));
    return given;
}

} // namespace

QString ExchangeProjection::name() const
{
    return u"exchange"_s;
}

int ExchangeProjection::version() const
{
    return 2; // What was withdrawn has its place.
}

Result<void> ExchangeProjection::createTables(Database &database)
{
    // No table has a key over what entries say: two desktops may have written the same, and the first in order counts.
    return database.execute(
        "CREATE TABLE exchange_dispatched(row INTEGER PRIMARY KEY, stream TEXT NOT NULL, digest BLOB NOT NULL,"
        "  sender TEXT NOT NULL, payload BLOB NOT NULL) STRICT;"
        "CREATE INDEX exchange_dispatched_digest ON exchange_dispatched(digest);"
        "CREATE INDEX exchange_dispatched_stream ON exchange_dispatched(stream);"
        "CREATE TABLE exchange_places(stream TEXT NOT NULL, sender TEXT NOT NULL, recipient TEXT NOT NULL,"
        "  digest BLOB NOT NULL, sequence INTEGER NOT NULL, previous BLOB) STRICT;"
        "CREATE INDEX exchange_places_pair ON exchange_places(sender, recipient, sequence);"
        "CREATE INDEX exchange_places_stream ON exchange_places(stream);"
        "CREATE TABLE exchange_arrived(row INTEGER PRIMARY KEY, stream TEXT NOT NULL, envelope TEXT NOT NULL,"
        "  digest BLOB NOT NULL, sender TEXT NOT NULL, channel INTEGER NOT NULL, payload BLOB NOT NULL) STRICT;"
        "CREATE INDEX exchange_arrived_envelope ON exchange_arrived(envelope);"
        "CREATE INDEX exchange_arrived_digest ON exchange_arrived(digest);"
        "CREATE INDEX exchange_arrived_stream ON exchange_arrived(stream);"
        "CREATE TABLE exchange_withdrawn(stream TEXT NOT NULL, digest BLOB NOT NULL) STRICT;"
        "CREATE INDEX exchange_withdrawn_digest ON exchange_withdrawn(digest);"
        "CREATE INDEX exchange_withdrawn_stream ON exchange_withdrawn(stream);"
        "CREATE TABLE exchange_receipts(row INTEGER PRIMARY KEY, stream TEXT NOT NULL, envelope BLOB NOT NULL,"
        "  unit TEXT NOT NULL, kind INTEGER NOT NULL, digest BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;"
        "CREATE INDEX exchange_receipts_envelope ON exchange_receipts(envelope, digest);"
        "CREATE INDEX exchange_receipts_unit ON exchange_receipts(unit);"
        "CREATE INDEX exchange_receipts_stream ON exchange_receipts(stream);"
        "CREATE TABLE exchange_sent(stream TEXT NOT NULL, digest BLOB NOT NULL) STRICT;"
        "CREATE INDEX exchange_sent_digest ON exchange_sent(digest);"
        "CREATE INDEX exchange_sent_stream ON exchange_sent(stream);"
        "CREATE TABLE exchange_exported(stream TEXT NOT NULL, envelope TEXT NOT NULL, unit TEXT NOT NULL) STRICT;"
        "CREATE INDEX exchange_exported_unit ON exchange_exported(unit);"
        "CREATE TABLE entry_blobs(stream TEXT NOT NULL, digest BLOB NOT NULL, size INTEGER NOT NULL) STRICT;"
        "CREATE INDEX entry_blobs_stream ON entry_blobs(stream)");
}

Result<void> ExchangeProjection::dropTables(Database &database)
{
    return database.execute("DROP TABLE IF EXISTS exchange_dispatched; DROP TABLE IF EXISTS exchange_places;"
                            "DROP TABLE IF EXISTS exchange_arrived; DROP TABLE IF EXISTS exchange_receipts;"
                            "DROP TABLE IF EXISTS exchange_sent; DROP TABLE IF EXISTS exchange_exported;"
                            "DROP TABLE IF EXISTS exchange_withdrawn; DROP TABLE IF EXISTS entry_blobs");
}

Result<void> ExchangeProjection::reset(Database &database, const StreamId &stream)
{
    for (const char *sql :
        {"DELETE FROM exchange_dispatched WHERE stream = ?", "DELETE FROM exchange_places WHERE stream = ?",
            "DELETE FROM exchange_arrived WHERE stream = ?", "DELETE FROM exchange_receipts WHERE stream = ?",
            "DELETE FROM exchange_sent WHERE stream = ?", "DELETE FROM exchange_exported WHERE stream = ?",
            "DELETE FROM exchange_withdrawn WHERE stream = ?", "DELETE FROM entry_blobs WHERE stream = ?"}) {
        Statement remove(database, sql);
        WENYI_CHECK(remove.run(stream.toString()));
    }
    return {};
}

Result<void> ExchangeProjection::apply(Database &database, const journal::ProjectedEntry &projected)
{
    const journal::Entry &entry = projected.stored.entry;
    for (const journal::BlobReference &blob : entry.blobs) {
        Statement insert(database, "INSERT INTO entry_blobs(stream, digest, size) VALUES (?, ?, ?)");
        WENYI_CHECK(insert.run(entry.stream.toString(), blob.digest, blob.size));
    }
    if (!projected.payload)
        return {};
    const QByteArray &payload = *projected.payload;
    // A payload that cannot be read is of no use to anybody; the journal keeps it as it came.
    if (entry.kind == entrykind::Dispatched)
        return applyDispatched(database, entry.stream, payload);
    if (entry.kind == entrykind::Arrived)
        return applyArrived(database, entry.stream, payload);
    if (entry.kind == entrykind::Withdrawn)
        return applyWithdrawn(database, entry.stream, payload);
    if (entry.kind == entrykind::Receipt)
        return applyReceipt(database, entry.stream, payload);
    if (entry.kind == entrykind::Exported)
        return applyExported(database, entry.stream, payload);
    if (entry.kind == entrykind::ReceiptSent && payload.size() == Digest::Size) {
        Statement insert(database, "INSERT INTO exchange_sent(stream, digest) VALUES (?, ?)");
        return insert.run(entry.stream.toString(), payload);
    }
    return {};
}

Result<void> ExchangeProjection::applyDispatched(Database &database, const StreamId &stream, const QByteArray &payload)
{
    const auto entry = DispatchedEntry::fromBytes(payload);
    const auto header = entry ? EnvelopeHeader::fromBytes(entry->header) : Result<EnvelopeHeader>(entry.error());
    if (!header)
        return {};
    const exchange::EnvelopeRouting &routing = header->routing();
    Statement insert(database, "INSERT INTO exchange_dispatched(stream, digest, sender, payload) VALUES (?, ?, ?, ?)");
    WENYI_CHECK(insert.run(stream.toString(), header->digest(), routing.sender.toString(), payload));
    return insertPlaces(database, stream, *header);
}

Result<void> ExchangeProjection::applyArrived(Database &database, const StreamId &stream, const QByteArray &payload)
{
    const auto entry = ArrivedEntry::fromBytes(payload);
    const auto header = entry ? EnvelopeHeader::fromBytes(entry->header) : Result<EnvelopeHeader>(entry.error());
    if (!header)
        return {};
    const exchange::EnvelopeRouting &routing = header->routing();
    Statement insert(database, "INSERT INTO exchange_arrived(stream, envelope, digest, sender, channel, payload) "
                               "VALUES (?, ?, ?, ?, ?, ?)");
    WENYI_CHECK(insert.run(stream.toString(), routing.id.toString(), header->digest(), routing.sender.toString(),
        static_cast<int>(entry->channel), payload));
    return insertPlaces(database, stream, *header);
}

Result<void> ExchangeProjection::applyWithdrawn(Database &database, const StreamId &stream, const QByteArray &payload)
{
    const auto entry = WithdrawnEntry::fromBytes(payload);
    const auto header = entry ? EnvelopeHeader::fromBytes(entry->header) : Result<EnvelopeHeader>(entry.error());
    if (!header)
        return {};
    Statement insert(database, "INSERT INTO exchange_withdrawn(stream, digest) VALUES (?, ?)");
    WENYI_CHECK(insert.run(stream.toString(), header->digest()));
    return insertPlaces(database, stream, *header);
}

Result<void> ExchangeProjection::applyReceipt(Database &database, const StreamId &stream, const QByteArray &payload)
{
    const auto receipt = exchange::Receipt::fromBytes(payload);
    if (!receipt)
        return {};
    const exchange::ReceiptFacts &facts = receipt->facts();
    Statement insert(database, "INSERT INTO exchange_receipts(stream, envelope, unit, kind, digest, bytes) "
                               "VALUES (?, ?, ?, ?, ?, ?)");
    return insert.run(stream.toString(), facts.envelopeDigest, facts.unit.toString(), static_cast<int>(facts.kind),
        receipt->digest(), payload);
}

Result<void> ExchangeProjection::applyExported(Database &database, const StreamId &stream, const QByteArray &payload)
{
    const auto entry = ExportedEntry::fromBytes(payload);
    if (!entry)
        return {};
    Statement insert(database, "INSERT INTO exchange_exported(stream, envelope, unit) VALUES (?, ?, ?)");
    return insert.run(stream.toString(), entry->envelope.toString(), entry->unit.toString());
}

Result<QList<DispatchedEnvelope>> ExchangeProjection::outbox(Database &database, const StreamId &stream)
{
    Statement all(database, "SELECT stream, payload FROM exchange_dispatched ORDER BY row");
    Statement one(database, "SELECT stream, payload FROM exchange_dispatched WHERE stream = ? ORDER BY row");
    return dispatchedRows(stream.isEmpty() ? all.bind() : one.bind(stream.toString()));
}

Result<QList<DispatchedEnvelope>> ExchangeProjection::notAccepted(Database &database)
{
    Statement select(database,
        "SELECT stream, payload FROM exchange_dispatched AS sent WHERE NOT EXISTS (SELECT 1 FROM "
        "exchange_receipts WHERE envelope = sent.digest AND kind = ?) ORDER BY row");
    return dispatchedRows(select.bind(static_cast<int>(exchange::ReceiptKind::Accepted)));
}

Result<QList<std::pair<Digest, UnitCode>>> ExchangeProjection::unanswered(Database &database, int newest)
{
    QList<std::pair<Digest, UnitCode>> open;
    Statement select(database,
        "SELECT sent.digest, place.recipient FROM (SELECT row, stream, digest FROM exchange_dispatched ORDER BY row"
        " DESC LIMIT ?) AS sent JOIN exchange_places AS place ON place.stream = sent.stream AND place.digest ="
        " sent.digest WHERE NOT EXISTS (SELECT 1 FROM exchange_receipts AS came WHERE came.envelope = sent.digest AND"
        " came.unit = place.recipient) ORDER BY sent.row DESC");
    WENYI_CHECK(eachRow(select.bind(newest), [&]() -> Result<void> {
        WENYI_TRY(const Digest digest, select.digest(0));
        open.append({digest, UnitCode(select.text(1))});
        return {};
    }));
    return open;
}

Result<QList<DispatchedEnvelope>> ExchangeProjection::waitingForServer(Database &database, const DesktopId &desktop)
{
    WENYI_TRY(QList<DispatchedEnvelope> waiting, notAccepted(database));
    waiting.removeIf([&desktop](const DispatchedEnvelope &envelope) {
        const bool byServer = std::any_of(envelope.routes.begin(), envelope.routes.end(),
            [](const DispatchedEntry::Route &route) { return route.channel == Channel::Server; });
        return !byServer || envelope.header.routing().desktop != desktop;
    });
    return waiting;
}

Result<std::optional<DispatchedEnvelope>> ExchangeProjection::dispatched(Database &database, const Digest &envelope)
{
    Statement select(database, "SELECT stream, payload FROM exchange_dispatched WHERE digest = ? ORDER BY row");
    WENYI_TRY(const bool found, select.bind(envelope).next());
    if (!found)
        return std::optional<DispatchedEnvelope>();
    WENYI_TRY(const auto row, dispatchedAt(select));
    return std::optional(row);
}

Result<std::optional<ArrivedEnvelope>> ExchangeProjection::arrived(Database &database, const EnvelopeId &envelope)
{
    Statement select(database, "SELECT stream, payload FROM exchange_arrived WHERE envelope = ? ORDER BY row");
    return firstArrived(select.bind(envelope.toString()));
}

Result<std::optional<ArrivedEnvelope>> ExchangeProjection::arrivedFrom(
    Database &database, const UnitCode &sender, const EnvelopeId &envelope)
{
    Statement select(
        database, "SELECT stream, payload FROM exchange_arrived WHERE envelope = ? AND sender = ? ORDER BY row");
    return firstArrived(select.bind(envelope.toString(), sender.toString()));
}

Result<std::optional<ArrivedEnvelope>> ExchangeProjection::arrived(Database &database, const Digest &envelope)
{
    Statement select(database, "SELECT stream, payload FROM exchange_arrived WHERE digest = ? ORDER BY row");
    return firstArrived(select.bind(envelope));
}

Result<std::optional<ArrivedEnvelope>> ExchangeProjection::arrivedIn(Database &database, const StreamId &stream)
{
    Statement select(database, "SELECT stream, payload FROM exchange_arrived WHERE stream = ? ORDER BY row");
    return firstArrived(select.bind(stream.toString()));
}

Result<QList<ArrivedEnvelope>> ExchangeProjection::inbox(Database &database)
{
    Statement select(database, "SELECT stream, payload FROM exchange_arrived ORDER BY row");
    return arrivedRows(select.bind());
}

Result<QList<ArrivedEnvelope>> ExchangeProjection::notEnded(Database &database)
{
    Statement select(database, "SELECT stream, payload FROM exchange_arrived AS here WHERE NOT EXISTS (SELECT 1 FROM "
                               "exchange_receipts WHERE envelope = here.digest AND kind IN (?, ?)) ORDER BY row");
    return arrivedRows(select.bind(
        static_cast<int>(exchange::ReceiptKind::Returned), static_cast<int>(exchange::ReceiptKind::Concluded)));
}

Result<bool> ExchangeProjection::isWithdrawn(Database &database, const Digest &envelope)
{
    Statement select(database, "SELECT 1 FROM exchange_withdrawn WHERE digest = ?");
    return select.bind(envelope).next();
}

Result<exchange::PairSequence> ExchangeProjection::pair(
    Database &database, const UnitCode &sender, const UnitCode &recipient)
{
    exchange::PairSequence sequence;
    Statement select(database, "SELECT digest, sequence, previous FROM exchange_places WHERE sender = ? AND "
                               "recipient = ? ORDER BY sequence");
    WENYI_CHECK(eachRow(select.bind(sender.toString(), recipient.toString()), [&]() -> Result<void> {
        WENYI_TRY(const Digest digest, select.digest(0));
        exchange::PairPosition position{static_cast<quint64>(select.integer(1)), std::nullopt};
        if (!select.isNull(2)) {
            WENYI_TRY(position.previous, select.digest(2));
        }
        // What two desktops wrote about the same place was judged when it was taken in; the first one counts here.
        (void)sequence.take(position, digest);
        return {};
    }));
    return sequence;
}

Result<QList<exchange::Receipt>> ExchangeProjection::receipts(Database &database, const Digest &envelope)
{
    QList<exchange::Receipt> receipts;
    Statement select(database, "SELECT bytes FROM exchange_receipts WHERE envelope = ? ORDER BY row");
    WENYI_CHECK(eachRow(select.bind(envelope), [&]() -> Result<void> {
        WENYI_TRY(const auto receipt, exchange::Receipt::fromBytes(select.bytes(0)));
        receipts.append(receipt);
        return {};
    }));
    return receipts;
}

Result<QList<GivenReceipt>> ExchangeProjection::unsentReceipts(Database &database, const UnitCode &unit)
{
    Statement select(database,
        "SELECT stream, bytes FROM exchange_receipts AS given WHERE unit = ? AND digest NOT IN (SELECT digest FROM "
        "exchange_sent) AND EXISTS (SELECT 1 FROM exchange_arrived WHERE digest = given.envelope AND channel = 0) "
        "ORDER BY row");
    return givenReceipts(select.bind(unit.toString()));
}

Result<QList<GivenReceipt>> ExchangeProjection::receiptsForServer(Database &database, const UnitCode &unit)
{
    Statement select(database, "SELECT stream, bytes FROM exchange_receipts AS given WHERE unit = ? AND EXISTS (SELECT "
                               "1 FROM exchange_arrived "
                               "WHERE digest = given.envelope AND channel = 0) ORDER BY row");
    return givenReceipts(select.bind(unit.toString()));
}

Result<QList<GivenReceipt>> ExchangeProjection::bundleReceipts(
    Database &database, const UnitCode &unit, const UnitCode &sender)
{
    Statement select(database,
        "SELECT stream, bytes FROM exchange_receipts AS given WHERE unit = ? AND EXISTS (SELECT 1 FROM "
        "exchange_arrived WHERE digest = given.envelope AND channel = 1 AND sender = ?) ORDER BY row");
    return givenReceipts(select.bind(unit.toString(), sender.toString()));
}

Result<QSet<QString>> ExchangeProjection::exported(Database &database, const UnitCode &unit)
{
    QSet<QString> envelopes;
    Statement select(database, "SELECT envelope FROM exchange_exported WHERE unit = ?");
    WENYI_CHECK(eachRow(select.bind(unit.toString()), [&]() -> Result<void> {
        envelopes.insert(select.text(0));
        return {};
    }));
    return envelopes;
}

Result<QList<journal::BlobReference>> ExchangeProjection::newestBlobs(
    Database &database, std::optional<qint64> &below, int limit)
{
    QList<journal::BlobReference> blobs;
    Statement select(
        database, "SELECT rowid, digest, size FROM entry_blobs WHERE rowid < ? ORDER BY rowid DESC LIMIT ?");
    qint64 last = 0;
    int rows = 0;
    WENYI_CHECK(eachRow(select.bind(below.value_or(std::numeric_limits<qint64>::max()), static_cast<qint64>(limit)),
        [&]() -> Result<void> {
            last = select.integer(0);
            ++rows;
            WENYI_TRY(const Digest digest, select.digest(1));
            blobs.append({digest, static_cast<quint64>(select.integer(2))});
            return {};
        }));
    below = rows == limit ? std::optional(last) : std::nullopt;
    return blobs;
}

Result<std::optional<journal::BlobReference>> ExchangeProjection::blob(Database &database, const Digest &digest)
{
    // No index over digests: it is asked for what somebody waits to see, one at a time.
    Statement select(database, "SELECT size FROM entry_blobs WHERE digest = ? LIMIT 1");
    WENYI_TRY(const bool found, select.bind(digest).next());
    if (!found)
        return std::optional<journal::BlobReference>();
    return std::optional(journal::BlobReference{digest, static_cast<quint64>(select.integer(0))});
}

} // namespace wenyi::core
