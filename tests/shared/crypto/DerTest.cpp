// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Der.h"
#include "tests/shared/crypto/CryptoFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;

class DerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrote();
    void writesIntegersInTheirShortestForm_data();
    void writesIntegersInTheirShortestForm();
    void readsBothKindsOfTime_data();
    void readsBothKindsOfTime();
    void refusesWhatIsMalformed_data();
    void refusesWhatIsMalformed();
    void readsAndWritesArcsOfAnySize_data();
    void readsAndWritesArcsOfAnySize();
    void readsAndWritesNumbersByTheirOctets_data();
    void readsAndWritesNumbersByTheirOctets();
    void putsASetInOrder();
    void takesUnusedBitsAndAnyTrue();
    void refusesEveryTruncation();
    void refusesNestingOverItsLimit();
    void writesWhatOpenSslReads();
};

namespace {

constexpr Instant Noon{std::chrono::sys_days{std::chrono::year(2026) / 11 / 21} + std::chrono::hours(12)};

QByteArray sample()
{
    DerWriter inner;
    inner.boolean(true).null().octetString(QByteArray(300, 'x')).bitString("bits").printableString(u"SM3"_s);
    DerWriter fields;
    fields.integer(4)
        .objectIdentifier("1.2.156.10197.1.501")
        .ia5String(u"/Doc_0/Signs/Sign_0/Signature.xml"_s)
        .utf8String(u"样例县人民政府"_s)
        .generalizedTime(Noon)
        .utcTime(Noon)
        .explicitTag(0, inner);
    return DerWriter().sequence(fields).bytes();
}

Result<void> readSample(QByteArrayView bytes)
{
    DerReader outer(bytes);
    WENYI_TRY(DerReader fields, outer.enter());
    WENYI_CHECK(outer.finish());
    WENYI_TRY(const qint64 number, fields.integer());
    WENYI_TRY(const QByteArray object, fields.objectIdentifier());
    WENYI_TRY(const QString path, fields.text());
    WENYI_TRY(const QString name, fields.text());
    WENYI_TRY(const Instant generalized, fields.time());
    WENYI_TRY(const Instant utc, fields.time());
    WENYI_TRY(DerReader inner, fields.enter(contextTag(0)));
    WENYI_CHECK(fields.finish());
    WENYI_TRY(const bool truth, inner.boolean());
    WENYI_CHECK(inner.element(DerTag::Null));
    WENYI_TRY(const QByteArrayView octets, inner.octetString());
    WENYI_TRY(const DerBitString bits, inner.bitString());
    WENYI_TRY(const QString digest, inner.text());
    WENYI_CHECK(inner.finish());
    const bool same = number == 4 && object == "1.2.156.10197.1.501" && path == u"/Doc_0/Signs/Sign_0/Signature.xml"
                      && name == u"样例县人民政府" && generalized == Noon && utc == Noon && truth
                      && octets.size() == 300 && bits.octets == QByteArrayView("bits") && bits.unusedBits == 0
                      && digest == u"SM3";
    if (!same)
        return Error{ErrorCode::Internal, "test.different", {}};
    return {};
}

} // namespace

void DerTest::readsBackWhatItWrote()
{
    const QByteArray bytes = sample();
    const auto read = readSample(bytes);
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    DerReader reader(bytes);
    const auto whole = reader.element();
    QVERIFY(whole);
    QCOMPARE(whole->raw.toByteArray(), bytes);
}

void DerTest::writesIntegersInTheirShortestForm_data()
{
    QTest::addColumn<qint64>("value");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("zero") << qint64(0) << QByteArray("020100");
    QTest::newRow("127") << qint64(127) << QByteArray("02017f");
    QTest::newRow("128") << qint64(128) << QByteArray("02020080");
    QTest::newRow("-1") << qint64(-1) << QByteArray("0201ff");
    QTest::newRow("-128") << qint64(-128) << QByteArray("020180");
    QTest::newRow("-129") << qint64(-129) << QByteArray("0202ff7f");
    QTest::newRow("largest") << std::numeric_limits<qint64>::max() << QByteArray("02087fffffffffffffff");
    QTest::newRow("smallest") << std::numeric_limits<qint64>::min() << QByteArray("02088000000000000000");
}

void DerTest::writesIntegersInTheirShortestForm()
{
    QFETCH(qint64, value);
    QFETCH(QByteArray, hex);
    const QByteArray bytes = DerWriter().integer(value).bytes();
    QCOMPARE(bytes.toHex(), hex);
    const auto read = DerReader(bytes).integer();
    QVERIFY(read);
    QCOMPARE(*read, value);
}

void DerTest::readsBothKindsOfTime_data()
{
    QTest::addColumn<int>("tag");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected"); // Empty: refused.
    const int utc = static_cast<int>(DerTag::UtcTime);
    const int generalized = static_cast<int>(DerTag::GeneralizedTime);
    QTest::newRow("utc") << utc << QByteArray("261121120000Z") << u"2026-11-21T12:00:00.000Z"_s;
    QTest::newRow("utc of the last century") << utc << QByteArray("500101000000Z") << u"1950-01-01T00:00:00.000Z"_s;
    QTest::newRow("generalized") << generalized << QByteArray("20261121120000Z") << u"2026-11-21T12:00:00.000Z"_s;
    QTest::newRow("fraction") << generalized << QByteArray("20261121120000.5Z") << u"2026-11-21T12:00:00.500Z"_s;
    QTest::newRow("leap day") << generalized << QByteArray("20240229235959Z") << u"2024-02-29T23:59:59.000Z"_s;
    QTest::newRow("no leap day") << generalized << QByteArray("20230229235959Z") << QString();
    QTest::newRow("local") << generalized << QByteArray("20261121120000") << QString();
    QTest::newRow("offset") << utc << QByteArray("261121120000+0800") << QString();
    QTest::newRow("no seconds") << utc << QByteArray("2611211200Z") << QString();
    QTest::newRow("hour 24") << utc << QByteArray("261121240000Z") << QString();
    QTest::newRow("letters") << utc << QByteArray("26112112000xZ") << QString();
    QTest::newRow("month 0") << utc << QByteArray("260021120000Z") << QString();
    QTest::newRow("empty fraction") << generalized << QByteArray("20261121120000.Z") << QString();
}

void DerTest::readsBothKindsOfTime()
{
    QFETCH(int, tag);
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const QByteArray bytes = DerWriter().wrapped(static_cast<DerTag>(tag), text).bytes();
    const auto time = DerReader(bytes).time();
    QCOMPARE(time.has_value(), !expected.isEmpty());
    if (time)
        QCOMPARE(toDateTime(*time).toString(Qt::ISODateWithMs), expected);
    else
        QCOMPARE(time.error().reason, QByteArray("der.time"));
}

void DerTest::refusesWhatIsMalformed_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("nothing") << QByteArray() << QByteArray("der.truncated");
    QTest::newRow("a tag alone") << QByteArray("02") << QByteArray("der.truncated");
    QTest::newRow("indefinite length") << QByteArray("0280010000") << QByteArray("der.indefinite-length");
    QTest::newRow("long form for a short length") << QByteArray("02810105") << QByteArray("der.length-form");
    QTest::newRow("leading zero in the length") << QByteArray("02820080") << QByteArray("der.length-form");
    QTest::newRow("length of five octets") << QByteArray("02850000000001") << QByteArray("der.size");
    QTest::newRow("length of four gigabytes") << QByteArray("0284ffffffff00") << QByteArray("der.truncated");
    QTest::newRow("another tag") << QByteArray("040105") << QByteArray("der.tag");
    QTest::newRow("tag of two octets") << QByteArray("1f8101") << QByteArray("der.tag");
    QTest::newRow("empty integer") << QByteArray("0200") << QByteArray("der.integer");
    QTest::newRow("padded integer") << QByteArray("02020005") << QByteArray("der.integer");
    QTest::newRow("padded negative") << QByteArray("0202ff80") << QByteArray("der.integer");
    QTest::newRow("integer of nine octets") << QByteArray("0209010000000000000000") << QByteArray("der.integer-size");
}

void DerTest::refusesWhatIsMalformed()
{
    QFETCH(QByteArray, hex);
    QFETCH(QByteArray, reason);
    const QByteArray bytes = QByteArray::fromHex(hex);
    const auto read = DerReader(bytes).integer();
    QVERIFY(!read);
    QCOMPARE(read.error().reason, reason);
}

void DerTest::readsAndWritesArcsOfAnySize_data()
{
    QTest::addColumn<QByteArray>("dotted");
    QTest::addColumn<QByteArray>("der");
    QTest::newRow("short") << QByteArray("2.999.3") << QByteArray("0603883703");
    QTest::newRow("of 56 bits") << QByteArray("1.2.72057594037927935") << QByteArray("06092affffffffffffff7f");
    QTest::newRow("of 57 bits") << QByteArray("1.2.72057594037927936") << QByteArray("060a2a818080808080808000");
    QTest::newRow("of 64 bits") << QByteArray("1.2.18446744073709551615") << QByteArray("060b2a81ffffffffffffffff7f");
    // ITU-T X.667 (10/2012), example of 8: f81d4fae-7dec-11d0-a765-00a0c91e6bf6.
    QTest::newRow("of a UUID") << QByteArray("2.25.329800735698586629295641978511506172918.3")
                               << QByteArray("06156983f09da7ebcfdee0c7a1a7b2c0948cc8f9d77603");
}

void DerTest::readsAndWritesArcsOfAnySize()
{
    QFETCH(QByteArray, dotted);
    QFETCH(QByteArray, der);
    QCOMPARE(DerWriter().objectIdentifier(dotted).bytes().toHex(), der);
    const QByteArray bytes = QByteArray::fromHex(der);
    const auto read = DerReader(bytes).objectIdentifier();
    QVERIFY(read);
    QCOMPARE(*read, dotted);
}

void DerTest::readsAndWritesNumbersByTheirOctets_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<QByteArray>("der");
    QTest::newRow("zero") << QByteArray() << QByteArray("020100");
    QTest::newRow("127") << QByteArray("7f") << QByteArray("02017f");
    QTest::newRow("128") << QByteArray("80") << QByteArray("02020080");
    QTest::newRow("nine octets") << QByteArray("ff0000000000000001") << QByteArray("020a00ff0000000000000001");
}

void DerTest::readsAndWritesNumbersByTheirOctets()
{
    QFETCH(QByteArray, octets);
    QFETCH(QByteArray, der);
    QCOMPARE(DerWriter().unsignedInteger(QByteArray::fromHex(octets)).bytes().toHex(), der);
    const QByteArray bytes = QByteArray::fromHex(der);
    QCOMPARE(DerReader(bytes).unsignedInteger(9)->toByteArray().toHex(), octets);
    if (octets.size() > 2)
        QCOMPARE(DerReader(bytes).unsignedInteger(8).error().reason, "der.integer-size");
    for (const char *bad : {"0200", "0201ff", "0202007f"}) {
        const QByteArray malformed = QByteArray::fromHex(bad);
        QCOMPARE(DerReader(malformed).unsignedInteger(9).error().reason, "der.integer");
    }
}

void DerTest::putsASetInOrder()
{
    const QByteArray two = DerWriter().integer(2).bytes();
    const QByteArray null = DerWriter().null().bytes();
    const QByteArray truth = DerWriter().boolean(true).bytes();
    QCOMPARE(DerWriter().setOf({null, two, truth}).bytes().toHex(), QByteArray("31080101ff0201020500"));
}

void DerTest::takesUnusedBitsAndAnyTrue()
{
    const QByteArray bytes = QByteArray::fromHex("030301fffe010101");
    DerReader reader(bytes);
    const auto bits = reader.bitString();
    QVERIFY(bits);
    QCOMPARE(bits->unusedBits, 1);
    QCOMPARE(bits->octets.toByteArray().toHex(), QByteArray("fffe"));
    const auto truth = reader.boolean();
    QVERIFY(truth && *truth);
    const QByteArray eight = QByteArray::fromHex("030208ff");
    QVERIFY(!DerReader(eight).bitString());
}

void DerTest::refusesEveryTruncation()
{
    const QByteArray bytes = sample();
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY2(!readSample(bytes.first(size)), QByteArray::number(size).constData());
    QVERIFY(!readSample(bytes + '\0'));
}

void DerTest::refusesNestingOverItsLimit()
{
    DerWriter nested;
    nested.null();
    for (int depth = 0; depth <= DerReader::MaximumDepth; ++depth) {
        DerWriter outer;
        outer.sequence(nested);
        nested = outer;
    }
    DerReader reader(nested.bytes());
    for (int depth = 0; depth < DerReader::MaximumDepth; ++depth) {
        auto inner = reader.enter();
        QVERIFY(inner);
        reader = *inner;
    }
    const auto tooDeep = reader.enter();
    QVERIFY(!tooDeep);
    QCOMPARE(tooDeep.error().reason, QByteArray("der.depth"));
}

void DerTest::writesWhatOpenSslReads()
{
    if (!tests::OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    tests::OpenSslProgram openssl;
    const QString file = openssl.write(u"sample.der"_s, sample());
    const auto listing = openssl.run({u"asn1parse"_s, u"-inform"_s, u"DER"_s, u"-in"_s, file});
    QVERIFY2(listing, openssl.complaint());
    for (const char *part : {"SM2-with-SM3", ":样例县人民政府", ":20261121120000Z", ":261121120000Z", "cont [ 0 ]"})
        QVERIFY2(listing->contains(part), part);
}

QTEST_GUILESS_MAIN(DerTest)
#include "DerTest.moc"
