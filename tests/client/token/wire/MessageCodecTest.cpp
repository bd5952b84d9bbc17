// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/token/wire/MessageCodec.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::token;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QByteArray &frame)
{
    return frame.mid(4);
}

} // namespace

/// Messages between the client and the token helper; neither believes a size that the other tells.
class MessageCodecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOrderToOpenAKeyComesBackAsItWas();
    void devicesComeBackAsTheyWere();
    void aChangeOfPinComesBackAsItWas();
    void thePinsStandingComesBackAsItWas();
    void refusesWhatDoesNotAgreeWithItself_data();
    void refusesWhatDoesNotAgreeWithItself();
    void refusesOrdersOutOfBounds_data();
    void refusesOrdersOutOfBounds();
};

void MessageCodecTest::theOrderToOpenAKeyComesBackAsItWas()
{
    const KeyPlace place{u"文驿软钥"_s, u"公文"_s, u"印章"_s};
    const auto back =
        decodeRequest(contentOf(encode(Request{7, OpenKey{place, SecretBytes(QByteArrayView("135790")), 0x80000101}})));
    QVERIFY(back);
    QCOMPARE(back->id, 7U);
    const auto *order = std::get_if<OpenKey>(&back->body);
    QVERIFY(order);
    QVERIFY(order->place == place);
    QCOMPARE(order->pin.view(), QByteArrayView("135790"));
    QCOMPARE(order->mechanism, 0x80000101U);
}

void MessageCodecTest::devicesComeBackAsTheyWere()
{
    const QList<Device> sent{
        {u"a"_s, u"标签"_s, {1, 0xffff'ffff'ffffU}, {{u"公文"_s, u"印章"_s, "certificate"}, {}}}, {u"b"_s, {}, {}, {}}};
    const auto back = decodeAnswer(contentOf(encode(Answer{8, Devices{sent}})));
    QVERIFY(back);
    const auto *devices = std::get_if<Devices>(&back->body);
    QVERIFY(devices);
    QCOMPARE(devices->devices, sent);
}

void MessageCodecTest::aChangeOfPinComesBackAsItWas()
{
    const KeyPlace place{u"文驿软钥"_s, u"公文"_s, u"印章"_s};
    const ChangePin sent{place, SecretBytes(QByteArrayView("135790")), SecretBytes(QByteArrayView("ab cd"))};
    const auto back =
        decodeRequest(contentOf(encode(Request{9, ChangePin{place, sent.from.clone(), sent.to.clone()}})));
    QVERIFY(back);
    const auto *order = std::get_if<ChangePin>(&back->body);
    QVERIFY(order);
    QVERIFY(order->place == place);
    QCOMPARE(order->from.view(), sent.from.view());
    QCOMPARE(order->to.view(), sent.to.view());
}

void MessageCodecTest::thePinsStandingComesBackAsItWas()
{
    for (const PinStanding &sent : {PinStanding{u"办公室"_s, 7, true}, PinStanding{{}, PinStanding::Unknown, false},
             PinStanding{u"a"_s, 0, true}, PinStanding{{}, MostAttempts, false}}) {
        const auto back = decodeAnswer(contentOf(encode(Answer{8, sent})));
        QVERIFY(back);
        const auto *standing = std::get_if<PinStanding>(&back->body);
        QVERIFY(standing);
        QVERIFY(*standing == sent);
    }
}

void MessageCodecTest::refusesWhatDoesNotAgreeWithItself_data()
{
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *name, const AnswerBody &body) {
        QTest::newRow(name) << contentOf(encode(Answer{1, body}));
    };
    row("short signature", Signed{QByteArray(63, 's')});
    row("long signature", Signed{QByteArray(65, 's')});
    row("no certificate", KeyOpened{{}});
    row("certificate over the limit", KeyOpened{QByteArray(LargestCertificate + 1, 'c')});
    row("no seal signature", Sealed{{}});
    row("seal signature over the limit", Sealed{QByteArray(LargestSeal + 1, 's')});
    row("more devices than there may be", Devices{QList<Device>(MostDevices + 1)});
    row("more keys than there may be", Devices{{{{}, {}, {}, QList<TokenKey>(MostKeys + 1)}}});
    row("more mechanisms than there may be", Devices{{{{}, {}, QList<quint64>(MostMechanisms + 1), {}}}});
    row("more seals than there may be", Seals{QList<SealName>(MostSeals + 1)});
    row("name over the limit", Seals{{{QString(LongestName + 1, u'a'), {}}}});
    row("no seal", SealData{{}});
    row("seal over the limit", SealData{QByteArray(LargestSeal + 1, 's')});
    row("more attempts than there may be", PinStanding{{}, MostAttempts + 1, false});
    row("fewer attempts than none", PinStanding{{}, PinStanding::Unknown - 1, false});
    row("unknown code", Refused{static_cast<ErrorCode>(99), "token.device", {}});
    row("reason over the limit", Refused{ErrorCode::Unavailable, QByteArray(129, 'r'), {}});
}

void MessageCodecTest::refusesWhatDoesNotAgreeWithItself()
{
    QFETCH(QByteArray, answer);
    const auto back = decodeAnswer(answer);
    QVERIFY(!back);
    QVERIFY(back.error().code == ErrorCode::Corrupt || back.error().code == ErrorCode::TooLarge);
}

void MessageCodecTest::refusesOrdersOutOfBounds_data()
{
    QTest::addColumn<QByteArray>("request");
    const auto row = [](const char *name, RequestBody body) {
        QTest::newRow(name) << contentOf(encode(Request{1, std::move(body)}));
    };
    row("no library", LoadDriver{DriverKind::Skf, {}});
    row("unknown kind", LoadDriver{static_cast<DriverKind>(3), "library"});
    row("digest of another size", SignDigest{QByteArray(20, 'd')});
    row("seal over a digest of another size", SealDigest{u"id"_s, u"/a"_s, QByteArray(33, 'd')});
    row("PIN over the limit", OpenKey{{}, SecretBytes(LongestPin + 1), 0});
    row("PIN so far over the limit", ChangePin{{}, SecretBytes(LongestPin + 1), SecretBytes(4)});
    row("new PIN over the limit", ChangePin{{}, SecretBytes(4), SecretBytes(LongestPin + 1)});
    row("name over the limit", OpenKey{{QString(LongestName + 1, u'a'), {}, {}}, SecretBytes(4), 0});
}

void MessageCodecTest::refusesOrdersOutOfBounds()
{
    QFETCH(QByteArray, request);
    const auto back = decodeRequest(request);
    QVERIFY(!back);
    QVERIFY(back.error().code == ErrorCode::Corrupt || back.error().code == ErrorCode::TooLarge);
}

QTEST_GUILESS_MAIN(MessageCodecTest)
#include "MessageCodecTest.moc"
