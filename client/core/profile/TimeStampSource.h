// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/TimeStampRequest.h"

#include <QFuture>

#include <mutex>

namespace wenyi::core {

/// 时间戳来源: where this desktop has its time stamps from: its server, while it is connected. From any thread.
class TimeStampSource
{
public:
    /// Sends a request (DER) and gives the answer (DER) later; comes to an end by itself within seconds.
    using Sending = std::function<QFuture<Result<QByteArray>>(const QByteArray &request)>;

    /// From now on requests go this way; an empty one: there is no way any more. What waits for an answer has it, or
    /// fails, by itself.
    void goBy(Sending sending);
    /// A token over the data, waited for. Fails at once with Unavailable "time-stamp.offline" where there is no way,
    /// and as crypto::requestTimeStamp() does. Whether the token holds is for its taker to check.
    Result<QByteArray> tokenOver(QByteArrayView data, RandomSource &random);

private:
    std::mutex m_mutex;
    Sending m_sending;
};

} // namespace wenyi::core
