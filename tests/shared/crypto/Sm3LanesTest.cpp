// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3Lanes.h"

#include "shared/crypto/Sm3.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;

/// Runs under valgrind too, whose processor has fewer instructions (tests/CMakeLists.txt); so it takes little.
class Sm3LanesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheStandard_data() { addWays(); }
    void agreesWithTheStandard();
    void everyWayGivesOpenSslsDigests_data() { addWays(); }
    void everyWayGivesOpenSslsDigests();
    void padsAtEveryLength_data() { addWays(); }
    void padsAtEveryLength();
    void messagesOfManyLengthsShareTheLanes_data() { addWays(); }
    void messagesOfManyLengthsShareTheLanes();
    void everyWayGivesOpenSslsMacs_data() { addWays(); }
    void everyWayGivesOpenSslsMacs();
    void takesNoMessage_data() { addWays(); }
    void takesNoMessage();
    void refusesUnknownWays();

private:
    static void addWays()
    {
        QTest::addColumn<QString>("way");
        for (const QString &way : Sm3Lanes::ways())
            QTest::newRow(qPrintable(way)) << way;
    }
};

namespace {

QByteArray randomBytes(QRandomGenerator &random, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random.generate()); });
    return bytes;
}

/// Messages of one length, parted at the same place.
struct Batch
{
    QList<QByteArray> wholes;
    std::vector<Sm3Lanes::Message> messages;

    Batch(QRandomGenerator &random, int count, qsizetype head, qsizetype body)
    {
        for (int i = 0; i < count; ++i)
            wholes.append(randomBytes(random, head + body));
        for (const QByteArray &whole : std::as_const(wholes))
            messages.push_back({QByteArrayView(whole).first(head), QByteArrayView(whole).sliced(head)});
    }
};

QList<QByteArray> hexOf(const std::vector<Digest> &digests)
{
    QList<QByteArray> hex;
    for (const Digest &digest : digests)
        hex.append(digest.toHex());
    return hex;
}

QList<QByteArray> digestsOf(const Sm3Lanes &lanes, const Batch &batch)
{
    std::vector<Digest> digests(batch.messages.size());
    lanes.digest(batch.messages, digests);
    return hexOf(digests);
}

QList<QByteArray> expectedDigests(const Batch &batch)
{
    QList<QByteArray> hex;
    for (const QByteArray &whole : batch.wholes)
        hex.append(sm3(whole).toHex());
    return hex;
}

} // namespace

void Sm3LanesTest::agreesWithTheStandard()
{
    // GB/T 32905-2016 A.1 and A.2.
    QFETCH(QString, way);
    const auto lanes = Sm3Lanes::by(way);
    QVERIFY(lanes);
    const std::vector<Sm3Lanes::Message> shortOnes(20, {"a", "bc"});
    std::vector<Digest> digests(shortOnes.size());
    lanes->digest(shortOnes, digests);
    QCOMPARE(hexOf(digests), QList<QByteArray>(20, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"));
    const QByteArray block = QByteArray("abcd").repeated(16);
    const std::vector<Sm3Lanes::Message> blocks(20, {{}, block});
    lanes->digest(blocks, digests);
    QCOMPARE(hexOf(digests), QList<QByteArray>(20, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"));
}

void Sm3LanesTest::everyWayGivesOpenSslsDigests()
{
    QFETCH(QString, way);
    const auto lanes = Sm3Lanes::by(way);
    QRandomGenerator random(20261130);
    for (int round = 0; round < 150; ++round) {
        const int count = random.bounded(1, 40);
        const Batch batch(random, count, random.bounded(200), random.bounded(round % 30 == 0 ? 5'000 : 300));
        QCOMPARE(digestsOf(*lanes, batch), expectedDigests(batch));
    }
}

void Sm3LanesTest::padsAtEveryLength()
{
    // 55 and 56 octets are where the length no longer fits into the last block; the head ends at, before and after one.
    QFETCH(QString, way);
    const auto lanes = Sm3Lanes::by(way);
    QRandomGenerator random(7);
    for (const qsizetype head : {0, 1, 55, 63, 64, 65, 128}) {
        for (qsizetype body = 0; body <= 130; body += head == 0 ? 1 : 5) {
            const Batch batch(random, 3, head, body);
            QVERIFY2(digestsOf(*lanes, batch) == expectedDigests(batch), qPrintable(u"%1 + %2"_s.arg(head).arg(body)));
        }
    }
}

void Sm3LanesTest::messagesOfManyLengthsShareTheLanes()
{
    QFETCH(QString, way);
    const auto lanes = Sm3Lanes::by(way);
    QVERIFY(lanes);
    QRandomGenerator random(11);
    // Every length around the ends of blocks, some long ones, and fewer and more than there are lanes.
    for (const int count : {0, 1, 2, 3, 5, 16, 17, 150}) {
        QList<QByteArray> messages;
        for (int i = 0; i < count; ++i)
            messages.append(randomBytes(random, i % 29 == 28 ? 5'000 + 64 * i : (7 * i) % 150));
        const std::vector<QByteArrayView> views(messages.begin(), messages.end());
        std::vector<Digest> digests(views.size());
        lanes->digestEach(views, digests);
        for (int i = 0; i < count; ++i)
            QVERIFY2(digests[static_cast<size_t>(i)] == sm3(messages[i]),
                qPrintable(u"%1 of %2, %3 bytes"_s.arg(i).arg(count).arg(messages[i].size())));
    }
}

void Sm3LanesTest::everyWayGivesOpenSslsMacs()
{
    QFETCH(QString, way);
    const auto lanes = Sm3Lanes::by(way);
    QRandomGenerator random(4711);
    for (int round = 0; round < 60; ++round) {
        const QByteArray key = randomBytes(random, random.bounded(100));
        const Batch batch(random, random.bounded(1, 20), random.bounded(90), random.bounded(500));
        std::vector<Digest> macs(batch.messages.size());
        lanes->hmac(key, batch.messages, macs);
        QList<QByteArray> expected;
        for (const QByteArray &whole : batch.wholes)
            expected.append(hmacSm3(key, whole).toHex());
        QCOMPARE(hexOf(macs), expected);
    }
}

void Sm3LanesTest::takesNoMessage()
{
    QFETCH(QString, way);
    const auto lanes = Sm3Lanes::by(way);
    std::vector<Digest> none;
    lanes->digest({}, none);
    lanes->hmac("key", {}, none);
    QVERIFY(none.empty());
}

void Sm3LanesTest::refusesUnknownWays()
{
    QCOMPARE(Sm3Lanes::ways().constLast(), u"OpenSSL"_s);
    QCOMPARE(Sm3Lanes::by(u"abacus"_s).error().reason, "sm3.way");
}

QTEST_GUILESS_MAIN(Sm3LanesTest)
#include "Sm3LanesTest.moc"
