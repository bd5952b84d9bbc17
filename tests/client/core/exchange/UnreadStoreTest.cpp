// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/StoreRecovery.h"
#include "tests/client/core/exchange/ExchangeOffice.h"
#include "tests/shared/journal/FaultyDisk.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using journal::FaultyDisk;

/// A desktop's store that is not read for another reason than its own: what is lacking is told and the store left where
/// it is; a sector that the device does not give is gone round.
class UnreadStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatLacksMemoryOrFilesIsLeftWhereItLies_data();
    void whatLacksMemoryOrFilesIsLeftWhereItLies();
    void whicheverReadLacksMemoryNothingIsLost();
    void whatWasSalvagedIsKeptWhileMemoryOrFilesAreLacking_data();
    void whatWasSalvagedIsKeptWhileMemoryOrFilesAreLacking();
    void aLogThatTheDeviceDoesNotReadIsGoneRound();

private:
    Result<std::unique_ptr<Workspace>> open() const
    {
        return Workspace::unlock(m_folder, m_member, SampleOffice::pin(), m_exchange->office.environment());
    }
    Result<StoreAside> recover(WholeStore whole) const { return recoverIn(m_folder, whole); }
    Result<StoreAside> recoverIn(const QString &folder, WholeStore whole) const
    {
        return recoverStore(folder, m_member, SampleOffice::pin(), whole, m_exchange->office.environment());
    }
    /// The desktop as it lies there, in a folder of its own.
    bool copyTo(const QTemporaryDir &folder) const
    {
        std::error_code failed;
        std::filesystem::copy(
            m_folder.toStdString(), folder.path().toStdString(), std::filesystem::copy_options::recursive, failed);
        return !failed;
    }
    static void note(Workspace &workspace, const QByteArray &words)
    {
        const auto written = workspace.journal().append(workspace.member().id,
            {{StreamId(u"notes"_s), u"test"_s, u"test.note"_s, words, {}, workspace.profile().unit.toString()}});
        QVERIFY2(written, reasonOf(written).constData());
    }
    /// How many entries that were not sent a desktop has kept that was recovered; -1 where it was not.
    qsizetype keptBySynchronising()
    {
        const auto desk = open();
        const auto report = desk ? m_exchange->sync(**desk) : Result<SyncReport>(desk.error());
        return report && report->recovered ? report->recovered->kept : -1;
    }
    QStringList asides() const { return QDir(m_folder).entryList({u"store.damaged-*"_s}, QDir::Dirs); }

    std::unique_ptr<ExchangeOffice> m_exchange;
    QString m_folder;
    QString m_store;
    MemberId m_member;
};

void UnreadStoreTest::initTestCase()
{
    FaultyDisk::becomeDefault();
    m_exchange = std::make_unique<ExchangeOffice>();
    std::tie(m_folder, m_member) = m_exchange->office.domain().desktopOf(u"市政府办/clerk"_s).value();
    m_store = m_folder + u"/store.db"_s;
    const auto desk = open();
    QVERIFY2(desk, reasonOf(desk).constData());
    QVERIFY(m_exchange->sync(**desk)); // Before, it has no key to write with.
}

void UnreadStoreTest::whatLacksMemoryOrFilesIsLeftWhereItLies_data()
{
    QTest::addColumn<FaultyDisk::Lack>("lack");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("files") << FaultyDisk::Lack::Files << QByteArray("store.no-files");
    QTest::newRow("memory") << FaultyDisk::Lack::Memory << QByteArray("store.no-memory");
}

void UnreadStoreTest::whatLacksMemoryOrFilesIsLeftWhereItLies()
{
    QFETCH(FaultyDisk::Lack, lack);
    QFETCH(QByteArray, reason);
    {
        const auto desk = open();
        QVERIFY2(desk, reasonOf(desk).constData());
        note(**desk, "sent");
        QVERIFY(m_exchange->sync(**desk));
        note(**desk, "unsent");
        note(**desk, "unsent too");
    }
    const QStringList before = asides();
    int lefts = 0;
    for (int access = 0;; access += 1 + access / 2) {
        FaultyDisk::lackAt(lack, access);
        const auto aside = recover(WholeStore::IsPutAside);
        const bool lacked = FaultyDisk::heal();
        const QByteArray where = "access " + QByteArray::number(access) + ": "
                                 + (aside ? "salvaged " + QByteArray::number(aside->salvaged) : reasonOf(aside));
        if (aside) {
            QVERIFY2(!lacked || aside->salvaged > 2, where.constData()); // Nothing was lost by it.
            break;
        }
        // Or what it was about to write is told for that, which is left out as well.
        const QByteArrayList told{reason, "store.commit", "file.write"};
        QVERIFY2(told.contains(reasonOf(aside)), where.constData());
        QCOMPARE(asides(), before);
        QVERIFY(QFileInfo::exists(m_store));
        QVERIFY(!QFileInfo::exists(m_folder + u"/store.recovering.db"_s));
        ++lefts;
    }
    QVERIFY(lefts > 1);
    QCOMPARE(asides().size(), before.size() + 1);
    QCOMPARE(keptBySynchronising(), 2);
}

/// A first page is read twice, so that a recovery may come to its end though the first read failed; each that follows
/// has its turn on a copy of the same desktop.
void UnreadStoreTest::whicheverReadLacksMemoryNothingIsLost()
{
    {
        const auto desk = open();
        QVERIFY2(desk, reasonOf(desk).constData());
        QVERIFY(m_exchange->sync(**desk));
        note(**desk, "unsent");
        note(**desk, "unsent too");
    }
    qsizetype whole = 0;
    {
        const QTemporaryDir copy;
        QVERIFY(copyTo(copy));
        const auto aside = recoverIn(copy.path(), WholeStore::IsPutAside);
        QVERIFY2(aside, reasonOf(aside).constData());
        whole = aside->salvaged;
    }
    QVERIFY(whole >= 2);
    int lefts = 0;
    int access = 0;
    for (bool lacked = true; lacked; access += 1 + access / 4) {
        QVERIFY2(access < 100'000, "the sweep does not end");
        const QTemporaryDir copy;
        QVERIFY(copyTo(copy));
        FaultyDisk::lackAt(FaultyDisk::Lack::Memory, access);
        const auto aside = recoverIn(copy.path(), WholeStore::IsPutAside);
        lacked = FaultyDisk::heal();
        const QByteArray where = "read " + QByteArray::number(access) + ": " + reasonOf(aside);
        if (aside) {
            QVERIFY2(aside->salvaged == whole, where.constData());
            continue;
        }
        ++lefts;
        QVERIFY2(lacked, where.constData());
        // It is where it was, and gives everything to whoever comes with memory.
        QVERIFY2(QFileInfo::exists(copy.filePath(u"store.db"_s)), where.constData());
        QCOMPARE(QDir(copy.path()).entryList({u"store.damaged-*"_s}, QDir::Dirs), asides()); // As before.
        const auto again = recoverIn(copy.path(), WholeStore::IsPutAside);
        QVERIFY2(again && again->salvaged == whole, (where + ", then " + reasonOf(again)).constData());
    }
    qInfo("%d recoveries were left for later, up to read %d", lefts, access);
    QVERIFY(lefts > 1);
    const auto desk = open();
    QVERIFY2(desk, reasonOf(desk).constData());
    QVERIFY(m_exchange->sync(**desk)); // The next one begins with nothing unsent.
}

void UnreadStoreTest::whatWasSalvagedIsKeptWhileMemoryOrFilesAreLacking_data()
{
    whatLacksMemoryOrFilesIsLeftWhereItLies_data();
}

/// The damaged store is put aside by then, and the new one has it alone.
void UnreadStoreTest::whatWasSalvagedIsKeptWhileMemoryOrFilesAreLacking()
{
    QFETCH(FaultyDisk::Lack, lack);
    QFETCH(QByteArray, reason);
    {
        const auto desk = open();
        QVERIFY2(desk, reasonOf(desk).constData());
        note(**desk, "unsent");
    }
    const auto aside = recover(WholeStore::IsPutAside);
    QVERIFY2(aside, reasonOf(aside).constData());
    QVERIFY(aside->salvaged > 0);
    // As if it had ended before its last step.
    const QString fresh = m_folder + u"/store.recovering.db"_s;
    QVERIFY(QFile::rename(m_store, fresh));
    int lefts = 0;
    for (int access = 0;; ++access) {
        FaultyDisk::lackAt(lack, access);
        const auto again = recover(WholeStore::IsPutAside);
        FaultyDisk::heal();
        if (again) {
            QCOMPARE(again->salvaged, aside->salvaged);
            break;
        }
        QCOMPARE(reasonOf(again), reason);
        QVERIFY(QFileInfo::exists(fresh));
        ++lefts;
    }
    QVERIFY(lefts > 0);
    QCOMPARE(keptBySynchronising(), 1);
}

/// It would open to nobody, with all that is in the store itself.
void UnreadStoreTest::aLogThatTheDeviceDoesNotReadIsGoneRound()
{
    QByteArray store;
    QByteArray log;
    {
        const auto desk = open();
        QVERIFY2(desk, reasonOf(desk).constData());
        QVERIFY(m_exchange->sync(**desk));
        note(**desk, "unsent, in the log");
        store = readBounded(m_store, 1 << 26).value();
        log = readBounded(m_store + u"-wal"_s, 1 << 26).value();
    }
    QVERIFY(!log.isEmpty());
    QFile::remove(m_store + u"-shm"_s);
    QVERIFY(writeDurably(m_store, store) && writeDurably(m_store + u"-wal"_s, log));
    FaultyDisk::cannotRead("store.db-wal", 0, 32);
    const auto unread = open();
    QVERIFY(!unread);
    QVERIFY2(isStoreDamage(unread.error()), reasonOf(unread).constData());
    const auto aside = recover(WholeStore::IsLeft); // However whole what can be read is.
    QVERIFY(FaultyDisk::heal());
    QVERIFY2(aside, reasonOf(aside).constData());
    QVERIFY(!QFileInfo::exists(m_folder + u"/store.reading.db"_s));
    QCOMPARE(readBounded(aside->folder + u"/store.db-wal"_s, 1 << 26).value_or(QByteArray()), log);
    QCOMPARE(keptBySynchronising(), 1); // Past SQLite it was read here, as other sectors of it would be.
}

QTEST_GUILESS_MAIN(UnreadStoreTest)
#include "UnreadStoreTest.moc"
