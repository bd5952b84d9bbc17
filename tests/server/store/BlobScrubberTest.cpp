// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/BlobScrubber.h"
#include "server/admin/Upkeep.h"
#include "server/store/StoreDigest.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <limits>

using namespace wenyi;
using namespace wenyi::server;
using namespace Qt::StringLiterals;

/// Blobs that rot at the server are found by reading, and set aside alone (F08).
class BlobScrubberTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_store.reset(); }
    void everyBlobIsReadOnceARound();
    void aRottenBlobAloneIsSetAsideAndComesAnew();
    void whatIsDroppedWhileItIsReadIsNotDamaged();
    void upkeepReadsBetweenItsRounds();
    void whatRottedHereIsTakenBackFromAStandbysSoundCopy();
    void whatReadsWellAgainIsTakenBack();
    void whatCameAnewOrWasDroppedIsNotTakenBack();

private:
    static constexpr int Small = 60'000;
    static constexpr int Large = 2'500'000; ///< Of three steps.
    static constexpr quint64 Quota = 1 << 30;
    static constexpr qsizetype RottenAt =
        500; ///< In its first piece, whose other octets are found by what stands before.

    static QByteArray content(int size, char seed) { return QByteArray(size, seed) + QByteArray("end"); }
    void store(const UnitCode &unit, const QByteArray &whole);
    /// One octet of it, on the disk.
    void rot(const QByteArray &whole);
    /// Undoes rot().
    void heal(const QByteArray &whole) { put(whole, whole.at(RottenAt)); }
    void put(const QByteArray &whole, char octet);
    /// Steps to the end of a round; gives what was found.
    QList<StoredBlob> round(BlobScrubber &scrubber);
    /// Brings a standby's copy of the store up to date.
    void follow(const QString &folder);
    bool isWhole(const QByteArray &content)
    {
        const auto found = m_store->blobs().find(m_office, crypto::sm3(content));
        return found && *found && (*found)->whole;
    }

    SystemClock m_clock;
    const UnitCode m_office{u"ZFB"_s};
    const UnitCode m_finance{u"CZJ"_s};
    const QByteArray m_one = content(Small, 'a');
    const QByteArray m_large = content(Large, 'b');
    const QByteArray m_other = content(Small, 'c');
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
};

void BlobScrubberTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto opened = Store::open(m_folder->path(), m_clock);
    QVERIFY2(opened, opened ? "" : qPrintable(describe(opened.error())));
    m_store = std::move(*opened);
    store(m_office, m_one);
    store(m_office, m_large);
    store(m_finance, m_other);
}

void BlobScrubberTest::store(const UnitCode &unit, const QByteArray &whole)
{
    const auto transaction = journal::Transaction::begin(m_store->database()).value();
    const Digest digest = crypto::sm3(whole);
    QVERIFY(m_store->blobs().begin(unit, digest, static_cast<quint64>(whole.size()), Quota));
    for (qsizetype at = 0; at < whole.size(); at += limits::BlobChunk)
        QVERIFY(m_store->blobs().append(unit, digest, static_cast<quint64>(at),
            QByteArrayView(whole).sliced(at, std::min(limits::BlobChunk, whole.size() - at))));
    QVERIFY(transaction->commit());
}

void BlobScrubberTest::rot(const QByteArray &whole)
{
    put(whole, 'X');
}

void BlobScrubberTest::put(const QByteArray &whole, char octet)
{
    QFile segment(m_folder->filePath(u"segments/0000000001.segment"_s));
    QVERIFY(segment.open(QIODevice::ReadWrite));
    const qsizetype at = segment.readAll().indexOf(whole.first(RottenAt));
    QVERIFY(at > 0 && segment.seek(at + RottenAt) && segment.write(&octet, 1) == 1);
}

void BlobScrubberTest::follow(const QString &folder)
{
    auto copy = Store::openCopy(folder);
    QVERIFY2(copy, copy ? "" : qPrintable(describe(copy.error())));
    journal::Database &database = *copy->database;
    while (true) {
        const auto part = m_store->segments()->keptFrom(copy->segments->arrived(), limits::MiB);
        QVERIFY2(part, part ? "" : qPrintable(describe(part.error())));
        if (part->bytes.isEmpty())
            return;
        const auto taken =
            copy->segments->receive(*part, [&database](QByteArrayView changes, const journal::LogPlace &behind) {
                return database.replay(changes, behind);
            });
        QVERIFY2(taken, taken ? "" : qPrintable(describe(taken.error())));
    }
}

QList<StoredBlob> BlobScrubberTest::round(BlobScrubber &scrubber)
{
    QList<StoredBlob> found;
    for (int steps = 0; steps < 100; ++steps) {
        const auto step = scrubber.step();
        if (!step) {
            QTest::qFail(qPrintable(describe(step.error())), __FILE__, __LINE__);
            return found;
        }
        if (step->damaged)
            found.append(*step->damaged);
        if (step->isRound)
            return found;
    }
    QTest::qFail("the round does not end", __FILE__, __LINE__);
    return found;
}

void BlobScrubberTest::everyBlobIsReadOnceARound()
{
    BlobScrubber scrubber(*m_store);
    const auto all = static_cast<quint64>(m_one.size() + m_large.size() + m_other.size());
    for (quint64 rounds = 1; rounds <= 2; ++rounds) {
        QVERIFY(round(scrubber).isEmpty());
        QCOMPARE(scrubber.figures().bytes, rounds * all);
        QCOMPARE(scrubber.figures().rounds, rounds);
    }
    QCOMPARE(scrubber.figures().damaged, quint64(0));
}

void BlobScrubberTest::aRottenBlobAloneIsSetAsideAndComesAnew()
{
    rot(m_large);
    BlobScrubber scrubber(*m_store);
    const quint64 stored = m_store->blobs().storedBy(m_office).value();
    const QList<StoredBlob> found = round(scrubber);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().unit, m_office);
    QCOMPARE(found.first().digest, crypto::sm3(m_large));
    QCOMPARE(scrubber.figures().damaged, quint64(1));
    const auto row = m_store->audit().newest(1)->first();
    QCOMPARE(row.what, u"blob.set-aside"_s);
    QCOMPARE(row.subject, u"ZFB "_s + QString::fromLatin1(crypto::sm3(m_large).toHex()));
    // Nothing of it is here, and it takes no more room of the unit's than before.
    const auto progress = m_store->blobs().find(m_office, crypto::sm3(m_large)).value();
    QVERIFY(progress && !progress->whole);
    QCOMPARE(progress->received, quint64(0));
    QCOMPARE(m_store->blobs().storedBy(m_office).value(), stored);
    QVERIFY(m_store->blobs().find(m_office, crypto::sm3(m_one)).value()->whole);
    QVERIFY(round(scrubber).isEmpty());
    store(m_office, m_large);
    QVERIFY(m_store->blobs().find(m_office, crypto::sm3(m_large)).value()->whole);
    QCOMPARE(m_store->blobs().storedBy(m_office).value(), stored);
    QVERIFY(round(scrubber).isEmpty());
    QCOMPARE(*m_store->blobs().scrub(), QList<Digest>());
}

void BlobScrubberTest::whatIsDroppedWhileItIsReadIsNotDamaged()
{
    BlobScrubber scrubber(*m_store);
    const quint64 before = m_store->audit().verify().value();
    // Into the large one, wherever it stands by its digest.
    for (int steps = 0; steps < 10 && scrubber.figures().bytes < static_cast<quint64>(limits::MiB); ++steps)
        QVERIFY(scrubber.step());
    {
        const auto transaction = journal::Transaction::begin(m_store->database()).value();
        QVERIFY(m_store->blobs().drop(m_office, crypto::sm3(m_large)));
        QVERIFY(transaction->commit());
    }
    QVERIFY(round(scrubber).isEmpty());
    QCOMPARE(m_store->audit().verify().value(), before);
}

void BlobScrubberTest::upkeepReadsBetweenItsRounds()
{
    EventLog log({"text", "warning", {}}, m_clock);
    Upkeep upkeep(*m_store, m_clock, log, [] { return std::numeric_limits<quint64>::max(); });
    const Configuration configuration{};
    upkeep.work(configuration);
    QCOMPARE(upkeep.figures().scrub.bytes, quint64(0)); // Not before the server has settled.
    upkeep.beginNow();
    for (int pieces = 0; pieces < 1'000 && upkeep.figures().scrub.bytes == 0; ++pieces) {
        upkeep.work(configuration);
        QTest::qWait(5);
    }
    QVERIFY(upkeep.figures().scrub.bytes > 0);
    QVERIFY(upkeep.patience(std::chrono::minutes(1)) <= std::chrono::seconds(1));
}

void BlobScrubberTest::whatRottedHereIsTakenBackFromAStandbysSoundCopy()
{
    const QTemporaryDir standby;
    const QString path = standby.filePath(u"store"_s);
    follow(path);
    if (QTest::currentTestFailed())
        return;
    rot(m_large); // On one disk.
    {
        BlobScrubber scrubber(*m_store);
        QCOMPARE(round(scrubber).size(), 1);
        QVERIFY(round(scrubber).isEmpty()); // Looked at again, and as rotten as before.
        QVERIFY(!isWhole(m_large));
    }
    follow(path);
    const auto primary = digestOfTables(m_store->database());
    // It takes over.
    m_store = Store::open(path, m_clock).value();
    QVERIFY(primary);
    QCOMPARE(*digestOfTables(m_store->database()), *primary);
    QVERIFY(!isWhole(m_large));
    const quint64 stored = m_store->blobs().storedBy(m_office).value();
    BlobScrubber scrubber(*m_store);
    QVERIFY(round(scrubber).isEmpty());
    QVERIFY(isWhole(m_large));
    QCOMPARE(m_store->blobs().read(m_office, crypto::sm3(m_large), 0, static_cast<quint64>(m_large.size())).value(),
        m_large);
    QCOMPARE(m_store->blobs().storedBy(m_office).value(), stored);
    const auto row = m_store->audit().newest(1)->first();
    QCOMPARE(row.what, u"blob.taken-back"_s);
    QCOMPARE(row.subject, u"ZFB "_s + QString::fromLatin1(crypto::sm3(m_large).toHex()));
    QCOMPARE(*m_store->aside().count(), quint64(0));
    QCOMPARE(*m_store->blobs().scrub(), QList<Digest>());
}

/// Memory and wires err too, and a disk may be read again after it was looked after.
void BlobScrubberTest::whatReadsWellAgainIsTakenBack()
{
    rot(m_large);
    BlobScrubber scrubber(*m_store);
    QCOMPARE(round(scrubber).size(), 1);
    QCOMPARE(*m_store->aside().count(), quint64(1));
    {
        // A desktop has begun to put it again.
        const auto transaction = journal::Transaction::begin(m_store->database()).value();
        QVERIFY(m_store->blobs().append(m_office, crypto::sm3(m_large), 0, QByteArrayView(m_large).first(1'000)));
        QVERIFY(transaction->commit());
    }
    heal(m_large);
    QVERIFY(round(scrubber).isEmpty());
    QVERIFY(isWhole(m_large));
    QCOMPARE(*m_store->aside().count(), quint64(0));
    QCOMPARE(*m_store->blobs().scrub(), QList<Digest>());
}

void BlobScrubberTest::whatCameAnewOrWasDroppedIsNotTakenBack()
{
    rot(m_large);
    rot(m_one);
    BlobScrubber scrubber(*m_store);
    QCOMPARE(round(scrubber).size(), 2);
    QCOMPARE(*m_store->aside().count(), quint64(2));
    store(m_office, m_large);
    {
        const auto transaction = journal::Transaction::begin(m_store->database()).value();
        QVERIFY(m_store->blobs().drop(m_office, crypto::sm3(m_one)));
        QVERIFY(transaction->commit());
    }
    QCOMPARE(*m_store->aside().count(), quint64(0)); // Before the next round has looked.
    const quint64 rows = m_store->audit().verify().value();
    QVERIFY(round(scrubber).isEmpty());
    QVERIFY(!*m_store->aside().nextBehind({}, {}));
    QVERIFY(isWhole(m_large));
    QVERIFY(!*m_store->blobs().find(m_office, crypto::sm3(m_one)));
    QCOMPARE(m_store->audit().verify().value(), rows);
}

QTEST_GUILESS_MAIN(BlobScrubberTest)
#include "BlobScrubberTest.moc"
