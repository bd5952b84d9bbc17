// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/RecordList.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;
using modules::DeadlineLight;

class RecordListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pagesShowEveryRecordOnceAndInOrder();
    void aPageGoesOnWhereTheLastEndedThoughRecordsCome();
    void modulesAndTextsNarrowAList();
    void aLineShowsWhatAListHasToSay();
    void countsFollowEveryAct();
    void noListIsSortedOrWalkedByTheStore();
    void refusesPagesOfNoSizeAndOfAnySize();

private:
    QStringList titles(Workspace &workspace, const RecordQuery &query, qsizetype pageSize);

    RecordOffice m_office;
};

void RecordListTest::initTestCase()
{
    Workspace &mailRoom = m_office.at(u"mailroom"_s);
    const QStringList urgencies{u"平件"_s, u"特急"_s, u"加急"_s, u"特提"_s};
    QList<journal::NewEntry> entries;
    for (int i = 0; i < 200; ++i) {
        m_office.clock.advance(std::chrono::seconds(1));
        const auto one = RecordService(mailRoom).startEntries({u"incoming"_s,
            {{u"title"_s, u"来文第%1件"_s.arg(i)}, {u"sender"_s, u"江阴市财政局"_s},
                {u"urgency"_s, urgencies.at(i % urgencies.size())}},
            {}, StreamId(u"in-%1"_s.arg(i))});
        VERIFY_DONE(one);
        VERIFY_DONE(mailRoom.journal().append(mailRoom.member().id, *one));
    }
}

QStringList RecordListTest::titles(Workspace &workspace, const RecordQuery &query, qsizetype pageSize)
{
    QStringList titles;
    RecordList list(workspace);
    std::optional<RecordKey> after;
    do {
        const auto page = list.page(query, after, pageSize);
        if (!page)
            return {faultOf(page)};
        for (const RecordRow &row : page->rows)
            titles.append(row.title);
        after = page->next;
    } while (after);
    return titles;
}

void RecordListTest::pagesShowEveryRecordOnceAndInOrder()
{
    Workspace &mailRoom = m_office.at(u"mailroom"_s);
    QStringList expected;
    for (const int urgency : {3, 1, 2, 0}) {
        for (int i = 199; i >= 0; --i) {
            if (i % 4 == urgency)
                expected.append(u"来文第%1件"_s.arg(i));
        }
    }
    for (const qsizetype size : {1, 7, 50, 200, 1000})
        QCOMPARE(titles(mailRoom, {Box::Awaiting, {}, {}}, size), expected);
}

void RecordListTest::aPageGoesOnWhereTheLastEndedThoughRecordsCome()
{
    Workspace &mailRoom = m_office.at(u"mailroom"_s);
    RecordList list(mailRoom);
    const auto first = list.page({Box::Awaiting, {}, {}}, {}, 60);
    VERIFY_DONE(first);
    // A new one comes in before what was read; nothing behind it moves or shows twice.
    VERIFY_DONE(m_office.complete(u"mailroom"_s, StreamId(u"in-3"_s)));
    const auto second = list.page({Box::Awaiting, {}, {}}, first->next, 60);
    VERIFY_DONE(second);
    QVERIFY(first->rows.constLast().title != second->rows.constFirst().title);
    QCOMPARE(second->rows.constFirst().title, u"来文第157件"_s);
}

void RecordListTest::modulesAndTextsNarrowAList()
{
    Workspace &mailRoom = m_office.at(u"mailroom"_s);
    QCOMPARE(titles(mailRoom, {Box::Awaiting, u"outgoing"_s, {}}, 10), QStringList());
    QCOMPARE(titles(mailRoom, {Box::Awaiting, u"incoming"_s, u"第111件"_s}, 10), QStringList{u"来文第111件"_s});
    QCOMPARE(titles(mailRoom, {Box::Awaiting, {}, u"第19"_s}, 3).size(), 11);
}

void RecordListTest::aLineShowsWhatAListHasToSay()
{
    RecordList list(m_office.at(u"mailroom"_s));
    auto row = list.row(StreamId(u"in-5"_s));
    VERIFY_DONE(row);
    QCOMPARE(row->moduleName, u"收文"_s);
    QCOMPARE(row->from, u"江阴市财政局"_s);
    QCOMPARE(row->urgency, u"特急"_s);
    QCOMPARE(row->stepName, u"签收"_s);
    QCOMPARE(row->act, u"signFor"_s);
    QCOMPARE(row->light, DeadlineLight::Green);
    m_office.clock.advance(std::chrono::days(2));
    QCOMPARE(list.row(StreamId(u"in-5"_s))->light, DeadlineLight::Red);
    COMPARE_REASON(list.row(StreamId(u"in-none"_s)), "record.none");
}

void RecordListTest::countsFollowEveryAct()
{
    RecordList list(m_office.at(u"mailroom"_s));
    const auto countOf = [&list](Box box) {
        qint64 count = 0;
        const auto counts = list.counts();
        for (const BoxCount &one : counts.value_or(QList<BoxCount>()))
            count += one.box == box ? one.count : 0;
        return count;
    };
    const qint64 awaiting = countOf(Box::Awaiting);
    const qint64 inHand = countOf(Box::InHand);
    VERIFY_DONE(m_office.complete(u"mailroom"_s, StreamId(u"in-8"_s)));
    QCOMPARE(countOf(Box::Awaiting), awaiting - 1);
    // Whoever started a record has it in hand only once it no longer awaits them.
    QCOMPARE(countOf(Box::InHand), inHand + 1);
}

void RecordListTest::noListIsSortedOrWalkedByTheStore()
{
    journal::Statement plan(m_office.at(u"mailroom"_s).journal().database(),
        "EXPLAIN QUERY PLAN SELECT rank, recency, stream FROM record_boxes WHERE holder = ? AND box = ? AND module = ? "
        "AND (rank, recency, stream) > (?, ?, ?) ORDER BY rank, recency, stream LIMIT ?");
    QStringList steps;
    for (auto more = plan.next(); more && *more; more = plan.next())
        steps.append(plan.text(3));
    QCOMPARE(steps.size(), 1);
    QVERIFY2(steps.constFirst().startsWith(u"SEARCH"_s), qPrintable(steps.constFirst()));
}

void RecordListTest::refusesPagesOfNoSizeAndOfAnySize()
{
    RecordList list(m_office.at(u"mailroom"_s));
    for (const qsizetype size : {qsizetype(0), qsizetype(-1), RecordList::MaximumPage + 1})
        COMPARE_REASON(list.page({}, {}, size), "record.page-limit");
}

QTEST_GUILESS_MAIN(RecordListTest)
#include "RecordListTest.moc"
