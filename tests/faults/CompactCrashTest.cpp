// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin/Maintenance.h"
#include "server/admin/Upkeep.h"
#include "shared/crypto/Sm3.h"
#include "tests/faults/kit/ChildProgram.h"
#include "tests/server/TestDomain.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

using namespace wenyi;
using namespace wenyi::faults;
using namespace Qt::StringLiterals;

/// `wenyi-server compact` dies at one of its calls, a sync of it fails, or the disk is full from one on: everything
/// that counts is there afterwards, also where the database is made anew from base and log, and the next run ends the
/// work.
class CompactCrashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingThatCountsIsLostWhereverItEnds_data();
    void nothingThatCountsIsLostWhereverItEnds();
    void aDamagedPieceIsToldAndStopsNothing();

private:
    static constexpr int Blobs = 12;
    static constexpr int BlobBytes = 100'000;
    static QByteArray content(int index) { return QByteArray(BlobBytes, static_cast<char>('a' + index)); }
    static bool isKept(int index) { return index % 4 == 0; }
    static int pointsOfRow();

    QString store() { return m_domain.folder().storePath(); }
    static void copyTree(const QString &from, const QString &to);
    void putStore();
    void removeDatabase();
    /// What is wrong with the store; nothing when all that counts is there.
    QString faultOfStore();
    qint64 bytesOfLog();
    /// Whether it ended by itself and said that all went well.
    bool compactAsProgram(FaultPlan::Kind kind, qint64 left);

    tests::TestDomain m_domain;
    std::unique_ptr<FaultSwitch> m_faults;
    qint64 m_bytes = 0; ///< Of the log before one.
};

int CompactCrashTest::pointsOfRow()
{
    bool isSet = false;
    const int points = qEnvironmentVariableIntValue("WENYI_FAULT_POINTS", &isSet);
    return isSet && points > 0 ? points : 5;
}

void CompactCrashTest::copyTree(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = to + u'/' + QDir(from).relativeFilePath(file);
        QVERIFY(QDir().mkpath(QFileInfo(target).path()));
        QVERIFY2(QFile::copy(file, target), qPrintable(target));
    }
}

void CompactCrashTest::putStore()
{
    QVERIFY(QDir(store()).removeRecursively());
    copyTree(m_domain.file(u"before"_s), store());
}

void CompactCrashTest::removeDatabase()
{
    for (const QString &name : QDir(store()).entryList({u"server.db*"_s}, QDir::Files))
        QVERIFY(QFile::remove(store() + u'/' + name));
}

qint64 CompactCrashTest::bytesOfLog()
{
    qint64 bytes = 0;
    for (const QFileInfo &file : QDir(store() + u"/segments"_s).entryInfoList({u"*.segment"_s}, QDir::Files))
        bytes += file.size();
    return bytes;
}

QString CompactCrashTest::faultOfStore()
{
    const auto report = server::verify(m_domain.folder(), m_domain.clock());
    if (!report)
        return describe(report.error());
    if (!report->faults.isEmpty())
        return report->faults.join(u"; "_s);
    const auto opened = server::Store::open(store(), m_domain.clock());
    if (!opened)
        return describe(opened.error());
    for (int i = 0; i < Blobs; ++i) {
        const auto blob = (*opened)->blobs().find(tests::Office, crypto::sm3(content(i)));
        if (!blob || blob->has_value() != isKept(i))
            return u"blob %1 is %2"_s.arg(i).arg(isKept(i) ? u"gone"_s : u"there"_s);
        const auto read = (*opened)->blobs().read(tests::Office, crypto::sm3(content(i)), 0, BlobBytes);
        if (isKept(i) && (!read || *read != content(i)))
            return u"blob %1 is another"_s.arg(i);
    }
    return {};
}

bool CompactCrashTest::compactAsProgram(FaultPlan::Kind kind, qint64 left)
{
    m_faults->set(kind, left);
    ChildProgram program(QStringLiteral(WENYI_BUILD_DIR "/server/wenyi-server"),
        {u"compact"_s, u"--dir"_s, m_domain.path(), u"--json"_s}, m_faults.get());
    const bool hasEnded = program.finish();
    // Killed before it had written its name into the lock, it leaves one that keeps others out for some seconds.
    QFile::remove(m_domain.folder().lockPath());
    const QByteArrayList said = program.linesSaid();
    return hasEnded && !said.isEmpty() && said.first().contains("removedSegments");
}

void CompactCrashTest::initTestCase()
{
    m_faults = std::make_unique<FaultSwitch>(m_domain.file(u"plan"_s));
    {
        const auto opened = server::Store::open(store(), m_domain.clock());
        QVERIFY(opened);
        const auto in = [&](const auto &act) {
            const auto transaction = journal::Transaction::begin((*opened)->database()).value();
            QVERIFY(act());
            QVERIFY(transaction->commit());
        };
        server::BlobTable &blobs = (*opened)->blobs();
        for (int i = 0; i < Blobs; ++i) {
            const Digest digest = crypto::sm3(content(i));
            in([&] { return blobs.begin(tests::Office, digest, BlobBytes, 1 << 30); });
            in([&] { return blobs.append(tests::Office, digest, 0, content(i)); });
        }
        for (int i = 0; i < Blobs; ++i) {
            if (!isKept(i))
                in([&] { return blobs.drop(tests::Office, crypto::sm3(content(i))); });
        }
    }
    copyTree(store(), m_domain.file(u"before"_s));
    QCOMPARE(faultOfStore(), QString());
    m_bytes = bytesOfLog();
    putStore();
    QVERIFY(compactAsProgram(FaultPlan::Nothing, 0));
    QCOMPARE(faultOfStore(), QString());
    QVERIFY2(bytesOfLog() < m_bytes / 2, qPrintable(u"%1 bytes of %2"_s.arg(bytesOfLog()).arg(m_bytes)));
}

void CompactCrashTest::nothingThatCountsIsLostWhereverItEnds_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("killed") << int(FaultPlan::Kill);
    QTest::newRow("a sync fails") << int(FaultPlan::SyncOnce);
    QTest::newRow("the disk is full from then on") << int(FaultPlan::DiskFull);
}

void CompactCrashTest::nothingThatCountsIsLostWhereverItEnds()
{
    QFETCH(const int, kind);
    const int points = pointsOfRow();
    // How many calls a whole run makes of those that this fault is about.
    constexpr qint64 More = 1'000'000;
    putStore();
    QVERIFY(compactAsProgram(static_cast<FaultPlan::Kind>(kind), More));
    const qint64 calls = More - m_faults->left();
    QVERIFY2(calls >= points, QByteArray::number(calls).constData());
    int faults = 0;
    for (int point = 0; point < points; ++point) {
        putStore();
        const qint64 left = calls * point / points;
        const bool isDone = compactAsProgram(static_cast<FaultPlan::Kind>(kind), left);
        faults += isDone ? 0 : 1;
        const QByteArray at = "call " + QByteArray::number(left);
        // Base and log alone are all of it, at whichever of its calls it ended; every other time they have to be.
        if (point % 2 == 1)
            removeDatabase();
        const QString fault = faultOfStore();
        QVERIFY2(fault.isEmpty(), QByteArray(at + ": " + fault.toUtf8()).constData());
        const auto given = server::compact(m_domain.folder(), m_domain.clock());
        QVERIFY2(given, QByteArray(at + ": " + tests::reasonOf(given)).constData());
        QVERIFY2(bytesOfLog() < m_bytes / 2, at.constData());
        const QString later = faultOfStore();
        QVERIFY2(later.isEmpty(), QByteArray(at + ", ended: " + later.toUtf8()).constData());
    }
    qInfo("%d of %d runs did not end well, at one of %lld calls", faults, points, static_cast<long long>(calls));
    QVERIFY(faults > points / 2);
}

void CompactCrashTest::aDamagedPieceIsToldAndStopsNothing()
{
    putStore();
    {
        QFile segment(store() + u"/segments/0000000001.segment"_s);
        QVERIFY2(segment.open(QIODevice::ReadWrite), qPrintable(segment.errorString()));
        const qint64 at = segment.readAll().indexOf(content(0));
        QVERIFY(at > 0);
        QVERIFY(segment.seek(at + 1000) && segment.write("x") == 1);
    }
    const auto given = server::compact(m_domain.folder(), m_domain.clock());
    QVERIFY2(given, tests::reasonOf(given).constData());
    QCOMPARE(given->damaged, QList<quint64>{1});
    const auto report = server::verify(m_domain.folder(), m_domain.clock());
    QVERIFY2(report, tests::reasonOf(report).constData());
    QVERIFY(!report->faults.isEmpty()); // It looks no better than it is.
}

QTEST_GUILESS_MAIN(CompactCrashTest)
#include "CompactCrashTest.moc"
