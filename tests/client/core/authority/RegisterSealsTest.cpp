// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/authority/AuthorityOffice.h"

#include "shared/crypto/Sm3.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using directory::SealState;
using directory::WithdrawalReason;

/// 印章台账: who suspends, resumes and revokes a seal, and that the register keeps who did.
class RegisterSealsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void oneOfficerSuspendsAndTwoResume();
    void aRevokedSealNeverComesBack();
    void nobodyElseTouchesASeal();
    void aKeeperDoesNotResumeTheirOwnSeal();
    void aResumptionThatCameTooLateDoesNothing();
    void aSealIsReplacedInOneStep();
    void aSealIsHandedOverAndNothingElseChanges();
    void refusesWhatTellsOfNoSeal();
    void everyActReadsBackAndHoldsByItsSignature();

private:
    SealRegistration registration(const QString &id, const QString &keeper = u"unit/keeper"_s) const;
    QByteArray suspend(crypto::Signer &by, Instant since, SealState state = SealState::Suspended,
        WithdrawalReason reason = WithdrawalReason::KeeperChanged);
    template<typename T>
    static QByteArray reasonOf(const Result<T> &result)
    {
        return result ? QByteArray("none") : result.error().reason;
    }
    const directory::RegisteredSeal &seal() const { return *m_register->state().seal(SealId(u"seal-1"_s)); }

    std::unique_ptr<AuthorityOffice> m_office;
    std::unique_ptr<CertificateRegister> m_register;
};

SealRegistration RegisterSealsTest::registration(const QString &id, const QString &keeper) const
{
    return {{SealId(id), UnitCode(u"unit"_s), u"样例县人民政府"_s, crypto::sm3(id.toUtf8()), MemberId(keeper)}, {},
        m_office->clock.now()};
}

void RegisterSealsTest::init()
{
    m_register.reset();
    m_office = std::make_unique<AuthorityOffice>();
    m_register = m_office->staffed();
    QVERIFY(m_register->append(registration(u"seal-1"_s), m_office->operatingSigner));
    m_office->clock.time += std::chrono::hours(1);
}

QByteArray RegisterSealsTest::suspend(crypto::Signer &by, Instant since, SealState state, WithdrawalReason reason)
{
    return reasonOf(m_register->append(SealWithdrawalAct{SealId(u"seal-1"_s), state, reason, since, u"查实"_s}, by));
}

void RegisterSealsTest::oneOfficerSuspendsAndTwoResume()
{
    const Instant since = m_office->clock.now();
    QCOMPARE(suspend(m_office->security, since), "none");
    QCOMPARE(seal().state(), SealState::Suspended);
    QCOMPARE(suspend(m_office->security, since), "seal-state.suspended");
    const SealResumption wanted{SealId(u"seal-1"_s), u"找回"_s};
    QCOMPARE(reasonOf(m_register->append(wanted, m_office->security)), "register.role");
    const quint64 number = m_register->append(wanted, m_office->system).value();
    QCOMPARE(seal().state(), SealState::Suspended);
    QCOMPARE(reasonOf(m_register->append(ApplicationDecision{number, true, {}}, m_office->system)), "register.role");
    QVERIFY(m_register->append(ApplicationDecision{number, true, u"同意"_s}, m_office->security));
    QCOMPARE(seal().state(), SealState::Active);
    QCOMPARE(seal().withdrawals.size(), 1);
    QCOMPARE(m_register->state().applications().at(number).state, ApplicationState::Done);
    QCOMPARE(reasonOf(m_register->append(wanted, m_office->system)), "seal-state.active");
    QCOMPARE(m_office->open()->state().seals().first().withdrawals, seal().withdrawals);
}

void RegisterSealsTest::aRevokedSealNeverComesBack()
{
    const Instant lost = m_office->clock.now() - std::chrono::hours(50);
    QCOMPARE(suspend(m_office->security, m_office->clock.now() + std::chrono::hours(1), SealState::Revoked),
        "seal-state.since");
    QCOMPARE(suspend(m_office->security, lost, SealState::Revoked, WithdrawalReason::Lost), "none");
    QCOMPARE(seal().withdrawal()->since, lost);
    QCOMPARE(seal().withdrawal()->decidedAt, m_office->clock.now());
    QCOMPARE(
        reasonOf(m_register->append(SealResumption{SealId(u"seal-1"_s), {}}, m_office->system)), "seal-state.revoked");
    QCOMPARE(suspend(m_office->security, lost), "seal-state.revoked");
    QCOMPARE(reasonOf(m_register->append(registration(u"seal-1"_s, u"unit/other"_s), m_office->operatingSigner)),
        "register.other-seal");
    QCOMPARE(m_office->open()->state().seals().first().state(), SealState::Revoked);
}

void RegisterSealsTest::nobodyElseTouchesASeal()
{
    const Instant now = m_office->clock.now();
    crypto::KeySigner keeper = m_office->officer(u"unit/keeper"_s);
    QCOMPARE(suspend(m_office->system, now), "register.role");
    QCOMPARE(suspend(m_office->auditor, now), "register.role");
    QCOMPARE(suspend(keeper, now), "register.officer");
    QCOMPARE(suspend(m_office->operatingSigner, now), "register.officer");
    for (crypto::Signer *signer :
        std::initializer_list<crypto::Signer *>{&m_office->system, &m_office->security, &m_office->auditor, &keeper})
        QCOMPARE(reasonOf(m_register->append(registration(u"seal-2"_s), *signer)), "register.officer");
    QCOMPARE(m_register->state().seals().size(), 1);
    QVERIFY(m_register->state().applications().empty());
}

/// Whether as the one who asks or as the one who approves.
void RegisterSealsTest::aKeeperDoesNotResumeTheirOwnSeal()
{
    for (const QString &keeper : {u"authority/system"_s, u"authority/security"_s}) {
        init();
        QVERIFY(m_register->append(registration(u"seal-1"_s, keeper), m_office->operatingSigner));
        QCOMPARE(suspend(m_office->security, m_office->clock.now()), "none");
        const auto asked = m_register->append(SealResumption{SealId(u"seal-1"_s), {}}, m_office->system);
        if (keeper == u"authority/system"_s) {
            QCOMPARE(reasonOf(asked), "register.own-seal");
            continue;
        }
        QCOMPARE(reasonOf(m_register->append(ApplicationDecision{*asked, true, {}}, m_office->security)),
            "register.own-seal");
        QCOMPARE(seal().state(), SealState::Suspended);
    }
    // A keeper who signs with their own certificate is no officer at all.
    crypto::KeySigner keeper = m_office->officer(u"unit/keeper"_s);
    QCOMPARE(reasonOf(m_register->append(SealResumption{SealId(u"seal-1"_s), {}}, keeper)), "register.officer");
}

void RegisterSealsTest::aResumptionThatCameTooLateDoesNothing()
{
    QCOMPARE(suspend(m_office->security, m_office->clock.now()), "none");
    const quint64 number = m_register->append(SealResumption{SealId(u"seal-1"_s), {}}, m_office->system).value();
    QCOMPARE(suspend(m_office->security, m_office->clock.now(), SealState::Revoked), "none");
    QCOMPARE(
        reasonOf(m_register->append(ApplicationDecision{number, true, {}}, m_office->security)), "seal-state.revoked");
    QCOMPARE(seal().state(), SealState::Revoked);
    // It can be put away as rejected.
    QVERIFY(m_register->append(ApplicationDecision{number, false, u"已作废"_s}, m_office->security));
}

void RegisterSealsTest::aSealIsReplacedInOneStep()
{
    SealRegistration next = registration(u"seal-2"_s);
    next.replaces = SealId(u"nobody's"_s);
    QCOMPARE(reasonOf(m_register->append(next, m_office->operatingSigner)), "register.no-seal");
    next.replaces = SealId(u"seal-1"_s);
    next.seal.unit = UnitCode(u"other"_s);
    QCOMPARE(reasonOf(m_register->append(next, m_office->operatingSigner)), "register.other-seal");
    next.seal.unit = UnitCode(u"unit"_s);
    QVERIFY(m_register->append(next, m_office->operatingSigner));
    QCOMPARE(seal().state(), SealState::Revoked);
    QCOMPARE(seal().withdrawal()->reason, WithdrawalReason::Replaced);
    QCOMPARE(m_register->state().seal(SealId(u"seal-2"_s))->state(), SealState::Active);
    next.seal.id = SealId(u"seal-3"_s);
    QCOMPARE(reasonOf(m_register->append(next, m_office->operatingSigner)), "seal-state.revoked");
}

void RegisterSealsTest::aSealIsHandedOverAndNothingElseChanges()
{
    QCOMPARE(reasonOf(m_register->append(registration(u"seal-1"_s), m_office->operatingSigner)), "register.other-seal");
    SealRegistration bent = registration(u"seal-1"_s, u"unit/other"_s);
    bent.seal.digest.bytes[0] ^= 1;
    QCOMPARE(reasonOf(m_register->append(bent, m_office->operatingSigner)), "register.other-seal");
    QVERIFY(m_register->append(registration(u"seal-1"_s, u"unit/other"_s), m_office->operatingSigner));
    QCOMPARE(seal().keeper, MemberId(u"unit/other"_s));
    QCOMPARE(m_register->state().seals().size(), 1);
}

void RegisterSealsTest::refusesWhatTellsOfNoSeal()
{
    const auto reason = [&](auto change) {
        SealRegistration bent = registration(u"seal-2"_s);
        change(bent.seal);
        return reasonOf(m_register->append(bent, m_office->operatingSigner));
    };
    QCOMPARE(reason([](auto &seal) { seal.id = SealId(); }), "register.seal");
    QCOMPARE(reason([](auto &seal) { seal.unit = UnitCode(); }), "register.seal");
    QCOMPARE(reason([](auto &seal) { seal.keeper = MemberId(); }), "register.seal");
    QCOMPARE(reason([](auto &seal) { seal.digest = {}; }), "register.seal");
    QCOMPARE(suspend(m_office->security, m_office->clock.now(), SealState::Active), "register.seal");
    const SealWithdrawalAct unknown{
        SealId(u"nobody's"_s), SealState::Revoked, WithdrawalReason::Lost, m_office->clock.now(), {}};
    QCOMPARE(reasonOf(m_register->append(unknown, m_office->security)), "register.no-seal");
    SealWithdrawalAct wordy = unknown;
    wordy.seal = SealId(u"seal-1"_s);
    wordy.words = u"遗\u202e失"_s;
    QCOMPARE(reasonOf(m_register->append(wordy, m_office->security)), "register.words");
}

void RegisterSealsTest::everyActReadsBackAndHoldsByItsSignature()
{
    QCOMPARE(suspend(m_office->security, m_office->clock.now()), "none");
    QVERIFY(m_register->append(SealResumption{SealId(u"seal-1"_s), u"找回"_s}, m_office->system));
    SealRegistration next = registration(u"seal-2"_s);
    next.replaces = SealId(u"seal-1"_s);
    next.seal.kind = directory::SealKind::Unit;
    QVERIFY(m_register->append(next, m_office->operatingSigner));
    QVERIFY(m_register->verify(m_office->trust));
    for (const SignedAct &act : m_register->acts()) {
        for (qsizetype cut = 0; cut < act.bytes.size(); ++cut)
            QVERIFY(!readAct(act.bytes.left(cut), act.signature));
        QCOMPARE(readAct(act.bytes, act.signature).value().digest(), act.digest());
    }
    const auto reopened = m_office->open();
    QCOMPARE(reopened->head(), m_register->head());
    QCOMPARE(reopened->state().seals().size(), 2);
    const auto &told = std::get<SealRegistration>(reopened->acts().back().act.content);
    QCOMPARE(told.replaces, SealId(u"seal-1"_s));
    QVERIFY(told.madeAt.has_value());
    // An act under a foreign key: the rules let it pass, its signature does not hold.
    crypto::KeySigner impostor(crypto::PrivateKey::generate().value(), m_office->security.certificate());
    const SealWithdrawalAct forged{
        SealId(u"seal-2"_s), SealState::Revoked, WithdrawalReason::Misused, m_office->clock.now(), {}};
    QVERIFY(m_register->append(forged, impostor));
    QCOMPARE(reasonOf(m_register->verify(m_office->trust)), "register.signature");
}

QTEST_GUILESS_MAIN(RegisterSealsTest)
#include "RegisterSealsTest.moc"
