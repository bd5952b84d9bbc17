// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/crowd/DesktopCrowd.h"

#include "shared/protocol/MessageCodec.h"
#include "shared/protocol/SocketLimits.h"

#include <zmq.hpp>

namespace wenyi::protocol {

struct DesktopCrowd::Private
{
    CurvePublicKey serverKey;
    std::vector<Member> members;
    zmq::context_t context;
    std::vector<zmq::socket_t> sockets;
    quint64 lastNumber = 0;

    void connect(const Member &member, const QByteArray &endpoint);
    void say(std::size_t index, const Body &body);
};

void DesktopCrowd::Private::connect(const Member &member, const QByteArray &endpoint)
{
    const auto buffer = [](QByteArrayView bytes) {
        return zmq::const_buffer(bytes.data(), static_cast<std::size_t>(bytes.size()));
    };
    zmq::socket_t &socket = sockets.emplace_back(context, zmq::socket_type::dealer);
    SocketLimits().apply(socket);
    // One that is refused for the moment comes again by itself; its Hello waits for it.
    socket.set(zmq::sockopt::handshake_ivl, 60'000);
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::curve_serverkey, buffer(serverKey.toBytes()));
    socket.set(zmq::sockopt::curve_publickey, buffer(member.keys->publicKey.toBytes()));
    socket.set(zmq::sockopt::curve_secretkey, buffer(member.keys->secretKey.view()));
    socket.connect(endpoint.toStdString());
}

void DesktopCrowd::Private::say(std::size_t index, const Body &body)
{
    const auto bytes = encode({++lastNumber, body});
    if (bytes)
        (void)sockets[index].send(
            zmq::const_buffer(bytes->constData(), static_cast<std::size_t>(bytes->size())), zmq::send_flags::dontwait);
}

DesktopCrowd::DesktopCrowd(CurvePublicKey serverKey, std::vector<Member> members)
    : m_d(new Private{serverKey, std::move(members), zmq::context_t(), {}, 0})
{
    // Sockets that were closed are counted until libzmq's thread has come to them.
    m_d->context.set(zmq::ctxopt::max_sockets, 3 * static_cast<int>(m_d->members.size()) + 16);
}

DesktopCrowd::~DesktopCrowd() = default;

int DesktopCrowd::come(const QByteArray &endpoint, std::chrono::milliseconds patience)
{
    leave();
    m_d->sockets.reserve(m_d->members.size());
    for (std::size_t i = 0; i < m_d->members.size(); ++i) {
        m_d->connect(m_d->members[i], endpoint);
        m_d->say(i, Hello{1, 1, m_d->members[i].id, 0});
    }
    return collect(patience);
}

void DesktopCrowd::leave()
{
    m_d->sockets.clear();
}

int DesktopCrowd::ask(std::chrono::milliseconds patience)
{
    for (std::size_t i = 0; i < m_d->sockets.size(); ++i)
        m_d->say(i, PullReceipts{0, 1});
    return collect(patience);
}

int DesktopCrowd::collect(std::chrono::milliseconds patience)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    std::vector<zmq::pollitem_t> items;
    for (zmq::socket_t &socket : m_d->sockets)
        items.push_back({socket.handle(), 0, ZMQ_POLLIN, 0});
    std::vector<bool> heard(items.size(), false);
    int count = 0;
    while (count < static_cast<int>(items.size()) && std::chrono::steady_clock::now() < end) {
        zmq::poll(items.data(), items.size(), std::chrono::milliseconds(100));
        for (std::size_t i = 0; i < items.size(); ++i) {
            zmq::message_t frame;
            if (!items[i].revents || !m_d->sockets[i].recv(frame, zmq::recv_flags::dontwait))
                continue;
            const auto message =
                decode({static_cast<const char *>(frame.data()), static_cast<qsizetype>(frame.size())});
            const bool isAnswer = message && message->request != 0 && !std::get_if<Refused>(&message->body);
            count += isAnswer && !heard[i] ? 1 : 0;
            heard[i] = heard[i] || isAnswer;
        }
    }
    return count;
}

} // namespace wenyi::protocol
