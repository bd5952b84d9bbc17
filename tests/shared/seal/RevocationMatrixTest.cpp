// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3.h"
#include "tests/shared/crypto/TimeStampFixtures.h"
#include "tests/shared/seal/SesForms.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::seal;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

/// What a desktop has of its authority's revocations.
enum class Known {
    Nothing,  ///< It never had a list.
    Outdated, ///< A list that ran out long before anything happened.
    Before,   ///< Offline: the last list that came was issued before the revocation, and has not run out at once.
    After     ///< Online: the list that tells it.
};

enum class Who { Signer, Maker, Nobody };

constexpr Instant Revoked = day(2026, 6, 15);

} // namespace

/// T28 `revocation_matrix`: who was revoked, when the seal was put, and what the desktop knew of it.
class RevocationMatrixTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isJudgedByWhatIsKnown_data();
    void isJudgedByWhatIsKnown();
    void anOlderListTakesNothingBack();
    void sealingAsksTheSame_data() { isJudgedByWhatIsKnown_data(); }
    void sealingAsksTheSame();
    void aSealIsJudgedByWhatTheDirectoryTells_data();
    void aSealIsJudgedByWhatTheDirectoryTells();

private:
    QList<crypto::RevokedCertificate> revoked(Who who) const;
    QByteArray list(Known known, Who who) const;
    crypto::TrustStore trust(Known known, Who who) const;
    std::unique_ptr<SealDomain> m_domain;
    SealDomain::SignerPointer m_stamper;
};

void RevocationMatrixTest::initTestCase()
{
    m_domain = std::make_unique<SealDomain>();
    m_stamper = m_domain->signer(m_domain->root, u"时间戳"_s, crypto::CertificatePurpose::TimeStamp);
}

QList<crypto::RevokedCertificate> RevocationMatrixTest::revoked(Who who) const
{
    if (who == Who::Nobody)
        return {};
    const crypto::Signer &signer = who == Who::Signer ? *m_domain->office : *m_domain->maker;
    crypto::RevokedCertificate entry;
    entry.serialNumber = signer.certificate().serialNumber();
    entry.revokedAt = Revoked;
    return {entry};
}

QByteArray RevocationMatrixTest::list(Known known, Who who) const
{
    switch (known) {
    case Known::Nothing:
        break;
    case Known::Outdated:
        return must(m_domain->root.revocationList({}, 1, day(2026, 1, 1), day(2026, 2, 1)));
    case Known::Before:
        return must(m_domain->root.revocationList({}, 2, day(2026, 6, 1), day(2026, 7, 1)));
    case Known::After:
        return must(m_domain->root.revocationList(revoked(who), 3, day(2026, 7, 1), day(2026, 8, 1)));
    }
    return {};
}

crypto::TrustStore RevocationMatrixTest::trust(Known known, Who who) const
{
    crypto::TrustStore store;
    store.addRoot(m_domain->root.certificate());
    if (const QByteArray bytes = list(known, who); !bytes.isEmpty() && !store.addRevocationList(bytes))
        qFatal("a list is refused");
    return store;
}

void RevocationMatrixTest::isJudgedByWhatIsKnown_data()
{
    QTest::addColumn<int>("who");
    QTest::addColumn<int>("known");
    QTest::addColumn<qint64>("at");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, Who who, Known known, Instant at, const char *expected) {
        QTest::newRow(name) << int(who) << int(known) << qint64(toMilliseconds(at)) << QByteArray(expected);
    };
    const char *unknown = "cannot-be-checked | signing-time seal.revocation-unknown | maker-certificate "
                          "seal.revocation-unknown";
    const char *signerRevoked = "revoked | signing-time certificate.revoked";
    const char *makerRevoked = "revoked | maker-certificate certificate.revoked";
    const Instant before = day(2026, 6, 10);
    const Instant after = day(2026, 6, 20);
    const Instant later = day(2026, 7, 20);
    const Instant muchLater = day(2026, 8, 20);
    row("nobody, before, no list", Who::Nobody, Known::Nothing, before, unknown);
    row("nobody, before, outdated list", Who::Nobody, Known::Outdated, before, unknown);
    row("nobody, before, list of then", Who::Nobody, Known::Before, before, "valid");
    row("nobody, later, list of before", Who::Nobody, Known::Before, later, unknown);
    row("nobody, later, list of now", Who::Nobody, Known::After, later, "valid");
    row("nobody, past the newest list", Who::Nobody, Known::After, muchLater, unknown);
    // Offline: what came after the list is not known; until it runs out that is not said.
    row("signer, before, offline", Who::Signer, Known::Before, before, "valid");
    row("signer, after, offline", Who::Signer, Known::Before, after, "valid");
    row("signer, later, offline with a list that ran out", Who::Signer, Known::Before, later, unknown);
    row("signer, after, no list", Who::Signer, Known::Nothing, after, unknown);
    row("signer, after, outdated list", Who::Signer, Known::Outdated, after, unknown);
    // Online.
    row("signer, before, online", Who::Signer, Known::After, before,
        "valid-with-remarks | signing-time certificate.revoked-later");
    row("signer, a second before, online", Who::Signer, Known::After, Revoked - std::chrono::seconds(1),
        "valid-with-remarks | signing-time certificate.revoked-later");
    row("signer, at that moment, online", Who::Signer, Known::After, Revoked, signerRevoked);
    row("signer, after, online", Who::Signer, Known::After, after, signerRevoked);
    row("signer, later, online", Who::Signer, Known::After, later, signerRevoked);
    row("signer, past the newest list", Who::Signer, Known::After, muchLater,
        "revoked | signing-time certificate.revoked | maker-certificate seal.revocation-unknown");
    row("maker, after, offline", Who::Maker, Known::Before, after, "valid");
    row("maker, before, online", Who::Maker, Known::After, before,
        "valid-with-remarks | maker-certificate certificate.revoked-later");
    row("maker, at that moment, online", Who::Maker, Known::After, Revoked, makerRevoked);
    row("maker, after, online", Who::Maker, Known::After, after, makerRevoked);
    row("maker, past the newest list", Who::Maker, Known::After, muchLater,
        "revoked | signing-time seal.revocation-unknown | maker-certificate certificate.revoked");
}

void RevocationMatrixTest::isJudgedByWhatIsKnown()
{
    QFETCH(const int, who);
    QFETCH(const int, known);
    QFETCH(const qint64, at);
    QFETCH(const QByteArray, expected);
    const crypto::TrustStore store = trust(Known(known), Who(who));
    for (const auto form : {FreeSes::Form::New, FreeSes::Form::Old}) {
        FreeSes ses = ordinarySes(*m_domain, form);
        ses.at = instantFromMilliseconds(at);
        const SealJudgement judgement{store, day(2026, 12, 1)};
        QCOMPARE(toldBy(verify(sesBytes(ses), crypto::sm3("content"), SesPath, judgement)), expected);
    }
}

/// A server that serves old lists again brings nothing back.
void RevocationMatrixTest::anOlderListTakesNothingBack()
{
    crypto::TrustStore store = trust(Known::After, Who::Signer);
    for (const Known old : {Known::Before, Known::Outdated}) {
        const auto refused = store.addRevocationList(list(old, Who::Signer));
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, QByteArray("revocation-list.older"));
    }
    FreeSes ses = ordinarySes(*m_domain, FreeSes::Form::New);
    ses.at = day(2026, 6, 20);
    QCOMPARE(toldBy(verify(sesBytes(ses), crypto::sm3("content"), SesPath, {store, day(2026, 12, 1)})),
        QByteArray("revoked | signing-time certificate.revoked"));
}

/// Who is known to be revoked seals nothing; want of a list by itself stops nobody, and the verdict says so.
void RevocationMatrixTest::sealingAsksTheSame()
{
    QFETCH(const int, who);
    QFETCH(const int, known);
    QFETCH(const qint64, at);
    QFETCH(const QByteArray, expected);
    const crypto::TrustStore store = trust(Known(known), Who(who));
    const ElectronicSeal seal = must(makeSeal(m_domain->officeSeal(), *m_domain->maker));
    const auto sealed =
        signWithSeal(seal, *m_domain->office, {crypto::sm3("content"), SesPath, instantFromMilliseconds(at)}, store);
    QCOMPARE(sealed.has_value(), !expected.startsWith("revoked"));
    if (!sealed)
        QCOMPARE(sealed.error().reason, QByteArray("certificate.revoked"));
}

void RevocationMatrixTest::aSealIsJudgedByWhatTheDirectoryTells_data()
{
    QTest::addColumn<QList<Withdrawal>>("withdrawals");
    QTest::addColumn<qint64>("at");
    QTest::addColumn<bool>("isProven");
    QTest::addColumn<QByteArray>("expected");
    using enum Withdrawal::Manner;
    using Kind = Withdrawal::Kind;
    const auto rows = [](const char *name, const QList<Withdrawal> &withdrawals, Instant at, const char *claimed,
                          const char *proven) {
        const qint64 moment = toMilliseconds(at);
        QTest::addRow("%s, claimed", name) << withdrawals << moment << false << QByteArray(claimed);
        QTest::addRow("%s, proven", name) << withdrawals << moment << true << QByteArray(proven);
    };
    const Instant lifted = Revoked + std::chrono::days(3);
    const Instant before = day(2026, 6, 10);
    const Instant after = day(2026, 6, 20);
    const Withdrawal lost{Kind::Revoked, Doubtful, Revoked, {}, "lost"};
    const Withdrawal replaced{Kind::Revoked, Orderly, Revoked, {}, "replaced"};
    const Withdrawal held{Kind::Suspended, Orderly, Revoked, {}, "keeper-changed"};
    const Withdrawal misused{Kind::Suspended, Doubtful, Revoked, {}, "misused"};
    const Withdrawal past{Kind::Suspended, Orderly, Revoked, lifted, "keeper-changed"};
    const char *isRevoked = "revoked | seal-registration seal.withdrawn";
    const char *isSuspended = "suspended | seal-registration seal.suspended";
    const char *unproven = "cannot-be-checked | seal-registration seal.withdrawn-unproven";
    const char *remark = "valid-with-remarks | seal-registration seal.withdrawn-later";
    const char *claimedRemark = "valid-with-remarks | seal-registration seal.withdrawn-later-claimed";
    // An older directory knows of nothing.
    rows("before, older directory", {}, before, "valid", "valid");
    rows("after, older directory", {}, after, "valid", "valid");
    rows("lost, before", {lost}, before, unproven, remark);
    rows("lost, a second before", {lost}, Revoked - std::chrono::seconds(1), unproven, remark);
    rows("lost, at that moment", {lost}, Revoked, isRevoked, isRevoked);
    rows("lost, after", {lost}, after, isRevoked, isRevoked);
    rows("replaced, before", {replaced}, before, claimedRemark, remark);
    rows("replaced, after", {replaced}, after, isRevoked, isRevoked);
    rows("suspended, before", {held}, before, claimedRemark, remark);
    rows("suspended, after", {held}, after, isSuspended, isSuspended);
    rows("suspended for misuse, before", {misused}, before, unproven, remark);
    rows("suspended once, before", {past}, before, "valid", "valid");
    rows("suspended once, meanwhile", {past}, Revoked + std::chrono::days(1), isSuspended, isSuspended);
    rows("suspended once, at its end", {past}, lifted, "valid", "valid");
    rows("revoked since nobody knows when", {Withdrawal{}}, before, isRevoked, isRevoked);
}

void RevocationMatrixTest::aSealIsJudgedByWhatTheDirectoryTells()
{
    QFETCH(const QList<Withdrawal>, withdrawals);
    QFETCH(const qint64, at);
    QFETCH(const bool, isProven);
    QFETCH(const QByteArray, expected);
    const crypto::TrustStore store = trust(Known::After, Who::Nobody);
    SealJudgement judgement{store, day(2026, 12, 1)};
    judgement.registration = [&](const Digest &) { return SealStanding(SealRegistration::Registered, withdrawals); };
    const Instant moment = instantFromMilliseconds(at);
    const ElectronicSeal seal = must(makeSeal(m_domain->officeSeal(), *m_domain->maker));
    FreeSignature signature{seal, m_domain->office.get(), moment, "content", SesPath};
    if (isProven) {
        signature.at = day(2026, 7, 10); // Beside a stamp the claim does not count.
        signature.stamper = [&](const QByteArray &value) { return stampedBy(*m_stamper, moment, value); };
    }
    const SealVerdict verdict = verify(signedFreely(signature), crypto::sm3("content"), SesPath, judgement);
    QCOMPARE(toldBy(verdict), expected);
    QCOMPARE(verdict.stampedAt.has_value(), isProven);
    QCOMPARE(verdict.withdrawal.has_value(), expected.contains("seal-registration"));
    if (verdict.withdrawal)
        QCOMPARE(*verdict.withdrawal, withdrawals.first());
    if (!isProven)
        return;
    // What lies beside the signature proves as much as what is in it, and of the two the earlier counts.
    judgement.provenAt = moment + std::chrono::days(100);
    QCOMPARE(toldBy(verify(signedFreely(signature), crypto::sm3("content"), SesPath, judgement)), expected);
    judgement.provenAt = moment;
    signature.stamper = {};
    const SealVerdict beside = verify(signedFreely(signature), crypto::sm3("content"), SesPath, judgement);
    QCOMPARE(toldBy(beside), expected);
    QVERIFY(beside.stampedAt == moment && beside.signedAt == moment);
}

QTEST_GUILESS_MAIN(RevocationMatrixTest)
#include "RevocationMatrixTest.moc"
