// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/StatusWords.h"

#include "client/ui/text/SyncWording.h"

#include <QCoreApplication>

#include <algorithm>
#include <span>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

/// A reason, or the name of a figure, and what it is called.
struct Named
{
    const char *key;
    const char *text;
};

constexpr Named Ailments[] = {
    {"server.superseded", QT_TRANSLATE_NOOP("ServerStatus", "another server has taken this one's place")},
    {"store.read-only",
        QT_TRANSLATE_NOOP("ServerStatus", "the disk failed at writing; the server is to be started again")},
    {"store.away", QT_TRANSLATE_NOOP("ServerStatus", "the database does not answer")},
    {"store.full", QT_TRANSLATE_NOOP("ServerStatus", "the disk is full but for its reserve")},
    {"directory.outdated", QT_TRANSLATE_NOOP("ServerStatus", "a newer directory is overdue")},
    {"certificate.expired", QT_TRANSLATE_NOOP("ServerStatus", "a certificate has expired")},
    {"standby.missed", QT_TRANSLATE_NOOP("ServerStatus", "the standby is missing")},
    {"backup.failed", QT_TRANSLATE_NOOP("ServerStatus", "the last backup failed")},
    {"backup.old", QT_TRANSLATE_NOOP("ServerStatus", "the newest backup is older than two days")},
};

constexpr Named Refusals[] = {
    {"session.not-admitted",
        QT_TRANSLATE_NOOP("ServerStatus", "A desktop that the directory does not let in any more")},
    {"session.desktop", QT_TRANSLATE_NOOP("ServerStatus", "A desktop that gave itself out as another")},
    {"session.version", QT_TRANSLATE_NOOP("ServerStatus", "A desktop of another version")},
    {"session.hello-missing", QT_TRANSLATE_NOOP("ServerStatus", "A request before the greeting, as after a restart")},
    {"session.too-fast", QT_TRANSLATE_NOOP("ServerStatus", "Requests beyond the allowance")},
    {"status.role", QT_TRANSLATE_NOOP("ServerStatus", "Somebody without the role asked for this status")},
    {"status.challenge", QT_TRANSLATE_NOOP("ServerStatus", "A ticket for this status that is old or was used")},
    {"status.not-opened", QT_TRANSLATE_NOOP("ServerStatus", "A question for this status without a ticket")},
    {"status-ticket.signature", QT_TRANSLATE_NOOP("ServerStatus", "A forged ticket for this status")},
    {"unit.quota", QT_TRANSLATE_NOOP("ServerStatus", "A unit beyond its quota")},
    {"store.full", QT_TRANSLATE_NOOP("ServerStatus", "No room on the disk")},
    {"blob.damaged", QT_TRANSLATE_NOOP("ServerStatus", "Content that is not what it claims")},
};

QString statusWord(const char *text)
{
    return QCoreApplication::translate("ServerStatus", text);
}

const char *findNamed(std::span<const Named> table, const QByteArray &key)
{
    const auto found =
        std::find_if(table.begin(), table.end(), [&key](const Named &named) { return key == named.key; });
    return found == table.end() ? nullptr : found->text;
}

qint64 secondsBetween(Instant from, Instant to)
{
    // A clock that was put back makes nothing younger than new.
    return std::max<qint64>((toMilliseconds(to) - toMilliseconds(from)) / 1000, 0);
}

QString numberWords(qint64 number)
{
    return QString::number(number);
}

QString bytesWords(qint64 bytes)
{
    return sizeWords(static_cast<quint64>(std::max<qint64>(bytes, 0)));
}

/// Gathers the figures that a report has.
class FigureList
{
public:
    explicit FigureList(const protocol::ServerReport &report)
        : m_report(report)
    {
    }
    void add(const QByteArray &key, const char *name, QString (*words)(qint64))
    {
        if (const auto value = m_report.figure(key))
            m_figures.append({statusWord(name), words(*value)});
    }
    void addText(const char *name, const QString &value) { m_figures.append({statusWord(name), value}); }
    QList<FigureWords> take() { return std::move(m_figures); }

private:
    const protocol::ServerReport &m_report;
    QList<FigureWords> m_figures;
};

QString standbyWords(const protocol::ServerReport &report)
{
    const auto isOn = [&report](const char *key) { return report.figure(key).value_or(0) != 0; };
    if (!report.figure("standbyFollowing"))
        return statusWord(QT_TRANSLATE_NOOP("ServerStatus", "none is set up"));
    if (isOn("standbyMissed") || !isOn("standbyFollowing"))
        return statusWord(QT_TRANSLATE_NOOP("ServerStatus", "▲ it does not follow"));
    const qint64 behind = report.figure("standbyBehindMs").value_or(0) / 1000;
    if (report.figure("standbyMissingSets").value_or(0) == 0 || behind == 0)
        return statusWord(QT_TRANSLATE_NOOP("ServerStatus", "● it follows and has everything"));
    return statusWord(QT_TRANSLATE_NOOP("ServerStatus", "● it follows, %1 behind")).arg(durationWords(behind));
}

QString backupWords(const protocol::ServerReport &report)
{
    if (!report.figure("backupFailed"))
        return statusWord(QT_TRANSLATE_NOOP("ServerStatus", "none are scheduled"));
    const auto made = report.figure("backupMadeAt");
    // What a server says is no moment before it is bounded.
    const QString age =
        made ? statusWord(QT_TRANSLATE_NOOP("ServerStatus", "%1 old"))
                   .arg(durationWords(secondsBetween(instantFromMilliseconds(std::max<qint64>(*made, 0)), report.at)))
             : statusWord(QT_TRANSLATE_NOOP("ServerStatus", "none was made yet"));
    if (report.figure("backupFailed").value_or(0) != 0)
        return statusWord(QT_TRANSLATE_NOOP("ServerStatus", "▲ the last one failed; the newest: %1")).arg(age);
    return (report.figure("backupOld").value_or(0) != 0 ? u"▲ "_s : u"● "_s) + age;
}

QString damageWords(qint64 damaged)
{
    return damaged == 0 ? statusWord(QT_TRANSLATE_NOOP("ServerStatus", "● none")) : u"▲ %1"_s.arg(damaged);
}

QString daysWords(qint64 days)
{
    return days == 0 ? statusWord(QT_TRANSLATE_NOOP("ServerStatus", "for ever"))
                     : statusWord(QT_TRANSLATE_NOOP("ServerStatus", "%1 days")).arg(days);
}

} // namespace

QString durationWords(qint64 seconds)
{
    constexpr qint64 Minute = 60;
    constexpr qint64 Hour = 60 * Minute;
    constexpr qint64 Day = 24 * Hour;
    if (seconds >= Day)
        return statusWord(QT_TRANSLATE_NOOP("ServerStatus", "%1 days")).arg(seconds / Day);
    if (seconds >= Hour)
        return statusWord(QT_TRANSLATE_NOOP("ServerStatus", "%1 hours")).arg(seconds / Hour);
    if (seconds >= Minute)
        return statusWord(QT_TRANSLATE_NOOP("ServerStatus", "%1 minutes")).arg(seconds / Minute);
    return statusWord(QT_TRANSLATE_NOOP("ServerStatus", "%1 seconds")).arg(seconds);
}

QString healthWords(const protocol::ServerReport &report)
{
    const QString since = statusWord(QT_TRANSLATE_NOOP("ServerStatus", "running for %1"))
                              .arg(durationWords(secondsBetween(report.startedAt, report.at)));
    if (report.ailment.isEmpty())
        return statusWord(QT_TRANSLATE_NOOP("ServerStatus", "● All is well · %1")).arg(since);
    const char *known = findNamed(Ailments, report.ailment);
    const QString what = known ? statusWord(known) : QString::fromLatin1(report.ailment);
    return statusWord(QT_TRANSLATE_NOOP("ServerStatus", "▲ To be seen to: %1 · %2")).arg(what, since);
}

QList<FigureWords> figureWords(const protocol::ServerReport &report)
{
    FigureList list(report);
    list.add("activeDesktops", QT_TRANSLATE_NOOP("ServerStatus", "Desktops at work"), numberWords);
    list.add("admittedDesktops", QT_TRANSLATE_NOOP("ServerStatus", "Desktops that are let in"), numberWords);
    list.add("connections", QT_TRANSLATE_NOOP("ServerStatus", "Connections"), numberWords);
    list.add("envelopesAccepted", QT_TRANSLATE_NOOP("ServerStatus", "Envelopes accepted since the start"), numberWords);
    list.add("envelopeBytesAccepted", QT_TRANSLATE_NOOP("ServerStatus", "Their size"), bytesWords);
    list.add("requests", QT_TRANSLATE_NOOP("ServerStatus", "Requests since the start"), numberWords);
    list.add("refused", QT_TRANSLATE_NOOP("ServerStatus", "Of these refused"), numberWords);
    list.add("strangersRefused", QT_TRANSLATE_NOOP("ServerStatus", "Strangers refused since the start"), numberWords);
    list.add("receiptsOutstanding", QT_TRANSLATE_NOOP("ServerStatus", "Deliveries not signed for"), numberWords);
    list.add("directoryVersion", QT_TRANSLATE_NOOP("ServerStatus", "Directory in force"), numberWords);
    list.add(
        "outdatedCards", QT_TRANSLATE_NOOP("ServerStatus", "Linked domains whose card is out of date"), numberWords);
    list.addText(QT_TRANSLATE_NOOP("ServerStatus", "Standby"), standbyWords(report));
    list.addText(QT_TRANSLATE_NOOP("ServerStatus", "Scheduled backups"), backupWords(report));
    return list.take() + storageWords(report);
}

QList<FigureWords> storageWords(const protocol::ServerReport &report)
{
    FigureList list(report);
    list.add("storeBytes", QT_TRANSLATE_NOOP("ServerStatus", "Store on the disk"), bytesWords);
    list.add("blobBytes", QT_TRANSLATE_NOOP("ServerStatus", "Content of all units"), bytesWords);
    list.add("freeBytes", QT_TRANSLATE_NOOP("ServerStatus", "Free on the disk"), bytesWords);
    list.add("diskReserve", QT_TRANSLATE_NOOP("ServerStatus", "Disk reserve"), bytesWords);
    list.add("unitQuota", QT_TRANSLATE_NOOP("ServerStatus", "Quota of a unit"), bytesWords);
    list.add("unitsNearQuota", QT_TRANSLATE_NOOP("ServerStatus", "Units near their quota"), numberWords);
    list.add("damagedBlobs", QT_TRANSLATE_NOOP("ServerStatus", "Damaged content found since the start"), damageWords);
    list.add("retentionDays", QT_TRANSLATE_NOOP("ServerStatus", "Retention"), daysWords);
    list.add("expiredEnvelopes", QT_TRANSLATE_NOOP("ServerStatus", "Envelopes expired since the start"), numberWords);
    list.add("droppedBytes", QT_TRANSLATE_NOOP("ServerStatus", "Content dropped since the start"), bytesWords);
    return list.take();
}

QString owedWords(const protocol::UnitLine &unit, Instant now)
{
    if (unit.owed == 0)
        return {};
    if (!unit.owedSince)
        return QString::number(unit.owed);
    return statusWord(QT_TRANSLATE_NOOP("ServerStatus", "%1 not signed for, the oldest for %2"))
        .arg(unit.owed)
        .arg(durationWords(secondsBetween(*unit.owedSince, now)));
}

QString ageWords(Instant since, Instant now)
{
    return durationWords(secondsBetween(since, now));
}

QString refusalWords(const QByteArray &reason)
{
    const char *known = findNamed(Refusals, reason);
    return known ? statusWord(known) : QString::fromLatin1(reason);
}

} // namespace wenyi::ui
