// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/FreshMemory.h"

#include <QByteArray>
#include <QTest>

#include <algorithm>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

using namespace wenyi;

/// Memory that is asked for before it is written.
class FreshMemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isThereBeforeItIsWritten();
    void keepsWhatItHolds();
};

void FreshMemoryTest::isThereBeforeItIsWritten()
{
    constexpr size_t Pages = 64;
    constexpr int PopulateForWriting = 23;
    const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    void *fresh = mmap(nullptr, Pages * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    QVERIFY(fresh != MAP_FAILED);
    const auto there = [fresh, page] {
        std::vector<unsigned char> state(Pages);
        if (mincore(fresh, Pages * page, state.data()) != 0)
            return std::ptrdiff_t(-1);
        return std::count_if(state.begin(), state.end(), [](unsigned char one) { return (one & 1) != 0; });
    };
    QCOMPARE(there(), 0);
    // From within the second page to within the ninth.
    backWithMemory(static_cast<char *>(fresh) + page + 100, static_cast<qsizetype>(7 * page));
    const auto backed = there();
    const bool isKnown = madvise(fresh, page, PopulateForWriting) == 0;
    munmap(fresh, Pages * page);
    if (!isKnown)
        QSKIP("this kernel does not know how");
    QVERIFY2(backed >= 8, QByteArray::number(qint64(backed)).constData());
}

void FreshMemoryTest::keepsWhatItHolds()
{
    QByteArray bytes(3'000'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i * 7);
    const QByteArray before(bytes.constData(), bytes.size());
    backWithMemory(bytes.data(), bytes.size());
    backWithMemory(bytes.data() + 12'345, 1);
    backWithMemory(bytes.data() + 500'001, 1'000'003);
    QVERIFY(bytes == before);
}

QTEST_GUILESS_MAIN(FreshMemoryTest)
#include "FreshMemoryTest.moc"
