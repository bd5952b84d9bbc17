// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"

#include <QCborStreamWriter>
#include <QTest>

#include <random>

using namespace wenyi;
using namespace Qt::StringLiterals;

class CborTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrote();
    void writesTheBytesThatQtWrites();
    void readsTheOutermostIntegers();
    void refusesWhatIsNotCanonical_data();
    void refusesWhatIsNotCanonical();
    void refusesEveryTruncation();
    void refusesSizesOverTheirLimitBeforeAllocating();
    void refusesNestingOverItsLimit();
    void refusesTextThatWouldNotComeBack_data();
    void refusesTextThatWouldNotComeBack();
    void doesNotReadBehindTheEndOfAnArray();
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

void CborTest::writesTheBytesThatQtWrites()
{
    std::mt19937_64 random(1);
    for (int i = 0; i < 20'000; ++i) {
        const quint64 number = random() >> (random() % 64);
        const qint64 integer = static_cast<qint64>(random()) >> (random() % 64);
        const QByteArray raw(static_cast<qsizetype>(random() % 300), 'z');
        const QString text(raw.size() * 3, u'驿');
        CborWriter ours;
        ours.startArray(raw.size());
        ours.unsignedInteger(number);
        ours.integer(integer);
        ours.text(text);
        ours.bytes(raw);
        ours.boolean(number % 2 == 1);
        ours.null();
        QByteArray theirs;
        QCborStreamWriter writer(&theirs);
        writer.startArray(static_cast<quint64>(raw.size()));
        writer.append(number);
        writer.append(integer);
        writer.append(QStringView(text));
        writer.appendByteString(raw.constData(), raw.size());
        writer.append(number % 2 == 1);
        writer.appendNull();
        QCOMPARE(ours.take().toHex(), theirs.toHex());
    }
}

void CborTest::readsTheOutermostIntegers()
{
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    CborWriter out;
    out.startArray(4);
    out.integer(most);
    out.integer(-most);
    out.unsignedInteger(std::numeric_limits<quint64>::max());
    out.integer(std::numeric_limits<qint64>::min());
    const QByteArray bytes = out.take();
    CborReader in(bytes);
    in.startArray(4);
    QCOMPARE(in.integer(), most);
    QCOMPARE(in.integer(), -most);
    QCOMPARE(in.unsignedInteger(), std::numeric_limits<quint64>::max());
    QVERIFY(in.ok());
    in.integer();
    QCOMPARE(in.finish().error().reason, "cbor.integer-range");
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

void CborTest::refusesTextThatWouldNotComeBack_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("cut within a character") << QByteArray("62e6be");
    QTest::newRow("overlong form") << QByteArray("62c0af");
    QTest::newRow("surrogate") << QByteArray("63eda080");
    QTest::newRow("byte order mark") << QByteArray("64efbbbf61");
}

void CborTest::refusesTextThatWouldNotComeBack()
{
    QFETCH(QByteArray, hex);
    const QByteArray bytes = QByteArray::fromHex(hex);
    CborReader in(bytes);
    QCOMPARE(in.text(), QString());
    QCOMPARE(in.finish().error().reason, "cbor.utf8");
}

void CborTest::doesNotReadBehindTheEndOfAnArray()
{
    const QByteArray bytes = QByteArray::fromHex("82810102"); // [[1], 2]
    CborReader in(bytes);
    in.startArray(2);
    in.startArray(1);
    in.unsignedInteger();
    QVERIFY(!in.takeNull());
    QVERIFY(in.ok());
    in.unsignedInteger();
    QCOMPARE(in.finish().error().reason, "cbor.array-size");
}

QTEST_GUILESS_MAIN(CborTest)
#include "CborTest.moc"
