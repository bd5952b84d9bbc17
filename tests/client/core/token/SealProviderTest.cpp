// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/SealProvider.h"
#include "shared/crypto/Sm3.h"
#include "tests/client/core/token/SoftToken.h"
#include "tests/shared/seal/SealFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

template<typename T>
QByteArray reasonOf(const Result<T> &result)
{
    return result ? QByteArray() : result.error().reason;
}

const QString Path = u"/Doc_0/Signs/Sign_0/Signature.xml"_s;

} // namespace

/// A vendor's provider of seals (OES), and what is believed of what it gives.
class SealProviderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tellsItsSeals();
    void sealsADocument();
    void whatGoesWrongIsSaid_data();
    void whatGoesWrongIsSaid();
    void anotherSealIsNotThisOne();
    void aProviderWithAWindowHasTheScreenAndNoMore();
    void signsNoDigestOfAnotherKind();

private:
    wenyi::tests::SealDomain m_domain;
    seal::ElectronicSeal m_seal = wenyi::tests::must(seal::makeSeal(m_domain.officeSeal(), *m_domain.maker));
    std::unique_ptr<SoftToken> m_token;
};

void SealProviderTest::init()
{
    m_token = std::make_unique<SoftToken>(*m_domain.office);
    m_token->write(u"seal.esl"_s, m_seal.toDer());
}

void SealProviderTest::tellsItsSeals()
{
    TokenProcess provider(SoftToken::oes(), m_token->settings());
    const auto loaded = provider.load();
    QVERIFY2(loaded, reasonOf(loaded).constData());
    QCOMPARE(loaded->description, u"文驿软印章"_s);
    const auto seals = provider.ask<token::Seals>(token::ListSeals{});
    QVERIFY2(seals, reasonOf(seals).constData());
    QCOMPARE(seals->seals, (QList<token::SealName>{{m_seal.info().id, m_seal.info().name}}));
}

void SealProviderTest::sealsADocument()
{
    TokenProcess provider(SoftToken::oes(), m_token->settings());
    const Digest digest = crypto::sm3("Signature.xml");
    const auto signature = sealByProvider(provider, m_seal.info().id, digest, Path);
    QVERIFY2(signature, reasonOf(signature).constData());
    QVERIFY(signature->verifyValue());
    QCOMPARE(signature->dataHash(), digest.toBytes());
    QCOMPARE(signature->propertyInfo(), Path);
    QCOMPARE(signature->seal().toDer(), m_seal.toDer());
    QCOMPARE(signature->signerCertificate(), m_domain.office->certificate().toDer());
}

void SealProviderTest::whatGoesWrongIsSaid_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("rubbish") << QByteArray("rubbish OES_Sign") << QByteArray("token.bad-signature");
    QTest::newRow("another document") << QByteArray("other-document OES_Sign") << QByteArray("token.bad-signature");
    QTest::newRow("the person cancels") << QByteArray("cancel OES_Sign") << QByteArray("token.cancelled");
    QTest::newRow("wrong PIN") << QByteArray("pin OES_Sign") << QByteArray("token.pin");
    QTest::newRow("hangs") << QByteArray("hang OES_Sign") << QByteArray("token.time");
    QTest::newRow("crashes") << QByteArray("crash OES_Sign") << QByteArray("token.crashed");
    QTest::newRow("list without end") << QByteArray("endless OES_GetSealList") << QByteArray("token.device");
}

void SealProviderTest::whatGoesWrongIsSaid()
{
    QFETCH(QByteArray, order);
    QFETCH(QByteArray, reason);
    TokenProcess provider(SoftToken::oes(), m_token->settings(std::chrono::seconds(3)));
    const Digest digest = crypto::sm3("Signature.xml");
    m_token->order(order);
    QCOMPARE(reasonOf(sealByProvider(provider, m_seal.info().id, digest, Path)), reason);
    m_token->order({});
    QVERIFY(sealByProvider(provider, m_seal.info().id, digest, Path));
}

void SealProviderTest::anotherSealIsNotThisOne()
{
    TokenProcess provider(SoftToken::oes(), m_token->settings());
    QCOMPARE(reasonOf(sealByProvider(provider, u"another"_s, crypto::sm3("x"), Path)), "token.no-seal");
    // The provider seals whatever it holds: here a seal that bears the name that was asked for as its own name.
    QCOMPARE(reasonOf(sealByProvider(provider, m_seal.info().name, crypto::sm3("x"), Path)), "token.bad-signature");
}

void SealProviderTest::aProviderWithAWindowHasTheScreenAndNoMore()
{
    qputenv("DISPLAY", ":77");
    qputenv("OES_HOME", "/nonexistent/planted");
    TokenProcess provider(SoftToken::oes(), m_token->settings());
    QVERIFY(provider.load());
    qunsetenv("DISPLAY");
    qunsetenv("OES_HOME");
    QFile environment(u"/proc/%1/environ"_s.arg(provider.processId()));
    QVERIFY(environment.open(QIODevice::ReadOnly));
    const QByteArray told = environment.readAll();
    QVERIFY(told.contains("DISPLAY=:77"));
    QVERIFY(!told.contains("planted"));
    QCOMPARE(TokenSettings().personsTime, std::chrono::seconds(120));
}

void SealProviderTest::signsNoDigestOfAnotherKind()
{
    TokenProcess provider(SoftToken::oes(), m_token->settings());
    QCOMPARE(reasonOf(provider.ask<token::Signed>(token::SignDigest{QByteArray(32, 'd')})), "token.not-offered");
    QCOMPARE(reasonOf(provider.ask<token::KeyOpened>(token::OpenKey{SoftToken::place(), SoftToken::pin(), 0})),
        "token.not-offered");
}

QTEST_GUILESS_MAIN(SealProviderTest)
#include "SealProviderTest.moc"
