// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/PeerSteps.h"

#include <thread>

namespace wenyi::tests {

using namespace protocol;
using namespace std::chrono_literals;

QByteArray startAgain(TestDomain &domain, Servers &server)
{
    server.reset();
    auto started = domain.start();
    if (!started)
        return reasonOf(started);
    server = std::move(*started);
    return {};
}

QList<Delivery> waitFor(ClientConnection &receiver, qsizetype count, std::chrono::seconds patience)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    while (true) {
        const auto deliveries = ask<Deliveries>(receiver, FetchDeliveries{1'000}, 2s);
        if (deliveries && deliveries->deliveries.size() >= count)
            return deliveries->deliveries;
        if (std::chrono::steady_clock::now() > end)
            return deliveries ? deliveries->deliveries : QList<Delivery>();
        std::this_thread::sleep_for(20ms);
    }
}

QList<QByteArray> receiptsOf(ClientConnection &sender, quint64 after, qsizetype count, std::chrono::seconds patience)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    QList<QByteArray> found;
    while (found.size() < count && std::chrono::steady_clock::now() < end) {
        found.clear();
        const auto receipts = ask<Receipts>(sender, PullReceipts{after, 1'000}, 2s);
        for (qsizetype i = 0; receipts && i < receipts->receipts.size(); ++i)
            found.append(receipts->receipts.at(i).bytes);
        std::this_thread::sleep_for(20ms);
    }
    return found;
}

QByteArray deliver(ClientConnection &connection, const exchange::Envelope &envelope)
{
    const auto end = std::chrono::steady_clock::now() + 60s;
    Result<QByteArray> receipt = Error{};
    while (!receipt && std::chrono::steady_clock::now() < end)
        receipt = sendWhole(connection, envelope, 2s);
    return reasonOf(receipt);
}

QByteArray settle(TestDomain &domain, const QString &connectsTo)
{
    Servers once;
    if (const QByteArray fault = startAgain(domain, once); !fault.isEmpty())
        return fault;
    return reasonOf(domain.setEndpoint(once->endpoint(), connectsTo));
}

std::unique_ptr<ClientConnection> asLink(TestDomain &from, const QByteArray &endpoint, TestDomain &to)
{
    ClientConnection::Settings settings{endpoint, to.folder().curveKeys().value().publicKey,
        from.folder().curveKeys().value(),
        [name = from.name()] {
            return Hello{1, 1, server::serverOfDomain(name), 0};
        },
        {}, {20ms, 200ms}};
    return std::make_unique<ClientConnection>(std::move(settings), from.random());
}

} // namespace wenyi::tests
