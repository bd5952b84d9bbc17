// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/Exposition.h"

#include <QJsonArray>

#include <array>

using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

constexpr std::array<const char *, OutcomeCount> OutcomeLabels{"done", "refused", "failed"};
constexpr double MicrosecondsPerSecond = 1e6;

double secondsOf(Instant instant)
{
    return static_cast<double>(toMilliseconds(instant)) / 1000;
}

double ageInSeconds(Instant since, Instant now)
{
    // A clock that was put back makes nothing younger than new.
    return std::max(secondsOf(now) - secondsOf(since), 0.0);
}

/// Families of metrics, each with its words and its samples.
class Writer
{
public:
    /// A family of one sample without labels.
    void one(const QByteArray &name, const char *type, const char *help, double value)
    {
        family(name, type, help);
        sample(name, {}, value);
    }
    void family(const QByteArray &name, const char *type, const char *help)
    {
        m_text += "# HELP " + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
    }
    void sample(const QByteArray &name, const QByteArray &labels, double value)
    {
        m_text += name + (labels.isEmpty() ? QByteArray() : '{' + labels + '}') + ' ' + number(value) + '\n';
    }
    /// Values are divided by `unit`.
    void histogram(const QByteArray &name, const char *help, const HistogramReading &reading, double unit)
    {
        family(name, "histogram", help);
        quint64 below = 0;
        for (std::size_t i = 0; i < reading.bounds.size(); ++i) {
            below += reading.counts[i];
            sample(name + "_bucket", label("le", number(static_cast<double>(reading.bounds[i]) / unit)),
                static_cast<double>(below));
        }
        below += reading.counts.empty() ? 0 : reading.counts.back();
        sample(name + "_bucket", label("le", "+Inf"), static_cast<double>(below));
        sample(name + "_sum", {}, static_cast<double>(reading.sum) / unit);
        sample(name + "_count", {}, static_cast<double>(below));
    }
    static QByteArray label(const char *name, QByteArray value)
    {
        value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        return name + QByteArray("=\"") + value + '"';
    }
    const QByteArray &text() const { return m_text; }

private:
    static QByteArray number(double value) { return QByteArray::number(value, 'g', 15); }
    QByteArray m_text;
};

void writeStanding(Writer &writer, const Readings &readings)
{
    const Standing &standing = readings.standing;
    writer.one("wenyi_healthy", "gauge", "1 while the server takes everything that it is for.", !readings.ailment);
    writer.one("wenyi_start_time_seconds", "gauge", "When the server started.", secondsOf(readings.startedAt));
    writer.one("wenyi_sessions", "gauge", "Sessions that desktops opened and that may still be in use.",
        static_cast<double>(standing.sessions));
    writer.one("wenyi_active_desktops", "gauge", "Desktops that asked for anything in the last five minutes.",
        static_cast<double>(standing.activeDesktops));
    writer.one("wenyi_admitted_desktops", "gauge", "Desktops that the directory lets in.",
        static_cast<double>(standing.admittedDesktops));
    writer.one(
        "wenyi_directory_version", "gauge", "The directory in force.", static_cast<double>(standing.directoryVersion));
    writer.one(
        "wenyi_directory_due_seconds", "gauge", "When the next directory is due.", secondsOf(standing.directoryUntil));
    writer.one(
        "wenyi_disk_free_bytes", "gauge", "Free space of the store's disk.", static_cast<double>(standing.freeBytes));
    writer.one("wenyi_disk_reserve_bytes", "gauge", "Free space under which nothing new is taken.",
        static_cast<double>(standing.diskReserve));
    writer.one(
        "wenyi_unit_quota_bytes", "gauge", "What one unit may have stored.", static_cast<double>(standing.unitQuota));
    writer.one("wenyi_peer_links", "gauge", "Links to other domains that this server makes by itself.",
        static_cast<double>(standing.links));
    writer.one(
        "wenyi_peer_links_up", "gauge", "Of those, with both ends connected.", static_cast<double>(standing.linksUp));
    writer.one("wenyi_link_receipts_held", "gauge", "Receipts that these links could not give yet, either way.",
        static_cast<double>(standing.linkReceiptsHeld));
    writer.one("wenyi_outdated_cards", "gauge", "Linked domains whose cards are to be taken anew.",
        static_cast<double>(standing.outdatedCards.size()));
    writer.one("wenyi_time_stamps_given", "gauge", "1 where the server gives time stamps.", standing.givesTimeStamps);
}

void writeStandby(Writer &writer, const StandbyStanding &standby)
{
    writer.one("wenyi_standby_following", "gauge", "1 while the standby follows.", standby.isHeard);
    writer.one("wenyi_standby_synchronous", "gauge", "1 where answers wait for the standby.", standby.isSynchronous);
    writer.one("wenyi_standby_missing_sets", "gauge", "Sets of changes that the standby does not have yet.",
        static_cast<double>(standby.missingSets));
    writer.one("wenyi_standby_behind_seconds", "gauge", "For how long the standby has been lacking any.",
        static_cast<double>(standby.behind.count()) / 1000);
}

void writeBackup(Writer &writer, const BackupStanding &backup, Instant now)
{
    writer.one("wenyi_backup_failed", "gauge", "1 where the last scheduled backup failed.", backup.hasFailed);
    if (backup.madeAt)
        writer.one("wenyi_backup_age_seconds", "gauge", "How old the newest scheduled backup is.",
            ageInSeconds(*backup.madeAt, now));
}

void writeUpkeep(Writer &writer, const UpkeepFigures &upkeep)
{
    writer.one("wenyi_expired_envelopes_total", "counter",
        "Envelopes whose parts were dropped, since everybody has them.", static_cast<double>(upkeep.expiredEnvelopes));
    writer.one(
        "wenyi_dropped_part_bytes_total", "counter", "Bytes of those parts.", static_cast<double>(upkeep.droppedBytes));
    writer.one("wenyi_compaction_moved_bytes_total", "counter", "Bytes moved out of segments that are given up.",
        static_cast<double>(upkeep.movedBytes));
    writer.one("wenyi_segments_removed_total", "counter", "Segments of the log that were given up.",
        static_cast<double>(upkeep.removedSegments));
    writer.one("wenyi_segment_bytes_removed_total", "counter", "Bytes of those segments.",
        static_cast<double>(upkeep.removedBytes));
    writer.one("wenyi_units_near_quota", "gauge",
        "Units that store over four fifths of what they may, at the last look.",
        static_cast<double>(upkeep.unitsNearQuota));
    writer.one("wenyi_scrubbed_bytes_total", "counter", "Bytes of blobs that were read to see whether they are whole.",
        static_cast<double>(upkeep.scrub.bytes));
    writer.one("wenyi_damaged_blobs_total", "counter", "Blobs that had rotted and were set aside.",
        static_cast<double>(upkeep.scrub.damaged));
}

void writeSocket(Writer &writer, const protocol::SocketCounts &socket)
{
    writer.one("wenyi_connections", "gauge", "Open connections, those still proving their key among them.",
        static_cast<double>(socket.open));
    writer.one("wenyi_connections_accepted_total", "counter", "Connections that were taken.",
        static_cast<double>(socket.accepted));
    writer.one("wenyi_strangers_refused_total", "counter",
        "Connections of peers without an admitted key, or that speak something else.",
        static_cast<double>(socket.strangers));
    writer.one("wenyi_bytes_in_flight", "gauge", "Bytes of requests that wait for their answer.",
        static_cast<double>(socket.bytesInFlight));
}

void writeCounters(Writer &writer, const Counters::Reading &counters)
{
    writer.family("wenyi_requests_total", "counter", "Requests by type and what became of them.");
    for (auto type = counters.requests.begin(); type != counters.requests.end(); ++type) {
        for (std::size_t i = 0; i < OutcomeCount; ++i)
            writer.sample("wenyi_requests_total",
                Writer::label("type", type.key()) + ',' + Writer::label("outcome", OutcomeLabels[i]),
                static_cast<double>((*type)[i]));
    }
    writer.family("wenyi_refusals_total", "counter", "Refusals by reason.");
    for (auto refusal = counters.refusals.begin(); refusal != counters.refusals.end(); ++refusal)
        writer.sample("wenyi_refusals_total", Writer::label("reason", refusal.key()), static_cast<double>(*refusal));
    writer.one("wenyi_envelopes_accepted_total", "counter", "Envelopes that were accepted.",
        static_cast<double>(counters.envelopes));
    writer.one("wenyi_envelope_bytes_accepted_total", "counter", "Bytes of their parts.",
        static_cast<double>(counters.envelopeBytes));
    writer.histogram("wenyi_group_requests", "Requests that share a commit.", counters.groupSizes, 1);
    writer.histogram("wenyi_commit_seconds", "Time that a commit took, its sync included.", counters.commitTimes,
        MicrosecondsPerSecond);
}

void writeFigures(Writer &writer, const Figures &figures, Instant now)
{
    writer.one("wenyi_figures_age_seconds", "gauge", "How old the figures of the store below are.",
        ageInSeconds(figures.at, now));
    writer.family("wenyi_deliveries_waiting", "gauge", "Deliveries that no desktop of their unit has confirmed.");
    for (std::size_t i = 0; i < UrgencyCount; ++i)
        writer.sample("wenyi_deliveries_waiting", Writer::label("urgency", UrgencyLabels[i]),
            static_cast<double>(figures.queue.waiting[i]));
    writer.one("wenyi_oldest_delivery_age_seconds", "gauge", "For how long the oldest of them has been waiting.",
        figures.queue.oldest ? ageInSeconds(*figures.queue.oldest, now) : 0.0);
    writer.one("wenyi_forwards_waiting", "gauge", "Envelopes that wait for linked domains.",
        static_cast<double>(figures.forwards.waiting));
    writer.one("wenyi_oldest_forward_age_seconds", "gauge", "For how long the oldest of them has been waiting.",
        figures.forwards.oldest ? ageInSeconds(*figures.forwards.oldest, now) : 0.0);
    writer.one("wenyi_receipts_outstanding", "gauge", "Deliveries neither signed for nor returned.",
        static_cast<double>(figures.unanswered));
    writer.one("wenyi_store_bytes", "gauge", "Size of the store: its log and its database.",
        static_cast<double>(figures.storeBytes));
    writer.one("wenyi_storing_units", "gauge", "Units that store anything.", static_cast<double>(figures.blobs.units));
    writer.one(
        "wenyi_blob_bytes", "gauge", "Bytes of the blobs of all units.", static_cast<double>(figures.blobs.bytes));
    writer.one("wenyi_largest_unit_bytes", "gauge", "Bytes of the unit that stores the most.",
        static_cast<double>(figures.blobs.largestUnitBytes));
}

qint64 whole(quint64 value)
{
    return static_cast<qint64>(value);
}

QJsonObject statusOf(const Figures &figures, Instant now)
{
    QJsonObject waiting;
    for (std::size_t i = 0; i < UrgencyCount; ++i)
        waiting.insert(QString::fromLatin1(UrgencyLabels[i]), whole(figures.queue.waiting[i]));
    return {{u"deliveriesWaiting"_s, waiting},
        {u"oldestDeliverySeconds"_s,
            figures.queue.oldest ? qRound64(ageInSeconds(*figures.queue.oldest, now)) : qint64(0)},
        {u"forwardsWaiting"_s, whole(figures.forwards.waiting)}, {u"receiptsOutstanding"_s, whole(figures.unanswered)},
        {u"storeBytes"_s, figures.storeBytes}, {u"blobBytes"_s, whole(figures.blobs.bytes)}};
}

} // namespace

QByteArray exposition(const Readings &readings)
{
    Writer writer;
    writeStanding(writer, readings);
    if (readings.standing.standby)
        writeStandby(writer, *readings.standing.standby);
    if (readings.standing.backup)
        writeBackup(writer, *readings.standing.backup, readings.now);
    writeUpkeep(writer, readings.standing.upkeep);
    writeSocket(writer, readings.socket);
    writeCounters(writer, readings.counters);
    if (readings.figures)
        writeFigures(writer, *readings.figures, readings.now);
    return writer.text();
}

QJsonObject liveStatus(const Readings &readings)
{
    quint64 done = 0;
    quint64 refused = 0;
    for (const auto &outcomes : readings.counters.requests) {
        done += outcomes[static_cast<std::size_t>(Outcome::Done)];
        refused += outcomes[static_cast<std::size_t>(Outcome::Refused)];
    }
    QJsonObject status{{u"health"_s, readings.ailment ? QString::fromLatin1(*readings.ailment) : u"ok"_s},
        {u"startedAt"_s, toDateTime(readings.startedAt).toString(Qt::ISODate)},
        {u"connections"_s, whole(readings.socket.open)}, {u"sessions"_s, whole(readings.standing.sessions)},
        {u"activeDesktops"_s, whole(readings.standing.activeDesktops)}, {u"links"_s, whole(readings.standing.links)},
        {u"linksUp"_s, whole(readings.standing.linksUp)},
        {u"linkReceiptsHeld"_s, whole(readings.standing.linkReceiptsHeld)},
        {u"outdatedCards"_s, QJsonArray::fromStringList(readings.standing.outdatedCards)}, {u"requests"_s, whole(done)},
        {u"refused"_s, whole(refused)}, {u"strangersRefused"_s, whole(readings.socket.strangers)},
        {u"envelopesAccepted"_s, whole(readings.counters.envelopes)},
        {u"envelopeBytesAccepted"_s, whole(readings.counters.envelopeBytes)},
        {u"expiredEnvelopes"_s, whole(readings.standing.upkeep.expiredEnvelopes)},
        {u"droppedBytes"_s, whole(readings.standing.upkeep.droppedBytes)},
        {u"removedSegmentBytes"_s, whole(readings.standing.upkeep.removedBytes)},
        {u"unitsNearQuota"_s, whole(readings.standing.upkeep.unitsNearQuota)},
        {u"damagedBlobs"_s, whole(readings.standing.upkeep.scrub.damaged)}};
    if (const auto &standby = readings.standing.standby)
        status.insert(
            u"standby"_s, QJsonObject{{u"following"_s, standby->isHeard}, {u"synchronous"_s, standby->isSynchronous},
                              {u"missed"_s, standby->isMissed}, {u"missingSets"_s, whole(standby->missingSets)},
                              {u"behindSeconds"_s, static_cast<double>(standby->behind.count()) / 1000}});
    if (readings.figures) {
        const QJsonObject figures = statusOf(*readings.figures, readings.now);
        for (auto figure = figures.begin(); figure != figures.end(); ++figure)
            status.insert(figure.key(), figure.value());
    }
    return status;
}

} // namespace wenyi::server
