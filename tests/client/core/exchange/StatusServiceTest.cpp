// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/StatusService.h"
#include "shared/exchange/StatusTicket.h"
#include "tests/client/core/SampleOffice.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Challenge(exchange::StatusChallengeSize, 'c');

/// A server that answers as it is told, and keeps what it was asked.
class ToldLink final : public ServerLink
{
public:
    Result<protocol::Body> request(protocol::Body body) override
    {
        asked.append(body);
        if (isOld)
            return Error{ErrorCode::Unsupported, "message.type", {}};
        if (const auto *open = std::get_if<protocol::OpenStatus>(&body)) {
            if (open->ticket.isEmpty())
                return protocol::Body(protocol::StatusOpening{Challenge, {}});
            return protocol::Body(protocol::StatusOpening{{}, instantFromMilliseconds(5)});
        }
        protocol::ServerReport report;
        report.figures.insert("storeBytes", 17);
        return protocol::Body(protocol::ServerStatus{*report.toBytes()});
    }

    bool isOld = false;
    QList<protocol::Body> asked;
};

} // namespace

/// The desktop's side of a server's status.
class StatusServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theAdministratorSignsTheServersChallenge();
    void nobodyElseAsks();
    void aWrongPinSignsNothing();
    void anOlderServerIsToldAsSuch();

private:
    SampleOffice m_office;
};

void StatusServiceTest::theAdministratorSignsTheServersChallenge()
{
    const auto desk = m_office.unlock(u"市政府办/admin"_s);
    ToldLink link;
    const auto report = StatusService(*desk).read(link, SampleOffice::pin());
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->figure("storeBytes").value_or(0), 17);
    QCOMPARE(link.asked.size(), 3);
    const auto *open = std::get_if<protocol::OpenStatus>(&link.asked.at(1));
    QVERIFY(open);
    const auto ticket = exchange::StatusTicket::fromBytes(open->ticket);
    QVERIFY2(ticket, reasonOf(ticket).constData());
    QCOMPARE(ticket->facts().challenge, Challenge);
    QCOMPARE(ticket->facts().desktop, desk->profile().desktop);
    QCOMPARE(ticket->facts().member, desk->member().id);
    const auto server = crypto::Certificate::fromDer(desk->directory().content().server.certificate);
    QVERIFY(ticket->facts().server == server->fingerprint());
    QVERIFY(ticket->verify(*crypto::Certificate::fromDer(desk->member().signingCertificate)));
}

void StatusServiceTest::nobodyElseAsks()
{
    const auto desk = m_office.unlock(u"市政府办/mailroom"_s);
    ToldLink link;
    const auto report = StatusService(*desk).read(link, SampleOffice::pin());
    QCOMPARE(reasonOf(report), QByteArray("status.role"));
    QVERIFY(link.asked.isEmpty());
}

void StatusServiceTest::aWrongPinSignsNothing()
{
    const auto desk = m_office.unlock(u"市政府办/admin"_s);
    ToldLink link;
    const auto report = StatusService(*desk).read(link, SecretBytes(QByteArrayView("000000")));
    QCOMPARE(reasonOf(report), QByteArray("key-file.pin"));
    QCOMPARE(link.asked.size(), 1); // The challenge, and nothing after it.
}

void StatusServiceTest::anOlderServerIsToldAsSuch()
{
    const auto desk = m_office.unlock(u"市政府办/admin"_s);
    ToldLink link;
    link.isOld = true;
    const auto report = StatusService(*desk).read(link, SampleOffice::pin());
    QCOMPARE(reasonOf(report), QByteArray("status.old-server"));
    QCOMPARE(link.asked.size(), 1);
}

QTEST_GUILESS_MAIN(StatusServiceTest)
#include "StatusServiceTest.moc"
