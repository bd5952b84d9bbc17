// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/Directory.h"
#include "shared/exchange/Ruling.h"
#include "tests/Patience.h"
#include "tests/server/TestDomain.h"
#include "tests/shared/protocol/FirstDesktop.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

/// Desktops of the first form of the protocol, and desktops newer than any, at today's server (fault F14).
class ReleasedPairsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theFirstDesktopComesInAndHasTheDirectory();
    void theFirstDesktopKeepsItsLog();
    void twoOfTheFirstExchangeADocument();
    void theFirstDesktopHasWhatNewerOnesSend();
    void whatIsTakenBackLeavesTheFirstDesktopInPeace();
    void theFirstDesktopIsToldOfNewsInItsLanguage();
    void whoeverIsTooNewIsToldSo_data();
    void whoeverIsTooNewIsToldSo();

private:
    std::unique_ptr<FirstDesktop> first(const UnitCode &unit)
    {
        const TestDesktop &desktop = m_domain.desktop(unit);
        return std::make_unique<FirstDesktop>(
            m_server->endpoint(), m_domain.settings({}, desktop).serverKey, desktop.curve);
    }
    Result<Welcome> greet(FirstDesktop &desktop, const UnitCode &unit)
    {
        return desktop.ask<Welcome>(Hello{1, 1, m_domain.desktop(unit).id, 0});
    }
    /// One that has been welcomed; none where that failed.
    std::unique_ptr<FirstDesktop> greeted(const UnitCode &unit)
    {
        auto desktop = first(unit);
        const auto welcome = greet(*desktop, unit);
        if (!welcome) {
            qWarning("%s", qPrintable(describe(welcome.error())));
            return nullptr;
        }
        return desktop;
    }
    /// The acceptance receipt, by way of the pieces that are missing.
    Result<QByteArray> send(FirstDesktop &desktop, const exchange::Envelope &envelope);
    /// The only envelope that waits, with its parts, confirmed.
    Result<QList<QByteArray>> receive(FirstDesktop &desktop, const exchange::Envelope &expected);

    TestDomain m_domain;
    std::unique_ptr<server::Server> m_server;
};

void ReleasedPairsTest::initTestCase()
{
    auto started = m_domain.start();
    QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
    m_server = std::move(*started);
}

Result<QByteArray> ReleasedPairsTest::send(FirstDesktop &desktop, const exchange::Envelope &envelope)
{
    const SendEnvelope header{envelope.header.toBytes()};
    WENYI_TRY(EnvelopeState state, desktop.ask<EnvelopeState>(header));
    const QList<exchange::EnvelopePart> &parts = envelope.header.routing().parts;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const auto size = static_cast<quint64>(envelope.parts[i].size());
        WENYI_TRY(BlobState blob, desktop.ask<BlobState>(PutBlob{parts[i].digest, size, 0, {}}));
        while (blob.have < size) {
            const QByteArray chunk = envelope.parts[i].mid(static_cast<qsizetype>(blob.have), 64 * limits::KiB);
            WENYI_TRY(blob, desktop.ask<BlobState>(PutBlob{parts[i].digest, size, blob.have, chunk}));
        }
    }
    WENYI_TRY(state, desktop.ask<EnvelopeState>(header));
    if (!state.receipt)
        return Error{ErrorCode::Internal, "test.not-accepted", {}};
    return *state.receipt;
}

Result<QList<QByteArray>> ReleasedPairsTest::receive(FirstDesktop &desktop, const exchange::Envelope &expected)
{
    WENYI_TRY(const Deliveries waiting, desktop.ask<Deliveries>(FetchDeliveries{50}));
    if (waiting.deliveries.size() != 1 || waiting.deliveries.first().header != expected.header.toBytes())
        return Error{ErrorCode::NotFound, "test.other-deliveries", QString::number(waiting.deliveries.size())};
    QList<QByteArray> parts;
    for (const exchange::EnvelopePart &part : expected.header.routing().parts) {
        QByteArray bytes;
        while (bytes.size() < part.size) {
            WENYI_TRY(const BlobChunk chunk,
                desktop.ask<BlobChunk>(GetBlob{part.digest, static_cast<quint64>(bytes.size()), 64 * limits::KiB}));
            if (chunk.chunk.isEmpty())
                return Error{ErrorCode::Corrupt, "test.empty-chunk", {}};
            bytes.append(chunk.chunk);
        }
        parts.append(bytes);
    }
    WENYI_CHECK(desktop.ask<Confirmed>(ConfirmDelivery{expected.header.routing().id, expected.header.digest()}));
    return parts;
}

void ReleasedPairsTest::theFirstDesktopComesInAndHasTheDirectory()
{
    const auto desktop = first(Office);
    const auto welcome = greet(*desktop, Office);
    QVERIFY2(welcome, reasonOf(welcome).constData());
    QCOMPARE(welcome->version, quint64(1));
    QByteArray bytes;
    for (;;) {
        const auto chunk = desktop->ask<DirectoryChunk>(GetDirectory{static_cast<quint64>(bytes.size())});
        QVERIFY2(chunk, reasonOf(chunk).constData());
        QCOMPARE(chunk->offset, quint64(bytes.size()));
        QVERIFY(!chunk->chunk.isEmpty());
        bytes.append(chunk->chunk);
        if (static_cast<quint64>(bytes.size()) >= chunk->size)
            break;
    }
    const auto directory = directory::Directory::open(bytes, m_domain.trust(), m_domain.clock().now());
    QVERIFY2(directory, reasonOf(directory).constData());
    QCOMPARE(directory->content().version, welcome->directoryVersion);
    QCOMPARE(directory->digest(), welcome->directoryDigest);
    // A series of numbers, and the stamp that this server does not give.
    const auto lease = desktop->ask<Lease>(LeaseNumbers{u"澄政办发/2026"_s, 10, QByteArray(16, 't')});
    QVERIFY2(lease, reasonOf(lease).constData());
    QCOMPARE(lease->count, quint64(10));
    QCOMPARE(reasonOf(desktop->ask<TimeStampAnswer>(RequestTimeStamp{"request"})), QByteArray("time-stamp.none"));
}

void ReleasedPairsTest::theFirstDesktopKeepsItsLog()
{
    const auto desktop = greeted(Office);
    QVERIFY(desktop);
    const PushEntries push = m_domain.desktop(Office).write(3);
    const auto accepted = desktop->ask<Accepted>(push);
    QVERIFY2(accepted, reasonOf(accepted).constData());
    const auto entries = desktop->ask<Entries>(PullEntries{accepted->first - 1});
    QVERIFY2(entries, reasonOf(entries).constData());
    QCOMPARE(entries->logNumber, accepted->first + 2);
    QCOMPARE(desktop->ask<Accepted>(push)->first, accepted->first);
}

void ReleasedPairsTest::twoOfTheFirstExchangeADocument()
{
    const auto office = greeted(Office);
    const auto finance = greeted(Finance);
    QVERIFY(office && finance);
    const exchange::Envelope envelope = m_domain.envelope(Office, {Finance}, 100'000);
    const auto acceptance = send(*office, envelope);
    QVERIFY2(acceptance, reasonOf(acceptance).constData());
    const auto receipt = exchange::Receipt::fromBytes(*acceptance);
    QVERIFY2(receipt, reasonOf(receipt).constData());
    const auto signedByServer = receipt->verify(envelope.header, m_domain.serverCertificate());
    QVERIFY2(signedByServer, reasonOf(signedByServer).constData());
    const auto parts = receive(*finance, envelope);
    QVERIFY2(parts, reasonOf(parts).constData());
    QCOMPARE(*parts, envelope.parts);
    const QByteArray answer =
        m_domain.receipt(envelope.header, Finance, exchange::ReceiptKind::SignedFor, m_domain.unitSigner(Finance))
            .toBytes();
    const auto states = finance->ask<ReceiptStates>(PushReceipts{{answer}});
    QVERIFY2(states, reasonOf(states).constData());
    QCOMPARE(states->reasons, QList<QByteArray>{QByteArray()});
    const auto receipts = office->ask<Receipts>(PullReceipts{0, 100});
    QVERIFY2(receipts, reasonOf(receipts).constData());
    QCOMPARE(receipts->receipts.size(), 1);
    QCOMPARE(receipts->receipts.first().bytes, answer);
}

void ReleasedPairsTest::theFirstDesktopHasWhatNewerOnesSend()
{
    const auto newer = m_domain.connect(m_server->endpoint(), m_domain.desktop(Office));
    const exchange::Envelope envelope = m_domain.envelope(Office, {Finance}, 20'000);
    const auto sent = ask<EnvelopeState>(*newer, SendWhole{envelope.header.toBytes(), envelope.parts});
    QVERIFY2(sent, reasonOf(sent).constData());
    QVERIFY(sent->receipt);
    const auto finance = greeted(Finance);
    QVERIFY(finance);
    const auto parts = receive(*finance, envelope);
    QVERIFY2(parts, reasonOf(parts).constData());
    QCOMPARE(*parts, envelope.parts);
}

void ReleasedPairsTest::whatIsTakenBackLeavesTheFirstDesktopInPeace()
{
    const auto newer = m_domain.connect(m_server->endpoint(), m_domain.desktop(Office));
    const exchange::Envelope envelope = m_domain.envelope(Office, {Finance}, 500);
    QVERIFY(sendWhole(*newer, envelope));
    const auto finance = greeted(Finance);
    QVERIFY(finance);
    QCOMPARE(finance->ask<Deliveries>(FetchDeliveries{50})->deliveries.size(), 1);
    const exchange::DirectiveFacts facts{exchange::DirectiveKind::Recall, envelope.header.routing().id,
        envelope.header.digest(), Office, {Finance}, {}, m_domain.clock().now(), MemberId(u"mailroom"_s), u"孙丽华"_s,
        u"附件有误"_s, {}};
    const auto recall = exchange::Directive::sign(facts, m_domain.unitSigner(Office));
    QVERIFY2(recall, reasonOf(recall).constData());
    const auto ruled = ask<DirectiveState>(*newer, GiveDirective{recall->toBytes()});
    QVERIFY2(ruled, reasonOf(ruled).constData());
    // It is gone from the queue, and whoever signs for it all the same is told why that does not count.
    QVERIFY(finance->ask<Deliveries>(FetchDeliveries{50})->deliveries.isEmpty());
    const QByteArray late =
        m_domain.receipt(envelope.header, Finance, exchange::ReceiptKind::SignedFor, m_domain.unitSigner(Finance))
            .toBytes();
    const auto states = finance->ask<ReceiptStates>(PushReceipts{{late}});
    QVERIFY2(states, reasonOf(states).constData());
    QCOMPARE(states->reasons, QList<QByteArray>{QByteArray("receipt.recalled")});
}

void ReleasedPairsTest::theFirstDesktopIsToldOfNewsInItsLanguage()
{
    const auto finance = greeted(Finance);
    QVERIFY(finance);
    const auto newer = m_domain.connect(m_server->endpoint(), m_domain.desktop(Office));
    QVERIFY(sendWhole(*newer, m_domain.envelope(Office, {Finance}, 500)));
    // Notices are read while an answer is waited for.
    const auto isTold = [&finance] {
        const auto waiting = finance->ask<Deliveries>(FetchDeliveries{50});
        return waiting && !waiting->deliveries.isEmpty() && finance->notices() > 0;
    };
    QTRY_VERIFY(isTold());
}

void ReleasedPairsTest::whoeverIsTooNewIsToldSo_data()
{
    QTest::addColumn<quint64>("oldest");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("it still speaks what the server does") << quint64(1) << QByteArray();
    QTest::newRow("it no longer does") << quint64(2) << QByteArray("session.version");
}

void ReleasedPairsTest::whoeverIsTooNewIsToldSo()
{
    QFETCH(quint64, oldest);
    QFETCH(QByteArray, reason);
    const auto desktop = first(Town);
    const auto welcome = desktop->ask<Welcome>(Hello{oldest, 9, m_domain.desktop(Town).id, 0});
    QCOMPARE(reasonOf(welcome), reason);
    if (welcome) {
        QCOMPARE(welcome->version, quint64(1));
        return;
    }
    QCOMPARE(welcome.error().code, ErrorCode::Unsupported);
    QCOMPARE(welcome.error().detail, u"1"_s); // What the server speaks, so that it is known who must be updated.
    QCOMPARE(reasonOf(desktop->ask<Entries>(PullEntries{0})), QByteArray("session.hello-missing"));
}

QTEST_GUILESS_MAIN(ReleasedPairsTest)
#include "ReleasedPairsTest.moc"
