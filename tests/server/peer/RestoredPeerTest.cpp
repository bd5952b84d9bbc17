// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Maintenance.h"
#include "shared/journal/ServerTerm.h"
#include "tests/Patience.h"
#include "tests/server/PeerSteps.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// Two linked domains, and the server of one is put back to an earlier day.
class RestoredPeerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatItHadAcceptedIsOfferedAgain();
    void itsReceiptsAreGivenAgain();
    void aReceiptWaitsForItsEnvelope();
    void theServerThatMakesTheLinkIsPutBack();
    void onlyThePeersOwnWordCounts();

private:
    void backUp(TestDomain &domain)
    {
        const auto made = server::backUp(domain.folder(), domain.file(u"backup"_s), domain.clock());
        QVERIFY2(made, reasonOf(made).constData());
    }
    /// The server runs on the backup's folder from now on.
    void putBack(TestDomain &domain, Servers &server)
    {
        server.reset();
        const QString path = domain.file(u"restored"_s);
        const auto made = server::restore(domain.file(u"backup"_s), path, domain.clock());
        QVERIFY2(made, reasonOf(made).constData());
        const auto folder = server::ServerFolder::open(path);
        QVERIFY2(folder, reasonOf(folder).constData());
        auto started = server::Server::start(*folder, domain.clock());
        QVERIFY2(started, reasonOf(started).constData());
        server = std::move(*started);
    }
    exchange::Envelope send(TestDomain &from, const Servers &server, const UnitCode &to)
    {
        const UnitCode here = from.unit(tests::Office);
        exchange::Envelope envelope = from.envelope(here, {to}, 1'000);
        const QByteArray fault = deliver(*at(from, server, here), envelope);
        if (!fault.isEmpty())
            qFatal("%s", fault.constData());
        return envelope;
    }
    /// A unit of the town takes what came, and says so. Gives the receipt.
    QByteArray takeIn(const exchange::Envelope &envelope, const UnitCode &unit)
    {
        const auto receipt =
            m_town->receipt(envelope.header, unit, exchange::ReceiptKind::Delivered, m_town->unitSigner(unit));
        const auto states = ask<ReceiptStates>(*at(*m_town, m_townServer, unit), PushReceipts{{receipt.toBytes()}});
        if (!states || states->reasons != QByteArrayList{QByteArray()})
            qFatal("the receipt is not taken");
        return receipt.toBytes();
    }

    std::unique_ptr<TestDomain> m_town;
    std::unique_ptr<TestDomain> m_beyond;
    Servers m_townServer;
    Servers m_beyondServer;
};

void RestoredPeerTest::init()
{
    m_town = std::make_unique<TestDomain>(u"常熟市"_s, u".cs"_s);
    m_beyond = std::make_unique<TestDomain>(u"苏州市"_s, u".sz"_s);
    QCOMPARE(settle(*m_town, m_beyond->name()), QByteArray());
    QCOMPARE(settle(*m_beyond, {}), QByteArray());
    QVERIFY(m_town->peerWith(*m_beyond));
    QVERIFY(m_beyond->peerWith(*m_town));
    QCOMPARE(startAgain(*m_beyond, m_beyondServer), QByteArray());
    QCOMPARE(startAgain(*m_town, m_townServer), QByteArray());
}

void RestoredPeerTest::cleanup()
{
    m_townServer.reset();
    m_beyondServer.reset();
    m_town.reset();
    m_beyond.reset();
}

void RestoredPeerTest::whatItHadAcceptedIsOfferedAgain()
{
    const UnitCode there = m_beyond->unit(Finance);
    const exchange::Envelope before = send(*m_town, m_townServer, there);
    QCOMPARE(waitFor(*at(*m_beyond, m_beyondServer, there), 1).size(), 1);
    backUp(*m_beyond);
    const exchange::Envelope since = send(*m_town, m_townServer, there);
    QCOMPARE(waitFor(*at(*m_beyond, m_beyondServer, there), 2).size(), 2);
    const auto isHandedOver = [this] {
        const auto status = server::status(m_town->folder(), m_town->clock());
        return status && status->value(u"peers"_s)[0][u"envelopesWaiting"].toInt(-1) == 0;
    };
    QTRY_VERIFY(isHandedOver());
    putBack(*m_beyond, m_beyondServer);
    const auto deliveries = waitFor(*at(*m_beyond, m_beyondServer, there), 2);
    QCOMPARE(deliveries.size(), 2); // What the backup has does not come twice.
    QCOMPARE(deliveries.at(0).header, before.header.toBytes());
    QCOMPARE(deliveries.at(1).header, since.header.toBytes());
    QTRY_VERIFY(isHandedOver());
    // Nobody is told that it came back.
    const auto receipts =
        ask<Receipts>(*at(*m_town, m_townServer, m_town->unit(tests::Office)), PullReceipts{0, 1'000});
    QVERIFY2(receipts, reasonOf(receipts).constData());
    QVERIFY(receipts->receipts.isEmpty());
}

void RestoredPeerTest::itsReceiptsAreGivenAgain()
{
    const UnitCode unit = m_town->unit(Town);
    const exchange::Envelope envelope = send(*m_beyond, m_beyondServer, unit);
    QCOMPARE(waitFor(*at(*m_town, m_townServer, unit), 1).size(), 1);
    backUp(*m_beyond);
    const QByteArray receipt = takeIn(envelope, unit);
    const UnitCode sender = m_beyond->unit(tests::Office);
    QCOMPARE(receiptsOf(*at(*m_beyond, m_beyondServer, sender), 0, 1), QList<QByteArray>{receipt});
    putBack(*m_beyond, m_beyondServer);
    QCOMPARE(receiptsOf(*at(*m_beyond, m_beyondServer, sender), 0, 1), QList<QByteArray>{receipt});
}

void RestoredPeerTest::aReceiptWaitsForItsEnvelope()
{
    backUp(*m_beyond);
    const UnitCode unit = m_town->unit(Town);
    const exchange::Envelope envelope = send(*m_beyond, m_beyondServer, unit);
    QCOMPARE(waitFor(*at(*m_town, m_townServer, unit), 1).size(), 1);
    const QByteArray receipt = takeIn(envelope, unit);
    const UnitCode sender = m_beyond->unit(tests::Office);
    QCOMPARE(receiptsOf(*at(*m_beyond, m_beyondServer, sender), 0, 1).size(), 1);
    putBack(*m_beyond, m_beyondServer);
    const auto isWaiting = [this] {
        QFile log(m_town->path() + u"/server.log"_s);
        return log.open(QIODevice::ReadOnly) && log.readAll().contains("link.receipts-wait");
    };
    QTRY_VERIFY(isWaiting());
    // Its desktop offers it anew, as after each restore.
    QCOMPARE(deliver(*at(*m_beyond, m_beyondServer, sender), envelope), QByteArray());
    QCOMPARE(receiptsOf(*at(*m_beyond, m_beyondServer, sender), 0, 1), QList<QByteArray>{receipt});
}

void RestoredPeerTest::theServerThatMakesTheLinkIsPutBack()
{
    const UnitCode unit = m_town->unit(Town);
    backUp(*m_town);
    const exchange::Envelope envelope = send(*m_beyond, m_beyondServer, unit);
    QCOMPARE(waitFor(*at(*m_town, m_townServer, unit), 1).size(), 1);
    const auto isHandedOver = [this] {
        const auto status = server::status(m_beyond->folder(), m_beyond->clock());
        return status && status->value(u"peers"_s)[0][u"envelopesWaiting"].toInt(-1) == 0;
    };
    QTRY_VERIFY(isHandedOver());
    putBack(*m_town, m_townServer);
    const auto deliveries = waitFor(*at(*m_town, m_townServer, unit), 1);
    QCOMPARE(deliveries.size(), 1);
    QCOMPARE(deliveries.constFirst().header, envelope.header.toBytes());
}

void RestoredPeerTest::onlyThePeersOwnWordCounts()
{
    const auto link = asLink(*m_beyond, m_townServer->endpoint(), *m_town);
    const auto termBy = [](crypto::Signer &signer, quint64 number) {
        return TellTerm{journal::ServerTerm::sign({number, journal::TermKind::Restored, {}}, signer)->toBytes()};
    };
    const quint64 far = 4'000'000'000;
    QCOMPARE(reasonOf(ask<Forwards>(*link, termBy(m_town->serverSigner(), far))), QByteArray("card.outdated"));
    QVERIFY(!reasonOf(ask<Forwards>(*link, TellTerm{"junk"})).isEmpty());
    const auto told = ask<Forwards>(*link, termBy(m_beyond->serverSigner(), far));
    QVERIFY2(told, reasonOf(told).constData());
    const auto desktop = at(*m_town, m_townServer, m_town->unit(Finance));
    QCOMPARE(
        reasonOf(ask<Forwards>(*desktop, termBy(m_beyond->serverSigner(), far))), QByteArray("session.links-only"));
}

QTEST_GUILESS_MAIN(RestoredPeerTest)
#include "RestoredPeerTest.moc"
