// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/ServerLink.h"

#include <functional>
#include <optional>

namespace wenyi::core::tests {

/// A link that keeps what was asked over it, and lets a test act before a request or answer in the server's place. The
/// server behind it is one that takes envelopes in pieces only.
class WatchedLink final : public ServerLink
{
public:
    /// What to answer without the server; nothing: the server answers.
    using Watch = std::function<std::optional<Result<protocol::Body>>(const protocol::Body &)>;

    explicit WatchedLink(ServerLink &link, Watch watch = {})
        : m_link(link)
        , m_watch(std::move(watch))
    {
    }
    Result<protocol::Body> request(protocol::Body body) override
    {
        m_asked.append(body);
        if (m_watch) {
            if (auto answer = m_watch(body))
                return std::move(*answer);
        }
        if (std::holds_alternative<protocol::SendWhole>(body) || std::holds_alternative<protocol::FetchWhole>(body))
            return Error{ErrorCode::Unsupported, "message.type", {}};
        return m_link.request(std::move(body));
    }

    /// The requests of one type, in order.
    template<typename Request>
    QList<Request> asked() const
    {
        QList<Request> found;
        for (const protocol::Body &body : m_asked) {
            if (const auto *request = std::get_if<Request>(&body))
                found.append(*request);
        }
        return found;
    }
    /// The place of the first request that fits, or -1.
    template<typename Request, typename Fits>
    qsizetype placeOf(const Fits &fits) const
    {
        for (qsizetype i = 0; i < m_asked.size(); ++i) {
            const auto *request = std::get_if<Request>(&m_asked.at(i));
            if (request && fits(*request))
                return i;
        }
        return -1;
    }

private:
    ServerLink &m_link;
    Watch m_watch;
    QList<protocol::Body> m_asked;
};

} // namespace wenyi::core::tests
