// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/Workspace.h"
#include "client/core/token/TokenSigner.h"
#include "client/core/token/TokenWatch.h"
#include "shared/crypto/KeyFile.h"
#include "tests/Patience.h"
#include "tests/client/core/SampleOffice.h"
#include "tests/client/core/token/SoftToken.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A member's token as it is seen without its key: whether it is there, how its PIN stands, and changing that.
class TokenPinTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void keysOnOneTokenAreOneToken();
    void tellsLabelAndAttemptsWithoutSpendingOne();
    void showsALabelThatFillsItsField();
    void changesThePin();
    void aWrongPinCountsAndChangesNothing();
    void whatIsNoGoodPinIsNotTried_data();
    void whatIsNoGoodPinIsNotTried();
    void aFaultIsSaidAndTheOldPinStays_data();
    void aFaultIsSaidAndTheOldPinStays();
    void theChangeStandsInTheAuditLog();
    void aSealsTwoKeysKeepOnePin();
    void watchesATokenGoAndComeBack();
    void aDriverThatDiesIsAskedAgain();
    void endsAtOnceWhileADriverHangs_data();
    void endsAtOnceWhileADriverHangs();

private:
    static SecretBytes pin(const char *text) { return SecretBytes(QByteArrayView(text)); }
    MemberToken token() const { return {SoftToken::skfLibrary(), SoftToken::place(), {u"sign.key"_s}}; }
    QByteArray opens(const char *with) const
    {
        return reasonOf(TokenSigner::open(SoftToken::skf(), m_token->settings(), SoftToken::place(), pin(with)));
    }

    std::unique_ptr<SampleOffice> m_office;
    std::unique_ptr<SoftToken> m_token;
    Profile m_profile;
    MemberId m_member;
};

void TokenPinTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
    const auto [folder, member] = m_office->domain().desktopOf(u"澄江镇/clerk"_s).value();
    m_profile = Profile::open(folder).value();
    m_member = member;
    const auto file = crypto::KeyFile::open(m_profile.memberPath(member, keyfile::PersonalSigning));
    QVERIFY(file);
    m_token =
        std::make_unique<SoftToken>(crypto::KeySigner(file->unlock(SampleOffice::pin()).value(), file->certificate()));
    TokenDrivers drivers;
    drivers.allow(SoftToken::skf());
    QVERIFY(drivers.write(m_profile));
}

void TokenPinTest::init()
{
    m_token->order({});
    m_token->write(u"attempts"_s, "0");
    m_token->write(u"pin"_s, "135790");
}

void TokenPinTest::keysOnOneTokenAreOneToken()
{
    QVERIFY(tokensOf(m_profile, m_member)->isEmpty());
    const QString sign = m_profile.memberPath(m_member, keyfile::PersonalSigning);
    const QString seal = m_profile.memberPath(m_member, keyfile::Seal);
    QVERIFY((TokenKey{SoftToken::skfLibrary(), SoftToken::place()}.write(sign)));
    token::KeyPlace beside = SoftToken::place();
    beside.container = u"另一个"_s;
    QVERIFY((TokenKey{SoftToken::skfLibrary(), beside}.write(seal)));
    const auto one = tokensOf(m_profile, m_member);
    QCOMPARE(one->size(), 1);
    QCOMPARE(one->constFirst().keys, (QStringList{u"sign.key"_s, u"seal.key"_s}));
    beside.application = u"别的应用"_s; // It has a PIN of its own.
    QVERIFY((TokenKey{SoftToken::skfLibrary(), beside}.write(seal)));
    QCOMPARE(tokensOf(m_profile, m_member)->size(), 2);
    QVERIFY(QFile::remove(QString(sign).replace(u".key"_s, u".token"_s)));
    QVERIFY(QFile::remove(QString(seal).replace(u".key"_s, u".token"_s)));
}

void TokenPinTest::tellsLabelAndAttemptsWithoutSpendingOne()
{
    // The two widths of ULONG that vendors have, and what each says through it.
    for (const int bits : {32, 64}) {
        TokenProcess process(SoftToken::skf(bits), m_token->settings());
        m_token->write(u"attempts"_s, "0");
        const auto fresh = process.ask<token::PinStanding>(token::AskPin{SoftToken::place()});
        QVERIFY2(fresh, reasonOf(fresh).constData());
        QVERIFY((*fresh == token::PinStanding{u"办公室"_s, 8, false}));
        m_token->write(u"attempts"_s, "3");
        const auto tried = process.ask<token::PinStanding>(token::AskPin{SoftToken::place()});
        QVERIFY(tried && (*tried == token::PinStanding{u"办公室"_s, 5, true}));
        QCOMPARE(m_token->read(u"attempts"_s), QByteArray("3"));
    }
}

void TokenPinTest::showsALabelThatFillsItsField()
{
    m_token->order("full SKF_GetDevInfo"); // 32 bytes, without a zero at the end.
    const auto standing = askPin(m_profile, m_token->settings(), token());
    QVERIFY2(standing, reasonOf(standing).constData());
    QCOMPARE(standing->label, u"江阴市人民政府办公室01"_s);
}

void TokenPinTest::changesThePin()
{
    const auto changed = changeTokenPin(m_profile, m_token->settings(), token(), pin("135790"), pin("tea at seven"));
    QVERIFY2(changed, reasonOf(changed).constData());
    QCOMPARE(opens("tea at seven"), QByteArray());
    QCOMPARE(opens("135790"), QByteArray("token.pin"));
}

void TokenPinTest::aWrongPinCountsAndChangesNothing()
{
    const auto wrong = changeTokenPin(m_profile, m_token->settings(), token(), pin("000000"), pin("tea at seven"));
    QCOMPARE(reasonOf(wrong), QByteArray("token.pin"));
    QVERIFY(wrong.error().code == ErrorCode::WrongPin);
    QCOMPARE(wrong.error().detail, u"7"_s);
    QCOMPARE(askPin(m_profile, m_token->settings(), token())->attemptsLeft, 7);
    QCOMPARE(opens("135790"), QByteArray());
    m_token->write(u"attempts"_s, "8");
    const auto locked = changeTokenPin(m_profile, m_token->settings(), token(), pin("135790"), pin("tea at seven"));
    QCOMPARE(reasonOf(locked), QByteArray("token.locked"));
    QCOMPARE(askPin(m_profile, m_token->settings(), token())->attemptsLeft, 0);
}

void TokenPinTest::whatIsNoGoodPinIsNotTried_data()
{
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("short") << QByteArray("1357") << QByteArray("pin.too-short");
    QTest::newRow("sequential") << QByteArray("123456") << QByteArray("pin.sequential");
    QTest::newRow("the same") << QByteArray("135790") << QByteArray("pin-change.same");
    QTest::newRow("longer than the token takes") << QByteArray("tea at half past seven") << QByteArray("token.new-pin");
    QTest::newRow("longer than any takes") << QByteArray("abcd9").repeated(60) << QByteArray("token.new-pin");
}

void TokenPinTest::whatIsNoGoodPinIsNotTried()
{
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, reason);
    const auto refused = changeTokenPin(m_profile, m_token->settings(), token(), pin("135790"), SecretBytes(to));
    QCOMPARE(reasonOf(refused), reason);
    QVERIFY(refused.error().code == ErrorCode::InvalidInput);
    QCOMPARE(opens("135790"), QByteArray());
}

void TokenPinTest::aFaultIsSaidAndTheOldPinStays_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("hangs") << QByteArray("hang SKF_ChangePIN") << QByteArray("token.time");
    QTest::newRow("crashes") << QByteArray("crash SKF_ChangePIN") << QByteArray("token.crashed");
    QTest::newRow("taken out") << QByteArray("removed SKF_ChangePIN") << QByteArray("token.removed");
    QTest::newRow("not plugged in") << QByteArray("none SKF_EnumDev") << QByteArray("token.no-device");
}

void TokenPinTest::aFaultIsSaidAndTheOldPinStays()
{
    QFETCH(QByteArray, order);
    QFETCH(QByteArray, reason);
    m_token->order(order);
    const auto refused = changeTokenPin(m_profile, m_token->settings(3s), token(), pin("135790"), pin("tea at seven"));
    QCOMPARE(reasonOf(refused), reason);
    m_token->order({});
    QCOMPARE(opens("135790"), QByteArray());
}

void TokenPinTest::theChangeStandsInTheAuditLog()
{
    Environment environment{m_office->environment()};
    environment.tokens = m_token->settings();
    const auto desk = Workspace::unlock(m_profile.folder, m_member, SampleOffice::pin(), environment);
    QVERIFY2(desk, reasonOf(desk).constData());
    const auto rows = [&desk] {
        QStringList told;
        const auto newest = (*desk)->audit().newest(100);
        for (const journal::AuditRecord &row : *newest) {
            if (row.what == u"pin.change-token"_s)
                told.prepend(row.reason);
        }
        return told;
    };
    QVERIFY(!changeTokenPin(**desk, token(), pin("000000"), pin("tea at seven")));
    QCOMPARE(rows(), (QStringList{QString(), u"token.pin"_s}));
    QVERIFY(changeTokenPin(**desk, token(), pin("135790"), pin("tea at seven")));
    QCOMPARE(rows(), (QStringList{QString(), u"token.pin"_s, QString()}));
}

/// When something is sealed one PIN is typed, for the seal's key and for the one that the use is signed with.
void TokenPinTest::aSealsTwoKeysKeepOnePin()
{
    const auto [folder, keeper] = m_office->domain().desktopOf(u"澄江镇/sealkeeper"_s).value();
    Environment environment{m_office->environment()};
    environment.tokens = m_token->settings();
    const auto desk = Workspace::unlock(folder, keeper, SampleOffice::pin(), environment);
    QVERIFY2(desk, reasonOf(desk).constData());
    for (const QString &key : {u"sign.key"_s, u"seal.key"_s}) {
        MemberToken one = token();
        one.keys = {key};
        const auto refused = changeTokenPin(**desk, one, pin("135790"), pin("tea at seven"));
        QCOMPARE(reasonOf(refused), QByteArray("token.one-pin"));
        QCOMPARE((*desk)->audit().newest(1)->constFirst().reason, u"token.one-pin"_s);
        QCOMPARE(opens("135790"), QByteArray());
    }
    MemberToken both = token();
    both.keys = {u"sign.key"_s, u"seal.key"_s};
    const auto changed = changeTokenPin(**desk, both, pin("135790"), pin("tea at seven"));
    QVERIFY2(changed, reasonOf(changed).constData());
}

void TokenPinTest::watchesATokenGoAndComeBack()
{
    TokenWatch watch(m_profile, {token()}, m_token->settings(), 200ms);
    QTRY_COMPARE(watch.presence().size(), 1);
    QVERIFY(!watch.faultOf({u"sign.key"_s}));
    m_token->order("none SKF_EnumDev");
    QTRY_VERIFY(watch.faultOf({u"sign.key"_s}));
    QCOMPARE(watch.faultOf({u"sign.key"_s})->reason, QByteArray("token.no-device"));
    QVERIFY(!watch.faultOf({u"seal.key"_s})); // It does not lie there.
    QSignalSpy changed(&watch, &TokenWatch::changed);
    m_token->order({});
    QTRY_VERIFY(!watch.faultOf({u"sign.key"_s}));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_token->read(u"attempts"_s), QByteArray("0"));
}

void TokenPinTest::aDriverThatDiesIsAskedAgain()
{
    TokenWatch watch(m_profile, {token()}, m_token->settings(), 200ms);
    QTRY_COMPARE(watch.presence().size(), 1);
    m_token->order("crash SKF_EnumDev");
    QTRY_VERIFY(watch.faultOf({u"sign.key"_s}));
    QCOMPARE(watch.faultOf({u"sign.key"_s})->reason, QByteArray("token.crashed"));
    m_token->order({});
    QTRY_VERIFY(!watch.faultOf({u"sign.key"_s}));
}

void TokenPinTest::endsAtOnceWhileADriverHangs_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::newRow("when it is asked") << QByteArray("hang SKF_EnumDev");
    QTest::newRow("when it is loaded") << QByteArray("hang load");
}

void TokenPinTest::endsAtOnceWhileADriverHangs()
{
    QFETCH(QByteArray, order);
    QElapsedTimer timer;
    {
        m_token->order(order);
        TokenWatch watch(m_profile, {token()}, m_token->settings(60s), 200ms);
        QTest::qWait(500);
        QVERIFY(watch.presence().isEmpty());
        timer.start();
    }
    QVERIFY(timer.elapsed() < 10'000);
}

QTEST_GUILESS_MAIN(TokenPinTest)
#include "TokenPinTest.moc"
