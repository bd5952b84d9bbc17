// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/SealRegistry.h"

#include "shared/directory/DirectoryCodec.h"
#include "shared/directory/DirectoryRules.h"
#include "tests/shared/directory/SampleDomain.h"

#include <QTest>

#include <functional>
#include <random>

using namespace wenyi;
using namespace wenyi::directory;
using namespace Qt::StringLiterals;

namespace {

using Change = std::function<void(RegisteredSeal &)>;

const Instant Begin = instantFromMilliseconds(1'795'000'000'000);

Instant hour(int hours)
{
    return Begin + std::chrono::hours(hours);
}

SealWithdrawal suspendedSince(Instant since)
{
    return {SealState::Suspended, since, since, WithdrawalReason::KeeperChanged, {}};
}

SealWithdrawal lostSince(Instant since, Instant decidedAt)
{
    return {SealState::Revoked, since, decidedAt, WithdrawalReason::Lost, {}};
}

template<typename T>
QByteArray reasonOf(const Result<T> &result)
{
    return result ? QByteArray("none") : result.error().reason;
}

} // namespace

Q_DECLARE_METATYPE(Change)

/// 停用, 恢复, 作废: what a seal may become, and what a later directory may say of it.
class SealRegistryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_seal = tests::SampleDomain().content().seals.first(); }
    void isSuspendedResumedAndRevoked();
    void aRevokedSealNeverComesBack();
    void aLossReachesBackBeforeTheSuspension();
    void aLostSealThatIsReplacedStaysLost();
    void nothingIsWithdrawnFromTheFuture();
    void refusesWithdrawalsThatAreNone_data();
    void refusesWithdrawalsThatAreNone();
    void refusesWhatALaterDirectoryMayNotSay_data();
    void refusesWhatALaterDirectoryMayNotSay();
    void whateverIsDoneADirectoryMaySayItAndNothingIsTakenBack();
    void everyReasonHasANameOfItsOwn();

private:
    RegisteredSeal m_seal;
};

void SealRegistryTest::isSuspendedResumedAndRevoked()
{
    QCOMPARE(m_seal.state(), SealState::Active);
    QVERIFY(!m_seal.withdrawal());
    QCOMPARE(reasonOf(resume(m_seal, hour(1))), "seal-state.active");
    QVERIFY(withdraw(m_seal, suspendedSince(hour(1))));
    QCOMPARE(m_seal.state(), SealState::Suspended);
    QCOMPARE(reasonOf(withdraw(m_seal, suspendedSince(hour(2)))), "seal-state.suspended");
    QVERIFY(resume(m_seal, hour(3)));
    QCOMPARE(m_seal.state(), SealState::Active);
    // What was sealed meanwhile stays sealed by a suspended seal.
    QVERIFY(m_seal.withdrawals.first().covers(hour(2)));
    QVERIFY(!m_seal.withdrawals.first().covers(hour(3)));
    QVERIFY(withdraw(m_seal, lostSince(hour(5), hour(6))));
    QCOMPARE(m_seal.state(), SealState::Revoked);
    QCOMPARE(m_seal.withdrawals.size(), 2);
    QVERIFY(checkWithdrawals(m_seal, hour(6)));
}

void SealRegistryTest::aRevokedSealNeverComesBack()
{
    QVERIFY(withdraw(m_seal, lostSince(hour(1), hour(1))));
    const RegisteredSeal revoked = m_seal;
    QCOMPARE(reasonOf(resume(m_seal, hour(2))), "seal-state.revoked");
    QCOMPARE(reasonOf(withdraw(m_seal, suspendedSince(hour(2)))), "seal-state.revoked");
    QCOMPARE(reasonOf(withdraw(m_seal, lostSince(hour(2), hour(2)))), "seal-state.revoked");
    QCOMPARE(m_seal.withdrawals, revoked.withdrawals);
}

void SealRegistryTest::aLossReachesBackBeforeTheSuspension()
{
    QVERIFY(withdraw(m_seal, suspendedSince(hour(5))));
    QVERIFY(withdraw(m_seal, lostSince(hour(2), hour(6))));
    QCOMPARE(m_seal.withdrawals.size(), 1);
    QCOMPARE(m_seal.withdrawal()->since, hour(2));
    // And never forward: what was suspended since five is not good until seven.
    init();
    QVERIFY(withdraw(m_seal, suspendedSince(hour(5))));
    QVERIFY(withdraw(m_seal, lostSince(hour(7), hour(7))));
    QCOMPARE(m_seal.withdrawal()->since, hour(5));
    QCOMPARE(m_seal.withdrawal()->reason, WithdrawalReason::Lost);
}

void SealRegistryTest::aLostSealThatIsReplacedStaysLost()
{
    SealWithdrawal lost = suspendedSince(hour(1));
    lost.reason = WithdrawalReason::Lost;
    QVERIFY(withdraw(m_seal, lost));
    QVERIFY(withdraw(m_seal, {SealState::Revoked, hour(5), hour(5), WithdrawalReason::Replaced, {}}));
    QCOMPARE(m_seal.state(), SealState::Revoked);
    QCOMPARE(m_seal.withdrawal()->reason, WithdrawalReason::Lost);
    QCOMPARE(m_seal.withdrawal()->since, hour(1));
    RegisteredSeal harmless = m_seal;
    harmless.withdrawals.last().reason = WithdrawalReason::Damaged;
    QCOMPARE(reasonOf(checkSealsSucceed({m_seal}, {harmless})), "directory.seal-other");
    // What was only kept in a safe for a while is replaced as anything else.
    RegisteredSeal orderly = tests::SampleDomain().content().seals.first();
    QVERIFY(withdraw(orderly, suspendedSince(hour(1))));
    QVERIFY(withdraw(orderly, {SealState::Revoked, hour(5), hour(5), WithdrawalReason::Replaced, {}}));
    QCOMPARE(orderly.withdrawal()->reason, WithdrawalReason::Replaced);
}

void SealRegistryTest::nothingIsWithdrawnFromTheFuture()
{
    QCOMPARE(reasonOf(withdraw(m_seal, lostSince(hour(3), hour(2)))), "seal-state.since");
    QVERIFY(withdraw(m_seal, suspendedSince(hour(3))));
    QVERIFY(checkWithdrawals(m_seal, hour(3) - ClockTolerance));
    QCOMPARE(reasonOf(checkWithdrawals(m_seal, hour(2) - ClockTolerance)), "directory.seal-state");
}

void SealRegistryTest::refusesWithdrawalsThatAreNone_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
    row("an active withdrawal", [](auto &seal) { seal.withdrawals[0].state = SealState::Active; });
    row("a suspension since nobody knows when", [](auto &seal) { seal.withdrawals[0].since.reset(); });
    row("since after it was decided", [](auto &seal) { seal.withdrawals[0].since = hour(2); });
    row("lifted before it was decided", [](auto &seal) { seal.withdrawals[0].until = hour(0); });
    row("lifted in the future", [](auto &seal) { seal.withdrawals[0].until = hour(40); });
    row("a revocation that was lifted", [](auto &seal) {
        seal.withdrawals[0].state = SealState::Revoked;
        seal.withdrawals[0].until = hour(2);
    });
    row("two that are open", [](auto &seal) { seal.withdrawals.append(suspendedSince(hour(2))); });
    row("something after a revocation", [](auto &seal) {
        seal.withdrawals[0].state = SealState::Revoked;
        seal.withdrawals.append(suspendedSince(hour(2)));
    });
    row("out of order", [](auto &seal) {
        seal.withdrawals[0].until = hour(2);
        seal.withdrawals.append(suspendedSince(hour(0)));
    });
    row("more than anybody reads", [](auto &seal) {
        seal.withdrawals[0].until = hour(1);
        seal.withdrawals = QList<SealWithdrawal>(101, seal.withdrawals[0]);
    });
}

void SealRegistryTest::refusesWithdrawalsThatAreNone()
{
    QFETCH(Change, change);
    m_seal.withdrawals = {suspendedSince(hour(1))};
    QVERIFY(checkWithdrawals(m_seal, hour(3)));
    change(m_seal);
    QCOMPARE(reasonOf(checkWithdrawals(m_seal, hour(3))), "directory.seal-state");
}

void SealRegistryTest::refusesWhatALaterDirectoryMayNotSay_data()
{
    QTest::addColumn<Change>("before");
    QTest::addColumn<Change>("after");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const char *reason, Change before, Change after) {
        QTest::newRow(name) << before << after << QByteArray(reason);
    };
    const Change revoked = [](auto &seal) { (void)withdraw(seal, lostSince(hour(1), hour(2))); };
    const Change suspended = [](auto &seal) { (void)withdraw(seal, suspendedSince(hour(1))); };
    const Change nothing = [](auto &) {};
    row("revoked and active again", "directory.seal-revived", revoked, [](auto &seal) { seal.withdrawals.clear(); });
    row("revoked and only suspended", "directory.seal-revived", revoked,
        [](auto &seal) { seal.withdrawals[0].state = SealState::Suspended; });
    row("revoked and lifted", "directory.seal-revived", revoked,
        [](auto &seal) { seal.withdrawals[0].until = hour(3); });
    row("revoked since later", "directory.seal-since", revoked,
        [](auto &seal) { seal.withdrawals[0].since = hour(2); });
    row(
        "revoked since nobody knows when, then since a moment", "directory.seal-since",
        [](auto &seal) {
            seal.withdrawals = {{SealState::Revoked, {}, {}, {}, {}}};
        },
        [](auto &seal) { seal.withdrawals[0].since = hour(0); });
    row("suspended since later", "directory.seal-since", suspended,
        [](auto &seal) { seal.withdrawals[0].since = hour(2); });
    row("a suspension that never was", "directory.seal-revived", suspended,
        [](auto &seal) { seal.withdrawals.clear(); });
    row(
        "a past suspension that ends earlier", "directory.seal-other",
        [](auto &seal) {
            (void)withdraw(seal, suspendedSince(hour(1)));
            (void)resume(seal, hour(5));
        },
        [](auto &seal) { seal.withdrawals[0].until = hour(2); });
    row("another face", "directory.seal-other", nothing, [](auto &seal) { seal.digest.bytes[0] ^= 1; });
    row("another unit", "directory.seal-other", nothing, [](auto &seal) { seal.unit = UnitCode(u"cjz"_s); });
    row("another kind", "directory.seal-other", nothing, [](auto &seal) { seal.kind = SealKind::Personal; });
    row("left out", "directory.seal-left-out", nothing, [](auto &seal) { seal.id = SealId(u"other"_s); });
    row("earlier is allowed", "none", revoked, [](auto &seal) { seal.withdrawals[0].since = hour(0); });
    row("lifting is allowed", "none", suspended, [](auto &seal) { (void)resume(seal, hour(3)); });
    row("revoking a suspended one is allowed", "none", suspended,
        [](auto &seal) { (void)withdraw(seal, lostSince(hour(0), hour(3))); });
    row("another keeper is allowed", "none", nothing, [](auto &seal) { seal.keeper = MemberId(u"wang"_s); });
}

void SealRegistryTest::refusesWhatALaterDirectoryMayNotSay()
{
    QFETCH(Change, before);
    QFETCH(Change, after);
    QFETCH(QByteArray, reason);
    before(m_seal);
    RegisteredSeal later = m_seal;
    after(later);
    QCOMPARE(reasonOf(checkSealsSucceed({m_seal}, {later})), reason);
}

/// Random acts in random order: every state on the way may be signed, follows on every one before it, reads back from
/// its bytes, and no older one may follow on it where something was withdrawn since.
void SealRegistryTest::whateverIsDoneADirectoryMaySayItAndNothingIsTakenBack()
{
    const DirectoryContent sample = tests::SampleDomain().content();
    for (unsigned seed = 0; seed < 200; ++seed) {
        std::mt19937 random(seed);
        DirectoryContent content = sample;
        content.issuedAt = hour(0);
        content.nextUpdate = hour(24 * 365);
        QList<QList<RegisteredSeal>> history{content.seals};
        bool wasRevoked = false;
        for (int step = 1; step < 12; ++step) {
            RegisteredSeal &seal = content.seals.first();
            content.issuedAt = hour(step * 10);
            const Instant since = content.issuedAt - std::chrono::hours(random() % 30);
            const auto reason = allWithdrawalReasons().at(qsizetype(random() % 7));
            switch (random() % 5) {
            case 0:
                (void)resume(seal, content.issuedAt);
                break;
            case 1:
                (void)withdraw(seal, {SealState::Revoked, since, content.issuedAt, reason, {}});
                break;
            default:
                (void)withdraw(seal, {SealState::Suspended, since, content.issuedAt, reason, {}});
            }
            QVERIFY(!wasRevoked || seal.state() == SealState::Revoked);
            wasRevoked = seal.state() == SealState::Revoked;
            QCOMPARE(reasonOf(checkContent(content)), "none");
            const auto again = decodeContent(encodeContent(content));
            QVERIFY(again && again->seals.first().withdrawals == seal.withdrawals);
            for (const QList<RegisteredSeal> &older : history) {
                QCOMPARE(reasonOf(checkSealsSucceed(older, content.seals)), "none");
                const bool isSame = older.first().withdrawals == seal.withdrawals;
                QCOMPARE(checkSealsSucceed(content.seals, older).has_value(), isSame);
            }
            history.append(content.seals);
        }
    }
}

void SealRegistryTest::everyReasonHasANameOfItsOwn()
{
    QSet<QString> names;
    for (const WithdrawalReason reason : allWithdrawalReasons())
        names.insert(withdrawalReasonName(reason));
    QCOMPARE(names.size(), allWithdrawalReasons().size());
    QCOMPARE(allWithdrawalReasons().size(), qsizetype(WithdrawalReason::KeeperChanged) + 1);
    QVERIFY(isOrderly(WithdrawalReason::Replaced) && !isOrderly(WithdrawalReason::Lost));
    QVERIFY(!isOrderly(WithdrawalReason::Misused) && !isOrderly(WithdrawalReason::Unspecified));
}

QTEST_APPLESS_MAIN(SealRegistryTest)
#include "SealRegistryTest.moc"
