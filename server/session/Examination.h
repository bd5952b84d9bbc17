// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/Domain.h"
#include "shared/exchange/EnvelopeHeader.h"
#include "shared/protocol/Messages.h"

#include <atomic>
#include <memory>
#include <optional>
#include <span>

namespace wenyi::server {

/// What is to be found out of an envelope that came whole and needs no store: how its header reads, whether the sending
/// unit's certificate signed it, its parts' digests. By one thread, whichever comes to it first; the others wait.
class Examination
{
public:
    struct Findings
    {
        Result<exchange::EnvelopeHeader> header;
        /// Of the certificate by which the header's signature holds; empty where the directory's does not fit, which is
        /// for its turn to say why.
        std::optional<Digest> signer;
        QList<Digest> parts;
    };

    /// Shares the message's bytes. By the directory in force when it came.
    Examination(const protocol::SendWhole &send, std::shared_ptr<const Domain> domain);

    /// Does several beside each other, of those that nobody has begun. From any thread.
    static void runAll(std::span<const std::shared_ptr<Examination>> examinations) noexcept;
    /// Does it where nobody did. Fails as little as memory does (std::bad_alloc).
    const Findings &findings();

private:
    enum class State : quint8 { Open, Begun, Done, Lacking };
    bool begin();
    void end(State state) noexcept;
    void find(QList<Digest> parts);
    std::vector<QByteArrayView> views() const;

    QByteArray m_header;
    QList<QByteArray> m_parts;
    std::shared_ptr<const Domain> m_domain;
    std::optional<Findings> m_findings;
    std::atomic<State> m_state = State::Open;
};

} // namespace wenyi::server
