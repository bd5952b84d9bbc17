// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/SegmentLog.h"
#include "shared/crypto/SystemRandom.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::server;
using namespace Qt::StringLiterals;
using journal::LogPlace;

class SegmentLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasKeptComesBackInOrder();
    void nothingIsWrittenBeforeItWasRead();
    void aGroupTornAtAnyByteIsCutOff();
    void aPieceThatIsTornBeforeItsChangesVoidsThem();
    void whatRotBeforeTheLastGroupIsDamage();
    void pieceThatLooksLikeARecordIsNone();
    void segmentsFollowOneAnother();
    void aSegmentThatIsMissingIsTold();
    void aSegmentCutOffAtItsBeginningIsBegunAnew();
    void aSegmentThatCannotBeBegunLeavesTheOneBefore();
    void boundsHold();

private:
    static constexpr qint64 SmallSegment = 400;

    /// The sets that are read from a place on; fails the test where recover() does, unless a reason is expected.
    static QByteArrayList read(SegmentLog &log, const LogPlace &from = {})
    {
        QByteArrayList sets;
        const auto recovered = log.recover(from, [&sets](QByteArrayView changes, const LogPlace &) {
            sets.append(changes.toByteArray());
            return Result<void>();
        });
        return recovered ? sets : QByteArrayList{"failed: " + recovered.error().reason};
    }
    std::unique_ptr<SegmentLog> open(const QString &folder, qint64 size = SegmentLog::UsualSegmentSize)
    {
        return SegmentLog::open(folder, m_random, size).value();
    }
    static QString firstOf(const QString &folder) { return folder + u"/0000000001.segment"_s; }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void put(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    /// A log with sets of changes "1" to `sets`, each behind a piece; gives where each set ends.
    QList<LogPlace> fill(const QString &folder, int sets, qint64 size = SegmentLog::UsualSegmentSize)
    {
        const auto log = open(folder, size);
        read(*log);
        QList<LogPlace> ends;
        for (int i = 1; i <= sets; ++i) {
            if (!log->append("piece " + QByteArray::number(i)))
                return {};
            ends.append(log->keep(QByteArray::number(i)).value_or(LogPlace()));
        }
        return ends;
    }

    crypto::SystemRandom m_random;
};

void SegmentLogTest::whatWasKeptComesBackInOrder()
{
    const QTemporaryDir folder;
    const auto log = open(folder.path());
    QCOMPARE(read(*log), QByteArrayList());
    const auto piece = log->append("0123456789");
    QVERIFY(piece);
    const auto first = log->keep("one");
    QVERIFY(log->keep("two"));
    const auto unused = log->append("of a request that was refused");
    QVERIFY(first && unused && log->keep("three"));
    QCOMPARE(first->number, 1);
    QCOMPARE(*log->read(*piece, 0, 10), QByteArray("0123456789"));
    QCOMPARE(*log->read(*piece, 3, 4), QByteArray("3456"));
    QCOMPARE(*log->verify(), 3);
    QCOMPARE(read(*open(folder.path())), (QByteArrayList{"one", "two", "three"}));
    QCOMPARE(read(*open(folder.path()), *first), (QByteArrayList{"two", "three"}));
}

void SegmentLogTest::nothingIsWrittenBeforeItWasRead()
{
    const QTemporaryDir folder;
    fill(folder.path(), 2);
    const auto log = open(folder.path());
    QCOMPARE(log->keep("three").error().reason, QByteArray("store.read-only"));
    QCOMPARE(log->append("piece").error().reason, QByteArray("store.read-only"));
    QCOMPARE(read(*log).size(), 2);
    QVERIFY(log->keep("three"));
}

void SegmentLogTest::aGroupTornAtAnyByteIsCutOff()
{
    const QTemporaryDir folder;
    const QList<LogPlace> ends = fill(folder.path(), 3);
    const QByteArray whole = contentOf(firstOf(folder.path()));
    QCOMPARE(whole.size(), static_cast<qsizetype>(ends[2].offset));
    for (auto size = static_cast<qsizetype>(ends[1].offset); size < whole.size(); ++size) {
        put(firstOf(folder.path()), whole.first(size));
        const auto log = open(folder.path());
        QCOMPARE(read(*log), (QByteArrayList{"1", "2"}));
        QCOMPARE(QFileInfo(firstOf(folder.path())).size(), static_cast<qint64>(ends[1].offset));
        QVERIFY(log->keep("another"));
        QCOMPARE(read(*open(folder.path()), ends[1]), QByteArrayList{"another"});
    }
}

void SegmentLogTest::aPieceThatIsTornBeforeItsChangesVoidsThem()
{
    // A disk may have written the end of a group and not its beginning.
    const QTemporaryDir folder;
    const QList<LogPlace> ends = fill(folder.path(), 3);
    QByteArray content = contentOf(firstOf(folder.path()));
    const auto piece = static_cast<qsizetype>(ends[1].offset) + SegmentFile::HeaderSize;
    content.replace(piece, 5, QByteArray(5, '\0'));
    put(firstOf(folder.path()), content);
    QCOMPARE(read(*open(folder.path())), (QByteArrayList{"1", "2"}));
}

void SegmentLogTest::whatRotBeforeTheLastGroupIsDamage()
{
    const QTemporaryDir folder;
    const QList<LogPlace> ends = fill(folder.path(), 3);
    const QByteArray whole = contentOf(firstOf(folder.path()));
    for (qsizetype at = SegmentFile::Begin; at < static_cast<qsizetype>(ends[1].offset); ++at) {
        QByteArray content = whole;
        content[at] = static_cast<char>(content[at] ^ 0x10);
        put(firstOf(folder.path()), content);
        QCOMPARE(read(*open(folder.path())), QByteArrayList{"failed: segment.damaged"});
        QCOMPARE(contentOf(firstOf(folder.path())), content); // Left for whoever repairs it.
        // Who knows that the store has it goes on.
        QCOMPARE(read(*open(folder.path()), ends[1]), QByteArrayList{"3"});
        const auto log = open(folder.path());
        log->readUpTo(ends[2]);
        QCOMPARE(log->verify().error().reason, QByteArray("segment.damaged"));
    }
    for (qsizetype at = 0; at < SegmentFile::Begin; ++at) { // With another mark nothing would be found.
        QByteArray other = whole;
        other[at] = static_cast<char>(other[at] ^ 0x01);
        put(firstOf(folder.path()), other);
        QCOMPARE(read(*open(folder.path())), QByteArrayList{"failed: segment.damaged"});
        QCOMPARE(contentOf(firstOf(folder.path())), other);
    }
}

void SegmentLogTest::pieceThatLooksLikeARecordIsNone()
{
    // Records of another log, as somebody may send them in a blob, behind a torn group.
    const QTemporaryDir elsewhere;
    fill(elsewhere.path(), 5);
    const QByteArray foreign = contentOf(firstOf(elsewhere.path()));
    const QTemporaryDir folder;
    const QList<LogPlace> ends = fill(folder.path(), 1);
    put(firstOf(folder.path()), contentOf(firstOf(folder.path())) + "torn" + foreign);
    QCOMPARE(read(*open(folder.path())), QByteArrayList{"1"});
    QCOMPARE(QFileInfo(firstOf(folder.path())).size(), static_cast<qint64>(ends[0].offset));
}

void SegmentLogTest::segmentsFollowOneAnother()
{
    const QTemporaryDir folder;
    const QList<LogPlace> ends = fill(folder.path(), 20, SmallSegment);
    QVERIFY(ends.last().segment > 3);
    QByteArrayList all;
    for (int i = 1; i <= 20; ++i)
        all.append(QByteArray::number(i));
    QCOMPARE(read(*open(folder.path(), SmallSegment)), all);
    for (int i = 0; i < 20; ++i) {
        const auto log = open(folder.path(), SmallSegment);
        QCOMPARE(read(*log, ends[i]), all.sliced(i + 1));
        QCOMPARE(*log->verify(), 20);
    }
}

void SegmentLogTest::aSegmentThatIsMissingIsTold()
{
    const QTemporaryDir folder;
    const QList<LogPlace> ends = fill(folder.path(), 20, SmallSegment);
    const QString second = folder.filePath(u"0000000002.segment"_s);
    QVERIFY(QFile::remove(second));
    QCOMPARE(read(*open(folder.path())), QByteArrayList{"failed: segment.damaged"}); // A number is left out.
    LogPlace there = ends.first();
    there.segment = 2;
    QCOMPARE(read(*open(folder.path()), there), QByteArrayList{"failed: segment.missing"});
    // The last but one, with one set in the last: it must not be taken for a torn one.
    const QTemporaryDir another;
    const QList<LogPlace> places = fill(another.path(), 12, SmallSegment);
    const quint64 last = places.last().segment;
    const auto nameOf = [&](quint64 number) {
        return another.filePath(QString::number(number).rightJustified(10, u'0') + u".segment"_s);
    };
    QVERIFY(QFile::remove(nameOf(last - 1)));
    const QByteArray kept = contentOf(nameOf(last));
    QCOMPARE(read(*open(another.path())), QByteArrayList{"failed: segment.damaged"});
    QCOMPARE(contentOf(nameOf(last)), kept);
    LogPlace behind = ends.last();
    behind.offset += 1000;
    QCOMPARE(read(*open(folder.path()), behind), QByteArrayList{"failed: segment.missing"});
}

void SegmentLogTest::aSegmentCutOffAtItsBeginningIsBegunAnew()
{
    const QTemporaryDir folder;
    fill(folder.path(), 3);
    // The last: a power cut kept its length without its octets.
    for (qsizetype size = 0; size <= SegmentFile::Begin; ++size) {
        const QByteArray content = QByteArray("WYseglog").append(16, 'x').first(size);
        put(folder.filePath(u"0000000002.segment"_s),
            size < SegmentFile::Begin ? content : QByteArray(SegmentFile::Begin, '\0'));
        const auto log = open(folder.path());
        QCOMPARE(read(*log).size(), 3);
        const auto kept = log->keep("4");
        QVERIFY(kept);
        QCOMPARE(kept->segment, 2);
        QCOMPARE(read(*open(folder.path())), (QByteArrayList{"1", "2", "3", "4"}));
    }
    // One behind which others follow was not cut off: it is damaged.
    put(firstOf(folder.path()), QByteArray(SegmentFile::Begin, '\0'));
    QCOMPARE(read(*open(folder.path())), QByteArrayList{"failed: segment.damaged"});
}

void SegmentLogTest::aSegmentThatCannotBeBegunLeavesTheOneBefore()
{
    const QTemporaryDir folder;
    const QString second = folder.filePath(u"0000000002.segment"_s);
    const QByteArray large(300, '1'); // Two of them are more than a segment takes.
    const QByteArray larger(310, '2');
    const auto log = open(folder.path(), SmallSegment);
    QVERIFY(read(*log).isEmpty());
    QVERIFY(log->keep(large));
    const LogPlace kept = log->kept();
    const auto fillDisk = [&second] { return QFile::link(u"/dev/full"_s, second); };
    QVERIFY(fillDisk());
    QCOMPARE(log->keep(larger).error().reason, QByteArray("store.full"));
    // What was begun of it is gone, or the segment before would no longer be the last one.
    QVERIFY(!QFileInfo(second).isSymLink() && !QFileInfo::exists(second));
    QVERIFY(log->kept() == kept);
    QCOMPARE(log->newest(), quint64(1));
    QVERIFY(fillDisk());
    QCOMPARE(log->append(larger).error().reason, QByteArray("store.full"));
    QVERIFY(fillDisk());
    QCOMPARE(log->seal().error().reason, QByteArray("store.full"));
    // What fits behind the others goes on, and a restart finds all of it.
    const auto small = log->keep("small");
    QVERIFY(small);
    QCOMPARE(small->segment, quint64(1));
    QCOMPARE(read(*open(folder.path(), SmallSegment)), (QByteArrayList{large, "small"}));
    // There is room again.
    const auto next = log->keep(larger);
    QVERIFY(next);
    QCOMPARE(next->segment, quint64(2));
    QCOMPARE(next->number, quint64(3));
    QCOMPARE(read(*open(folder.path(), SmallSegment)), (QByteArrayList{large, "small", larger}));
    QCOMPARE(*log->verify(), quint64(3));
}

void SegmentLogTest::boundsHold()
{
    const QTemporaryDir folder;
    const auto log = open(folder.path());
    QVERIFY(read(*log).isEmpty());
    QCOMPARE(log->append(QByteArray(limits::BlobChunk + 1, 'x')).error().reason, QByteArray("blob.size"));
    const auto piece = log->append("four");
    QVERIFY(piece && log->keep("1"));
    QCOMPARE(log->read(*piece, 0, 1 << 20).error().reason, QByteArray("segment.missing"));
    QVERIFY(!log->read({7, 16, 0}, 0, 1));
    QVERIFY(!SegmentLog::open(firstOf(folder.path()), m_random)); // A file is no folder.
}

QTEST_GUILESS_MAIN(SegmentLogTest)
#include "SegmentLogTest.moc"
