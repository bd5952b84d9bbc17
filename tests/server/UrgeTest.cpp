// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/DirectiveSteps.h"

#include <QTest>

#include <chrono>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Ten o'clock of the next Monday in China.
std::chrono::milliseconds untilMonday()
{
    constexpr qint64 day = 24 * 3'600'000;
    const qint64 now = toMilliseconds(SystemClock().now()) + 8 * 3'600'000;
    const qint64 sinceMonday = (now / day + 3) % 7; // 1 January 1970 was a Thursday.
    const qint64 monday = (now / day - sinceMonday + 7) * day + 10 * 3'600'000;
    return std::chrono::milliseconds(monday - now);
}

} // namespace

/// Urging at a real server in this process: whom it is told, how often, and who may.
class UrgeTest : public QObject, private DirectiveSteps
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void thoseWhoAreUrgedAreToldOnceInAWorkingHour();
    void whoAnsweredIsNotUrged();
    void whatIsHeldOrAnothersIsNotUrged();
    void aRestartLosesNoUrge();

private:
    DirectiveFacts facts(const EnvelopeHeader &header, const QList<UnitCode> &units) const
    {
        return factsOf(DirectiveKind::Urge, header, units, u"请尽快签收"_s);
    }
    QByteArray give(const DirectiveFacts &facts)
    {
        const auto bytes = Directive::sign(facts, m_domain.unitSigner(facts.unit))->toBytes();
        const auto state = ask<DirectiveState>(*connectAs(facts.unit), GiveDirective{bytes});
        return state ? QByteArray(state->rulings.isEmpty() ? "" : "rulings") : state.error().reason;
    }
    /// What a unit is told behind a number.
    QList<Numbered> told(const UnitCode &unit, quint64 after)
    {
        const auto urges = ask<Urges>(*connectAs(unit), PullUrges{after, 100});
        return urges ? urges->urges : QList<Numbered>();
    }
    quint64 newest(const UnitCode &unit)
    {
        const auto all = told(unit, 0);
        return all.isEmpty() ? 0 : all.constLast().number;
    }
};

void UrgeTest::initTestCase()
{
    m_clock.move(untilMonday());
    start();
}

void UrgeTest::thoseWhoAreUrgedAreToldOnceInAWorkingHour()
{
    const Envelope envelope = send({Finance, Town});
    const DirectiveFacts first = facts(envelope.header, {Finance, Town});
    QCOMPARE(give(first), QByteArray());
    for (const UnitCode &unit : {Finance, Town}) {
        const auto urges = told(unit, 0);
        QCOMPARE(urges.size(), 1);
        QCOMPARE(urges[0].number, quint64(1));
        const auto read = Directive::fromBytes(urges[0].bytes);
        QVERIFY(read && read->verify(envelope.header, m_domain.unitSigner(Office).certificate()));
        QCOMPARE(read->facts().reason, u"请尽快签收"_s);
    }
    QVERIFY2(told(Office, 0).isEmpty(), "the sender is not told what it said itself");
    // The same again is the same; another one within the hour is nobody's.
    QCOMPARE(give(first), QByteArray());
    m_clock.move(59min);
    QCOMPARE(give(facts(envelope.header, {Finance, Town})), QByteArray("directive.nobody-to-urge"));
    QCOMPARE(newest(Finance), quint64(1));
    m_clock.move(2min);
    QCOMPARE(give(facts(envelope.header, {Finance})), QByteArray());
    QCOMPARE(newest(Finance), quint64(2));
    QCOMPARE(newest(Town), quint64(1));
    // Whom it is too early for is left out, and the others are told.
    QCOMPARE(give(facts(envelope.header, {Finance, Town})), QByteArray());
    QCOMPARE(newest(Finance), quint64(2));
    QCOMPARE(newest(Town), quint64(2));
}

void UrgeTest::whoAnsweredIsNotUrged()
{
    const Envelope envelope = send({Finance, Town});
    const quint64 finance = newest(Finance);
    const quint64 town = newest(Town);
    const auto receipt =
        m_domain.receipt(envelope.header, Finance, ReceiptKind::SignedFor, m_domain.unitSigner(Finance));
    QVERIFY(ask<ReceiptStates>(*connectAs(Finance), PushReceipts{{receipt.toBytes()}}));
    QCOMPARE(give(facts(envelope.header, {Finance})), QByteArray("directive.nobody-to-urge"));
    QCOMPARE(give(facts(envelope.header, {Finance, Town})), QByteArray());
    QCOMPARE(newest(Finance), finance);
    QCOMPARE(newest(Town), town + 1);
}

void UrgeTest::whatIsHeldOrAnothersIsNotUrged()
{
    const Envelope envelope = m_domain.envelope(Office, {Finance}, 500);
    DirectiveFacts hold = facts(envelope.header, {});
    hold.kind = DirectiveKind::Hold;
    hold.reason.clear();
    hold.until = hold.time + 2h;
    QCOMPARE(give(hold), QByteArray());
    QCOMPARE(give(facts(envelope.header, {Finance})), QByteArray("envelope.unknown"));
    QVERIFY(sendWhole(*connectAs(Office), envelope));
    QCOMPARE(give(facts(envelope.header, {Finance})), QByteArray("directive.nobody-to-urge"));
    const Envelope open = send({Finance});
    DirectiveFacts foreign = facts(open.header, {Finance});
    foreign.unit = Town;
    QCOMPARE(give(foreign), QByteArray("directive.foreign-envelope"));
    QCOMPARE(give(facts(open.header, {Town})), QByteArray("directive.foreign-unit"));
}

void UrgeTest::aRestartLosesNoUrge()
{
    const Envelope envelope = send({Finance});
    QCOMPARE(give(facts(envelope.header, {Finance})), QByteArray());
    const auto before = told(Finance, 0);
    m_server.reset();
    start();
    QCOMPARE(told(Finance, 0), before);
    QCOMPARE(told(Finance, before.constLast().number - 1), QList<Numbered>{before.constLast()});
    QVERIFY(told(Finance, before.constLast().number).isEmpty());
}

QTEST_GUILESS_MAIN(UrgeTest)
#include "UrgeTest.moc"
