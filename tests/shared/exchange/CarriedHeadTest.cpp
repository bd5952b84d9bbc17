// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/CborReader.h"
#include "shared/exchange/HeadsFile.h"
#include "tests/shared/exchange/ExchangeFixtures.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

CarriedHead headOf(quint64 number)
{
    return {CarriedHead::ownerOf(DesktopId(u"CZJ-1"_s)), number, crypto::sm3(QByteArray::number(number))};
}

} // namespace

/// T30: the head of an audit log travels beside a receipt, under its signature.
class CarriedHeadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachReceiptOfATreeCarriesIt_data();
    void eachReceiptOfATreeCarriesIt();
    void receiptsAloneCarryNone();
    void everyBitOfItIsSigned();
    void aReaderThatKnowsNothingOfItTakesTheReceipt();
    void aNumberThatNoLogHasIsNoHead();
    void eachDesktopIsAnotherOwner();
    void aFileBringsEveryReceiptBack();
    void whatIsNoFileOfHeadsIsRefused_data();
    void whatIsNoFileOfHeadsIsRefused();

private:
    QList<Receipt> receipts(qsizetype count, const std::optional<CarriedHead> &head)
    {
        QList<ReceiptFacts> facts(count, m_domain.facts(m_envelope.header, Finance, ReceiptKind::SignedFor));
        for (ReceiptFacts &stated : facts)
            stated.time += std::chrono::milliseconds(--count);
        return Receipt::signAll(facts, m_domain.unit(Finance).signer, head).value();
    }
    const crypto::Certificate &certificate() { return m_domain.unit(Finance).signer.certificate(); }

    Domain m_domain;
    Envelope m_envelope = m_domain.envelope({Finance, Town});
};

void CarriedHeadTest::eachReceiptOfATreeCarriesIt_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {1, 2, 3, 4, 7, 8, 37})
        QTest::addRow("%d receipts", count) << count;
}

void CarriedHeadTest::eachReceiptOfATreeCarriesIt()
{
    QFETCH(const int, count);
    const CarriedHead head = headOf(4711);
    const QList<Receipt> made = receipts(count, head);
    QCOMPARE(made.size(), count);
    for (const Receipt &receipt : made) {
        const auto read = Receipt::fromBytes(receipt.toBytes());
        QVERIFY2(read, reasonOf(read).constData());
        QVERIFY(read->auditHead() == head);
        QCOMPARE(read->toBytes(), receipt.toBytes());
        QCOMPARE(reasonOf(read->verify(m_envelope.header, certificate())), "");
    }
}

void CarriedHeadTest::receiptsAloneCarryNone()
{
    for (const qsizetype count : {1, 4, 8, 16}) {
        for (const Receipt &receipt : receipts(count, {}))
            QVERIFY(!receipt.auditHead());
    }
}

void CarriedHeadTest::everyBitOfItIsSigned()
{
    const QByteArray bytes = receipts(3, headOf(1)).at(1).toBytes();
    for (qsizetype bit = 0; bit < bytes.size() * 8; ++bit) {
        const auto receipt = Receipt::fromBytes(flipped(bytes, bit));
        QVERIFY2(!receipt || !receipt->verifySignature(certificate()), QByteArray::number(bit).constData());
    }
}

void CarriedHeadTest::aReaderThatKnowsNothingOfItTakesTheReceipt()
{
    // As receipts were read before there were heads: eleven fields of version 1, and a path of RFC 9162.
    const QByteArray bytes = receipts(3, headOf(12)).at(1).toBytes();
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
    CborReader facts(body);
    facts.startArray(11);
    QCOMPARE(facts.unsignedInteger(), quint64(1));
    QCOMPARE(path.index, quint64(4));
    QCOMPARE(path.count, quint64(12));
    QVERIFY(merkleRootOf(merkleLeaf(body), path));
}

void CarriedHeadTest::aNumberThatNoLogHasIsNoHead()
{
    QVERIFY(!receipts(1, headOf(0)).first().auditHead());
    QVERIFY(!receipts(1, headOf(quint64(1) << 63)).first().auditHead());
    QVERIFY(receipts(1, headOf((quint64(1) << 63) - 1)).first().auditHead());
}

void CarriedHeadTest::eachDesktopIsAnotherOwner()
{
    QVERIFY(CarriedHead::ownerOf(DesktopId(u"CZJ-1"_s)) != CarriedHead::ownerOf(DesktopId(u"CZJ-2"_s)));
    QVERIFY(CarriedHead::ownerOf(DesktopId(u"CZJ-1"_s)) != CarriedHead::Owner());
}

void CarriedHeadTest::aFileBringsEveryReceiptBack()
{
    const QList<Receipt> kept = receipts(3, headOf(5));
    const QByteArray file = writeHeads(kept + receipts(2, {}));
    QVERIFY(file.contains("5:" + headOf(5).hash.toHex()));
    const auto read = readHeads(file);
    QVERIFY2(read, reasonOf(read).constData());
    QCOMPARE(read->size(), 3);
    for (qsizetype i = 0; i < kept.size(); ++i)
        QCOMPARE(read->at(i).toBytes(), kept.at(i).toBytes());
    // Passed through an editor of another system, and two of them.
    const QTemporaryDir folder;
    const QStringList paths{folder.filePath(u"a"_s), folder.filePath(u"b"_s)};
    for (const QString &path : paths) {
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(QByteArray(file).replace("\n", "\r\n\r\n"));
    }
    QCOMPARE(readHeadsFiles(paths)->size(), 6);
    QVERIFY(!readHeadsFiles(paths + QStringList{folder.filePath(u"none"_s)}));
}

void CarriedHeadTest::whatIsNoFileOfHeadsIsRefused_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray file = writeHeads(receipts(1, headOf(5)));
    QTest::newRow("nothing") << QByteArray() << QByteArray("heads.none");
    QTest::newRow("words for people alone") << QByteArray("# 12:abc\n\n") << QByteArray("heads.none");
    QTest::newRow("something else") << QByteArray("<html>\n") << QByteArray("heads.form");
    QTest::newRow("a line cut off") << file.left(file.size() - 9) << QByteArray("heads.form");
    QTest::newRow("a receipt without a head")
        << file + receipts(1, {}).first().toBytes().toBase64() << QByteArray("heads.form");
    QTest::newRow("a line without end") << file + QByteArray(100'000, 'A') << QByteArray("heads.form");
    QTest::newRow("too large") << QByteArray((64 << 20) + 1, '#') << QByteArray("heads.size");
}

void CarriedHeadTest::whatIsNoFileOfHeadsIsRefused()
{
    QFETCH(const QByteArray, file);
    QFETCH(const QByteArray, reason);
    QCOMPARE(reasonOf(readHeads(file)), reason);
}

QTEST_APPLESS_MAIN(CarriedHeadTest)
#include "CarriedHeadTest.moc"
