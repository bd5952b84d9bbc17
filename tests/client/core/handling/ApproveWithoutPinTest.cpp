// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/handling/ActService.h"
#include "client/core/handling/DocumentService.h"
#include "client/core/outgoing/OutgoingService.h"
#include "client/core/profile/WorkspaceLock.h"
#include "client/core/records/DraftService.h"
#include "client/core/records/NumberService.h"
#include "shared/crypto/KeyFile.h"
#include "tests/client/core/OutgoingSteps.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

SecretBytes wrongPin()
{
    return SecretBytes(QByteArrayView("000000"));
}

/// One step of a document's way: who does it, and whether it asks for a PIN.
struct Step
{
    QString member;
    QString act;
    QString outcome;
    bool asksForPin = true;
    QJsonObject values = {};
};

} // namespace

/// T32 `approve_without_pin`: somebody sits down at another's open workspace. Whatever has legal weight asks for the
/// person's PIN each time, and nothing of what was opened before helps.
class ApproveWithoutPinTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStepWithLegalWeightIsOneThatSigns();
    void noStepOfAnOutgoingDocumentGoesWithoutIt();
    void noStepOfAnIncomingDocumentGoesWithoutIt();
    void aLockedSessionDoesNoStep();
    void aLockedSessionStillTakesInWhatComes();

private:
    /// Tries the step without a PIN and with a wrong one, then does it. Nothing may have changed in between.
    void tryAndDo(Workspace &desk, const StreamId &stream, const Step &step);
    static ActRequest requestFor(Workspace &desk, const StreamId &stream, const Step &step);
};

/// What the modules themselves say: each step that decides, or speaks for the unit or a person, is signed; the rest are
/// the registry's work.
void ApproveWithoutPinTest::everyStepWithLegalWeightIsOneThatSigns()
{
    const SampleOffice office;
    const auto desk = office.unlock(u"澄江镇/clerk"_s);
    QStringList signing;
    QStringList others;
    for (const QString &module : {u"outgoing"_s, u"incoming"_s}) {
        const auto definition = desk->modules().newest(module);
        QVERIFY(definition);
        for (const modules::ProcessNode &node : (*definition)->process.nodes()) {
            if (node.kind == modules::NodeKind::UserTask)
                (node.task.signature == modules::SignatureRule::Personal ? signing : others).append(node.task.act);
        }
    }
    signing.sort();
    others.sort();
    QCOMPARE(signing, (QStringList{u"handle"_s, u"instruct"_s, u"issue"_s, u"propose"_s, u"review"_s, u"seal"_s,
                          u"seal"_s, u"signFor"_s}));
    QCOMPARE(others,
        (QStringList{u"archive"_s, u"archive"_s, u"conclude"_s, u"dispatch"_s, u"draft"_s, u"number"_s, u"register"_s,
            u"track"_s}));
}

ActRequest ApproveWithoutPinTest::requestFor(Workspace &desk, const StreamId &stream, const Step &step)
{
    const auto view = RecordService(desk).load(stream).value();
    ActRequest request;
    for (const PossibleAct &possible : view.possible) {
        if (possible.possible.rules.act == step.act)
            request.task = possible.possible.task.id;
    }
    request.outcome = step.outcome;
    request.opinion.words = u"同意。"_s;
    request.values = step.values;
    request.document = DocumentService(desk).load(view.record)->digest;
    return request;
}

void ApproveWithoutPinTest::tryAndDo(Workspace &desk, const StreamId &stream, const Step &step)
{
    const ActRequest request = requestFor(desk, stream, step);
    QVERIFY2(!request.task.isEmpty(), qPrintable(step.act));
    const auto entriesBefore = desk.journal().unsentCount();
    const auto historyBefore = RecordService(desk).load(stream)->history.size();
    const SecretBytes wrong = wrongPin();
    const SecretBytes right = SampleOffice::pin();
    if (step.asksForPin) {
        QCOMPARE(reasonOf(ActService(desk).act(stream, request)), QByteArray("record.pin-required"));
        QCOMPARE(reasonOf(ActService(desk).act(stream, request, &wrong)), QByteArray("key-file.pin"));
        QCOMPARE(*desk.journal().unsentCount(), *entriesBefore);
        QCOMPARE(RecordService(desk).load(stream)->history.size(), historyBefore);
    }
    const auto done = ActService(desk).act(stream, request, step.asksForPin ? &right : nullptr);
    QVERIFY2(done, reasonOf(done).constData());
    QVERIFY(RecordService(desk).load(stream)->history.size() > historyBefore);
}

void ApproveWithoutPinTest::noStepOfAnOutgoingDocumentGoesWithoutIt()
{
    const SampleOffice office;
    document::OfficialDocument notice = SampleOffice::notice();
    notice.number.clear();
    notice.issuers = notice.signatories = {u"澄江镇人民政府"_s};
    notice.issuerMark = u"澄江镇人民政府文件"_s;
    const auto clerk = office.unlock(u"澄江镇/clerk"_s);
    QVERIFY(NumberService(*office.unlock(u"澄江镇/mailroom"_s)).openAll());
    const StreamId stream = ImportService(*clerk).begin(notice).value();
    tryAndDo(*clerk, stream, {{}, u"draft"_s, u"submit"_s, false});
    // The clerk reviews, too. The workspace stays open from one act to the next, and the PIN is asked again.
    const QList<Step> steps{{u"澄江镇/clerk"_s, u"review"_s, u"agree"_s}, {u"澄江镇/leader"_s, u"issue"_s, u"agree"_s}};
    for (const Step &step : steps)
        tryAndDo(*office.unlock(step.member), stream, step);
    const auto signatures = RecordService(*office.unlock(u"澄江镇/leader"_s)).verifySignatures(stream);
    QVERIFY(signatures);
    QCOMPARE(signatures->size(), 2);
    QVERIFY(std::ranges::none_of(*signatures, [](const SignatureCheck &check) { return check.fault.has_value(); }));
    const QString today =
        toDateTime(clerk->environment().clock.now()).toOffsetFromUtc(8 * 3600).date().toString(Qt::ISODate);
    tryAndDo(*office.unlock(u"澄江镇/mailroom"_s), stream,
        {{}, u"number"_s, u"numbered"_s, false, {{u"issueDate"_s, today}}});
    // The seal has a key and a PIN of its own, in its keeper's open workspace too.
    const auto keeper = office.unlock(u"澄江镇/sealkeeper"_s);
    OutgoingService outgoing(*keeper);
    const auto preview = outgoing.sealPreview(stream);
    QVERIFY2(preview, reasonOf(preview).constData());
    QCOMPARE(reasonOf(outgoing.seal(stream, *preview, wrongPin())), QByteArray("key-file.pin"));
    QCOMPARE(reasonOf(outgoing.seal(stream, *preview, SecretBytes())), QByteArray("key-file.pin"));
    QCOMPARE(reasonOf(outgoing.sealedOfd(stream)), QByteArray("outgoing.not-sealed"));
    QVERIFY(outgoing.seal(stream, *preview, SampleOffice::pin()));
    QVERIFY(outgoing.sealedOfd(stream));
}

void ApproveWithoutPinTest::noStepOfAnIncomingDocumentGoesWithoutIt()
{
    ExchangeOffice exchange;
    auto order = exchange.order(StreamId(u"notice"_s), 52);
    order.recipients = {u"江阴市财政局"_s};
    const auto dispatched = DispatchService(*exchange.sender).dispatch(order);
    QVERIFY2(dispatched, reasonOf(dispatched).constData());
    const StreamId stream = incomingStream(dispatched->envelope);
    QVERIFY(exchange.sync(*exchange.sender));
    QVERIFY(exchange.sync(*exchange.finance));
    QVERIFY(NumberService(*exchange.finance).openAll());
    QVERIFY(exchange.sync(*exchange.finance));
    const QList<Step> steps{{u"mailroom"_s, SignForAct.toString(), SignForOutcome.toString()},
        {u"mailroom"_s, u"register"_s, u"registered"_s, false}, {u"clerk"_s, u"propose"_s, u"proposed"_s},
        {u"leader"_s, u"instruct"_s, u"read"_s},
        {u"clerk"_s, u"conclude"_s, u"concluded"_s, false, {{u"result"_s, u"已传达学习。"_s}}}};
    for (const Step &step : steps) {
        const auto own = step.member == u"mailroom" ? nullptr : exchange.office.unlock(u"市财政局/"_s + step.member);
        Workspace &desk = own ? *own : *exchange.finance;
        QVERIFY(exchange.sync(desk));
        tryAndDo(desk, stream, step);
        QVERIFY(exchange.sync(desk));
    }
}

/// While it is locked no step goes, with the right PIN or where none is asked; drafts are kept. Only the member's PIN
/// opens it, and the wrong ones are counted.
void ApproveWithoutPinTest::aLockedSessionDoesNoStep()
{
    const SampleOffice office;
    const auto clerk = office.unlock(u"澄江镇/clerk"_s);
    document::OfficialDocument notice = SampleOffice::notice();
    notice.number.clear();
    const StreamId stream = ImportService(*clerk).begin(notice).value();
    const Step draft{{}, u"draft"_s, u"submit"_s, false};
    const Step review{{}, u"review"_s, u"agree"_s};
    const auto refused = [&](const Step &step) {
        const SecretBytes pin = SampleOffice::pin();
        return reasonOf(
            ActService(*clerk).act(stream, requestFor(*clerk, stream, step), step.asksForPin ? &pin : nullptr));
    };
    QVERIFY(lock(*clerk));
    QCOMPARE(refused(draft), QByteArray("session.locked"));
    QCOMPARE(reasonOf(clerk->openKey(keyfile::PersonalSigning, SampleOffice::pin())), QByteArray("session.locked"));
    const auto before = DraftService(*clerk).load(stream);
    document::DraftRevision revision = before->content;
    revision.parents = {before->info.revision};
    revision.document.title = u"改过的标题"_s;
    QVERIFY(DraftService(*clerk).save(stream, revision));

    const auto path = clerk->profile().memberPath(clerk->member().id, keyfile::PersonalEncryption);
    for (int wrong = 1; wrong <= 2; ++wrong) {
        QCOMPARE(reasonOf(reopen(*clerk, wrongPin())), QByteArray("key-file.pin"));
        QCOMPARE(crypto::KeyFile::open(path)->attemptsLeft(), crypto::KeyFile::AllowedAttempts - wrong);
        QCOMPARE(refused(draft), QByteArray("session.locked"));
    }
    // Somebody else's key file in the member's place, and that one's PIN.
    const QString aside = path + u".aside"_s;
    const auto [foreignFolder, foreignMember] = office.domain().desktopOf(u"澄江镇/leader"_s).value();
    const auto foreign = Profile::open(foreignFolder).value().memberPath(foreignMember, keyfile::PersonalEncryption);
    QVERIFY(QFile::rename(path, aside) && QFile::copy(foreign, path));
    QVERIFY(crypto::KeyFile::open(path)->unlock(SampleOffice::pin()));
    QCOMPARE(reasonOf(reopen(*clerk, SampleOffice::pin())), QByteArray("profile.not-in-directory"));
    QCOMPARE(refused(draft), QByteArray("session.locked"));
    QVERIFY(QFile::remove(path) && QFile::rename(aside, path));
    QVERIFY(reopen(*clerk, SampleOffice::pin()));
    QCOMPARE(crypto::KeyFile::open(path)->attemptsLeft(), crypto::KeyFile::AllowedAttempts);
    QCOMPARE(DraftService(*clerk).load(stream)->content.document.title, u"改过的标题"_s);
    tryAndDo(*clerk, stream, draft);
    QVERIFY(lock(*clerk));
    QCOMPARE(refused(review), QByteArray("session.locked"));
    for (int wrong = 0; wrong < crypto::KeyFile::AllowedAttempts; ++wrong)
        QVERIFY(!reopen(*clerk, wrongPin()));
    QCOMPARE(reasonOf(reopen(*clerk, SampleOffice::pin())), QByteArray("key-file.locked"));
    QCOMPARE(refused(review), QByteArray("session.locked"));
}

/// The mail room's desktop goes on exchanging: what comes is taken in, and a member that is given a key meanwhile has
/// it after reopening.
void ApproveWithoutPinTest::aLockedSessionStillTakesInWhatComes()
{
    ExchangeOffice exchange;
    QVERIFY(lock(*exchange.finance));
    auto order = exchange.order(StreamId(u"notice"_s), 53);
    order.recipients = {u"江阴市财政局"_s};
    const auto dispatched = DispatchService(*exchange.sender).dispatch(order);
    QVERIFY2(dispatched, reasonOf(dispatched).constData());
    QVERIFY(exchange.sync(*exchange.sender));
    const auto synced = exchange.sync(*exchange.finance);
    QVERIFY2(synced, reasonOf(synced).constData());
    const StreamId stream = incomingStream(dispatched->envelope);
    QVERIFY(RecordService(*exchange.finance).load(stream));
    const Step signFor{u"mailroom"_s, SignForAct.toString(), SignForOutcome.toString()};
    const SecretBytes pin = SampleOffice::pin();
    const auto request = requestFor(*exchange.finance, stream, signFor);
    QCOMPARE(reasonOf(ActService(*exchange.finance).act(stream, request, &pin)), QByteArray("session.locked"));
    QVERIFY(reopen(*exchange.finance, SampleOffice::pin()));
    tryAndDo(*exchange.finance, stream, signFor);
}

QTEST_GUILESS_MAIN(ApproveWithoutPinTest)
#include "ApproveWithoutPinTest.moc"
