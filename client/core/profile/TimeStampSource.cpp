// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/TimeStampSource.h"

namespace wenyi::core {

void TimeStampSource::goBy(Sending sending)
{
    const std::lock_guard lock(m_mutex);
    m_sending = std::move(sending);
}

Result<QByteArray> TimeStampSource::tokenOver(QByteArrayView data, RandomSource &random)
{
    const Error offline{ErrorCode::Unavailable, "time-stamp.offline", {}};
    const auto transport = [&](const QByteArray &request) -> Result<QByteArray> {
        QFuture<Result<QByteArray>> answer;
        {
            // Not held while waiting: who takes the way away must not wait for a server that does not answer.
            const std::lock_guard lock(m_mutex);
            if (!m_sending)
                return offline;
            answer = m_sending(request);
        }
        answer.waitForFinished();
        return answer.resultCount() > 0 ? answer.result() : offline;
    };
    return crypto::requestTimeStamp(data, transport, random);
}

} // namespace wenyi::core
