// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/journal/Office.h"

#include <QFile>
#include <QTest>

#include <random>

using namespace wenyi;
using namespace wenyi::journal;
using namespace Qt::StringLiterals;

class JournalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownEntriesShowAtOnceAndSurviveARestart();
    void entriesOfOthersStandBelowOwnUnsentOnes();
    void replicasAgreeInWhateverOrderTheyExchange();
    void rebuildingGivesTheSameState();
    void stoppedRebuildLeavesEverything();
    void aChangedProjectionIsRebuiltWhenOpened();
    void refusesRunsThatAreNotTheLogs_data();
    void refusesRunsThatAreNotTheLogs();
    void anyOneStorageFailureLeavesOldOrNewState();
    void everyTamperedEntryIsFound();
    void theStoreHoldsNoClearText();
    void aPushAgainGivesItsNumbersAgain();
    void manyEntriesTogetherAreOneChainInTheirOrder();
    void ofManyEntriesTogetherAllOrNoneAreKept();

private:
    QList<NewEntry> manyEntries() const;
};

void JournalTest::ownEntriesShowAtOnceAndSurviveARestart()
{
    Office office(1);
    TestDesktop &desktop = *office.desktops[0];
    QVERIFY(desktop.write(u"a"_s, u"拟稿"_s));
    QVERIFY(desktop.write(u"a"_s, u"送审"_s));
    QCOMPARE(desktop.state()[u"a"_s], QStringList({u"拟稿"_s, u"送审"_s}));
    QVERIFY(desktop.open());
    QCOMPARE(desktop.state()[u"a"_s], QStringList({u"拟稿"_s, u"送审"_s}));
    QCOMPARE(*desktop.journal->unsentCount(), 2u);
    QVERIFY(office.exchange(desktop));
    QCOMPARE(*desktop.journal->unsentCount(), 0u);
    QCOMPARE(*desktop.journal->verify(office.keys()), 2u);
}

void JournalTest::entriesOfOthersStandBelowOwnUnsentOnes()
{
    Office office(2);
    TestDesktop &clerk = *office.desktops[0];
    TestDesktop &leader = *office.desktops[1];
    QVERIFY(clerk.write(u"a"_s, u"clerk 1"_s));
    QVERIFY(leader.write(u"a"_s, u"leader 1"_s));
    QVERIFY(office.exchange(leader));
    QVERIFY(office.pull(clerk));
    QCOMPARE(clerk.state()[u"a"_s], QStringList({u"leader 1"_s, u"clerk 1"_s}));
    QVERIFY(office.exchange(clerk));
    QVERIFY(office.exchange(leader));
    QCOMPARE(leader.state(), clerk.state());
}

void JournalTest::replicasAgreeInWhateverOrderTheyExchange()
{
    for (unsigned seed = 1; seed <= 20; ++seed) {
        std::mt19937 random(seed);
        const auto pick = [&](unsigned below) { return static_cast<int>(random() % below); };
        Office office(3);
        for (int step = 0; step < 40; ++step) {
            TestDesktop &desktop = *office.desktops[static_cast<size_t>(pick(3))];
            switch (pick(4)) {
            case 0:
                QVERIFY(office.push(desktop));
                break;
            case 1:
                QVERIFY(office.pull(desktop, 1 + pick(2000)));
                break;
            default:
                QVERIFY(desktop.write(u"stream-%1"_s.arg(pick(3)), u"%1 of %2"_s.arg(step).arg(desktop.id.toString())));
            }
        }
        for (int round = 0; round < 2; ++round) {
            for (const auto &desktop : office.desktops)
                QVERIFY(office.exchange(*desktop));
        }
        for (const auto &desktop : office.desktops) {
            QVERIFY2(desktop->state() == office.desktops[0]->state(), qPrintable(u"seed %1"_s.arg(seed)));
            QVERIFY(desktop->journal->verify(office.keys()));
        }
        QVERIFY(office.log->verify(office.unit));
    }
}

void JournalTest::rebuildingGivesTheSameState()
{
    Office office(2);
    for (int i = 0; i < 30; ++i)
        QVERIFY(office.desktops[static_cast<size_t>(i % 2)]->write(u"s%1"_s.arg(i % 4), QString::number(i)));
    QVERIFY(office.exchange(*office.desktops[0]));
    QVERIFY(office.pull(*office.desktops[1]));
    TestDesktop &desktop = *office.desktops[1];
    const auto before = desktop.state();
    quint64 reported = 0;
    QVERIFY(desktop.journal->rebuild([&](quint64 done, quint64) {
        reported = done;
        return true;
    }));
    QCOMPARE(desktop.state(), before);
    QCOMPARE(reported, 30u);
}

void JournalTest::stoppedRebuildLeavesEverything()
{
    Office office(1);
    TestDesktop &desktop = *office.desktops[0];
    QVERIFY(desktop.write(u"a"_s, u"1"_s));
    const auto before = desktop.state();
    const auto stopped = desktop.journal->rebuild([](quint64, quint64) { return false; });
    QCOMPARE(stopped.error().reason, "journal.rebuild-cancelled");
    QCOMPARE(desktop.state(), before);
}

void JournalTest::aChangedProjectionIsRebuiltWhenOpened()
{
    Office office(1);
    TestDesktop &desktop = *office.desktops[0];
    QVERIFY(desktop.write(u"a"_s, u"1"_s));
    QVERIFY(desktop.database->execute("DELETE FROM texts"));
    desktop.projection.m_version = 2;
    QVERIFY(desktop.open());
    QCOMPARE(desktop.state()[u"a"_s], QStringList{u"1"_s});
}

void JournalTest::refusesRunsThatAreNotTheLogs_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("an entry left out") << u"drop"_s << QByteArray("journal.head-position");
    QTest::newRow("two entries swapped") << u"swap"_s << QByteArray("journal.chain-gap");
    QTest::newRow("a byte altered") << u"alter"_s << QByteArray();
    QTest::newRow("a head signed by another key") << u"forge"_s << QByteArray("journal.head-signature");
    QTest::newRow("numbers that leave a gap") << u"gap"_s << QByteArray("journal.log-gap");
    QTest::newRow("a checkpoint for something else") << u"checkpoint"_s << QByteArray("journal.checkpoint-position");
    QTest::newRow("a checkpoint by another key") << u"checkpoint key"_s << QByteArray("journal.checkpoint-signature");
    QTest::newRow("an unknown desktop") << u"stranger"_s << QByteArray("test.desktop");
}

void JournalTest::refusesRunsThatAreNotTheLogs()
{
    QFETCH(QString, fault);
    QFETCH(QByteArray, reason);
    Office office(2);
    TestDesktop &writer = *office.desktops[0];
    TestDesktop &reader = *office.desktops[1];
    for (int i = 0; i < 3; ++i)
        QVERIFY(writer.write(u"a"_s, QString::number(i)));
    QVERIFY(office.push(writer));
    auto runs = *office.log->runsAfter(office.unit, 0, 1 << 20);
    auto &entries = runs[0].run.entries;
    auto position = *office.log->head(office.unit);
    const auto other = makeSigner(u"other"_s);
    auto *checkpointSigner = &office.serverSigner;
    auto stranger = makeSigner(u"stranger"_s);
    if (fault == u"drop"_s)
        entries.removeLast();
    else if (fault == u"swap"_s)
        entries.swapItemsAt(0, 1);
    else if (fault == u"alter"_s)
        entries[1][entries[1].size() / 2] = static_cast<char>(entries[1][entries[1].size() / 2] ^ 1);
    else if (fault == u"forge"_s)
        runs[0].run.head = *SignedHead::sign(writer.id, runs[0].run.head.position, office.clock.now(), stranger);
    else if (fault == u"gap"_s)
        runs[0].first = 2;
    else if (fault == u"checkpoint"_s)
        position = position.following(Digest{});
    else if (fault == u"checkpoint key"_s)
        checkpointSigner = &stranger;
    else if (fault == u"stranger"_s)
        runs[0].run.head.desktop = DesktopId(u"nobody"_s);
    const auto checkpoint = *Checkpoint::sign(office.unit, position, office.clock.now(), *checkpointSigner);
    const auto taken =
        reader.journal->acceptRuns(runs, checkpoint, office.serverSigner.key().publicKey(), office.keys());
    QVERIFY(!taken);
    if (!reason.isEmpty())
        QCOMPARE(taken.error().reason, reason);
    QVERIFY(reader.state().isEmpty());
    QCOMPARE(reader.journal->logHead()->number, 0u);
    QCOMPARE(*reader.journal->verify(office.keys()), 0u);
}

void JournalTest::anyOneStorageFailureLeavesOldOrNewState()
{
    for (int access = 0;; ++access) {
        Office office(2);
        TestDesktop &desktop = *office.desktops[0];
        TestDesktop &other = *office.desktops[1];
        desktop.onFaultyDisk = true;
        QVERIFY(desktop.open());
        QVERIFY(desktop.write(u"a"_s, u"first"_s));
        QVERIFY(other.write(u"a"_s, u"of another"_s));
        QVERIFY(office.push(other));
        QVERIFY(office.push(desktop));

        FaultyDisk::failOnceAt(access);
        const bool written = desktop.write(u"a"_s, u"second"_s).has_value();
        const bool pulled = office.pull(desktop).has_value();
        desktop.close(); // Its checkpoint may meet the failure too.
        const bool hadFailure = FaultyDisk::heal();

        QVERIFY(desktop.open());
        QStringList expected{u"first"_s};
        if (pulled)
            expected.prepend(u"of another"_s);
        if (written)
            expected.append(u"second"_s);
        const QStringList found = desktop.state()[u"a"_s];
        // What was acknowledged is there. What failed may still have reached the disk whole, never in part.
        for (const QString &text : std::as_const(expected))
            QVERIFY2(found.contains(text), qPrintable(u"access %1: %2"_s.arg(access).arg(text)));
        QVERIFY(desktop.journal->verify(office.keys()));
        QVERIFY(office.exchange(desktop));
        QVERIFY(office.pull(other));
        QCOMPARE(other.state(), desktop.state());
        if (!hadFailure)
            return; // Every access has had its turn.
        QVERIFY(access < 500);
    }
}

void JournalTest::everyTamperedEntryIsFound()
{
    for (const char *sql : {"UPDATE journal_entries SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || 'x' AS "
                            "BLOB) WHERE position = 2",
             "DELETE FROM journal_entries WHERE position = 2", "DELETE FROM journal_entries WHERE position = 3",
             "UPDATE journal_entries SET number = 7 WHERE position = 3", "UPDATE journal_log SET number = 2",
             "UPDATE journal_chains SET sequence = 2", "DELETE FROM journal_chains"}) {
        Office office(1);
        TestDesktop &desktop = *office.desktops[0];
        for (int i = 0; i < 3; ++i)
            QVERIFY(desktop.write(u"a"_s, QString::number(i)));
        QVERIFY(office.exchange(desktop));
        QVERIFY(desktop.journal->verify(office.keys()));
        QVERIFY(desktop.database->execute(sql));
        QVERIFY2(!desktop.journal->verify(office.keys()), sql);
    }
}

void JournalTest::theStoreHoldsNoClearText()
{
    Office office(1);
    TestDesktop &desktop = *office.desktops[0];
    QVERIFY(desktop.write(u"stream-with-a-name"_s, u"关于开展安全生产检查的通知"_s));
    desktop.close();
    for (const QByteArray &suffix : {QByteArray(), QByteArray("-wal")}) {
        QFile file(QString::fromUtf8(desktop.filePath() + suffix));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains("SQLite format"));
        QVERIFY(!bytes.contains("stream-with-a-name"));
        QVERIFY(!bytes.contains(QByteArray("安全生产")));
    }
}

void JournalTest::aPushAgainGivesItsNumbersAgain()
{
    Office office(1);
    TestDesktop &desktop = *office.desktops[0];
    QVERIFY(desktop.write(u"a"_s, u"1"_s));
    QVERIFY(office.push(desktop));
    QVERIFY(desktop.write(u"a"_s, u"2"_s)); // The first answer was lost, and more was written since.
    QVERIFY(office.push(desktop));
    QVERIFY(office.push(desktop));
    QCOMPARE(office.log->head(office.unit)->number, 2u);
    QVERIFY(office.pull(desktop));
    QCOMPARE(*desktop.journal->unsentCount(), 0u);
}

// So many that some are made while others are stored, and the last of them are fewer.
QList<NewEntry> JournalTest::manyEntries() const
{
    QList<NewEntry> entries;
    for (int i = 0; i < 700; ++i)
        entries.append(
            {StreamId(u"s%1"_s.arg(i % 3)), u"outgoing"_s, u"record.event"_s, QByteArray::number(i), {}, u"unit"_s});
    return entries;
}

void JournalTest::manyEntriesTogetherAreOneChainInTheirOrder()
{
    Office office(2);
    TestDesktop &desktop = *office.desktops[0];
    const QList<NewEntry> entries = manyEntries();
    QMap<QString, QStringList> expected;
    for (const NewEntry &entry : entries)
        expected[entry.stream.toString()].append(QString::fromUtf8(entry.payload));
    const auto ids = desktop.journal->append(MemberId(u"member"_s), entries);
    QVERIFY(ids);
    QCOMPARE(ids->size(), entries.size());
    QCOMPARE(desktop.state(), expected);
    QVERIFY(desktop.write(u"s0"_s, u"one more"_s)); // On top of them.
    QCOMPARE(*desktop.journal->verify(office.keys()), static_cast<quint64>(entries.size() + 1));
    QVERIFY(office.exchange(desktop));
    QVERIFY(office.exchange(*office.desktops[1]));
    QCOMPARE(office.desktops[1]->state(), desktop.state());
}

void JournalTest::ofManyEntriesTogetherAllOrNoneAreKept()
{
    Office office(1);
    TestDesktop &desktop = *office.desktops[0];
    QVERIFY(desktop.write(u"s0"_s, u"before"_s));
    for (const qsizetype bad : {0, 127, 128, 500, 699}) {
        QList<NewEntry> entries = manyEntries();
        entries[bad].group = u"nobody"_s;
        QCOMPARE(desktop.journal->append(MemberId(u"member"_s), entries).error().reason, "keyring.no-key");
        QCOMPARE(*desktop.journal->verify(office.keys()), 1u);
        QCOMPARE(desktop.state().value(u"s0"_s), QStringList{u"before"_s});
    }
    QVERIFY(desktop.journal->append(MemberId(u"member"_s), manyEntries()));
    QCOMPARE(*desktop.journal->verify(office.keys()), 701u);
}

QTEST_GUILESS_MAIN(JournalTest)
#include "JournalTest.moc"
