// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/RecallService.h"
#include "tests/client/core/exchange/ExchangeOffice.h"
#include "tests/client/core/exchange/OtherLinks.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using exchange::DeliveryStage;

/// Today's desktops at a server of the first form of the protocol, which knows nothing that came since (fault F14).
class FirstServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aDocumentGoesTheWholeWay();
    void whatNeedsANewerServerWaitsForOne();

private:
    /// Synchronises with the first server. What a desktop asks in vain is no refusal of anything.
    SyncReport sync(Workspace &workspace)
    {
        const auto report = m_exchange->over(workspace, [this, &workspace](ServerLink &real) {
            FirstServerLink first(real);
            DirectGate gate;
            auto done = Synchronizer(workspace, gate, first).run();
            m_askedInVain += first.askedInVain();
            return done;
        });
        if (!report)
            qFatal("%s", qPrintable(describe(report.error())));
        if (!report->refused.isEmpty())
            qFatal("%s", report->refused.first().error.reason.constData());
        return *report;
    }
    Dispatch dispatch(const StreamId &stream, int serial)
    {
        auto order = m_exchange->order(stream, serial);
        order.recipients = {u"江阴市财政局"_s};
        const auto dispatch = DispatchService(*m_exchange->sender).dispatch(order);
        if (!dispatch)
            qFatal("%s", dispatch.error().reason.constData());
        return *dispatch;
    }
    DeliveryStage stage(const StreamId &stream) const
    {
        return ReceiptService(*m_exchange->sender).tracking(stream)->lines.value(0).delivery.stage();
    }

    std::unique_ptr<ExchangeOffice> m_exchange;
    int m_askedInVain = 0;
};

void FirstServerTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
}

void FirstServerTest::aDocumentGoesTheWholeWay()
{
    const StreamId stream(u"first-28"_s);
    const Dispatch sent = dispatch(stream, 28);
    QCOMPARE(sync(*m_exchange->sender).sent, QList<StreamId>{stream});
    QCOMPARE(stage(stream), DeliveryStage::Accepted);
    const SyncReport arrived = sync(*m_exchange->finance);
    QCOMPARE(arrived.arrivals.size(), 1);
    QCOMPARE(arrived.arrivals.first().envelope, sent.envelope);
    const auto signedFor =
        ReceiptService(*m_exchange->finance).signFor(incomingStream(sent.envelope), SampleOffice::pin());
    QVERIFY2(signedFor, signedFor ? "" : signedFor.error().reason.constData());
    sync(*m_exchange->finance);
    sync(*m_exchange->sender);
    QCOMPARE(stage(stream), DeliveryStage::SignedFor);
    // And again nothing happens twice.
    QVERIFY(sync(*m_exchange->finance).arrivals.isEmpty());
    QVERIFY(sync(*m_exchange->sender).sent.isEmpty());
    QVERIFY2(m_askedInVain > 0, "the desktops never asked for anything newer, so nothing was tried");
}

void FirstServerTest::whatNeedsANewerServerWaitsForOne()
{
    const StreamId stream(u"first-29"_s);
    dispatch(stream, 29);
    sync(*m_exchange->sender);
    const auto recalled = RecallService(*m_exchange->sender).recall(stream, {}, u"附件有误"_s);
    QVERIFY2(recalled, recalled ? "" : recalled.error().reason.constData());
    sync(*m_exchange->sender);
    QCOMPARE(stage(stream), DeliveryStage::Recalling);
    // The server is updated.
    const auto report = m_exchange->sync(*m_exchange->sender);
    QVERIFY2(report, report ? "" : report.error().reason.constData());
    QCOMPARE(stage(stream), DeliveryStage::Recalled);
}

QTEST_GUILESS_MAIN(FirstServerTest)
#include "FirstServerTest.moc"
