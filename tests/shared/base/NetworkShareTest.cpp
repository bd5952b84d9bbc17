// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/NetworkShare.h"

#include <QDir>
#include <QTest>

using namespace wenyi;

class NetworkShareTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sharesAreKnownByTheirNumber_data();
    void sharesAreKnownByTheirNumber();
    void aFolderOfThisMachineIsNone();
};

void NetworkShareTest::sharesAreKnownByTheirNumber_data()
{
    QTest::addColumn<quint64>("kind");
    QTest::addColumn<QString>("name");
    QTest::newRow("NFS") << quint64(0x6969) << QStringLiteral("NFS");
    QTest::newRow("CIFS") << quint64(0xFF534D42) << QStringLiteral("CIFS");
    QTest::newRow("SMB 2") << quint64(0xFE534D42) << QStringLiteral("SMB");
    QTest::newRow("Ceph") << quint64(0x00C36400) << QStringLiteral("Ceph");
    QTest::newRow("ext4") << quint64(0xEF53) << QString();
    QTest::newRow("tmpfs") << quint64(0x01021994) << QString();
    QTest::newRow("unknown") << quint64(0) << QString();
}

void NetworkShareTest::sharesAreKnownByTheirNumber()
{
    QFETCH(quint64, kind);
    QFETCH(QString, name);
    QCOMPARE(networkShareName(kind), name);
}

void NetworkShareTest::aFolderOfThisMachineIsNone()
{
    QVERIFY(fileSystemKind(QDir::tempPath()) != 0);
    QCOMPARE(fileSystemKind(QStringLiteral("/no/such/folder")), quint64(0));
}

QTEST_GUILESS_MAIN(NetworkShareTest)
#include "NetworkShareTest.moc"
