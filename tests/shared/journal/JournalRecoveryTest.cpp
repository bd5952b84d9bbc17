// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/journal/Office.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace wenyi;
using namespace wenyi::journal;
using namespace Qt::StringLiterals;

/// A desktop whose store is gone has its own entries from the log again, and goes on behind them (F16).
class JournalRecoveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void ownEntriesComeFromTheLogOnlyWhereTheyMay();
    void nothingIsWrittenBeforeTheLogIsHere();
    void salvagedEntriesFollowTheLogAsTheyWere();
    void whatTheLogHasAlreadyIsNotKeptTwice();
    void behindAGapNothingIsKept();
    void aChainThatWasGivenAwayFurtherDoesNotGoOn();
    void aSectorThatCannotBeReadIsGoneRound();

private:
    static constexpr int Sent = 3;

    TestDesktop &lost() { return *m_office->desktops[0]; }
    TestDesktop &other() { return *m_office->desktops[1]; }
    void write(const QString &text) { QVERIFY(lost().write(u"s"_s, text)); }
    /// An empty store in the place of the one that is gone.
    void begin(OwnEntries own);
    QList<QByteArray> salvaged() { return Journal::salvage(*lost().database, lost().id); }
    /// Everybody has everything, and the same.
    void agree();

    std::unique_ptr<Office> m_office;
};

void JournalRecoveryTest::init()
{
    m_office = std::make_unique<Office>(2);
    for (int i = 1; i <= Sent; ++i)
        write(u"sent %1"_s.arg(i));
    QVERIFY(m_office->exchange(lost()));
    QVERIFY(other().write(u"s"_s, u"other"_s));
    QVERIFY(m_office->exchange(other()));
}

void JournalRecoveryTest::begin(OwnEntries own)
{
    lost().close();
    const QString path = QString::fromUtf8(lost().filePath());
    for (const QString &end : {QString(), u"-wal"_s, u"-shm"_s})
        QFile::remove(path + end);
    QVERIFY(!QFile::exists(path));
    lost().own = own;
    const auto opened = lost().open();
    QVERIFY2(opened, opened ? "" : opened.error().reason.constData());
}

void JournalRecoveryTest::agree()
{
    for (TestDesktop *desktop : {&lost(), &other(), &lost()}) {
        const auto exchanged = m_office->exchange(*desktop);
        QVERIFY2(exchanged, exchanged ? "" : exchanged.error().reason.constData());
    }
    QCOMPARE(lost().state(), other().state());
    QCOMPARE(lost().journal->unsentCount().value(), quint64(0));
    for (TestDesktop *desktop : {&lost(), &other()}) {
        const auto verified = desktop->journal->verify(m_office->keys());
        QVERIFY2(verified, verified ? "" : verified.error().reason.constData());
    }
}

void JournalRecoveryTest::ownEntriesComeFromTheLogOnlyWhereTheyMay()
{
    begin(OwnEntries::AreHere);
    const auto refused = m_office->pull(lost());
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, QByteArray("journal.own-altered"));
    begin(OwnEntries::ComeFromLog);
    QVERIFY(m_office->pull(lost()));
    const OwnChain own = lost().journal->ownChain().value();
    QCOMPARE(own.newest, quint64(Sent));
    QCOMPARE(own.acknowledged, quint64(Sent));
    QCOMPARE(lost().journal->resume({}, Sent).value(), 0);
    write(u"new"_s);
    QCOMPARE(lost().journal->ownChain()->newest, quint64(Sent + 1));
    agree();
    QCOMPARE(other().state().value(u"s"_s).size(), Sent + 2);
}

void JournalRecoveryTest::nothingIsWrittenBeforeTheLogIsHere()
{
    begin(OwnEntries::ComeFromLog);
    const auto early = lost().write(u"s"_s, u"early"_s);
    QVERIFY(!early);
    QCOMPARE(early.error().reason, QByteArray("journal.recovering"));
    QVERIFY(m_office->pull(lost()));
    QVERIFY(!lost().write(u"s"_s, u"early"_s));
    QVERIFY(lost().journal->resume({}, 0));
    write(u"later"_s);
    agree();
}

void JournalRecoveryTest::salvagedEntriesFollowTheLogAsTheyWere()
{
    write(u"unsent 1"_s);
    write(u"unsent 2"_s);
    const QList<QByteArray> kept = salvaged();
    QCOMPARE(kept.size(), Sent + 2);
    begin(OwnEntries::ComeFromLog);
    QVERIFY(m_office->pull(lost()));
    QCOMPARE(lost().journal->resume(kept, 0).value(), 2);
    QCOMPARE(lost().journal->unsentCount().value(), quint64(2));
    write(u"new"_s);
    agree();
    QCOMPARE(other().state().value(u"s"_s).mid(Sent + 1), (QStringList{u"unsent 1"_s, u"unsent 2"_s, u"new"_s}));
}

void JournalRecoveryTest::whatTheLogHasAlreadyIsNotKeptTwice()
{
    write(u"pushed"_s);
    write(u"unsent"_s);
    const QList<QByteArray> kept = salvaged();
    {
        // The server has the first of them, and its answer never came.
        const auto run = lost().journal->unsentRun(1, lost().signer).value();
        QCOMPARE(run->entries.size(), 1);
        const auto transaction = Transaction::begin(*m_office->serverDatabase).value();
        QVERIFY(m_office->log->append(*transaction, m_office->unit, lost().id, *run, lost().signer.key().publicKey()));
        QVERIFY(transaction->commit());
    }
    begin(OwnEntries::ComeFromLog);
    QVERIFY(m_office->pull(lost()));
    QCOMPARE(lost().journal->resume(kept, Sent).value(), 1);
    agree();
    QCOMPARE(other().state().value(u"s"_s).mid(Sent + 1), (QStringList{u"pushed"_s, u"unsent"_s}));
}

void JournalRecoveryTest::behindAGapNothingIsKept()
{
    for (int i = 1; i <= 3; ++i)
        write(u"unsent %1"_s.arg(i));
    QList<QByteArray> kept = salvaged();
    kept.removeAt(Sent + 1);
    kept.append(QByteArray("no entry"));
    begin(OwnEntries::ComeFromLog);
    QVERIFY(m_office->pull(lost()));
    QCOMPARE(lost().journal->resume(kept, 0).value(), 1);
    agree();
    QCOMPARE(other().state().value(u"s"_s).mid(Sent + 1), QStringList{u"unsent 1"_s});
}

void JournalRecoveryTest::aChainThatWasGivenAwayFurtherDoesNotGoOn()
{
    begin(OwnEntries::ComeFromLog);
    QVERIFY(m_office->pull(lost()));
    const auto resumed = lost().journal->resume({}, Sent + 1);
    QVERIFY(!resumed);
    QCOMPARE(resumed.error().reason, QByteArray("journal.chain-lost"));
    QVERIFY(!lost().write(u"s"_s, u"new"_s)); // Its number would stand for two.
}

/// Wherever in the store it is, with what stands before and behind it kept.
void JournalRecoveryTest::aSectorThatCannotBeReadIsGoneRound()
{
    constexpr int Unsent = 400;
    constexpr qint64 Sector = 4'096;
    for (int i = 1; i <= Unsent; ++i)
        write(u"unsent %1 %2"_s.arg(i).arg(QString(200, u'x')));
    lost().close();
    lost().onFaultyDisk = true;
    const qint64 size = QFileInfo(QString::fromUtf8(lost().filePath())).size();
    QVERIFY(size > 40 * Sector);
    int damaged = 0;
    // The roots of the tables stand at the beginning.
    for (qint64 at = size / 2; at < size; at += size / 40) {
        QVERIFY(lost().open());
        FaultyDisk::cannotRead("store.db", at, at + Sector);
        const QList<QByteArray> kept = salvaged();
        const bool isHit = FaultyDisk::heal();
        QCOMPARE(salvaged().size(), Sent + Unsent); // Nothing of it is damaged.
        lost().close();
        damaged += kept.size() < Sent + Unsent ? 1 : 0;
        QVERIFY2(kept.size() > Unsent / 2, qPrintable(u"%1 of %2 at %3, %4"_s.arg(kept.size())
                                                          .arg(Sent + Unsent)
                                                          .arg(at)
                                                          .arg(isHit ? u"read"_s : u"not read"_s)));
    }
    QVERIFY(damaged > 0);
}

QTEST_GUILESS_MAIN(JournalRecoveryTest)
#include "JournalRecoveryTest.moc"
