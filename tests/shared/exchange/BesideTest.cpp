// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/CborReader.h"
#include "tests/shared/exchange/ExchangeFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

const CarriedHead Head{CarriedHead::ownerOf(DesktopId(u"CZJ-1"_s)), 4711, crypto::sm3("row")};

} // namespace

/// T05: the version of the directory travels beside a receipt, under its signature, with the audit log's head or alone.
class BesideTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachReceiptOfATreeCarriesIt_data();
    void eachReceiptOfATreeCarriesIt();
    void receiptsAloneCarryNone();
    void everyBitOfItIsSigned();
    void aReaderThatKnowsNothingOfItTakesTheReceipt();
    void aVersionThatNoDirectoryHasIsNone();

private:
    QList<Receipt> receipts(qsizetype count, const std::optional<CarriedHead> &head, quint64 version)
    {
        QList<ReceiptFacts> facts(count, m_domain.facts(m_envelope.header, Finance, ReceiptKind::SignedFor));
        for (ReceiptFacts &stated : facts)
            stated.time += std::chrono::milliseconds(--count);
        return Receipt::signAll(facts, m_domain.unit(Finance).signer, head, version).value();
    }
    const crypto::Certificate &certificate() { return m_domain.unit(Finance).signer.certificate(); }

    Domain m_domain;
    Envelope m_envelope = m_domain.envelope({Finance, Town});
};

void BesideTest::eachReceiptOfATreeCarriesIt_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("withHead");
    for (const int count : {1, 2, 3, 4, 7, 8, 37}) {
        QTest::addRow("%d receipts with a head", count) << count << true;
        QTest::addRow("%d receipts without", count) << count << false;
    }
}

void BesideTest::eachReceiptOfATreeCarriesIt()
{
    QFETCH(const int, count);
    QFETCH(const bool, withHead);
    const std::optional<CarriedHead> head = withHead ? std::optional(Head) : std::nullopt;
    const QList<Receipt> made = receipts(count, head, 28);
    QCOMPARE(made.size(), count);
    for (const Receipt &receipt : made) {
        const auto read = Receipt::fromBytes(receipt.toBytes());
        QVERIFY2(read, reasonOf(read).constData());
        QCOMPARE(read->directoryVersion(), quint64(28));
        QVERIFY(read->auditHead() == head);
        QCOMPARE(read->toBytes(), receipt.toBytes());
        QCOMPARE(reasonOf(read->verify(m_envelope.header, certificate())), "");
    }
}

void BesideTest::receiptsAloneCarryNone()
{
    for (const qsizetype count : {1, 8, 16}) {
        for (const Receipt &receipt : receipts(count, {}, 0))
            QCOMPARE(receipt.directoryVersion(), quint64(0));
        for (const Receipt &receipt : receipts(count, Head, 0))
            QCOMPARE(receipt.directoryVersion(), quint64(0));
    }
}

void BesideTest::everyBitOfItIsSigned()
{
    const QByteArray bytes = receipts(3, Head, 7).at(1).toBytes();
    for (qsizetype bit = 0; bit < bytes.size() * 8; ++bit) {
        const auto receipt = Receipt::fromBytes(flipped(bytes, bit));
        QVERIFY2(!receipt || !receipt->verifySignature(certificate()), QByteArray::number(bit).constData());
    }
}

void BesideTest::aReaderThatKnowsNothingOfItTakesTheReceipt()
{
    // As receipts were read before: a path of RFC 9162, and a head in blocks of four.
    const QByteArray bytes = receipts(3, Head, 7).at(1).toBytes();
    CborReader in(bytes);
    in.startArray(5);
    const QByteArray body = in.bytes(10'000);
    MerklePath path{in.unsignedInteger(), in.unsignedInteger(), {}};
    for (qsizetype left = in.startList(40); left > 0 && in.ok(); --left)
        path.siblings.append(in.digest());
    in.endArray();
    (void)in.bytes(200);
    in.endArray();
    QVERIFY(in.finish());
    QCOMPARE(path.index, quint64(8));
    QCOMPARE(path.count, quint64(24));
    QVERIFY(merkleRootOf(merkleLeaf(body), path));
    QVERIFY(CarriedHead::fromPath(path) == Head);
}

void BesideTest::aVersionThatNoDirectoryHasIsNone()
{
    QCOMPARE(receipts(1, {}, quint64(1) << 63).first().directoryVersion(), quint64(0));
    QCOMPARE(receipts(1, {}, (quint64(1) << 63) - 1).first().directoryVersion(), (quint64(1) << 63) - 1);
}

QTEST_APPLESS_MAIN(BesideTest)
#include "BesideTest.moc"
