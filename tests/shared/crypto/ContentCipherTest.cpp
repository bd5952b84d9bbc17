// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/ContentCipher.h"

#include "shared/crypto/Sm3.h"
#include "tests/shared/crypto/CryptoFixtures.h"

#include <QTest>

#include <algorithm>
#include <utility>

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
    void everyWayGivesTheSameBytes_data();
    void everyWayGivesTheSameBytes();
    void whatWasProtectedBeforeStaysReadable();
    void findsWhatWasAlteredAnywhereInABatch_data();
    void findsWhatWasAlteredAnywhereInABatch();
    void handsOutNothingOfABatchThatWasAltered();
    void streamGivesTheSameAsTheWhole_data();
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
    QTest::newRow("one batch") << int(ContentBatchSize);
    QTest::newRow("one byte more than a batch") << int(ContentBatchSize + 1);
    QTest::newRow("two batches and three chunks") << int(2 * ContentBatchSize + 3 * ContentChunkSize);
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

void ContentCipherTest::everyWayGivesTheSameBytes_data()
{
    QTest::addColumn<QString>("cipher");
    QTest::addColumn<QString>("digest");
    QCOMPARE(ContentWay::all().constLast().cipher, u"OpenSSL"_s);
    for (const ContentWay &way : ContentWay::all())
        QTest::newRow(qPrintable(way.cipher)) << way.cipher << way.digest;
}

void ContentCipherTest::everyWayGivesTheSameBytes()
{
    QFETCH(QString, cipher);
    QFETCH(QString, digest);
    const ContentWay way{cipher, digest};
    const ContentWay openSsl{u"OpenSSL"_s, u"OpenSSL"_s};
    for (int round = 0; round < 12; ++round) {
        const qsizetype size = round * ContentBatchSize / 5 + round * round;
        const QByteArray plain = m_random.bytes(size);
        tests::CountingRandom nonce;
        tests::CountingRandom sameNonce;
        const QByteArray bytes = *protect(m_key, plain, "context", nonce, way);
        QVERIFY2(bytes == *protect(m_key, plain, "context", sameNonce, openSsl), QByteArray::number(size).constData());
        QCOMPARE(*unprotect(m_key, bytes, "context", way), plain);
        QCOMPARE(*unprotect(m_key, bytes, "context", openSsl), plain);
    }
    const ContentWay unknownCipher{u"abacus"_s, digest};
    QCOMPARE(protect(m_key, "text", {}, m_random, unknownCipher).error().reason, "sm4.way");
    const ContentWay unknownDigest{cipher, u"abacus"_s};
    QCOMPARE(protect(m_key, "text", {}, m_random, unknownDigest).error().reason, "sm3.way");
}

void ContentCipherTest::whatWasProtectedBeforeStaysReadable()
{
    // Made one after the other by the code before there were batches, chunk by chunk and with OpenSSL's SM3.
    tests::CountingRandom random;
    const SecretBytes key = random.secret(ContentKeySize);
    const QByteArray text = QByteArray::fromHex("01528c8a3fcc2f044e39a3fc5b94492f8f7f6ab158738dc39834a37c2fbc33b53c8c"
                                                "b2d0ed27e3fd0bc4df4e634729a5d15dbff6e08601");
    QCOMPARE(*unprotect(key, text, "fixed"), "渡口");
    QCOMPARE(*protect(key, "渡口", "fixed", random), text);
    const std::pair<qsizetype, const char *> messages[] = {
        {0, "33c7acbd86145bab3fc806f42275ada4961b564af457463c39153f426e7e12d2"},
        {ContentChunkSize, "c9a1d59dd329b3e74c1e9be33580c81a44d3c5bcd134b4cc3bc3de3741638b96"},
        {2 * ContentChunkSize + 1, "195ae0e91d64c4950b69718229adb898854d428bc0f52a370d74a312cf20e83f"},
        {16 * ContentChunkSize, "b029d4466429b09f52b789624826db30e765d9bd86653c4ec5e73378956fe4af"},
        {17 * ContentChunkSize, "1e7c263e8ed544289d6beadc77d11d33751fcfec64ae2e018e41c09d35c0cae4"},
        {35 * ContentChunkSize - 5, "dc442a8bf5aac0d7b1902c43d7f0e40f07d2a99dafa03b5e6bebf9eb706eabaf"}};
    for (const auto &[size, digest] : messages) {
        const QByteArray plain = random.bytes(size);
        const QByteArray bytes = *protect(key, plain, "fixed", random);
        QCOMPARE(sm3(bytes).toHex(), digest);
        QVERIFY(*unprotect(key, bytes, "fixed") == plain);
    }
}

void ContentCipherTest::findsWhatWasAlteredAnywhereInABatch_data()
{
    everyWayGivesTheSameBytes_data();
}

void ContentCipherTest::findsWhatWasAlteredAnywhereInABatch()
{
    QFETCH(QString, cipher);
    QFETCH(QString, digest);
    const ContentWay way{cipher, digest};
    const QByteArray bytes = *protect(m_key, m_random.bytes(18 * ContentChunkSize + 100), "context", m_random, way);
    for (qsizetype chunk = 0; chunk <= 18; ++chunk) {
        const qsizetype begin = ContentHeaderSize + chunk * Whole;
        const qsizetype end = std::min(begin + Whole, bytes.size());
        const qsizetype places[] = {begin, (begin + end) / 2, end - ContentChunkOverhead - 1, end - 1};
        const qsizetype at = places[chunk % 4];
        QByteArray altered = bytes;
        altered[at] = static_cast<char>(altered[at] ^ 0x10);
        const auto refused = unprotect(m_key, altered, "context", way);
        QVERIFY2(!refused, QByteArray::number(at).constData());
        QCOMPARE(refused.error().reason, "content.altered");
    }
    QByteArray swapped = bytes;
    std::swap_ranges(swapped.begin() + ContentHeaderSize, swapped.begin() + ContentHeaderSize + Whole,
        swapped.begin() + ContentHeaderSize + 7 * Whole);
    QCOMPARE(unprotect(m_key, swapped, "context", way).error().reason, "content.altered");
    const auto cut = [&](qsizetype chunks, qsizetype more) {
        return unprotect(m_key, bytes.left(ContentHeaderSize + chunks * Whole + more), "context", way).error().reason;
    };
    for (const qsizetype chunks : {1, 15, 16, 17, 18})
        QCOMPARE(cut(chunks, 0), "content.truncated");
    QCOMPARE(cut(3, 20), "content.truncated");
    QCOMPARE(cut(16, 31), "content.truncated");
    QCOMPARE(cut(16, 32), "content.altered");
    QCOMPARE(cut(3, 1000), "content.altered");
}

void ContentCipherTest::handsOutNothingOfABatchThatWasAltered()
{
    auto encryptor = ContentEncryptor::begin(m_key, "context", m_random);
    QByteArray batch = *encryptor->chunks(m_random.bytes(ContentBatchSize), ChunkPosition::Middle);
    const QByteArray more = *encryptor->chunks("end", ChunkPosition::Last);
    batch.back() = static_cast<char>(batch.back() ^ 1);
    auto decryptor = ContentDecryptor::begin(m_key, encryptor->header(), "context");
    QCOMPARE(decryptor->chunks(batch, ChunkPosition::Middle).error().reason, "content.altered");
    QVERIFY2(!decryptor->chunks(more, ChunkPosition::Last), "a stream that failed once stays refused");
    QVERIFY(!decryptor->finished());
}

void ContentCipherTest::streamGivesTheSameAsTheWhole_data()
{
    QTest::addColumn<int>("written"); // Chunks at a time.
    QTest::addColumn<int>("read");
    QTest::newRow("a chunk at a time") << 1 << 1;
    QTest::newRow("in batches") << 16 << 16;
    QTest::newRow("parted otherwise than they were made") << 3 << 16;
    QTest::newRow("more than a batch") << 17 << 40;
    QTest::newRow("at once") << 40 << 40;
}

void ContentCipherTest::streamGivesTheSameAsTheWhole()
{
    QFETCH(int, written);
    QFETCH(int, read);
    const QByteArray plain = m_random.bytes(34 * ContentChunkSize + 77);
    tests::CountingRandom first;
    tests::CountingRandom second;
    const QByteArray whole = *protect(m_key, plain, "context", first);
    const auto positionAt = [](qsizetype end, qsizetype size) {
        return end >= size ? ChunkPosition::Last : ChunkPosition::Middle;
    };
    auto encryptor = ContentEncryptor::begin(m_key, "context", second);
    QVERIFY(encryptor);
    QByteArray streamed = encryptor->header();
    for (qsizetype at = 0; at < plain.size(); at += written * ContentChunkSize) {
        const QByteArray part = plain.mid(at, written * ContentChunkSize);
        streamed += *encryptor->chunks(part, positionAt(at + written * ContentChunkSize, plain.size()));
    }
    QVERIFY(streamed == whole);

    auto decryptor = ContentDecryptor::begin(m_key, whole.left(ContentHeaderSize), "context");
    QVERIFY(decryptor);
    QByteArray opened;
    for (qsizetype at = ContentHeaderSize; at < whole.size(); at += read * Whole) {
        QVERIFY(!decryptor->finished());
        opened += *decryptor->chunks(whole.mid(at, read * Whole), positionAt(at + read * Whole, whole.size()));
    }
    QVERIFY(decryptor->finished());
    QVERIFY(opened == plain);
}

void ContentCipherTest::streamRefusesChunksOfWrongSizeAndAfterTheLast()
{
    auto encryptor = ContentEncryptor::begin(m_key, "context", m_random);
    QCOMPARE(encryptor->chunks("short", ChunkPosition::Middle).error().reason, "content.chunk-size");
    QCOMPARE(encryptor->chunks({}, ChunkPosition::Middle).error().reason, "content.chunk-size");
    QCOMPARE(encryptor->chunks(QByteArray(ContentChunkSize + 1, 'x'), ChunkPosition::Middle).error().reason,
        "content.chunk-size");
    const QByteArray last = *encryptor->chunks("end", ChunkPosition::Last);
    QCOMPARE(encryptor->chunks("more", ChunkPosition::Last).error().reason, "content.finished");

    auto decryptor = ContentDecryptor::begin(m_key, encryptor->header(), "context");
    QCOMPARE(decryptor->chunks(last + 'x', ChunkPosition::Last).error().reason, "content.altered");
    QVERIFY2(!decryptor->chunks(last, ChunkPosition::Last), "a stream that failed once stays refused");
    QVERIFY(!decryptor->finished());
}

void ContentCipherTest::streamOfWholeChunksMayEndWithAnEmptyOne()
{
    const QByteArray plain = m_random.bytes(ContentChunkSize);
    auto encryptor = ContentEncryptor::begin(m_key, "context", m_random);
    QByteArray bytes = encryptor->header();
    bytes += *encryptor->chunks(plain, ChunkPosition::Middle);
    bytes += *encryptor->chunks({}, ChunkPosition::Last);
    QCOMPARE(*unprotect(m_key, bytes, "context"), plain);
}

QTEST_APPLESS_MAIN(ContentCipherTest)
#include "ContentCipherTest.moc"
