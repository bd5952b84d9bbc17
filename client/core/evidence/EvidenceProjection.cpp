// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/EvidenceProjection.h"

#include "client/core/records/RecordProjection.h"
#include "client/core/uses/SignedContent.h"
#include "shared/crypto/Sm3.h"
#include "shared/modules/RecordEvent.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

using journal::Statement;

namespace {

/// Of the payload of an event that somebody signed: an SM2 certificate alone is longer.
constexpr qsizetype SmallestSigned = 300;
/// So many blobs are looked at for a list that is stored already: whoever writes evidence may name a false one.
constexpr qint64 BlobsPerList = 4;

} // namespace

QString EvidenceProjection::name() const
{
    return u"evidence"_s;
}

int EvidenceProjection::version() const
{
    return 4;
}

Result<void> EvidenceProjection::createTables(journal::Database &database)
{
    return database.execute(R"(
CREATE TABLE signed_acts(number INTEGER PRIMARY KEY, stream TEXT NOT NULL, entry BLOB NOT NULL,
    signature BLOB NOT NULL, desktop TEXT NOT NULL, kept INTEGER NOT NULL) STRICT;
CREATE INDEX signed_acts_stream ON signed_acts(stream, signature);
CREATE INDEX signed_acts_pending ON signed_acts(desktop, kept, number) WHERE kept < 2;
CREATE TABLE act_evidence(number INTEGER PRIMARY KEY, stream TEXT NOT NULL, entry BLOB NOT NULL,
    desktop TEXT NOT NULL, signature BLOB NOT NULL, state INTEGER NOT NULL, payload BLOB NOT NULL, list BLOB,
    blob BLOB, size INTEGER, key_group TEXT NOT NULL, key_id INTEGER NOT NULL, stream_type TEXT NOT NULL DEFAULT '',
    digest BLOB, runs_out INTEGER, renewed INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX act_evidence_stream ON act_evidence(stream);
CREATE INDEX act_evidence_signature ON act_evidence(signature);
CREATE INDEX act_evidence_list ON act_evidence(list) WHERE list IS NOT NULL;
CREATE INDEX act_evidence_digest ON act_evidence(digest) WHERE runs_out IS NOT NULL;
CREATE INDEX act_evidence_due ON act_evidence(desktop, runs_out, number) WHERE runs_out IS NOT NULL AND renewed < 2;
CREATE INDEX act_evidence_due_nobody ON act_evidence(runs_out, number) WHERE runs_out IS NOT NULL AND renewed = 0;
)");
}

Result<void> EvidenceProjection::dropTables(journal::Database &database)
{
    return database.execute("DROP TABLE IF EXISTS signed_acts; DROP TABLE IF EXISTS act_evidence");
}

Result<void> EvidenceProjection::reset(journal::Database &database, const StreamId &stream)
{
    for (const char *sql : {"DELETE FROM signed_acts WHERE stream = ?", "DELETE FROM act_evidence WHERE stream = ?"}) {
        Statement remove(database, sql);
        WENYI_CHECK(remove.run(stream.toString()));
    }
    return {};
}

Result<void> EvidenceProjection::apply(journal::Database &database, const journal::ProjectedEntry &projected)
{
    if (!projected.payload)
        return {};
    const QString &kind = projected.stored.entry.kind;
    if (kind == entrykind::RecordEvent)
        return applyEvent(database, projected);
    if (kind == entrykind::RecordEvidence)
        return applyEvidence(database, projected);
    if (kind == entrykind::SealApplied || kind == entrykind::SealDecided || kind == entrykind::SealUsed)
        return applyUse(database, projected);
    return {};
}

Result<void> EvidenceProjection::applyEvent(journal::Database &database, const journal::ProjectedEntry &projected)
{
    // Most events bear no signature, and need not be taken apart for that: a signature has a certificate in it.
    if (projected.payload->size() < SmallestSigned)
        return {};
    const journal::StoredEntry &stored = projected.stored;
    const auto event = modules::RecordEvent::fromBytes(*projected.payload, stored.id, stored.entry.actor);
    if (!event || event->action.signature.isEmpty())
        return {};
    return addSigned(database, stored, crypto::sm3(event->action.signature));
}

Result<void> EvidenceProjection::applyUse(journal::Database &database, const journal::ProjectedEntry &projected)
{
    const auto content = SignedContent::fromBytes(*projected.payload);
    if (!content || !isUseStream(projected.stored.entry.stream))
        return {};
    return addSigned(database, projected.stored, crypto::sm3(content->signature.toBytes()));
}

Result<void> EvidenceProjection::addSigned(
    journal::Database &database, const journal::StoredEntry &stored, const Digest &signature)
{
    // Evidence in another stream may be known already, and is not told again where this stream alone is folded anew.
    Statement insert(database,
        "INSERT INTO signed_acts(stream, entry, signature, desktop, kept) VALUES (?, ?, ?, ?, "
        "coalesce((SELECT max(state) FROM act_evidence WHERE signature = ? AND desktop = ?), 0))");
    const QString desktop = stored.entry.desktop.toString();
    return insert.run(stored.entry.stream.toString(), stored.id, signature, desktop, signature, desktop);
}

Result<void> EvidenceProjection::applyEvidence(journal::Database &database, const journal::ProjectedEntry &projected)
{
    const journal::Entry &entry = projected.stored.entry;
    const auto evidence = ActEvidence::fromBytes(*projected.payload);
    if (!evidence)
        return {}; // Of no use to anybody; the journal keeps it as it came.
    const QString stream = entry.stream.toString();
    const int state = static_cast<int>(evidence->timeStamp ? EvidenceState::Whole : EvidenceState::WithoutTimeStamp);
    Statement insert(database, "INSERT INTO act_evidence(stream, entry, desktop, signature, state, payload, key_group, "
                               "key_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    WENYI_CHECK(insert.run(stream, projected.stored.id, entry.desktop.toString(), evidence->signature, state,
        *projected.payload, entry.audience.group, static_cast<qint64>(entry.audience.keyId)));
    if (evidence->list) {
        Statement list(database, "UPDATE act_evidence SET list = ?, blob = ?, size = ? WHERE stream = ? AND entry = ?");
        WENYI_CHECK(list.run(evidence->list->digest, evidence->list->blob.digest, evidence->list->blob.size, stream,
            projected.stored.id));
    }
    WENYI_CHECK(applyRenewal(database, projected, evidence->signature, evidence->runsOut()));
    Statement keep(database, "UPDATE signed_acts SET kept = max(kept, ?) WHERE stream = ? AND signature = ? "
                             "AND desktop = ?");
    return keep.run(state, streamOfEvidence(entry.stream).toString(), evidence->signature, entry.desktop.toString());
}

Result<void> EvidenceProjection::applyRenewal(journal::Database &database, const journal::ProjectedEntry &projected,
    const Digest &former, std::optional<Instant> runsOut)
{
    if (!runsOut)
        return {};
    const journal::Entry &entry = projected.stored.entry;
    const QString stream = entry.stream.toString();
    const QString desktop = entry.desktop.toString();
    const qint64 end = toMilliseconds(*runsOut);
    const Digest digest = crypto::sm3(*projected.payload);
    // 2: renewed by the desktop that wrote it; 1: by another one. Whichever of the two entries is known first.
    Statement set(database,
        "UPDATE act_evidence SET stream_type = ?, digest = ?, runs_out = ?, renewed = coalesce((SELECT max(CASE "
        "r.desktop WHEN ? THEN 2 ELSE 1 END) FROM act_evidence r WHERE r.signature = ? AND r.stream = ? AND r.runs_out "
        "> ?), 0) WHERE stream = ? AND entry = ?");
    WENYI_CHECK(set.run(entry.streamType, digest, end, desktop, digest, stream, end, stream, projected.stored.id));
    Statement renewed(database,
        "UPDATE act_evidence SET renewed = max(renewed, CASE desktop WHEN ? THEN 2 ELSE 1 END) WHERE digest = ? AND "
        "stream = ? AND runs_out < ? AND runs_out IS NOT NULL");
    return renewed.run(desktop, former, stream, end);
}

Result<QList<PendingAct>> EvidenceProjection::pending(journal::Database &database, const DesktopId &desktop,
    EvidenceState upTo, qsizetype limit, const std::optional<PendingAct> &after)
{
    QList<PendingAct> acts;
    Statement select(database, "SELECT stream, entry, signature, kept, number FROM signed_acts WHERE desktop = ? "
                               "AND kept < 2 AND kept <= ? AND (kept, number) > (?, ?) ORDER BY kept, number LIMIT ?");
    select.bind(desktop.toString(), static_cast<int>(upTo), after ? static_cast<int>(after->state) : 0,
        after ? after->number : 0, static_cast<qint64>(limit));
    WENYI_TRY(bool more, select.next());
    while (more) {
        PendingAct act{
            StreamId(select.text(0)), {}, {}, static_cast<EvidenceState>(select.integer(3)), select.integer(4)};
        WENYI_TRY(act.entry, select.digest(1));
        WENYI_TRY(act.signature, select.digest(2));
        acts.append(act);
        WENYI_TRY(more, select.next());
    }
    return acts;
}

Result<QList<DueEvidence>> EvidenceProjection::due(
    journal::Database &database, const DueTerms &terms, qsizetype limit, const std::optional<DueEvidence> &after)
{
    QList<DueEvidence> due;
    Statement select(database,
        terms.isOwn
            ? "SELECT entry, payload, desktop, key_group, key_id, stream, stream_type, digest, runs_out, number "
              "FROM act_evidence WHERE desktop = ? AND renewed < 2 AND runs_out IS NOT NULL AND runs_out >= ? "
              "AND runs_out <= ? AND (runs_out, number) > (?, ?) ORDER BY runs_out, number LIMIT ?"
            : "SELECT entry, payload, desktop, key_group, key_id, stream, stream_type, digest, runs_out, number "
              "FROM act_evidence WHERE desktop <> ? AND renewed = 0 AND runs_out IS NOT NULL AND runs_out >= ? "
              "AND runs_out <= ? AND (runs_out, number) > (?, ?) ORDER BY runs_out, number LIMIT ?");
    select.bind(terms.desktop.toString(), toMilliseconds(terms.now), toMilliseconds(terms.until),
        after ? toMilliseconds(after->runsOut) : 0, after ? after->number : 0, static_cast<qint64>(limit));
    WENYI_TRY(bool more, select.next());
    while (more) {
        DueEvidence one;
        WENYI_TRY(one.former.entry, select.digest(0));
        WENYI_TRY(one.former.content, ActEvidence::fromBytes(select.bytes(1)));
        one.former.desktop = DesktopId(select.text(2));
        one.former.key = {select.text(3), static_cast<quint32>(select.integer(4))};
        one.stream = StreamId(select.text(5));
        one.streamType = select.text(6);
        WENYI_TRY(one.digest, select.digest(7));
        one.runsOut = instantFromMilliseconds(select.integer(8));
        one.number = select.integer(9);
        due.append(one);
        WENYI_TRY(more, select.next());
    }
    return due;
}

Result<int> EvidenceProjection::stampsBelow(journal::Database &database, const DueEvidence &evidence)
{
    Digest below = evidence.former.content.signature;
    for (int count = 0; count < ActEvidence::MostRenewals; ++count) {
        Statement select(database,
            "SELECT signature FROM act_evidence WHERE digest = ? AND runs_out IS NOT NULL AND stream = ? LIMIT 1");
        WENYI_TRY(const bool isThere, select.bind(below, evidence.stream.toString()).next());
        if (!isThere)
            return count;
        WENYI_TRY(below, select.digest(0));
    }
    return ActEvidence::MostRenewals;
}

Result<QList<StreamId>> EvidenceProjection::streams(journal::Database &database)
{
    QList<StreamId> streams;
    Statement select(database, "SELECT stream FROM signed_acts GROUP BY stream ORDER BY min(number)");
    WENYI_TRY(bool more, select.next());
    while (more) {
        if (const StreamId stream(select.text(0)); !isUseStream(stream))
            streams.append(stream);
        WENYI_TRY(more, select.next());
    }
    return streams;
}

Result<QList<StoredEvidence>> EvidenceProjection::inStream(journal::Database &database, const StreamId &stream)
{
    QList<StoredEvidence> all;
    Statement select(database,
        "SELECT entry, payload, desktop, key_group, key_id FROM act_evidence WHERE stream = ? ORDER BY number");
    WENYI_TRY(bool more, select.bind(stream.toString()).next());
    while (more) {
        WENYI_TRY(const Digest entry, select.digest(0));
        WENYI_TRY(const auto content, ActEvidence::fromBytes(select.bytes(1)));
        all.append(
            {entry, content, DesktopId(select.text(2)), {select.text(3), static_cast<quint32>(select.integer(4))}});
        WENYI_TRY(more, select.next());
    }
    return all;
}

Result<QHash<Digest, DesktopId>> EvidenceProjection::desktopsOf(journal::Database &database, const StreamId &stream)
{
    QHash<Digest, DesktopId> desktops;
    Statement select(database, "SELECT entry, desktop FROM signed_acts WHERE stream = ?");
    WENYI_TRY(bool more, select.bind(stream.toString()).next());
    while (more) {
        WENYI_TRY(const Digest entry, select.digest(0));
        desktops.insert(entry, DesktopId(select.text(1)));
        WENYI_TRY(more, select.next());
    }
    return desktops;
}

Result<QList<KeptList>> EvidenceProjection::listBlobs(
    journal::Database &database, const Digest &list, const journal::Audience &key, const DesktopId &desktop)
{
    QList<KeptList> blobs;
    Statement select(database, "SELECT blob, size FROM act_evidence WHERE list = ? AND key_group = ? AND key_id = ? "
                               "GROUP BY blob ORDER BY max(desktop = ?) DESC, min(number) LIMIT ?");
    select.bind(list, key.group, static_cast<qint64>(key.keyId), desktop.toString(), BlobsPerList);
    WENYI_TRY(bool more, select.next());
    while (more) {
        KeptList kept{list, {}};
        WENYI_TRY(kept.blob.digest, select.digest(0));
        kept.blob.size = static_cast<quint64>(select.integer(1));
        blobs.append(kept);
        WENYI_TRY(more, select.next());
    }
    return blobs;
}

} // namespace wenyi::core
