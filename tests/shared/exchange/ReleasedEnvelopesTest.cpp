// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/CborReader.h"
#include "tests/Released.h"
#include "tests/shared/exchange/ExchangeFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

const Instant At = instantFromMilliseconds(1'795'000'000'000);

Digest digestOf(quint8 value)
{
    Digest digest;
    digest.bytes.fill(value);
    return digest;
}

EnvelopeRouting routing()
{
    EnvelopeRouting routing;
    routing.id = EnvelopeId(u"e-1"_s);
    routing.sender = Office;
    routing.desktop = DesktopId(Office.toString() + u"/desk-1"_s);
    routing.signer = digestOf(7);
    routing.created = At;
    routing.urgency = Urgency::Flash;
    routing.secrecy = Secrecy::Confidential;
    routing.recipients = {{Finance, "key", {1, 10}, 5, {1, std::nullopt}}, {Town, "key", {0, 0}, 0, {2, digestOf(8)}}};
    routing.parts = {{PartRole::Header, 100, digestOf(7)}, {PartRole::Document, 2'000, digestOf(8)},
        {PartRole::Attachment, 3, digestOf(7)}, {PartRole::Source, 4, digestOf(8)}};
    routing.sealedManifest = "manifest";
    return routing;
}

ReceiptFacts facts(ReceiptKind kind)
{
    const bool isByPerson = kind != ReceiptKind::Accepted && kind != ReceiptKind::Delivered;
    ReceiptFacts facts;
    facts.envelope = EnvelopeId(u"e-1"_s);
    facts.envelopeDigest = digestOf(7);
    facts.unit = kind == ReceiptKind::Accepted ? Office : Finance;
    facts.kind = kind;
    facts.time = At;
    if (isByPerson) {
        facts.member = MemberId(u"mailroom"_s);
        facts.memberName = u"孙丽华"_s;
    }
    if (kind == ReceiptKind::Returned)
        facts.reason = u"不属于本单位职责范围"_s;
    facts.directoryHead = digestOf(8);
    facts.signer = digestOf(7);
    return facts;
}

/// What is signed of a header, or of a receipt: the first of so many things.
QByteArray bodyOf(const QByteArray &bytes, qsizetype fields)
{
    CborReader in(bytes);
    in.startArray(fields);
    return in.bytes(100'000);
}

constexpr qsizetype HeaderFields = 2;
constexpr qsizetype ReceiptFields = 5;

} // namespace

/// Envelope headers and receipts stay as they are (fault F14): octets that were written down once. Their digests name
/// them, and signatures hold over their octets, so another form would be another envelope.
class ReleasedEnvelopesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aHeaderIsReadAsItWas();
    void aHeaderIsWrittenAsItWas();
    void aReceiptIsReadAndWrittenAsItWas_data();
    void aReceiptIsReadAndWrittenAsItWas();
    void aHeadBesideAReceiptIsFound();

private:
    Domain m_domain;
    QMap<QByteArray, QByteArray> m_octets;
};

void ReleasedEnvelopesTest::initTestCase()
{
    m_octets = released(u"first-envelopes.txt"_s);
    QCOMPARE(m_octets.size(), 6);
}

void ReleasedEnvelopesTest::aHeaderIsReadAsItWas()
{
    const QByteArray octets = m_octets.value("header");
    const auto read = EnvelopeHeader::fromBytes(octets);
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    QVERIFY(read->routing() == routing());
    QCOMPARE(read->toBytes().toHex(), octets.toHex());
    QCOMPARE(read->digest(), crypto::sm3(bodyOf(octets, HeaderFields)));
}

void ReleasedEnvelopesTest::aHeaderIsWrittenAsItWas()
{
    crypto::KeySigner &office = m_domain.unit(Office).signer;
    const auto written = EnvelopeHeader::sign(routing(), office);
    QVERIFY2(written, written ? "" : qPrintable(describe(written.error())));
    // But for whose key signed it.
    QByteArray body = bodyOf(written->toBytes(), HeaderFields);
    body.replace(office.certificate().fingerprint().toBytes(), digestOf(7).toBytes());
    QCOMPARE(body.toHex(), bodyOf(m_octets.value("header"), HeaderFields).toHex());
}

void ReleasedEnvelopesTest::aReceiptIsReadAndWrittenAsItWas_data()
{
    QTest::addColumn<ReceiptKind>("kind");
    QTest::newRow("accepted") << ReceiptKind::Accepted;
    QTest::newRow("delivered") << ReceiptKind::Delivered;
    QTest::newRow("signed-for") << ReceiptKind::SignedFor;
    QTest::newRow("returned") << ReceiptKind::Returned;
    QTest::newRow("with-a-head") << ReceiptKind::SignedFor;
}

void ReleasedEnvelopesTest::aReceiptIsReadAndWrittenAsItWas()
{
    QFETCH(ReceiptKind, kind);
    const QByteArray octets = m_octets.value(QTest::currentDataTag());
    const auto read = Receipt::fromBytes(octets);
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    QVERIFY(read->facts() == facts(kind));
    QCOMPARE(read->directoryVersion(), quint64(0)); // That came later.
    QCOMPARE(read->toBytes().toHex(), octets.toHex());
    crypto::KeySigner &finance = m_domain.unit(Finance).signer;
    const auto written = Receipt::sign(facts(kind), finance);
    QVERIFY2(written, written ? "" : qPrintable(describe(written.error())));
    QByteArray body = bodyOf(written->toBytes(), ReceiptFields);
    body.replace(finance.certificate().fingerprint().toBytes(), digestOf(7).toBytes());
    QCOMPARE(body.toHex(), bodyOf(octets, ReceiptFields).toHex());
}

void ReleasedEnvelopesTest::aHeadBesideAReceiptIsFound()
{
    const auto receipt = Receipt::fromBytes(m_octets.value("with-a-head"));
    QVERIFY2(receipt, receipt ? "" : qPrintable(describe(receipt.error())));
    CarriedHead head;
    head.owner.fill(9);
    head.number = 4711;
    head.hash = digestOf(7);
    QVERIFY(receipt->auditHead() == head);
    QVERIFY(!Receipt::fromBytes(m_octets.value("signed-for"))->auditHead());
}

QTEST_APPLESS_MAIN(ReleasedEnvelopesTest)
#include "ReleasedEnvelopesTest.moc"
