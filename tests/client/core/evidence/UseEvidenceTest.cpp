// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/DomainAuthority.h"
#include "client/core/evidence/EvidenceService.h"
#include "client/core/exchange/DesktopMarks.h"
#include "client/core/uses/UseService.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampAuthority.h"
#include "tests/client/core/OutgoingSteps.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

/// Evidence that desktops keep with the uses of seals, by a real server that gives time stamps.
class UseEvidenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aUseIsClaimedUntilItIsStamped();
    void theStampProvesUseAndSeal();
    void nothingIsWrittenTwice();
    void everyDesktopComesToTheSame();
    void theRegisterStaysAsItWas();
    void aStampThatRunsOutIsRenewedAtASynchronisation();
    void aUseThatSaysSomethingElseIsTold();

private:
    /// A time stamp by an authority of the domain whose certificate runs out in a hundred days.
    QByteArray stampedBriefly(const crypto::TimeStampRequest &request);
    OutgoingOffice members()
    {
        return {u"江阴市人民政府办公室"_s, u"市政府办/clerk"_s, u"市政府办/reviewer"_s, u"市政府办/leader"_s,
            u"市政府办/registrar"_s, u"市政府办/sealkeeper"_s,
            [this](const QString &name) { return m_exchange->office.unlock(name); },
            [this](Workspace &desk) -> Result<void> {
                WENYI_CHECK(m_exchange->sync(desk));
                return {};
            }};
    }
    Result<SealedDocument> seal()
    {
        OutgoingService outgoing(*m_keeper);
        WENYI_TRY(const auto preview, outgoing.sealPreview(m_notice));
        return outgoing.seal(m_notice, preview, SampleOffice::pin());
    }
    static QList<JudgedUse> judged(Workspace &desk)
    {
        const auto uses = EvidenceService(desk).judgeUses();
        if (!uses)
            qWarning("%s", qPrintable(describe(uses.error())));
        return uses.value_or(QList<JudgedUse>());
    }
    static qsizetype kept(Workspace &desk)
    {
        return EvidenceProjection::inStream(desk.journal().database(), useEvidenceStream(desk.profile().unit))->size();
    }

    std::unique_ptr<ExchangeOffice> m_exchange;
    std::unique_ptr<Workspace> m_keeper;
    StreamId m_notice;
    Digest m_signature; ///< SM3 of the seal's.
};

void UseEvidenceTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    const auto stream = numberedNotice(members(), {u"江阴市财政局"_s});
    QVERIFY2(stream, reasonOf(stream).constData());
    m_notice = *stream;
    m_keeper = m_exchange->office.unlock(u"市政府办/sealkeeper"_s);
    QVERIFY(m_exchange->sync(*m_keeper));
    const auto sealedDocument = seal();
    QVERIFY2(sealedDocument, reasonOf(sealedDocument).constData());
    QVERIFY(!sealedDocument->verdict.seals.first().verdict.stampedAt); // No server was asked.
    m_signature = sealedDocument->signature;
}

void UseEvidenceTest::aUseIsClaimedUntilItIsStamped()
{
    const auto uses = judged(*m_keeper);
    QCOMPARE(uses.size(), 1);
    QCOMPARE(conclusionName(uses.first().verdict.conclusion), QByteArray("claimed-time"));
    QVERIFY(uses.first().sealed && !uses.first().sealed->verdict.stampedAt);
    QVERIFY(uses.first().holds());
    QCOMPARE(kept(*m_keeper), 0);
}

void UseEvidenceTest::theStampProvesUseAndSeal()
{
    QVERIFY(m_exchange->sync(*m_keeper));
    QCOMPARE(kept(*m_keeper), 1);
    const auto uses = judged(*m_keeper);
    QCOMPARE(uses.size(), 1);
    const JudgedUse &use = uses.first();
    QCOMPARE(conclusionName(use.verdict.conclusion), QByteArray("proven"));
    QVERIFY(use.verdict.remarks.isEmpty());
    QCOMPARE(use.kind, entrykind::SealUsed.toString());
    QCOMPARE(use.number, 1U);
    QCOMPARE(use.member, m_keeper->member().id);
    QVERIFY(use.sealed && use.sealed->signature == m_signature);
    QVERIFY(use.sealed->verdict.stampedAt == use.verdict.provenAt);
    QVERIFY(use.sealed->use && use.sealed->use->number == 1);
    QVERIFY(use.holds());
    // What it is judged by, long after, by whoever has nothing but the root.
    const ActEvidence &evidence = use.evidence.first().content;
    QVERIFY(evidence.list && use.evidence.first().list);
    QCOMPARE(evidence.issuers.size(), 2);
    QVERIFY(m_keeper->blobs().has(evidence.list->blob.digest));
}

void UseEvidenceTest::nothingIsWrittenTwice()
{
    for (int i = 0; i < 2; ++i) {
        const auto report = m_exchange->sync(*m_keeper);
        QVERIFY2(report, reasonOf(report).constData());
        QCOMPARE(report->entriesPushed, 0);
    }
    QVERIFY(m_keeper->journal().rebuild());
    const auto report = m_exchange->sync(*m_keeper);
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->entriesPushed, 0);
    QCOMPARE(kept(*m_keeper), 1);
}

void UseEvidenceTest::everyDesktopComesToTheSame()
{
    for (const QString &name : {u"市政府办/clerk"_s, u"市政府办/leader"_s}) {
        const auto desk = m_exchange->office.unlock(name);
        QVERIFY(m_exchange->sync(*desk));
        const auto uses = judged(*desk);
        QCOMPARE(uses.size(), 1);
        QVERIFY(uses.first().verdict.provenAt == judged(*m_keeper).first().verdict.provenAt);
    }
}

void UseEvidenceTest::theRegisterStaysAsItWas()
{
    const auto report = UseService(*m_keeper).check();
    QVERIFY2(report, reasonOf(report).constData());
    QVERIFY(report->findings.isEmpty());
    QCOMPARE(report->uses.uses.size(), 1);
    // The register's stream is no record that anybody would judge as one.
    const auto streams = EvidenceProjection::streams(m_keeper->journal().database());
    QVERIFY(streams && !streams->contains(useStream(m_keeper->profile().unit)));
}

QByteArray UseEvidenceTest::stampedBriefly(const crypto::TimeStampRequest &request)
{
    auto &office = m_exchange->office;
    const auto domain =
        DomainAuthority::open(office.path(u"authority"_s), SampleOffice::pin(), office.environment()).value();
    const Instant now = office.environment().clock.now();
    auto key = crypto::PrivateKey::generate().value();
    auto certificate =
        domain.operating()
            .issue({u"时间戳服务"_s, u"测试"_s, u"time-stamp"_s}, crypto::CertificatePurpose::TimeStamp,
                key.publicKey(), now - std::chrono::hours(1), now + std::chrono::days(100), office.random())
            .value();
    crypto::KeySigner signer(std::move(key), std::move(certificate));
    const auto authority =
        crypto::TimeStampAuthority::create(signer, office.environment().clock, office.random()).value();
    return crypto::tokenFromResponse(authority.answer(request.toDer()), request).value();
}

void UseEvidenceTest::aStampThatRunsOutIsRenewedAtASynchronisation()
{
    const auto stream = numberedNotice(members(), {u"江阴市财政局"_s});
    QVERIFY2(stream, reasonOf(stream).constData());
    m_notice = *stream;
    QVERIFY(m_exchange->sync(*m_keeper));
    const auto sealedDocument = seal();
    QVERIFY2(sealedDocument, reasonOf(sealedDocument).constData());
    EvidenceService evidence(*m_keeper);
    const auto acts = evidence.pending(EvidenceState::WithoutTimeStamp).value();
    const auto use =
        std::find_if(acts.begin(), acts.end(), [](const PendingAct &act) { return isUseStream(act.stream); });
    QVERIFY(use != acts.end());
    const auto request = evidence.requestFor(*use).value();
    QVERIFY(request);
    QVERIFY(evidence.keep(*use, stampedBriefly(*request))->isStamped);
    // It was looked for what runs out before, on the same day.
    QVERIFY(m_exchange->sync(*m_keeper));
    QCOMPARE(kept(*m_keeper), 2);
    DesktopMarks marks(m_keeper->journal().database());
    for (int i = 0; i < 2; ++i) {
        QVERIFY(marks.pauseRenewals({}));
        const auto report = m_exchange->sync(*m_keeper);
        QVERIFY2(report, reasonOf(report).constData());
        QVERIFY(report->refused.isEmpty());
        QCOMPARE(kept(*m_keeper), 3);
    }
    const auto uses = judged(*m_keeper);
    QCOMPARE(uses.size(), 2);
    const JudgedUse &renewed = uses.last();
    QCOMPARE(renewed.evidence.size(), 1);
    QCOMPARE(renewed.evidence.first().renewals.size(), 1);
    QCOMPARE(conclusionName(renewed.verdict.conclusion), QByteArray("proven"));
    QVERIFY(renewed.verdict.remarks.isEmpty());
    QVERIFY(renewed.sealed && renewed.sealed->verdict.stampedAt == renewed.verdict.provenAt);
}

void UseEvidenceTest::aUseThatSaysSomethingElseIsTold()
{
    // The keeper's own signature over the use, under a content that names another document.
    const JudgedUse genuine = judged(*m_keeper).first();
    CompletedUse completed = CompletedUse::fromBytes(genuine.origin.content.content).value();
    completed.document = crypto::sm3("another document");
    const SignedContent altered{completed.toBytes(), genuine.origin.content.signature};
    const UnitCode unit = m_keeper->profile().unit;
    const journal::NewEntry entry{
        useStream(unit), u"seal"_s, entrykind::SealUsed.toString(), altered.toBytes(), {}, unit.toString()};
    QVERIFY(m_keeper->journal().append(m_keeper->member().id, {entry}));
    const auto uses = judged(*m_keeper);
    QCOMPARE(uses.size(), 3);
    QVERIFY(uses.first().holds());
    QCOMPARE(conclusionName(uses.last().verdict.conclusion), QByteArray("invalid"));
    QCOMPARE(uses.last().verdict.fault->reason, QByteArray("seal-use.signature-differs"));
    QVERIFY(!uses.last().holds());
}

QTEST_GUILESS_MAIN(UseEvidenceTest)
#include "UseEvidenceTest.moc"
