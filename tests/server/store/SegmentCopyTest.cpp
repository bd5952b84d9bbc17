// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/SegmentLog.h"
#include "shared/crypto/SystemRandom.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::server;
using namespace Qt::StringLiterals;
using journal::LogPlace;

/// A log that is copied byte by byte to a standby.
class SegmentCopyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCopyHasTheSameBytesAndSetsWhereverItWasCut();
    void aCopyThatLostItsPowerOpens();
    void nothingGoesOutBeforeItWasKept();
    void aRottenByteOnTheWayIsRefused();
    void otherBytesThanTheNextAreRefused();
    void aLogThatReachesLessFarIsTold();
    void twoLogsThatPartedAreToldApart();
    void aCopyWritesNothingOfItsOwn();

private:
    static constexpr qint64 SmallSegment = 4'000;

    std::unique_ptr<SegmentLog> open(const QString &folder)
    {
        return SegmentLog::open(folder, m_random, SmallSegment).value();
    }
    /// Behind the sets that were handed over already; gives the sets behind them.
    static QByteArrayList recover(SegmentLog &log, const LogPlace &from = {})
    {
        QByteArrayList sets;
        const auto recovered = log.recover(from, [&sets](QByteArrayView changes, const LogPlace &) {
            sets.append(changes.toByteArray());
            return Result<void>();
        });
        return recovered ? sets : QByteArrayList{"failed: " + recovered.error().reason};
    }
    static SegmentLog::Apply addTo(QByteArrayList &sets)
    {
        return [&sets](QByteArrayView changes, const LogPlace &) {
            sets.append(changes.toByteArray());
            return Result<void>();
        };
    }
    /// The sets that are found in a copy whose disk lost an octet of what was not synced.
    QByteArrayList setsWithout(const QString &folder, quint64 segment, quint64 offset)
    {
        const QTemporaryDir cut;
        for (const QString &name : QDir(folder).entryList(QDir::Files))
            QFile::copy(folder + u'/' + name, cut.filePath(name));
        QFile file(cut.filePath(u"%1.segment"_s.arg(segment, 10, 10, QChar(u'0'))));
        char octet = 0;
        if (!file.open(QIODevice::ReadWrite) || !file.seek(static_cast<qint64>(offset)) || !file.getChar(&octet)
            || !file.seek(static_cast<qint64>(offset)) || !file.putChar(static_cast<char>(octet ^ 1)))
            return {"no such octet"};
        file.close();
        return recover(*open(cut.path()));
    }
    static QByteArray contentOf(const QString &folder, const QString &name)
    {
        QFile file(folder + u'/' + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// A log with sets "1" to `sets`, each behind a piece.
    static void fill(SegmentLog &log, int from, int to)
    {
        for (int i = from; i <= to; ++i) {
            QVERIFY(log.append(QByteArray(100 + 37 * (i % 9), static_cast<char>('a' + i % 26))));
            QVERIFY(log.keep(QByteArray::number(i)));
        }
    }
    /// Copies all that is there, in parts of at most so many bytes.
    static void copyAll(SegmentLog &from, SegmentLog &to, QByteArrayList &sets, qsizetype most)
    {
        while (true) {
            const auto part = from.keptFrom(to.arrived(), most);
            QVERIFY2(part, part ? "" : qPrintable(describe(part.error())));
            if (part->bytes.isEmpty())
                return;
            const auto taken = to.receive(*part, addTo(sets));
            QVERIFY2(taken, taken ? "" : qPrintable(describe(taken.error())));
        }
    }

    crypto::SystemRandom m_random;
};

void SegmentCopyTest::aCopyHasTheSameBytesAndSetsWhereverItWasCut()
{
    constexpr int Sets = 60; // In several segments.
    QRandomGenerator random(20'261'130);
    const QTemporaryDir primaryFolder;
    const QTemporaryDir copyFolder;
    const auto primary = open(primaryFolder.path());
    recover(*primary);
    fill(*primary, 1, Sets);
    QByteArrayList sets;
    auto copy = open(copyFolder.path());
    QCOMPARE(recover(*copy), QByteArrayList());
    QVERIFY(copy->beginReceiving());
    for (int parts = 0;; ++parts) {
        QVERIFY2(parts < 10'000, "the copy does not come to its end");
        // The first bytes of a file come together; of all else any number.
        const auto part =
            primary->keptFrom(copy->arrived(), SegmentFile::Begin + static_cast<qsizetype>(random.bounded(400)));
        QVERIFY2(part, part ? "" : qPrintable(describe(part.error())));
        if (part->bytes.isEmpty())
            break;
        const auto before = primary->digestBefore(copy->arrived());
        QVERIFY(before);
        QCOMPARE(*before, *copy->digestBefore(copy->arrived()));
        const auto taken = copy->receive(*part, addTo(sets));
        QVERIFY2(taken, taken ? "" : qPrintable(describe(taken.error())));
        if (random.bounded(5) > 0)
            continue;
        // The standby dies here; its database has the sets that were handed over.
        const LogPlace place = copy->kept();
        copy = open(copyFolder.path());
        QCOMPARE(recover(*copy, place.number > 0 ? place : LogPlace()), QByteArrayList());
        QVERIFY(copy->beginReceiving());
    }
    QByteArrayList expected;
    for (int i = 1; i <= Sets; ++i)
        expected.append(QByteArray::number(i));
    QCOMPARE(sets, expected);
    QCOMPARE(copy->kept(), primary->kept());
    const QStringList names = QDir(primaryFolder.path()).entryList(QDir::Files, QDir::Name);
    QVERIFY(names.size() > 3);
    QCOMPARE(QDir(copyFolder.path()).entryList(QDir::Files, QDir::Name), names);
    for (const QString &name : names)
        QCOMPARE(contentOf(copyFolder.path(), name), contentOf(primaryFolder.path(), name));
}

/// Of what the copy had written before it synced a set, the disk may keep any part.
void SegmentCopyTest::aCopyThatLostItsPowerOpens()
{
    constexpr int Sets = 20;
    const QTemporaryDir primaryFolder;
    const QTemporaryDir copyFolder;
    const auto primary = open(primaryFolder.path());
    recover(*primary);
    fill(*primary, 1, Sets);
    const auto copy = open(copyFolder.path());
    recover(*copy);
    QVERIFY(copy->beginReceiving());
    QByteArrayList before;
    LogPlace from{1, SegmentFile::Begin, 0};
    const auto apply = [&](QByteArrayView changes, const LogPlace &behind) {
        // The set was just synced: before that all that is here stood there, and some of it may have been lost.
        const quint64 first = from.segment == behind.segment ? from.offset : SegmentFile::Begin;
        const QList<quint64> lost{first + 3, behind.offset - 1};
        for (const quint64 offset : lost) {
            const QByteArrayList found = setsWithout(copyFolder.path(), behind.segment, offset);
            if (found != before)
                return Result<void>(Error{ErrorCode::Corrupt, "test.lost", QString::fromUtf8(found.join(' '))});
        }
        before.append(changes.toByteArray());
        from = behind;
        return Result<void>();
    };
    while (true) {
        const auto part = primary->keptFrom(copy->arrived(), limits::MiB);
        QVERIFY2(part, part ? "" : qPrintable(describe(part.error())));
        if (part->bytes.isEmpty())
            break;
        const auto taken = copy->receive(*part, apply);
        QVERIFY2(taken, taken ? "" : qPrintable(describe(taken.error())));
    }
    QCOMPARE(before.size(), Sets);
}

void SegmentCopyTest::nothingGoesOutBeforeItWasKept()
{
    const QTemporaryDir folder;
    const auto log = open(folder.path());
    recover(*log);
    fill(*log, 1, 1);
    const LogPlace kept = log->kept();
    QVERIFY(log->append("a piece whose set is still to come"));
    const auto part = log->keptFrom({1, 0, 0}, limits::MiB);
    QVERIFY(part);
    QCOMPARE(static_cast<quint64>(part->bytes.size()), kept.offset);
    QVERIFY(log->keptFrom(kept, limits::MiB)->bytes.isEmpty());
}

void SegmentCopyTest::aRottenByteOnTheWayIsRefused()
{
    const QTemporaryDir folder;
    const auto primary = open(folder.path());
    recover(*primary);
    fill(*primary, 1, 2);
    const auto whole = primary->keptFrom({1, 0, 0}, limits::MiB);
    QVERIFY(whole);
    for (qsizetype at = 0; at < whole->bytes.size(); at += 7) {
        const QTemporaryDir copyFolder;
        const auto copy = open(copyFolder.path());
        recover(*copy);
        QVERIFY(copy->beginReceiving());
        SegmentLog::Part rotten = *whole;
        rotten.bytes[at] = static_cast<char>(rotten.bytes[at] ^ 0x10);
        QByteArrayList sets;
        const auto taken = copy->receive(rotten, addTo(sets));
        // A length that rot may announce a record that is longer than what came: nothing of it is taken.
        QVERIFY2(!taken || sets.size() < 2, qPrintable(u"byte %1"_s.arg(at)));
        QVERIFY(!sets.contains("2"));
    }
}

void SegmentCopyTest::otherBytesThanTheNextAreRefused()
{
    const QTemporaryDir folder;
    const QTemporaryDir copyFolder;
    const auto primary = open(folder.path());
    recover(*primary);
    fill(*primary, 1, 3);
    const auto copy = open(copyFolder.path());
    recover(*copy);
    QVERIFY(copy->beginReceiving());
    QByteArrayList sets;
    const auto reason = [&](const SegmentLog::Part &part) {
        const auto taken = copy->receive(part, addTo(sets));
        return taken ? QByteArray() : taken.error().reason;
    };
    QCOMPARE(reason({1, 24, "early"}), QByteArray("segment.order"));
    QCOMPARE(reason({2, 0, QByteArray(24, 'x')}), QByteArray("segment.order"));
    QCOMPARE(reason({1, 0, QByteArray(24, 'x')}), QByteArray("segment.damaged"));
    QCOMPARE(reason(*primary->keptFrom({1, 0, 0}, 30)), QByteArray());
    QCOMPARE(reason(*primary->keptFrom({1, 0, 0}, 30)), QByteArray("segment.order"));
    QCOMPARE(reason({2, 0, QByteArray(24, 'x')}), QByteArray("segment.order")); // A record is open.
    copyAll(*primary, *copy, sets, 100);
    QCOMPARE(sets, (QByteArrayList{"1", "2", "3"}));
}

void SegmentCopyTest::aLogThatReachesLessFarIsTold()
{
    const QTemporaryDir folder;
    const auto log = open(folder.path());
    recover(*log);
    fill(*log, 1, 3);
    const LogPlace kept = log->kept();
    for (const LogPlace &beyond : {LogPlace{kept.segment, kept.offset + 1, 3}, LogPlace{kept.segment + 1, 0, 3},
             LogPlace{kept.segment + 1, 500, 3}, LogPlace{0, 0, 0}}) {
        const auto part = log->keptFrom(beyond, 100);
        QVERIFY(!part);
        QCOMPARE(part.error().reason, QByteArray("segment.missing"));
    }
    QVERIFY(!log->digestBefore({9, 100, 0}));
}

void SegmentCopyTest::twoLogsThatPartedAreToldApart()
{
    const QTemporaryDir folder;
    const QTemporaryDir copyFolder;
    const auto primary = open(folder.path());
    recover(*primary);
    fill(*primary, 1, 5);
    QByteArrayList sets;
    const auto copy = open(copyFolder.path());
    recover(*copy);
    QVERIFY(copy->beginReceiving());
    copyAll(*primary, *copy, sets, limits::MiB);
    // A copy that took over and wrote by itself.
    const LogPlace place = copy->kept();
    const auto taken = open(copyFolder.path());
    recover(*taken, place);
    QVERIFY(taken->keep("5a"));
    QVERIFY(primary->keep("5b"));
    QCOMPARE(taken->kept(), primary->kept());
    QVERIFY(*taken->digestBefore(taken->kept()) != *primary->digestBefore(taken->kept()));
}

void SegmentCopyTest::aCopyWritesNothingOfItsOwn()
{
    const QTemporaryDir folder;
    const auto copy = open(folder.path());
    recover(*copy);
    QVERIFY(copy->beginReceiving());
    QCOMPARE(copy->keep("own").error().reason, QByteArray("store.read-only"));
    QCOMPARE(copy->append("own").error().reason, QByteArray("store.read-only"));
}

QTEST_GUILESS_MAIN(SegmentCopyTest)
#include "SegmentCopyTest.moc"
