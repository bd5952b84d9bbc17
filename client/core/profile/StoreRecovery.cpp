// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/StoreRecovery.h"

#include "client/core/exchange/DesktopMarks.h"
#include "client/core/profile/PinChange.h"
#include "client/core/profile/ReadableCopy.h"
#include "client/core/profile/StoreFile.h"
#include "client/core/profile/StoreInUse.h"
#include "client/core/profile/StoreKey.h"
#include "client/core/profile/StoreRescue.h"
#include "shared/base/FolderSync.h"
#include "shared/crypto/KeyFile.h"
#include "shared/journal/AuditLog.h"
#include "shared/journal/Journal.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using journal::Database;
using journal::Statement;
using DatabaseRef = std::unique_ptr<Database>;

namespace {

/// The store that is being made; complete when it has this name and no log beside it.
constexpr QStringView Fresh = u"store.recovering.db";
/// What of the damaged one can be read, where the device does not read all of it.
constexpr QStringView Copied = u"store.reading.db";
/// The store first: as long as it is there, its log has to lie beside it.
constexpr std::array StoreFiles{u"store.db", u"store.db-wal", u"store.db-shm"};

/// A desktop whose store is to be recovered, by one of its members.
struct Patient
{
    Profile profile;
    MemberId member;
    SecretBytes storeKey;
    std::optional<StoreRescue> rescue; ///< Where its file is there and whole.
};

Error fileError(const QString &path)
{
    return Error{ErrorCode::StorageFailure, "file.write", path};
}

Result<void> rename(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return fileError(to);
    return {};
}

Result<Patient> admit(
    const QString &folder, const MemberId &member, const SecretBytes &pin, const Environment &environment)
{
    WENYI_TRY(const Profile profile, Profile::open(folder));
    const QString share = networkShareName(environment.fileSystemKind(folder));
    if (!share.isEmpty())
        return Error{ErrorCode::Unsupported, "store.network-share", share};
    WENYI_CHECK(finishPinChange(profile.memberFolder(member)));
    WENYI_TRY(const auto file, crypto::KeyFile::open(profile.memberPath(member, keyfile::PersonalEncryption)));
    WENYI_TRY(const auto key, file.unlock(pin));
    WENYI_TRY(auto storeKey, openStoreKey(profile.path(u"store.keys"_s), member, key));
    if (profile.connection == directory::Connection::Standalone)
        return Error{ErrorCode::Unsupported, "recover.standalone", folder};
    WENYI_TRY(const bool isInUse, isStoreOpenElsewhere(profile.path(u"store.db"_s)));
    if (isInUse)
        return Error{ErrorCode::Unavailable, "recover.in-use", folder};
    auto rescue = readRescue(profile, rescueKeyOf(storeKey));
    return Patient{
        profile, member, std::move(storeKey), rescue ? std::optional<StoreRescue>(std::move(*rescue)) : std::nullopt};
}

/// Whether nothing is wrong with a store, as far as it can tell by itself and by what the server acknowledged.
bool isWhole(Database &store, const Patient &patient)
{
    if (!store.checkIntegrity() || !readSecret(store, secret::DesktopKey) || !readSecret(store, secret::CurveKey))
        return false;
    const auto recovers = StoreRecoveryMark(store).aside();
    if (recovers && *recovers)
        return true; // It waits for the server.
    Statement chain(store, "SELECT sequence FROM journal_chains WHERE desktop = ?");
    const auto found = chain.bind(patient.profile.desktop.toString()).next();
    const quint64 newest = found && *found ? static_cast<quint64>(chain.integer(0)) : 0;
    return found && (!patient.rescue || newest >= patient.rescue->acknowledged);
}

/// The keys by their own file; where that is gone, out of what is left of the store.
Result<void> writeKeys(Database &fresh, Database *damaged, const Patient &patient)
{
    if (patient.rescue) {
        WENYI_CHECK(writeSecret(fresh, secret::DesktopKey, patient.rescue->desktopKey));
        return writeSecret(fresh, secret::CurveKey, patient.rescue->curveSecret);
    }
    for (const QStringView name : {secret::DesktopKey, secret::CurveKey}) {
        const auto value = damaged ? readSecret(*damaged, name) : Error{ErrorCode::NotFound, "store.no-secret", {}};
        if (!value)
            return Error{ErrorCode::NotFound, "recover.no-keys", patient.profile.folder};
        WENYI_CHECK(writeSecret(fresh, name, *value));
    }
    return {};
}

/// What the server cannot tell anew, as far as it can be read.
Result<void> takeOver(Database &fresh, Database &damaged, const Environment &environment)
{
    // By which server restored from a backup, or replaced, is noticed.
    if (const auto term = readSecret(damaged, secret::ServerTerm)) {
        WENYI_CHECK(writeSecret(fresh, secret::ServerTerm, *term));
        // A restored server that is known already is not met again: what was still to be offered to it stood here
        // alone.
        const auto offers = DesktopMarks(damaged).offersAnew();
        if (!offers || *offers != OffersAnew::Nothing)
            WENYI_CHECK(DesktopMarks(fresh).offerAnew(OffersAnew::All));
    }
    WENYI_CHECK(DesktopMarks(fresh).takeOverBundles(damaged));
    WENYI_TRY(auto audit, journal::AuditLog::open(fresh, environment.clock));
    WENYI_CHECK(audit.takeOver(damaged));
    return {};
}

Result<qsizetype> fill(
    Database &fresh, Database *damaged, const Patient &patient, const QString &aside, const Environment &environment)
{
    WENYI_CHECK(writeKeys(fresh, damaged, patient));
    WENYI_CHECK(DesktopMarks(fresh).expectFromTheFirst());
    QList<QByteArray> salvaged;
    if (damaged) {
        // Of a recovery that did not come to its end: what that had salvaged.
        salvaged = StoreRecoveryMark(*damaged).salvaged().value_or(salvaged);
        if (salvaged.isEmpty())
            salvaged = journal::Journal::salvage(*damaged, patient.profile.desktop);
        WENYI_CHECK(takeOver(fresh, *damaged, environment));
    }
    WENYI_TRY(auto audit, journal::AuditLog::open(fresh, environment.clock));
    WENYI_CHECK(audit.record(patient.member.toString(), u"store.recover"_s, {}, aside));
    WENYI_CHECK(StoreRecoveryMark(fresh).begin(aside, salvaged));
    return salvaged.size();
}

void removeFiles(const Profile &profile, QStringView store)
{
    for (const QString &end : {QString(), u"-wal"_s, u"-shm"_s})
        QFile::remove(profile.path(store.toString() + end));
}

Result<qsizetype> makeFreshFrom(
    Database *damaged, const Patient &patient, const QString &aside, const Environment &environment)
{
    const Profile &profile = patient.profile;
    qsizetype salvaged = 0;
    {
        WENYI_TRY(const auto fresh, createStoreIn(profile, Fresh.toString(), patient.storeKey.clone()));
        WENYI_TRY(salvaged, fill(*fresh, damaged, patient, aside, environment));
    }
    // Closing moved the log into the store.
    if (QFileInfo(profile.path(Fresh.toString() + u"-wal"_s)).size() > 0)
        return fileError(profile.path(Fresh.toString()));
    WENYI_CHECK(syncFile(profile.path(Fresh.toString())));
    WENYI_CHECK(syncFolder(profile.folder));
    return salvaged;
}

/// SQLCipher takes a first page that there was no memory to read for one under another key: it is looked at twice.
Result<DatabaseRef> openedTwice(const std::function<Result<DatabaseRef>()> &open)
{
    auto opened = open();
    return !opened && opened.error().reason == "store.key" ? open() : std::move(opened);
}

Result<void> copyStore(const Profile &profile)
{
    for (const QString &end : {QString(), u"-wal"_s}) {
        QFile from(profile.path(u"store.db"_s + end));
        QFile to(profile.path(Copied.toString() + end));
        if (!from.exists())
            continue;
        const auto mode = QIODevice::Unbuffered;
        if (!from.open(QIODevice::ReadOnly | mode) || !to.open(QIODevice::WriteOnly | QIODevice::Truncate | mode))
            return fileError(to.fileName());
        WENYI_CHECK(copyReadable(from, to));
    }
    return {};
}

/// The damaged store, to be read; none where nothing of it can be. Fails where that is not the store's fault.
Result<DatabaseRef> openToRead(const Patient &patient)
{
    const Profile &profile = patient.profile;
    WENYI_TRY(const quint64 size, storeSize(profile));
    if (size == 0)
        return DatabaseRef();
    auto opened =
        openedTwice([&] { return openDamagedStore(profile, u"store.db"_s, patient.storeKey.clone()); });
    // Without the one sector of it, or of its log, that the device does not read, the rest can be.
    if (!opened && opened.error().reason == "store.damaged") {
        WENYI_CHECK(copyStore(profile));
        opened = openDamagedStore(profile, Copied.toString(), patient.storeKey.clone());
    }
    if (opened)
        return opened;
    static constexpr std::array NotItsFault{"store.no-memory", "store.no-files", "file.folder-sync"};
    const bool isLeft = std::any_of(NotItsFault.begin(), NotItsFault.end(),
        [&opened](const char *reason) { return opened.error().reason == reason; });
    return isLeft ? Result<DatabaseRef>(opened.error()) : DatabaseRef();
}

/// Fails where anything of a store could not be read for want of memory or files: it may be there, and the store stays
/// where it is.
Result<void> checkLack(const Database &store)
{
    const QByteArray lacked = store.lacked();
    return lacked.isEmpty() ? Result<void>() : Error{ErrorCode::StorageFailure, lacked, {}};
}

Result<qsizetype> makeFreshReading(
    const Patient &patient, WholeStore whole, const QString &aside, const Environment &environment)
{
    WENYI_TRY(const DatabaseRef damaged, openToRead(patient));
    // However good its copy is, what the device does not read is not whole.
    const bool isCopy = QFileInfo::exists(patient.profile.path(Copied.toString()));
    const bool isSound = damaged && !isCopy && whole == WholeStore::IsLeft && isWhole(*damaged, patient);
    if (damaged)
        WENYI_CHECK(checkLack(*damaged));
    if (isSound)
        return Error{ErrorCode::AlreadyExists, "recover.store-whole", patient.profile.folder};
    removeFiles(patient.profile, Fresh);
    const auto made = makeFreshFrom(damaged.get(), patient, aside, environment);
    if (damaged)
        WENYI_CHECK(checkLack(*damaged));
    return made;
}

/// The store that takes the place of the damaged one, whole and on the disk. Gives how many entries it salvaged.
Result<qsizetype> makeFresh(
    const Patient &patient, WholeStore whole, const QString &aside, const Environment &environment)
{
    const Profile &profile = patient.profile;
    removeFiles(profile, Copied);
    auto made = makeFreshReading(patient, whole, aside, environment);
    removeFiles(profile, Copied);
    if (!made)
        removeFiles(profile, Fresh);
    return made;
}

/// Where an earlier attempt put the damaged store aside and did not come to put the new one in its place: that one's
/// mark. Nothing where there is none. Fails where the new one could not be read for another reason than its own: nothing
/// else has what was salvaged.
Result<std::optional<StoreAside>> begunBefore(const Patient &patient)
{
    using Begun = std::optional<StoreAside>;
    const Profile &profile = patient.profile;
    WENYI_TRY(const quint64 size, storeSize(profile));
    if (size > 0 || !QFileInfo::exists(profile.path(Fresh.toString())))
        return Begun();
    const auto fresh =
        openedTwice([&] { return createStoreIn(profile, Fresh.toString(), patient.storeKey.clone()); });
    if (!fresh && fresh.error().code == ErrorCode::StorageFailure && !isStoreDamage(fresh.error()))
        return fresh.error();
    if (!fresh)
        return Begun();
    StoreRecoveryMark mark(**fresh);
    const auto aside = mark.aside();
    const auto salvaged = mark.salvaged();
    WENYI_CHECK(checkLack(**fresh));
    if (!aside || !*aside || !salvaged)
        return Begun();
    return Begun(StoreAside{profile.path(**aside), salvaged->size()});
}

Result<void> putInPlace(const Profile &profile, const QString &aside)
{
    if (!QDir().mkpath(aside))
        return fileError(aside);
    WENYI_CHECK(syncFolder(QFileInfo(aside).path()));
    for (const QStringView name : StoreFiles) {
        const QString from = profile.path(name.toString());
        if (QFileInfo::exists(from))
            WENYI_CHECK(rename(from, u"%1/%2"_s.arg(aside, name)));
    }
    WENYI_CHECK(syncFolder(aside));
    // No log of the old store may lie beside the new one, whatever a power cut keeps.
    WENYI_CHECK(syncFolder(profile.folder));
    WENYI_CHECK(rename(profile.path(Fresh.toString()), profile.path(u"store.db"_s)));
    return syncFolder(profile.folder);
}

} // namespace

Result<StoreAside> recoverStore(const QString &folder, const MemberId &member, const SecretBytes &pin, WholeStore whole,
    const Environment &environment)
{
    WENYI_TRY(const Patient patient, admit(folder, member, pin, environment));
    StoreAside made;
    WENYI_TRY(const auto before, begunBefore(patient));
    if (before) {
        made = *before;
    } else {
        const QString at = QString::number(toMilliseconds(environment.clock.now()));
        made.folder = patient.profile.path(u"store.damaged-"_s + at);
        const QString name = QFileInfo(made.folder).fileName();
        WENYI_TRY(made.salvaged, makeFresh(patient, whole, name, environment));
        // That takes a while: who opened the store meanwhile would write on into the one that is put aside.
        const auto isInUse = isStoreOpenElsewhere(patient.profile.path(u"store.db"_s));
        if (!isInUse || *isInUse) {
            removeFiles(patient.profile, Fresh);
            return isInUse ? Error{ErrorCode::Unavailable, "recover.in-use", folder} : isInUse.error();
        }
    }
    WENYI_CHECK(putInPlace(patient.profile, made.folder));
    return made;
}

bool isStoreDamage(const Error &error)
{
    // Behind the first page that cannot be read every other one fails too, and by any reason: whoever recovers a store
    // looks first whether it is whole.
    static constexpr std::array Reasons{"store.sql", "store.damaged", "store.key", "store.missing", "store.set-back",
        "store.no-secret", "journal.own-altered"};
    return std::any_of(Reasons.begin(), Reasons.end(), [&](const char *reason) { return error.reason == reason; });
}

Result<std::optional<QString>> StoreRecoveryMark::aside()
{
    Statement select(m_database, "SELECT aside FROM store_recovery");
    WENYI_TRY(const bool found, select.next());
    return found ? std::optional<QString>(select.text(0)) : std::optional<QString>();
}

Result<QList<QByteArray>> StoreRecoveryMark::salvaged()
{
    QList<QByteArray> entries;
    Statement select(m_database, "SELECT entry FROM store_salvage ORDER BY row");
    WENYI_TRY(bool more, select.next());
    while (more) {
        entries.append(select.bytes(0));
        WENYI_TRY(more, select.next());
    }
    return entries;
}

Result<void> StoreRecoveryMark::begin(const QString &aside, const QList<QByteArray> &salvaged)
{
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_database));
    {
        Statement insert(m_database, "INSERT INTO store_salvage(entry) VALUES (?)");
        for (const QByteArray &entry : salvaged)
            WENYI_CHECK(insert.run(entry));
        Statement mark(m_database, "INSERT INTO store_recovery(only, aside) VALUES (1, ?)");
        WENYI_CHECK(mark.run(aside));
    }
    return transaction->commit();
}

Result<void> StoreRecoveryMark::end()
{
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_database));
    {
        Statement entries(m_database, "DELETE FROM store_salvage");
        WENYI_CHECK(entries.run());
        Statement mark(m_database, "DELETE FROM store_recovery");
        WENYI_CHECK(mark.run());
    }
    return transaction->commit();
}

} // namespace wenyi::core
