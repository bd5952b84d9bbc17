// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/outgoing/SubmissionService.h"

#include "client/core/handling/DocumentService.h"
#include "client/core/sealing/FinalDocument.h"
#include "client/core/sealing/SealingService.h"
#include "tests/client/core/ForeignDocument.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;

/// What another system of the unit made is sent once for each message, and arrives as it was handed over.
class SubmissionServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSameMessageIsSentOnceAndGivesItsFirstAnswer();
    void anotherContentUnderAKnownMessageIsRefused();
    void itArrivesWithItsHeaderAndASealThatHolds();
    void itIsARecordWithItsDocumentAndReceipts();
    void whatMayNotGoIsRefusedAndLeavesNoRecord_data();
    void whatMayNotGoIsRefusedAndLeavesNoRecord();
    void whatAnOfdSaysOfItselfHasToBeTheHeader();

private:
    Submission submission(int serial) const;
    qsizetype envelopesSent() { return ExchangeProjection::outbox(sender().journal().database())->size(); }
    Workspace &sender() { return *m_office->sender; }

    std::unique_ptr<ExchangeOffice> m_office;
    std::unique_ptr<Workspace> m_keeper;
    QByteArray m_ofd; ///< Says nothing of itself.
    Submitted m_submitted;
};

void SubmissionServiceTest::initTestCase()
{
    m_office = std::make_unique<ExchangeOffice>();
    m_keeper = m_office->office.unlock(u"市政府办/sealkeeper"_s);
    const auto ofd = foreignOfd(*m_keeper, 1);
    QVERIFY2(ofd, ofd ? "" : qPrintable(describe(ofd.error())));
    m_ofd = *ofd;
}

Submission SubmissionServiceTest::submission(int serial) const
{
    return {u"oa-%1"_s.arg(serial), foreignHeader(serial), m_ofd, {{u"附表.csv"_s, "one"}}, {},
        exchange::Urgency::Expedited, 2};
}

void SubmissionServiceTest::theSameMessageIsSentOnceAndGivesItsFirstAnswer()
{
    SubmissionService service(sender());
    const qsizetype before = envelopesSent();
    const auto first = service.submit(submission(1));
    QVERIFY2(first, first ? "" : qPrintable(describe(first.error())));
    QCOMPARE(first->novelty, Novelty::New);
    QCOMPARE(first->dispatch.routes.size(), 1);
    const auto again = service.submit(submission(1));
    QVERIFY(again);
    QCOMPARE(again->novelty, Novelty::KnownAlready);
    QCOMPARE(again->stream, first->stream);
    QCOMPARE(again->dispatch.envelope, first->dispatch.envelope);
    QVERIFY(again->dispatch.routes == first->dispatch.routes);
    QCOMPARE(envelopesSent(), before + 1);
    m_submitted = *first;
}

void SubmissionServiceTest::anotherContentUnderAKnownMessageIsRefused()
{
    SubmissionService service(sender());
    const std::function<void(Submission &)> changes[] = {[](Submission &one) { one.header.title += u"（二）"_s; },
        [](Submission &one) { one.attachments[0].bytes = "two"; }, [](Submission &one) { one.attachments.clear(); },
        [](Submission &one) { one.recipients = {u"各镇"_s}; }, [](Submission &one) { one.printQuota = 3; },
        [](Submission &one) { one.urgency = exchange::Urgency::Flash; }, [](Submission &one) { one.ofd.append('\0'); }};
    const qsizetype before = envelopesSent();
    for (const auto &change : changes) {
        Submission another = submission(1);
        change(another);
        QCOMPARE(reasonOf(service.submit(another)), "submission.another");
    }
    QCOMPARE(envelopesSent(), before);
}

void SubmissionServiceTest::itArrivesWithItsHeaderAndASealThatHolds()
{
    QVERIFY(m_office->sync(sender()));
    QVERIFY(m_office->sync(*m_office->finance));
    Workspace &finance = *m_office->finance;
    const auto arrived = ExchangeProjection::arrived(finance.journal().database(), m_submitted.dispatch.envelope);
    QVERIFY(arrived && *arrived);
    const ArrivalService arrivals(finance);
    exchange::DocumentHeader header = arrivals.documentHeader((*arrived)->entry).value();
    QCOMPARE(header.identifier, sender().profile().unit.toString() + u"-2026-1"_s);
    header.parts.clear();
    header.identifier.clear();
    QVERIFY(header == foreignHeader(1));
    QCOMPARE(arrivals.documentOfd((*arrived)->entry).value(), m_ofd);
    QVERIFY(arrivals.verify(**arrived)->conclusion <= SealingConclusion::CannotBeChecked);
    QCOMPARE((*arrived)->header.routing().urgency, exchange::Urgency::Expedited);
}

void SubmissionServiceTest::itIsARecordWithItsDocumentAndReceipts()
{
    QVERIFY(m_office->sync(sender()));
    RecordService records(sender());
    const auto view = records.load(m_submitted.stream);
    QVERIFY2(view, view ? "" : qPrintable(describe(view.error())));
    QCOMPARE(view->record.module, u"submission"_s);
    QCOMPARE(view->record.values().value(u"message"_s).toString(), u"oa-1"_s);
    QCOMPARE(view->record.values().value(u"number"_s).toString(), u"澄政办发〔2026〕1号"_s);
    QCOMPARE(view->possible.size(), 1);
    QCOMPARE(view->possible.at(0).possible.rules.act, u"track"_s);
    QCOMPARE(DocumentService(sender()).load(view->record)->ofd, m_ofd);
    const auto tracking = ReceiptService(sender()).tracking(m_submitted.stream);
    QVERIFY(tracking);
    QCOMPARE(tracking->summary.delivered, 1);
}

void SubmissionServiceTest::whatMayNotGoIsRefusedAndLeavesNoRecord_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *what, const char *reason) {
        QTest::newRow(what) << QString::fromLatin1(what) << QByteArray(reason);
    };
    row("who does not hold the unit's key", "dispatch.no-unit-key");
    row("not sealed", "dispatch.seal");
    row("another unit's seal", "dispatch.seal");
    row("too secret", "exchange.secrecy-refused");
    row("unknown recipient", "routing.unknown-recipient");
    row("no title", "document-header.element");
    row("no number and no identifier", "sealing.no-number");
    row("a path for an attachment", "dispatch.attachment-name");
}

void SubmissionServiceTest::whatMayNotGoIsRefusedAndLeavesNoRecord()
{
    QFETCH(QString, what);
    QFETCH(QByteArray, reason);
    Submission one = submission(50);
    std::unique_ptr<Workspace> other;
    if (what == u"who does not hold the unit's key")
        other = m_office->office.unlock(u"市政府办/clerk"_s);
    else if (what == u"not sealed")
        one.ofd = SealingService(sender()).finish(SampleOffice::notice(50))->ofd;
    else if (what == u"another unit's seal")
        other = m_office->office.unlock(u"市财政局/mailroom"_s);
    else if (what == u"too secret")
        one.header.secrecy = u"机密★1年"_s;
    else if (what == u"unknown recipient")
        one.recipients = {u"某某局"_s};
    else if (what == u"no title")
        one.header.title.clear();
    else if (what == u"no number and no identifier")
        one.header.number.clear();
    else
        one.attachments[0].name = u"../附表.csv"_s;
    if (what == u"another unit's seal")
        one.header.recipients = {u"江阴市人民政府办公室"_s};
    Workspace &workspace = other ? *other : sender();
    QCOMPARE(reasonOf(SubmissionService(workspace).submit(one)), reason);
    QVERIFY(!workspace.journal().hasStream(submissionStream(one.message)).value());
}

void SubmissionServiceTest::whatAnOfdSaysOfItselfHasToBeTheHeader()
{
    SubmissionService service(sender());
    exchange::DocumentHeader header = foreignHeader(60);
    header.identifier = identifierOf(header.number, sender().profile().unit, header.date).value();
    Submission one = submission(60);
    const auto told = foreignOfd(*m_keeper, 60, customDataOf(header));
    QVERIFY(told);
    one.ofd = *told;
    Submission other = one;
    other.header.title += u"（修订）"_s;
    QCOMPARE(reasonOf(service.submit(other)), "dispatch.document-differs");
    QVERIFY(service.submit(one));
}

QTEST_GUILESS_MAIN(SubmissionServiceTest)
#include "SubmissionServiceTest.moc"
