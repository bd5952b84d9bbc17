// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/StatusHandler.h"

#include "server/session/StatusDesk.h"

namespace wenyi::server {

namespace {

/// A dispatcher without a desk is as one of before it.
Error noDesk()
{
    return {ErrorCode::Unsupported, "message.type", {}};
}

} // namespace

Result<protocol::StatusOpening> handle(
    Office &office, Group &group, const Peer &peer, const protocol::OpenStatus &request)
{
    if (!office.status)
        return noDesk();
    const auto now = std::chrono::steady_clock::now();
    if (request.ticket.isEmpty())
        return protocol::StatusOpening{office.status->challenge(peer, group.connection, now), {}};
    WENYI_CHECK(office.status->open(office, peer, group.connection, request.ticket, now));
    return protocol::StatusOpening{{}, office.clock.now() + StatusDesk::OpenLasts};
}

Result<protocol::ServerStatus> handle(Office &office, Group &group, const Peer &peer, const protocol::AskStatus &ask)
{
    if (!office.status)
        return noDesk();
    WENYI_TRY(const protocol::ServerReport report,
        office.status->report(office, peer, group.connection, ask.samplesAfter, std::chrono::steady_clock::now()));
    WENYI_TRY(QByteArray bytes, report.toFittingBytes());
    return protocol::ServerStatus{std::move(bytes)};
}

} // namespace wenyi::server
