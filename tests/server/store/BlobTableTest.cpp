// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/BlobTable.h"

#include "server/store/Store.h"
#include "tests/server/TestPostgres.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

using namespace wenyi;
using namespace wenyi::server;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// Each function once for each kind of store.
class BlobTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void init();
    void cleanup() { m_store.reset(); }
    void piecesMakeAWholeThatIsReadAtAnyPlace();
    void anUploadGoesOnAfterARestart();
    void whatWasRolledBackIsTakenAgain();
    void anotherBlobThanItClaimsBeginsAnew();
    void whatAnotherProcessBeganAnewIsNotHashedAsBefore();
    void theQuotaIsKeptOverDroppingAndRestart();
    void aPieceAtAnotherPlaceIsNotTaken();
    void scrubbingFindsWhatRot();
    void filesOfTheFormBeforeAreTakenIn();

private:
    static constexpr quint64 Quota = 1'000'000;

    void reopen() { m_store = (m_store.reset(), m_place->open(m_clock).value()); }
    BlobTable &blobs() { return m_store->blobs(); }
    /// In a transaction of its own.
    template<typename Act>
    auto in(const Act &act)
    {
        const auto transaction = journal::Transaction::begin(m_store->database()).value();
        auto result = act();
        if (result && !transaction->commit())
            qFatal("the transaction was not committed");
        return result;
    }
    Result<quint64> append(const QByteArray &whole, quint64 offset, qsizetype size)
    {
        return in([&]() -> Result<quint64> {
            WENYI_CHECK(blobs().begin(m_unit, crypto::sm3(whole), static_cast<quint64>(whole.size()), Quota));
            return blobs().append(
                m_unit, crypto::sm3(whole), offset, QByteArrayView(whole).sliced(static_cast<qsizetype>(offset), size));
        });
    }

    SystemClock m_clock;
    UnitCode m_unit{u"ZFB"_s};
    std::unique_ptr<TestPostgres> m_postgres;
    std::unique_ptr<StorePlace> m_place;
    std::unique_ptr<Store> m_store;
};

static QByteArray content(int size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (int i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(i * 7 + i / 251);
    return bytes;
}

void BlobTableTest::initTestCase_data()
{
    QTest::addColumn<bool>("isShared");
    QTest::newRow("SQLite") << false;
    if (TestPostgres::isBuiltIn())
        QTest::newRow("PostgreSQL") << true;
}

void BlobTableTest::initTestCase()
{
    if (!TestPostgres::isBuiltIn())
        return;
    m_postgres = std::make_unique<TestPostgres>();
    QVERIFY2(m_postgres->fault().isEmpty(), qPrintable(m_postgres->fault()));
}

void BlobTableTest::init()
{
    QFETCH_GLOBAL(bool, isShared);
    m_place = std::make_unique<StorePlace>(isShared ? m_postgres->newStore() : QByteArray());
    reopen();
}

void BlobTableTest::piecesMakeAWholeThatIsReadAtAnyPlace()
{
    const QByteArray whole = content(1000);
    const Digest digest = crypto::sm3(whole);
    QCOMPARE(*append(whole, 0, 300), 300);
    QCOMPARE(*append(whole, 300, 1), 301);
    QVERIFY(!(*blobs().find(m_unit, digest))->whole);
    QCOMPARE(*append(whole, 301, 699), 1000);
    QVERIFY((*blobs().find(m_unit, digest))->whole);
    for (const quint64 offset : {0, 1, 299, 300, 301, 302, 999, 1000}) {
        for (const quint64 length : {0, 1, 2, 300, 5000})
            QCOMPARE(*blobs().read(m_unit, digest, offset, length),
                whole.mid(static_cast<qsizetype>(offset), static_cast<qsizetype>(length)));
    }
    QCOMPARE(blobs().read(m_unit, digest, 1001, 1).error().reason, QByteArray("blob.range"));
    QCOMPARE(blobs().read(UnitCode(u"CZJ"_s), digest, 0, 1).error().reason, QByteArray("blob.none"));
}

void BlobTableTest::anUploadGoesOnAfterARestart()
{
    const QByteArray whole = content(900);
    QVERIFY(append(whole, 0, 400));
    reopen();
    QCOMPARE((*blobs().find(m_unit, crypto::sm3(whole)))->received, 400);
    QCOMPARE(*append(whole, 400, 500), 900);
    QCOMPARE(*blobs().read(m_unit, crypto::sm3(whole), 0, 900), whole);
}

void BlobTableTest::whatWasRolledBackIsTakenAgain()
{
    const QByteArray whole = content(900);
    const Digest digest = crypto::sm3(whole);
    QVERIFY(append(whole, 0, 400));
    {
        const auto transaction = journal::Transaction::begin(m_store->database()).value();
        QVERIFY(blobs().append(m_unit, digest, 400, QByteArrayView(whole).sliced(400, 100)));
    }
    QCOMPARE((*blobs().find(m_unit, digest))->received, 400);
    QCOMPARE(*append(whole, 400, 500), 900);
}

void BlobTableTest::anotherBlobThanItClaimsBeginsAnew()
{
    const QByteArray whole = content(600);
    const Digest digest = crypto::sm3(whole);
    QVERIFY(append(whole, 0, 200));
    const auto taken = in([&] { return blobs().append(m_unit, digest, 200, QByteArray(400, 'x')); });
    QCOMPARE(taken.error().reason, QByteArray("blob.damaged"));
    QVERIFY(in([&] { return blobs().drop(m_unit, digest); }));
    QVERIFY(!*blobs().find(m_unit, digest));
    QCOMPARE(*append(whole, 0, 600), 600);
}

void BlobTableTest::whatAnotherProcessBeganAnewIsNotHashedAsBefore()
{
    if (!m_place->isShared())
        QSKIP("one process alone has a store in SQLite");
    const QByteArray whole = content(900);
    const Digest digest = crypto::sm3(whole);
    QVERIFY(append(whole, 0, 400));
    const auto other = m_place->open(m_clock).value();
    {
        const auto transaction = journal::Transaction::begin(other->database()).value();
        QVERIFY(other->blobs().drop(m_unit, digest));
        QVERIFY(other->blobs().begin(m_unit, digest, 900, Quota));
        QVERIFY(other->blobs().append(m_unit, digest, 0, QByteArray(400, 'x')));
        QVERIFY(transaction->commit());
    }
    // The first 400 bytes that this process hashed are not what is stored now.
    QCOMPARE(append(whole, 400, 500).error().reason, QByteArray("blob.damaged"));
    {
        const auto transaction = journal::Transaction::begin(other->database()).value();
        QVERIFY(other->blobs().drop(m_unit, digest));
        QVERIFY(transaction->commit());
    }
    journal::Statement left(m_store->database(), "SELECT count(*) FROM pieces");
    QVERIFY(left.next().value());
    QCOMPARE(left.integer(0), 0);
    QVERIFY(append(whole, 0, 400));
    {
        const auto transaction = journal::Transaction::begin(other->database()).value();
        QVERIFY(other->blobs().append(m_unit, digest, 400, QByteArrayView(whole).sliced(400, 300)));
        QVERIFY(transaction->commit());
    }
    QCOMPARE(*append(whole, 700, 200), 900);
    QCOMPARE(*other->blobs().read(m_unit, digest, 0, 900), whole);
}

void BlobTableTest::theQuotaIsKeptOverDroppingAndRestart()
{
    const auto begin = [&](char name, quint64 size) {
        return in([&] { return blobs().begin(m_unit, crypto::sm3({&name, 1}), size, Quota); });
    };
    QVERIFY(begin('a', 600'000));
    QVERIFY(begin('a', 600'000)); // Again changes nothing.
    QCOMPARE(begin('a', 600'001).error().reason, QByteArray("blob.size"));
    QCOMPARE(begin('b', 400'001).error().reason, QByteArray("unit.quota"));
    reopen();
    QCOMPARE(begin('b', 400'001).error().reason, QByteArray("unit.quota"));
    QVERIFY(begin('b', 400'000));
    QVERIFY(in([&] { return blobs().drop(m_unit, crypto::sm3("a")); }));
    QVERIFY(begin('c', 600'000));
    QCOMPARE(begin('d', 1).error().reason, QByteArray("unit.quota"));
    QCOMPARE(begin('e', 0).error().reason, QByteArray("blob.size"));
    QCOMPARE(begin('f', quint64(limits::Blob) + 1).error().code, ErrorCode::TooLarge);
    QVERIFY(in([&] { return blobs().begin(UnitCode(u"CZJ"_s), crypto::sm3("a"), 600'000, Quota); }));
}

void BlobTableTest::aPieceAtAnotherPlaceIsNotTaken()
{
    const QByteArray whole = content(600);
    QVERIFY(append(whole, 0, 200));
    for (const quint64 offset : {0, 199, 201})
        QCOMPARE(append(whole, offset, 100).error().reason, QByteArray("blob.offset"));
    QCOMPARE(append(whole, 200, 0).error().reason, QByteArray("blob.offset"));
    const auto beyond = in([&] { return blobs().append(m_unit, crypto::sm3(whole), 200, QByteArray(401, 'x')); });
    QCOMPARE(beyond.error().reason, QByteArray("blob.offset"));
    QCOMPARE(*append(whole, 200, 400), 600);
    QCOMPARE(append(whole, 0, 600).error().reason, QByteArray("blob.offset")); // It is whole.
}

void BlobTableTest::scrubbingFindsWhatRot()
{
    const QByteArray whole = content(600);
    const QByteArray other = content(500);
    QVERIFY(append(whole, 0, 600));
    QVERIFY(append(other, 0, 500));
    QCOMPARE(*blobs().scrub(), QList<Digest>());
    if (m_place->isShared()) {
        journal::Statement rot(m_store->database(), "UPDATE pieces SET bytes = overlay(bytes placing ? from 300)"
                                                    " WHERE octet_length(bytes) = 600");
        QVERIFY(rot.run(QByteArray("X")));
        QCOMPARE(*blobs().scrub(), QList<Digest>{crypto::sm3(whole)});
        return;
    }
    QFile segment(m_place->path(u"segments/0000000001.segment"_s));
    QVERIFY(segment.open(QIODevice::ReadWrite));
    const qsizetype at = segment.readAll().indexOf(whole);
    QVERIFY(at > 0 && segment.seek(at + 300) && segment.write("X") == 1);
    segment.close();
    QCOMPARE(*blobs().scrub(), QList<Digest>{crypto::sm3(whole)});
}

void BlobTableTest::filesOfTheFormBeforeAreTakenIn()
{
    if (m_place->isShared())
        QSKIP("PostgreSQL never had that form");
    const QByteArray whole = content(700'000); // Over two pieces.
    const QByteArray damaged = content(100);
    const QString unit = m_place->path(u"blobs/"_s + QString::fromLatin1(m_unit.toString().toUtf8().toHex()));
    const auto put = [&](const QString &name, const QByteArray &bytes) {
        const QString path = unit + u'/' + name.left(2) + u'/' + name;
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    };
    put(QString::fromLatin1(crypto::sm3(whole).toHex()), whole);
    put(QString::fromLatin1(crypto::sm3(damaged).toHex()), damaged + 'x');
    put(QString::fromLatin1(crypto::sm3(damaged).toHex()) + u".part"_s, damaged.first(20));
    reopen();
    QCOMPARE(*blobs().read(m_unit, crypto::sm3(whole), 0, 700'000), whole);
    QVERIFY(!*blobs().find(m_unit, crypto::sm3(damaged)));
    QStringList left;
    QDirIterator files(unit, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        left.append(QFileInfo(files.next()).fileName());
    QCOMPARE(left, QStringList{QString::fromLatin1(crypto::sm3(damaged).toHex())});
}

QTEST_GUILESS_MAIN(BlobTableTest)
#include "BlobTableTest.moc"
