// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/BlobStore.h"
#include "shared/base/Limits.h"
#include "shared/crypto/ContentDigest.h"
#include "shared/crypto/SystemRandom.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cerrno>
#include <sys/syscall.h>
#include <unistd.h>

using namespace wenyi;
using namespace wenyi::journal;

namespace {

/// Octets for which the disk has room; negative: as much as it really has.
qint64 roomLeft = -1;

} // namespace

/// In libc's place: what a disk does that fills within one write. It takes what it has room for, and nothing then.
extern "C" ssize_t write(int file, const void *bytes, size_t size)
{
    if (roomLeft == 0) {
        errno = ENOSPC;
        return -1;
    }
    const size_t taken = roomLeft < 0 ? size : std::min(size, static_cast<size_t>(roomLeft));
    if (roomLeft > 0)
        roomLeft -= static_cast<qint64>(taken);
    return static_cast<ssize_t>(::syscall(SYS_write, file, bytes, taken));
}

class BlobStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItKeptAndNothingElse();
    void takesPartsAndGoesOnAfterABreak();
    void refusesPartsOutOfPlace();
    void aDiskThatFillsWithinAPartIsCalledFull();
    void dropsABlobWhoseDigestIsWrong();
    void largeBlobsComeByEitherName();
    void scrubFindsEveryFlippedBit();
    void aDamagedBlobIsSetAsideAndComesAnew();
    void filesHoldNoClearText();

private:
    static SecretBytes key() { return SecretBytes(QByteArray(32, 'k')); }
    static QString onlyFile(const QString &folder)
    {
        QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
        return files.next();
    }
    crypto::SystemRandom m_random;
};

void BlobStoreTest::readsBackWhatItKeptAndNothingElse()
{
    QTemporaryDir folder;
    auto store = *BlobStore::open(folder.path());
    const QByteArray content(300'000, 'x');
    const auto kept = store.store(content, key(), m_random);
    QVERIFY(kept);
    QCOMPARE(*store.read(kept->digest, key()), content);
    QCOMPARE(store.read(kept->digest, SecretBytes(QByteArray(32, 'o'))).error().reason, "content.altered");
    QCOMPARE(store.read(Digest{}, key()).error().reason, "blob.none");
}

void BlobStoreTest::takesPartsAndGoesOnAfterABreak()
{
    QTemporaryDir folder;
    const QByteArray stored(700'001, 'y');
    const Digest digest = crypto::sm3(stored);
    quint64 here = 0;
    while (here < static_cast<quint64>(stored.size())) {
        auto store = *BlobStore::open(folder.path()); // A new start after every part.
        QCOMPARE(store.received(digest), here);
        QVERIFY(!store.has(digest));
        const auto part = stored.mid(static_cast<qsizetype>(here), limits::BlobChunk);
        here = *store.appendPart(digest, static_cast<quint64>(stored.size()), here, part);
    }
    auto store = *BlobStore::open(folder.path());
    QVERIFY(store.has(digest));
    QCOMPARE(*store.readStored(digest), stored);
}

void BlobStoreTest::refusesPartsOutOfPlace()
{
    QTemporaryDir folder;
    auto store = *BlobStore::open(folder.path());
    const QByteArray stored(1000, 'z');
    const Digest digest = crypto::sm3(stored);
    QCOMPARE(store.appendPart(digest, 1000, 10, stored.mid(10, 10)).error().reason, "blob.offset");
    QVERIFY(store.appendPart(digest, 1000, 0, stored.left(10)));
    QCOMPARE(store.appendPart(digest, 1000, 0, stored.left(10)).error().reason, "blob.offset");
    QCOMPARE(store.appendPart(digest, 1000, 10, QByteArray(991, 'z')).error().reason, "blob.offset");
    QCOMPARE(store.appendPart(digest, quint64(1) << 60, 10, stored).error().reason, "blob.size");
    QCOMPARE(store.received(digest), 10u);
}

void BlobStoreTest::aDiskThatFillsWithinAPartIsCalledFull()
{
    QTemporaryDir folder;
    auto store = *BlobStore::open(folder.path());
    const QByteArray stored(100'000, 'z');
    const Digest digest = crypto::sm3(stored);
    const auto size = static_cast<quint64>(stored.size());
    QVERIFY(store.appendPart(digest, size, 0, stored.first(1'000)));
    roomLeft = 40'000;
    const auto part = store.appendPart(digest, size, 1'000, stored.sliced(1'000));
    roomLeft = -1;
    QVERIFY(!part);
    QCOMPARE(part.error().reason, QByteArray("store.full"));
    QCOMPARE(store.received(digest), quint64(1'000)); // No torn part.
    // Room again: the sender goes on from there.
    QVERIFY(store.appendPart(digest, size, 1'000, stored.sliced(1'000)));
    QCOMPARE(*store.readStored(digest), stored);
}

/// As decision 59 names them, and by their plain SM3 as before.
void BlobStoreTest::largeBlobsComeByEitherName()
{
    QTemporaryDir folder;
    auto store = *BlobStore::open(folder.path());
    QByteArray stored(limits::MiB + 100'001, 'l');
    for (qsizetype at = 0; at < stored.size(); at += 313)
        stored[at] = static_cast<char>(at / 313);
    const Digest tree = crypto::contentDigest(stored);
    const Digest plain = crypto::sm3(stored);
    QVERIFY(tree != plain);
    const auto size = static_cast<quint64>(stored.size());
    for (const Digest &name : {tree, plain}) {
        for (qsizetype at = 0; at < stored.size(); at += limits::BlobChunk) {
            const qsizetype part = std::min(limits::BlobChunk, stored.size() - at);
            const auto taken = store.appendPart(name, size, static_cast<quint64>(at), stored.mid(at, part));
            QVERIFY2(taken, taken ? "" : taken.error().reason.constData());
        }
        QVERIFY(store.has(name));
        QCOMPARE(*store.readStored(name), stored);
    }
    QVERIFY(store.storeWhole(tree, stored) && store.storeWhole(plain, stored));
    QVERIFY(store.scrub()->isEmpty());
    // What is stored here is named by its leaves.
    const QByteArray content(2 * limits::MiB, 'c');
    const auto kept = store.store(content, key(), m_random);
    QVERIFY(kept);
    QCOMPARE(kept->digest, crypto::contentDigest(*store.readStored(kept->digest)));
    QCOMPARE(*store.read(kept->digest, key()), content);
}

void BlobStoreTest::dropsABlobWhoseDigestIsWrong()
{
    QTemporaryDir folder;
    auto store = *BlobStore::open(folder.path());
    const Digest digest = crypto::sm3(QByteArray("something else"));
    QCOMPARE(store.appendPart(digest, 4, 0, QByteArray("this")).error().reason, "blob.damaged");
    QVERIFY(!store.has(digest));
    QCOMPARE(store.received(digest), 0u);
    QCOMPARE(store.storeWhole(digest, QByteArray("this")).error().reason, "blob.damaged");
}

void BlobStoreTest::scrubFindsEveryFlippedBit()
{
    QTemporaryDir folder;
    auto store = *BlobStore::open(folder.path());
    const auto kept = *store.store(QByteArray("正文"), key(), m_random);
    QVERIFY(store.scrub()->isEmpty());
    QFile file(onlyFile(folder.path()));
    for (qint64 at = 0, size = QFileInfo(file).size(); at < size; ++at) {
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(at);
        const char byte = file.read(1).at(0);
        file.seek(at);
        file.putChar(static_cast<char>(byte ^ (1 << (at % 8))));
        file.close();
        QCOMPARE(store.scrub()->size(), 1);
        QCOMPARE(store.read(kept.digest, key()).error().reason, "blob.damaged");
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(at);
        file.putChar(byte);
        file.close();
    }
    QVERIFY(store.scrub()->isEmpty());
}

void BlobStoreTest::aDamagedBlobIsSetAsideAndComesAnew()
{
    QTemporaryDir parent;
    const QString folder = parent.filePath(QStringLiteral("blobs"));
    auto store = *BlobStore::open(folder);
    const QByteArray bytes("stored bytes");
    const Digest digest = crypto::sm3(bytes);
    const QByteArray others("others");
    QVERIFY(store.storeWhole(digest, bytes));
    QVERIFY(store.storeWhole(crypto::sm3(others), others));
    QFile file(folder + u'/' + QString::fromLatin1(digest.toHex().left(2) + '/' + digest.toHex()));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.putChar('S'));
    file.close();
    const auto first = static_cast<quint8>(digest.toBytes().at(0));
    QCOMPARE(BlobStore::scrubPart(folder, first), QList<Digest>{digest});
    QCOMPARE(BlobStore::scrubPart(folder, static_cast<quint8>(first + 1)), QList<Digest>());
    QVERIFY(store.foundDamaged().isEmpty());
    QCOMPARE(store.readStored(digest).error().reason, QByteArray("blob.damaged"));
    QCOMPARE(store.foundDamaged(), QList<Digest>{digest});
    store.forgetDamaged(digest);
    QVERIFY(store.foundDamaged().isEmpty());

    QVERIFY(store.setAside(digest));
    QVERIFY(!store.has(digest));
    QCOMPARE(store.received(digest), quint64(0));
    QVERIFY(QFileInfo::exists(folder + QStringLiteral(".damaged/") + QString::fromLatin1(digest.toHex())));
    QCOMPARE(store.setAside(digest).error().reason, QByteArray("blob.none"));
    QVERIFY(store.scrub()->isEmpty());
    QCOMPARE(*store.readStored(crypto::sm3(others)), others);
    QCOMPARE(
        *store.appendPart(digest, static_cast<quint64>(bytes.size()), 0, bytes), static_cast<quint64>(bytes.size()));
    QCOMPARE(*store.readStored(digest), bytes);
}

void BlobStoreTest::filesHoldNoClearText()
{
    QTemporaryDir folder;
    auto store = *BlobStore::open(folder.path());
    QVERIFY(store.store(QByteArray("关于开展安全生产检查的通知"), key(), m_random));
    QFile file(onlyFile(folder.path()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("安全生产"));
}

QTEST_GUILESS_MAIN(BlobStoreTest)
#include "BlobStoreTest.moc"
