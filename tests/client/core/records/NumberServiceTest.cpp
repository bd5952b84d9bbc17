// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/NumberService.h"
#include "client/core/records/DraftService.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

class NumberServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void twoDesktopsThatRaceNeverDrawTheSameNumber();
    void nobodyDrawsBeforeTheLogHasTheOpening();
    void onlyARegistrarDraws();
    void aRecordKeepsItsNumber();
    void gapsAreListedWithTheirReason();
    void blocksGoToDesktopsOfTheUnitOnly();
    void ordersCountThroughTheYears();
    void aNewTermOfTheOfficeCountsFromOne();
    void aSeriesGoesOnBehindTheLastNumberOnPaper();
    void aNoticeThatBecomesAnOrderDrawsAnOrdersNumber();

private:
    StreamId issued(const document::OfficialDocument &document = sampleNotice());
    static document::OfficialDocument order();
    modules::SeriesKey documents(const QString &member);
    /// The registrar's series of 令号, in the term that it is in.
    Result<modules::SeriesKey> orders();
    Result<Digest> returnTo(const QString &member, const StreamId &stream, const QString &task, const QString &node);
    /// Every series is open and every desktop knows it.
    void openAll();
    QString numberOf(const QString &member, const StreamId &stream);

    std::unique_ptr<RecordOffice> m_office;
    const QJsonObject m_date{{u"issueDate"_s, u"2026-11-21"_s}};
};

void NumberServiceTest::init()
{
    m_office = std::make_unique<RecordOffice>();
    for (const QString &member : {u"clerk"_s, u"reviewer"_s, u"leader"_s, u"registrar"_s, u"registrar2"_s})
        m_office->at(member);
}

// A record that awaits its number, on all desktops.
StreamId NumberServiceTest::issued(const document::OfficialDocument &document)
{
    const auto stream = DraftService(m_office->at(u"clerk"_s)).create(document);
    if (!stream)
        return {};
    for (const QString &member : {u"clerk"_s, u"reviewer"_s, u"leader"_s}) {
        if (!m_office->complete(member, *stream) || !m_office->exchangeAll())
            return {};
    }
    return *stream;
}

modules::SeriesKey NumberServiceTest::documents(const QString &member)
{
    Workspace &workspace = m_office->at(member);
    const auto *outgoing = *workspace.modules().newest(u"outgoing"_s);
    return NumberService(workspace).key(*outgoing, outgoing->series.constFirst());
}

document::OfficialDocument NumberServiceTest::order()
{
    document::OfficialDocument order = sampleNotice();
    order.format = document::Format::Order;
    order.kind = u"命令"_s;
    order.signing = document::Signing::SignatureStamp;
    order.issuerMark = u"江阴市人民政府令"_s;
    order.title.clear();
    order.recipients.clear();
    order.signatories = {u"市长"_s};
    return order;
}

Result<modules::SeriesKey> NumberServiceTest::orders()
{
    Workspace &workspace = m_office->at(u"registrar"_s);
    WENYI_TRY(const auto *outgoing, workspace.modules().newest(u"outgoing"_s));
    const auto *rule = outgoing->seriesOf(u"number"_s, {{u"format"_s, u"命令"_s}});
    return NumberService(workspace).current(*outgoing, *rule);
}

Result<Digest> NumberServiceTest::returnTo(
    const QString &member, const StreamId &stream, const QString &task, const QString &node)
{
    ActRequest back;
    back.kind = modules::ActionKind::ReturnTo;
    back.task = modules::TaskId(task);
    back.returnTo = node;
    back.opinion.words = u"改为命令。"_s;
    WENYI_TRY(const Digest entry, RecordService(m_office->at(member)).act(stream, back));
    WENYI_CHECK(m_office->exchangeAll());
    return entry;
}

void NumberServiceTest::openAll()
{
    VERIFY_DONE(NumberService(m_office->at(u"registrar"_s)).openAll());
    VERIFY_DONE(m_office->exchangeAll());
}

QString NumberServiceTest::numberOf(const QString &member, const StreamId &stream)
{
    const auto view = RecordService(m_office->at(member)).load(stream);
    return view ? view->record.values().value(u"number"_s).toString() : QString();
}

void NumberServiceTest::twoDesktopsThatRaceNeverDrawTheSameNumber()
{
    const StreamId first = issued();
    const StreamId second = issued();
    const StreamId third = issued();
    // Both open the series while they do not see each other: neither may draw yet.
    COMPARE_REASON(m_office->complete(u"registrar"_s, first, m_date), "number.unconfirmed");
    COMPARE_REASON(m_office->complete(u"registrar2"_s, second, m_date), "number.unconfirmed");
    VERIFY_DONE(m_office->exchangeAll());
    // The log decided: the one goes on, offline; the other is told who holds the numbers.
    VERIFY_DONE(m_office->complete(u"registrar"_s, first, m_date));
    COMPARE_REASON(m_office->complete(u"registrar2"_s, second, m_date), "series.not-holder");
    NumberService owner(m_office->at(u"registrar"_s));
    const auto block = owner.lease(documents(u"registrar"_s), m_office->at(u"registrar2"_s).profile().desktop, 10);
    VERIFY_DONE(block);
    QCOMPARE(*block, modules::NumberRange({2, 11}));
    VERIFY_DONE(m_office->exchangeAll());
    VERIFY_DONE(m_office->complete(u"registrar2"_s, second, m_date));
    VERIFY_DONE(m_office->complete(u"registrar"_s, third, m_date));
    VERIFY_DONE(m_office->exchangeAll());
    for (const QString &member : {u"registrar"_s, u"registrar2"_s, u"clerk"_s}) {
        QCOMPARE(numberOf(member, first), u"澄政办发〔2026〕1号"_s);
        QCOMPARE(numberOf(member, second), u"澄政办发〔2026〕2号"_s);
        QCOMPARE(numberOf(member, third), u"澄政办发〔2026〕12号"_s);
    }
    const auto view = NumberService(m_office->at(u"registrar2"_s)).series(documents(u"registrar2"_s));
    QCOMPARE(view->refused.size(), 1);
    QCOMPARE(view->refused.constFirst().second.reason, "series.open-already");
}

void NumberServiceTest::nobodyDrawsBeforeTheLogHasTheOpening()
{
    const StreamId stream = issued();
    NumberService numbers(m_office->at(u"registrar"_s));
    VERIFY_DONE(numbers.openAll());
    COMPARE_REASON(m_office->complete(u"registrar"_s, stream, m_date), "number.unconfirmed");
    VERIFY_DONE(numbers.openAll());
    VERIFY_DONE(m_office->exchange(u"registrar"_s));
    VERIFY_DONE(m_office->complete(u"registrar"_s, stream, m_date));
    QCOMPARE(numberOf(u"registrar"_s, stream), u"澄政办发〔2026〕1号"_s);
}

void NumberServiceTest::onlyARegistrarDraws()
{
    COMPARE_REASON(NumberService(m_office->at(u"clerk"_s)).open(documents(u"clerk"_s)), "number.role");
}

void NumberServiceTest::aRecordKeepsItsNumber()
{
    const StreamId stream = issued();
    NumberService numbers(m_office->at(u"registrar"_s));
    VERIFY_DONE(numbers.open(documents(u"registrar"_s), 40));
    VERIFY_DONE(m_office->exchangeAll());
    VERIFY_DONE(m_office->complete(u"registrar"_s, stream, m_date));
    m_office->at(u"sealkeeper"_s);
    VERIFY_DONE(m_office->exchangeAll());
    ActRequest back;
    back.kind = modules::ActionKind::ReturnTo;
    back.task = modules::TaskId(u"seal.1"_s);
    back.returnTo = u"number"_s;
    back.opinion.words = u"日期有误。"_s;
    VERIFY_DONE(RecordService(m_office->at(u"sealkeeper"_s)).act(stream, back));
    VERIFY_DONE(m_office->exchangeAll());
    VERIFY_DONE(m_office->complete(u"registrar"_s, stream, m_date));
    QCOMPARE(numberOf(u"registrar"_s, stream), u"澄政办发〔2026〕40号"_s);
    const StreamId next = issued();
    VERIFY_DONE(m_office->complete(u"registrar"_s, next, m_date));
    QCOMPARE(numberOf(u"registrar"_s, next), u"澄政办发〔2026〕41号"_s);
}

void NumberServiceTest::gapsAreListedWithTheirReason()
{
    NumberService numbers(m_office->at(u"registrar"_s));
    const modules::SeriesKey key = documents(u"registrar"_s);
    VERIFY_DONE(numbers.open(key));
    VERIFY_DONE(m_office->exchangeAll());
    VERIFY_DONE(numbers.giveUp(key, {1, 3}, u"纸质文件已用"_s));
    COMPARE_REASON(numbers.giveUp(key, {4, 4}, u" "_s), "series.reason");
    const auto gaps = numbers.gaps(key);
    VERIFY_DONE(gaps);
    QCOMPARE(gaps->size(), 1);
    QCOMPARE(gaps->constFirst().range, modules::NumberRange({1, 3}));
    QCOMPARE(gaps->constFirst().reason, u"纸质文件已用"_s);
}

void NumberServiceTest::blocksGoToDesktopsOfTheUnitOnly()
{
    NumberService numbers(m_office->at(u"registrar"_s));
    const modules::SeriesKey key = documents(u"registrar"_s);
    VERIFY_DONE(numbers.open(key));
    VERIFY_DONE(m_office->exchangeAll());
    COMPARE_REASON(numbers.lease(key, DesktopId(u"elsewhere"_s), 5), "number.no-such-desktop");
    COMPARE_REASON(numbers.handOver(key, DesktopId(u"elsewhere"_s)), "number.no-such-desktop");
    COMPARE_REASON(numbers.lease(key, m_office->at(u"registrar2"_s).profile().desktop, 0), "series.range");
}

void NumberServiceTest::ordersCountThroughTheYears()
{
    openAll();
    const StreamId notice = issued();
    const StreamId first = issued(order());
    const StreamId second = issued(order());
    VERIFY_DONE(m_office->complete(u"registrar"_s, notice, m_date));
    VERIFY_DONE(m_office->complete(u"registrar"_s, first, m_date));
    QCOMPARE(numberOf(u"registrar"_s, notice), u"澄政办发〔2026〕1号"_s);
    QCOMPARE(numberOf(u"registrar"_s, first), u"第1号"_s);
    m_office->clock.advance(std::chrono::days(60)); // Over New Year.
    QCOMPARE(documents(u"registrar"_s).year, 2027);
    VERIFY_DONE(m_office->complete(u"registrar"_s, second, m_date));
    QCOMPARE(numberOf(u"registrar"_s, second), u"第2号"_s);
}

void NumberServiceTest::aNewTermOfTheOfficeCountsFromOne()
{
    openAll();
    const StreamId last = issued(order());
    const StreamId next = issued(order());
    VERIFY_DONE(m_office->complete(u"registrar"_s, last, m_date));
    NumberService numbers(m_office->at(u"registrar"_s));
    const auto now = orders();
    VERIFY_DONE(now);
    QCOMPARE(now->term, 1);
    VERIFY_DONE(numbers.beginTerm(*now));
    QCOMPARE(orders().value().term, 2);
    // Two desktops may have begun it at once: the log decides who draws.
    COMPARE_REASON(m_office->complete(u"registrar"_s, next, m_date), "number.unconfirmed");
    VERIFY_DONE(m_office->exchangeAll());
    VERIFY_DONE(m_office->complete(u"registrar"_s, next, m_date));
    QCOMPARE(numberOf(u"registrar"_s, last), u"第1号"_s);
    QCOMPARE(numberOf(u"registrar"_s, next), u"第1号"_s);
    COMPARE_REASON(numbers.beginTerm(documents(u"registrar"_s)), "number.no-terms");
}

void NumberServiceTest::aSeriesGoesOnBehindTheLastNumberOnPaper()
{
    const QString reason = u"纸质文件已用"_s;
    NumberService numbers(m_office->at(u"registrar"_s));
    const auto orderNumbers = orders();
    VERIFY_DONE(orderNumbers);
    VERIFY_DONE(numbers.goOnFrom(*orderNumbers, 37, reason));
    openAll();
    // One that is open by now has what came before as gaps with their reason.
    const modules::SeriesKey documentNumbers = documents(u"registrar"_s);
    VERIFY_DONE(numbers.goOnFrom(documentNumbers, 12, reason));
    const StreamId notice = issued();
    const StreamId stream = issued(order());
    VERIFY_DONE(m_office->complete(u"registrar"_s, notice, m_date));
    VERIFY_DONE(m_office->complete(u"registrar"_s, stream, m_date));
    QCOMPARE(numberOf(u"registrar"_s, notice), u"澄政办发〔2026〕13号"_s);
    QCOMPARE(numberOf(u"registrar"_s, stream), u"第38号"_s);
    const auto gaps = numbers.gaps(documentNumbers);
    VERIFY_DONE(gaps);
    QCOMPARE(gaps->size(), 1);
    QCOMPARE(gaps->constFirst().range, modules::NumberRange({1, 12}));
    QCOMPARE(gaps->constFirst().reason, reason);
    COMPARE_REASON(numbers.goOnFrom(documentNumbers, 5, reason), "series.taken");
}

void NumberServiceTest::aNoticeThatBecomesAnOrderDrawsAnOrdersNumber()
{
    openAll();
    const StreamId stream = issued();
    VERIFY_DONE(m_office->complete(u"registrar"_s, stream, m_date));
    QCOMPARE(numberOf(u"registrar"_s, stream), u"澄政办发〔2026〕1号"_s);
    m_office->at(u"sealkeeper"_s);
    VERIFY_DONE(m_office->exchangeAll());
    VERIFY_DONE(returnTo(u"sealkeeper"_s, stream, u"seal.1"_s, u"number"_s));
    VERIFY_DONE(returnTo(u"registrar"_s, stream, u"number.2"_s, u"draft"_s));
    const QJsonObject values{{u"format"_s, u"命令"_s}, {u"kind"_s, u"命令"_s}, {u"signing"_s, u"加盖签名章"_s}};
    VERIFY_DONE(m_office->complete(u"clerk"_s, stream, values));
    for (const QString &member : {u"reviewer"_s, u"leader"_s}) {
        VERIFY_DONE(m_office->exchangeAll());
        VERIFY_DONE(m_office->complete(member, stream));
    }
    VERIFY_DONE(m_office->exchangeAll());
    VERIFY_DONE(m_office->complete(u"registrar"_s, stream, m_date));
    QCOMPARE(numberOf(u"registrar"_s, stream), u"第1号"_s);
}

QTEST_GUILESS_MAIN(NumberServiceTest)
#include "NumberServiceTest.moc"
