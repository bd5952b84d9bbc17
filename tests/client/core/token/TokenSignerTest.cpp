// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/token/TokenSigner.h"
#include "shared/crypto/Sm3.h"
#include "tests/client/core/token/SoftToken.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

template<typename T>
QByteArray reasonOf(const Result<T> &result)
{
    return result ? QByteArray() : result.error().reason;
}

} // namespace

/// A key on a smart key (GM/T 0016), and what befalls whoever signs with it.
class TokenSignerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void signsWhateverTheVendorTakesForALong_data();
    void signsWhateverTheVendorTakesForALong();
    void listsWhatCanBeSeenWithoutAPin();
    void aWrongPinIsCountedByTheToken();
    void whatIsNotThereCostsNoAttempt_data();
    void whatIsNotThereCostsNoAttempt();
    void aDriverThatFailsLeavesNothingSigned_data();
    void aDriverThatFailsLeavesNothingSigned();
    void aDriverThatFailsAtOpeningIsSaid_data();
    void aDriverThatFailsAtOpeningIsSaid();
    void aTokenThatReturnsRubbishHasSignedNothing_data();
    void aTokenThatReturnsRubbishHasSignedNothing();
    void aHelperThatHangsIsKilledInTime();
    void aNewHelperComesAfterOneThatDied();
    void aDriverThatDoesNotLetGoIsEnded();
    void aHelperThatSaysWhatWasNotAskedIsEnded_data();
    void aHelperThatSaysWhatWasNotAskedIsEnded();
    void aMissingHelperIsSaid();

private:
    Result<std::unique_ptr<crypto::Signer>> open(const SecretBytes &pin = SoftToken::pin()) const
    {
        return TokenSigner::open(SoftToken::skf(), m_token->settings(), SoftToken::place(), pin);
    }

    wenyi::tests::Hierarchy m_hierarchy;
    std::unique_ptr<crypto::KeySigner> m_key =
        m_hierarchy.issue(u"江阴市人民政府办公室"_s, u"320281"_s, crypto::CertificatePurpose::Unit);
    std::unique_ptr<SoftToken> m_token;
};

void TokenSignerTest::init()
{
    m_token = std::make_unique<SoftToken>(*m_key);
}

void TokenSignerTest::signsWhateverTheVendorTakesForALong_data()
{
    QTest::addColumn<int>("bits");
    QTest::newRow("as the standard says") << 32;
    QTest::newRow("unsigned long of Linux") << 64;
}

void TokenSignerTest::signsWhateverTheVendorTakesForALong()
{
    QFETCH(int, bits);
    const auto signer =
        TokenSigner::open(SoftToken::skf(bits), m_token->settings(), SoftToken::place(), SoftToken::pin());
    QVERIFY2(signer, reasonOf(signer).constData());
    QVERIFY((*signer)->certificate() == m_key->certificate());
    // More than once by one PIN, and of any length.
    for (const QByteArray &message : {QByteArray("公文"), QByteArray(), QByteArray(100'000, 'x')}) {
        const auto signature = (*signer)->sign(message);
        QVERIFY2(signature, reasonOf(signature).constData());
        QVERIFY(signature->startsWith('\x30'));
        QVERIFY(m_key->certificate().publicKey().verify(message, *signature));
    }
}

void TokenSignerTest::listsWhatCanBeSeenWithoutAPin()
{
    TokenProcess process(SoftToken::skf(), m_token->settings());
    const auto devices = process.ask<token::Devices>(token::ListDevices{});
    QVERIFY2(devices, reasonOf(devices).constData());
    QCOMPARE(devices->devices.size(), 1);
    const token::Device &device = devices->devices.first();
    QCOMPARE(device.name, SoftToken::place().device);
    QCOMPARE(device.keys, (QList<token::TokenKey>{{SoftToken::place().application, SoftToken::place().container,
                              m_key->certificate().toDer()}}));
    m_token->order("none SKF_EnumDev");
    QVERIFY(process.ask<token::Devices>(token::ListDevices{})->devices.isEmpty());
}

void TokenSignerTest::aWrongPinIsCountedByTheToken()
{
    const SecretBytes wrong(QByteArrayView("135791"));
    for (int left = 7; left >= 0; --left) {
        const auto refused = open(wrong);
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, "token.pin");
        QVERIFY(refused.error().code == ErrorCode::WrongPin);
        QCOMPARE(refused.error().detail, QString::number(left));
    }
    const auto locked = open();
    QVERIFY(!locked);
    QCOMPARE(locked.error().reason, "token.locked");
    QVERIFY(locked.error().code == ErrorCode::Locked);
    // A PIN of any length is the token's to judge, up to what no token takes.
    m_token->write(u"attempts"_s, "0");
    QCOMPARE(reasonOf(open(SecretBytes())), "token.pin");
    QCOMPARE(reasonOf(open(SecretBytes(QByteArrayView(QByteArray(300, '1'))))), "token.pin");
    QCOMPARE(m_token->read(u"attempts"_s), "1");
}

void TokenSignerTest::whatIsNotThereCostsNoAttempt_data()
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("application");
    QTest::addColumn<QString>("container");
    QTest::addColumn<bool>("hasCertificate");
    QTest::addColumn<QByteArray>("reason");
    const auto [device, application, container] = SoftToken::place();
    QTest::newRow("device") << u"别的钥"_s << application << container << true << QByteArray("token.no-device");
    QTest::newRow("application") << device << u"别的"_s << container << true << QByteArray("token.no-key");
    QTest::newRow("container") << device << application << u"别的"_s << true << QByteArray("token.no-key");
    QTest::newRow("certificate") << device << application << container << false << QByteArray("token.no-certificate");
}

void TokenSignerTest::whatIsNotThereCostsNoAttempt()
{
    QFETCH(QString, device);
    QFETCH(QString, application);
    QFETCH(QString, container);
    QFETCH(bool, hasCertificate);
    QFETCH(QByteArray, reason);
    if (!hasCertificate)
        m_token->write(u"certificate.der"_s, {});
    const SecretBytes wrong(QByteArrayView("000000"));
    const auto refused =
        TokenSigner::open(SoftToken::skf(), m_token->settings(), {device, application, container}, wrong);
    QCOMPARE(reasonOf(refused), reason);
    QCOMPARE(m_token->read(u"attempts"_s), QByteArray());
}

void TokenSignerTest::aDriverThatFailsLeavesNothingSigned_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("hangs") << QByteArray("hang") << QByteArray("token.time");
    QTest::newRow("crashes") << QByteArray("crash") << QByteArray("token.crashed");
    QTest::newRow("ends the program") << QByteArray("exit") << QByteArray("token.crashed");
    QTest::newRow("talks over the helper") << QByteArray("flood") << QByteArray("token.answer");
    QTest::newRow("was pulled out") << QByteArray("removed") << QByteArray("token.removed");
}

void TokenSignerTest::aDriverThatFailsLeavesNothingSigned()
{
    QFETCH(QByteArray, order);
    QFETCH(QByteArray, reason);
    const auto signer =
        TokenSigner::open(SoftToken::skf(), m_token->settings(3000ms), SoftToken::place(), SoftToken::pin());
    QVERIFY2(signer, reasonOf(signer).constData());
    QVERIFY((*signer)->sign("before"));
    // Between two calls.
    m_token->order(order + " SKF_ECCSignData");
    const auto refused = (*signer)->sign("message");
    QCOMPARE(reasonOf(refused), reason);
    QVERIFY(refused.error().code != ErrorCode::Internal);
    // Nothing is asked of the token by itself again; a new PIN opens it anew.
    m_token->order({});
    const auto again = open();
    QVERIFY2(again, reasonOf(again).constData());
    QVERIFY((*again)->sign("message"));
}

void TokenSignerTest::aDriverThatFailsAtOpeningIsSaid_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("hangs while it looks") << QByteArray("hang SKF_EnumDev") << QByteArray("token.time");
    QTest::newRow("hangs at the PIN") << QByteArray("hang SKF_VerifyPIN") << QByteArray("token.time");
    QTest::newRow("crashes at the PIN") << QByteArray("crash SKF_VerifyPIN") << QByteArray("token.crashed");
    QTest::newRow("pulled out at the PIN") << QByteArray("removed SKF_VerifyPIN") << QByteArray("token.removed");
    QTest::newRow("list without end") << QByteArray("endless SKF_EnumDev") << QByteArray("token.device");
    QTest::newRow("certificate of rubbish")
        << QByteArray("rubbish SKF_ExportCertificate") << QByteArray("token.no-certificate");
}

void TokenSignerTest::aDriverThatFailsAtOpeningIsSaid()
{
    QFETCH(QByteArray, order);
    QFETCH(QByteArray, reason);
    m_token->order(order);
    const auto refused =
        TokenSigner::open(SoftToken::skf(), m_token->settings(3000ms), SoftToken::place(), SoftToken::pin());
    QCOMPARE(reasonOf(refused), reason);
    // A PIN that was given is not given a second time.
    QVERIFY(m_token->read(u"attempts"_s).isEmpty());
}

void TokenSignerTest::aTokenThatReturnsRubbishHasSignedNothing_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::newRow("rubbish") << QByteArray("rubbish SKF_ECCSignData");
    QTest::newRow("zeros") << QByteArray("zeros SKF_ECCSignData");
    QTest::newRow("another key") << QByteArray("other-key SKF_ECCSignData");
}

void TokenSignerTest::aTokenThatReturnsRubbishHasSignedNothing()
{
    QFETCH(QByteArray, order);
    const auto other = m_hierarchy.issue(u"别的单位"_s, u"320282"_s, crypto::CertificatePurpose::Unit);
    m_token->write(u"other.der"_s, other->key().toPkcs8().view().toByteArray());
    m_token->order(order);
    const auto signer = open();
    QVERIFY2(signer, reasonOf(signer).constData());
    const auto refused = (*signer)->sign("message");
    QCOMPARE(reasonOf(refused), "token.bad-signature");
    QVERIFY(refused.error().code == ErrorCode::NotTrusted);
    // Where the other key does sign, the order is followed: it is the verifying that refuses.
    m_token->order({});
    QVERIFY((*signer)->sign("message"));
}

void TokenSignerTest::aHelperThatHangsIsKilledInTime()
{
    TokenProcess process(SoftToken::skf(), m_token->settings(3000ms));
    QVERIFY(process.load());
    const qint64 helper = process.processId();
    QVERIFY(isRunning(helper));
    m_token->order("hang SKF_EnumDev");
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(reasonOf(process.ask<token::Devices>(token::ListDevices{})), "token.time");
    QVERIFY2(clock.elapsed() >= 2900, qPrintable(QString::number(clock.elapsed())));
    QVERIFY2(clock.elapsed() < 12'000, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(!isRunning(helper));
    QCOMPARE(TokenSettings().patience, 10'000ms);
}

void TokenSignerTest::aNewHelperComesAfterOneThatDied()
{
    TokenProcess process(SoftToken::skf(), m_token->settings());
    m_token->order("crash SKF_EnumDev");
    QCOMPARE(reasonOf(process.ask<token::Devices>(token::ListDevices{})), "token.crashed");
    QCOMPARE(process.processId(), 0);
    m_token->order({});
    QVERIFY(process.ask<token::Devices>(token::ListDevices{}));
    // No key is open in it.
    QCOMPARE(reasonOf(process.ask<token::Signed>(token::SignDigest{QByteArray(32, 'd')})), "token.not-open");
}

void TokenSignerTest::aDriverThatDoesNotLetGoIsEnded()
{
    qint64 helper = 0;
    {
        TokenProcess process(SoftToken::skf(), m_token->settings(3000ms));
        QVERIFY(process.ask<token::KeyOpened>(token::OpenKey{SoftToken::place(), SoftToken::pin(), 0}));
        helper = process.processId();
    }
    // One that does is left the time to say so to its token.
    QVERIFY(!isRunning(helper));
    QCOMPARE(m_token->read(u"disconnected"_s), "1");
    {
        TokenProcess process(SoftToken::skf(), m_token->settings(3000ms));
        QVERIFY(process.ask<token::KeyOpened>(token::OpenKey{SoftToken::place(), SoftToken::pin(), 0}));
        helper = process.processId();
        m_token->order("hang SKF_DisConnectDev");
    }
    QVERIFY(!isRunning(helper));
}

void TokenSignerTest::aHelperThatSaysWhatWasNotAskedIsEnded_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("no message") << QByteArray("\0\0\0\4rubb", 8);
    QTest::newRow("a frame without end") << QByteArray("\xff\xff\xff\xff");
    QTest::newRow("another question's answer") << token::encode({7, token::Loaded{}});
    QTest::newRow("another kind") << token::encode({1, token::Seals{}});
    QTest::newRow("another layer's refusal")
        << token::encode({1, token::Refused{ErrorCode::WrongPin, "key-file.pin", {}}});
}

void TokenSignerTest::aHelperThatSaysWhatWasNotAskedIsEnded()
{
    QFETCH(QByteArray, said);
    m_token->write(u"said"_s, said);
    QFile program(m_token->home() + u"/helper"_s);
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write("#!/bin/sh\ncat \"$HOME/soft-token/said\"\nexec cat >/dev/null\n");
    program.close();
    QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    TokenSettings settings = m_token->settings();
    settings.program = program.fileName();
    TokenProcess process(SoftToken::skf(), settings);
    QCOMPARE(reasonOf(process.ask<token::Devices>(token::ListDevices{})), "token.answer");
    QCOMPARE(process.processId(), 0);
}

void TokenSignerTest::aMissingHelperIsSaid()
{
    TokenSettings settings = m_token->settings();
    settings.program = u"/nonexistent/wenyi-token"_s;
    QCOMPARE(reasonOf(TokenSigner::open(SoftToken::skf(), settings, SoftToken::place(), SoftToken::pin())),
        "token.not-started");
}

QTEST_GUILESS_MAIN(TokenSignerTest)
#include "TokenSignerTest.moc"
