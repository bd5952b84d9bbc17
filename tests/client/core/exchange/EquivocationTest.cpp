// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3.h"
#include "tests/MovedClock.h"
#include "tests/Patience.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using exchange::DeliveryStage;

namespace {

/// A server that shows whoever asks over this link a directory of its choice.
class TwoFacedLink final : public ServerLink
{
public:
    TwoFacedLink(ServerLink &link, QByteArray shown, quint64 version)
        : m_link(link)
        , m_shown(std::move(shown))
        , m_version(version)
    {
    }
    Result<protocol::Body> request(protocol::Body body) override
    {
        const auto *get = std::get_if<protocol::GetDirectory>(&body);
        if (!get)
            return m_link.request(std::move(body));
        const auto size = static_cast<quint64>(m_shown.size());
        return protocol::Body(protocol::DirectoryChunk{m_version, crypto::sm3(m_shown), size, get->offset,
            m_shown.mid(static_cast<qsizetype>(get->offset), limits::BlobChunk)});
    }

private:
    ServerLink &m_link;
    QByteArray m_shown;
    quint64 m_version;
};

} // namespace

/// Threat T05 (equivocation): two units at a server that shows them different directories.
class EquivocationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whoIsKeptAtAnOlderOneNotices();
    void whoIsBehindRaisesNoAlarm();
    void twoUnitsThatAreShownDifferentOnesNotice();
    void aServerThatGoesByAnotherItselfIsNoticed();

private:
    /// The next directory after one, signed by the domain's own authority; another one for each `later`.
    QByteArray next(const directory::DirectoryContent &known, std::chrono::hours later)
    {
        directory::DirectoryContent content = known;
        content.nextUpdate += later;
        const auto &office = m_exchange->office;
        return DomainAuthority::open(office.path(u"authority"_s), SampleOffice::pin(), office.environment())
            ->signNext(content)
            .value();
    }
    /// The version that the server goes by.
    quint64 served()
    {
        quint64 version = 0;
        const auto asked = m_exchange->over(*m_exchange->sender, [&version](ServerLink &link) -> Result<SyncReport> {
            WENYI_TRY(const auto chunk, link.ask<protocol::DirectoryChunk>(protocol::GetDirectory{0}));
            version = chunk.version;
            return SyncReport();
        });
        return asked ? version : 0;
    }
    /// The server gets the directory after the sender's, and goes by it.
    void publish()
    {
        const quint64 version = m_exchange->sender->directory().content().version + 1;
        const auto published = m_exchange->publish(*m_exchange->sender, [](directory::DirectoryContent &) {});
        QVERIFY2(published, published ? "" : qPrintable(describe(published.error())));
        QTRY_COMPARE(served(), version);
    }
    SyncReport sync(Workspace &workspace) { return m_exchange->sync(workspace).value(); }
    SyncReport syncShown(Workspace &workspace, const QByteArray &directory, quint64 version)
    {
        return m_exchange
            ->over(workspace,
                [&](ServerLink &real) {
                    TwoFacedLink link(real, directory, version);
                    DirectGate gate;
                    return Synchronizer(workspace, gate, link).run();
                })
            .value();
    }
    StreamId send(int serial)
    {
        const StreamId stream(u"seen-%1"_s.arg(serial));
        auto order = m_exchange->order(stream, serial);
        order.recipients = {u"江阴市财政局"_s};
        if (const auto dispatch = DispatchService(*m_exchange->sender).dispatch(order); !dispatch)
            qFatal("%s", dispatch.error().reason.constData());
        return stream;
    }
    DeliveryStage stage(const StreamId &stream) const
    {
        return ReceiptService(*m_exchange->sender).tracking(stream)->lines.value(0).delivery.stage();
    }
    QByteArray newestAudit() const
    {
        const auto newest = m_exchange->sender->audit().newest(1).value();
        return newest.isEmpty() ? QByteArray() : newest.first().reason.toLatin1();
    }

    std::unique_ptr<ExchangeOffice> m_exchange;
};

void EquivocationTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
}

void EquivocationTest::whoIsKeptAtAnOlderOneNotices()
{
    const auto isKeptBack = [](const SyncReport &report) {
        return std::any_of(report.refused.begin(), report.refused.end(),
            [](const SyncRefusal &refusal) { return refusal.error.reason == "directory.kept-back"; });
    };
    const directory::Directory old = m_exchange->sender->directory();
    const quint64 version = old.content().version;
    Workspace &finance = *m_exchange->finance;
    const StreamId stream = send(4);
    QVERIFY(sync(*m_exchange->sender).refused.isEmpty());
    publish();
    QCOMPARE(sync(finance).arrivals.size(), 1);
    QCOMPARE(finance.directory().content().version, version + 1);
    // The server may not have had it yet: a receipt of this hour tells nothing.
    const SyncReport early = syncShown(*m_exchange->sender, old.bytes(), version);
    QCOMPARE(early.receiptsTaken, 1);
    QVERIFY(!isKeptBack(early));
    const auto sent = ExchangeProjection::outbox(m_exchange->sender->journal().database(), stream).value();
    QVERIFY(ReceiptService(finance).signFor(incomingStream(sent.first().header.routing().id), SampleOffice::pin()));
    QVERIFY(sync(finance).refused.isEmpty());
    {
        wenyi::tests::MovedClock later;
        later.set(std::chrono::hours(2));
        const Environment &real = m_exchange->office.environment();
        const Environment environment{later, real.random, real.resources, real.fonts};
        const auto [folder, member] = m_exchange->office.domain().desktopOf(u"市政府办/mailroom"_s).value();
        m_exchange->sender.reset();
        const auto sender = Workspace::unlock(folder, member, SampleOffice::pin(), environment).value();
        const SyncReport report = syncShown(*sender, old.bytes(), version);
        QCOMPARE(sender->directory().content().version, version);
        QCOMPARE(report.receiptsTaken, 1);
        QVERIFY2(isKeptBack(report), "it does not notice that the server keeps a newer directory from it");
        const auto rows = sender->audit().newest(20).value();
        QVERIFY(std::any_of(rows.begin(), rows.end(),
            [](const journal::AuditRecord &row) { return row.reason == u"directory.kept-back"_s; }));
    }
    m_exchange->sender = m_exchange->office.unlock(u"市政府办/mailroom"_s);
    QCOMPARE(stage(stream), DeliveryStage::SignedFor); // The receipt itself counts.
    QVERIFY(sync(*m_exchange->sender).isDirectoryNew);
    QVERIFY(!isKeptBack(sync(*m_exchange->sender)));
}

void EquivocationTest::whoIsBehindRaisesNoAlarm()
{
    Workspace &finance = *m_exchange->finance;
    const directory::Directory old = finance.directory();
    publish();
    QVERIFY(sync(*m_exchange->sender).isDirectoryNew);
    const StreamId stream = send(1);
    QVERIFY(sync(*m_exchange->sender).refused.isEmpty());
    QCOMPARE(syncShown(finance, old.bytes(), old.content().version).arrivals.size(), 1);
    QCOMPARE(finance.directory().content().version + 1, m_exchange->sender->directory().content().version);
    const SyncReport report = sync(*m_exchange->sender);
    QVERIFY2(report.refused.isEmpty(), report.refused.value(0).error.reason.constData());
    QCOMPARE(stage(stream), DeliveryStage::Delivered);
}

void EquivocationTest::twoUnitsThatAreShownDifferentOnesNotice()
{
    Workspace &sender = *m_exchange->sender;
    Workspace &finance = *m_exchange->finance;
    // The authority's word stands under both: what a server may have kept of a mistake, or of a key that was stolen.
    const QByteArray other = next(finance.directory().content(), std::chrono::hours(1));
    const StreamId stream = send(2);
    QVERIFY(sync(sender).refused.isEmpty()); // The server goes by the same as this desktop.
    QCOMPARE(syncShown(finance, other, sender.directory().content().version).arrivals.size(), 1);
    QCOMPARE(finance.directory().content().version, sender.directory().content().version);
    QVERIFY(finance.directory().digest() != sender.directory().digest());
    const SyncReport report = sync(sender);
    QCOMPARE(report.receiptsTaken, 1);
    QCOMPARE(report.refused.size(), 1);
    QCOMPARE(report.refused.first().error.reason, QByteArray("directory.equivocation"));
    QCOMPARE(report.refused.first().subject, finance.profile().unit.toString());
    QCOMPARE(newestAudit(), QByteArray("directory.equivocation"));
    QCOMPARE(stage(stream), DeliveryStage::Delivered); // The receipt itself counts.
    QVERIFY(sync(sender).refused.isEmpty());           // And was told.
}

void EquivocationTest::aServerThatGoesByAnotherItselfIsNoticed()
{
    Workspace &sender = *m_exchange->sender;
    const directory::DirectoryContent known = sender.directory().content();
    publish();
    (void)syncShown(sender, next(known, std::chrono::hours(2)), known.version + 1);
    QCOMPARE(sender.directory().content().version, known.version + 1);
    const StreamId stream = send(3);
    const SyncReport report = syncShown(sender, sender.directory().bytes(), known.version + 1);
    QCOMPARE(report.sent, QList<StreamId>{stream});
    QCOMPARE(report.refused.size(), 1);
    QCOMPARE(report.refused.first().error.reason, QByteArray("directory.equivocation"));
    QCOMPARE(report.refused.first().subject, u"server"_s);
    QCOMPARE(stage(stream), DeliveryStage::Accepted);
}

QTEST_GUILESS_MAIN(EquivocationTest)
#include "EquivocationTest.moc"
