// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ServerLink.h"

namespace wenyi::core::tests {

/// A server that was released before there were recalls.
class OlderServerLink final : public ServerLink
{
public:
    explicit OlderServerLink(ServerLink &link)
        : m_link(link)
    {
    }
    Result<protocol::Body> request(protocol::Body body) override
    {
        if (std::holds_alternative<protocol::GiveDirective>(body)
            || std::holds_alternative<protocol::PullRulings>(body))
            return Error{ErrorCode::Unsupported, "message.type", {}};
        return m_link.request(std::move(body));
    }

private:
    ServerLink &m_link;
};

/// A connection that breaks when the server has taken an envelope and has not told so yet.
class LostAcceptanceLink final : public ServerLink
{
public:
    explicit LostAcceptanceLink(ServerLink &link)
        : m_link(link)
    {
    }
    Result<protocol::Body> request(protocol::Body body) override
    {
        const bool isEnvelope = std::holds_alternative<protocol::SendWhole>(body);
        auto answer = m_link.request(std::move(body));
        if (isEnvelope)
            return Error{ErrorCode::Unavailable, "connection.lost", {}};
        return answer;
    }

private:
    ServerLink &m_link;
};

} // namespace wenyi::core::tests
