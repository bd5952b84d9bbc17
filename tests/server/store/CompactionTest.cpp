// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/Compaction.h"

#include "server/admin/Upkeep.h"
#include "shared/crypto/Sm3.h"
#include "tests/Patience.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace wenyi;
using namespace wenyi::server;
using namespace Qt::StringLiterals;

/// A store with small segments, of which parts do not count any more.
class CompactionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_store.reset(); }
    void whatCountsIsMovedAndTheRestGivenUp();
    void theDatabaseIsMadeAnewFromBaseAndLog();
    void aDatabaseThatIsOlderThanTheBaseIsMadeAnew();
    void segmentsThatMostlyCountStay();
    void aRoundThatWouldCostMoreThanItBringsDoesNotTakePlace();
    void nothingIsRemovedWhileSomebodyReads();
    void whoFollowsTheLogKeepsWhatItNeeds();
    void whatIsDamagedStaysWhereItIs();
    void aSegmentThatCannotBeReadStaysWhereItIs();
    void aRoundThatIsLeftIsMadeAnew();
    void whatWasSetAsideKeepsItsSegmentUntilItCameAnew();
    void whoReadsIsLetInWhereNothingIsWrittenAnyMore();
    void retentionGoesOnWhileSomebodyReads();

private:
    static constexpr qint64 SegmentBytes = 200'000;
    static constexpr int Blobs = 24;
    static constexpr int BlobBytes = 60'000;

    static QByteArray content(int index) { return QByteArray(BlobBytes, static_cast<char>('a' + index)); }
    void reopen()
    {
        m_store.reset();
        auto opened = Store::open(m_folder->path(), m_clock, SegmentBytes);
        QVERIFY2(opened, opened ? "" : qPrintable(describe(opened.error())));
        m_store = std::move(*opened);
    }
    void store(int index);
    void drop(int index);
    /// Every blob but each fourth.
    void dropMost()
    {
        for (int i = 0; i < Blobs; ++i) {
            if (i % 4 != 0)
                drop(i);
        }
    }
    /// The blobs that are whole, read and compared.
    QList<int> wholeBlobs();
    QList<int> eachFourth() const
    {
        QList<int> kept;
        for (int i = 0; i < Blobs; i += 4)
            kept.append(i);
        return kept;
    }
    /// Steps until the round is over or `last` says so; gives the reasons of what failed.
    static QByteArrayList finish(
        Compaction &compaction, const std::function<bool()> &isLast = [] { return false; })
    {
        QByteArrayList reasons;
        for (int steps = 0; compaction.isWorking() && !isLast() && steps < 10'000; ++steps) {
            compaction.wait();
            if (const auto moved = compaction.step(); !moved)
                reasons.append(moved.error().reason);
        }
        return reasons;
    }
    static CompactionPolicy anyGain() { return {50, true}; }
    qint64 bytesOfSegments() const
    {
        qint64 bytes = 0;
        for (const SegmentSize &segment : m_store->segments()->sizes())
            bytes += segment.bytes;
        return bytes;
    }

    SystemClock m_clock;
    UnitCode m_unit{u"ZFB"_s};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
};

void CompactionTest::store(int index)
{
    const auto transaction = journal::Transaction::begin(m_store->database()).value();
    const QByteArray whole = content(index);
    QVERIFY(m_store->blobs().begin(m_unit, crypto::sm3(whole), BlobBytes, 1 << 30));
    QVERIFY(m_store->blobs().append(m_unit, crypto::sm3(whole), 0, whole));
    QVERIFY(transaction->commit());
}

void CompactionTest::drop(int index)
{
    const auto transaction = journal::Transaction::begin(m_store->database()).value();
    QVERIFY(m_store->blobs().drop(m_unit, crypto::sm3(content(index))));
    QVERIFY(transaction->commit());
}

QList<int> CompactionTest::wholeBlobs()
{
    QList<int> whole;
    for (int i = 0; i < Blobs; ++i) {
        const auto read = m_store->blobs().read(m_unit, crypto::sm3(content(i)), 0, BlobBytes);
        if (read && *read == content(i))
            whole.append(i);
    }
    return whole;
}

void CompactionTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    reopen();
    for (int i = 0; i < Blobs; ++i)
        store(i);
    QVERIFY(m_store->segments()->newest() > 6);
}

void CompactionTest::whatCountsIsMovedAndTheRestGivenUp()
{
    dropMost();
    const qint64 before = bytesOfSegments();
    const quint64 newest = m_store->segments()->newest();
    Compaction compaction(*m_store);
    compaction.begin(anyGain());
    QCOMPARE(finish(compaction), QByteArrayList());
    QCOMPARE(compaction.figures().rounds, quint64(1));
    QVERIFY(compaction.figures().removedSegments >= newest - 2);
    QVERIFY(compaction.figures().movedBytes >= 4 * BlobBytes);
    QVERIFY2(
        bytesOfSegments() < before / 2, qPrintable(u"%1 bytes of %2 are left"_s.arg(bytesOfSegments()).arg(before)));
    QCOMPARE(wholeBlobs(), eachFourth());
    QCOMPARE(m_store->blobs().scrub()->size(), 0);
    QVERIFY(m_store->segments()->verify());
    // It is told in the audit log, and goes on being a store.
    QCOMPARE(m_store->audit().newest(1)->first().what, u"segments.compact"_s);
    store(1);
    reopen();
    QList<int> now = eachFourth();
    now.insert(1, 1);
    QCOMPARE(wholeBlobs(), now);
    QVERIFY(m_store->audit().verify());
}

void CompactionTest::theDatabaseIsMadeAnewFromBaseAndLog()
{
    dropMost();
    {
        Compaction compaction(*m_store);
        compaction.begin(anyGain());
        QCOMPARE(finish(compaction), QByteArrayList());
    }
    store(2);
    const auto head = *m_store->audit().head();
    m_store.reset();
    for (const QString &name : QDir(m_folder->path()).entryList({u"server.db*"_s}, QDir::Files))
        QVERIFY(QFile::remove(m_folder->filePath(name)));
    reopen();
    QVERIFY(m_store);
    QList<int> now = eachFourth();
    now.insert(1, 2);
    QCOMPARE(wholeBlobs(), now);
    QCOMPARE(*m_store->audit().head(), head);
    QVERIFY(m_store->database().checkIntegrity());
}

void CompactionTest::aDatabaseThatIsOlderThanTheBaseIsMadeAnew()
{
    // As a power cut leaves it, which takes what SQLite did not sync: commits are not synced.
    reopen();
    m_store.reset();
    const QString older = m_folder->filePath(u"older.db"_s);
    QVERIFY(QFile::copy(m_folder->filePath(u"server.db"_s), older));
    reopen();
    dropMost();
    {
        Compaction compaction(*m_store);
        compaction.begin(anyGain());
        QCOMPARE(finish(compaction), QByteArrayList());
        QVERIFY(compaction.figures().removedSegments > 0);
    }
    m_store.reset();
    QVERIFY(QFile::remove(m_folder->filePath(u"server.db"_s)));
    QVERIFY(QFile::copy(older, m_folder->filePath(u"server.db"_s)));
    reopen();
    QVERIFY(m_store);
    QCOMPARE(wholeBlobs(), eachFourth());
}

void CompactionTest::segmentsThatMostlyCountStay()
{
    drop(0);
    const qsizetype before = m_store->segments()->sizes().size();
    Compaction compaction(*m_store);
    compaction.begin(anyGain());
    QCOMPARE(finish(compaction), QByteArrayList());
    QCOMPARE(compaction.figures().rounds, quint64(0));
    QCOMPARE(m_store->segments()->sizes().size(), before);
    dropMost();
    compaction.begin({0, true}); // Turned off.
    QVERIFY(!compaction.isWorking());
}

void CompactionTest::aRoundThatWouldCostMoreThanItBringsDoesNotTakePlace()
{
    dropMost();
    {
        // A database that is larger than all that would come back.
        const auto transaction = journal::Transaction::begin(m_store->database()).value();
        QVERIFY(
            m_store->database().execute("CREATE TABLE large(x BLOB); INSERT INTO large VALUES (zeroblob(3000000))"));
        QVERIFY(transaction->commit());
    }
    reopen(); // All of it is in its file.
    Compaction compaction(*m_store);
    compaction.begin({50, false});
    QCOMPARE(finish(compaction), QByteArrayList());
    QCOMPARE(compaction.figures().rounds, quint64(0));
    compaction.begin({50, true});
    QCOMPARE(finish(compaction), QByteArrayList());
    QCOMPARE(compaction.figures().rounds, quint64(1));
}

void CompactionTest::nothingIsRemovedWhileSomebodyReads()
{
    dropMost();
    const qsizetype before = m_store->segments()->sizes().size();
    auto reader = Store::openBeside(m_folder->path(), m_clock);
    QVERIFY2(reader, reader ? "" : qPrintable(describe(reader.error())));
    Compaction compaction(*m_store);
    compaction.begin(anyGain());
    QCOMPARE(finish(compaction, [&] { return compaction.waitsForReaders(); }), QByteArrayList());
    QVERIFY(compaction.waitsForReaders());
    for (int i = 0; i < 3; ++i)
        QVERIFY(compaction.step());
    QVERIFY(compaction.waitsForReaders());
    QVERIFY(m_store->segments()->sizes().size() >= before);
    QCOMPARE((*reader)->blobs().scrub()->size(), 0);
    reader->reset();
    QCOMPARE(finish(compaction), QByteArrayList());
    QVERIFY(m_store->segments()->sizes().size() < before);
    // While they are removed, a reader waits; afterwards it comes in.
    QVERIFY(Store::openBeside(m_folder->path(), m_clock));
}

void CompactionTest::whoFollowsTheLogKeepsWhatItNeeds()
{
    dropMost();
    quint64 needed = 3;
    Compaction compaction(*m_store, [&needed] { return needed; });
    compaction.begin(anyGain());
    QCOMPARE(finish(compaction), QByteArrayList());
    QCOMPARE(m_store->segments()->sizes().first().number, quint64(3));
    needed = std::numeric_limits<quint64>::max();
    compaction.begin(anyGain());
    QCOMPARE(finish(compaction), QByteArrayList());
    QVERIFY(m_store->segments()->sizes().first().number > 6);
    QCOMPARE(wholeBlobs(), eachFourth());
}

void CompactionTest::whatIsDamagedStaysWhereItIs()
{
    dropMost();
    {
        // The first blob's piece; its segment is the first one.
        QFile segment(m_folder->filePath(u"segments/0000000001.segment"_s));
        QVERIFY(segment.open(QIODevice::ReadWrite));
        const QByteArray all = segment.readAll();
        const qsizetype at = all.indexOf(content(0));
        QVERIFY(at > 0);
        QVERIFY(segment.seek(at + 1000) && segment.write("x") == 1);
    }
    Compaction compaction(*m_store);
    compaction.begin(anyGain());
    QCOMPARE(finish(compaction), QByteArrayList{"segment.damaged"});
    QCOMPARE(compaction.figures().rounds, quint64(1)); // The others were given up all the same.
    QCOMPARE(m_store->segments()->sizes().first().number, quint64(1));
    QCOMPARE(*m_store->blobs().scrub(), QList<Digest>{crypto::sm3(content(0))});
    QCOMPARE(wholeBlobs(), eachFourth().sliced(1));
}

void CompactionTest::aRoundThatIsLeftIsMadeAnew()
{
    dropMost();
    for (int steps = 1; steps < 40; steps += 3) {
        {
            Compaction compaction(*m_store);
            compaction.begin(anyGain());
            for (int i = 0; i < steps && compaction.isWorking(); ++i) {
                if (steps % 2 == 0) // Otherwise it ends while the other thread reads.
                    compaction.wait();
                QVERIFY(compaction.step());
            }
        }
        reopen();
        QVERIFY(m_store);
        QCOMPARE(wholeBlobs(), eachFourth());
    }
    Compaction compaction(*m_store);
    compaction.begin(anyGain());
    QCOMPARE(finish(compaction), QByteArrayList());
    QCOMPARE(wholeBlobs(), eachFourth());
    QVERIFY(m_store->segments()->sizes().size() <= 4);
}

/// Its standby may have it sound, and removes nothing before it has looked.
void CompactionTest::whatWasSetAsideKeepsItsSegmentUntilItCameAnew()
{
    dropMost();
    const StoredBlob first{m_unit, crypto::sm3(content(0)), BlobBytes};
    const auto change = [this](const std::function<Result<void>()> &what) {
        const auto transaction = journal::Transaction::begin(m_store->database()).value();
        return what() && transaction->commit();
    };
    QVERIFY(change([&] { return m_store->aside().keep(first); }));
    QVERIFY(change([&] { return m_store->blobs().setAside(first.unit, first.digest); }));
    Compaction compaction(*m_store);
    compaction.begin(anyGain());
    QCOMPARE(finish(compaction), QByteArrayList());
    QCOMPARE(compaction.figures().rounds, quint64(1));
    QCOMPARE(m_store->segments()->sizes().first().number, quint64(1));
    QCOMPARE(wholeBlobs(), eachFourth().sliced(1));
    QVERIFY(change([&] { return m_store->aside().takeBack(first); }));
    QCOMPARE(wholeBlobs(), eachFourth());
    compaction.begin(anyGain());
    QCOMPARE(finish(compaction), QByteArrayList());
    QVERIFY(m_store->segments()->sizes().first().number > 1);
    QCOMPARE(wholeBlobs(), eachFourth());
}

void CompactionTest::aSegmentThatCannotBeReadStaysWhereItIs()
{
    dropMost();
    QCOMPARE(wholeBlobs(), eachFourth()); // Now the segments are open.
    const QString path = QFileInfo(m_folder->filePath(u"segments/0000000001.segment"_s)).canonicalFilePath();
    int opened = 0;
    for (const QString &name : QDir(u"/proc/self/fd"_s).entryList(QDir::Files | QDir::System)) {
        if (QFile::symLinkTarget(u"/proc/self/fd/"_s + name) != path)
            continue;
        // What is written only fails to be read, as a bad block does.
        const int unreadable = ::open(QFile::encodeName(path).constData(), O_WRONLY);
        QVERIFY(unreadable >= 0 && ::dup2(unreadable, name.toInt()) == name.toInt());
        ::close(unreadable);
        ++opened;
    }
    QCOMPARE(opened, 1);
    Compaction compaction(*m_store);
    compaction.begin(anyGain());
    QCOMPARE(finish(compaction), QByteArrayList{"segment.damaged"});
    QCOMPARE(compaction.figures().rounds, quint64(1)); // The others were given up all the same.
    QCOMPARE(compaction.damaged(), std::set<quint64>{1});
    QCOMPARE(m_store->segments()->sizes().first().number, quint64(1));
    reopen();
    QCOMPARE(wholeBlobs(), eachFourth());
}

void CompactionTest::whoReadsIsLetInWhereNothingIsWrittenAnyMore()
{
    dropMost();
    Compaction compaction(*m_store);
    compaction.begin(anyGain());
    QCOMPARE(finish(compaction, [&] { return compaction.figures().removedSegments == 1; }), QByteArrayList());
    QVERIFY(compaction.isWorking());
    const auto shut = ReadingClaim::share(m_folder->path(), std::chrono::milliseconds(50));
    QVERIFY(!shut);
    QCOMPARE(shut.error().reason, QByteArray("store.being-compacted"));
    compaction.letReadersIn();
    QVERIFY(ReadingClaim::share(m_folder->path(), std::chrono::milliseconds(50)));
    compaction.begin(anyGain());
    QCOMPARE(finish(compaction), QByteArrayList());
    QCOMPARE(wholeBlobs(), eachFourth());
}

void CompactionTest::retentionGoesOnWhileSomebodyReads()
{
    dropMost();
    const auto reader = Store::openBeside(m_folder->path(), m_clock);
    QVERIFY2(reader, reader ? "" : qPrintable(describe(reader.error())));
    const QString file = m_folder->filePath(u"server.log"_s);
    const auto log = EventLog::open({"text", "info", "server.log"}, m_folder->path(), m_clock);
    QVERIFY2(log, log ? "" : qPrintable(describe(log.error())));
    const auto said = [&file](const char *event) {
        QFile written(file);
        return written.open(QIODevice::ReadOnly) && written.readAll().contains(event);
    };
    Upkeep upkeep(*m_store, m_clock, **log, [] { return std::numeric_limits<quint64>::max(); });
    Configuration configuration;
    const auto waits = [&] {
        upkeep.beginNow(); // As another hour does.
        upkeep.work(configuration);
        return said("segments.wait-for-readers");
    };
    QTRY_VERIFY2(waits(), "compaction does not say that it waits, or does not wait");
    QCOMPARE(upkeep.figures().unitsNearQuota, quint64(0));
    configuration.unitQuota = BlobBytes;
    const auto looked = [&] {
        upkeep.beginNow();
        upkeep.work(configuration);
        return upkeep.figures().unitsNearQuota == 1;
    };
    QTRY_VERIFY2(looked(), "the round behind retention does not come");
    QCOMPARE(upkeep.figures().removedSegments, quint64(0));
}

QTEST_GUILESS_MAIN(CompactionTest)
#include "CompactionTest.moc"
