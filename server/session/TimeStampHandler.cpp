// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/TimeStampHandler.h"

#include "server/session/TimeStampDesk.h"

namespace wenyi::server {

Result<protocol::TimeStampAnswer> handle(
    Office &office, Group &, const Peer &peer, const protocol::RequestTimeStamp &message)
{
    if (!office.timeStamps || office.configuration.timeStampsPerMinute == 0)
        return Error{ErrorCode::Unsupported, "time-stamp.none", {}};
    WENYI_CHECK(office.checkRoom());
    WENYI_CHECK(office.timeStamps->admit(peer.desktop));
    const auto holds = office.domain->trust().verifyTimeStamper(office.timeStamps->certificate(), office.clock.now());
    if (!holds)
        return Error{ErrorCode::Unavailable, "time-stamp.out-of-order", describe(holds.error())};
    protocol::TimeStampAnswer answer{office.timeStamps->answer(message.request)};
    const auto request = crypto::TimeStampRequest::fromDer(message.request);
    const auto token = request ? crypto::tokenFromResponse(answer.response, *request) : request.error();
    if (!token)
        return answer; // The authority's own refusal, by RFC 3161.
    WENYI_TRY(const auto given, crypto::TimeStampToken::fromDer(*token));
    WENYI_CHECK(office.store.timeStamps().add(given, peer.desktop));
    return answer;
}

} // namespace wenyi::server
