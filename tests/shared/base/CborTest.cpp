// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

#include <QTest>

using namespace wenyi;
using namespace Qt::StringLiterals;

class CborTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrote();
    void refusesWhatIsNotCanonical_data();
    void refusesWhatIsNotCanonical();
    void refusesEveryTruncation();
    void refusesSizesOverTheirLimitBeforeAllocating();
    void refusesNestingOverItsLimit();
};

static QByteArray sample()
{
    CborWriter out;
    out.startArray(7);
    out.unsignedInteger(300);
    out.integer(-5);
    out.text(u"澄政办发〔2026〕28号");
    out.bytes(QByteArray(70'000, 'x'));
    out.boolean(true);
    out.null();
    out.startArray(0);
    out.endArray();
    out.endArray();
    return out.take();
}

static Result<void> readSample(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(7);
    in.unsignedInteger();
    in.integer();
    in.text();
    in.bytes();
    in.boolean();
    if (!in.takeNull())
        in.fail(ErrorCode::Corrupt, "test.null");
    in.startArray(0);
    in.endArray();
    in.endArray();
    return in.finish();
}

void CborTest::readsBackWhatItWrote()
{
    const QByteArray bytes = sample();
    CborReader in(bytes);
    in.startArray(7);
    QCOMPARE(in.unsignedInteger(), 300u);
    QCOMPARE(in.integer(), -5);
    QCOMPARE(in.text(), u"澄政办发〔2026〕28号"_s);
    QCOMPARE(in.bytes(), QByteArray(70'000, 'x'));
    QVERIFY(in.boolean());
    QVERIFY(in.takeNull());
    in.startArray(0);
    in.endArray();
    in.endArray();
    QVERIFY(in.finish());
}

void CborTest::refusesWhatIsNotCanonical_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("integer in a longer head than needed") << QByteArray("811817");
    QTest::newRow("indefinite array") << QByteArray("9f01ff");
    QTest::newRow("array count in a longer head than needed") << QByteArray("980101");
    QTest::newRow("map") << QByteArray("a10101");
    QTest::newRow("float") << QByteArray("81f93c00");
    QTest::newRow("tag") << QByteArray("81c001");
    QTest::newRow("trailing byte") << QByteArray("810100");
    QTest::newRow("nothing") << QByteArray("");
}

void CborTest::refusesWhatIsNotCanonical()
{
    QFETCH(QByteArray, hex);
    const QByteArray bytes = QByteArray::fromHex(hex);
    CborReader in(bytes);
    in.startArray(1);
    in.unsignedInteger();
    in.endArray();
    QVERIFY(!in.finish());
}

void CborTest::refusesEveryTruncation()
{
    const QByteArray bytes = sample();
    QVERIFY(readSample(bytes));
    for (qsizetype size = 0; size < bytes.size(); size += size < 100 ? 1 : 997)
        QVERIFY2(!readSample(bytes.first(size)), qPrintable(QString::number(size)));
}

void CborTest::refusesSizesOverTheirLimitBeforeAllocating()
{
    // A byte string of 2^62 bytes, announced in nine bytes.
    const QByteArray bytes = QByteArray::fromHex("5b4000000000000000");
    CborReader in(bytes);
    in.bytes();
    QCOMPARE(in.finish().error().reason, "cbor.string-too-long");

    CborReader list(QByteArrayView("\x9a\xff\xff\xff\xff", 5));
    QCOMPARE(list.startList(10), 0);
    QCOMPARE(list.finish().error().reason, "cbor.array-too-long");
}

void CborTest::refusesNestingOverItsLimit()
{
    const QByteArray bytes(1000, '\x81');
    CborReader in(bytes);
    for (int i = 0; i < 1000 && in.ok(); ++i)
        in.startArray(1);
    QCOMPARE(in.finish().error().reason, "cbor.too-deep");
}

QTEST_GUILESS_MAIN(CborTest)
#include "CborTest.moc"
