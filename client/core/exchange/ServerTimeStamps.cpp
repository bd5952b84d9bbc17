// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ServerTimeStamps.h"

namespace wenyi::core {

ServerTimeStamps::ServerTimeStamps(TimeStampSource &source, protocol::ClientConnection &connection)
    : m_source(source)
{
    m_source.goBy([&connection](const QByteArray &request) -> QFuture<Result<QByteArray>> {
        const auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
        promise->start();
        const auto resolve = [promise](const Result<QByteArray> &result) {
            promise->addResult(result);
            promise->finish();
        };
        // A request made without a connection would wait for one; offline is told at once.
        if (connection.state() != protocol::ConnectionState::Connected) {
            resolve(Error{ErrorCode::Unavailable, "time-stamp.offline", {}});
            return promise->future();
        }
        const auto taken = [](const Result<protocol::Body> &body) -> Result<QByteArray> {
            WENYI_TRY(const auto answer, protocol::answerAs<protocol::TimeStampAnswer>(body));
            return answer.response;
        };
        connection.request(protocol::RequestTimeStamp{request}, Patience,
            [resolve, taken](const Result<protocol::Body> &body) { resolve(taken(body)); });
        return promise->future();
    });
}

ServerTimeStamps::~ServerTimeStamps()
{
    m_source.goBy({});
}

} // namespace wenyi::core
