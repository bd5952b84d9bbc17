// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/Retention.h"
#include "tests/client/core/LaterClock.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

/// Counts what is asked for content.
class CountingLink final : public ServerLink
{
public:
    explicit CountingLink(ServerLink &link)
        : m_link(link)
    {
    }
    Result<protocol::Body> request(protocol::Body body) override
    {
        m_blobs += std::holds_alternative<protocol::GetBlob>(body) ? 1 : 0;
        return m_link.request(std::move(body));
    }
    int blobs() const { return m_blobs; }

private:
    ServerLink &m_link;
    int m_blobs = 0;
};

} // namespace

/// Desktops that come to a document whose parts the server dropped, since everybody has them.
class ExpiredPartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLaterDesktopOfTheSenderAsksOnceAndDoesWithout();
    void aLaterDesktopOfTheRecipientHasThemFromItsOwnUnit();

private:
    /// How often content was asked for in one synchronisation, -1 where it failed or something was refused.
    int contentAskedBy(Workspace &workspace);
    ExchangeOffice m_exchange;
};

int ExpiredPartsTest::contentAskedBy(Workspace &workspace)
{
    auto settings = connectionSettings(workspace).value();
    settings.endpoint = m_exchange.server->endpoint();
    protocol::ClientConnection connection(std::move(settings), m_exchange.office.random());
    ConnectionLink real(connection, std::chrono::seconds(20));
    CountingLink link(real);
    DirectGate gate;
    const auto report = Synchronizer(workspace, gate, link).run();
    if (!report || !report->refused.isEmpty()) {
        qWarning("%s", report ? report->refused.first().error.reason.constData() : report.error().reason.constData());
        return -1;
    }
    return link.blobs();
}

void ExpiredPartsTest::aLaterDesktopOfTheSenderAsksOnceAndDoesWithout()
{
    auto order = m_exchange.order(StreamId(u"expired"_s), 41);
    order.recipients = {u"市财政局"_s};
    QVERIFY(DispatchService(*m_exchange.sender).dispatch(order));
    QVERIFY(m_exchange.sync(*m_exchange.sender));
    QCOMPARE(m_exchange.sync(*m_exchange.finance)->arrivals.size(), 1);
    QVERIFY(m_exchange.sync(*m_exchange.finance)); // What was taken in is the unit's own now.
    m_exchange.stopServer();
    {
        const LaterClock later(std::chrono::days(2));
        const auto store = server::Store::open(m_exchange.folder->storePath(), later).value();
        QVERIFY(store->audit().record(u"test"_s, u"time.passed"_s, {}, {})); // Or the clock would be in doubt.
        server::Retention retention(*store, later);
        QVERIFY(retention.step({1, false}).value());
        QCOMPARE(retention.dropped().envelopes, quint64(1));
        QVERIFY(retention.dropped().parts > 0);
    }
    m_exchange.startServer();
    const auto desktop = m_exchange.office.unlock(u"市政府办/admin"_s);
    QVERIFY(contentAskedBy(*desktop) > 0);
    QCOMPARE(contentAskedBy(*desktop), 0);
}

void ExpiredPartsTest::aLaterDesktopOfTheRecipientHasThemFromItsOwnUnit()
{
    const auto desktop = m_exchange.office.unlock(u"市财政局/admin"_s);
    QVERIFY(contentAskedBy(*desktop) > 0);
    std::optional<qint64> below;
    const auto blobs = ExchangeProjection::newestBlobs(desktop->journal().database(), below, 1000).value();
    QVERIFY(!blobs.isEmpty());
    for (const journal::BlobReference &blob : blobs)
        QVERIFY2(desktop->blobs().has(blob.digest), blob.digest.toHex().constData());
}

QTEST_GUILESS_MAIN(ExpiredPartsTest)
#include "ExpiredPartsTest.moc"
