// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/StatusTicket.h"
#include "tests/shared/exchange/ExchangeFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// What a member signs to see how a server is.
class StatusTicketTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatTheMemberSignedHolds();
    void nobodyElsesSignatureHolds();
    void factsThatBreakARuleAreNotSigned();
    void everyBitCounts();

private:
    crypto::KeySigner issue(const QString &id, crypto::CertificatePurpose purpose)
    {
        auto key = *crypto::PrivateKey::generate();
        auto certificate = *m_root->issue({id, id, id}, purpose, key.publicKey(), m_from, m_to, m_random);
        return {std::move(key), std::move(certificate)};
    }
    StatusTicketFacts facts() const
    {
        StatusTicketFacts facts;
        facts.challenge = QByteArray(StatusChallengeSize, 'c');
        facts.server.bytes.fill(7);
        facts.desktop = DesktopId(u"ZFB-1"_s);
        facts.member = MemberId(u"ZFB/admin"_s);
        return facts;
    }

    Instant m_from = instantFromMilliseconds(0);
    Instant m_to = instantFromMilliseconds(4'000'000'000'000);
    FixedRandom m_random;
    std::unique_ptr<crypto::CertificateAuthority> m_root;
    std::unique_ptr<crypto::KeySigner> m_member;
};

void StatusTicketTest::initTestCase()
{
    m_root = std::make_unique<crypto::CertificateAuthority>(
        *crypto::CertificateAuthority::createRoot({u"根"_s, u"江阴市"_s, u"root"_s}, m_from, m_to, m_random));
    m_member = std::make_unique<crypto::KeySigner>(issue(u"ZFB/admin"_s, crypto::CertificatePurpose::Member));
}

void StatusTicketTest::whatTheMemberSignedHolds()
{
    const auto ticket = StatusTicket::sign(facts(), *m_member);
    QVERIFY2(ticket, reasonOf(ticket).constData());
    const auto read = StatusTicket::fromBytes(ticket->toBytes());
    QVERIFY2(read, reasonOf(read).constData());
    QVERIFY(read->verify(m_member->certificate()));
    StatusTicketFacts said = facts();
    said.signer = m_member->certificate().fingerprint();
    QVERIFY(read->facts() == said);
}

void StatusTicketTest::nobodyElsesSignatureHolds()
{
    const auto ticket = *StatusTicket::sign(facts(), *m_member);
    auto other = issue(u"ZFB/clerk"_s, crypto::CertificatePurpose::Member);
    auto unit = issue(u"ZFB/admin"_s, crypto::CertificatePurpose::Unit);
    auto twin = issue(u"ZFB/admin"_s, crypto::CertificatePurpose::Member);
    for (const crypto::KeySigner *signer : {&other, &unit, &twin})
        QCOMPARE(reasonOf(ticket.verify(signer->certificate())), QByteArray("status-ticket.signer"));
    // In the other's own name it is the other's; in the member's name it is nobody's.
    const auto others = *StatusTicket::sign(facts(), other);
    QCOMPARE(reasonOf(others.verify(m_member->certificate())), QByteArray("status-ticket.signer"));
    QCOMPARE(reasonOf(others.verify(other.certificate())), QByteArray("status-ticket.signer"));
    // The same facts, and the signature of a key that is not the certificate's.
    crypto::KeySigner forger(*crypto::PrivateKey::fromPkcs8(other.key().toPkcs8()), m_member->certificate());
    const auto forgery = *StatusTicket::sign(facts(), forger);
    QCOMPARE(reasonOf(forgery.verify(m_member->certificate())), QByteArray("status-ticket.signature"));
}

void StatusTicketTest::factsThatBreakARuleAreNotSigned()
{
    StatusTicketFacts cut = facts();
    cut.challenge.chop(1);
    StatusTicketFacts nowhere = facts();
    nowhere.desktop = DesktopId();
    StatusTicketFacts nobody = facts();
    nobody.member = MemberId(u"../admin"_s);
    for (const StatusTicketFacts &broken : {cut, nowhere, nobody})
        QCOMPARE(reasonOf(StatusTicket::sign(broken, *m_member)), QByteArray("status-ticket.form"));
}

void StatusTicketTest::everyBitCounts()
{
    const QByteArray bytes = StatusTicket::sign(facts(), *m_member)->toBytes();
    for (qsizetype bit = 0; bit < bytes.size() * 8; bit += 7) {
        const auto read = StatusTicket::fromBytes(flipped(bytes, bit));
        QVERIFY2(!read || !read->verify(m_member->certificate()), QByteArray::number(bit).constData());
    }
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!StatusTicket::fromBytes(QByteArrayView(bytes).first(size)));
}

QTEST_GUILESS_MAIN(StatusTicketTest)
#include "StatusTicketTest.moc"
