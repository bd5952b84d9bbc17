// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ServerLink.h"

namespace wenyi::core {

Result<protocol::Body> ConnectionLink::request(protocol::Body body)
{
    QFuture<Result<protocol::Body>> answer = m_connection.request(std::move(body), m_timeout);
    answer.waitForFinished();
    if (answer.resultCount() == 0)
        return Error{ErrorCode::Cancelled, "connection.closed", {}};
    return answer.result();
}

Result<protocol::ClientConnection::Settings> connectionSettings(Workspace &workspace)
{
    const Profile &profile = workspace.profile();
    if (profile.connection != directory::Connection::Connected)
        return Error{ErrorCode::NotAllowed, "sync.standalone", profile.desktop.toString()};
    protocol::ClientConnection::Settings settings;
    settings.endpoint = profile.endpoint.toUtf8();
    WENYI_TRY(settings.serverKey, protocol::CurvePublicKey::fromBytes(profile.serverCurveKey));
    WENYI_TRY(settings.keys, protocol::CurveKeyPair::fromSecret(workspace.keys().curveSecret.clone()));
    // Asked on the connection's thread: what it needs is copied here.
    settings.hello = [desktop = profile.desktop, version = workspace.directory().content().version] {
        protocol::Hello hello;
        hello.desktop = desktop;
        hello.directoryVersion = version;
        return hello;
    };
    return settings;
}

} // namespace wenyi::core
