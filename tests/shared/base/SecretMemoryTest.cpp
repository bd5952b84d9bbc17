// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/SecretBytes.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <set>

using namespace wenyi;
using namespace Qt::StringLiterals;

namespace {

/// The kernel's flags ("lo": locked, "dd": not dumped) of the pages that hold an address; empty for none.
QByteArray pageFlags(const void *address)
{
    QFile maps(u"/proc/self/smaps"_s);
    if (!maps.open(QIODevice::ReadOnly))
        return {};
    const auto wanted = reinterpret_cast<quintptr>(address);
    bool isHere = false;
    const QByteArray all = maps.readAll();
    for (const QByteArray &line : all.split('\n')) {
        const QByteArray range = line.left(line.indexOf(' '));
        const qsizetype dash = range.indexOf('-');
        if (dash > 0 && !range.endsWith(':')) {
            const quintptr from = range.left(dash).toULongLong(nullptr, 16);
            const quintptr to = range.mid(dash + 1).toULongLong(nullptr, 16);
            isHere = from <= wanted && wanted < to;
        } else if (isHere && line.startsWith("VmFlags:")) {
            return line;
        }
    }
    return {};
}

constexpr size_t MarkSize = 24;

/// What stands in no file and no program: it is in memory only where it was put together.
void writeMark(char *place, char kind)
{
    for (size_t i = 0; i < MarkSize; ++i)
        place[i] = static_cast<char>('A' + (i * 7 + static_cast<size_t>(kind)) % 26);
}

QByteArray mark(char kind)
{
    QByteArray text(MarkSize, Qt::Uninitialized);
    writeMark(text.data(), kind);
    return text;
}

/// Ends in `signal` in a folder of its own; whether and what it leaves there. The child does nothing that takes a lock
/// of another thread.
QByteArray coreOf(void (*prepare)(), const QString &folder)
{
    const QByteArray path = QFile::encodeName(folder);
    const pid_t child = fork();
    if (child == 0) {
        const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
        if (chdir(path.constData()) != 0 || setrlimit(RLIMIT_CORE, &unlimited) != 0)
            _exit(1);
        prepare();
        signal(SIGQUIT, SIG_DFL);
        kill(getpid(), SIGQUIT);
        _exit(2);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFSIGNALED(status))
        return "not killed";
    for (const QString &name : {u"core"_s, u"core.%1"_s.arg(child)}) {
        QFile core(folder + u'/' + name);
        if (core.open(QIODevice::ReadOnly))
            return core.readAll();
    }
    return {};
}

bool coresAreFiles()
{
    QFile pattern(u"/proc/sys/kernel/core_pattern"_s);
    return pattern.open(QIODevice::ReadOnly) && pattern.readAll().trimmed() == "core";
}

} // namespace

/// Where keys and PINs lie.
class SecretMemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretsOfEverySizeAreLockedAndNotDumped_data();
    void secretsOfEverySizeAreLockedAndNotDumped();
    void whatIsGivenBackIsWiped();
    void noTwoSecretsShareAPlace();
    void aKeyCannotBeFoundInACoreImage();
    void aPrivateProcessLeavesNoCoreAtAll();
};

void SecretMemoryTest::secretsOfEverySizeAreLockedAndNotDumped_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::newRow("PIN") << qsizetype(6);
    QTest::newRow("key") << qsizetype(32);
    QTest::newRow("PKCS#8") << qsizetype(150);
    QTest::newRow("the largest slot") << qsizetype(4096);
    QTest::newRow("pages of its own") << qsizetype(100'000);
}

void SecretMemoryTest::secretsOfEverySizeAreLockedAndNotDumped()
{
    QFETCH(qsizetype, size);
    const SecretBytes secret(size);
    const QByteArray flags = pageFlags(secret.data());
    QVERIFY2(flags.contains(" dd"), flags.constData());
    rlimit lockable{};
    QCOMPARE(getrlimit(RLIMIT_MEMLOCK, &lockable), 0);
#ifndef WENYI_ADDRESS_SANITIZER // Which lets mlock() do nothing.
    if (lockable.rlim_cur >= 1024 * 1024)
        QVERIFY2(flags.contains(" lo"), flags.constData());
#endif
    // Other memory has neither.
    const std::vector<char> plain(static_cast<size_t>(size));
    QVERIFY(!pageFlags(plain.data()).contains(" dd"));
}

void SecretMemoryTest::whatIsGivenBackIsWiped()
{
    auto *memory = static_cast<char *>(SecretMemory::take(200));
    std::fill(memory, memory + 200, 'k');
    SecretMemory::give(memory, 200);
    // The slot is still there: of what it held nothing is, besides the pool's own pointer at its beginning.
    QCOMPARE(std::count(memory + sizeof(void *), memory + 200, '\0'), 200 - qsizetype(sizeof(void *)));
    auto *again = static_cast<char *>(SecretMemory::take(200));
    QCOMPARE(again, memory);
    QCOMPARE(std::count(again, again + 200, '\0'), 200);
    SecretMemory::give(again, 200);
}

void SecretMemoryTest::noTwoSecretsShareAPlace()
{
    // More than a block of each size holds.
    std::vector<SecretBytes> secrets;
    std::set<const char *> places;
    for (int i = 0; i < 3000; ++i) {
        secrets.emplace_back(qsizetype(1 + i % 1100));
        std::fill_n(secrets.back().data(), secrets.back().size(), static_cast<char>(i % 251));
        places.insert(secrets.back().data());
    }
    QCOMPARE(places.size(), secrets.size());
    for (int i = 0; i < 3000; ++i) {
        const auto &secret = secrets[static_cast<size_t>(i)];
        QCOMPARE(secret.view().count(static_cast<char>(i % 251)), secret.size());
    }
}

void SecretMemoryTest::aKeyCannotBeFoundInACoreImage()
{
#ifdef WENYI_ADDRESS_SANITIZER
    QSKIP("A core of a sanitized program has terabytes.");
#endif
    if (!coresAreFiles())
        QSKIP("This machine hands cores to a program.");
    QTemporaryDir folder;
    const QByteArray core = coreOf(
        [] {
            static SecretBytes secret(qsizetype{MarkSize});
            static std::vector<char> plain(MarkSize);
            writeMark(secret.data(), 's');
            writeMark(plain.data(), 'p');
        },
        folder.path());
    if (core.isEmpty())
        QSKIP("This machine writes no cores.");
    QVERIFY2(core.contains(mark('p')), "the core does not even hold what is not secret");
    QVERIFY(!core.contains(mark('s')));
}

void SecretMemoryTest::aPrivateProcessLeavesNoCoreAtAll()
{
    QTemporaryDir folder;
    QCOMPARE(coreOf(keepMemoryPrivate, folder.path()), QByteArray());
    // The limit alone is for a kernel that writes files; to programs it gives images whatever the limit.
    const pid_t child = fork();
    if (child == 0) {
        keepMemoryPrivate();
        rlimit limit{};
        getrlimit(RLIMIT_CORE, &limit);
        _exit(prctl(PR_GET_DUMPABLE) == 0 && limit.rlim_max == 0 ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    QCOMPARE(status, 0);
}

QTEST_GUILESS_MAIN(SecretMemoryTest)
#include "SecretMemoryTest.moc"
