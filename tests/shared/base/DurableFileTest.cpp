// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/DurableFile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace Qt::StringLiterals;

class DurableFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contentIsReplacedWhole();
    void onlyTheOwnerReadsIt();
    void failureLeavesTheOldContent();
    void readsNothingOverItsLimit();
};

void DurableFileTest::contentIsReplacedWhole()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"文件"_s);
    QVERIFY(writeDurably(path, "a longer first content"));
    QVERIFY(writeDurably(path, "second"));
    QCOMPARE(*readBounded(path, 100), "second");
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

void DurableFileTest::onlyTheOwnerReadsIt()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"key"_s);
    QVERIFY(writeDurably(path, "content"));
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QCOMPARE(QFile::permissions(path) & others, QFile::Permissions());
}

void DurableFileTest::failureLeavesTheOldContent()
{
    QTemporaryDir folder;
    QCOMPARE(writeDurably(folder.filePath(u"no/such/folder"_s), "x").error().code, ErrorCode::StorageFailure);
    QVERIFY(QDir(folder.path()).mkpath(u"taken"_s));
    QCOMPARE(writeDurably(folder.filePath(u"taken"_s), "x").error().reason, "file.write");
    QVERIFY(QDir(folder.path()).exists(u"taken"_s));
}

void DurableFileTest::readsNothingOverItsLimit()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"file"_s);
    QCOMPARE(readBounded(path, 10).error().reason, "file.missing");
    QVERIFY(writeDurably(path, "0123456789"));
    QCOMPARE(*readBounded(path, 10), "0123456789");
    QCOMPARE(readBounded(path, 9).error().reason, "file.too-large");
    QCOMPARE(readBounded(path, qsizetype(1) << 40)->capacity() < 4096, true); // Memory for what there is.
    QCOMPARE(*readBounded(u"/proc/self/comm"_s, 100), "test_shared.bas\n"); // Its size reads as 0.
    QCOMPARE(readBounded(u"/dev/zero"_s, 9).error().code, ErrorCode::TooLarge);
}

QTEST_APPLESS_MAIN(DurableFileTest)
#include "DurableFileTest.moc"
