// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/ContentCipher.h"

#include "shared/crypto/Sm3.h"
#include "tests/shared/crypto/CryptoFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::crypto;
using namespace Qt::StringLiterals;

class ContentCipherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contentSurvivesProtection_data();
    void contentSurvivesProtection();
    void hasTheFormThatIsWrittenDown();
    void sameContentNeverLooksTheSame();
    void refusesAnotherKeyOrContext();
    void everyBitCounts();
    void refusesEveryTruncation();
    void tellsThatTheEndIsMissingWhereItWasCutBetweenChunks();
    void refusesChunksMovedDoubledSwappedOrTakenFromAnotherMessage_data();
    void refusesChunksMovedDoubledSwappedOrTakenFromAnotherMessage();
    void refusesWhatItDoesNotKnow();
    void streamGivesTheSameAsTheWhole();
    void streamRefusesChunksOfWrongSizeAndAfterTheLast();
    void streamOfWholeChunksMayEndWithAnEmptyOne();

private:
    tests::CountingRandom m_random;
    SecretBytes m_key = m_random.secret(ContentKeySize);
};

constexpr qsizetype Whole = ContentChunkSize + ContentChunkOverhead;

void ContentCipherTest::contentSurvivesProtection_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("nothing") << 0;
    QTest::newRow("one byte") << 1;
    QTest::newRow("one byte less than a chunk") << int(ContentChunkSize - 1);
    QTest::newRow("one chunk") << int(ContentChunkSize);
    QTest::newRow("one byte more than a chunk") << int(ContentChunkSize + 1);
    QTest::newRow("three chunks") << int(3 * ContentChunkSize);
    QTest::newRow("ten chunks and a part") << int(10 * ContentChunkSize + 12345);
}

void ContentCipherTest::contentSurvivesProtection()
{
    QFETCH(int, size);
    const QByteArray plain = m_random.bytes(size);
    const auto sealedBytes = protect(m_key, plain, "context", m_random);
    QVERIFY(sealedBytes);
    QCOMPARE(sealedBytes->size(), protectedSize(size));
    const auto opened = unprotect(m_key, *sealedBytes, "context");
    QVERIFY(opened);
    QCOMPARE(*opened, plain);
}

void ContentCipherTest::hasTheFormThatIsWrittenDown()
{
    if (!tests::OpenSslProgram::isPresent())
        QFAIL("openssl is missing, and ./test installs it");
    tests::OpenSslProgram openssl;
    const QByteArray plain = m_random.bytes(1000);
    const QByteArray bytes = *protect(m_key, plain, "ctx", m_random);
    QCOMPARE(bytes[0], '\x01');
    const QByteArray nonce = bytes.mid(1, 16);
    const auto hexKey = [&](QByteArrayView use, qsizetype size) {
        return deriveKey(m_key, nonce, use, size).view().toByteArray().toHex();
    };
    const auto ciphertext =
        openssl.run({u"enc"_s, u"-sm4-ctr"_s, u"-K"_s, QString::fromLatin1(hexKey("content cipher", 16)), u"-iv"_s,
            QString(32, u'0'), u"-in"_s, openssl.write(u"plain"_s, plain)});
    QVERIFY2(ciphertext, openssl.complaint());
    QCOMPARE(bytes.mid(17, 1000), *ciphertext);
    const QByteArray macInput = bytes.left(17) + QByteArray::fromHex("0000000000000003") + "ctx"
                                + QByteArray::fromHex("0000000000000000") + '\x01' + *ciphertext;
    QCOMPARE(bytes.mid(1017), hmacSm3(QByteArray::fromHex(hexKey("content mac", 32)), macInput).toBytes());
}

void ContentCipherTest::sameContentNeverLooksTheSame()
{
    const QByteArray plain(100, 'x');
    QVERIFY(protect(m_key, plain, {}, m_random)->mid(17) != protect(m_key, plain, {}, m_random)->mid(17));
}

void ContentCipherTest::refusesAnotherKeyOrContext()
{
    const QByteArray bytes = *protect(m_key, "text", "stream 1", m_random);
    QCOMPARE(unprotect(m_random.secret(ContentKeySize), bytes, "stream 1").error().reason, "content.altered");
    QCOMPARE(unprotect(m_key, bytes, "stream 2").error().reason, "content.altered");
    QCOMPARE(unprotect(m_key, bytes, "").error().reason, "content.altered");
    QCOMPARE(unprotect(m_random.secret(16), bytes, "stream 1").error().reason, "content.key-size");
    QCOMPARE(protect(m_random.secret(31), "text", {}, m_random).error().reason, "content.key-size");
}

void ContentCipherTest::everyBitCounts()
{
    const QByteArray bytes = *protect(m_key, "some text", "context", m_random);
    for (qsizetype bit = 0; bit < bytes.size() * 8; ++bit) {
        QByteArray altered = bytes;
        altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << (bit % 8)));
        const auto refused = unprotect(m_key, altered, "context");
        QVERIFY2(!refused, QByteArray::number(bit).constData());
        QCOMPARE(refused.error().reason, bit < 8 ? "content.version" : "content.altered");
    }
}

void ContentCipherTest::refusesEveryTruncation()
{
    const QByteArray small = *protect(m_key, "some text", "context", m_random);
    for (qsizetype size = 0; size < small.size(); ++size)
        QVERIFY(!unprotect(m_key, small.left(size), "context"));
    const QByteArray large = *protect(m_key, m_random.bytes(2 * ContentChunkSize + 10), "context", m_random);
    for (qsizetype size = 0; size < large.size(); size += 997)
        QVERIFY(!unprotect(m_key, large.left(size), "context"));
    QVERIFY(!unprotect(m_key, large + '\0', "context"));
}

void ContentCipherTest::tellsThatTheEndIsMissingWhereItWasCutBetweenChunks()
{
    const QByteArray bytes = *protect(m_key, m_random.bytes(2 * ContentChunkSize + 10), "context", m_random);
    for (const qsizetype size : {ContentHeaderSize, ContentHeaderSize + Whole, ContentHeaderSize + 2 * Whole}) {
        const auto refused = unprotect(m_key, bytes.left(size), "context");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Corrupt);
        QCOMPARE(refused.error().reason, "content.truncated");
    }
}

void ContentCipherTest::refusesChunksMovedDoubledSwappedOrTakenFromAnotherMessage_data()
{
    QTest::addColumn<QList<int>>("order"); // 10 and up: of another message under the same key.
    QTest::newRow("swapped") << QList{1, 0, 2, 3};
    QTest::newRow("doubled") << QList{0, 0, 1, 2, 3};
    QTest::newRow("first left out") << QList{1, 2, 3};
    QTest::newRow("middle left out") << QList{0, 2, 3};
    QTest::newRow("middle put behind the last but one") << QList{0, 2, 1, 3};
    QTest::newRow("middle of another message") << QList{0, 11, 2, 3};
    QTest::newRow("last of another message") << QList{0, 1, 2, 13};
}

void ContentCipherTest::refusesChunksMovedDoubledSwappedOrTakenFromAnotherMessage()
{
    QFETCH(QList<int>, order);
    const QByteArray plain = m_random.bytes(3 * ContentChunkSize + 10);
    const QByteArray messages[] = {*protect(m_key, plain, "c", m_random), *protect(m_key, plain, "c", m_random)};
    QByteArray mixed = messages[0].left(ContentHeaderSize);
    for (const int index : order)
        mixed += messages[index / 10].mid(ContentHeaderSize + (index % 10) * Whole, Whole);
    const auto refused = unprotect(m_key, mixed, "c");
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, "content.altered");
}

void ContentCipherTest::refusesWhatItDoesNotKnow()
{
    QCOMPARE(unprotect(m_key, QByteArray(100, '\x07'), {}).error().reason, "content.version");
    QCOMPARE(unprotect(m_key, {}, {}).error().reason, "content.truncated");
    QCOMPARE(unprotect(m_key, "\x01half", {}).error().reason, "content.truncated");
}

void ContentCipherTest::streamGivesTheSameAsTheWhole()
{
    const QByteArray plain = m_random.bytes(2 * ContentChunkSize + 77);
    tests::CountingRandom first;
    tests::CountingRandom second;
    const QByteArray whole = *protect(m_key, plain, "context", first);
    auto encryptor = ContentEncryptor::begin(m_key, "context", second);
    QVERIFY(encryptor);
    QByteArray streamed = encryptor->header();
    streamed += *encryptor->chunk(plain.left(ContentChunkSize), ChunkPosition::Middle);
    streamed += *encryptor->chunk(plain.mid(ContentChunkSize, ContentChunkSize), ChunkPosition::Middle);
    streamed += *encryptor->chunk(plain.mid(2 * ContentChunkSize), ChunkPosition::Last);
    QCOMPARE(streamed, whole);

    auto decryptor = ContentDecryptor::begin(m_key, whole.left(ContentHeaderSize), "context");
    QVERIFY(decryptor);
    QByteArray opened = *decryptor->chunk(whole.mid(ContentHeaderSize, Whole), ChunkPosition::Middle);
    opened += *decryptor->chunk(whole.mid(ContentHeaderSize + Whole, Whole), ChunkPosition::Middle);
    QVERIFY(!decryptor->finished());
    opened += *decryptor->chunk(whole.mid(ContentHeaderSize + 2 * Whole), ChunkPosition::Last);
    QVERIFY(decryptor->finished());
    QCOMPARE(opened, plain);
}

void ContentCipherTest::streamRefusesChunksOfWrongSizeAndAfterTheLast()
{
    auto encryptor = ContentEncryptor::begin(m_key, "context", m_random);
    QCOMPARE(encryptor->chunk("short", ChunkPosition::Middle).error().reason, "content.chunk-size");
    QCOMPARE(encryptor->chunk(QByteArray(ContentChunkSize + 1, 'x'), ChunkPosition::Last).error().reason,
        "content.chunk-size");
    const QByteArray last = *encryptor->chunk("end", ChunkPosition::Last);
    QCOMPARE(encryptor->chunk("more", ChunkPosition::Last).error().reason, "content.finished");

    auto decryptor = ContentDecryptor::begin(m_key, encryptor->header(), "context");
    QCOMPARE(decryptor->chunk(last + 'x', ChunkPosition::Last).error().reason, "content.altered");
    QVERIFY2(!decryptor->chunk(last, ChunkPosition::Last), "a stream that failed once stays refused");
    QVERIFY(!decryptor->finished());
}

void ContentCipherTest::streamOfWholeChunksMayEndWithAnEmptyOne()
{
    const QByteArray plain = m_random.bytes(ContentChunkSize);
    auto encryptor = ContentEncryptor::begin(m_key, "context", m_random);
    QByteArray bytes = encryptor->header();
    bytes += *encryptor->chunk(plain, ChunkPosition::Middle);
    bytes += *encryptor->chunk({}, ChunkPosition::Last);
    QCOMPARE(*unprotect(m_key, bytes, "context"), plain);
}

QTEST_APPLESS_MAIN(ContentCipherTest)
#include "ContentCipherTest.moc"
