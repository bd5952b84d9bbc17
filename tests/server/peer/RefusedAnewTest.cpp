// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/ServerTerm.h"
#include "tests/Patience.h"
#include "tests/server/PeerSteps.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// The server of a linked domain accepted an envelope, was put back to an earlier day, and refuses it now. That server is
/// played here.
class RefusedAnewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whoHasNotAnsweredIsReturnedOnce();
    void itsWordThatSomebodyIsNotReachedComesTooLateBehindAnAnswer();

private:
    std::unique_ptr<ClientConnection> link() const { return asLink(*m_beyond, m_server->endpoint(), *m_town); }
    QByteArray tellTerm(ClientConnection &link, quint64 number)
    {
        const auto term =
            journal::ServerTerm::sign({number, journal::TermKind::Restored, {}}, m_beyond->serverSigner());
        return term ? reasonOf(ask<Forwards>(link, TellTerm{term->toBytes()})) : reasonOf(term);
    }
    QByteArray accept(ClientConnection &link)
    {
        exchange::ReceiptFacts facts;
        facts.envelope = m_envelope->header.routing().id;
        facts.envelopeDigest = m_envelope->header.digest();
        facts.unit = here();
        facts.kind = exchange::ReceiptKind::Accepted;
        facts.time = m_beyond->clock().now();
        const auto accepted = exchange::Receipt::sign(facts, m_beyond->serverSigner());
        return accepted ? reasonOf(ask<Confirmed>(
                   link, ConfirmForward{facts.envelope, facts.envelopeDigest, accepted->toBytes(), {}}))
                        : reasonOf(accepted);
    }
    QByteArray refuse(ClientConnection &link)
    {
        const exchange::EnvelopeHeader &header = m_envelope->header;
        return reasonOf(
            ask<Confirmed>(link, ConfirmForward{header.routing().id, header.digest(), {}, "envelope.refused"}));
    }
    QByteArrayList push(ClientConnection &link, const exchange::Receipt &receipt)
    {
        const auto states = ask<ReceiptStates>(link, PushReceipts{{receipt.toBytes()}});
        return states ? states->reasons : QByteArrayList{reasonOf(states)};
    }
    exchange::Receipt signedFor()
    {
        return m_beyond->receipt(
            m_envelope->header, answers(), exchange::ReceiptKind::SignedFor, m_beyond->unitSigner(answers()));
    }
    qsizetype forwards(ClientConnection &link) const
    {
        const auto told = ask<Forwards>(link, FetchForwards{100, 0});
        return told ? told->forwards.size() : -1;
    }
    QList<exchange::ReceiptFacts> receipts() const
    {
        QList<exchange::ReceiptFacts> facts;
        const auto told = ask<Receipts>(*at(*m_town, m_server, here()), PullReceipts{0, 100});
        for (qsizetype i = 0; told && i < told->receipts.size(); ++i)
            facts.append(exchange::Receipt::fromBytes(told->receipts.at(i).bytes)->facts());
        return facts;
    }
    UnitCode here() const { return m_town->unit(tests::Office); }
    UnitCode answers() const { return m_beyond->unit(Finance); }
    UnitCode silent() const { return m_beyond->unit(Town); }

    std::unique_ptr<TestDomain> m_town;
    std::unique_ptr<TestDomain> m_beyond;
    Servers m_server;
    std::optional<exchange::Envelope> m_envelope;
};

void RefusedAnewTest::init()
{
    m_town = std::make_unique<TestDomain>(u"常熟市"_s, u".cs"_s);
    m_beyond = std::make_unique<TestDomain>(u"苏州市"_s, u".sz"_s);
    QVERIFY(m_town->peerWith(*m_beyond));
    QCOMPARE(startAgain(*m_town, m_server), QByteArray());
    m_envelope = m_town->envelope(here(), {answers(), silent()}, 1'000);
    QCOMPARE(deliver(*at(*m_town, m_server, here()), *m_envelope), QByteArray());
}

void RefusedAnewTest::cleanup()
{
    m_server.reset();
    m_town.reset();
    m_beyond.reset();
    m_envelope.reset();
}

void RefusedAnewTest::whoHasNotAnsweredIsReturnedOnce()
{
    const auto other = link();
    QCOMPARE(accept(*other), QByteArray());
    QCOMPARE(push(*other, signedFor()), QByteArrayList{QByteArray()});
    // What was accepted is not refused afterwards, as long as nothing is offered again.
    QCOMPARE(refuse(*other), QByteArray());
    QCOMPARE(receipts().size(), 1);
    QCOMPARE(tellTerm(*other, 4'000'000'000), QByteArray());
    QCOMPARE(forwards(*other), 1);
    QCOMPARE(refuse(*other), QByteArray());
    QCOMPARE(forwards(*other), 0);
    QCOMPARE(receipts().size(), 2);
    const exchange::ReceiptFacts returned = receipts().at(1);
    QCOMPARE(returned.kind, exchange::ReceiptKind::Returned);
    QCOMPARE(returned.unit, silent());
    QCOMPARE(refuse(*other), QByteArray());
    QCOMPARE(receipts().size(), 2);
    // What it refused it is not offered again by another term.
    QCOMPARE(tellTerm(*other, 4'000'000'001), QByteArray());
    QCOMPARE(forwards(*other), 0);
}

void RefusedAnewTest::itsWordThatSomebodyIsNotReachedComesTooLateBehindAnAnswer()
{
    const auto other = link();
    QCOMPARE(accept(*other), QByteArray());
    QCOMPARE(push(*other, signedFor()), QByteArrayList{QByteArray()});
    exchange::ReceiptFacts facts;
    facts.envelope = m_envelope->header.routing().id;
    facts.envelopeDigest = m_envelope->header.digest();
    facts.kind = exchange::ReceiptKind::Returned;
    facts.time = m_beyond->clock().now();
    facts.reason = u"envelope.recipient-unknown"_s;
    facts.unit = answers();
    QCOMPARE(push(*other, exchange::Receipt::sign(facts, m_beyond->serverSigner()).value()),
        QByteArrayList{QByteArray()});
    QCOMPARE(receipts().size(), 1);
    facts.unit = silent();
    QCOMPARE(push(*other, exchange::Receipt::sign(facts, m_beyond->serverSigner()).value()),
        QByteArrayList{QByteArray()});
    QCOMPARE(receipts().size(), 2);
    QCOMPARE(receipts().at(1).unit, silent());
}

QTEST_GUILESS_MAIN(RefusedAnewTest)
#include "RefusedAnewTest.moc"
