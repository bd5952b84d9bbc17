// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Ber.h"

#include "shared/crypto/Der.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;

class BerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesWhatStreamsLeaveOpen_data();
    void writesWhatStreamsLeaveOpen();
    void refusesWhatIsMalformed_data();
    void refusesWhatIsMalformed();
    void refusesNestingOverItsLimit();
};

void BerTest::writesWhatStreamsLeaveOpen_data()
{
    QTest::addColumn<QByteArray>("ber");
    QTest::addColumn<QByteArray>("der");
    QTest::newRow("DER") << QByteArray("3006020104040178") << QByteArray("3006020104040178");
    QTest::newRow("length left open") << QByteArray("30800201040401780000") << QByteArray("3006020104040178");
    QTest::newRow("open in open") << QByteArray("3080a0800201040000020105"
                                                "0000")
                                  << QByteArray("3008a003020104020105");
    QTest::newRow("long form") << QByteArray("3082000702010404810178") << QByteArray("3006020104040178");
    QTest::newRow("string in pieces") << QByteArray("24080402616204026364") << QByteArray("040461626364");
    QTest::newRow("string in pieces, left open") << QByteArray("24800402616204026364"
                                                               "0000")
                                                 << QByteArray("040461626364");
    QTest::newRow("pieces in pieces") << QByteArray("248024800402616200000402"
                                                    "63640000")
                                      << QByteArray("040461626364");
    QTest::newRow("zeros that are content") << QByteArray("308004020000"
                                                          "0000")
                                            << QByteArray("300404020000");
    QTest::newRow("nothing in it") << QByteArray("30800000") << QByteArray("3000");
}

void BerTest::writesWhatStreamsLeaveOpen()
{
    QFETCH(const QByteArray, ber);
    QFETCH(const QByteArray, der);
    const auto written = toDefiniteLengths(QByteArray::fromHex(ber));
    QVERIFY2(written, written ? "" : written.error().reason.constData());
    QCOMPARE(written->toHex(), der);
}

void BerTest::refusesWhatIsMalformed_data()
{
    QTest::addColumn<QByteArray>("ber");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("nothing") << QByteArray() << QByteArray("der.truncated");
    QTest::newRow("no length") << QByteArray("30") << QByteArray("der.truncated");
    QTest::newRow("shorter than told") << QByteArray("300502") << QByteArray("der.truncated");
    QTest::newRow("never ends") << QByteArray("3080020104") << QByteArray("der.truncated");
    QTest::newRow("child longer than its parent") << QByteArray("300302040100000000") << QByteArray("der.truncated");
    QTest::newRow("more behind it") << QByteArray("3000"
                                                  "00")
                                    << QByteArray("der.trailing");
    QTest::newRow("plain value without length") << QByteArray("0480616200"
                                                              "00")
                                                << QByteArray("der.tag");
    QTest::newRow("long tag") << QByteArray("3f810100") << QByteArray("der.tag");
    QTest::newRow("far too long") << QByteArray("3084ffffffff") << QByteArray("der.size");
    QTest::newRow("longer than any number")
        << QByteArray("30ff" + QByteArray("ff").repeated(127)) << QByteArray("der.size");
    QTest::newRow("no string in the pieces") << QByteArray("2403020104") << QByteArray("der.tag");
}

void BerTest::refusesWhatIsMalformed()
{
    QFETCH(const QByteArray, ber);
    QFETCH(const QByteArray, reason);
    const auto written = toDefiniteLengths(QByteArray::fromHex(ber));
    QVERIFY(!written);
    QCOMPARE(written.error().reason, reason);
}

void BerTest::refusesNestingOverItsLimit()
{
    const auto nested = [](int depth) { return QByteArray("\x30\x80").repeated(depth) + QByteArray(2 * depth, '\0'); };
    QVERIFY(toDefiniteLengths(nested(DerReader::MaximumDepth)));
    QCOMPARE(toDefiniteLengths(nested(DerReader::MaximumDepth + 2)).error().reason, QByteArray("der.depth"));
    QCOMPARE(toDefiniteLengths(nested(1'000'000)).error().reason, QByteArray("der.depth"));
}

QTEST_GUILESS_MAIN(BerTest)
#include "BerTest.moc"
