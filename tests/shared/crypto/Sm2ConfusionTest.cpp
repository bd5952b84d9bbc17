// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Der.h"
#include "shared/crypto/PrivateKey.h"
#include "tests/shared/crypto/CryptoFixtures.h"

#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

/// GM/T 0003.5: field and order of the recommended curve.
const QByteArray P = QByteArray::fromHex("fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff");
const QByteArray N = QByteArray::fromHex("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123");
const QByteArray Zero(32, '\0');

QByteArray message()
{
    return u"同意签发。"_s.toUtf8();
}

/// a + b, 33 octets.
QByteArray sum(const QByteArray &a, const QByteArray &b)
{
    QByteArray result(33, '\0');
    int carry = 0;
    for (qsizetype i = 31; i >= 0; --i) {
        carry += static_cast<quint8>(a[i]) + static_cast<quint8>(b[i]);
        result[i + 1] = static_cast<char>(carry & 0xff);
        carry >>= 8;
    }
    result[0] = static_cast<char>(carry);
    return result;
}

/// a - b modulo 2^256.
QByteArray difference(const QByteArray &a, const QByteArray &b)
{
    QByteArray result(32, '\0');
    int borrow = 0;
    for (qsizetype i = 31; i >= 0; --i) {
        const int octet = static_cast<quint8>(a[i]) - static_cast<quint8>(b[i]) - borrow;
        borrow = octet < 0 ? 1 : 0;
        result[i] = static_cast<char>(octet & 0xff);
    }
    return result;
}

QByteArray small(int value)
{
    return QByteArray(31, '\0') + static_cast<char>(value);
}

/// The shortest content of a DER INTEGER that is not negative.
QByteArray shortest(QByteArray number)
{
    while (number.size() > 1 && number[0] == '\0' && (number[1] & 0x80) == 0)
        number.remove(0, 1);
    return (number[0] & 0x80) != 0 ? '\0' + number : number;
}

QByteArray integer(const QByteArray &content)
{
    return DerWriter().wrapped(DerTag::Integer, content).bytes();
}

QByteArray pair(const QByteArray &r, const QByteArray &s)
{
    return DerWriter().wrapped(DerTag::Sequence, integer(r) + integer(s)).bytes();
}

QByteArray der(const QByteArray &r, const QByteArray &s)
{
    return pair(shortest(r), shortest(s));
}

/// r and s of a value, 32 octets each.
struct Numbers
{
    QByteArray r;
    QByteArray s;
};

Numbers numbersOf(const QByteArray &value)
{
    DerReader outer(value);
    auto fields = outer.enter().value();
    const auto next = [&fields] {
        const QByteArray content = fields.element(DerTag::Integer)->content.toByteArray();
        return content.right(32).rightJustified(32, '\0');
    };
    const QByteArray r = next();
    return {r, next()};
}

QByteArray point(char form, const QByteArray &x, const QByteArray &y = {})
{
    return form + x + y;
}

} // namespace

/// T20, a set in the manner of Wycheproof: SM2 signature values and public keys that careless readers have taken.
class Sm2ConfusionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void valuesOfEveryForm_data();
    void valuesOfEveryForm();
    void valuesOfAnotherScheme_data();
    void valuesOfAnotherScheme();
    void keysOfEveryForm_data();
    void keysOfEveryForm();

private:
    void addNumbers() const;
    void addForms() const;
    void addPoints() const;
    static void value(const char *name, const QByteArray &bytes, bool holds = false)
    {
        QTest::newRow(name) << bytes << holds;
    }

    std::optional<PrivateKey> m_key;
    QByteArray m_good;
    Numbers m_numbers;
};

void Sm2ConfusionTest::initTestCase()
{
    m_key.emplace(PrivateKey::generate().value());
    // With a leading bit in both, so that every form below is another one than the right one.
    do {
        m_good = m_key->sign(message()).value();
        m_numbers = numbersOf(m_good);
    } while ((m_numbers.r[0] & 0x80) == 0 || (m_numbers.s[0] & 0x80) == 0);
    QCOMPARE(der(m_numbers.r, m_numbers.s), m_good);
}

void Sm2ConfusionTest::addNumbers() const
{
    const auto &[r, s] = m_numbers;
    value("as it was signed", m_good, true);
    value("raw r and s", r + s, true);
    value("r is zero", der(Zero, s));
    value("s is zero", der(r, Zero));
    value("both are zero", der(Zero, Zero));
    value("raw zeros", Zero + Zero);
    value("r is one", der(small(1), s));
    value("s is one", der(r, small(1)));
    value("r is n", der(N, s));
    value("s is n", der(r, N));
    value("both are n", der(N, N));
    value("raw n", N + N);
    value("r is n less one", der(difference(N, small(1)), s));
    value("s is n less one", der(r, difference(N, small(1))));
    value("r is n and one", der(sum(N, small(1)), s));
    value("r with n added", der(sum(r, N), s));
    value("s with n added", der(r, sum(s, N)));
    value("r is the field's prime", der(P, s));
    value("r of 2^256 less one", der(QByteArray(32, '\xff'), s));
    value("r of forty octets", der(QByteArray(40, '\x7f'), s));
    value("r and s add up to n", der(r, difference(N, r)));
    value("s of the other sign, as ECDSA would take", der(r, difference(N, s)));
    value("r of the other sign", der(difference(N, r), s));
    value("r and s exchanged", der(s, r));
    value("raw r and s exchanged", s + r);
    value("r is minus one", pair(QByteArray(1, '\xff'), shortest(s)));
    value("r negative", pair('\xff' + difference(Zero, r), shortest(s)));
    value("s negative", pair(shortest(r), '\xff' + difference(Zero, s)));
}

void Sm2ConfusionTest::addForms() const
{
    const auto &[r, s] = m_numbers;
    const QByteArray content = integer(shortest(r)) + integer(shortest(s));
    const auto framed = [](const QByteArray &head, const QByteArray &rest) { return head + rest; };
    const auto size = static_cast<char>(content.size());
    value("r without the zero before its leading bit", pair(r, shortest(s)));
    value("r with one zero too many", pair('\0' + shortest(r), shortest(s)));
    value("s with one zero too many", pair(shortest(r), '\0' + shortest(s)));
    value("length in the long form", framed(QByteArray("\x30\x81") + size, content));
    value("length in two octets", framed(QByteArray("\x30\x82\0", 3) + size, content));
    value("length left open", QByteArray("\x30\x80") + content + QByteArray(2, '\0'));
    value("length of a number in the long form",
        DerWriter().wrapped(DerTag::Sequence, "\x02\x81\x21" + shortest(r) + integer(shortest(s))).bytes());
    value("a byte behind it", m_good + '\0');
    value("a byte before it", '\0' + m_good);
    value("a third number", DerWriter().wrapped(DerTag::Sequence, content + integer("\1")).bytes());
    value("a null in it", DerWriter().wrapped(DerTag::Sequence, content + QByteArray("\x05\0", 2)).bytes());
    value("r alone", DerWriter().wrapped(DerTag::Sequence, integer(shortest(r))).bytes());
    value("an empty sequence", QByteArray("\x30\0", 2));
    value("numbers without octets", pair({}, {}));
    value("a set", DerWriter().wrapped(DerTag::Set, content).bytes());
    value("octet strings in place of numbers",
        DerWriter().sequence(DerWriter().octetString(shortest(r)).octetString(shortest(s))).bytes());
    value("numbers without their sequence", content);
    value("inside an octet string", DerWriter().octetString(m_good).bytes());
    value("inside a bit string", DerWriter().bitString(m_good).bytes());
    value("twice", m_good + m_good);
    value("cut off", m_good.chopped(1));
    value("no octets", {});
    value("in hexadecimal", m_good.toHex());
    value("in base64", m_good.toBase64());
    value("raw, one octet less", (r + s).chopped(1));
    value("raw, one octet more", r + s + '\0');
    value("raw, with a point's mark", '\x04' + r + s);
    QByteArray little = r;
    std::reverse(little.begin(), little.end());
    value("raw with the last octet first", little + s);
}

void Sm2ConfusionTest::valuesOfEveryForm_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("holds");
    addNumbers();
    addForms();
}

void Sm2ConfusionTest::valuesOfEveryForm()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, holds);
    const auto verified = m_key->publicKey().verify(message(), bytes);
    QCOMPARE(verified.has_value(), holds);
    if (!holds)
        QCOMPARE(verified.error().reason, QByteArray("signature.value"));
}

/// Right values of the same key over the same text, by another digest or for another user: openssl makes them, and the
/// first shows that they would be taken were they made rightly.
void Sm2ConfusionTest::valuesOfAnotherScheme_data()
{
    QTest::addColumn<QByteArray>("digest");
    QTest::addColumn<bool>("holds");
    const auto row = [this](const char *name, const char *digest, const char *userId, bool holds = false) {
        QTest::newRow(name) << sm2Digest(digest, userId, m_key->publicKey().point(), message()) << holds;
    };
    row("SM3 for the user of the standard", "sm3", "1234567812345678", true);
    row("SM3 for another user", "sm3", "ALICE123@YAHOO.COM");
    row("SM3 for a user that begins alike", "sm3", "12345678");
    row("SM3 for the same octets and more", "sm3", "12345678123456780");
    row("SM3 for nobody", "sm3", "");
    row("SHA-256", "sha256", "1234567812345678");
    row("SHA-1", "sha1", "1234567812345678");
    row("MD5", "md5", "1234567812345678");
    QTest::newRow("SM3 of the text alone") << digestBy("sm3", message()) << false;
    QTest::newRow("SHA-256 of the text alone, as of ECDSA") << digestBy("sha256", message()) << false;
    QTest::newRow("the text itself") << message().first(12) << false;
    const QByteArray other = PrivateKey::generate()->publicKey().point();
    QTest::newRow("SM3 for another's key") << sm2Digest("sm3", "1234567812345678", other, message()) << false;
}

void Sm2ConfusionTest::valuesOfAnotherScheme()
{
    QFETCH(const QByteArray, digest);
    QFETCH(const bool, holds);
    if (!OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    OpenSslProgram openssl;
    const auto signature = openssl.signDigest(m_key->toPkcs8().view(), digest);
    QVERIFY2(signature, openssl.complaint());
    QCOMPARE(m_key->publicKey().verify(message(), *signature).has_value(), holds);
}

void Sm2ConfusionTest::addPoints() const
{
    const QByteArray own = m_key->publicKey().point();
    const QByteArray x = own.sliced(1, 32);
    const QByteArray y = own.sliced(33);
    const QByteArray head = QByteArray::fromHex("301306072a8648ce3d020106082a811ccf5501822d");
    const auto key = [&head](const QByteArray &bits) {
        return DerWriter().wrapped(DerTag::Sequence, head + DerWriter().bitString(bits).bytes()).bytes();
    };
    const char parity = (y.back() & 1) != 0 ? '\x03' : '\x02';
    value("as it is", key(own), true);
    value("the other half of the curve", key(point(4, x, difference(P, y))), true);
    value("compressed", key(point(parity, x)));
    value("compressed, the other half", key(point(static_cast<char>(parity ^ 1), x)));
    value("hybrid", key(point(static_cast<char>(parity + 4), x, y)));
    value("hybrid of the wrong half", key(point(static_cast<char>((parity ^ 1) + 4), x, y)));
    value("infinity", key(QByteArray(1, '\0')));
    value("infinity in full length", key(point(0, Zero, Zero)));
    value("of an unknown form", key(point(5, x, y)));
    value("raw, without its mark", key(x + y));
    value("(0, 0), of order two on another curve", key(point(4, Zero, Zero)));
    value("(x, 0), of order two on another curve", key(point(4, x, Zero)));
    value("(0, y)", key(point(4, Zero, y)));
    value("x and y exchanged", key(point(4, y, x)));
    value("y and one", key(point(4, x, sum(y, small(1)).right(32))));
    value("x with the prime added", key(point(4, sum(small(1), P).right(32), y)));
    value("x is the prime", key(point(4, P, y)));
    value("both of 2^256 less one", key(point(4, QByteArray(32, '\xff'), QByteArray(32, '\xff'))));
    value("generator of NIST P-256",
        key(point(4, QByteArray::fromHex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
            QByteArray::fromHex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"))));
    value("an octet less", key(own.chopped(1)));
    value("an octet more", key(own + '\0'));
}

void Sm2ConfusionTest::keysOfEveryForm_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("holds");
    addPoints();
    const QByteArray bits = DerWriter().bitString(m_key->publicKey().point()).bytes();
    const auto key = [&bits](const QByteArray &algorithm) {
        return DerWriter().wrapped(DerTag::Sequence, algorithm + bits).bytes();
    };
    const auto named = [](const char *algorithm, const QByteArray &parameters) {
        return DerWriter().sequence(DerWriter().objectIdentifier(algorithm).raw(parameters)).bytes();
    };
    const auto curve = [](const char *name) { return DerWriter().objectIdentifier(name).bytes(); };
    const char *ec = "1.2.840.10045.2.1";
    const QByteArray explicitCurve =
        DerWriter()
            .sequence(DerWriter()
                          .integer(1)
                          .sequence(DerWriter().objectIdentifier("1.2.840.10045.1.1").raw(integer(shortest(P))))
                          .sequence(DerWriter().octetString(Zero).octetString(small(7)))
                          .octetString(m_key->publicKey().point())
                          .raw(integer(shortest(N)))
                          .integer(1))
            .bytes();
    value("on the curve by its name", key(named(ec, curve("1.2.156.10197.1.301"))), true);
    value("on a curve of explicit parameters", key(named(ec, explicitCurve)));
    value("on no curve", key(named(ec, {})));
    value("on the issuer's curve", key(named(ec, QByteArray("\x05\0", 2))));
    value("on NIST P-256", key(named(ec, curve("1.2.840.10045.3.1.7"))));
    value("on secp256k1", key(named(ec, curve("1.3.132.0.10"))));
    value("on brainpoolP256r1", key(named(ec, curve("1.3.36.3.3.2.8.1.1.7"))));
    value("under the name of SM2 itself", key(named("1.2.156.10197.1.301", curve("1.2.156.10197.1.301"))));
    value("under the name of SM9", key(named("1.2.156.10197.1.302", curve("1.2.156.10197.1.301"))));
    value("as one of ECDH alone", key(named("1.3.132.1.12", curve("1.2.156.10197.1.301"))));
    value("as one of RSA", key(named("1.2.840.113549.1.1.1", QByteArray("\x05\0", 2))));
    const QByteArray good = m_key->publicKey().toDer();
    QByteArray unused = good;
    unused[26] = '\x01';
    value("with an unused bit", unused);
    value("with a byte behind it", good + '\0');
    value("with its length in the long form", "\x30\x81" + good.sliced(1));
    value("the bare point", m_key->publicKey().point());
}

void Sm2ConfusionTest::keysOfEveryForm()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, holds);
    const auto key = PublicKey::fromDer(bytes);
    QCOMPARE(key.has_value(), holds);
    if (!holds)
        QVERIFY(key.error().reason == "crypto.public-key" || key.error().reason == "crypto.public-key-form");
}

QTEST_GUILESS_MAIN(Sm2ConfusionTest)
#include "Sm2ConfusionTest.moc"
