// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/Delivery.h"

#include "shared/exchange/SecrecyGate.h"
#include "tests/shared/exchange/ExchangeFixtures.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

class DeliveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesTheWholeWay();
    void goesByStickTheSameWay();
    void receiptsInAnyOrderTwiceOrOnceGiveTheSameState();
    void lateReceiptClearsFailed();
    void failureToldAfterAReceiptIsOld();
    void sendingAgainClearsFailed();
    void recallHoldsOnlyBeforeSigning();
    void rulingsInAnyOrderGiveTheSameState();
    void recalledIsNotSentAgain();
    void foreignReceiptsAreRefused();
    void summaryCountsWhoSignedAndWhoIsToBeUrged();
    void secretsDoNotPassTheGate_data();
    void secretsDoNotPassTheGate();

private:
    Delivery after(Delivery delivery, const QList<DeliveryEvent> &events)
    {
        for (const DeliveryEvent &event : events) {
            const auto next = delivery.apply(event);
            if (!next)
                qFatal("refused: %s", next.error().reason.constData());
            delivery = *next;
        }
        return delivery;
    }
    ReceiptArrived receipt(ReceiptKind kind, const UnitCode &unit = Finance)
    {
        return {m_domain.facts(m_envelope.header, kind == ReceiptKind::Accepted ? Office : unit, kind)};
    }

    RulingArrived ruling(RulingKind kind)
    {
        const EnvelopeHeader &header = m_envelope.header;
        return {{kind, header.routing().id, header.digest(), {Finance}, m_domain.now(), {}, {}, {}}};
    }

    Domain m_domain;
    Envelope m_envelope = m_domain.envelope({Finance, Town});
    Delivery m_begin = Delivery::begin(m_envelope.header, Finance);
};

void DeliveryTest::goesTheWholeWay()
{
    using enum DeliveryStage;
    Delivery delivery = m_begin;
    QCOMPARE(delivery.stage(), Queued);
    const std::pair<DeliveryEvent, DeliveryStage> steps[] = {{SendingProgressed{1, 3}, Sending},
        {SendingProgressed{3, 3}, Sending}, {receipt(ReceiptKind::Accepted), Accepted},
        {receipt(ReceiptKind::Delivered), Delivered}, {receipt(ReceiptKind::Opened), Opened},
        {receipt(ReceiptKind::SignedFor), SignedFor}, {receipt(ReceiptKind::Registered), Registered},
        {receipt(ReceiptKind::Concluded), Concluded}, {receipt(ReceiptKind::Returned), Returned}};
    for (const auto &[event, stage] : steps) {
        delivery = after(delivery, {event});
        QCOMPARE(delivery.stage(), stage);
    }
    QCOMPARE(m_begin.apply(SendingProgressed{4, 3}).error().reason, "delivery.progress");
    QCOMPARE(m_begin.apply(SendingProgressed{0, 0}).error().reason, "delivery.progress");
}

void DeliveryTest::goesByStickTheSameWay()
{
    Delivery delivery = after(m_begin, {PackedIntoBundle{}});
    QCOMPARE(delivery.stage(), DeliveryStage::Packed);
    delivery = after(delivery, {BundleExported{u"U-0007"_s}});
    QCOMPARE(delivery.stage(), DeliveryStage::Exported);
    QCOMPARE(delivery.medium, u"U-0007"_s);
    QCOMPARE(after(delivery, {receipt(ReceiptKind::SignedFor)}).stage(), DeliveryStage::SignedFor);
}

void DeliveryTest::receiptsInAnyOrderTwiceOrOnceGiveTheSameState()
{
    std::mt19937 random(11);
    for (int round = 0; round < 300; ++round) {
        QList<DeliveryEvent> events;
        for (int kind = 0; kind <= static_cast<int>(ReceiptKind::Concluded); ++kind) {
            ReceiptArrived arrived = receipt(static_cast<ReceiptKind>(kind));
            for (auto copies = random() % 3; copies > 0; --copies) {
                events.append(arrived);
                arrived.facts.time += std::chrono::minutes(random() % 2); // Another desktop said it again, later.
            }
        }
        const Delivery expected = after(m_begin, events);
        std::shuffle(events.begin(), events.end(), random);
        const Delivery shuffled = after(m_begin, events);
        QVERIFY(shuffled == expected);
        // And with what the sender does in between.
        events.insert(static_cast<qsizetype>(random() % (static_cast<quint64>(events.size()) + 1)), DeliveryFailed{});
        if (events.size() > 1)
            QCOMPARE(after(m_begin, events).stage(), expected.stage());
    }
}

void DeliveryTest::lateReceiptClearsFailed()
{
    const Delivery failed = after(m_begin, {SendingProgressed{1, 2}, DeliveryFailed{DeliveryFailure::Unreachable}});
    QCOMPARE(failed.stage(), DeliveryStage::Failed);
    QCOMPARE(after(failed, {receipt(ReceiptKind::Accepted)}).stage(), DeliveryStage::Accepted);
    QCOMPARE(after(failed, {receipt(ReceiptKind::SignedFor)}).stage(), DeliveryStage::SignedFor);
}

void DeliveryTest::failureToldAfterAReceiptIsOld()
{
    const Delivery delivery = after(m_begin, {receipt(ReceiptKind::Accepted), DeliveryFailed{}});
    QCOMPARE(delivery.stage(), DeliveryStage::Accepted);
}

void DeliveryTest::sendingAgainClearsFailed()
{
    const Delivery delivery = after(m_begin, {SendingProgressed{1, 2}, DeliveryFailed{}, SentAgain{}});
    QCOMPARE(delivery.stage(), DeliveryStage::Queued);
    QCOMPARE(delivery.progress.total, 0u);
}

void DeliveryTest::recallHoldsOnlyBeforeSigning()
{
    const RecallRequested recall{m_domain.now()};
    QCOMPARE(after(m_begin, {recall}).stage(), DeliveryStage::Recalled); // It never left.
    for (const ReceiptKind kind : {ReceiptKind::Accepted, ReceiptKind::Delivered, ReceiptKind::Opened}) {
        QCOMPARE(after(m_begin, {receipt(kind), recall}).stage(), DeliveryStage::Recalling);
        QCOMPARE(after(m_begin, {recall, receipt(kind)}).stage(), DeliveryStage::Recalling);
        const auto recalled = after(m_begin, {recall, receipt(kind), ruling(RulingKind::Recalled)});
        QCOMPARE(recalled.stage(), DeliveryStage::Recalled);
        // Until their answer comes, what is known is shown.
        QVERIFY(
            after(m_begin, {recall, receipt(kind), ruling(RulingKind::TooLate)}).stage() < DeliveryStage::SignedFor);
    }
    for (const ReceiptKind kind :
        {ReceiptKind::SignedFor, ReceiptKind::Registered, ReceiptKind::Returned, ReceiptKind::Concluded}) {
        const Delivery signedFor = after(m_begin, {receipt(kind)});
        QCOMPARE(reasonOf(signedFor.apply(recall)), "delivery.already-signed-for");
        // The recall was under way when they signed: their signature stands.
        QVERIFY(after(m_begin, {recall, receipt(kind)}) == signedFor);
    }
}

void DeliveryTest::rulingsInAnyOrderGiveTheSameState()
{
    const QList<DeliveryEvent> recalled{RecallRequested{m_domain.now()}, receipt(ReceiptKind::Accepted),
        receipt(ReceiptKind::Delivered), ruling(RulingKind::Recalled), ruling(RulingKind::Recalled)};
    const QList<DeliveryEvent> late{RecallRequested{m_domain.now()}, receipt(ReceiptKind::Accepted),
        ruling(RulingKind::TooLate), receipt(ReceiptKind::SignedFor)};
    const QList<DeliveryEvent> gone{receipt(ReceiptKind::Accepted), ruling(RulingKind::Undeliverable)};
    const std::pair<QList<DeliveryEvent>, DeliveryStage> cases[] = {
        {recalled, DeliveryStage::Recalled}, {late, DeliveryStage::SignedFor}, {gone, DeliveryStage::Failed}};
    std::mt19937 random(12);
    for (const auto &[events, stage] : cases) {
        for (int round = 0; round < 50; ++round) {
            QList<DeliveryEvent> shuffled = events;
            std::shuffle(shuffled.begin(), shuffled.end(), random);
            Delivery delivery = m_begin;
            for (const DeliveryEvent &event : std::as_const(shuffled)) {
                // Asking for a recall of what is signed for is refused and changes nothing.
                if (const auto next = delivery.apply(event))
                    delivery = *next;
            }
            QCOMPARE(delivery.stage(), stage);
        }
    }
    QCOMPARE(reasonOf(Delivery::begin(m_envelope.header, Town).apply(ruling(RulingKind::Recalled))),
        "delivery.foreign-ruling");
}

void DeliveryTest::recalledIsNotSentAgain()
{
    const Delivery recalled = after(m_begin, {RecallRequested{m_domain.now()}});
    for (const DeliveryEvent &event : {DeliveryEvent(SentAgain{}), DeliveryEvent(SendingProgressed{1, 2}),
             DeliveryEvent(PackedIntoBundle{}), DeliveryEvent(BundleExported{})})
        QCOMPARE(reasonOf(recalled.apply(event)), "delivery.recalled");
}

void DeliveryTest::foreignReceiptsAreRefused()
{
    ReceiptArrived another = receipt(ReceiptKind::SignedFor);
    another.facts.envelopeDigest = {};
    ReceiptArrived acceptanceForAnother = receipt(ReceiptKind::Accepted);
    acceptanceForAnother.facts.unit = Finance;
    for (const ReceiptArrived &foreign : {receipt(ReceiptKind::SignedFor, Town), another, acceptanceForAnother})
        QCOMPARE(reasonOf(m_begin.apply(foreign)), "delivery.foreign-receipt");
}

void DeliveryTest::summaryCountsWhoSignedAndWhoIsToBeUrged()
{
    const Delivery town = Delivery::begin(m_envelope.header, Town);
    const QList<Delivery> deliveries{
        after(m_begin, {receipt(ReceiptKind::SignedFor), receipt(ReceiptKind::Registered)}),
        after(town, {receipt(ReceiptKind::Delivered, Town)}), after(town, {receipt(ReceiptKind::Returned, Town)}),
        after(m_begin, {DeliveryFailed{}}), after(m_begin, {RecallRequested{m_domain.now()}}),
        after(m_begin, {receipt(ReceiptKind::Accepted)})};
    const DeliverySummary summary = summarize(deliveries);
    QCOMPARE(summary.total, 6);
    QCOMPARE(summary.accepted, 4);
    QCOMPARE(summary.delivered, 3);
    QCOMPARE(summary.signedFor, 1);
    QCOMPARE(summary.registered, 1);
    QCOMPARE(summary.returned, 1);
    QCOMPARE(summary.failed, 1);
    QCOMPARE(summary.recalled, 1);
    QCOMPARE(summary.notSignedFor, (QList<UnitCode>{Town, Finance, Finance}));
}

void DeliveryTest::secretsDoNotPassTheGate_data()
{
    QTest::addColumn<QString>("mark");
    QTest::addColumn<ContentClass>("content");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("nothing") << u""_s << ContentClass::Document << QByteArray();
    QTest::newRow("confidential") << u"秘密★1年"_s << ContentClass::Document << QByteArray();
    QTest::newRow("secret") << u"机密★10年"_s << ContentClass::Document << QByteArray("exchange.secrecy-refused");
    QTest::newRow("secret, no term") << u"机密"_s << ContentClass::Document << QByteArray("exchange.secrecy-refused");
    QTest::newRow("top secret") << u"绝密★长期"_s << ContentClass::PlainTelegram
                                << QByteArray("exchange.secrecy-refused");
    QTest::newRow("cipher telegram") << u"绝密"_s << ContentClass::CipherTelegram << QByteArray();
    QTest::newRow("unknown") << u"保密"_s << ContentClass::Document << QByteArray("exchange.secrecy-unknown");
}

void DeliveryTest::secretsDoNotPassTheGate()
{
    QFETCH(QString, mark);
    QFETCH(ContentClass, content);
    QFETCH(QByteArray, reason);
    const auto secrecy = secrecyFromMark(mark);
    if (!secrecy) {
        QCOMPARE(secrecy.error().reason, reason);
        return;
    }
    const auto carriage = passSecrecyGate({}, *secrecy, content);
    QCOMPARE(reasonOf(carriage), reason);
    if (carriage)
        QCOMPARE(*carriage == Carriage::RegisterLineOnly, content == ContentClass::CipherTelegram);
}

QTEST_APPLESS_MAIN(DeliveryTest)
#include "DeliveryTest.moc"
