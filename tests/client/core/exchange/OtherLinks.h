// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ServerLink.h"

namespace wenyi::core::tests {

/// What a server that was released earlier lacks.
enum class Lacks { Recalls, Withdrawn, Waits };

/// A server that was released before there were recalls, or before it told of what was withdrawn, or why something
/// waits.
class OlderServerLink final : public ServerLink
{
public:
    explicit OlderServerLink(ServerLink &link, Lacks lacks = Lacks::Recalls)
        : m_link(link)
        , m_lacks(lacks)
    {
    }
    Result<protocol::Body> request(protocol::Body body) override
    {
        const bool isOfRecalls = std::holds_alternative<protocol::GiveDirective>(body)
                                 || std::holds_alternative<protocol::PullRulings>(body);
        const bool isOfWithdrawn = std::holds_alternative<protocol::AskWithdrawn>(body);
        const bool isOfWaits = std::holds_alternative<protocol::AskWaits>(body);
        if ((m_lacks == Lacks::Recalls && isOfRecalls) || (m_lacks == Lacks::Withdrawn && isOfWithdrawn)
            || (m_lacks == Lacks::Waits && isOfWaits))
            return Error{ErrorCode::Unsupported, "message.type", {}};
        return m_link.request(std::move(body));
    }

private:
    ServerLink &m_link;
    Lacks m_lacks;
};

/// A server of the first form of the protocol: it knows the requests up to RequestTimeStamp.
class FirstServerLink final : public ServerLink
{
public:
    explicit FirstServerLink(ServerLink &link)
        : m_link(link)
    {
    }
    Result<protocol::Body> request(protocol::Body body) override
    {
        if (protocol::typeOf(body) <= protocol::MessageType::RequestTimeStamp)
            return m_link.request(std::move(body));
        ++m_askedInVain;
        return Error{ErrorCode::Unsupported, "message.type", {}};
    }
    int askedInVain() const { return m_askedInVain; }

private:
    ServerLink &m_link;
    int m_askedInVain = 0;
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
