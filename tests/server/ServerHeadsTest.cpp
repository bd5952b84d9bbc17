// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Maintenance.h"
#include "server/store/Store.h"
#include "shared/exchange/HeadsFile.h"
#include "tests/server/TestDomain.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::tests;
using namespace wenyi::protocol;
using namespace Qt::StringLiterals;

/// T30 `trail_surgery`: an acceptance tells the sender how far the server's own audit log had come.
class ServerHeadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anAcceptanceCarriesTheHead();
    void theLogThatWasToldOfHolds();
    void surgeryShows_data();
    void surgeryShows();
    void whoAlsoForgesTheAcceptancesIsFoundByTheDesktops();
    void aForgedHeadIsRefused();
    void headsOfOthersSayNothing();

private:
    /// Sends one envelope; its acceptance.
    exchange::Receipt accepted();
    /// A message that leaves a row in the audit log.
    void misbehave();
    server::VerifyReport verify(const QList<exchange::Receipt> &kept = {})
    {
        return server::verify(m_domain.folder(), m_domain.clock(), {{}, kept}).value();
    }
    /// Works on the store with no server there.
    void operate(const QByteArray &sql, bool isRebuilt);

    TestDomain m_domain;
    std::unique_ptr<server::Server> m_server;
    QList<exchange::Receipt> m_acceptances;
};

exchange::Receipt ServerHeadsTest::accepted()
{
    const auto connection = m_domain.connect(m_server->endpoint(), m_domain.desktop(Office));
    const auto bytes = sendWhole(*connection, m_domain.envelope(Office, {Finance}, 100));
    return exchange::Receipt::fromBytes(bytes.value()).value();
}

void ServerHeadsTest::misbehave()
{
    const auto connection = m_domain.connect(m_server->endpoint(), m_domain.desktop(Finance));
    const exchange::Envelope foreign = m_domain.envelope(Town, {Office}, 100);
    QCOMPARE(reasonOf(ask<EnvelopeState>(*connection, SendEnvelope{foreign.header.toBytes()})),
        QByteArray("envelope.impersonated"));
}

void ServerHeadsTest::operate(const QByteArray &sql, bool isRebuilt)
{
    const auto store = server::Store::open(m_domain.folder().storePath(), m_domain.clock());
    QVERIFY(store);
    QVERIFY((*store)->database().execute(sql));
    while (isRebuilt && (*store)->audit().head()->number < 10)
        QVERIFY((*store)->audit().record(u"x"_s, u"message.6"_s, u"harmless"_s, {}));
}

void ServerHeadsTest::initTestCase()
{
    auto started = m_domain.start();
    QVERIFY2(started, reasonOf(started).constData());
    m_server = std::move(*started);
    // Before the first row there is nothing to tell.
    QVERIFY(!accepted().auditHead());
    for (int i = 0; i < 3; ++i) {
        misbehave();
        m_acceptances.append(accepted());
    }
    m_server.reset();
}

void ServerHeadsTest::anAcceptanceCarriesTheHead()
{
    for (qsizetype i = 0; i < m_acceptances.size(); ++i) {
        const auto head = m_acceptances.at(i).auditHead();
        QVERIFY(head);
        QCOMPARE(head->number, static_cast<quint64>(i + 1));
        QVERIFY(head->owner == exchange::CarriedHead::Owner());
        QCOMPARE(reasonOf(m_acceptances.at(i).verifySignature(m_domain.serverCertificate())), QByteArray());
    }
    QCOMPARE(m_acceptances.last().auditHead()->toString(), verify().auditHead.toString());
}

void ServerHeadsTest::theLogThatWasToldOfHolds()
{
    const auto kept = exchange::readHeads(exchange::writeHeads(m_acceptances)).value();
    const server::VerifyReport report = verify(kept);
    QCOMPARE(report.faults, QStringList());
    QCOMPARE(report.headsElsewhere, quint64(3));
    QCOMPARE(report.headsInAcceptances, quint64(3));
    QCOMPARE(report.unprovenHeads, quint64(0));
}

void ServerHeadsTest::surgeryShows_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<bool>("isRebuilt");
    QTest::addColumn<QString>("fault");
    QTest::newRow("end cut off") << QByteArray("DELETE FROM audit_log WHERE number > 2") << false << u"audit.cut"_s;
    QTest::newRow("all cut off") << QByteArray("DELETE FROM audit_log") << false << u"audit.cut"_s;
    QTest::newRow("end written anew") << QByteArray("DELETE FROM audit_log WHERE number > 2") << true
                                      << u"audit.rewritten"_s;
    QTest::newRow("all written anew") << QByteArray("DELETE FROM audit_log") << true << u"audit.rewritten"_s;
}

void ServerHeadsTest::surgeryShows()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const bool, isRebuilt);
    QFETCH(const QString, fault);
    operate("CREATE TABLE audit_before AS SELECT * FROM audit_log", false);
    operate(sql, isRebuilt);
    // The server's own acceptances tell already.
    for (const QList<exchange::Receipt> &kept : {QList<exchange::Receipt>(), m_acceptances}) {
        const QStringList faults = verify(kept).faults;
        QCOMPARE(faults.size(), 1);
        QVERIFY2(faults.first().contains(fault), qPrintable(faults.first()));
    }
    operate("DELETE FROM audit_log; INSERT INTO audit_log SELECT * FROM audit_before; DROP TABLE audit_before", false);
    QCOMPARE(verify(m_acceptances).faults, QStringList());
}

void ServerHeadsTest::whoAlsoForgesTheAcceptancesIsFoundByTheDesktops()
{
    // The server's key signs acceptances without heads, in place of those that are stored.
    operate("CREATE TABLE acceptances_before AS SELECT * FROM acceptances; CREATE TABLE audit_before AS SELECT * FROM "
            "audit_log; DELETE FROM audit_log WHERE number > 1; DELETE FROM acceptances WHERE envelope > 2;"
            "DELETE FROM deliveries WHERE envelope > 2; DELETE FROM envelope_parts WHERE envelope > 2;"
            "DELETE FROM envelopes WHERE number > 2",
        false);
    QCOMPARE(verify().faults, QStringList());
    QCOMPARE(verify().headsInAcceptances, quint64(1));
    const QStringList faults = verify(m_acceptances).faults;
    QCOMPARE(faults.size(), 1);
    QVERIFY2(faults.first().contains(u"audit.cut"_s), qPrintable(faults.first()));
    operate("DELETE FROM audit_log; INSERT INTO audit_log SELECT * FROM audit_before; DROP TABLE audit_before", false);
}

void ServerHeadsTest::aForgedHeadIsRefused()
{
    QByteArray bytes = m_acceptances.first().toBytes();
    const qsizetype at = bytes.indexOf(m_acceptances.first().auditHead()->hash.view());
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    const QStringList faults = verify({m_acceptances.last(), exchange::Receipt::fromBytes(bytes).value()}).faults;
    QCOMPARE(faults.size(), 1);
    QVERIFY2(faults.first().contains(u"receipt.signature"_s), qPrintable(faults.first()));
}

void ServerHeadsTest::headsOfOthersSayNothing()
{
    exchange::ReceiptFacts facts = m_acceptances.first().facts();
    facts.kind = exchange::ReceiptKind::Delivered;
    const auto units = exchange::Receipt::sign(facts, m_domain.unitSigner(Finance), m_acceptances.last().auditHead());
    QVERIFY(units);
    const QStringList faults = verify({*units}).faults;
    QCOMPARE(faults.size(), 1);
    QVERIFY2(faults.first().contains(u"kept heads"_s), qPrintable(faults.first()));
    // Of a certificate that the server had before, it is the word of who kept it.
    const auto former = exchange::Receipt::sign(
        m_acceptances.first().facts(), m_domain.unitSigner(Finance), m_acceptances.first().auditHead());
    QVERIFY(former);
    const server::VerifyReport report = verify({*former});
    QCOMPARE(report.faults, QStringList());
    QCOMPARE(report.unprovenHeads, quint64(1));
}

QTEST_GUILESS_MAIN(ServerHeadsTest)
#include "ServerHeadsTest.moc"
