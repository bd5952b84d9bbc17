// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm2Verifier.h"

#include "shared/crypto/PrivateKey.h"
#include "shared/crypto/Sm2KnownKeys.h"
#include "shared/crypto/Sm2Signature.h"

#include <QTest>

#include <openssl/ec.h>
#include <openssl/obj_mac.h>

#include <memory>
#include <optional>
#include <random>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;

namespace {

template<auto Free>
struct Freed
{
    template<typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using Group = std::unique_ptr<EC_GROUP, Freed<EC_GROUP_free>>;
using CurvePoint = std::unique_ptr<EC_POINT, Freed<EC_POINT_free>>;
using Bignum = std::unique_ptr<BIGNUM, Freed<BN_free>>;

/// What OpenSSL computes on the curve, to hold ours against.
class Curve
{
public:
    /// 04 ‖ x ‖ y of a multiple of the base point.
    QByteArray multiple(const Bignum &factor) const
    {
        const CurvePoint point(EC_POINT_new(m_group.get()));
        QByteArray bytes(65, '\0');
        EC_POINT_mul(m_group.get(), point.get(), factor.get(), nullptr, nullptr, nullptr);
        EC_POINT_point2oct(m_group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED,
            reinterpret_cast<unsigned char *>(bytes.data()), 65, nullptr);
        return bytes;
    }
    /// A number modulo the order.
    Bignum number(qint64 value) const
    {
        Bignum number(BN_new());
        BN_set_word(number.get(), static_cast<BN_ULONG>(qAbs(value)));
        BN_set_negative(number.get(), value < 0);
        return reduced(std::move(number));
    }
    Bignum number(const QByteArray &bytes) const
    {
        return reduced(
            Bignum(BN_bin2bn(reinterpret_cast<const unsigned char *>(bytes.constData()), int(bytes.size()), nullptr)));
    }
    Bignum difference(const Bignum &a, const Bignum &b) const
    {
        Bignum number(BN_new());
        BN_sub(number.get(), a.get(), b.get());
        return reduced(std::move(number));
    }
    Bignum sumOfProducts(const Bignum &s, const Bignum &t, const Bignum &d) const
    {
        const std::unique_ptr<BN_CTX, Freed<BN_CTX_free>> context(BN_CTX_new());
        Bignum sum(BN_new());
        BN_mod_mul(sum.get(), t.get(), d.get(), order(), context.get());
        BN_mod_add(sum.get(), sum.get(), s.get(), order(), context.get());
        return sum;
    }
    /// Whether OpenSSL takes the bytes for a point of the curve.
    bool holds(const QByteArray &bytes) const
    {
        const CurvePoint point(EC_POINT_new(m_group.get()));
        const auto *octets = reinterpret_cast<const unsigned char *>(bytes.constData());
        return EC_POINT_oct2point(m_group.get(), point.get(), octets, static_cast<size_t>(bytes.size()), nullptr) == 1;
    }
    /// A point with this x; nothing where the curve has none.
    std::optional<QByteArray> pointAt(quint64 x) const
    {
        const CurvePoint point(EC_POINT_new(m_group.get()));
        const Bignum number(BN_new());
        BN_set_word(number.get(), x);
        if (EC_POINT_set_compressed_coordinates(m_group.get(), point.get(), number.get(), 0, nullptr) != 1)
            return {};
        QByteArray bytes(65, '\0');
        EC_POINT_point2oct(m_group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED,
            reinterpret_cast<unsigned char *>(bytes.data()), 65, nullptr);
        return bytes;
    }
    /// The number and the curve's prime together.
    QByteArray abovePrime(quint64 number) const
    {
        const Bignum sum(BN_new());
        BN_set_word(sum.get(), number);
        BN_add(sum.get(), sum.get(), EC_GROUP_get0_field(m_group.get()));
        QByteArray bytes(32, '\0');
        BN_bn2binpad(sum.get(), reinterpret_cast<unsigned char *>(bytes.data()), 32);
        return bytes;
    }
    const BIGNUM *order() const { return EC_GROUP_get0_order(m_group.get()); }

private:
    Bignum reduced(Bignum number) const
    {
        const std::unique_ptr<BN_CTX, Freed<BN_CTX_free>> context(BN_CTX_new());
        Bignum rest(BN_new());
        BN_nnmod(rest.get(), number.get(), order(), context.get());
        return rest;
    }
    Group m_group{EC_GROUP_new_by_curve_name(NID_sm2)};
};

/// Asked until the key is one whose multiples are kept: a sum of them says the same.
bool isTaken(QByteArrayView point, const Digest &digest, QByteArrayView r, QByteArrayView s)
{
    const bool taken = isSm2Signature(point, digest, r, s);
    for (int i = 0; i <= sm2::KnownKeys::Often; ++i) {
        if (isSm2Signature(point, digest, r, s) != taken)
            qFatal("a known key's signature is another one");
    }
    return taken;
}

QByteArray bytesOf(const BIGNUM *number)
{
    QByteArray bytes(32, '\0');
    BN_bn2binpad(number, reinterpret_cast<unsigned char *>(bytes.data()), 32);
    return bytes;
}

} // namespace

/// Signatures of OpenSSL's, and numbers at the edges of the arithmetic.
class Sm2VerifierTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatOpenSslSigns();
    void everyBitCounts();
    void addsPointsThatAreEqualAndOpposite_data();
    void addsPointsThatAreEqualAndOpposite();
    void anySumIsOpenSslsSum();
    void refusesNumbersOutOfRange();
    void aSumAtInfinityIsNoSignature();
    void onlyOneDerFormIsRead();
    void tellsPointsOfTheCurveAsOpenSslDoes();
    void aCoordinateOverThePrimeIsNoSecondForm();

private:
    Curve m_curve;
};

void Sm2VerifierTest::takesWhatOpenSslSigns()
{
    for (int i = 0; i < 20; ++i) {
        const auto key = PrivateKey::generate();
        QVERIFY(key);
        const QByteArray message(i * 7, 'm');
        const auto signature = key->sign(message);
        QVERIFY(signature);
        const auto raw = sm2RawSignature(*signature);
        QVERIFY(raw);
        const QByteArrayView numbers(*raw);
        const Digest digest = sm2Digest(key->publicKey(), message);
        QVERIFY(isTaken(key->publicKey().point(), digest, numbers.first(32), numbers.sliced(32)));
        const auto other = PrivateKey::generate();
        QVERIFY(other);
        QVERIFY(!isTaken(other->publicKey().point(), digest, numbers.first(32), numbers.sliced(32)));
    }
}

void Sm2VerifierTest::everyBitCounts()
{
    const auto key = PrivateKey::generate();
    QVERIFY(key);
    const auto signature = key->sign("message");
    QVERIFY(signature);
    const QByteArray raw = sm2RawSignature(*signature).value();
    const QByteArray point = key->publicKey().point();
    const Digest digest = sm2Digest(key->publicKey(), "message");
    for (qsizetype bit = 0; bit < raw.size() * 8; bit += 3) {
        QByteArray flipped = raw;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
        const QByteArrayView numbers(flipped);
        QVERIFY2(
            !isTaken(point, digest, numbers.first(32), numbers.sliced(32)), qPrintable(QString::number(bit)));
    }
    for (std::size_t bit = 0; bit < 256; bit += 3) {
        Digest other = digest;
        other.bytes[bit / 8] = static_cast<quint8>(other.bytes[bit / 8] ^ (1 << (bit % 8)));
        const QByteArrayView numbers(raw);
        QVERIFY(!isTaken(point, other, numbers.first(32), numbers.sliced(32)));
    }
}

void Sm2VerifierTest::addsPointsThatAreEqualAndOpposite_data()
{
    // The key is d times the base point; s and t are what is added: s·G + t·d·G.
    QTest::addColumn<qint64>("d");
    QTest::addColumn<qint64>("s");
    QTest::addColumn<qint64>("t");
    QTest::newRow("a point and itself") << qint64(1) << qint64(16 + 256) << qint64(16);
    QTest::newRow("a point and its opposite, and one more") << qint64(-1) << qint64(16 + 256) << qint64(16);
    QTest::newRow("nothing in the upper windows") << qint64(1) << qint64(3) << qint64(5);
    QTest::newRow("all but one") << qint64(7) << qint64(-1) << qint64(1);
    QTest::newRow("the negative of one") << qint64(3) << qint64(2) << qint64(-5);
}

void Sm2VerifierTest::addsPointsThatAreEqualAndOpposite()
{
    QFETCH(qint64, d);
    QFETCH(qint64, s);
    QFETCH(qint64, t);
    const QByteArray sum = m_curve.multiple(m_curve.number(s + t * d));
    const Bignum r = m_curve.difference(m_curve.number(t), m_curve.number(s));
    // e is such that r = e + x.
    const Bignum e = m_curve.difference(r, m_curve.number(sum.mid(1, 32)));
    const auto digest = Digest::fromBytes(bytesOf(e.get()));
    QVERIFY(digest);
    const QByteArray key = m_curve.multiple(m_curve.number(d));
    const QByteArray sBytes = bytesOf(m_curve.number(s).get());
    QVERIFY(isTaken(key, *digest, bytesOf(r.get()), sBytes));
    const Bignum next = m_curve.difference(r, m_curve.number(qint64(-1)));
    QVERIFY(!isTaken(key, *digest, bytesOf(next.get()), sBytes));
}

void Sm2VerifierTest::anySumIsOpenSslsSum()
{
    constexpr quint32 Seed = 20261130;
    std::mt19937 random(Seed);
    // Random bytes, and bytes of ones and noughts alone, where carries run the longest.
    const auto draw = [&random](bool isSparse) {
        QByteArray bytes(32, '\0');
        for (char &byte : bytes)
            byte = static_cast<char>(isSparse ? (random() % 2 == 0 ? 0x00 : 0xff) : random() % 256);
        return bytes;
    };
    for (int round = 0; round < 200; ++round) {
        const bool isSparse = round % 2 == 1;
        const Bignum d = m_curve.number(draw(isSparse));
        const Bignum s = m_curve.number(draw(isSparse));
        const Bignum t = m_curve.number(draw(isSparse));
        const Bignum r = m_curve.difference(t, s);
        const QByteArray sum = m_curve.multiple(m_curve.sumOfProducts(s, t, d));
        const Bignum e = m_curve.difference(r, m_curve.number(sum.mid(1, 32)));
        const auto digest = Digest::fromBytes(bytesOf(e.get()));
        QVERIFY(digest);
        QVERIFY2(isTaken(m_curve.multiple(d), *digest, bytesOf(r.get()), bytesOf(s.get())),
            qPrintable(u"round %1 of seed %2"_s.arg(round).arg(Seed)));
    }
}

void Sm2VerifierTest::refusesNumbersOutOfRange()
{
    const QByteArray key = m_curve.multiple(m_curve.number(qint64(5)));
    const QByteArray zero(32, '\0');
    const QByteArray one = bytesOf(m_curve.number(qint64(1)).get());
    const QByteArray order = bytesOf(m_curve.order());
    const QByteArray most = bytesOf(m_curve.number(qint64(-1)).get());
    const QByteArray ones(32, '\xff');
    for (const QByteArray &bad : {zero, order, ones}) {
        QVERIFY(!isTaken(key, {}, bad, one));
        QVERIFY(!isTaken(key, {}, one, bad));
    }
    QVERIFY(!isTaken(key, {}, most, one)); // Together nought.
}

void Sm2VerifierTest::aSumAtInfinityIsNoSignature()
{
    // s·G + t·(−G) with s = t would need r = 0; with a key of −2 and t = 1, s = 2 it is r = −1.
    const QByteArray key = m_curve.multiple(m_curve.number(qint64(-2)));
    const QByteArray r = bytesOf(m_curve.number(qint64(-1)).get());
    const QByteArray s = bytesOf(m_curve.number(qint64(2)).get());
    QVERIFY(!isTaken(key, {}, r, s));
    const auto digest = Digest::fromBytes(r); // r = e + 0.
    QVERIFY(digest);
    QVERIFY(!isTaken(key, *digest, r, s));
}

void Sm2VerifierTest::onlyOneDerFormIsRead()
{
    QVERIFY(sm2RawSignature(QByteArray::fromHex("3006020101020101")));
    for (const char *bad : {"", "30", "3006020101020101ff", "300702020001020101", "3006020101020181",
             "30800201010201010000", "3081060201010201 01"})
        QVERIFY2(!sm2RawSignature(QByteArray::fromHex(bad)), bad);
    const QByteArray long33 = "3026022101" + QByteArray(64, '0') + "020101";
    QVERIFY(!sm2RawSignature(QByteArray::fromHex(long33)));
}

void Sm2VerifierTest::tellsPointsOfTheCurveAsOpenSslDoes()
{
    for (int i = 1; i <= 40; ++i) {
        const QByteArray point = m_curve.multiple(m_curve.number(i % 2 == 0 ? i : -i));
        QVERIFY(isSm2Point(point));
        QVERIFY(!isSm2Point(point.chopped(1)));
        QVERIFY(!isSm2Point(point + '\0'));
        for (qsizetype bit = i; bit < point.size() * 8; bit += 40) {
            QByteArray flipped = point;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
            // A hybrid form (06, 07) is a second one of the same point, which OpenSSL knows and nobody here takes.
            const bool isPlain = flipped[0] == 4;
            QVERIFY2(isSm2Point(flipped) == (isPlain && m_curve.holds(flipped)), qPrintable(QString::number(bit)));
        }
    }
    QVERIFY(!isSm2Point({}));
    QVERIFY2(!isSm2Point(QByteArray(1, 4) + QByteArray(64, '\0')), "nought and nought");
}

void Sm2VerifierTest::aCoordinateOverThePrimeIsNoSecondForm()
{
    int found = 0;
    for (quint64 x = 0; found < 5; ++x) {
        const auto point = m_curve.pointAt(x);
        if (!point)
            continue;
        ++found;
        QVERIFY(isSm2Point(*point));
        const QByteArray second = point->first(1) + m_curve.abovePrime(x) + point->last(32);
        QVERIFY(!m_curve.holds(second));
        QVERIFY(!isSm2Point(second));
    }
}

QTEST_APPLESS_MAIN(Sm2VerifierTest)
#include "Sm2VerifierTest.moc"
