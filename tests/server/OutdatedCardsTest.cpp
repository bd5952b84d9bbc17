// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/OutdatedCards.h"

#include "server/session/Dispatcher.h"
#include "tests/server/TestDomain.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Whose card is out of date, and until when that is said.
class OutdatedCardsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSignerThatHoldsAgainIsForgotten();
    void whatWasSignedBeforeARenewalSaysNothingOfACard();
    void aReceiptThatIsTakenEndsIt();
};

void OutdatedCardsTest::aSignerThatHoldsAgainIsForgotten()
{
    const Instant start = SystemClock().now();
    const UnitCode one(u"CZJ"_s);
    const UnitCode other(u"CJZ"_s);
    server::OutdatedCards cards;
    QCOMPARE(cards.note({u"苏州市"_s, one, start}, start).reason, QByteArray("card.outdated"));
    static_cast<void>(cards.note({u"苏州市"_s, other, start}, start + 1min));
    static_cast<void>(cards.note({u"苏州市"_s, other, start}, start + 2min)); // Since the first time.
    static_cast<void>(cards.note({u"无锡市"_s, {}, start}, start + 3min));
    QCOMPARE(cards.since(), (QMap<QString, Instant>{{u"苏州市"_s, start}, {u"无锡市"_s, start + 3min}}));
    cards.noteHolding({u"苏州市"_s, one, start + 1s});
    QCOMPARE(cards.since().value(u"苏州市"_s), start + 1min);
    cards.noteHolding({u"苏州市"_s, {}, start + 1s}); // Its server is another signer.
    QCOMPARE(cards.since().size(), 2);
    cards.noteHolding({u"苏州市"_s, other, start + 1s});
    QCOMPARE(cards.since().keys(), QStringList{u"无锡市"_s});
    cards.clear();
    QVERIFY(cards.since().isEmpty());
}

void OutdatedCardsTest::whatWasSignedBeforeARenewalSaysNothingOfACard()
{
    const Instant start = SystemClock().now();
    const UnitCode unit(u"CZJ"_s);
    server::OutdatedCards cards;
    cards.noteHolding({u"苏州市"_s, unit, start});
    cards.noteHolding({u"苏州市"_s, unit, start - 1h});
    QCOMPARE(cards.note({u"苏州市"_s, unit, start - 1s}, start).reason, QByteArray("card.outdated"));
    QVERIFY(cards.since().isEmpty());
    static_cast<void>(cards.note({u"苏州市"_s, unit, start + 1s}, start));
    QCOMPARE(cards.since().size(), 1);
}

void OutdatedCardsTest::aReceiptThatIsTakenEndsIt()
{
    TestDomain town(u"常熟市"_s, u".cs"_s);
    TestDomain beyond(u"苏州市"_s, u".sz"_s);
    QVERIFY(town.peerWith(beyond));
    const UnitCode there = beyond.unit(Finance);
    const exchange::Envelope envelope = town.envelope(town.unit(tests::Office), {there}, 1'000);
    const Instant now = town.clock().now();
    const auto receipt = [&](Instant time) {
        exchange::ReceiptFacts facts;
        facts.envelope = envelope.header.routing().id;
        facts.envelopeDigest = envelope.header.digest();
        facts.unit = there;
        facts.kind = exchange::ReceiptKind::Delivered;
        facts.time = time;
        return exchange::Receipt::sign(facts, beyond.unitSigner(there)).value().toBytes();
    };
    const QByteArray first = receipt(now - 40min);
    const QByteArray second = receipt(now - 30min);
    QVERIFY(beyond.renewUnit(there));
    const QByteArray renewed = receipt(now - 20min);

    const auto store = server::Store::open(town.folder().storePath(), town.clock());
    QVERIFY2(store, reasonOf(store).constData());
    const auto domain = town.folder().domain(now);
    QVERIFY2(domain, reasonOf(domain).constData());
    const auto signer = town.folder().signer();
    QVERIFY2(signer, reasonOf(signer).constData());
    server::Counters counters;
    server::EventLog log({"text", "warning", {}}, town.clock());
    server::Dispatcher dispatcher(
        server::Office{**store, *domain, **signer, town.clock(), town.folder().configuration().value(), {}, nullptr},
        counters, log);
    const auto answer = [&](const DesktopId &desktop, const Body &body) {
        const auto answers = dispatcher.handle({{desktop.toString().toUtf8(), desktop, Message{1, body}, 100}});
        return answers.front().message.body;
    };
    const DesktopId sender = town.desktop(town.unit(tests::Office)).id;
    const DesktopId link = server::serverOfDomain(beyond.name());
    for (const DesktopId &desktop : {sender, link})
        QVERIFY(std::holds_alternative<Welcome>(answer(desktop, Hello{1, 1, desktop, 0})));
    const Body sent = answer(sender, SendWhole{envelope.header.toBytes(), envelope.parts});
    QVERIFY(std::holds_alternative<EnvelopeState>(sent));
    const auto push = [&](const QByteArray &bytes) {
        const Body states = answer(link, PushReceipts{{bytes}});
        return std::holds_alternative<ReceiptStates>(states) ? std::get<ReceiptStates>(states).reasons.value(0, "none")
                                                             : QByteArray("refused");
    };
    const auto outdated = [&] { return dispatcher.outdatedCards().since().keys(); };
    QCOMPARE(push(renewed), QByteArray("card.outdated"));
    QCOMPARE(outdated(), QStringList{beyond.name()});
    QCOMPARE(push(second), QByteArray());
    QCOMPARE(outdated(), QStringList());
    QCOMPARE(push(renewed), QByteArray("card.outdated"));
    QCOMPARE(outdated(), QStringList{beyond.name()});
    // With the new card what was signed before the renewal is not known any more: that is no fault of the card.
    QVERIFY(town.peerWith(beyond));
    const auto newer = town.folder().domain(town.clock().now(), domain->get());
    QVERIFY2(newer, reasonOf(newer).constData());
    static_cast<void>(dispatcher.replaceDomain(*newer));
    QCOMPARE(push(renewed), QByteArray());
    QCOMPARE(push(first), QByteArray("card.outdated"));
    QCOMPARE(outdated(), QStringList());
}

QTEST_GUILESS_MAIN(OutdatedCardsTest)
#include "OutdatedCardsTest.moc"
