// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/SyncOnce.h"

#include "client/cli/JsonForms.h"
#include "client/ui/text/Sentences.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

Result<core::SyncReport> synchroniseDesk(core::Workspace &workspace)
{
    return core::KeptConnection(workspace).synchronise();
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
    return core::waitForWelcome(stamping->m_connection) ? std::move(stamping) : nullptr;
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
    core::KeptConnection connection(workspace);
    return trySynchronising(workspace, use, connection);
}

Result<SyncAttempt> trySynchronising(core::Workspace &workspace, NetworkUse use, core::KeptConnection &connection)
{
    const bool isStandalone = workspace.profile().connection == directory::Connection::Standalone;
    if (use == NetworkUse::None || isStandalone)
        return SyncAttempt();
    auto report = connection.synchronise();
    if (report)
        return SyncAttempt{std::move(*report), {}};
    // Being offline is an ordinary state.
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
