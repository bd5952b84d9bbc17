// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/DraftService.h"
#include "client/core/records/NumberService.h"
#include "client/core/records/RecordStanding.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;
using modules::ActionKind;

class RecordServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aDocumentGoesFromDraftToSealThroughFiveDesktops();
    void whatIsNotAllowedIsRefusedBeforeAnythingIsWritten();
    void aStepThatIsSignedAsksForThePin();
    void aRecordThatExistsIsNotStartedAgain();
    void anActThatCameTooLateIsKeptAndShownToItsAuthor();
    void exactlyWhatTheEngineAllowsIsOffered();
    void aSignatureThatSaysSomethingElseIsFound();
    void circulatedRecordsAreReadAndMarked();
    void whatIsDoneInAnothersSteadBearsBothNames();

private:
    StreamId submitted();
    /// How the record stands for a member.
    RecordStanding standingAt(const QString &member, const StreamId &stream);
    static QList<ActionKind> kindsOf(const RecordStanding &standing);
    std::unique_ptr<RecordOffice> m_office;
};

void RecordServiceTest::initTestCase()
{
    m_office = std::make_unique<RecordOffice>();
}

// A record that awaits its reviewer, on all desktops.
StreamId RecordServiceTest::submitted()
{
    const auto stream = DraftService(m_office->at(u"clerk"_s)).create(sampleNotice());
    if (!stream || !m_office->complete(u"clerk"_s, *stream))
        return {};
    m_office->at(u"reviewer"_s);
    return m_office->exchangeAll() ? *stream : StreamId();
}

void RecordServiceTest::aDocumentGoesFromDraftToSealThroughFiveDesktops()
{
    const StreamId stream = submitted();
    QVERIFY(!stream.isEmpty());
    VERIFY_DONE(NumberService(m_office->at(u"registrar"_s)).openAll());
    VERIFY_DONE(m_office->exchangeAll());
    for (const QString &member : {u"reviewer"_s, u"leader"_s}) {
        const auto done = m_office->complete(member, stream);
        VERIFY_DONE(done);
        m_office->at(u"leader"_s);
        VERIFY_DONE(m_office->exchangeAll());
    }
    const auto numbered = m_office->complete(u"registrar"_s, stream, {{u"issueDate"_s, u"2026-11-21"_s}});
    VERIFY_DONE(numbered);
    m_office->at(u"sealkeeper"_s);
    VERIFY_DONE(m_office->exchangeAll());
    const auto sealed = m_office->complete(u"sealkeeper"_s, stream);
    VERIFY_DONE(sealed);
    VERIFY_DONE(m_office->exchangeAll());

    RecordService service(m_office->at(u"clerk"_s));
    const auto view = service.load(stream);
    VERIFY_DONE(view);
    QCOMPARE(view->record.values().value(u"number"_s).toString(), u"澄政办发〔2026〕1号"_s);
    QStringList steps;
    for (const HistoryLine &line : view->history)
        steps.append(line.memberName + line.stepName);
    QCOMPARE(steps, QStringList({u"陆文清起草"_s, u"陆文清拟稿"_s, u"顾晓岚核稿"_s, u"沈国栋签发"_s, u"许静编号"_s,
                        u"吴志远用印"_s}));
    const auto checks = service.verifySignatures(stream);
    VERIFY_DONE(checks);
    QCOMPARE(checks->size(), 3);
    for (const SignatureCheck &check : *checks)
        QVERIFY2(check.statement, qPrintable(check.act));
    QCOMPARE(checks->at(1).statement->act, u"issue.agree"_s);
    QCOMPARE(checks->at(1).member, m_office->memberId(u"leader"_s));
}

void RecordServiceTest::whatIsNotAllowedIsRefusedBeforeAnythingIsWritten()
{
    const StreamId stream = submitted();
    RecordService service(m_office->at(u"clerk"_s));
    const auto before = m_office->at(u"clerk"_s).journal().unsentCount();
    ActRequest request;
    request.task = modules::TaskId(u"review.1"_s);
    request.outcome = u"agree"_s;
    COMPARE_REASON(service.act(stream, request, &m_office->pin()), "process.role");
    request.task = modules::TaskId(u"draft.1"_s);
    COMPARE_REASON(service.act(stream, request), "process.step-passed");
    COMPARE_REASON(service.act(StreamId(u"nowhere"_s), request), "record.none");
    COMPARE_REASON(service.start({u"unheard-of"_s, {}, {}, {}}), "module.unknown");
    RecordService reviewing(m_office->at(u"reviewer"_s));
    request.task = modules::TaskId(u"review.1"_s);
    request.values = {{u"number"_s, u"澄政办发〔2026〕99号"_s}};
    COMPARE_REASON(reviewing.act(stream, request, &m_office->pin()), "number.not-drawn");
    QCOMPARE(*m_office->at(u"clerk"_s).journal().unsentCount(), *before);
}

void RecordServiceTest::aStepThatIsSignedAsksForThePin()
{
    const StreamId stream = submitted();
    RecordService service(m_office->at(u"reviewer"_s));
    ActRequest request;
    request.task = modules::TaskId(u"review.1"_s);
    request.outcome = u"agree"_s;
    COMPARE_REASON(service.act(stream, request), "record.pin-required");
    const SecretBytes wrong(QByteArrayView("000000"));
    COMPARE_REASON(service.act(stream, request, &wrong), "key-file.pin");
    VERIFY_DONE(service.act(stream, request, &m_office->pin()));
}

void RecordServiceTest::aRecordThatExistsIsNotStartedAgain()
{
    RecordService service(m_office->at(u"clerk"_s));
    const StartRequest request{
        u"incoming"_s, {{u"title"_s, u"来文"_s}, {u"sender"_s, u"江阴市财政局"_s}}, {}, StreamId(u"envelope-1"_s)};
    VERIFY_DONE(service.start(request));
    COMPARE_REASON(service.start(request), "record.exists");
}

void RecordServiceTest::anActThatCameTooLateIsKeptAndShownToItsAuthor()
{
    const StreamId stream = submitted();
    // The clerk takes it back while the reviewer, who does not see that yet, agrees.
    RecordService clerk(m_office->at(u"clerk"_s));
    ActRequest withdraw;
    withdraw.kind = ActionKind::Withdraw;
    VERIFY_DONE(clerk.act(stream, withdraw));
    VERIFY_DONE(m_office->complete(u"reviewer"_s, stream));
    VERIFY_DONE(m_office->exchange(u"clerk"_s));
    VERIFY_DONE(m_office->exchange(u"reviewer"_s));
    VERIFY_DONE(m_office->exchangeAll());
    Workspace &reviewer = m_office->at(u"reviewer"_s);
    const auto view = RecordService(reviewer).load(stream);
    QCOMPARE(view->record.process.tasks.constFirst().node, u"draft"_s);
    QCOMPARE(view->refused.size(), 1);
    QCOMPARE(view->refused.constFirst().reason, "process.step-passed");
    const auto mine = RecordProjection::refusedEventsOf(reviewer.journal().database(), reviewer.member().id, 10);
    QVERIFY(std::any_of(mine->begin(), mine->end(), [&](const auto &one) { return one.first == stream; }));
    QCOMPARE(*RecordProjection::refusedEvents(reviewer.journal().database(), stream), view->refused);
    const RecordStanding standing = standingAt(u"reviewer"_s, stream);
    QVERIFY(standing.overtaken);
    QCOMPARE(standing.overtaken->reason, "process.step-passed");
    QVERIFY(!standingAt(u"clerk"_s, stream).overtaken);
}

RecordStanding RecordServiceTest::standingAt(const QString &member, const StreamId &stream)
{
    Workspace &workspace = m_office->at(member);
    const auto view = RecordService(workspace).load(stream);
    return view ? standingOf(workspace, *view) : RecordStanding();
}

QList<ActionKind> RecordServiceTest::kindsOf(const RecordStanding &standing)
{
    QList<ActionKind> kinds;
    for (const FurtherAct &act : standing.acts)
        kinds.append(act.kind);
    return kinds;
}

void RecordServiceTest::exactlyWhatTheEngineAllowsIsOffered()
{
    const StreamId stream = submitted();
    const RecordStanding clerks = standingAt(u"clerk"_s, stream);
    QCOMPARE(clerks.steps.size(), 1);
    QCOMPARE(clerks.steps.constFirst().name, u"核稿"_s);
    QCOMPARE(clerks.steps.constFirst().waiting, QStringList{u"顾晓岚"_s});
    QCOMPARE(kindsOf(clerks),
        (QList<ActionKind>{ActionKind::Urge, ActionKind::Withdraw, ActionKind::Suspend, ActionKind::Terminate}));
    const RecordStanding reviewers = standingAt(u"reviewer"_s, stream);
    QCOMPARE(kindsOf(reviewers), QList<ActionKind>{ActionKind::ReturnTo});
    QCOMPARE(reviewers.acts.constFirst().steps.size(), 1);
    QCOMPARE(reviewers.acts.constFirst().steps.constFirst().id, u"draft"_s);
    QCOMPARE(reviewers.acts.constFirst().steps.constFirst().name, u"拟稿"_s);
    const RecordStanding administrators = standingAt(u"admin"_s, stream);
    QCOMPARE(kindsOf(administrators),
        (QList<ActionKind>{ActionKind::Reassign, ActionKind::Suspend, ActionKind::Terminate}));
    QCOMPARE(administrators.acts.constFirst().people.size(), 1); // Nobody else reviews.
    QCOMPARE(administrators.acts.constFirst().people.constFirst().name, u"顾晓岚（秘书科科长）"_s);
    QVERIFY(kindsOf(standingAt(u"leader"_s, stream)).isEmpty());

    ActRequest suspend;
    suspend.kind = ActionKind::Suspend;
    suspend.opinion.words = u"待上级意见"_s;
    VERIFY_DONE(RecordService(m_office->at(u"clerk"_s)).act(stream, suspend));
    const RecordStanding suspended = standingAt(u"clerk"_s, stream);
    QCOMPARE(suspended.suspendedBy, u"陆文清"_s);
    QCOMPARE(kindsOf(suspended), (QList<ActionKind>{ActionKind::Resume, ActionKind::Terminate}));
}

void RecordServiceTest::aSignatureThatSaysSomethingElseIsFound()
{
    const StreamId stream = submitted();
    Workspace &reviewer = m_office->at(u"reviewer"_s);
    RecordService service(reviewer);
    ActRequest request;
    request.task = modules::TaskId(u"review.1"_s);
    request.outcome = u"agree"_s;
    request.opinion.words = u"同意。"_s;
    const auto entries = service.actEntries(stream, request, &m_office->pin());
    VERIFY_DONE(entries);
    // The same signature under other words.
    journal::NewEntry entry = entries->constLast();
    auto event = modules::RecordEvent::fromBytes(entry.payload, {}, reviewer.member().id);
    VERIFY_DONE(event);
    event->action.opinion.words = u"不同意。"_s;
    entry.payload = *event->toBytes();
    VERIFY_DONE(reviewer.journal().append(reviewer.member().id, {entry}));
    const auto checks = service.verifySignatures(stream);
    QCOMPARE(checks->size(), 1);
    QVERIFY(!checks->constFirst().statement);
    QCOMPARE(checks->constFirst().fault->reason, "record.signature-differs");
}

void RecordServiceTest::circulatedRecordsAreReadAndMarked()
{
    const StreamId stream = submitted();
    ActRequest circulate;
    circulate.kind = ActionKind::Circulate;
    circulate.others = {m_office->memberId(u"mailroom"_s)};
    VERIFY_DONE(RecordService(m_office->at(u"clerk"_s)).act(stream, circulate));
    m_office->at(u"mailroom"_s);
    VERIFY_DONE(m_office->exchangeAll());
    RecordService mailRoom(m_office->at(u"mailroom"_s));
    ActRequest read;
    read.kind = ActionKind::MarkRead;
    VERIFY_DONE(mailRoom.act(stream, read));
    QVERIFY(mailRoom.load(stream)->record.process.circulation.constFirst().readAt);
    COMPARE_REASON(RecordService(m_office->at(u"leader"_s)).act(stream, read), "process.not-circulated");
}

void RecordServiceTest::whatIsDoneInAnothersSteadBearsBothNames()
{
    const StreamId stream = submitted();
    m_office->at(u"leader"_s);
    m_office->at(u"registrar"_s);
    m_office->at(u"registrar2"_s);
    for (const QString &member : {u"reviewer"_s, u"leader"_s}) {
        VERIFY_DONE(m_office->exchangeAll());
        VERIFY_DONE(m_office->complete(member, stream));
    }
    VERIFY_DONE(m_office->exchangeAll());
    ActRequest request;
    request.kind = ActionKind::Delegate;
    request.task = modules::TaskId(u"number.1"_s);
    request.others = {m_office->memberId(u"registrar2"_s)};
    VERIFY_DONE(RecordService(m_office->at(u"registrar"_s)).act(stream, request));
    VERIFY_DONE(m_office->exchangeAll());
    request.kind = ActionKind::Save;
    request.others.clear();
    request.values = {{u"proofreader"_s, u"严明"_s}};
    VERIFY_DONE(RecordService(m_office->at(u"registrar2"_s)).act(stream, request));
    VERIFY_DONE(m_office->exchangeAll());
    const auto view = RecordService(m_office->at(u"clerk"_s)).load(stream);
    VERIFY_DONE(view);
    const HistoryLine &done = view->history.constLast();
    QCOMPARE(done.by(), u"严明（代许静）"_s);
    QCOMPARE(done.memberName, u"严明"_s); // As a receipt names who signed for it.
    const HistoryLine &delegated = view->history.at(view->history.size() - 2);
    QCOMPARE(delegated.by(), u"许静"_s);
}

QTEST_GUILESS_MAIN(RecordServiceTest)
#include "RecordServiceTest.moc"
