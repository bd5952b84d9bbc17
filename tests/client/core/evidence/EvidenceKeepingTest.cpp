// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/domain/DomainAuthority.h"
#include "client/core/evidence/EvidenceService.h"
#include "client/core/records/DraftService.h"
#include "client/core/records/RecordProjection.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampAuthority.h"
#include "shared/modules/RecordEvent.h"
#include "tests/client/core/records/RecordOffice.h"

#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// Evidence that is kept without a server, by a clock that moves when told.
class EvidenceKeepingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatCannotBeKeptStandsInNobodysWay();
    void afterItsAuthorityRanOutTheRestIsKept();
    void aStampIsRenewedBeforeItsAuthorityRunsOut();
    void anotherDesktopRenewsWhatItsOwnDoesNot();
    void theSameOverItTwiceIsJudgedOnce();

private:
    /// An office in which the reviewer's act is stamped by an authority whose certificate ends in a year.
    void stampForAYear();
    std::unique_ptr<crypto::KeySigner> stamper(int years);
    QByteArray stamped(crypto::Signer &stamper, const std::optional<crypto::TimeStampRequest> &request);
    /// How many acts of the record are proven.
    qsizetype proven(Workspace &desk);
    Workspace &reviewer() { return m_office->at(u"reviewer"_s); }
    /// A record that the reviewer has agreed to.
    StreamId reviewed();
    QList<StoredEvidence> kept(const StreamId &stream)
    {
        return EvidenceProjection::inStream(reviewer().journal().database(), stream).value();
    }

    std::unique_ptr<RecordOffice> m_office;
    std::unique_ptr<crypto::KeySigner> m_first;  ///< Ends in a year.
    std::unique_ptr<crypto::KeySigner> m_second; ///< In three.
    StreamId m_stamped;
};

void EvidenceKeepingTest::initTestCase()
{
    m_office = std::make_unique<RecordOffice>();
}

StreamId EvidenceKeepingTest::reviewed()
{
    const auto stream = DraftService(m_office->at(u"clerk"_s)).create(sampleNotice());
    if (!stream || !m_office->complete(u"clerk"_s, *stream))
        return {};
    reviewer();
    return m_office->exchangeAll() && m_office->complete(u"reviewer"_s, *stream) ? *stream : StreamId();
}

void EvidenceKeepingTest::whatCannotBeKeptStandsInNobodysWay()
{
    // More than one page of acts whose signature is none.
    const StreamId junk(u"junk"_s);
    for (qsizetype i = 0; i < EvidenceService::AtOnce + 1; ++i) {
        modules::RecordEvent event;
        event.module = u"outgoing"_s;
        event.version = 1;
        event.action.kind = modules::ActionKind::Complete;
        event.action.actor.member = reviewer().member().id;
        event.action.actor.unit = reviewer().profile().unit;
        event.action.task = modules::TaskId(u"review-%1"_s.arg(i));
        event.action.outcome = u"agree"_s;
        event.action.at = m_office->clock.now();
        event.action.signature = QByteArray(400, 's');
        const journal::NewEntry entry{junk, u"outgoing"_s, entrykind::RecordEvent.toString(), event.toBytes().value(),
            {}, reviewer().profile().unit.toString()};
        VERIFY_DONE(reviewer().journal().append(reviewer().member().id, {entry}));
    }
    const StreamId stream = reviewed();
    QVERIFY(!stream.isEmpty());
    QVERIFY(kept(stream).isEmpty());
    VERIFY_DONE(EvidenceService(reviewer()).keepAll());
    QCOMPARE(kept(stream).size(), 1);
    QVERIFY(kept(junk).isEmpty());
}

void EvidenceKeepingTest::afterItsAuthorityRanOutTheRestIsKept()
{
    const StreamId stream = reviewed();
    QVERIFY(!stream.isEmpty());
    m_office->clock.advance(std::chrono::hours(24 * 365 * 40));
    VERIFY_DONE(EvidenceService(reviewer()).keepAll());
    QCOMPARE(kept(stream).size(), 1);
    QVERIFY(!kept(stream).first().content.list);
    QCOMPARE(kept(stream).first().content.issuers.size(), 2);
}

std::unique_ptr<crypto::KeySigner> EvidenceKeepingTest::stamper(int years)
{
    const auto authority =
        DomainAuthority::open(m_office->path(u"authority"_s), m_office->pin(), m_office->environment()).value();
    auto key = crypto::PrivateKey::generate().value();
    auto certificate = authority
                           .issue({u"时间戳服务"_s, u"测试"_s, u"time-stamp"_s}, crypto::CertificatePurpose::TimeStamp,
                               key.publicKey(), years)
                           .value();
    return std::make_unique<crypto::KeySigner>(std::move(key), std::move(certificate));
}

QByteArray EvidenceKeepingTest::stamped(crypto::Signer &stamper, const std::optional<crypto::TimeStampRequest> &request)
{
    auto authority =
        crypto::TimeStampAuthority::create(stamper, m_office->clock, m_office->environment().random).value();
    return crypto::tokenFromResponse(authority.answer(request->toDer()), *request).value();
}

qsizetype EvidenceKeepingTest::proven(Workspace &desk)
{
    const auto acts = EvidenceService(desk).judge(m_stamped).value();
    return std::count_if(
        acts.begin(), acts.end(), [](const JudgedAct &act) { return act.verdict.conclusion == ActConclusion::Proven; });
}

void EvidenceKeepingTest::stampForAYear()
{
    m_office = std::make_unique<RecordOffice>();
    m_stamped = reviewed();
    QVERIFY(!m_stamped.isEmpty());
    m_first = stamper(1);
    m_second = stamper(3);
    EvidenceService evidence(reviewer());
    const auto acts = evidence.pending(EvidenceState::WithoutTimeStamp).value();
    QCOMPARE(acts.size(), 1);
    const auto kept = evidence.keep(acts.first(), stamped(*m_first, evidence.requestFor(acts.first()).value()));
    VERIFY_DONE(kept);
    QVERIFY(kept->isStamped);
    QCOMPARE(proven(reviewer()), 1);
}

void EvidenceKeepingTest::aStampIsRenewedBeforeItsAuthorityRunsOut()
{
    stampForAYear();
    EvidenceService evidence(reviewer());
    QVERIFY(evidence.dueForRenewal()->isEmpty());
    m_office->clock.advance(std::chrono::days(200));
    const auto due = evidence.dueForRenewal().value();
    QCOMPARE(due.size(), 1);
    QVERIFY(evidence.dueForRenewal()->isEmpty()); // It was looked for today.
    // A stamp of the same authority gains nothing.
    const auto same = evidence.renew(due.first(), stamped(*m_first, evidence.requestFor(due.first()).value()));
    VERIFY_DONE(same);
    QVERIFY(!same->isStamped && !same->stampFault);
    // One that is over something else is told, and so is none at all.
    auto wrong = evidence.requestFor(due.first()).value();
    wrong->imprint = crypto::MessageImprint::of("something else");
    for (const QByteArray &token : {stamped(*m_second, wrong), QByteArray("no token")})
        QCOMPARE(evidence.renew(due.first(), token)->stampFault->reason, "evidence.time-stamp");
    QCOMPARE(kept(m_stamped).size(), 1);
    const auto further = evidence.renew(due.first(), stamped(*m_second, evidence.requestFor(due.first()).value()));
    VERIFY_DONE(further);
    QVERIFY(further->isStamped);
    QCOMPARE(kept(m_stamped).size(), 2);
    QVERIFY(kept(m_stamped).last().content.list && kept(m_stamped).last().content.issuers.size() == 2);
    m_office->clock.advance(std::chrono::days(2));
    QVERIFY(evidence.dueForRenewal()->isEmpty());
    // The first authority has run out, the second has not.
    m_office->clock.advance(std::chrono::days(300));
    QCOMPARE(proven(reviewer()), 1);
    QVERIFY(reviewer().journal().rebuild());
    QCOMPARE(proven(reviewer()), 1);
    m_office->clock.advance(std::chrono::days(700));
    QCOMPARE(proven(reviewer()), 0);
}

void EvidenceKeepingTest::anotherDesktopRenewsWhatItsOwnDoesNot()
{
    stampForAYear();
    Workspace &clerk = m_office->at(u"clerk"_s);
    VERIFY_DONE(m_office->exchangeAll());
    EvidenceService evidence(clerk);
    m_office->clock.advance(std::chrono::days(200));
    QVERIFY(evidence.dueForRenewal()->isEmpty());
    m_office->clock.advance(std::chrono::days(100));
    const auto due = evidence.dueForRenewal().value();
    QCOMPARE(due.size(), 1);
    QVERIFY(evidence.renew(due.first(), stamped(*m_second, evidence.requestFor(due.first()).value()))->isStamped);
    VERIFY_DONE(m_office->exchangeAll());
    // What others wrote does not keep the act's own desktop from it.
    QCOMPARE(EvidenceService(reviewer()).dueForRenewal()->size(), 1);
    m_office->clock.advance(std::chrono::days(200));
    QCOMPARE(proven(reviewer()), 1);
    QCOMPARE(proven(clerk), 1);
}

/// Or else whoever writes each link of a chain twice would have others judge them by the thousand.
void EvidenceKeepingTest::theSameOverItTwiceIsJudgedOnce()
{
    constexpr int Links = 12;
    stampForAYear();
    m_office->clock.advance(std::chrono::days(200));
    const auto due = EvidenceService(reviewer()).dueForRenewal().value();
    QCOMPARE(due.size(), 1);
    ActEvidence over = due.first().former.content;
    over.list.reset();
    over.signature = due.first().digest;
    for (int link = 0; link < Links; ++link) {
        const journal::NewEntry entry{due.first().stream, due.first().streamType, entrykind::RecordEvidence.toString(),
            over.toBytes(), {}, reviewer().profile().unit.toString()};
        VERIFY_DONE(reviewer().journal().append(reviewer().member().id, {entry, entry}));
        over.signature = crypto::sm3(over.toBytes());
    }
    qsizetype remarks = 0;
    const auto acts = EvidenceService(reviewer()).judge(m_stamped).value();
    for (const JudgedAct &act : acts)
        remarks += act.verdict.remarks.size();
    QCOMPARE(remarks, Links); // Its stamp is over none of them.
    QCOMPARE(proven(reviewer()), 1);
}

QTEST_GUILESS_MAIN(EvidenceKeepingTest)
#include "EvidenceKeepingTest.moc"
