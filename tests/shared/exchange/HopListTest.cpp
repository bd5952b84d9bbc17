// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/HopList.h"

#include "tests/shared/exchange/ExchangeFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

class HopListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAndVerifies();
    void aDomainThatIsInItCannotComeAgain();
    void itEnds();
    void anyAlteredBitIsSeen();
    void aHopCannotBeLeftOutOrMoved();
    void itHoldsForOneEnvelope();
    void theLastVouchesForWhomNobodyKnows();
    void theLastIsSignedAnewByARenewedKey();

private:
    HopList listOf(const QStringList &domains)
    {
        HopList list;
        for (const QString &domain : domains) {
            const auto longer = list.followedBy(domain, m_envelope, m_domain.now(), m_domain.server());
            if (!longer)
                qFatal("%s", longer.error().reason.constData());
            list = *longer;
        }
        return list;
    }
    /// All have one server's key here.
    ServerOfDomain known() const
    {
        return
            [this](const QString &domain) { return domain == u"生"_s ? std::nullopt : std::optional(m_certificate); };
    }

    tests::Domain m_domain;
    crypto::Certificate m_certificate = m_domain.server().certificate();
    Digest m_envelope = crypto::sm3("an envelope");
};

void HopListTest::comesBackAndVerifies()
{
    for (const QStringList &domains :
        {QStringList(), QStringList{u"江阴市"_s}, QStringList{u"江阴市"_s, u"无锡市"_s}}) {
        const QByteArray bytes = listOf(domains).toBytes();
        const auto read = HopList::fromBytes(bytes);
        QVERIFY2(read, reasonOf(read).constData());
        QCOMPARE(read->toBytes(), bytes);
        QCOMPARE(read->hops().size(), domains.size());
        QVERIFY(read->verify(m_envelope, known()));
        for (const QString &domain : domains)
            QVERIFY(read->passed(domain));
        QVERIFY(!read->passed(u"常州市"_s));
    }
}

void HopListTest::aDomainThatIsInItCannotComeAgain()
{
    const auto again =
        listOf({u"江阴市"_s, u"无锡市"_s}).followedBy(u"江阴市"_s, m_envelope, m_domain.now(), m_domain.server());
    QCOMPARE(reasonOf(again), QByteArray("envelope.loop"));
}

void HopListTest::itEnds()
{
    QStringList domains;
    for (int i = 0; i < HopList::Most; ++i)
        domains.append(QString::number(i));
    const auto more = listOf(domains).followedBy(u"江阴市"_s, m_envelope, m_domain.now(), m_domain.server());
    QCOMPARE(reasonOf(more), QByteArray("envelope.too-many-hops"));
}

void HopListTest::anyAlteredBitIsSeen()
{
    const QByteArray bytes = listOf({u"江阴市"_s, u"无锡市"_s}).toBytes();
    for (qsizetype bit = 0; bit < bytes.size() * 8; bit += 5) {
        const auto read = HopList::fromBytes(flipped(bytes, bit));
        QVERIFY2(!read || !read->verify(m_envelope, known()), QByteArray::number(bit).constData());
    }
}

void HopListTest::aHopCannotBeLeftOutOrMoved()
{
    const HopList begun = listOf({u"江阴市"_s});
    const QByteArray one = begun.toBytes();
    const QByteArray two = begun.followedBy(u"无锡市"_s, m_envelope, m_domain.now(), m_domain.server())->toBytes();
    // One item of each list behind its head: the second of `two` alone, and behind another first.
    const QByteArray second = two.mid(one.size());
    QCOMPARE(reasonOf(HopList::fromBytes("\x81" + second)), QByteArray("envelope.hops"));
    const QByteArray other = listOf({u"常州市"_s}).toBytes();
    QCOMPARE(reasonOf(HopList::fromBytes("\x82" + other.mid(1) + second)), QByteArray("envelope.hops"));
}

void HopListTest::itHoldsForOneEnvelope()
{
    const auto verified = listOf({u"江阴市"_s}).verify(crypto::sm3("another envelope"), known());
    QCOMPARE(reasonOf(verified), QByteArray("envelope.hop-signature"));
}

void HopListTest::theLastVouchesForWhomNobodyKnows()
{
    QVERIFY(listOf({u"江阴市"_s, u"生"_s, u"无锡市"_s}).verify(m_envelope, known()));
    const auto atTheEnd = listOf({u"江阴市"_s, u"生"_s}).verify(m_envelope, known());
    QCOMPARE(reasonOf(atTheEnd), QByteArray("envelope.hop-signer"));
    const auto first = listOf({u"生"_s, u"无锡市"_s}).verify(m_envelope, known());
    QCOMPARE(reasonOf(first), QByteArray("envelope.hop-signer"));
}

void HopListTest::theLastIsSignedAnewByARenewedKey()
{
    const HopList before = listOf({u"江阴市"_s, u"无锡市"_s});
    QCOMPARE(before.signedAnew(m_domain.server())->toBytes(), before.toBytes());
    // Any other key stands for the renewed one.
    crypto::Signer &renewed = m_domain.unit(tests::Office).signer;
    const auto known = [&](const QString &domain) {
        return std::optional(domain == u"无锡市"_s ? renewed.certificate() : m_certificate);
    };
    QCOMPARE(reasonOf(before.verify(m_envelope, known)), QByteArray("envelope.hop-signer"));
    const auto after = before.signedAnew(renewed);
    QVERIFY2(after, reasonOf(after).constData());
    const auto holds = HopList::fromBytes(after->toBytes())->verify(m_envelope, known);
    QVERIFY2(holds, reasonOf(holds).constData());
    QCOMPARE(after->hops(), before.hops());
}

QTEST_GUILESS_MAIN(HopListTest)
#include "HopListTest.moc"
