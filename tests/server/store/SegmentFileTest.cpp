// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/SegmentFile.h"
#include "shared/crypto/SystemRandom.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace wenyi;
using namespace Qt::StringLiterals;
using server::RecordKind;
using server::SegmentFile;

/// Records that wait to be written together.
class SegmentFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWaitsIsReadAndIsInTheFileBehindASync();
    void whatTheDiskRefusesLeavesNothing();

private:
    QTemporaryDir m_folder;
    crypto::SystemRandom m_random;
};

void SegmentFileTest::whatWaitsIsReadAndIsInTheFileBehindASync()
{
    const QString path = m_folder.filePath(u"one"_s);
    auto file = SegmentFile::create(path, m_random);
    QVERIFY(file);
    const auto first = file->append(SegmentFile::Begin, RecordKind::Piece, 0, "first");
    QVERIFY(first);
    const auto second = file->append(*first, RecordKind::Changes, 1, "second");
    QVERIFY(second);
    QCOMPARE(QFileInfo(path).size(), SegmentFile::Begin);
    QCOMPARE(file->size(), *second);
    QCOMPARE(file->record(*first).value()->content, QByteArray("second"));
    // Across what is written and what is not.
    const QByteArray all = file->read(0, *second).value();
    QVERIFY(file->sync());
    QCOMPARE(QFileInfo(path).size(), *second);
    QCOMPARE(file->read(0, *second).value(), all);
    QCOMPARE(SegmentFile::open(path)->record(*first).value()->content, QByteArray("second"));
}

void SegmentFileTest::whatTheDiskRefusesLeavesNothing()
{
    auto file = SegmentFile::create(m_folder.filePath(u"two"_s), m_random);
    QVERIFY(file);
    const auto kept = file->append(SegmentFile::Begin, RecordKind::Changes, 1, "kept");
    QVERIFY(kept && file->sync());
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit usual{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &usual), 0);
    rlimit full = usual;
    full.rlim_cur = static_cast<rlim_t>(*kept) + 10; // A part of the next record.
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &full), 0);
    const auto lost = file->append(*kept, RecordKind::Changes, 2, QByteArray(1'000, 'x'));
    const auto synced = file->sync();
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &usual), 0);
    QVERIFY(lost);
    QVERIFY(!synced);
    QCOMPARE(synced.error().reason, QByteArray("segment.write"));
    QCOMPARE(file->size(), *kept);
    QVERIFY(file->append(*kept, RecordKind::Changes, 2, "again") && file->sync());
    QCOMPARE(file->record(*kept).value()->content, QByteArray("again"));
}

QTEST_GUILESS_MAIN(SegmentFileTest)
#include "SegmentFileTest.moc"
