// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/ReadableCopy.h"

#include <QBuffer>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;

namespace {

/// A device that reads nothing of some of its octets.
class BadDevice final : public QIODevice
{
public:
    BadDevice(QByteArray content, qint64 badFrom, qint64 badTo)
        : m_content(std::move(content))
        , m_badFrom(badFrom)
        , m_badTo(badTo)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    qint64 size() const override { return m_content.size(); }

protected:
    qint64 readData(char *to, qint64 most) override
    {
        const qint64 length = std::min(most, size() - pos());
        if (pos() < m_badTo && pos() + length > m_badFrom)
            return -1;
        std::copy_n(m_content.begin() + pos(), length, to);
        return length;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_content;
    qint64 m_badFrom;
    qint64 m_badTo;
};

} // namespace

/// What a device does not read is left out of a copy, and nothing else.
class ReadableCopyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheSectorsThatCannotBeReadAreLost_data();
    void onlyTheSectorsThatCannotBeReadAreLost();
    void aFullDiskIsTold();
};

void ReadableCopyTest::onlyTheSectorsThatCannotBeReadAreLost_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<qint64>("badFrom");
    QTest::addColumn<qint64>("badTo");
    QTest::addColumn<qint64>("lostFrom");
    QTest::addColumn<qint64>("lostTo");
    const auto row = [](const char *name, qint64 size, qint64 badFrom, qint64 badTo, qint64 lostFrom, qint64 lostTo) {
        QTest::newRow(name) << size << badFrom << badTo << lostFrom << lostTo;
    };
    row("nothing", 3'000'000, 0, 0, 0, 0);
    row("an empty file", 0, 0, 0, 0, 0);
    row("the first sector", 3'000'000, 0, 1, 0, 4'096);
    row("in the middle", 3'000'000, 1'500'000, 1'500'001, 1'499'136, 1'503'232);
    row("two of them", 3'000'000, 8'191, 8'193, 4'096, 12'288);
    row("the end", 3'000'000, 2'999'999, 3'000'000, 2'998'272, 3'000'000);
    row("all", 10'000, 0, 10'000, 0, 10'000);
}

void ReadableCopyTest::onlyTheSectorsThatCannotBeReadAreLost()
{
    QFETCH(qint64, size);
    QFETCH(qint64, badFrom);
    QFETCH(qint64, badTo);
    QFETCH(qint64, lostFrom);
    QFETCH(qint64, lostTo);
    QByteArray content(size, 'x');
    BadDevice from(content, badFrom, badTo);
    QBuffer to;
    QVERIFY(to.open(QIODevice::WriteOnly));
    const auto lost = copyReadable(from, to);
    QVERIFY(lost);
    QCOMPARE(*lost, lostTo - lostFrom);
    std::fill(content.begin() + lostFrom, content.begin() + lostTo, '\0');
    QVERIFY(to.data() == content);
}

void ReadableCopyTest::aFullDiskIsTold()
{
    BadDevice from(QByteArray(5'000, 'x'), 0, 0);
    BadDevice to({}, 0, 0); // It takes nothing.
    QCOMPARE(copyReadable(from, to).error().reason, QByteArray("file.write"));
}

QTEST_GUILESS_MAIN(ReadableCopyTest)
#include "ReadableCopyTest.moc"
