// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/DomainAuthority.h"
#include "client/core/exchange/DispatchService.h"
#include "client/core/exchange/Synchronizer.h"
#include "client/core/sealing/SealingService.h"
#include "server/admin/Server.h"
#include "tests/client/core/SampleOffice.h"

#include <functional>

namespace wenyi::core::tests {

/// A link that goes away at its n-th request, before or after the server has done it.
class BreakingLink final : public ServerLink
{
public:
    enum class Moment { BeforeServer, AfterServer };
    BreakingLink(ServerLink &link, int breaksAt, Moment moment)
        : m_link(link)
        , m_left(breaksAt)
        , m_moment(moment)
    {
    }
    Result<protocol::Body> request(protocol::Body body) override
    {
        const bool breaks = m_left-- == 0;
        const Error lost{ErrorCode::Unavailable, "connection.lost", {}};
        if (breaks && m_moment == Moment::BeforeServer)
            return lost;
        auto answer = m_link.request(std::move(body));
        return breaks ? Result<protocol::Body>(lost) : answer;
    }
    bool broke() const { return m_left < 0; }

private:
    ServerLink &m_link;
    int m_left;
    Moment m_moment;
};

/// The sample domain with its real server in this process, and the desktops that exchange.
class ExchangeOffice
{
public:
    /// With a port the desktops find the server there by themselves; otherwise sync() leads them to it.
    explicit ExchangeOffice(const QByteArray &endpoint = "tcp://127.0.0.1:*")
        : office(QString::fromLatin1(endpoint))
    {
        server::Configuration configuration;
        configuration.endpoint = endpoint;
        configuration.diskReserve = 0;
        const auto path = [this](const QString &name) { return office.path(name); };
        folder = server::ServerFolder::create(path(u"server"_s), configuration,
            {path(u"directory.wyd"_s),
                {path(u"authority/root.der"_s), path(u"authority/operating.der"_s),
                    path(u"authority/revocations.crl"_s)},
                path(u"server-keys/certificate.key"_s), path(u"server-keys/pin"_s), path(u"server-keys/curve.key"_s),
                path(u"server-keys/time-stamp.key"_s), path(u"server-keys/time-stamp.pin"_s)},
            office.random(), office.environment().clock.now())
                     .value();
        startServer();
        for (const QString &name : {u"市政府办/admin"_s, u"市财政局/admin"_s})
            (void)sync(*office.unlock(name)).value();
        sender = office.unlock(u"市政府办/mailroom"_s);
        finance = office.unlock(u"市财政局/mailroom"_s);
        town = office.unlock(u"澄江镇/mailroom"_s);
        (void)sync(*sender).value();
        (void)sync(*finance).value();
    }

    void startServer() { server = server::Server::start(*folder, office.environment().clock).value(); }
    void stopServer() { server.reset(); }

    /// What a desktop does over a connection of its own.
    Result<SyncReport> over(Workspace &workspace, const std::function<Result<SyncReport>(ServerLink &)> &work)
    {
        WENYI_TRY(auto settings, connectionSettings(workspace));
        settings.endpoint = server ? server->endpoint() : QByteArray("tcp://127.0.0.1:1");
        settings.backOff = {std::chrono::milliseconds(20), std::chrono::milliseconds(200)};
        protocol::ClientConnection connection(std::move(settings), office.random());
        ConnectionLink link(connection, std::chrono::milliseconds(server ? 20'000 : 300));
        return work(link);
    }

    /// One synchronisation; `breaksAt` counts requests, negative for never.
    Result<SyncReport> sync(Workspace &workspace, int breaksAt = -1,
        BreakingLink::Moment moment = BreakingLink::Moment::BeforeServer, bool *broke = nullptr)
    {
        return over(workspace, [&](ServerLink &real) {
            BreakingLink link(real, breaksAt, moment);
            DirectGate gate;
            auto report = Synchronizer(workspace, gate, link).run();
            if (broke)
                *broke = link.broke();
            return report;
        });
    }

    /// The notice under its number, sealed.
    DispatchOrder order(const StreamId &stream, int serial)
    {
        if (!m_keeper)
            m_keeper = office.unlock(u"市政府办/sealkeeper"_s);
        const SealingService sealing(*m_keeper);
        const auto preview = sealing.preview(SampleOffice::notice(serial)).value();
        DispatchOrder order;
        order.stream = stream;
        order.header = preview.document.header;
        order.ofd = sealing.seal(preview, SampleOffice::pin(), std::nullopt)->ofd;
        order.recipients = {u"各镇"_s, u"市各直属单位"_s};
        return order;
    }

    /// A directory of the version after the one that a desktop knows, signed by the domain's authority, for the server
    /// and who synchronises with it.
    Result<void> publish(const Workspace &known, const std::function<void(directory::DirectoryContent &)> &change)
    {
        WENYI_TRY(const auto authority,
            DomainAuthority::open(office.path(u"authority"_s), SampleOffice::pin(), office.environment()));
        directory::DirectoryContent content = known.directory().content();
        change(content);
        WENYI_TRY(const QByteArray bytes, authority.signNext(content));
        WENYI_CHECK(writeDurably(office.path(u"next.wyd"_s), bytes));
        WENYI_CHECK(folder->update({office.path(u"next.wyd"_s), {}, {}, {}, {}}, office.environment().clock.now()));
        server->followNow();
        return {};
    }

    SampleOffice office;
    std::optional<server::ServerFolder> folder;
    std::unique_ptr<server::Server> server;
    std::unique_ptr<Workspace> sender;
    std::unique_ptr<Workspace> finance;
    std::unique_ptr<Workspace> town;

private:
    std::unique_ptr<Workspace> m_keeper;
};

} // namespace wenyi::core::tests
