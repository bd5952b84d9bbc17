// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/KeptConnection.h"
#include "client/library/include/wenyi/Client.h"
#include "shared/crypto/SystemRandom.h"

namespace wenyi::client {

/// What a Desktop does, in the words of this project; nothing of it shows in the header that others read.
class DesktopWork
{
public:
    /// Fails as core::Workspace::unlock() does, InvalidInput "unlock.which-member".
    Result<void> open(const Settings &settings);
    Result<bool> synchronise();
    const std::vector<Refusal> &refusals() const { return m_refusals; }
    Result<Sent> send(const QString &orderFile, const QString &message);
    Result<std::vector<Delivery>> track(const QString &message);
    Result<std::vector<Arrival>> arrivals();
    Result<std::string> save(const StreamId &record, const QString &folder);
    Result<bool> answer(const StreamId &record, exchange::ReceiptKind kind, const QString &reason);

private:
    Result<Arrival> arrivalOf(const core::ArrivedEnvelope &arrived) const;
    Unit unitOf(const UnitCode &code) const;

    SystemClock m_clock;
    crypto::SystemRandom m_random;
    SecretBytes m_pin;
    std::vector<Refusal> m_refusals; ///< Of the last synchronisation.
    std::unique_ptr<core::Workspace> m_workspace;
    std::unique_ptr<core::KeptConnection> m_connection; ///< Goes before the workspace.
};

QString textOf(const std::string &utf8);
Failure failureOf(const Error &error);

} // namespace wenyi::client
