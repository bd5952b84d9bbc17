// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/NumberSeries.h"
#include "tests/shared/modules/ModuleFixtures.h"

#include <QSet>
#include <QTest>

#include <random>

using namespace wenyi;
using namespace wenyi::modules;
using namespace wenyi::modules::test;
using namespace Qt::StringLiterals;

class NumberSeriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsFromWhereTheOfficeStands();
    void aLeasedBlockIsTheOthersAlone();
    void aNumberIsNeverUsedTwice();
    void gapsAreListedWithTheirReason();
    void ownershipPassesOn();
    void refusesWithAReason_data();
    void refusesWithAReason();
    void noOrderOfEventsGivesANumberTwice();
    void eventsComeBackAsTheyWereWritten();
    void differentSeriesHaveDifferentStreams();
};

static NumberEvent numberEvent(
    NumberEventKind kind, const QString &desktop, NumberRange range = {}, const QString &word = {})
{
    NumberEvent event;
    event.kind = kind;
    event.desktop = DesktopId(desktop);
    event.range = range;
    if (kind == NumberEventKind::Draw)
        event.record = StreamId(word);
    else if (kind == NumberEventKind::Void)
        event.reason = word;
    else
        event.to = DesktopId(word);
    return event;
}

static NumberSeries openSeries(int first)
{
    NumberSeries series;
    const auto opened = series.apply(numberEvent(NumberEventKind::Open, u"a"_s, {first, first}));
    Q_ASSERT(opened);
    return opened ? series : NumberSeries();
}

static QByteArray draw(NumberSeries &series, const QString &desktop, int number, const QString &record)
{
    return reasonOf(series.apply(numberEvent(NumberEventKind::Draw, desktop, {number, number}, record)));
}

void NumberSeriesTest::countsFromWhereTheOfficeStands()
{
    NumberSeries series = openSeries(28);
    QCOMPARE(*series.next(DesktopId(u"a"_s)), 28);
    QCOMPARE(draw(series, u"a"_s, 28, u"one"_s), QByteArray());
    QCOMPARE(draw(series, u"a"_s, 29, u"two"_s), QByteArray());
    QCOMPARE(*series.numberOf(StreamId(u"two"_s)), 29);
    QCOMPARE(*series.next(DesktopId(u"a"_s)), 30);
    QVERIFY(series.gaps().isEmpty());
}

void NumberSeriesTest::aLeasedBlockIsTheOthersAlone()
{
    NumberSeries series = openSeries(1);
    QVERIFY(series.apply(numberEvent(NumberEventKind::Lease, u"a"_s, {1, 5}, u"b"_s)));
    QCOMPARE(*series.next(DesktopId(u"a"_s)), 6);
    QCOMPARE(*series.next(DesktopId(u"b"_s)), 1);
    QCOMPARE(draw(series, u"a"_s, 1, u"one"_s), "series.not-holder");
    QCOMPARE(draw(series, u"b"_s, 6, u"one"_s), "series.not-holder");
    QCOMPARE(draw(series, u"b"_s, 2, u"one"_s), "series.not-next");
    QCOMPARE(draw(series, u"b"_s, 1, u"one"_s), QByteArray());
    QCOMPARE(series.leases(DesktopId(u"b"_s)), (QList<NumberRange>{{2, 5}}));
}

void NumberSeriesTest::aNumberIsNeverUsedTwice()
{
    NumberSeries series = openSeries(1);
    QCOMPARE(draw(series, u"a"_s, 1, u"one"_s), QByteArray());
    QCOMPARE(draw(series, u"a"_s, 1, u"two"_s), "series.taken");
    QCOMPARE(draw(series, u"a"_s, 2, u"one"_s), "series.drawn-already");
    QVERIFY(series.apply(numberEvent(NumberEventKind::Void, u"a"_s, {1, 1}, u"文件撤销"_s)));
    QCOMPARE(draw(series, u"a"_s, 1, u"one"_s), "series.taken");
    QCOMPARE(draw(series, u"a"_s, 2, u"one"_s), QByteArray());
}

void NumberSeriesTest::gapsAreListedWithTheirReason()
{
    NumberSeries series = openSeries(1);
    QVERIFY(series.apply(numberEvent(NumberEventKind::Lease, u"a"_s, {1, 3}, u"b"_s)));
    QVERIFY(series.apply(numberEvent(NumberEventKind::Void, u"a"_s, {4, 5}, u"预留未用"_s)));
    QCOMPARE(draw(series, u"a"_s, 6, u"six"_s), QByteArray());
    QCOMPARE(draw(series, u"b"_s, 1, u"one"_s), QByteArray());
    const QList<NumberGap> gaps = series.gaps();
    QCOMPARE(gaps.size(), 2);
    QCOMPARE(gaps[0].range, (NumberRange{2, 3}));
    QVERIFY(gaps[0].reason.isEmpty());
    QCOMPARE(gaps[1].range, (NumberRange{4, 5}));
    QCOMPARE(gaps[1].reason, u"预留未用"_s);
}

void NumberSeriesTest::ownershipPassesOn()
{
    NumberSeries series = openSeries(1);
    QVERIFY(series.apply(numberEvent(NumberEventKind::HandOver, u"a"_s, {}, u"b"_s)));
    QCOMPARE(draw(series, u"a"_s, 1, u"one"_s), "series.not-holder");
    QCOMPARE(draw(series, u"b"_s, 1, u"one"_s), QByteArray());
}

void NumberSeriesTest::refusesWithAReason_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("desktop");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *reason, NumberEventKind kind, const QString &desktop, NumberRange range,
                         const QString &word) {
        QTest::addRow("%s %d to %d by %s", reason, range.first, range.last, qPrintable(desktop))
            << static_cast<int>(kind) << desktop << range.first << range.last << word << QByteArray(reason);
    };
    row("series.open-already", NumberEventKind::Open, u"b"_s, {1, 1}, {});
    row("series.not-owner", NumberEventKind::Lease, u"b"_s, {1, 5}, u"b"_s);
    row("series.not-next", NumberEventKind::Lease, u"a"_s, {2, 5}, u"b"_s);
    row("series.range", NumberEventKind::Lease, u"a"_s, {5, 1}, u"b"_s);
    row("series.range", NumberEventKind::Lease, u"a"_s, {1, 99'999}, u"b"_s);
    row("series.range", NumberEventKind::Lease, u"a"_s, {1, 5}, {});
    row("series.range", NumberEventKind::Draw, u"a"_s, {1, 2}, u"one"_s);
    row("series.range", NumberEventKind::Draw, u"a"_s, {1, 1}, {});
    row("series.range", NumberEventKind::Draw, u"a"_s, {0, 0}, u"one"_s);
    row("series.not-holder", NumberEventKind::Draw, u"b"_s, {1, 1}, u"one"_s);
    row("series.not-next", NumberEventKind::Draw, u"a"_s, {2, 2}, u"one"_s);
    row("series.reason", NumberEventKind::Void, u"a"_s, {1, 1}, u" "_s);
    row("series.not-holder", NumberEventKind::Void, u"b"_s, {1, 1}, u"空号"_s);
    row("series.not-next", NumberEventKind::Void, u"a"_s, {3, 4}, u"空号"_s);
    row("series.not-owner", NumberEventKind::HandOver, u"b"_s, {}, u"b"_s);
}

void NumberSeriesTest::refusesWithAReason()
{
    QFETCH(const int, kind);
    QFETCH(const QString, desktop);
    QFETCH(const int, first);
    QFETCH(const int, last);
    QFETCH(const QString, word);
    NumberSeries series = openSeries(1);
    const NumberSeries before = series;
    const NumberEvent event = numberEvent(static_cast<NumberEventKind>(kind), desktop, {first, last}, word);
    QTEST(reasonOf(series.apply(event)), "reason");
    QVERIFY(series == before);
    QCOMPARE(NumberSeries().next(DesktopId(u"a"_s)).error().reason, "series.not-open");
}

void NumberSeriesTest::noOrderOfEventsGivesANumberTwice()
{
    std::mt19937 random(7);
    const QStringList desktops{u"a"_s, u"b"_s, u"c"_s};
    for (int round = 0; round < 50; ++round) {
        NumberSeries series = openSeries(1);
        QSet<int> used;
        for (int step = 0; step < 100; ++step) {
            const QString who = desktops.at(static_cast<qsizetype>(random() % 3));
            const auto kind = static_cast<NumberEventKind>(2 + random() % 4);
            const int first =
                random() % 4 ? series.next(DesktopId(who)).value_or(1) : 1 + static_cast<int>(random() % 40);
            const bool single = kind == NumberEventKind::Draw;
            const NumberRange range{first, single ? first : first + static_cast<int>(random() % 4)};
            const QString word = single ? u"record %1"_s.arg(step) : desktops.at(static_cast<qsizetype>(random() % 3));
            const NumberSeries before = series;
            if (!series.apply(numberEvent(kind, who, range, word))) {
                QVERIFY(series == before);
            } else if (single) {
                QVERIFY(!used.contains(first));
                used.insert(first);
            }
        }
    }
}

void NumberSeriesTest::eventsComeBackAsTheyWereWritten()
{
    NumberEvent event = numberEvent(NumberEventKind::Lease, u"a"_s, {10, 19}, u"b"_s);
    event.reason = u"备用"_s;
    event.at = Instant{} + std::chrono::days(20'000);
    const QByteArray bytes = event.toBytes();
    const auto back = NumberEvent::fromBytes(bytes, digestOf(3), DesktopId(u"a"_s));
    QVERIFY(back);
    QCOMPARE(back->toBytes(), bytes);
    QCOMPARE(back->range, event.range);
    QCOMPARE(back->to, event.to);
    QCOMPARE(back->entry, digestOf(3));
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(!NumberEvent::fromBytes(bytes.first(size), {}, {}));
    for (qsizetype bit = 0; bit < bytes.size() * 8; ++bit) {
        QByteArray flipped = bytes;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
        if (const auto read = NumberEvent::fromBytes(flipped, {}, {}))
            QCOMPARE(read->toBytes(), flipped);
    }
}

void NumberSeriesTest::differentSeriesHaveDifferentStreams()
{
    const SeriesKey key{Unit::code(), u"documents"_s, u"澄政办发"_s, 2026};
    SeriesKey other = key;
    other.year = 2027;
    QVERIFY(!(key.stream() == other.stream()));
    // What counts through the years has one for each term of the office, and none of a year's.
    const SeriesKey term{Unit::code(), u"documents"_s, u"澄政办发"_s, 0, 1};
    other = term;
    other.term = 2;
    QVERIFY(!(term.stream() == other.stream()) && !(term.stream() == key.stream()));
    const SeriesKey year{Unit::code(), u"documents"_s, u"澄政办发"_s, 1};
    QVERIFY(!(term.stream() == year.stream()));
    // A number code with a slash must not pass for another series.
    const SeriesKey tricky{Unit::code(), u"documents"_s, u"甲/乙"_s, 2026};
    const SeriesKey twin{Unit::code(), u"documents/甲"_s, u"乙"_s, 2026};
    QVERIFY(!(tricky.stream() == twin.stream()));
}

QTEST_GUILESS_MAIN(NumberSeriesTest)
#include "NumberSeriesTest.moc"
