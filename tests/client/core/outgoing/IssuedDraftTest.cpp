// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/handling/ActService.h"
#include "client/core/handling/DocumentService.h"
#include "client/core/uses/UseService.h"
#include "tests/client/core/OutgoingSteps.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// What is sealed is what the leader signed (T33), whatever was written meanwhile.
class IssuedDraftTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void whatChangedSinceItWasShownIsNotSigned();
    void aRevisionThatCameAfterTheSignatureIsNotSealed();
    void whatNobodyIssuedIsNotSealed();
    void whatIsIssuedIsNoLongerWritten();
    void theIssuingEntitlesTheUseOfTheSeal();
    void whatComesBackAfterItWasSealedIsShownAsItIsWritten();

private:
    /// The leader's desktop before the document is issued.
    std::unique_ptr<Workspace> leader() const { return m_office->unlock(u"澄江镇/leader"_s); }
    /// The request to issue what is shown now.
    static ActRequest requestToIssue(Workspace &desk, const StreamId &stream);
    /// The same draft with another title, saved by whoever is at the desk.
    static Result<Digest> saveWithTitle(Workspace &desk, const StreamId &stream, const QString &title);
    /// The number, and then the keeper's look at it.
    Result<SealPreview> numberAndPreview();

    std::unique_ptr<SampleOffice> m_office;
    StreamId m_stream;
    QString m_title;
};

void IssuedDraftTest::initTestCase()
{
    m_office = std::make_unique<SampleOffice>();
    QVERIFY(NumberService(*m_office->unlock(u"澄江镇/mailroom"_s)).openAll());
}

void IssuedDraftTest::init()
{
    const auto clerk = m_office->unlock(u"澄江镇/clerk"_s);
    document::OfficialDocument document = SampleOffice::notice();
    document.number.clear();
    document.issuers = {u"澄江镇人民政府"_s};
    document.issuerMark = u"澄江镇人民政府文件"_s;
    document.signatories = document.issuers;
    document.recipients = {u"江阴市人民政府办公室"_s};
    m_title = document.title;
    const auto stream = ImportService(*clerk).begin(document);
    QVERIFY2(stream, stream ? "" : qPrintable(describe(stream.error())));
    m_stream = *stream;
    QVERIFY(doStep(*clerk, m_stream, u"submit"_s));
    QVERIFY(doStep(*clerk, m_stream, u"agree"_s, u"拟同意。"_s));
}

ActRequest IssuedDraftTest::requestToIssue(Workspace &desk, const StreamId &stream)
{
    const auto view = RecordService(desk).load(stream).value();
    ActRequest request;
    request.task = view.possible.first().possible.task.id;
    request.outcome = u"agree"_s;
    request.opinion.words = u"同意印发。"_s;
    request.document = DocumentService(desk).load(view.record)->digest;
    return request;
}

Result<Digest> IssuedDraftTest::saveWithTitle(Workspace &desk, const StreamId &stream, const QString &title)
{
    DraftService drafts(desk);
    WENYI_TRY(const auto newest, drafts.load(stream));
    document::DraftRevision next{newest.content.document, newest.content.remarks, {newest.info.revision}};
    next.document.title = title;
    return drafts.save(stream, next);
}

Result<SealPreview> IssuedDraftTest::numberAndPreview()
{
    const auto registrar = m_office->unlock(u"澄江镇/mailroom"_s);
    WENYI_CHECK(doStep(*registrar, m_stream, u"numbered"_s, {}, {{u"issueDate"_s, u"2026-11-25"_s}}));
    return OutgoingService(*m_office->unlock(u"澄江镇/sealkeeper"_s)).sealPreview(m_stream);
}

void IssuedDraftTest::whatChangedSinceItWasShownIsNotSigned()
{
    const auto desk = leader();
    const ActRequest shown = requestToIssue(*desk, m_stream);
    const QString other = u"关于另一件事的通知"_s;
    QVERIFY(saveWithTitle(*desk, m_stream, other));
    const SecretBytes pin = SampleOffice::pin();
    QCOMPARE(reasonOf(ActService(*desk).act(m_stream, shown, &pin)), QByteArray("act.other-document"));
    // Looked at again, it goes.
    const auto signedAgain = ActService(*desk).act(m_stream, requestToIssue(*desk, m_stream), &pin);
    QVERIFY2(signedAgain, signedAgain ? "" : qPrintable(describe(signedAgain.error())));
    const auto preview = numberAndPreview();
    QVERIFY2(preview, preview ? "" : qPrintable(describe(preview.error())));
    QCOMPARE(preview->document.document.title, other);
}

void IssuedDraftTest::aRevisionThatCameAfterTheSignatureIsNotSealed()
{
    const auto desk = leader();
    const ActRequest shown = requestToIssue(*desk, m_stream);
    // As if it had been written at another desktop before that one knew that the document was issued.
    QVERIFY(saveWithTitle(*desk, m_stream, u"关于偷换内容的通知"_s));
    const SecretBytes pin = SampleOffice::pin();
    QVERIFY(RecordService(*desk).act(m_stream, shown, &pin));
    const auto view = RecordService(*desk).load(m_stream).value();
    QCOMPARE(DocumentService(*desk).load(view.record)->draft->title, m_title);
    const auto preview = numberAndPreview();
    QVERIFY2(preview, preview ? "" : qPrintable(describe(preview.error())));
    QCOMPARE(preview->document.document.title, m_title);
    QVERIFY(!preview->document.document.number.isEmpty());
}

void IssuedDraftTest::whatNobodyIssuedIsNotSealed()
{
    QCOMPARE(reasonOf(OutgoingService(*leader()).sealPreview(m_stream)), QByteArray("outgoing.not-issued"));
}

void IssuedDraftTest::whatIsIssuedIsNoLongerWritten()
{
    const auto desk = leader();
    const SecretBytes pin = SampleOffice::pin();
    QVERIFY(ActService(*desk).act(m_stream, requestToIssue(*desk, m_stream), &pin));
    const auto registrar = m_office->unlock(u"澄江镇/mailroom"_s);
    QCOMPARE(reasonOf(saveWithTitle(*registrar, m_stream, u"关于偷换内容的通知"_s)), QByteArray("draft.issued"));
}

void IssuedDraftTest::theIssuingEntitlesTheUseOfTheSeal()
{
    const auto desk = leader();
    const ActRequest issuing = requestToIssue(*desk, m_stream);
    const SecretBytes pin = SampleOffice::pin();
    QVERIFY(ActService(*desk).act(m_stream, issuing, &pin));
    auto preview = numberAndPreview();
    QVERIFY2(preview, preview ? "" : qPrintable(describe(preview.error())));
    const auto keeper = m_office->unlock(u"澄江镇/sealkeeper"_s);
    const auto before = UseService(*keeper).check()->uses.uses.size();
    SealPreview other = *preview;
    other.document.document.title = u"关于偷换内容的通知"_s;
    QCOMPARE(reasonOf(OutgoingService(*keeper).seal(m_stream, other, pin)), QByteArray("outgoing.not-as-issued"));
    const auto sealedDocument = OutgoingService(*keeper).seal(m_stream, *preview, pin);
    QVERIFY2(sealedDocument, sealedDocument ? "" : qPrintable(describe(sealedDocument.error())));

    const auto report = UseService(*keeper).check();
    QCOMPARE(report->findings.size(), 0);
    QCOMPARE(report->uses.uses.size(), before + 1);
    LoggedUse logged = report->uses.uses.last();
    QVERIFY(logged.use().warrant.kind == WarrantKind::Issue);
    QCOMPARE(logged.use().warrant.record, m_stream);
    QCOMPARE(logged.use().warrant.approved, issuing.document);
    QCOMPARE(logged.use().documentNumber, preview->document.header.number);
    QCOMPARE(report->approvals.value(logged.origin.entry).by, desk->member().id);
    // An issuing of something else, or none, entitles nothing.
    const UseJudge judge(
        report->uses, keeper->trust(), keeper->directory(), keeper->profile().unit, issueFinder(*keeper));
    logged.completed.use.warrant.approved = logged.use().content;
    QCOMPARE(reasonOf(judge.approvalOf(logged)), QByteArray("seal-use.other-document"));
    logged.completed.use.warrant.id = logged.origin.entry;
    QCOMPARE(reasonOf(judge.approvalOf(logged)), QByteArray("seal-use.no-issue"));
}

/// Issued anew by what it is then, it is sealed under its number and another date.
void IssuedDraftTest::whatComesBackAfterItWasSealedIsShownAsItIsWritten()
{
    const auto shown = [this] {
        const auto desk = leader();
        return DocumentService(*desk).load(RecordService(*desk).load(m_stream).value().record).value();
    };
    const auto issue = [this] {
        const auto desk = leader();
        const SecretBytes pin = SampleOffice::pin();
        return ActService(*desk).act(m_stream, requestToIssue(*desk, m_stream), &pin);
    };
    QVERIFY(issue());
    const auto first = numberAndPreview();
    QVERIFY2(first, first ? "" : qPrintable(describe(first.error())));
    const auto keeper = [this] { return m_office->unlock(u"澄江镇/sealkeeper"_s); };
    QVERIFY(OutgoingService(*keeper()).seal(m_stream, *first, SampleOffice::pin()));
    QVERIFY(shown().verdict);
    for (const QString &target : {u"number"_s, u"review"_s}) {
        const auto mailRoom = m_office->unlock(u"澄江镇/mailroom"_s);
        ActRequest back;
        back.kind = modules::ActionKind::ReturnTo;
        back.task = RecordService(*mailRoom).load(m_stream)->possible.first().possible.task.id;
        back.returnTo = target;
        back.opinion.words = u"附件有误。"_s;
        QVERIFY(RecordService(*mailRoom).act(m_stream, back));
    }
    QVERIFY(shown().draft && !shown().verdict);
    QVERIFY(doStep(*m_office->unlock(u"澄江镇/clerk"_s), m_stream, u"agree"_s, u"拟同意。"_s));
    const auto again = issue();
    QVERIFY2(again, again ? "" : qPrintable(describe(again.error())));
    const QJsonObject date{{u"issueDate"_s, u"2026-11-26"_s}};
    QVERIFY(doStep(*m_office->unlock(u"澄江镇/mailroom"_s), m_stream, u"numbered"_s, {}, date));
    const auto second = OutgoingService(*keeper()).sealPreview(m_stream);
    QVERIFY2(second, second ? "" : qPrintable(describe(second.error())));
    QCOMPARE(second->document.document.number, first->document.document.number);
    QCOMPARE(second->document.document.date, QDate(2026, 11, 26));
    QVERIFY(OutgoingService(*keeper()).seal(m_stream, *second, SampleOffice::pin()));
    QVERIFY(shown().verdict);
}

QTEST_MAIN(IssuedDraftTest)
#include "IssuedDraftTest.moc"
