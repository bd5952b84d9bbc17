// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ServerTimeStamps.h"

namespace wenyi::core {

ServerTimeStamps::ServerTimeStamps(TimeStampSource &source, protocol::ClientConnection &connection)
    : m_source(source)
{
    m_source.goBy([&connection](const QByteArray &request) -> QFuture<Result<QByteArray>> {
        // A request made without a connection would wait for one; offline is told at once.
        if (connection.state() != protocol::ConnectionState::Connected) {
            QPromise<Result<QByteArray>> promise;
            promise.start();
            promise.addResult(Error{ErrorCode::Unavailable, "time-stamp.offline", {}});
            promise.finish();
            return promise.future();
        }
        const auto taken = [](const Result<protocol::Body> &body) -> Result<QByteArray> {
            WENYI_TRY(const auto answer, protocol::answerAs<protocol::TimeStampAnswer>(body));
            return answer.response;
        };
        return connection.request(protocol::RequestTimeStamp{request}, Patience).then(QtFuture::Launch::Sync, taken);
    });
}

ServerTimeStamps::~ServerTimeStamps()
{
    m_source.goBy({});
}

} // namespace wenyi::core
