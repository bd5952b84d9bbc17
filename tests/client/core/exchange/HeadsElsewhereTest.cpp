// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/HeadsElsewhere.h"
#include "client/core/exchange/CourierService.h"
#include "shared/exchange/HeadsFile.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// T30 `trail_surgery`: what a receipt told another unit of an audit log tells whether that log is still the one.
class HeadsElsewhereTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSenderKeepsWhatReceiptsTold();
    void theStandaloneDesktopTellsByItsStick();
    void theLogThatWasToldOfHolds();
    void aForgedHeadIsRefused();
    void anotherUnitsHeadsAreNoneOfThis();
    void surgeryShows_data();
    void surgeryShows();
    void anEmptyLogTellsNothing();

private:
    static void write(Workspace &workspace, const QString &subject)
    {
        const auto written = workspace.audit().record(u"clerk"_s, u"envelope.take"_s, u"envelope.signature"_s, subject);
        QVERIFY(written);
    }
    QList<exchange::Receipt> keptOf(const Workspace &workspace)
    {
        return HeadsElsewhere(*m_exchange->sender).ofOthers(workspace.profile().unit).value();
    }
    /// What the sender has of the finance bureau, through a file.
    QList<exchange::Receipt> handedOver()
    {
        return exchange::readHeads(exchange::writeHeads(keptOf(*m_exchange->finance))).value();
    }

    std::unique_ptr<ExchangeOffice> m_exchange;
    Dispatch m_dispatch;
};

void HeadsElsewhereTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    Workspace &finance = *m_exchange->finance;
    const auto dispatch = DispatchService(*m_exchange->sender).dispatch(m_exchange->order(StreamId(u"notice"_s), 28));
    QVERIFY2(dispatch, dispatch ? "" : qPrintable(describe(dispatch.error())));
    m_dispatch = *dispatch;
    QVERIFY(m_exchange->sync(*m_exchange->sender));
    write(finance, u"first"_s);
    QVERIFY(m_exchange->sync(finance));
    write(finance, u"second"_s);
    write(finance, u"third"_s);
    const StreamId stream = incomingStream(m_dispatch.envelope);
    const auto signedFor = ReceiptService(finance).signFor(stream, SampleOffice::pin());
    QVERIFY2(signedFor, signedFor ? "" : qPrintable(describe(signedFor.error())));
    QVERIFY(m_exchange->sync(finance));
    QVERIFY(m_exchange->sync(*m_exchange->sender));
}

void HeadsElsewhereTest::theSenderKeepsWhatReceiptsTold()
{
    const Workspace &finance = *m_exchange->finance;
    const auto kept = keptOf(finance);
    QCOMPARE(kept.size(), 2); // Of the delivery and of signing for it.
    for (const exchange::Receipt &receipt : kept)
        QVERIFY(receipt.auditHead()->owner == exchange::CarriedHead::ownerOf(finance.profile().desktop));
    QVERIFY(kept.first().auditHead()->number + 2 == kept.last().auditHead()->number);
    const auto head = m_exchange->finance->audit().head().value();
    QCOMPARE(kept.last().auditHead()->toString(), head.toString());
    // All others', and none of its own.
    QCOMPARE(HeadsElsewhere(*m_exchange->sender).ofOthers()->size(), 2);
    QVERIFY(HeadsElsewhere(*m_exchange->finance).ofOthers()->isEmpty());
}

void HeadsElsewhereTest::theStandaloneDesktopTellsByItsStick()
{
    const QString stick = m_exchange->office.path(u"stick"_s);
    QVERIFY(QDir().mkpath(stick));
    exchange::FolderMedium medium(stick);
    Workspace &town = *m_exchange->town;
    Workspace &sender = *m_exchange->sender;
    write(town, u"a"_s);
    const auto out = CourierService(sender).exportTo(town.profile().desktop, medium);
    QVERIFY(out && CourierService(town).import(medium, out->fileName));
    QVERIFY(ReceiptService(town).signFor(incomingStream(m_dispatch.envelope), SampleOffice::pin()));
    const auto back = CourierService(town).exportTo(sender.profile().desktop, medium);
    QVERIFY(back && CourierService(sender).import(medium, back->fileName));
    const auto kept = keptOf(town);
    QVERIFY(!kept.isEmpty());
    QCOMPARE(HeadsElsewhere(town).check(kept)->heads, kept.size());
    QVERIFY(town.journal().database().execute("DELETE FROM audit_log"));
    QCOMPARE(reasonOf(HeadsElsewhere(town).check(kept)), QByteArray("audit.cut"));
}

void HeadsElsewhereTest::theLogThatWasToldOfHolds()
{
    const auto held = HeadsElsewhere(*m_exchange->finance).check(handedOver());
    QVERIFY2(held, reasonOf(held).constData());
    QCOMPARE(held->heads, 2);
    QCOMPARE(held->unproven, 0);
}

void HeadsElsewhereTest::aForgedHeadIsRefused()
{
    // Whoever keeps heads cannot invent one under the unit's certificate.
    const exchange::Receipt honest = handedOver().first();
    QByteArray bytes = honest.toBytes();
    const qsizetype at = bytes.indexOf(honest.auditHead()->hash.view());
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    const auto forged = exchange::Receipt::fromBytes(bytes);
    QVERIFY2(forged, reasonOf(forged).constData());
    QCOMPARE(reasonOf(HeadsElsewhere(*m_exchange->finance).check({*forged})), QByteArray("receipt.signature"));
    // Under another certificate it is that one's word, and said to be so.
    const auto foreign =
        exchange::Receipt::sign(honest.facts(), *m_exchange->town->keys().unitSigning, honest.auditHead());
    QVERIFY2(foreign, reasonOf(foreign).constData());
    QCOMPARE(HeadsElsewhere(*m_exchange->finance).check({honest, *foreign})->unproven, 1);
}

void HeadsElsewhereTest::anotherUnitsHeadsAreNoneOfThis()
{
    QCOMPARE(reasonOf(HeadsElsewhere(*m_exchange->town).check(handedOver())), QByteArray("heads.not-of-this"));
    QCOMPARE(reasonOf(HeadsElsewhere(*m_exchange->finance).check({})), QByteArray("heads.not-of-this"));
}

void HeadsElsewhereTest::surgeryShows_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<bool>("isRebuilt");
    QTest::newRow("row edited") << QByteArray("UPDATE audit_log SET subject = 'x' WHERE subject = 'first'")
                                << QByteArray("audit.chain") << false;
    QTest::newRow("end cut off") << QByteArray("DELETE FROM audit_log WHERE subject = 'third'")
                                 << QByteArray("audit.cut") << false;
    QTest::newRow("all cut off") << QByteArray("DELETE FROM audit_log") << QByteArray("audit.cut") << false;
    QTest::newRow("end written anew") << QByteArray("DELETE FROM audit_log WHERE subject = 'third'")
                                      << QByteArray("audit.rewritten") << true;
    QTest::newRow("all written anew") << QByteArray("DELETE FROM audit_log") << QByteArray("audit.rewritten") << true;
}

void HeadsElsewhereTest::surgeryShows()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const QByteArray, reason);
    QFETCH(const bool, isRebuilt);
    Workspace &finance = *m_exchange->finance;
    journal::Database &database = finance.journal().database();
    QVERIFY(database.execute("CREATE TEMP TABLE before AS SELECT * FROM audit_log"));
    QVERIFY(database.execute(sql));
    while (isRebuilt && finance.audit().head()->number < 20)
        write(finance, u"harmless"_s);
    // Whoever writes the log anew has one that holds by itself.
    QCOMPARE(reasonOf(finance.audit().verify()), reason == "audit.chain" ? reason : QByteArray());
    QCOMPARE(reasonOf(HeadsElsewhere(finance).check(handedOver())), reason);
    QVERIFY(
        database.execute("DELETE FROM audit_log; INSERT INTO audit_log SELECT * FROM before; DROP TABLE temp.before"));
    QVERIFY(HeadsElsewhere(finance).check(handedOver()));
}

void HeadsElsewhereTest::anEmptyLogTellsNothing()
{
    Workspace &finance = *m_exchange->finance;
    QVERIFY(HeadsElsewhere(finance).own());
    QVERIFY(finance.journal().database().execute("DELETE FROM audit_log"));
    QVERIFY(!HeadsElsewhere(finance).own());
}

QTEST_GUILESS_MAIN(HeadsElsewhereTest)
#include "HeadsElsewhereTest.moc"
