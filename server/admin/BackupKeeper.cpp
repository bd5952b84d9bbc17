// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/BackupKeeper.h"

#include "server/admin/BackupFiles.h"
#include "server/admin/Files.h"
#include "server/admin/Maintenance.h"
#include "server/admin/SealedBackup.h"
#include "server/standby/StandbyMark.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/SystemRandom.h"

#include <QDateTime>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStorageInfo>
#include <QSysInfo>

#include <new>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace wenyi::server {

namespace {

constexpr auto LookEach = 10s;
constexpr auto AgainAfter = 1h;
/// A day, and another for a backup that takes long or fails once.
constexpr auto OldAfter = 50h;
constexpr qsizetype LongestHost = 40;
const QString sealedSuffix = u".wybackup"_s;

QString backupsIn(const QString &folder)
{
    return folder + u"/backup-state.json"_s;
}

std::optional<Instant> instantOf(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(instantFromMilliseconds(value.toInteger())) : std::nullopt;
}

/// When the time of day came last, by the clock of the place.
Instant lastTime(QTime timeOfDay, Instant now)
{
    const QDateTime local = toDateTime(now).toLocalTime();
    QDateTime due(local.date(), timeOfDay);
    if (due > local)
        due = QDateTime(local.date().addDays(-1), timeOfDay);
    return instantFromMilliseconds(due.toMSecsSinceEpoch());
}

void removeWhole(const QString &path)
{
    if (QFileInfo(path).isDir())
        QDir(path).removeRecursively();
    else
        QFile::remove(path);
}

/// What the names of a server's backups begin with: its machine and its key, since several may share a folder.
Result<QString> nameOf(const ServerFolder &folder)
{
    WENYI_TRY(const protocol::CurveKeyPair keys, folder.curveKeys());
    static const QRegularExpression other(u"[^A-Za-z0-9.-]"_s);
    const QString host = QSysInfo::machineHostName().replace(other, u"-"_s).left(LongestHost);
    return u"wenyi-%1-%2-"_s.arg(host, QString::fromLatin1(keys.publicKey.toBytes().toHex().left(8)));
}

/// Names of that form in the folder, the oldest first; nobody else's files.
QStringList namesLike(const QString &folder, const QString &form)
{
    return QDir(folder)
        .entryList(QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot, QDir::Name)
        .filter(QRegularExpression(QRegularExpression::anchoredPattern(form)));
}

/// Never the one that was just made: by a clock that was put back it may be the oldest.
void removeBeyond(const QString &folder, const QString &begin, const QString &made, qint64 keep)
{
    QStringList names = namesLike(folder, QRegularExpression::escape(begin) + uR"(\d{8}-\d{6}(\.wybackup)?)"_s);
    names.removeAll(made);
    for (qsizetype i = 0; i + keep - 1 < names.size(); ++i)
        removeWhole(folder + u'/' + names.at(i));
}

/// What a backup that was broken off left in the folder.
void removeInterrupted(const QString &folder, const QString &begin)
{
    const QString form = QRegularExpression::escape(begin) + uR"(\d{8}-\d{6}(\.wybackup)?\.making)"_s;
    for (const QString &name : namesLike(folder, form))
        removeWhole(folder + u'/' + name);
}

/// Whether the copies that are made leave the server's own disk the room that it keeps back: who serves the domain does
/// not stop for its backup.
Result<void> checkRoom(const ServerFolder &folder, const QString &target, bool isSealed)
{
    WENYI_TRY(const Configuration configuration, folder.configuration());
    const QStorageInfo disk(folder.path());
    qint64 size = 0;
    for (const QString &name : filesBelow(folder.path()))
        size += QFileInfo(folder.path() + u'/' + name).size();
    // One that is restored, and the backup: where it is closed, it is there in the clear as well.
    const int copies = 1 + (isSealed ? 1 : 0) + (QStorageInfo(target).device() == disk.device() ? 1 : 0);
    if (disk.bytesAvailable() - copies * size < configuration.diskReserve)
        return Error{ErrorCode::Unavailable, "backup.no-room", QString::number(copies * size)};
    return {};
}

/// The copy, checked by restoring it; in the folder under its name, or closed for the recipient.
Result<QString> makeIn(const QString &work, const ServerFolder &folder, const BackupSettings &settings,
    const Clock &clock, RandomSource &random, const QString &begin)
{
    const QString target = QString::fromUtf8(settings.folder);
    const QString name = begin + toDateTime(clock.now()).toLocalTime().toString(u"yyyyMMdd-HHmmss"_s);
    const bool isSealed = !settings.encryptFor.isEmpty();
    // A clear copy never lies in a folder that is to hold closed ones.
    const QString copy = isSealed ? work + u"/copy"_s : target + u'/' + name;
    WENYI_CHECK(backUp(folder, copy, clock));
    const auto checked = restore(copy, work + u"/check"_s, clock);
    if (!checked) {
        QDir(copy).removeRecursively();
        return checked.error();
    }
    if (!isSealed)
        return name;
    WENYI_TRY(const crypto::Certificate recipient, readCertificate(QString::fromUtf8(settings.encryptFor)));
    WENYI_CHECK(sealBackup(copy, target + u'/' + name + sealedSuffix, recipient, random));
    return name + sealedSuffix;
}

} // namespace

BackupState BackupState::read(const QString &folder)
{
    const auto bytes = readBounded(backupsIn(folder), 16 * limits::KiB);
    const QJsonObject object = QJsonDocument::fromJson(bytes.value_or(QByteArray())).object();
    return {instantOf(object.value(u"triedAt"_s)), instantOf(object.value(u"madeAt"_s)),
        object.value(u"fault"_s).toString().toUtf8(), object.value(u"name"_s).toString()};
}

Result<void> BackupState::write(const QString &folder) const
{
    QJsonObject object{{u"fault"_s, QString::fromUtf8(fault)}, {u"name"_s, name}};
    if (triedAt)
        object.insert(u"triedAt"_s, toMilliseconds(*triedAt));
    if (madeAt)
        object.insert(u"madeAt"_s, toMilliseconds(*madeAt));
    return writeFile(backupsIn(folder), QJsonDocument(object).toJson());
}

QJsonObject BackupState::toJson() const
{
    QJsonObject told;
    if (madeAt)
        told.insert(u"madeAt"_s, toDateTime(*madeAt).toString(Qt::ISODate));
    if (!name.isEmpty())
        told.insert(u"name"_s, name);
    if (!fault.isEmpty())
        told.insert(u"fault"_s, QString::fromUtf8(fault));
    return told;
}

bool isBackupDue(const BackupState &state, QTime timeOfDay, Instant now)
{
    if (!timeOfDay.isValid())
        return false;
    // A clock that was put back makes nothing wait for the day that it showed before.
    if (!state.triedAt || *state.triedAt > now)
        return true;
    const bool isTriedAgain = !state.fault.isEmpty() && now >= *state.triedAt + AgainAfter;
    return isTriedAgain || *state.triedAt < lastTime(timeOfDay, now);
}

Result<QString> keepBackup(
    const ServerFolder &folder, const BackupSettings &settings, const Clock &clock, RandomSource &random)
{
    const QString target = QDir::cleanPath(QString::fromUtf8(settings.folder));
    const QString own = QDir(folder.path()).absolutePath();
    if (QDir(target).absolutePath() == own || QDir(target).absolutePath().startsWith(own + u'/'))
        return Error{ErrorCode::InvalidInput, "backup.folder-inside", target};
    // Not made: where a share or a stick is missing, a folder of that name on the server's own disk is no backup.
    if (!QFileInfo(target).isDir())
        return Error{ErrorCode::NotFound, "backup.folder", target};
    WENYI_CHECK(checkServes(folder.path())); // What a server that was replaced has is no backup of the domain's.
    WENYI_TRY(const QString begin, nameOf(folder));
    const QString work = folder.path() + u"/backup-work"_s;
    QDir(work).removeRecursively(); // What an interrupted one left.
    removeInterrupted(target, begin);
    WENYI_CHECK(checkRoom(folder, target, !settings.encryptFor.isEmpty()));
    if (!QDir().mkpath(work))
        return Error{ErrorCode::StorageFailure, "backup.folder", work};
    auto name = makeIn(work, folder, settings, clock, random, begin);
    QDir(work).removeRecursively();
    if (name)
        removeBeyond(target, begin, *name, std::max<qint64>(settings.keep, 1));
    return name;
}

BackupKeeper::BackupKeeper(
    const ServerFolder &folder, const BackupSettings &settings, const Clock &clock, EventLog &log)
    : m_folder(folder)
    , m_clock(clock)
    , m_log(log)
    , m_settings(settings)
    , m_state(BackupState::read(folder.path()))
    , m_thread(&BackupKeeper::run, this)
{
}

BackupKeeper::~BackupKeeper()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_rung.notify_all();
    m_thread.join();
}

void BackupKeeper::configure(const BackupSettings &settings)
{
    {
        const std::lock_guard lock(m_mutex);
        m_settings = settings;
    }
    m_rung.notify_all();
}

std::optional<BackupStanding> BackupKeeper::standing() const
{
    const std::lock_guard lock(m_mutex);
    if (m_settings.folder.isEmpty())
        return std::nullopt;
    BackupStanding standing;
    standing.madeAt = m_state.madeAt;
    standing.hasFailed = !m_state.fault.isEmpty();
    standing.isOld = m_state.madeAt && m_clock.now() > *m_state.madeAt + OldAfter;
    return standing;
}

void BackupKeeper::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isEnding) {
        const QTime timeOfDay = QTime::fromString(QString::fromLatin1(m_settings.timeOfDay), u"HH:mm"_s);
        if (!m_settings.folder.isEmpty() && isBackupDue(m_state, timeOfDay, m_clock.now())) {
            const BackupSettings settings = m_settings;
            lock.unlock();
            const bool isTold = makeWithMemory(settings);
            lock.lock();
            if (isTold)
                continue;
        }
        m_rung.wait_for(lock, LookEach);
    }
}

bool BackupKeeper::makeWithMemory(const BackupSettings &settings) noexcept
{
    try {
        make(settings);
        return true;
    } catch (const std::bad_alloc &) {
        return false; // Nor for telling of it. It is due as before, at the next look.
    }
}

void BackupKeeper::make(const BackupSettings &settings)
{
    crypto::SystemRandom random;
    const Instant begun = m_clock.now();
    m_log.write(LogLevel::Info, "backup.begun");
    const auto name = [&]() -> Result<QString> {
        try {
            return keepBackup(m_folder, settings, m_clock, random);
        } catch (const std::bad_alloc &) {
            return Error{ErrorCode::Unavailable, "server.no-memory", {}}; // What it left is removed by the next one.
        }
    }();
    if (name)
        m_log.write(LogLevel::Info, "backup.made", {{"name", *name}});
    else
        m_log.writeError("backup.failed", name.error());
    const std::lock_guard lock(m_mutex);
    m_state.triedAt = begun;
    m_state.fault = name ? QByteArray() : describe(name.error()).toUtf8();
    if (name) {
        m_state.madeAt = begun;
        m_state.name = *name;
    }
    if (const auto written = m_state.write(m_folder.path()); !written)
        m_log.writeError("backup.not-told", written.error());
}

} // namespace wenyi::server
