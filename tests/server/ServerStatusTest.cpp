// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/StatusDesk.h"
#include "shared/base/DurableFile.h"
#include "tests/Patience.h"
#include "tests/server/TestDomain.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using directory::Role;
using exchange::StatusTicketFacts;

/// Who sees how a server is, and what of it: over the wire, against the real server.
class ServerStatusTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aTicketOpensTheStatusToItsConnectionAlone();
    void aTicketIsTakenOnce();
    void aTicketForSomethingElseIsRefused_data();
    void aTicketForSomethingElseIsRefused();
    void onlyTheUnitsAdministratorIsShownAnything_data();
    void onlyTheUnitsAdministratorIsShownAnything();
    void whatIsRefusedStandsInTheAuditLog();
    void theReportTellsWhatWaitsAndWhatIsOwed();
    void theReportTellsHowFarADesktopIs();
    void nothingOfADocumentStandsInTheReport();
    void theRoleIsAskedForAtEachLook();
    void challengeAndRightEndWithTheirTime();

private:
    using Connection = std::unique_ptr<ClientConnection>;
    Connection connectAs(const UnitCode &unit, int index = 1)
    {
        return m_domain.connect(m_server->endpoint(), m_domain.desktop(unit, index));
    }
    StatusTicketFacts factsFor(const QByteArray &challenge, const UnitCode &unit, const MemberId &member)
    {
        return {challenge, m_domain.serverCertificate().fingerprint(), m_domain.desktop(unit).id, member, {}};
    }
    /// The server's answer to a ticket of this member; `change` alters what is signed.
    QByteArray opened(ClientConnection &connection, const UnitCode &unit, const MemberId &member,
        const std::function<void(StatusTicketFacts &)> &change = {})
    {
        const auto given = ask<StatusOpening>(connection, OpenStatus{});
        if (!given)
            return given.error().reason;
        StatusTicketFacts facts = factsFor(given->challenge, unit, member);
        if (change)
            change(facts);
        m_ticket = exchange::StatusTicket::sign(facts, m_domain.memberSigner(member)).value().toBytes();
        return reasonOf(ask<StatusOpening>(connection, OpenStatus{m_ticket}));
    }
    Result<ServerReport> report(ClientConnection &connection)
    {
        WENYI_TRY(const auto status, ask<ServerStatus>(connection, AskStatus{}));
        return ServerReport::fromBytes(status.report);
    }
    /// A server whose figures nobody has asked for yet, so that they are read at once.
    void restart()
    {
        m_server.reset();
        auto started = m_domain.start();
        QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
        m_server = std::move(*started);
    }

    TestDomain m_domain;
    MemberId m_admin;
    MemberId m_clerk;
    MemberId m_elsewhere;
    std::unique_ptr<server::Server> m_server;
    QByteArray m_ticket;
};

namespace {

const UnitLine *lineOf(const ServerReport &report, const UnitCode &unit)
{
    for (const UnitLine &line : report.units) {
        if (line.unit == unit)
            return &line;
    }
    return nullptr;
}

const DesktopLine *lineOf(const ServerReport &report, const DesktopId &desktop)
{
    for (const DesktopLine &line : report.desktops) {
        if (line.desktop == desktop)
            return &line;
    }
    return nullptr;
}

} // namespace

void ServerStatusTest::initTestCase()
{
    m_admin = m_domain.addMember(tests::Office, u"admin"_s, {Role::SystemAdministrator}).value();
    m_clerk = m_domain.addMember(tests::Office, u"clerk"_s, {Role::Clerk, Role::SecurityAdministrator}).value();
    m_elsewhere = m_domain.addMember(Finance, u"admin"_s, {Role::SystemAdministrator}).value();
    restart();
}

void ServerStatusTest::aTicketOpensTheStatusToItsConnectionAlone()
{
    const auto connection = connectAs(tests::Office);
    QCOMPARE(reasonOf(report(*connection)), QByteArray("status.not-opened"));
    QCOMPARE(opened(*connection, tests::Office, m_admin), QByteArray());
    const auto told = report(*connection);
    QVERIFY2(told, reasonOf(told).constData());
    QCOMPARE(told->figure("admittedDesktops").value_or(0), 6);
    QCOMPARE(told->figure("damagedBlobs").value_or(-1), 0);
    QVERIFY(told->figure("unitQuota").value_or(0) > 0);
    QCOMPARE(told->ailment, QByteArray());
    // Neither another connection of the same desktop nor another desktop has any of it.
    const auto other = connectAs(tests::Office);
    QCOMPARE(reasonOf(report(*other)), QByteArray("status.not-opened"));
    const auto second = connectAs(tests::Office, 2);
    QCOMPARE(reasonOf(report(*second)), QByteArray("status.not-opened"));
    QVERIFY(report(*connection));
    // Each has its own right: a second one takes nothing from the first.
    QCOMPARE(opened(*other, tests::Office, m_admin), QByteArray());
    QVERIFY(report(*other));
    QVERIFY(report(*connection));
}

void ServerStatusTest::aTicketIsTakenOnce()
{
    const auto connection = connectAs(tests::Office);
    QCOMPARE(opened(*connection, tests::Office, m_admin), QByteArray());
    const OpenStatus again{m_ticket};
    QCOMPARE(reasonOf(ask<StatusOpening>(*connection, again)), QByteArray("status.challenge"));
    // Nor after another challenge, nor over another connection.
    QVERIFY(ask<StatusOpening>(*connection, OpenStatus{}));
    QCOMPARE(reasonOf(ask<StatusOpening>(*connection, again)), QByteArray("status.challenge"));
    const auto other = connectAs(tests::Office);
    QCOMPARE(reasonOf(ask<StatusOpening>(*other, again)), QByteArray("status.challenge"));
    // A challenge is good for the connection that it went over alone.
    const auto given = ask<StatusOpening>(*connection, OpenStatus{});
    QVERIFY(given);
    const auto ticket = exchange::StatusTicket::sign(
        factsFor(given->challenge, tests::Office, m_admin), m_domain.memberSigner(m_admin));
    QCOMPARE(reasonOf(ask<StatusOpening>(*other, OpenStatus{ticket->toBytes()})), QByteArray("status.challenge"));
}

void ServerStatusTest::aTicketForSomethingElseIsRefused_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("another challenge") << u"challenge"_s << QByteArray("status.challenge");
    QTest::newRow("another server") << u"server"_s << QByteArray("status.other-server");
    QTest::newRow("another desktop") << u"desktop"_s << QByteArray("status.other-desktop");
    QTest::newRow("another's name") << u"member"_s << QByteArray("status-ticket.signer");
}

void ServerStatusTest::aTicketForSomethingElseIsRefused()
{
    QFETCH(QString, what);
    QFETCH(QByteArray, reason);
    const auto connection = connectAs(tests::Office);
    // In somebody's name it is signed by the clerk.
    const MemberId signer = what == u"member" ? m_clerk : m_admin;
    const auto change = [&](StatusTicketFacts &facts) {
        if (what == u"challenge")
            facts.challenge[0] = static_cast<char>(facts.challenge[0] ^ 1);
        else if (what == u"server")
            facts.server.bytes[0] ^= 1;
        else if (what == u"desktop")
            facts.desktop = m_domain.desktop(tests::Office, 2).id;
        else
            facts.member = m_admin;
    };
    QCOMPARE(opened(*connection, tests::Office, signer, change), reason);
    QCOMPARE(reasonOf(report(*connection)), QByteArray("status.not-opened"));
}

void ServerStatusTest::onlyTheUnitsAdministratorIsShownAnything_data()
{
    QTest::addColumn<MemberId>("member");
    QTest::newRow("a clerk who is security administrator") << m_clerk;
    QTest::newRow("another unit's administrator") << m_elsewhere;
}

void ServerStatusTest::onlyTheUnitsAdministratorIsShownAnything()
{
    QFETCH(MemberId, member);
    const auto connection = connectAs(tests::Office);
    QCOMPARE(opened(*connection, tests::Office, member), QByteArray("status.role"));
    QCOMPARE(reasonOf(report(*connection)), QByteArray("status.not-opened"));
}

void ServerStatusTest::whatIsRefusedStandsInTheAuditLog()
{
    QCOMPARE(opened(*connectAs(tests::Office), tests::Office, m_clerk), QByteArray("status.role"));
    const auto store = server::Store::openBeside(m_domain.folder().storePath(), m_domain.clock());
    QVERIFY2(store, reasonOf(store).constData());
    journal::Statement rows((*store)->database(), "SELECT count(*) FROM audit_log WHERE reason = 'status.role'");
    QVERIFY(rows.next().value());
    QVERIFY(rows.integer(0) > 0);
}

void ServerStatusTest::theReportTellsWhatWaitsAndWhatIsOwed()
{
    restart();
    const auto connection = connectAs(tests::Office);
    QVERIFY(sendWhole(*connection, m_domain.envelope(tests::Office, {Finance, Town}, 3'000, exchange::Urgency::Flash)));
    QCOMPARE(opened(*connection, tests::Office, m_admin), QByteArray());
    const auto told = report(*connection);
    QVERIFY2(told, reasonOf(told).constData());
    for (const UnitCode &unit : {Finance, Town}) {
        const UnitLine *line = lineOf(*told, unit);
        QVERIFY(line);
        const std::array<quint64, 4> flash{0, 0, 0, 1};
        QVERIFY2(line->waiting == flash, qPrintable(unit.toString()));
        QVERIFY(line->waitingSince && told->at - *line->waitingSince < 1min);
        QCOMPARE(line->owed, quint64(1));
        QVERIFY(line->owedSince == line->waitingSince);
        QCOMPARE(line->owedTo.size(), 1);
        QCOMPARE(line->owedTo[0].sender, tests::Office);
        QCOMPARE(line->owedTo[0].number, quint64(1));
        QVERIFY(line->owedTo[0].since == *line->owedSince);
    }
    const UnitLine *own = lineOf(*told, tests::Office);
    QVERIFY(own);
    QCOMPARE(own->owed, quint64(0));
    QVERIFY(!own->owedSince);
    QCOMPARE(told->figure("envelopesAccepted").value_or(0), 1);
}

void ServerStatusTest::theReportTellsHowFarADesktopIs()
{
    restart();
    TestDesktop &desktop = m_domain.desktop(tests::Office);
    const auto connection = connectAs(tests::Office);
    const auto second = connectAs(tests::Office, 2);
    const auto accepted = ask<Accepted>(*connection, desktop.write(3));
    QVERIFY2(accepted, reasonOf(accepted).constData());
    QVERIFY(ask<Entries>(*second, PullEntries{0}));
    QCOMPARE(opened(*connection, tests::Office, m_admin), QByteArray());
    const auto told = report(*connection);
    QVERIFY2(told, reasonOf(told).constData());
    const DesktopLine *behind = lineOf(*told, desktop.id);
    QVERIFY(behind);
    QCOMPARE(behind->unit, tests::Office);
    QCOMPARE(behind->behind, accepted->first + 2); // All that there are: it pulled none.
    QVERIFY(told->at - behind->since < 1min);
    QVERIFY(behind->silentSeconds < 60);
    const DesktopLine *level = lineOf(*told, m_domain.desktop(tests::Office, 2).id);
    QVERIFY(level);
    QCOMPARE(level->behind, quint64(0));
    QVERIFY(!lineOf(*told, m_domain.desktop(Town).id)); // It never came.
    // The directory that a desktop fetched is the one that it has.
    QCOMPARE(level->directory, quint64(0));
    QVERIFY(ask<DirectoryChunk>(*second, GetDirectory{0}));
    const auto later = report(*connection);
    QVERIFY(later);
    const auto version = static_cast<quint64>(later->figure("directoryVersion").value_or(0));
    QCOMPARE(lineOf(*later, m_domain.desktop(tests::Office, 2).id)->directory, version);
}

void ServerStatusTest::nothingOfADocumentStandsInTheReport()
{
    restart();
    const auto connection = connectAs(tests::Office);
    const auto envelope = m_domain.envelope(tests::Office, {Finance}, 3'000);
    QVERIFY(sendWhole(*connection, envelope));
    QCOMPARE(opened(*connection, tests::Office, m_admin), QByteArray());
    const auto status = ask<ServerStatus>(*connection, AskStatus{});
    QVERIFY(status);
    QVERIFY(status->report.contains(Finance.toString().toUtf8())); // So that names would be found.
    QVERIFY(!status->report.contains(envelope.header.routing().id.toString().toUtf8()));
    QVERIFY(!status->report.contains(envelope.header.digest().toBytes()));
    for (const exchange::EnvelopePart &part : envelope.header.routing().parts)
        QVERIFY(!status->report.contains(part.digest.toBytes()));
    QVERIFY(!status->report.contains("admin")); // Nor a person.
}

void ServerStatusTest::theRoleIsAskedForAtEachLook()
{
    const auto connection = connectAs(tests::Office);
    QCOMPARE(opened(*connection, tests::Office, m_admin), QByteArray());
    QVERIFY(report(*connection));
    QVERIFY(m_domain.setRoles(m_admin, {Role::Clerk}));
    m_server->followNow();
    QTRY_COMPARE(reasonOf(report(*connection)), QByteArray("status.role"));
    QVERIFY(m_domain.setRoles(m_admin, {Role::SystemAdministrator}));
    m_server->followNow();
    QTRY_VERIFY(report(*connection));
}

void ServerStatusTest::challengeAndRightEndWithTheirTime()
{
    m_server.reset();
    const auto store = server::Store::open(m_domain.folder().storePath(), m_domain.clock());
    QVERIFY2(store, reasonOf(store).constData());
    const auto signer = m_domain.folder().signer();
    const auto domain = m_domain.folder().domain(m_domain.clock().now());
    QVERIFY(signer && domain);
    server::Office office{
        **store, *domain, **signer, m_domain.clock(), *m_domain.folder().configuration(), {}, nullptr, nullptr};
    const server::Counters counters;
    server::FiguresBoard board([] {});
    server::EventLog log(server::LogSettings{}, m_domain.clock());
    const auto start = std::chrono::steady_clock::now();
    server::StatusDesk desk({m_domain.clock(), counters, board, [] { return SocketCounts(); }, m_domain.clock().now()},
        m_domain.random(), log, start);
    const auto peer = *(*domain)->peer(m_domain.desktop(tests::Office).id);
    const auto openAfter = [&](std::chrono::seconds wait) {
        const QByteArray challenge = desk.challenge(peer, "a", start);
        const auto ticket =
            exchange::StatusTicket::sign(factsFor(challenge, tests::Office, m_admin), m_domain.memberSigner(m_admin));
        return reasonOf(desk.open(office, peer, "a", ticket->toBytes(), start + wait));
    };
    QCOMPARE(openAfter(121s), QByteArray("status.challenge"));
    QCOMPARE(openAfter(120s), QByteArray());
    const auto end = start + 120s + server::StatusDesk::OpenLasts;
    QVERIFY(desk.report(office, peer, "a", 0, end - 1s));
    QCOMPARE(reasonOf(desk.report(office, peer, "b", 0, end - 1s)), QByteArray("status.not-opened"));
    QCOMPARE(reasonOf(desk.report(office, peer, "a", 0, end)), QByteArray("status.not-opened"));
    // Samples are taken by the minute, and only those are told that are new.
    desk.sample(start + 59s);
    desk.sample(start + 60s);
    desk.sample(start + 121s);
    QCOMPARE(openAfter(1s), QByteArray());
    QCOMPARE(desk.report(office, peer, "a", 0, start + 1s)->samples.size(), 2);
    QCOMPARE(desk.report(office, peer, "a", 1, start + 1s)->samples.size(), 1);
}

QTEST_GUILESS_MAIN(ServerStatusTest)
#include "ServerStatusTest.moc"
