// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/FileLock.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace wenyi;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class FileLockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneHolderAtATime();
    void aKilledHolderLetsGo();
    void aFileThatLiesThereLocksNobodyOut();
};

void FileLockTest::oneHolderAtATime()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"lock"_s);
    FileLock second(path);
    {
        FileLock first(path);
        QVERIFY(first.acquire(0ms));
        QCOMPARE(second.acquire(30ms).error().reason, QByteArray("file.locked"));
    }
    QVERIFY(second.acquire(0ms));
}

void FileLockTest::aKilledHolderLetsGo()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"lock"_s);
    int ready[2];
    QCOMPARE(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        FileLock held(path);
        const char answer = held.acquire(0ms) ? 'y' : 'n';
        if (::write(ready[1], &answer, 1) == 1)
            ::pause();
        ::_exit(1);
    }
    char answer = 0;
    QCOMPARE(::read(ready[0], &answer, 1), ssize_t(1));
    QCOMPARE(answer, 'y');
    FileLock lock(path);
    QCOMPARE(lock.acquire(0ms).error().reason, QByteArray("file.locked"));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    QVERIFY(lock.acquire(0ms));
    ::close(ready[0]);
    ::close(ready[1]);
}

void FileLockTest::aFileThatLiesThereLocksNobodyOut()
{
    const QTemporaryDir folder;
    QFile left(folder.filePath(u"lock"_s));
    QVERIFY(left.open(QIODevice::WriteOnly)); // Empty, as a program leaves it that is killed right then.
    QVERIFY(FileLock(left.fileName()).acquire(0ms));
}

QTEST_APPLESS_MAIN(FileLockTest)
#include "FileLockTest.moc"
