// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm4CounterMode.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;

class Sm4CounterModeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheStandard_data() { addWays(); }
    void agreesWithTheStandard();
    void everyWayGivesOpenSslsBytes_data() { addWays(); }
    void everyWayGivesOpenSslsBytes();
    void theCounterCarriesThroughAllItsBytes_data() { addWays(); }
    void theCounterCarriesThroughAllItsBytes();
    void refusesOtherKeysAndUnknownWays();

private:
    static void addWays()
    {
        QTest::addColumn<QString>("way");
        for (const QString &way : Sm4CounterMode::ways())
            QTest::newRow(qPrintable(way)) << way;
    }
};

static QByteArray randomBytes(QRandomGenerator &random, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random.generate()); });
    return bytes;
}

static Sm4CounterMode::Counter counterOf(const QByteArray &bytes)
{
    Sm4CounterMode::Counter counter;
    std::copy_n(bytes.begin(), counter.size(), counter.begin());
    return counter;
}

// The stream over `plain`, in parts of the sizes that `random` gives, or at once.
static QByteArray streamed(const QByteArray &key, const Sm4CounterMode::Counter &start, const QString &way,
    const QByteArray &plain, QRandomGenerator *random = nullptr)
{
    auto stream = Sm4CounterMode::begin(key, start, way);
    if (!stream)
        return {};
    // Neither place begins where a register would like it.
    QByteArray out(plain.size() + 1, 'x');
    for (qsizetype at = 0; at < plain.size();) {
        const qsizetype left = plain.size() - at;
        const qsizetype size = random ? std::min<qsizetype>(left, random->bounded(400)) : left;
        if (!stream->run(QByteArrayView(plain).sliced(at, size), out.data() + 1 + at))
            return {};
        at += size;
    }
    return out.sliced(1);
}

void Sm4CounterModeTest::agreesWithTheStandard()
{
    // GB/T 32907-2016 A.1: the cipher of one block; over noughts the stream is that of its counter.
    QFETCH(QString, way);
    const QByteArray block = QByteArray::fromHex("0123456789abcdeffedcba9876543210");
    QCOMPARE(streamed(block, counterOf(block), way, QByteArray(16, '\0')).toHex(), "681edf34d206965e86b3e94f536e4246");
}

void Sm4CounterModeTest::everyWayGivesOpenSslsBytes()
{
    QFETCH(QString, way);
    QRandomGenerator random(20261125);
    for (int round = 0; round < 2'000; ++round) {
        const QByteArray key = randomBytes(random, 16);
        const auto start = counterOf(randomBytes(random, 16));
        const QByteArray plain = randomBytes(random, random.bounded(round % 50 == 0 ? 70'000 : 1'500));
        const QByteArray expected = streamed(key, start, u"OpenSSL"_s, plain);
        QCOMPARE(streamed(key, start, way, plain), expected);
        QCOMPARE(streamed(key, start, way, plain, &random), expected);
        QByteArray inPlace = plain;
        auto stream = Sm4CounterMode::begin(key, start, way);
        QVERIFY(stream && stream->run(inPlace, inPlace.data()));
        QCOMPARE(inPlace, expected);
    }
}

void Sm4CounterModeTest::theCounterCarriesThroughAllItsBytes()
{
    QFETCH(QString, way);
    QRandomGenerator random(7);
    for (const char *below : {"00000000000000000000000000000000", "0000000000000000000000007fffffff",
             "000000000000000000000000ffffffff", "0000000000000000ffffffffffffffff", "00000000ffffffffffffffffffffffff",
             "ffffffffffffffffffffffffffffffff"}) {
        // Begins up to 70 blocks below, so that every lane of every group is where the carry falls once.
        for (int back = 0; back < 70; ++back) {
            QByteArray start = QByteArray::fromHex(below);
            if (start.back() != '\0')
                start.back() = static_cast<char>(start.back() - back);
            const QByteArray key = randomBytes(random, 16);
            const QByteArray plain = randomBytes(random, 16 * 80);
            QCOMPARE(streamed(key, counterOf(start), way, plain), streamed(key, counterOf(start), u"OpenSSL"_s, plain));
        }
    }
}

void Sm4CounterModeTest::refusesOtherKeysAndUnknownWays()
{
    QCOMPARE(Sm4CounterMode::ways().constLast(), u"OpenSSL"_s);
    QCOMPARE(Sm4CounterMode::begin(QByteArray(15, 'k')).error().reason, "sm4.key-size");
    QCOMPARE(Sm4CounterMode::begin(QByteArray(16, 'k'), {}, u"abacus"_s).error().reason, "sm4.way");
}

QTEST_GUILESS_MAIN(Sm4CounterModeTest)
#include "Sm4CounterModeTest.moc"
