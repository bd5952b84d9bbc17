// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3.h"
#include "tests/shared/journal/Office.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace wenyi;
using namespace wenyi::journal;
using namespace Qt::StringLiterals;

/// Desktops whose server's log was set back to an earlier place.
class SetBackTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replicasAgreeAgainWithNothingLostAndNothingTwice();
    void whatOnlyALostDesktopCouldSendStaysAndIsCounted();
    void anotherEntryInAHeldOnesPlaceIsRefused();
    void whereNothingIsLackedNothingChanges();

private:
    /// The server's store as it is now, to go back to.
    void backUp(Office &office)
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(office.serverDatabase->backUp(m_folder->filePath(u"backup.db"_s)));
    }
    /// Puts the backup in place; every desktop hears of it.
    void setBack(Office &office)
    {
        office.log.reset();
        office.serverDatabase =
            std::move(*Database::open(m_folder->filePath(u"backup.db"_s), {std::nullopt, applicationIdOf(office)}));
        office.log = std::make_unique<UnitLog>(std::move(*UnitLog::open(*office.serverDatabase)));
        const quint64 reaches = office.log->head(office.unit)->number;
        for (const auto &desktop : office.desktops) {
            const quint64 common = std::min(reaches, desktop->journal->logHead()->number);
            const auto place = desktop->journal->positionAt(common);
            QVERIFY(place);
            QVERIFY(desktop->journal->setBack(*place));
        }
    }
    static quint32 applicationIdOf(Office &office)
    {
        Statement id(*office.serverDatabase, "PRAGMA application_id");
        return id.next() ? static_cast<quint32>(id.integer(0)) : 0;
    }
    static int textsOf(TestDesktop &desktop)
    {
        qsizetype count = 0;
        const auto state = desktop.state();
        for (const QStringList &texts : state)
            count += texts.size();
        return static_cast<int>(count);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void SetBackTest::replicasAgreeAgainWithNothingLostAndNothingTwice()
{
    for (unsigned seed = 1; seed <= 12; ++seed) {
        std::mt19937 random(seed);
        const auto pick = [&](unsigned below) { return static_cast<size_t>(random() % below); };
        Office office(3);
        int written = 0;
        const auto work = [&](int steps) {
            for (int step = 0; step < steps; ++step) {
                TestDesktop &desktop = *office.desktops[pick(3)];
                if (pick(3) == 0)
                    QVERIFY(pick(2) == 0 ? office.push(desktop) : office.exchange(desktop));
                else
                    QVERIFY(desktop.write(u"stream-%1"_s.arg(pick(2)), QString::number(++written)));
            }
        };
        work(20);
        backUp(office);
        work(30);
        setBack(office);
        work(5);
        std::vector<size_t> order{0, 1, 2, 0, 1, 2, 0, 1, 2};
        std::shuffle(order.begin(), order.end() - 6, random);
        for (const size_t index : order)
            QVERIFY(office.exchange(*office.desktops[index]));
        const auto state = office.desktops[0]->state();
        QCOMPARE(textsOf(*office.desktops[0]), written);
        for (const auto &desktop : office.desktops) {
            QVERIFY2(desktop->state() == state, qPrintable(u"seed %1"_s.arg(seed)));
            QCOMPARE(desktop->journal->unsentCount().value(), quint64(0));
            QCOMPARE(desktop->journal->heldCount().value(), quint64(0));
            const auto verified = desktop->journal->verify(office.keys());
            QVERIFY2(verified, verified ? "" : qPrintable(describe(verified.error())));
            QCOMPARE(*verified, quint64(written));
            QVERIFY(desktop->journal->rebuild());
            QVERIFY(desktop->state() == state);
        }
    }
}

void SetBackTest::whatOnlyALostDesktopCouldSendStaysAndIsCounted()
{
    Office office(2);
    TestDesktop &lost = *office.desktops[0];
    TestDesktop &kept = *office.desktops[1];
    QVERIFY(office.exchange(lost));
    backUp(office);
    QVERIFY(lost.write(u"a"_s, u"theirs"_s));
    QVERIFY(office.exchange(lost));
    QVERIFY(office.exchange(kept));
    QVERIFY(kept.write(u"a"_s, u"ours"_s));
    QVERIFY(office.exchange(kept));
    setBack(office);
    QVERIFY(office.exchange(kept));
    QCOMPARE(kept.journal->heldCount().value(), quint64(1));
    QCOMPARE(kept.journal->unsentCount().value(), quint64(0)); // It is not ours to send.
    QVERIFY2(kept.journal->unsentSince().value().isEmpty(), "another desktop's entry is listed as waiting here");
    QCOMPARE(textsOf(kept), 2);
    QVERIFY(kept.journal->verify(office.keys()));
}

void SetBackTest::anotherEntryInAHeldOnesPlaceIsRefused()
{
    Office office(2);
    TestDesktop &author = *office.desktops[0];
    TestDesktop &reader = *office.desktops[1];
    backUp(office);
    QVERIFY(author.write(u"a"_s, u"what was said"_s));
    QVERIFY(office.exchange(author));
    QVERIFY(office.exchange(reader));
    setBack(office);
    // The author's store was set back as well, and goes another way under the same sequence.
    Office other(2);
    TestDesktop &twin = *other.desktops[0];
    QVERIFY(twin.write(u"a"_s, u"what shall have been said"_s));
    const auto run = twin.journal->unsentRun(1 << 20, author.signer);
    QVERIFY(run && *run);
    LogRun logRun{1, **run};
    LogPosition at;
    for (const QByteArray &entry : logRun.run.entries)
        at = at.following(crypto::sm3(entry));
    const auto checkpoint = Checkpoint::sign(office.unit, at, office.clock.now(), office.serverSigner);
    const auto taken =
        reader.journal->acceptRuns({logRun}, *checkpoint, office.serverSigner.certificate().publicKey(), office.keys());
    QVERIFY(!taken);
    QCOMPARE(reader.journal->heldCount().value(), quint64(1));
    QCOMPARE(reader.state()[u"a"_s], QStringList{u"what was said"_s});
}

void SetBackTest::whereNothingIsLackedNothingChanges()
{
    Office office(1);
    TestDesktop &desktop = *office.desktops[0];
    QVERIFY(desktop.write(u"a"_s, u"x"_s));
    QVERIFY(office.exchange(desktop));
    const LogPosition head = *desktop.journal->logHead();
    QCOMPARE(desktop.journal->setBack(head).value(), QByteArray());
    QCOMPARE(*desktop.journal->logHead(), head);
    const auto beyond = desktop.journal->positionAt(head.number + 1);
    QVERIFY(!beyond);
    QCOMPARE(beyond.error().reason, QByteArray("journal.log-number"));
}

QTEST_GUILESS_MAIN(SetBackTest)
#include "SetBackTest.moc"
