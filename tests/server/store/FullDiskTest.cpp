// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/Store.h"
#include "server/store/StoreDigest.h"
#include "tests/shared/journal/FaultyDisk.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace Qt::StringLiterals;
using journal::FaultyDisk;

/// The disk is full between the write of the segment log, which has the changes then, and the commit of the database.
class FullDiskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { FaultyDisk::becomeDefault(); }
    void init();
    void whatTheLogTookIsMadeOnceThereIsRoom();
    void whatTheLogTookIsMadeAtTheNextStart();

private:
    QString folder() const { return m_folder->filePath(u"store"_s); }
    void open();
    /// A series of numbers for the unit, and a piece of a blob that only the log has; why it was refused.
    QByteArray add(const QString &unit);
    QStringList units();
    Digest tables() { return server::digestOfTables(m_store->database()).value(); }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<server::Store> m_store;
    journal::LogPlace m_piece; ///< The newest.
};

void FullDiskTest::init()
{
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    open();
    QCOMPARE(add(u"A"_s), QByteArray());
}

void FullDiskTest::open()
{
    m_store.reset();
    auto store = server::Store::open(folder(), m_clock);
    QVERIFY2(store, store ? "" : store.error().reason.constData());
    m_store = std::move(*store);
}

QByteArray FullDiskTest::add(const QString &unit)
{
    const auto added = [&]() -> Result<void> {
        WENYI_TRY(const auto transaction, journal::Transaction::begin(m_store->database()));
        WENYI_TRY(m_piece, m_store->segments()->append("of " + unit.toUtf8()));
        WENYI_CHECK(journal::Statement(m_store->database(), "INSERT INTO series(unit, series, next) VALUES (?, 's', 1)")
                        .run(unit));
        return transaction->commit();
    }();
    return added ? QByteArray() : added.error().reason;
}

QStringList FullDiskTest::units()
{
    QStringList units;
    journal::Statement all(m_store->database(), "SELECT unit FROM series ORDER BY unit");
    for (auto more = all.next(); more && *more; more = all.next())
        units.append(all.text(0));
    return units;
}

void FullDiskTest::whatTheLogTookIsMadeOnceThereIsRoom()
{
    const quint64 before = m_store->keptSets();
    FaultyDisk::fullWhile("/");
    const QByteArray first = add(u"B"_s);
    const quint64 kept = m_store->keptSets();
    const QByteArray second = add(u"C"_s);
    const QStringList read = units();
    FaultyDisk::fullWhile({});
    QCOMPARE(first, QByteArray("store.full"));
    QCOMPARE(kept, before + 1); // It counts, whatever was answered.
    QCOMPARE(second, QByteArray("store.full"));
    QCOMPARE(m_store->keptSets(), before + 1); // This one does not: the database would fall further behind.
    QCOMPARE(read, QStringList{u"A"_s});
    QVERIFY(!m_store->database().isReadOnly());

    QCOMPARE(add(u"D"_s), QByteArray());
    QCOMPARE(units(), (QStringList{u"A"_s, u"B"_s, u"D"_s}));
    const auto rows = m_store->audit().verify();
    QVERIFY2(rows, rows ? "" : rows.error().reason.constData());
    // A database that is made from the log alone is the same.
    const Digest whole = tables();
    m_store.reset();
    for (const QString &name : QDir(folder()).entryList({u"server.db*"_s}, QDir::Files))
        QVERIFY(QFile::remove(folder() + u'/' + name));
    open();
    QCOMPARE(units(), (QStringList{u"A"_s, u"B"_s, u"D"_s}));
    QVERIFY(tables() == whole);
}

void FullDiskTest::whatTheLogTookIsMadeAtTheNextStart()
{
    FaultyDisk::fullWhile("/");
    const QByteArray refused = add(u"B"_s);
    const quint64 kept = m_store->keptSets();
    m_store.reset(); // The server ends while nothing can be written.
    FaultyDisk::fullWhile({});
    QCOMPARE(refused, QByteArray("store.full"));
    open();
    QCOMPARE(m_store->keptSets(), kept);
    QCOMPARE(units(), (QStringList{u"A"_s, u"B"_s}));
    const auto piece = m_store->segments()->piece(m_piece);
    QVERIFY2(piece, piece ? "" : piece.error().reason.constData());
    QCOMPARE(*piece, QByteArray("of B"));
    QCOMPARE(add(u"C"_s), QByteArray());
    QCOMPARE(*m_store->segments()->verify(), m_store->keptSets());
}

QTEST_GUILESS_MAIN(FullDiskTest)
#include "FullDiskTest.moc"
