// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/peer/LinkRefusals.h"

#include "server/session/OutdatedCards.h"

namespace wenyi::server {

bool isVerdict(const Error &error)
{
    const bool isAboutIt = error.reason.startsWith("envelope.") || error.reason.startsWith("exchange.");
    return isAboutIt && error.code != ErrorCode::NotTrusted && error.code != ErrorCode::Unavailable
           && error.code != ErrorCode::StorageFailure && error.code != ErrorCode::Internal;
}

bool isOlderServers(const Error &error)
{
    return error.reason == "session.not-for-links" || error.reason == "message.type";
}

QByteArray waitingBecause(const Error &error)
{
    return error.code == ErrorCode::NotTrusted ? QByteArray(OutdatedCards::Reason) : error.reason;
}

bool mayBeTakenLater(const QByteArray &reason)
{
    return reason == OutdatedCards::Reason || reason == "receipt.signer" || reason == "envelope.unknown";
}

bool endsTheRound(const Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::Cancelled
           || error.reason.startsWith("session.") || error.reason.startsWith("connection.")
           || error.reason.startsWith("message.");
}

} // namespace wenyi::server
