// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/RoomReserve.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace wenyi;
using namespace Qt::StringLiterals;

/// Room that is kept for a full disk.
class RoomReserveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsItsRoomUntilItIsGivenUp();
    void aCopyOfItIsGivenItsRoom();
    void whatIsNotTheDisksFullnessIsNotCalledSo();

private:
    static qint64 allocated(const QString &path);

    static constexpr qint64 Size = 1 << 20;
    QTemporaryDir m_folder;
};

/// Bytes that a file takes on the disk.
qint64 RoomReserveTest::allocated(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? qint64(status.st_blocks) * 512 : -1;
}

void RoomReserveTest::keepsItsRoomUntilItIsGivenUp()
{
    const QString path = m_folder.filePath(u"kept.reserve"_s);
    RoomReserve reserve(path, Size);
    QVERIFY(!reserve.giveUp());
    for (int time = 0; time < 2; ++time) {
        QVERIFY(reserve.keep());
        QVERIFY(reserve.keep());
        QCOMPARE(QFileInfo(path).size(), Size);
        QVERIFY(allocated(path) >= Size);
        QVERIFY(reserve.giveUp());
        QVERIFY(!QFileInfo::exists(path));
        QVERIFY(!reserve.giveUp());
    }
    // Another program gave it up.
    QVERIFY(reserve.keep());
    QVERIFY(RoomReserve(path, Size).giveUp());
    QVERIFY(reserve.keep());
    QVERIFY(allocated(path) >= Size);
}

void RoomReserveTest::aCopyOfItIsGivenItsRoom()
{
    const QString path = m_folder.filePath(u"copied.reserve"_s);
    QFile hollow(path);
    QVERIFY(hollow.open(QIODevice::WriteOnly));
    QVERIFY(hollow.resize(Size));
    hollow.close();
    QVERIFY(allocated(path) < Size);
    QVERIFY(RoomReserve(path, Size).keep());
    QVERIFY(allocated(path) >= Size);
    QCOMPARE(QFileInfo(path).size(), Size);
}

void RoomReserveTest::whatIsNotTheDisksFullnessIsNotCalledSo()
{
    const QString path = m_folder.filePath(u"folder"_s);
    QVERIFY(QDir().mkpath(path));
    RoomReserve reserve(path, Size);
    const auto kept = reserve.keep();
    QVERIFY(!kept);
    QCOMPARE(kept.error().reason, QByteArray("store.reserve"));
    QVERIFY(!reserve.giveUp());
    QVERIFY(QFileInfo(path).isDir());
}

QTEST_GUILESS_MAIN(RoomReserveTest)
#include "RoomReserveTest.moc"
