// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ServerTimeStamps.h"
#include "client/core/uses/UseService.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/TimeStampAuthority.h"
#include "tests/client/core/OutgoingSteps.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QElapsedTimer>
#include <QPromise>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Seals with the server's time stamp, and without where none comes.
class StampedSealingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void onlineTheTimeIsProven();
    void whatTheRegisterKeepsIsTheStampedDocument();
    void withoutAServerItIsSealedAllTheSame();
    void aServerThatIsGoneDelaysNobody();
    void aStampThatDoesNotHoldIsLeftOut_data();
    void aStampThatDoesNotHoldIsLeftOut();

private:
    std::unique_ptr<protocol::ClientConnection> connectKeeper();
    Result<SealedDocument> seal()
    {
        const SealingService sealing(*m_keeper);
        WENYI_TRY(const auto preview, sealing.preview(SampleOffice::notice(31)));
        return sealing.seal(preview, SampleOffice::pin(), std::nullopt);
    }
    QString newestAudit() { return m_keeper->audit().newest(1)->value(0).reason; }

    std::unique_ptr<ExchangeOffice> m_exchange;
    std::unique_ptr<Workspace> m_keeper;
};

void StampedSealingTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    m_keeper = m_exchange->office.unlock(u"市政府办/sealkeeper"_s);
    QVERIFY(m_exchange->sync(*m_keeper));
}

std::unique_ptr<protocol::ClientConnection> StampedSealingTest::connectKeeper()
{
    auto settings = connectionSettings(*m_keeper).value();
    settings.endpoint = m_exchange->server->endpoint();
    auto connection = std::make_unique<protocol::ClientConnection>(std::move(settings), m_exchange->office.random());
    if (!QTest::qWaitFor([&] { return connection->state() == protocol::ConnectionState::Connected; }))
        qFatal("no connection");
    return connection;
}

void StampedSealingTest::onlineTheTimeIsProven()
{
    const auto connection = connectKeeper();
    const ServerTimeStamps stamps(m_keeper->timeStamps(), *connection);
    const Instant before = m_keeper->environment().clock.now();
    const auto sealedDocument = seal();
    QVERIFY2(sealedDocument, reasonOf(sealedDocument).constData());
    const seal::SealVerdict &verdict = sealedDocument->verdict.seals.first().verdict;
    QVERIFY(verdict.stampedAt);
    QVERIFY(*verdict.stampedAt >= before - 1s && *verdict.stampedAt <= m_keeper->environment().clock.now());
    QVERIFY(verdict.result(seal::SealStep::TimeStamp)->outcome == seal::StepOutcome::Passed);
    QVERIFY(sealedDocument->verdict.isFullyValid());
}

void StampedSealingTest::whatTheRegisterKeepsIsTheStampedDocument()
{
    const OutgoingOffice members{u"江阴市人民政府办公室"_s, u"市政府办/clerk"_s, u"市政府办/reviewer"_s,
        u"市政府办/leader"_s, u"市政府办/registrar"_s, {},
        [this](const QString &name) { return m_exchange->office.unlock(name); },
        [this](Workspace &desk) -> Result<void> {
            WENYI_CHECK(m_exchange->sync(desk));
            return {};
        }};
    const auto stream = numberedNotice(members, {u"江阴市财政局"_s});
    QVERIFY2(stream, reasonOf(stream).constData());
    QVERIFY(m_exchange->sync(*m_keeper));
    const auto connection = connectKeeper();
    const ServerTimeStamps stamps(m_keeper->timeStamps(), *connection);
    OutgoingService outgoing(*m_keeper);
    const auto preview = outgoing.sealPreview(*stream);
    const auto sealedDocument = outgoing.seal(*stream, *preview, SampleOffice::pin());
    QVERIFY2(sealedDocument, reasonOf(sealedDocument).constData());
    QVERIFY(sealedDocument->verdict.seals.first().verdict.stampedAt);
    QCOMPARE(outgoing.sealedOfd(*stream).value(), sealedDocument->ofd);
    UseService uses(*m_keeper);
    const auto report = uses.check();
    QVERIFY(report && report->findings.isEmpty());
    QCOMPARE(report->uses.uses.last().completed.document, crypto::sm3(sealedDocument->ofd));
    QVERIFY(uses.checkDocument(sealedDocument->ofd, u"document"_s, report->uses)->isEmpty());
}

void StampedSealingTest::withoutAServerItIsSealedAllTheSame()
{
    QCOMPARE(reasonOf(m_keeper->timeStamps().tokenOver("data", m_exchange->office.random())), "time-stamp.offline");
    const auto sealedDocument = seal();
    QVERIFY(sealedDocument && sealedDocument->verdict.isFullyValid());
    QVERIFY(!sealedDocument->verdict.seals.first().verdict.stampedAt);
    QVERIFY(!sealedDocument->verdict.seals.first().verdict.result(seal::SealStep::TimeStamp));
}

void StampedSealingTest::aServerThatIsGoneDelaysNobody()
{
    const auto connection = connectKeeper();
    const ServerTimeStamps stamps(m_keeper->timeStamps(), *connection);
    m_exchange->stopServer();
    QElapsedTimer took;
    took.start();
    const auto sealedDocument = seal();
    QVERIFY(sealedDocument && sealedDocument->verdict.isFullyValid());
    QVERIFY(!sealedDocument->verdict.seals.first().verdict.stampedAt);
    QVERIFY2(took.elapsed() < 10'000, QByteArray::number(took.elapsed()).constData());
    m_exchange->startServer();
}

void StampedSealingTest::aStampThatDoesNotHoldIsLeftOut_data()
{
    QTest::addColumn<bool>("isOurs");
    QTest::addColumn<int>("hours");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("of another domain's authority") << false << 0 << QByteArray("certificate.chain");
    QTest::newRow("by a clock ahead") << true << 3 << QByteArray("time-stamp.other-clock");
    // Before its own certificate begins the authority stamps nothing.
    QTest::newRow("by a clock behind") << true << -3 << QByteArray("time-stamp.refused");
}

void StampedSealingTest::aStampThatDoesNotHoldIsLeftOut()
{
    QFETCH(bool, isOurs);
    QFETCH(int, hours);
    QFETCH(QByteArray, reason);
    class ShiftedClock final : public Clock
    {
    public:
        explicit ShiftedClock(int hours)
            : m_hours(hours)
        {
        }
        Instant now() const override { return SystemClock().now() + m_hours; }

    private:
        std::chrono::hours m_hours;
    };
    std::optional<SampleOffice> stranger;
    if (!isOurs)
        stranger.emplace();
    const SampleOffice &domain = isOurs ? m_exchange->office : *stranger;
    const auto file = crypto::KeyFile::open(domain.path(u"server-keys/time-stamp.key"_s)).value();
    const auto pin = readBounded(domain.path(u"server-keys/time-stamp.pin"_s), 1 << 10).value();
    crypto::KeySigner signer(file.unlock(SecretBytes(pin)).value(), file.certificate());
    const ShiftedClock clock(hours);
    const auto authority = crypto::TimeStampAuthority::create(signer, clock, m_exchange->office.random());
    QVERIFY(authority);
    m_keeper->timeStamps().goBy([&authority](const QByteArray &request) {
        QPromise<Result<QByteArray>> promise;
        promise.start();
        promise.addResult(authority->answer(request));
        promise.finish();
        return promise.future();
    });
    const auto sealedDocument = seal();
    m_keeper->timeStamps().goBy({});
    QVERIFY2(sealedDocument, reasonOf(sealedDocument).constData());
    QVERIFY(sealedDocument->verdict.isFullyValid());
    QVERIFY(!sealedDocument->verdict.seals.first().verdict.stampedAt);
    // An administrator finds it in the audit log.
    QCOMPARE(newestAudit(), QString::fromLatin1(reason));
}

QTEST_GUILESS_MAIN(StampedSealingTest)
#include "StampedSealingTest.moc"
