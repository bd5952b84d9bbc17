// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/EvidenceService.h"
#include "client/core/exchange/DesktopMarks.h"
#include "client/core/handling/ActService.h"
#include "client/core/handling/DocumentService.h"
#include "client/core/records/RecordProjection.h"
#include "server/admin/Files.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampAuthority.h"
#include "shared/modules/RecordEvent.h"
#include "tests/client/core/OutgoingSteps.h"
#include "tests/client/core/exchange/ExchangeOffice.h"
#include "tests/shared/crypto/Hierarchy.h"
#include "tests/shared/crypto/TimeStampFixtures.h"

#include <QSet>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

const QString Leader = u"市政府办/leader"_s;
const QString Reviewer = u"市政府办/reviewer"_s;

/// A link on which requests for time stamps go another way.
class StampLink final : public ServerLink
{
public:
    using Stamping = std::function<Result<protocol::Body>(const protocol::RequestTimeStamp &)>;
    StampLink(ServerLink &link, Stamping stamping)
        : m_link(link)
        , m_stamping(std::move(stamping))
    {
    }
    Result<protocol::Body> request(protocol::Body body) override
    {
        if (const auto *asked = std::get_if<protocol::RequestTimeStamp>(&body))
            return m_stamping(*asked);
        return m_link.request(std::move(body));
    }

private:
    ServerLink &m_link;
    Stamping m_stamping;
};

} // namespace

/// Evidence that desktops keep with signed acts, by a real server that gives time stamps.
class EvidenceServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everySignedActIsProvenAfterASynchronisation();
    void everyDesktopComesToTheSame();
    void theListIsStoredOnceForAllActs();
    void nothingIsWrittenTwice();
    void whatIsCutAtAnyPointIsMadeWhole();
    void offlineTheTimeIsClaimedUntilTheServerIsBack();
    void withoutStampsTheRestIsKeptAndTheStampFollows();
    void aStampThatFailsStopsNothing_data();
    void aStampThatFailsStopsNothing();
    void aStampThatDoesNotHoldIsToldOnceAndAskedForOnceARun();
    void anActOfAnAuthorityThatIsKnownNoMoreIsNotAskedFor();
    void aDamagedAuditLogStopsNothing();
    void forgedEvidenceIsARemark();
    void whatOthersWriteHidesNothing();
    void aStandaloneDesktopKeepsWhatItHas();

private:
    OutgoingOffice members()
    {
        return {u"江阴市人民政府办公室"_s, u"市政府办/clerk"_s, Reviewer, Leader, u"市政府办/registrar"_s,
            u"市政府办/sealkeeper"_s, [this](const QString &name) { return m_exchange->office.unlock(name); },
            [this](Workspace &desk) -> Result<void> {
                WENYI_CHECK(m_exchange->sync(desk));
                return {};
            }};
    }
    /// A notice that awaits the reviewer.
    StreamId submitted();
    void review(Workspace &desk, const StreamId &stream)
    {
        const auto done = doStep(desk, stream, u"agree"_s, u"拟同意。"_s);
        QVERIFY2(done, reasonOf(done).constData());
    }
    /// What a desktop says of each act, one line each.
    static QStringList verdicts(Workspace &desk, const StreamId &stream);
    static QList<StoredEvidence> evidenceAt(Workspace &desk, const StreamId &stream)
    {
        return EvidenceProjection::inStream(desk.journal().database(), stream).value();
    }
    /// A synchronisation whose time stamps come from here.
    Result<SyncReport> syncBy(Workspace &desk, StampLink::Stamping stamping)
    {
        WENYI_TRY(auto settings, connectionSettings(desk));
        settings.endpoint = m_exchange->server->endpoint();
        protocol::ClientConnection connection(std::move(settings), m_exchange->office.random());
        ConnectionLink real(connection);
        StampLink link(real, std::move(stamping));
        DirectGate gate;
        return Synchronizer(desk, gate, link).run();
    }
    /// A notice that the reviewer has agreed to, and nothing has gone out yet.
    StreamId reviewed(Workspace &desk)
    {
        const StreamId stream = submitted();
        if (m_exchange->sync(desk))
            review(desk, stream);
        return stream;
    }
    void serveStamps(int perMinute)
    {
        m_exchange->stopServer();
        auto configuration = *m_exchange->folder->configuration();
        configuration.timeStampsPerMinute = perMinute;
        QVERIFY(server::writeFile(m_exchange->folder->path() + u"/server.toml"_s, configuration.toToml()));
        m_exchange->startServer();
    }

    std::optional<crypto::TimeStampAuthority> m_ahead;
    std::unique_ptr<ExchangeOffice> m_exchange;
    StreamId m_notice;
};

QStringList EvidenceServiceTest::verdicts(Workspace &desk, const StreamId &stream)
{
    QStringList lines;
    const QList<JudgedAct> acts = EvidenceService(desk).judge(stream).value();
    for (const JudgedAct &act : acts) {
        QStringList words{act.step.act, QString::fromLatin1(conclusionName(act.verdict.conclusion))};
        for (const EvidenceRemark &remark : act.verdict.remarks)
            words.append(QString::fromLatin1(remark.fault.reason));
        lines.append(words.join(u' '));
    }
    return lines;
}

StreamId EvidenceServiceTest::submitted()
{
    StreamId stream;
    const auto done = workAt(members(), u"市政府办/clerk"_s, [&](Workspace &desk) -> Result<void> {
        auto document = SampleOffice::notice();
        document.number.clear();
        WENYI_TRY(stream, ImportService(desk).begin(document));
        return doStep(desk, stream, u"submit"_s);
    });
    return done ? stream : StreamId();
}

void EvidenceServiceTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    const auto stream = numberedNotice(members(), {u"江阴市财政局"_s});
    QVERIFY2(stream, reasonOf(stream).constData());
    m_notice = *stream;
    QVERIFY(m_exchange->sync(*m_exchange->sender));
}

void EvidenceServiceTest::everySignedActIsProvenAfterASynchronisation()
{
    const auto acts = EvidenceService(*m_exchange->sender).judge(m_notice);
    QVERIFY2(acts, reasonOf(acts).constData());
    QCOMPARE(verdicts(*m_exchange->sender, m_notice), QStringList({u"review proven"_s, u"issue proven"_s}));
    for (const JudgedAct &act : *acts) {
        const auto late = *act.verdict.provenAt - act.step.at;
        QVERIFY(late > std::chrono::seconds(-2) && late < std::chrono::minutes(2));
        QVERIFY(act.verdict.stampedBy.contains(u"时间戳"_s));
    }
}

void EvidenceServiceTest::everyDesktopComesToTheSame()
{
    for (const QString &name : {u"市政府办/clerk"_s, Leader, u"市政府办/registrar"_s}) {
        const auto desk = m_exchange->office.unlock(name);
        QVERIFY(m_exchange->sync(*desk));
        QCOMPARE(verdicts(*desk, m_notice), verdicts(*m_exchange->sender, m_notice));
        // And after everything was made anew from the entries.
        QVERIFY(desk->journal().rebuild());
        QCOMPARE(verdicts(*desk, m_notice), verdicts(*m_exchange->sender, m_notice));
    }
}

void EvidenceServiceTest::theListIsStoredOnceForAllActs()
{
    QSet<QByteArray> blobs;
    const auto stored = evidenceAt(*m_exchange->sender, m_notice);
    QCOMPARE(stored.size(), 2);
    for (const StoredEvidence &one : stored) {
        QVERIFY(one.content.list);
        QVERIFY(m_exchange->sender->blobs().has(one.content.list->blob.digest));
        QCOMPARE(one.content.issuers.size(), 2);
        blobs.insert(one.content.list->blob.digest.toHex());
    }
    QCOMPARE(blobs.size(), 1);
}

void EvidenceServiceTest::nothingIsWrittenTwice()
{
    for (const QString &name : {Reviewer, Leader}) {
        const auto desk = m_exchange->office.unlock(name);
        for (int i = 0; i < 2; ++i) {
            const auto report = m_exchange->sync(*desk);
            QVERIFY(report);
            QCOMPARE(report->entriesPushed, 0);
        }
    }
    QCOMPARE(evidenceAt(*m_exchange->sender, m_notice).size(), 2);
}

void EvidenceServiceTest::whatIsCutAtAnyPointIsMadeWhole()
{
    for (const auto moment : {BreakingLink::Moment::BeforeServer, BreakingLink::Moment::AfterServer}) {
        const StreamId stream = submitted();
        const auto desk = m_exchange->office.unlock(Reviewer);
        QVERIFY(m_exchange->sync(*desk));
        review(*desk, stream);
        bool broke = true;
        for (int at = 0; broke; ++at)
            (void)m_exchange->sync(*desk, at, moment, &broke);
        QCOMPARE(verdicts(*desk, stream), QStringList(u"review proven"_s));
        // Where the answer with the stamp was lost, it was kept without one first.
        QVERIFY(evidenceAt(*desk, stream).size() <= 2);
        QVERIFY(m_exchange->sync(*m_exchange->sender));
        QCOMPARE(verdicts(*m_exchange->sender, stream), QStringList(u"review proven"_s));
    }
}

void EvidenceServiceTest::offlineTheTimeIsClaimedUntilTheServerIsBack()
{
    const StreamId stream = submitted();
    const auto desk = m_exchange->office.unlock(Reviewer);
    QVERIFY(m_exchange->sync(*desk));
    m_exchange->stopServer();
    review(*desk, stream);
    QVERIFY(!m_exchange->sync(*desk));
    QCOMPARE(verdicts(*desk, stream), QStringList(u"review claimed-time"_s));
    QVERIFY(evidenceAt(*desk, stream).isEmpty());
    m_exchange->startServer();
    QVERIFY(m_exchange->sync(*desk));
    QCOMPARE(verdicts(*desk, stream), QStringList(u"review proven"_s));
}

void EvidenceServiceTest::withoutStampsTheRestIsKeptAndTheStampFollows()
{
    const StreamId stream = submitted();
    const auto desk = m_exchange->office.unlock(Reviewer);
    QVERIFY(m_exchange->sync(*desk));
    serveStamps(0);
    review(*desk, stream);
    for (int i = 0; i < 2; ++i) {
        const auto report = m_exchange->sync(*desk);
        QVERIFY2(report, reasonOf(report).constData());
        QVERIFY(report->refused.isEmpty());
    }
    QCOMPARE(verdicts(*desk, stream), QStringList(u"review claimed-time"_s));
    const auto kept = evidenceAt(*desk, stream);
    QCOMPARE(kept.size(), 1);
    QVERIFY(kept.first().content.list && !kept.first().content.timeStamp);
    serveStamps(60);
    QVERIFY(m_exchange->sync(*desk));
    QCOMPARE(verdicts(*desk, stream), QStringList(u"review proven"_s));
    QCOMPARE(evidenceAt(*desk, stream).size(), 2);
}

void EvidenceServiceTest::aStampThatFailsStopsNothing_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<bool>("isTold");
    // So looks a server that does not know the message.
    QTest::newRow("connection lost") << ErrorCode::Unavailable << QByteArray("connection.lost") << false;
    QTest::newRow("no answer") << ErrorCode::Unavailable << QByteArray("connection.timeout") << false;
    QTest::newRow("unknown message") << ErrorCode::Unsupported << QByteArray("message.type") << false;
    QTest::newRow("full disk there") << ErrorCode::StorageFailure << QByteArray("store.full") << false;
    QTest::newRow("fault there") << ErrorCode::Internal << QByteArray("server.fault") << false;
    QTest::newRow("refused") << ErrorCode::NotAllowed << QByteArray("time-stamp.refused") << true;
}

void EvidenceServiceTest::aStampThatFailsStopsNothing()
{
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, reason);
    QFETCH(bool, isTold);
    const auto desk = m_exchange->office.unlock(Reviewer);
    const StreamId stream = reviewed(*desk);
    int asked = 0;
    const auto report = syncBy(*desk, [&](const auto &) -> Result<protocol::Body> {
        ++asked;
        return Error{code, reason, {}};
    });
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(asked, 1);
    QVERIFY(report->entriesPushed >= 2); // The act, and what there is of evidence.
    QCOMPARE(report->refused.size(), isTold ? 1 : 0);
    QCOMPARE(verdicts(*desk, stream), QStringList(u"review claimed-time"_s));
    QVERIFY(m_exchange->sync(*desk));
    QCOMPARE(verdicts(*desk, stream), QStringList(u"review proven"_s));
}

void EvidenceServiceTest::aStampThatDoesNotHoldIsToldOnceAndAskedForOnceARun()
{
    const auto desk = m_exchange->office.unlock(Reviewer);
    const StreamId first = reviewed(*desk);
    const StreamId second = submitted();
    QVERIFY(syncBy(*desk, [](const auto &) -> Result<protocol::Body> {
        return Error{ErrorCode::Unsupported, "time-stamp.none", {}};
    }));
    review(*desk, second);
    const auto rows = [&] {
        qsizetype count = 0;
        const auto newest = desk->audit().newest(100).value();
        for (const auto &row : newest)
            count += row.what == u"evidence.time-stamp" ? 1 : 0;
        return count;
    };
    const qsizetype before = rows();
    QList<QByteArray> asked;
    const auto wrong = [&](const protocol::RequestTimeStamp &request) -> Result<protocol::Body> {
        // A stamp that answers the request, by an authority whose clock is three hours ahead.
        asked.append(crypto::TimeStampRequest::fromDer(request.request)->imprint.digest);
        return protocol::Body(protocol::TimeStampAnswer{m_ahead->answer(request.request)});
    };
    const auto file = crypto::KeyFile::open(m_exchange->office.path(u"server-keys/time-stamp.key"_s)).value();
    const auto pin = readBounded(m_exchange->office.path(u"server-keys/time-stamp.pin"_s), 1 << 10).value();
    crypto::KeySigner signer(file.unlock(SecretBytes(pin)).value(), file.certificate());
    const wenyi::tests::FixedClock clock(m_exchange->office.environment().clock.now() + std::chrono::hours(3));
    m_ahead.emplace(crypto::TimeStampAuthority::create(signer, clock, m_exchange->office.random()).value());
    for (int run = 1; run <= 3; ++run) {
        const auto report = syncBy(*desk, wrong);
        QVERIFY2(report, reasonOf(report).constData());
        QCOMPARE(asked.size(), run);
        QCOMPARE(report->refused.size(), 1);
    }
    m_ahead.reset();
    // Each of the two had its turn, and stands in the log once.
    QCOMPARE(rows(), before + 2);
    QVERIFY(asked.at(0) != asked.at(1));
    QVERIFY(asked.at(2) == asked.at(0));
    QCOMPARE(verdicts(*desk, first), QStringList(u"review claimed-time"_s));
    for (int i = 0; i < 2; ++i)
        QVERIFY(m_exchange->sync(*desk));
    QCOMPARE(verdicts(*desk, first), QStringList(u"review proven"_s));
    QCOMPARE(verdicts(*desk, second), QStringList(u"review proven"_s));
}

void EvidenceServiceTest::anActOfAnAuthorityThatIsKnownNoMoreIsNotAskedFor()
{
    const auto desk = m_exchange->office.unlock(Reviewer);
    const StreamId stream = reviewed(*desk);
    // Signed under an operating CA that was replaced since.
    wenyi::tests::Hierarchy former;
    const auto key = former.issue(u"former"_s, desk->member().id.toString(), crypto::CertificatePurpose::Member);
    modules::RecordEvent event;
    event.module = u"outgoing"_s;
    event.version = 1;
    event.action.kind = modules::ActionKind::Complete;
    event.action.actor.member = desk->member().id;
    event.action.actor.unit = desk->profile().unit;
    event.action.task = modules::TaskId(u"review-1"_s);
    event.action.outcome = u"agree"_s;
    event.action.at = m_exchange->office.environment().clock.now();
    const StreamId old(u"signed-under-the-former"_s);
    event.action.signature =
        signStatement({u"review"_s, old, {}, u"同意。"_s, event.action.at, desk->member().id}, *key)->toBytes();
    const journal::NewEntry entry{old, u"outgoing"_s, entrykind::RecordEvent.toString(), event.toBytes().value(), {},
        desk->profile().unit.toString()};
    QVERIFY(desk->journal().append(desk->member().id, {entry}));
    QVERIFY(m_exchange->sync(*desk));
    QCOMPARE(verdicts(*desk, stream), QStringList(u"review proven"_s)); // It stands in nobody's way.
    QCOMPARE(evidenceAt(*desk, old).size(), 1);                         // What there is of it is kept.
    const Digest signature = crypto::sm3(event.action.signature);
    DesktopMarks marks(desk->journal().database());
    QVERIFY(marks.isUnstampable(signature, desk->directory().digest()).value());
    // Under another directory it would be looked at again.
    QVERIFY(!marks.isUnstampable(signature, crypto::sm3("another")).value());
    QVERIFY(EvidenceService(*desk).pending(EvidenceState::WithoutTimeStamp)->isEmpty());
    int asked = 0;
    const auto report = syncBy(*desk, [&](const auto &) -> Result<protocol::Body> {
        ++asked;
        return Error{ErrorCode::Unsupported, "time-stamp.none", {}};
    });
    QVERIFY2(report, reasonOf(report).constData());
    QVERIFY(report->refused.isEmpty());
    QCOMPARE(asked, 0);
}

void EvidenceServiceTest::aDamagedAuditLogStopsNothing()
{
    const auto desk = m_exchange->office.unlock(Reviewer);
    const StreamId stream = reviewed(*desk);
    QVERIFY(desk->journal().database().execute("ALTER TABLE audit_log RENAME TO audit_gone"));
    const auto report = m_exchange->sync(*desk);
    QVERIFY(desk->journal().database().execute("ALTER TABLE audit_gone RENAME TO audit_log"));
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->refused.size(), 1);
    QVERIFY(report->refused.first().subject.startsWith(u"audit/"));
    QCOMPARE(verdicts(*desk, stream), QStringList(u"review proven"_s));
    QVERIFY(report->entriesPushed > 0);
}

void EvidenceServiceTest::forgedEvidenceIsARemark()
{
    // Somebody of the unit writes a stamp of another act to the leader's, and words instead of evidence besides.
    const auto stored = evidenceAt(*m_exchange->sender, m_notice);
    ActEvidence forged = stored.last().content;
    forged.timeStamp = stored.first().content.timeStamp;
    const auto clerk = m_exchange->office.unlock(u"市政府办/clerk"_s);
    QVERIFY(m_exchange->sync(*clerk));
    for (const QByteArray &payload : {forged.toBytes(), QByteArray("no evidence")}) {
        const journal::NewEntry entry{m_notice, u"outgoing"_s, entrykind::RecordEvidence.toString(), payload, {},
            clerk->profile().unit.toString()};
        QVERIFY(clerk->journal().append(clerk->member().id, {entry}));
    }
    QVERIFY(m_exchange->sync(*clerk));
    QVERIFY(m_exchange->sync(*m_exchange->sender));
    const QStringList expected{u"review proven"_s, u"issue proven evidence.time-stamp"_s};
    QCOMPARE(verdicts(*m_exchange->sender, m_notice), expected);
    QCOMPARE(verdicts(*clerk, m_notice), expected);
    // The record itself goes on.
    QVERIFY(RecordService(*m_exchange->sender).load(m_notice)->refused.isEmpty());
}

void EvidenceServiceTest::whatOthersWriteHidesNothing()
{
    const auto desk = m_exchange->office.unlock(Reviewer);
    const StreamId stream = reviewed(*desk);
    QVERIFY(syncBy(*desk, [](const auto &) -> Result<protocol::Body> {
        return Error{ErrorCode::Unsupported, "time-stamp.none", {}};
    }));
    const auto kept = evidenceAt(*desk, stream);
    QCOMPARE(kept.size(), 1);
    // More than is looked at of others, and a blob that holds something else than it is said to.
    const auto clerk = m_exchange->office.unlock(u"市政府办/clerk"_s);
    QVERIFY(m_exchange->sync(*clerk));
    const auto key = clerk->contentKey();
    QVERIFY(key);
    ActEvidence junk = kept.first().content;
    junk.list->digest = crypto::sm3("another list");
    junk.list->blob = clerk->blobs().store("no list", **key, m_exchange->office.random()).value();
    for (qsizetype i = 0; i < 2 * EvidenceService::MostOfOthers; ++i) {
        const journal::NewEntry entry{stream, u"outgoing"_s, entrykind::RecordEvidence.toString(), junk.toBytes(),
            {junk.list->blob}, clerk->profile().unit.toString()};
        QVERIFY(clerk->journal().append(clerk->member().id, {entry}));
    }
    QVERIFY(m_exchange->sync(*clerk));
    QVERIFY(m_exchange->sync(*desk)); // Now the stamp comes, behind all that.
    QVERIFY(m_exchange->sync(*desk));
    QCOMPARE(evidenceAt(*desk, stream).size(), 2 + 2 * EvidenceService::MostOfOthers);
    QVERIFY(m_exchange->sync(*clerk));
    for (Workspace *reader : {desk.get(), clerk.get()}) {
        const auto acts = EvidenceService(*reader).judge(stream).value();
        QCOMPARE(conclusionName(acts.first().verdict.conclusion), "proven");
        QCOMPARE(acts.first().verdict.remarks.size(), EvidenceService::MostOfOthers);
        QCOMPARE(acts.first().verdict.remarks.first().fault.reason, "evidence.list-missing");
    }
}

void EvidenceServiceTest::aStandaloneDesktopKeepsWhatItHas()
{
    const OutgoingOffice town = townOf(m_exchange->office);
    const auto clerk = town.unlock(town.clerk);
    auto document = SampleOffice::notice();
    document.number.clear();
    const auto stream = ImportService(*clerk).begin(document);
    QVERIFY(stream);
    QVERIFY(doStep(*clerk, *stream, u"submit"_s));
    const auto view = RecordService(*clerk).load(*stream);
    ActRequest request;
    request.task = view->possible.first().possible.task.id;
    request.outcome = u"agree"_s;
    request.opinion.words = u"拟同意。"_s;
    request.document = DocumentService(*clerk).load(view->record)->digest;
    const SecretBytes pin = SampleOffice::pin();
    const auto acted = ActService(*clerk).act(*stream, request, &pin);
    QVERIFY2(acted, reasonOf(acted).constData());
    const auto kept = evidenceAt(*clerk, *stream);
    QCOMPARE(kept.size(), 1);
    QVERIFY(kept.first().content.list && !kept.first().content.timeStamp);
    QCOMPARE(kept.first().content.issuers.size(), 2);
    QCOMPARE(verdicts(*clerk, *stream), QStringList(u"review claimed-time"_s));
}

QTEST_GUILESS_MAIN(EvidenceServiceTest)
#include "EvidenceServiceTest.moc"
