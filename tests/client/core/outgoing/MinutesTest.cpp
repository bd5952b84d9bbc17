// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ArrivalService.h"
#include "client/core/exchange/CourierService.h"
#include "client/core/exchange/ReceiptService.h"
#include "client/core/handling/ActService.h"
#include "client/core/handling/DocumentService.h"
#include "client/core/sealing/VerificationService.h"
#include "shared/exchange/BundleMedium.h"
#include "tests/client/core/StampOffice.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// 纪要不加盖印章: minutes go out without a seal, and their sender's signature on the envelope vouches for them.
class MinutesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void numbersWithoutAYearHaveIdentifiersOfTheirOwn();
    void nobodySignsMinutesWhoseRecordSendsThemToTheSeal();
    void whatNobodyIssuedIsNotSent();
    void minutesGoFromDraftToSignedForWithoutASeal();
    void nothingElseGoesOutWithoutASeal();

private:
    static document::OfficialDocument minutes();
    std::unique_ptr<Workspace> desk(const QString &name) const
    {
        return m_exchange->office.unlock(u"澄江镇/"_s + name);
    }
    static QByteArray conclusionOf(const SealedDocumentVerdict &verdict) { return conclusionName(verdict.conclusion); }

    std::unique_ptr<ExchangeOffice> m_exchange;
};

void MinutesTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    QVERIFY(NumberService(*desk(u"mailroom"_s)).openAll());
}

document::OfficialDocument MinutesTest::minutes()
{
    document::OfficialDocument minutes;
    minutes.format = document::Format::Minutes;
    minutes.kind = u"纪要"_s;
    minutes.issuerMark = u"澄江镇人民政府镇长办公会议纪要"_s;
    minutes.issuers = {u"澄江镇人民政府"_s};
    minutes.title = u"镇长办公会议纪要"_s;
    minutes.body = {document::Paragraph{u"会议研究了汛期安全生产工作，议定事项如下。"_s}};
    minutes.attendees = {u"顾长根"_s, u"周敏"_s};
    minutes.printer = u"澄江镇人民政府"_s;
    return minutes;
}

void MinutesTest::numbersWithoutAYearHaveIdentifiersOfTheirOwn()
{
    const UnitCode unit(u"11320281014033000A"_s);
    const QDate date(2026, 11, 30);
    QCOMPARE(identifierOf(u"澄镇政发〔2026〕12号"_s, unit, date).value(), u"11320281014033000A-2026-12"_s);
    QCOMPARE(identifierOf(u"第12号"_s, unit, date).value(), u"11320281014033000A-2026-1113000012"_s);
    QCOMPARE(identifierOf(u"第12期"_s, unit, date).value(), u"11320281014033000A-2026-2113000012"_s);
    QCOMPARE(identifierOf(u"第99999号"_s, unit, QDate(2027, 1, 2)).value(), u"11320281014033000A-2027-1010299999"_s);
    QCOMPARE(reasonOf(identifierOf(u"第12号"_s, unit, QDate())), QByteArray("sealing.no-number"));
    QCOMPARE(reasonOf(identifierOf(u"第012号"_s, unit, date)), QByteArray("sealing.no-number"));
}

void MinutesTest::nobodySignsMinutesWhoseRecordSendsThemToTheSeal()
{
    const auto clerk = desk(u"clerk"_s);
    document::OfficialDocument notice = minutes();
    notice.format = document::Format::Document;
    notice.signatories = notice.issuers;
    const auto stream = ImportService(*clerk).begin(notice);
    QVERIFY2(stream, reasonOf(stream).constData());
    const auto first = DraftService(*clerk).load(*stream);
    QVERIFY(first);
    QVERIFY(DraftService(*clerk).save(*stream, {minutes(), {}, {first->info.revision}}));
    QVERIFY(doStep(*clerk, *stream, u"submit"_s));
    const auto view = RecordService(*clerk).load(*stream); // In a town the clerk reviews too.
    ActRequest request;
    request.task = view->possible.first().possible.task.id;
    request.outcome = u"agree"_s;
    request.document = documentDigest(DraftService(*clerk).load(*stream)->content.document);
    const SecretBytes pin = SampleOffice::pin();
    QCOMPARE(reasonOf(ActService(*clerk).act(*stream, request, &pin)), QByteArray("act.other-signing"));
}

void MinutesTest::whatNobodyIssuedIsNotSent()
{
    const auto clerk = desk(u"clerk"_s);
    const auto stream = ImportService(*clerk).begin(minutes());
    QVERIFY2(stream, reasonOf(stream).constData());
    DispatchChoice choice;
    choice.recipients = {u"江阴市财政局"_s};
    QCOMPARE(
        reasonOf(OutgoingService(*desk(u"mailroom"_s)).dispatch(*stream, choice)), QByteArray("record.not-your-step"));
}

void MinutesTest::minutesGoFromDraftToSignedForWithoutASeal()
{
    const auto stream = numberedAt(townOf(m_exchange->office), minutes());
    QVERIFY2(stream, reasonOf(stream).constData());
    const auto mailRoom = desk(u"mailroom"_s);
    QCOMPARE(RecordService(*mailRoom).load(*stream)->record.values().value(u"number"_s).toString(), u"第1期"_s);
    DispatchChoice choice;
    choice.recipients = {u"江阴市财政局"_s};
    const auto dispatched = OutgoingService(*mailRoom).dispatch(*stream, choice);
    QVERIFY2(dispatched, reasonOf(dispatched).constData());
    const QString stick = m_exchange->office.path(u"stick"_s);
    QVERIFY(QDir().mkpath(stick));
    exchange::FolderMedium medium(stick);
    Workspace &finance = *m_exchange->finance;
    const auto out = CourierService(*mailRoom).exportTo(finance.profile().desktop, medium);
    QVERIFY2(out, reasonOf(out).constData());
    const auto in = CourierService(finance).import(medium, out->fileName);
    QVERIFY2(in, reasonOf(in).constData());
    QCOMPARE(in->refused(), 0);
    QCOMPARE(in->arrivals.size(), 1);

    const StreamId incoming = incomingStream(dispatched->envelope);
    const auto arrived = DocumentService(finance).load(RecordService(finance).load(incoming)->record);
    QVERIFY2(arrived, reasonOf(arrived).constData());
    QCOMPARE(conclusionOf(*arrived->verdict), QByteArray("unsealed"));
    QVERIFY(arrived->verdict->seals.isEmpty() && arrived->verdict->holds() && !arrived->verdict->isFullyValid());
    // The same file without its envelope: nobody vouches for it.
    const UnitCode town = mailRoom->profile().unit;
    const VerificationService verification(finance.trust(), finance.directory(), finance.environment().clock);
    QCOMPARE(conclusionOf(verification.verify(arrived->ofd, town).value()), QByteArray("not-sealed"));
    const auto signedFor = ReceiptService(finance).signFor(incoming, SampleOffice::pin());
    QVERIFY2(signedFor, reasonOf(signedFor).constData());
}

/// A mail room that hands in a notice without a seal, whatever its program says of the process.
void MinutesTest::nothingElseGoesOutWithoutASeal()
{
    const auto mailRoom = desk(u"mailroom"_s);
    document::OfficialDocument notice = minutes();
    notice.date = QDate(2026, 11, 30);
    notice.signing = document::Signing::Unsealed;
    notice.format = document::Format::Document;
    notice.kind = u"通知"_s;
    notice.title = u"关于开展检查的通知"_s;
    notice.number = u"澄镇政发〔2026〕9号"_s;
    notice.recipients = {u"江阴市财政局"_s};
    notice.signatories = notice.issuers;
    const auto final =
        finishDocument(notice, mailRoom->profile().unit, mailRoom->fonts(), mailRoom->environment().clock.now());
    QVERIFY2(final, reasonOf(final).constData());
    DispatchOrder order;
    order.stream = StreamId(u"by-hand"_s);
    order.header = final->header;
    order.ofd = final->ofd;
    const auto sent = DispatchService(*mailRoom).dispatch(order);
    QCOMPARE(reasonOf(sent), QByteArray("dispatch.seal"));
    QCOMPARE(sent.error().detail, u"not-sealed"_s);
}

QTEST_MAIN(MinutesTest)
#include "MinutesTest.moc"
