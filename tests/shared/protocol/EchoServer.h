// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/protocol/ServerSocket.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <random>

namespace wenyi::protocol::tests {

/// The same numbers each time.
class SeededRandom final : public RandomSource
{
public:
    void fill(char *bytes, qsizetype size) override
    {
        for (qsizetype i = 0; i < size; ++i)
            bytes[i] = static_cast<char>(m_engine());
    }

private:
    std::mt19937 m_engine{20'261'121};
};

/// A server that welcomes every Hello, answers PullEntries with no entries, and FetchDeliveries not at all.
class EchoServer
{
public:
    explicit EchoServer(SeededRandom &random, QByteArray endpoint = "tcp://127.0.0.1:*", SocketLimits limits = {})
        : keys(CurveKeyPair::generate(random))
    {
        start(std::move(endpoint), limits);
    }
    void start(QByteArray endpoint, SocketLimits limits = {})
    {
        auto opened = ServerSocket::open({std::move(endpoint), keys.clone(), limits}, admission,
            [this](ServerSocket &from, std::vector<Arrival> arrivals) { answer(from, std::move(arrivals)); });
        QVERIFY2(opened, opened ? "" : qPrintable(describe(opened.error())));
        socket = std::move(*opened);
    }
    void admit(const CurvePublicKey &key) { admission->replace({{key, DesktopId(QStringLiteral("zfb-1"))}}); }

    std::shared_ptr<AdmissionList> admission = std::make_shared<AdmissionList>();
    CurveKeyPair keys;
    std::atomic<int> messages = 0;
    std::atomic<int> unreadable = 0;
    ConnectionId lastConnection; ///< Read it only after an answer has come.
    std::atomic<quint64> lastRequest = 0;
    std::atomic<const char *> refusal = nullptr; ///< Of each PullEntries.
    std::unique_ptr<ServerSocket> socket;

private:
    void answer(ServerSocket &from, std::vector<Arrival> arrivals)
    {
        std::vector<Departure> departures;
        for (const Arrival &arrival : arrivals) {
            ++messages;
            lastConnection = arrival.connection;
            if (!arrival.message) {
                ++unreadable;
                continue;
            }
            const Message &message = *arrival.message;
            lastRequest = message.request;
            if (std::holds_alternative<Hello>(message.body))
                departures.push_back({arrival.connection, {message.request, Welcome{}}});
            else if (const char *reason = refusal; reason && std::holds_alternative<PullEntries>(message.body))
                departures.push_back(
                    {arrival.connection, {message.request, Refused{ErrorCode::Unavailable, reason, {}}}});
            else if (std::holds_alternative<PullEntries>(message.body))
                departures.push_back({arrival.connection, {message.request, Entries{}}});
        }
        from.send(std::move(departures));
    }
};

} // namespace wenyi::protocol::tests
