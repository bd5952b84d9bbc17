// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/Ruling.h"
#include "tests/shared/exchange/ExchangeFixtures.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Directives of senders and rulings of the server: who may sign what, and about which envelope.
class DirectiveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheSenderSignedHolds();
    void onlyTheSendersUnitDecidesAboutAnEnvelope();
    void factsThatBreakARuleAreNotSigned_data();
    void factsThatBreakARuleAreNotSigned();
    void aRulingHoldsWithTheActThatItIsAbout();
    void nobodyElseRules();
    void aRulingSaysNoMoreThanItsRecall_data();
    void aRulingSaysNoMoreThanItsRecall();
    void everyBitCounts();
    void everyTruncationIsRefused();

private:
    DirectiveFacts recall(const QList<UnitCode> &units = {Finance, Town}) const
    {
        const EnvelopeRouting &routing = m_envelope.header.routing();
        return {DirectiveKind::Recall, routing.id, m_envelope.header.digest(), routing.sender, units, {},
            m_domain.now(), MemberId(u"mailroom"_s), u"孙丽华"_s, u"附件有误"_s, {}};
    }
    DirectiveFacts hold() const
    {
        DirectiveFacts facts = recall();
        facts.kind = DirectiveKind::Hold;
        facts.recipients.clear();
        facts.reason.clear();
        facts.until = facts.time + 2h;
        return facts;
    }
    Directive signedRecall() { return *Directive::sign(recall(), m_domain.unit(Office).signer); }
    RulingFacts recalled()
    {
        return {RulingKind::Recalled, m_envelope.header.routing().id, m_envelope.header.digest(), {Town},
            m_domain.now(), {}, signedRecall().toBytes(), {}};
    }

    Domain m_domain;
    Envelope m_envelope = m_domain.envelope({Finance, Town});
};

void DirectiveTest::whatTheSenderSignedHolds()
{
    crypto::KeySigner &office = m_domain.unit(Office).signer;
    for (DirectiveFacts facts : {recall(), hold()}) {
        const auto directive = Directive::sign(facts, office);
        QVERIFY2(directive, reasonOf(directive).constData());
        const auto read = Directive::fromBytes(directive->toBytes());
        QVERIFY2(read, reasonOf(read).constData());
        facts.signer = office.certificate().fingerprint();
        QVERIFY(read->facts() == facts);
        QCOMPARE(read->digest(), directive->digest());
        QCOMPARE(reasonOf(read->verify(m_envelope.header, office.certificate())), "");
    }
}

void DirectiveTest::onlyTheSendersUnitDecidesAboutAnEnvelope()
{
    // A recipient in its own name.
    crypto::KeySigner &finance = m_domain.unit(Finance).signer;
    DirectiveFacts facts = recall();
    facts.unit = Finance;
    const auto own = Directive::sign(facts, finance);
    QCOMPARE(reasonOf(own->verify(m_envelope.header, finance.certificate())), "directive.foreign-envelope");
    // In the sender's name, by another key; and whoever hands in the other certificate.
    const auto posed = Directive::sign(recall(), finance);
    QCOMPARE(
        reasonOf(posed->verify(m_envelope.header, m_domain.unit(Office).signer.certificate())), "directive.signer");
    QCOMPARE(reasonOf(posed->verify(m_envelope.header, finance.certificate())), "directive.signer");
    // About another envelope of the sender's, and from somebody it never went to.
    const Envelope other = m_domain.envelope({Finance});
    QCOMPARE(reasonOf(signedRecall().verify(other.header, m_domain.unit(Office).signer.certificate())),
        "directive.foreign-envelope");
    const auto stranger = Directive::sign(recall({Stranger}), m_domain.unit(Office).signer);
    QCOMPARE(reasonOf(stranger->verify(m_envelope.header, m_domain.unit(Office).signer.certificate())),
        "directive.foreign-unit");
}

void DirectiveTest::factsThatBreakARuleAreNotSigned_data()
{
    QTest::addColumn<DirectiveFacts>("facts");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, DirectiveFacts facts, const auto &change, const QByteArray &reason) {
        change(facts);
        QTest::newRow(name) << facts << reason;
    };
    row(
        "nobody", recall(), [](auto &facts) { facts.recipients.clear(); }, "directive.recipients");
    row(
        "twice", recall(),
        [](auto &facts) {
            facts.recipients = {Town, Town};
        },
        "directive.recipients");
    row(
        "no reason", recall(), [](auto &facts) { facts.reason.clear(); }, "directive.reason");
    row(
        "long reason", recall(), [](auto &facts) { facts.reason = QString(1001, u'因'); }, "directive.reason");
    row(
        "two lines", recall(), [](auto &facts) { facts.reason = u"a\nb"_s; }, "directive.reason");
    row(
        "no member", recall(), [](auto &facts) { facts.memberName.clear(); }, "directive.member");
    row(
        "no envelope", recall(), [](auto &facts) { facts.envelope = EnvelopeId(); }, "directive.identifier");
    row(
        "recall with a time", recall(), [](auto &facts) { facts.until = facts.time + 1h; }, "directive.time");
    row(
        "urged, and nobody", recall(),
        [](auto &facts) {
            facts.kind = DirectiveKind::Urge;
            facts.recipients.clear();
        },
        "directive.recipients");
    row(
        "urged until a time", recall(),
        [](auto &facts) {
            facts.kind = DirectiveKind::Urge;
            facts.until = facts.time + 1h;
        },
        "directive.time");
    row(
        "held for some", hold(), [](auto &facts) { facts.recipients = {Town}; }, "directive.recipients");
    row(
        "held without end", hold(), [](auto &facts) { facts.until.reset(); }, "directive.time");
    row(
        "held until before", hold(), [](auto &facts) { facts.until = facts.time; }, "directive.time");
    row(
        "held for years", hold(), [](auto &facts) { facts.until = facts.time + 24h * 367; }, "directive.time");
    row(
        "held with a reason", hold(), [](auto &facts) { facts.reason = u"因"_s; }, "directive.reason");
}

void DirectiveTest::factsThatBreakARuleAreNotSigned()
{
    QFETCH(DirectiveFacts, facts);
    QFETCH(QByteArray, reason);
    QCOMPARE(reasonOf(Directive::sign(facts, m_domain.unit(Office).signer)), reason);
}

void DirectiveTest::aRulingHoldsWithTheActThatItIsAbout()
{
    const auto ruling = Ruling::sign(recalled(), m_domain.server());
    QVERIFY2(ruling, reasonOf(ruling).constData());
    const auto read = Ruling::fromBytes(ruling->toBytes());
    QVERIFY2(read, reasonOf(read).constData());
    QCOMPARE(read->directive()->facts().reason, u"附件有误"_s);
    const auto &office = m_domain.unit(Office).signer.certificate();
    QCOMPARE(reasonOf(read->verify(m_envelope.header, m_domain.server().certificate(), office)), "");
    RulingFacts gone = recalled();
    gone.kind = RulingKind::Undeliverable;
    gone.directive.clear();
    gone.successor = Finance;
    const auto undeliverable = Ruling::sign(gone, m_domain.server());
    QVERIFY2(undeliverable, reasonOf(undeliverable).constData());
    QCOMPARE(reasonOf(undeliverable->verify(m_envelope.header, m_domain.server().certificate(), office)), "");
    QCOMPARE(*Ruling::fromBytes(undeliverable->toBytes())->facts().successor, Finance);
}

void DirectiveTest::nobodyElseRules()
{
    const auto &office = m_domain.unit(Office).signer.certificate();
    // The sender alone takes nothing back.
    const auto posed = Ruling::sign(recalled(), m_domain.unit(Office).signer);
    QCOMPARE(reasonOf(posed->verify(m_envelope.header, m_domain.server().certificate(), office)), "ruling.signer");
    QCOMPARE(reasonOf(posed->verify(m_envelope.header, office, office)), "ruling.signer");
    // The server alone recalls nothing: the act in it is signed by the sender.
    RulingFacts facts = recalled();
    facts.directive = Directive::sign(recall(), m_domain.unit(Finance).signer)->toBytes();
    const auto invented = Ruling::sign(facts, m_domain.server());
    QCOMPARE(
        reasonOf(invented->verify(m_envelope.header, m_domain.server().certificate(), office)), "directive.signer");
    const auto ruling = Ruling::sign(recalled(), m_domain.server());
    const Envelope other = m_domain.envelope({Finance, Town});
    QCOMPARE(
        reasonOf(ruling->verify(other.header, m_domain.server().certificate(), office)), "ruling.foreign-envelope");
}

void DirectiveTest::aRulingSaysNoMoreThanItsRecall_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("a unit that was not recalled from") << 0 << QByteArray("ruling.directive");
    QTest::newRow("a directive to hold") << 1 << QByteArray("ruling.directive");
    QTest::newRow("no directive") << 2 << QByteArray("ruling.directive");
    QTest::newRow("another envelope") << 3 << QByteArray("ruling.directive");
    QTest::newRow("undeliverable by a recall") << 4 << QByteArray("ruling.directive");
    QTest::newRow("recalled for a successor") << 5 << QByteArray("ruling.successor");
    QTest::newRow("nobody") << 6 << QByteArray("ruling.units");
}

void DirectiveTest::aRulingSaysNoMoreThanItsRecall()
{
    QFETCH(int, fault);
    QFETCH(QByteArray, reason);
    RulingFacts facts = recalled();
    if (fault == 0)
        facts.units.append(Stranger);
    if (fault == 1)
        facts.directive = Directive::sign(hold(), m_domain.unit(Office).signer)->toBytes();
    if (fault == 2)
        facts.directive.clear();
    if (fault == 3)
        facts.envelopeDigest = crypto::sm3("another");
    if (fault == 4)
        facts.kind = RulingKind::Undeliverable;
    if (fault == 5)
        facts.successor = Finance;
    if (fault == 6)
        facts.units.clear();
    QCOMPARE(reasonOf(Ruling::sign(facts, m_domain.server())), reason);
}

void DirectiveTest::everyBitCounts()
{
    const QByteArray bytes = Ruling::sign(recalled(), m_domain.server())->toBytes();
    const auto &office = m_domain.unit(Office).signer.certificate();
    for (qsizetype bit = 0; bit < 8 * bytes.size(); bit += 7) {
        const auto read = Ruling::fromBytes(flipped(bytes, bit));
        QVERIFY2(!read || !read->verify(m_envelope.header, m_domain.server().certificate(), office),
            qPrintable(QString::number(bit)));
    }
}

void DirectiveTest::everyTruncationIsRefused()
{
    const QByteArray ruling = Ruling::sign(recalled(), m_domain.server())->toBytes();
    for (qsizetype length = 0; length < ruling.size(); ++length)
        QVERIFY(!Ruling::fromBytes(ruling.first(length)));
    const QByteArray directive = signedRecall().toBytes();
    for (qsizetype length = 0; length < directive.size(); ++length)
        QVERIFY(!Directive::fromBytes(directive.first(length)));
}

QTEST_GUILESS_MAIN(DirectiveTest)
#include "DirectiveTest.moc"
