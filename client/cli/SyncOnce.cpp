// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/SyncOnce.h"

#include "client/cli/JsonForms.h"
#include "client/ui/text/Sentences.h"

#include <future>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wenyi::cli {

namespace {

/// How long a server may take to say welcome before it counts as unreachable; a request alone would wait longer.
constexpr auto Patience = 10s;

Result<void> waitForWelcome(protocol::ClientConnection &connection)
{
    // Kept by the lambda too: the signal may still come when nobody waits any more.
    auto welcome = std::make_shared<std::promise<void>>();
    auto said = std::make_shared<std::once_flag>();
    const auto tell = [welcome, said] { std::call_once(*said, [&] { welcome->set_value(); }); };
    QObject::connect(&connection, &protocol::ClientConnection::welcomed, &connection, tell, Qt::DirectConnection);
    if (connection.state() == protocol::ConnectionState::Connected)
        tell();
    if (welcome->get_future().wait_for(Patience) != std::future_status::ready)
        return Error{ErrorCode::Unavailable, "connection.timeout", {}};
    return {};
}

} // namespace

Result<core::SyncReport> synchroniseDesk(core::Workspace &workspace)
{
    WENYI_TRY(auto settings, core::connectionSettings(workspace));
    protocol::ClientConnection connection(std::move(settings), workspace.environment().random);
    WENYI_CHECK(waitForWelcome(connection));
    core::ConnectionLink link(connection);
    core::DirectGate gate;
    return core::Synchronizer(workspace, gate, link).run();
}

StampingConnection::StampingConnection(core::Workspace &workspace, protocol::ClientConnection::Settings settings)
    : m_connection(std::move(settings), workspace.environment().random)
    , m_timeStamps(workspace.timeStamps(), m_connection)
{
}

std::unique_ptr<StampingConnection> StampingConnection::open(core::Workspace &workspace)
{
    auto settings = core::connectionSettings(workspace);
    if (!settings)
        return {};
    std::unique_ptr<StampingConnection> stamping(new StampingConnection(workspace, std::move(*settings)));
    return waitForWelcome(stamping->m_connection) ? std::move(stamping) : nullptr;
}

QJsonObject SyncAttempt::toJson() const
{
    if (report)
        return {{u"state"_s, u"synchronised"_s}, {u"report"_s, cli::toJson(*report)}};
    if (!failure)
        return {{u"state"_s, u"not-asked"_s}};
    const bool isOffline = failure->code == ErrorCode::Unavailable;
    return {{u"state"_s, isOffline ? u"offline"_s : u"failed"_s}, {u"error"_s, cli::toJson(*failure)}};
}

void SyncAttempt::tellFailure(const Output &output) const
{
    if (failure)
        output.line(u"not synchronised, the next synchronisation follows: %1 (%2)"_s.arg(
            ui::sentenceFor(*failure), describe(*failure)));
}

void addOfflineOption(Command &command, NetworkUse &use)
{
    command.addFlag(
        "--offline", [&use] { use = NetworkUse::None; }, "Leave the network alone; the next synchronisation follows");
}

Result<SyncAttempt> trySynchronising(core::Workspace &workspace, NetworkUse use)
{
    const bool isStandalone = workspace.profile().connection == directory::Connection::Standalone;
    if (use == NetworkUse::None || isStandalone)
        return SyncAttempt();
    auto report = synchroniseDesk(workspace);
    if (report)
        return SyncAttempt{std::move(*report), {}};
    if (report.error().code == ErrorCode::Unavailable)
        return SyncAttempt{{}, report.error()};
    return report.error();
}

SyncAttempt trySynchronisingAgain(core::Workspace &workspace, NetworkUse use, const SyncAttempt &before)
{
    if (before.failure)
        return before;
    auto attempt = trySynchronising(workspace, use);
    return attempt ? std::move(*attempt) : SyncAttempt{{}, attempt.error()};
}

} // namespace wenyi::cli
