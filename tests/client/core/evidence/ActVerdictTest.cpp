// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/ActVerdict.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampToken.h"
#include "tests/shared/crypto/Hierarchy.h"
#include "tests/shared/crypto/TimeStampFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::crypto;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString Leader = u"unit/leader"_s;

/// A signature of a leader at one time, and whatever may be kept with it; everything may be another than it should be.
struct Case
{
    Hierarchy *hierarchy = nullptr;
    std::unique_ptr<KeySigner> signer;
    PersonalSignature signature;
    TrustStore trust;
    Instant now;

    KnownEvidence evidence(std::optional<Instant> stampedAt, Signer *stamper = nullptr) const
    {
        KnownEvidence one{sm3(QByteArray::number(stampedAt ? toMilliseconds(*stampedAt) : 0)), {}, {}};
        one.content.signature = sm3(signature.toBytes());
        one.content.issuers = {hierarchy->operating().certificate(), hierarchy->root().certificate()};
        keepList(one, {}, 1, Hierarchy::days(-1));
        if (stampedAt)
            one.content.timeStamp = stampedBy(*stamper, *stampedAt, signature.toBytes());
        return one;
    }
    void keepList(KnownEvidence &one, const QList<RevokedCertificate> &revoked, quint64 number, Instant from) const
    {
        one.list = *hierarchy->operating().revocationList(revoked, number, from, from + 24h * 30);
        one.content.list = KeptList{sm3(*one.list), {}};
    }
    /// A further stamp over evidence, with the list of that day.
    KnownEvidence renewal(const KnownEvidence &former, Instant at, Signer &stamper) const
    {
        const QByteArray bytes = former.content.toBytes();
        KnownEvidence one{sm3("renewal" + QByteArray::number(toMilliseconds(at))), {}, {}};
        one.content.signature = sm3(bytes);
        one.content.issuers = {hierarchy->operating().certificate(), hierarchy->root().certificate()};
        keepList(one, {}, 1, at - 24h);
        one.content.timeStamp = stampedBy(stamper, at, bytes);
        return one;
    }
    /// What the desktop learns of revocations by a list that holds for a month from then.
    void learn(const QList<RevokedCertificate> &revoked, quint64 number, Instant from)
    {
        const auto list = hierarchy->operating().revocationList(revoked, number, from, from + 24h * 30);
        if (!list || !trust.addRevocationList(*list))
            qFatal("the list was not taken");
    }
    RevokedCertificate revoked(Instant at) const
    {
        return {signer->certificate().serialNumber(), at, RevocationReason::KeyCompromise};
    }
    ActVerdict judge(const QList<KnownEvidence> &evidence) const { return judgeAct(signature, evidence, trust, now); }
};

} // namespace

/// What a signature on an act is worth, long after.
class ActVerdictTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void withoutEvidenceTheTimeIsOnlyClaimed();
    void aStampProvesTheTime();
    void itHoldsLongAfterItsCertificateRanOutAndTheListWasReplaced();
    void anotherAuthoritySinceIsNoMatter();
    void aLaterRevocationTakesAwayWhatIsOnlyClaimed();
    void aStampFromAfterTheRevocationProvesNothing();
    void revokedBeforeIsRevokedWhateverIsKept();
    void ofASuspensionTheNewerListTells_data();
    void ofASuspensionTheNewerListTells();
    void theEarliestStampCounts();
    void whatDoesNotFitIsToldAndNotBelieved_data();
    void whatDoesNotFitIsToldAndNotBelieved();
    void anAuthorityWhoseKeyWasLostProvesNothing();
    void aClaimAfterTheStampIsDoubtful();
    void anAlteredSignatureIsInvalidWhateverIsKept();
    void withoutTheListsBytesItIsSaid();
    void stampsOneOverTheOtherHoldWhenTheFirstHaveRunOut();
    void aKeyLostBehindTheNextStampTakesNothing();
    void aRenewalThatDoesNotHoldIsToldAndNotBelieved_data();
    void aRenewalThatDoesNotHoldIsToldAndNotBelieved();

private:
    /// An authority for time stamps whose certificate ends on that day.
    std::unique_ptr<KeySigner> stamperUntil(int day)
    {
        return m_hierarchy.issue(
            u"时间戳服务"_s, u"tsa"_s, CertificatePurpose::TimeStamp, Hierarchy::days(-5), Hierarchy::days(day));
    }
    Case signedAt(Instant at, Instant notAfter = Hierarchy::days(365));
    SignedStatement statement(Instant at) const
    {
        return {u"issue.agree"_s, StreamId(u"s-1"_s), sm3("document"), u"同意印发。"_s, at, MemberId(Leader)};
    }

    Hierarchy m_hierarchy;
    std::unique_ptr<KeySigner> m_stamper;
};

void ActVerdictTest::initTestCase()
{
    m_stamper = m_hierarchy.issue(
        u"江阴市时间戳服务"_s, u"tsa"_s, CertificatePurpose::TimeStamp, Hierarchy::days(-5), Hierarchy::days(2000));
}

Case ActVerdictTest::signedAt(Instant at, Instant notAfter)
{
    Case made;
    made.hierarchy = &m_hierarchy;
    made.signer = m_hierarchy.issue(u"陈国华"_s, Leader, CertificatePurpose::Member, Hierarchy::days(-5), notAfter);
    made.signature = *signStatement(statement(at), *made.signer);
    made.trust = m_hierarchy.trust();
    made.learn({}, 1, Hierarchy::days(-1));
    made.now = at + 1h;
    return made;
}

void ActVerdictTest::withoutEvidenceTheTimeIsOnlyClaimed()
{
    const Case one = signedAt(Hierarchy::now());
    const ActVerdict verdict = one.judge({});
    QCOMPARE(conclusionName(verdict.conclusion), "claimed-time");
    QVERIFY(verdict.holds());
    QVERIFY(!verdict.provenAt);
    QCOMPARE(verdict.statement->at, Hierarchy::now());
    // Evidence without a stamp proves no time either.
    QCOMPARE(conclusionName(one.judge({one.evidence({})}).conclusion), "claimed-time");
}

void ActVerdictTest::aStampProvesTheTime()
{
    const Case one = signedAt(Hierarchy::now());
    const ActVerdict verdict = one.judge({one.evidence(Hierarchy::now() + 2s, m_stamper.get())});
    QCOMPARE(conclusionName(verdict.conclusion), "proven");
    QCOMPARE(verdict.provenAt, Hierarchy::now() + 2s);
    QCOMPARE(verdict.stampedBy, u"江阴市时间戳服务"_s);
    QVERIFY(verdict.remarks.isEmpty() && !verdict.expiredAt && !verdict.withdrawn && !verdict.fault);
}

void ActVerdictTest::itHoldsLongAfterItsCertificateRanOutAndTheListWasReplaced()
{
    Case one = signedAt(Hierarchy::now(), Hierarchy::days(90));
    const QList<KnownEvidence> kept{one.evidence(Hierarchy::now() + 2s, m_stamper.get())};
    // Revoked after a month, run out after three; in a year the newest list does not name it any more.
    one.learn({one.revoked(Hierarchy::days(30))}, 2, Hierarchy::days(31));
    one.now = Hierarchy::days(100);
    const ActVerdict revoked = one.judge(kept);
    QCOMPARE(conclusionName(revoked.conclusion), "proven");
    QCOMPARE(revoked.expiredAt, Hierarchy::days(90));
    QCOMPARE(revoked.withdrawn->at, Hierarchy::days(30));
    QCOMPARE(conclusionName(one.judge({}).conclusion), "doubtful");
    one.learn({}, 9, Hierarchy::days(400));
    one.now = Hierarchy::days(401);
    const ActVerdict forgotten = one.judge(kept);
    QCOMPARE(conclusionName(forgotten.conclusion), "proven");
    QCOMPARE(forgotten.provenAt, Hierarchy::now() + 2s);
    const ActVerdict without = one.judge({});
    QCOMPARE(conclusionName(without.conclusion), "claimed-time");
    QVERIFY(!without.provenAt);
}

void ActVerdictTest::anotherAuthoritySinceIsNoMatter()
{
    Case one = signedAt(Hierarchy::now());
    one.trust = one.trust.rootsAlone(); // The operating authority of then is not known any more.
    one.now = Hierarchy::days(1000);
    QCOMPARE(conclusionName(one.judge({one.evidence(Hierarchy::now(), m_stamper.get())}).conclusion), "proven");
    const ActVerdict without = one.judge({});
    QCOMPARE(conclusionName(without.conclusion), "invalid");
    QCOMPARE(without.fault->reason, "certificate.chain");
}

void ActVerdictTest::aLaterRevocationTakesAwayWhatIsOnlyClaimed()
{
    Case one = signedAt(Hierarchy::now());
    one.learn({one.revoked(Hierarchy::days(3))}, 2, Hierarchy::days(4));
    one.now = Hierarchy::days(5);
    QCOMPARE(conclusionName(one.judge({one.evidence({})}).conclusion), "doubtful");
    QCOMPARE(conclusionName(one.judge({one.evidence(Hierarchy::now(), m_stamper.get())}).conclusion), "proven");
}

void ActVerdictTest::aStampFromAfterTheRevocationProvesNothing()
{
    Case one = signedAt(Hierarchy::now());
    one.learn({one.revoked(Hierarchy::days(3))}, 2, Hierarchy::days(4));
    one.now = Hierarchy::days(5);
    const ActVerdict verdict = one.judge({one.evidence(Hierarchy::days(4), m_stamper.get())});
    QCOMPARE(conclusionName(verdict.conclusion), "doubtful");
    QVERIFY(!verdict.provenAt);
}

void ActVerdictTest::revokedBeforeIsRevokedWhateverIsKept()
{
    Case one = signedAt(Hierarchy::days(5));
    KnownEvidence kept = one.evidence(Hierarchy::days(5) + 2s, m_stamper.get());
    // The desktop did not know of it, and kept an old list.
    one.learn({one.revoked(Hierarchy::days(3))}, 2, Hierarchy::days(6));
    one.now = Hierarchy::days(7);
    const ActVerdict verdict = one.judge({kept});
    QCOMPARE(conclusionName(verdict.conclusion), "revoked");
    QCOMPARE(verdict.fault->reason, "certificate.revoked");
    QVERIFY(!verdict.holds() && !verdict.provenAt);
    // The same where only the kept list tells, and the newest one has forgotten it.
    Case other = signedAt(Hierarchy::days(5));
    kept = other.evidence(Hierarchy::days(5) + 2s, m_stamper.get());
    other.keepList(kept, {other.revoked(Hierarchy::days(3))}, 2, Hierarchy::days(4));
    QCOMPARE(conclusionName(other.judge({kept}).conclusion), "revoked");
}

void ActVerdictTest::ofASuspensionTheNewerListTells_data()
{
    QTest::addColumn<RevocationReason>("kept");
    QTest::addColumn<int>("keptNumber");
    QTest::addColumn<RevocationReason>("known");
    QTest::addColumn<int>("knownNumber");
    QTest::addColumn<int>("since");
    QTest::addColumn<QByteArray>("conclusion");
    QTest::addColumn<bool>("isWithdrawn");
    const auto none = RevocationReason::RemoveFromList; // Stands here for: not in the list.
    const auto hold = RevocationReason::CertificateHold;
    const auto lost = RevocationReason::KeyCompromise;
    const auto row = [](const char *name, RevocationReason kept, int keptNumber, RevocationReason known,
                         int knownNumber, int since, const char *conclusion, bool isWithdrawn) {
        QTest::newRow(name) << kept << keptNumber << known << knownNumber << since << QByteArray(conclusion)
                            << isWithdrawn;
    };
    row("lifted since", hold, 2, none, 3, 3, "claimed-time", false);
    row("suspended since", none, 2, hold, 3, 3, "revoked", true);
    row("lifted, and this desktop is behind", none, 3, hold, 2, 3, "claimed-time", true);
    row("suspended, and this desktop is behind", hold, 3, none, 2, 3, "revoked", true);
    row("suspended then, revoked since", hold, 2, lost, 3, 3, "revoked", true);
    row("revoked and forgotten", lost, 2, none, 3, 3, "revoked", true);
    row("revoked, and this desktop is behind", lost, 3, none, 2, 3, "revoked", true);
    row("revoked, and the kept list is newer without it", none, 3, lost, 2, 3, "revoked", true);
    row("suspended after the act, lifted since", hold, 2, none, 3, 6, "claimed-time", false);
    row("suspended after the act", hold, 3, none, 2, 6, "doubtful", true);
    row("revoked after the act and forgotten", lost, 2, none, 3, 6, "doubtful", true);
}

void ActVerdictTest::ofASuspensionTheNewerListTells()
{
    QFETCH(RevocationReason, kept);
    QFETCH(int, keptNumber);
    QFETCH(RevocationReason, known);
    QFETCH(int, knownNumber);
    QFETCH(int, since);
    QFETCH(QByteArray, conclusion);
    QFETCH(bool, isWithdrawn);
    Case one = signedAt(Hierarchy::days(5));
    const auto told = [&](RevocationReason reason) {
        return reason == RevocationReason::RemoveFromList
                   ? QList<RevokedCertificate>()
                   : QList<RevokedCertificate>{
                       {one.signer->certificate().serialNumber(), Hierarchy::days(since), reason}};
    };
    KnownEvidence evidence = one.evidence({});
    one.keepList(evidence, told(kept), static_cast<quint64>(keptNumber), Hierarchy::days(5 + keptNumber));
    one.learn(told(known), static_cast<quint64>(knownNumber), Hierarchy::days(5 + knownNumber));
    one.now = Hierarchy::days(9);
    const ActVerdict verdict = one.judge({evidence});
    QCOMPARE(conclusionName(verdict.conclusion), conclusion);
    QCOMPARE(verdict.withdrawn.has_value(), isWithdrawn);
}

void ActVerdictTest::theEarliestStampCounts()
{
    Case one = signedAt(Hierarchy::now());
    one.now = Hierarchy::days(9);
    const KnownEvidence first = one.evidence(Hierarchy::days(1), m_stamper.get());
    const KnownEvidence second = one.evidence(Hierarchy::days(2), m_stamper.get());
    const KnownEvidence none = one.evidence({});
    for (const QList<KnownEvidence> &order : {QList{first, second, none}, QList{none, second, first}}) {
        const ActVerdict verdict = one.judge(order);
        QCOMPARE(verdict.provenAt, Hierarchy::days(1));
    }
}

void ActVerdictTest::whatDoesNotFitIsToldAndNotBelieved_data()
{
    QTest::addColumn<QByteArray>("reason");
    for (const char *reason :
        {"other signature", "issuers of a stranger", "no issuers", "list of another authority", "another list's bytes",
            "stamp over something else", "stamp of a stranger", "altered stamp", "stamp by a member"})
        QTest::newRow(reason) << QByteArray(reason);
    QTest::newRow("root of a stranger") << QByteArray("root of a stranger");
}

void ActVerdictTest::whatDoesNotFitIsToldAndNotBelieved()
{
    QFETCH(QByteArray, reason);
    const Case one = signedAt(Hierarchy::now());
    Hierarchy stranger;
    const auto strangeStamper = stranger.issue(u"别处"_s, u"tsa"_s, CertificatePurpose::TimeStamp);
    const QByteArray bytes = one.signature.toBytes();
    KnownEvidence kept = one.evidence(Hierarchy::now(), m_stamper.get());
    QByteArray expected = "evidence.time-stamp";
    if (reason == "other signature") {
        kept.content.signature = sm3("another");
        expected = "evidence.other-signature";
    } else if (reason == "issuers of a stranger" || reason == "no issuers" || reason == "root of a stranger") {
        kept.content.issuers.clear();
        if (reason == "issuers of a stranger")
            kept.content.issuers = {stranger.operating().certificate(), stranger.root().certificate()};
        if (reason == "root of a stranger")
            kept.content.issuers = {one.hierarchy->operating().certificate(), stranger.root().certificate()};
        expected = "evidence.issuers";
    } else if (reason == "list of another authority") {
        kept.list = *stranger.operating().revocationList({}, 1, Hierarchy::now(), Hierarchy::days(30));
        kept.content.list = KeptList{sm3(*kept.list), {}};
        expected = "evidence.list";
    } else if (reason == "another list's bytes") {
        kept.list = *one.hierarchy->operating().revocationList({}, 2, Hierarchy::now(), Hierarchy::days(30));
        expected = "evidence.list";
    } else if (reason == "stamp over something else") {
        kept.content.timeStamp = stampedBy(*m_stamper, Hierarchy::now(), "another");
    } else if (reason == "stamp of a stranger") {
        kept.content.timeStamp = stampedBy(*strangeStamper, Hierarchy::now(), bytes);
    } else if (reason == "altered stamp") {
        kept.content.timeStamp->back() = static_cast<char>(kept.content.timeStamp->back() ^ 1);
    } else if (reason == "stamp by a member") {
        kept.content.timeStamp = stampedFreely({Hierarchy::now(), bytes}, *one.signer);
    }
    const ActVerdict verdict = one.judge({kept});
    QCOMPARE(conclusionName(verdict.conclusion), "claimed-time");
    QCOMPARE(verdict.remarks.size(), 1);
    QCOMPARE(verdict.remarks.first().fault.reason, expected);
    QCOMPARE(verdict.remarks.first().entry, kept.entry);
    QCOMPARE(checkEvidence(one.signature, kept, one.trust).error().reason, expected);
    // And it does not stand in the way of what fits.
    const KnownEvidence good = one.evidence(Hierarchy::now() + 1s, m_stamper.get());
    QCOMPARE(conclusionName(one.judge({kept, good}).conclusion), "proven");
}

void ActVerdictTest::anAuthorityWhoseKeyWasLostProvesNothing()
{
    Case one = signedAt(Hierarchy::now());
    const KnownEvidence kept = one.evidence(Hierarchy::now() + 2s, m_stamper.get());
    one.learn({{m_stamper->certificate().serialNumber(), Hierarchy::days(3), RevocationReason::KeyCompromise}}, 2,
        Hierarchy::days(4));
    one.now = Hierarchy::days(5);
    const ActVerdict verdict = one.judge({kept});
    QCOMPARE(conclusionName(verdict.conclusion), "claimed-time");
    QCOMPARE(verdict.remarks.first().fault.reason, "evidence.time-stamp");
    QVERIFY(verdict.remarks.first().fault.detail.contains(u"time-stamp.authority-revoked"_s));
}

void ActVerdictTest::aClaimAfterTheStampIsDoubtful()
{
    Case one = signedAt(Hierarchy::days(2));
    one.now = Hierarchy::days(3);
    const ActVerdict verdict = one.judge({one.evidence(Hierarchy::days(1), m_stamper.get())});
    QCOMPARE(conclusionName(verdict.conclusion), "doubtful");
    QCOMPARE(verdict.provenAt, Hierarchy::days(1));
    one.now = Hierarchy::days(1);
    QCOMPARE(conclusionName(one.judge({}).conclusion), "doubtful");
}

void ActVerdictTest::anAlteredSignatureIsInvalidWhateverIsKept()
{
    Case one = signedAt(Hierarchy::now());
    const KnownEvidence kept = one.evidence(Hierarchy::now(), m_stamper.get());
    one.signature.statement[one.signature.statement.size() - 3] ^= 1;
    const ActVerdict verdict = one.judge({kept});
    QCOMPARE(conclusionName(verdict.conclusion), "invalid");
    QVERIFY(verdict.fault);
    QCOMPARE(conclusionName(judgeAct({}, {kept}, one.trust, one.now).conclusion), "invalid");
}

void ActVerdictTest::withoutTheListsBytesItIsSaid()
{
    const Case one = signedAt(Hierarchy::now());
    KnownEvidence kept = one.evidence(Hierarchy::now(), m_stamper.get());
    kept.list.reset();
    const ActVerdict verdict = one.judge({kept});
    QCOMPARE(conclusionName(verdict.conclusion), "proven");
    QCOMPARE(verdict.remarks.first().fault.reason, "evidence.list-missing");
    // Where nobody else knows of revocations either, nobody can say whether it was revoked.
    Case old = signedAt(Hierarchy::now());
    old.trust = old.trust.rootsAlone();
    kept = old.evidence(Hierarchy::now(), m_stamper.get());
    kept.list.reset();
    QCOMPARE(conclusionName(old.judge({kept}).conclusion), "unchecked");
}

void ActVerdictTest::stampsOneOverTheOtherHoldWhenTheFirstHaveRunOut()
{
    Case one = signedAt(Hierarchy::now());
    const auto first = stamperUntil(100);
    const auto second = stamperUntil(200);
    KnownEvidence kept = one.evidence(Hierarchy::now() + 2s, first.get());
    one.now = Hierarchy::days(99);
    QCOMPARE(conclusionName(one.judge({kept}).conclusion), "proven");
    QVERIFY(checkRenewable(kept, one.trust, one.now));
    one.now = Hierarchy::days(150);
    QCOMPARE(checkRenewable(kept, one.trust, one.now).error().reason, "evidence.stamp-run-out");
    const ActVerdict alone = one.judge({kept});
    QCOMPARE(conclusionName(alone.conclusion), "unchecked");
    QCOMPARE(alone.provenAt, Hierarchy::now() + 2s);
    QCOMPARE(alone.stampRanOut, Hierarchy::days(100));
    kept.renewals = {one.renewal(kept, Hierarchy::days(90), *second)};
    const ActVerdict renewed = one.judge({kept});
    QCOMPARE(conclusionName(renewed.conclusion), "proven");
    QCOMPARE(renewed.provenAt, Hierarchy::now() + 2s);
    QVERIFY(!renewed.stampRanOut && renewed.remarks.isEmpty());
    // The second one has run out as well, until a third is over it.
    one.now = Hierarchy::days(500);
    QCOMPARE(conclusionName(one.judge({kept}).conclusion), "unchecked");
    KnownEvidence &middle = kept.renewals.first();
    middle.renewals = {one.renewal(middle, Hierarchy::days(190), *m_stamper)};
    QCOMPARE(conclusionName(one.judge({kept}).conclusion), "proven");
}

void ActVerdictTest::aKeyLostBehindTheNextStampTakesNothing()
{
    Case one = signedAt(Hierarchy::now());
    const auto first = stamperUntil(300);
    KnownEvidence kept = one.evidence(Hierarchy::now() + 2s, first.get());
    one.learn({{first->certificate().serialNumber(), Hierarchy::days(95), RevocationReason::KeyCompromise}}, 2,
        Hierarchy::days(96));
    one.now = Hierarchy::days(120);
    QCOMPARE(conclusionName(one.judge({kept}).conclusion), "claimed-time");
    QCOMPARE(checkRenewable(kept, one.trust, one.now).error().reason, "evidence.time-stamp");
    const KnownEvidence alone = kept;
    kept.renewals = {one.renewal(alone, Hierarchy::days(90), *m_stamper)};
    QCOMPARE(conclusionName(one.judge({kept}).conclusion), "proven");
    QVERIFY(checkEvidence(one.signature, kept, one.trust));
    // One that was given when the key was lost already may be over a stamp that was forged by it.
    kept.renewals = {one.renewal(alone, Hierarchy::days(97), *m_stamper)};
    QCOMPARE(conclusionName(one.judge({kept}).conclusion), "claimed-time");
    QVERIFY(!checkEvidence(one.signature, kept, one.trust));
}

void ActVerdictTest::aRenewalThatDoesNotHoldIsToldAndNotBelieved_data()
{
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *what, const char *reason) {
        QTest::newRow(what) << QByteArray(what) << QByteArray(reason);
    };
    row("after the end", "evidence.stamp-run-out");
    row("before the former", "evidence.time-stamp");
    row("over something else", "evidence.other-signature");
    row("of a stranger", "evidence.issuers");
    row("known as lost in its list", "evidence.time-stamp");
}

void ActVerdictTest::aRenewalThatDoesNotHoldIsToldAndNotBelieved()
{
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, reason);
    Case one = signedAt(Hierarchy::now());
    const auto first = stamperUntil(100);
    KnownEvidence kept = one.evidence(Hierarchy::now() + 2s, first.get());
    Hierarchy stranger;
    const auto strange = stranger.issue(u"别处"_s, u"tsa"_s, CertificatePurpose::TimeStamp);
    KnownEvidence renewal = one.renewal(kept, Hierarchy::days(90), *m_stamper);
    if (what == "after the end")
        renewal = one.renewal(kept, Hierarchy::days(101), *m_stamper);
    else if (what == "before the former")
        renewal = one.renewal(kept, Hierarchy::now() + 1s, *m_stamper);
    else if (what == "over something else")
        renewal = one.renewal(one.evidence({}), Hierarchy::days(90), *m_stamper);
    else if (what == "of a stranger")
        renewal = one.renewal(kept, Hierarchy::days(90), *strange);
    else
        one.keepList(renewal,
            {{first->certificate().serialNumber(), Hierarchy::days(50), RevocationReason::KeyCompromise}}, 2,
            Hierarchy::days(89));
    kept.renewals = {renewal};
    one.now = Hierarchy::days(150);
    const ActVerdict verdict = one.judge({kept});
    QCOMPARE(conclusionName(verdict.conclusion), "unchecked");
    QCOMPARE(verdict.remarks.size(), 1);
    QCOMPARE(verdict.remarks.first().fault.reason, reason);
    QCOMPARE(verdict.remarks.first().entry, renewal.entry);
    QCOMPARE(checkRenewal(renewal, kept, one.trust).error().reason, reason);
    // And it does not stand in the way of one that holds.
    kept.renewals.append(one.renewal(kept, Hierarchy::days(91), *m_stamper));
    QCOMPARE(conclusionName(one.judge({kept}).conclusion), "proven");
}

QTEST_GUILESS_MAIN(ActVerdictTest)
#include "ActVerdictTest.moc"
