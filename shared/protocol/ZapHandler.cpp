// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/ZapHandler.h"

#include <QByteArray>
#include <QDebug>

#include <array>
#include <new>
#include <string_view>

namespace wenyi::protocol {

namespace {

/// The frames of a ZAP 1.0 request: version, request id, domain, address, routing id, mechanism, credentials.
enum Frame : std::size_t { Version, RequestId, Domain, Address, RoutingId, Mechanism, Credentials, FrameCount };

bool frameIs(const zmq::message_t &frame, std::string_view text)
{
    return frame.to_string_view() == text;
}

using Frames = std::array<zmq::message_t, FrameCount>;

/// What the socket's messages bear of whoever connects with an admitted key; empty for others.
QByteArray userIdOf(const Frames &frames, const AdmissionList &admission)
{
    if (!frameIs(frames[Version], "1.0") || !frameIs(frames[Domain], ZapDomain) || !frameIs(frames[Mechanism], "CURVE"))
        return {};
    const zmq::message_t &credentials = frames[Credentials];
    const auto key = CurvePublicKey::fromBytes(
        {static_cast<const char *>(credentials.data()), static_cast<qsizetype>(credentials.size())});
    return key && admission.desktopOf(*key) ? key->toBytes().toHex() : QByteArray();
}

} // namespace

ZapHandler::ZapHandler(zmq::context_t &context, std::shared_ptr<const AdmissionList> admission)
    : m_admission(std::move(admission))
    , m_socket(context, zmq::socket_type::rep)
    , m_stopReceiver(context, zmq::socket_type::pair)
    , m_stopSender(context, zmq::socket_type::pair)
{
    for (zmq::socket_t *socket : {&m_socket, &m_stopReceiver, &m_stopSender})
        socket->set(zmq::sockopt::linger, 0);
    m_stopReceiver.bind("inproc://wenyi.zap-stop");
    m_stopSender.connect("inproc://wenyi.zap-stop");
    m_socket.bind("inproc://zeromq.zap.01");
    m_thread = std::thread(&ZapHandler::run, this);
}

ZapHandler::~ZapHandler()
{
    m_stopSender.send(zmq::message_t(), zmq::send_flags::dontwait);
    m_thread.join();
}

void ZapHandler::run()
{
    try {
        std::array<zmq::pollitem_t, 2> items{
            {{m_socket.handle(), 0, ZMQ_POLLIN, 0}, {m_stopReceiver.handle(), 0, ZMQ_POLLIN, 0}}};
        while (true) {
            zmq::poll(items, std::chrono::milliseconds(-1));
            if (items[1].revents)
                return;
            if (items[0].revents)
                answerOne();
        }
    } catch (const zmq::error_t &error) {
        // With the handler gone the socket admits nobody: it fails closed.
        qCritical("admission ended: %s", error.what());
    }
}

void ZapHandler::answerOne()
{
    // A question that was not read to its end and answered would be the last one.
    Frames frames;
    std::size_t count = 0;
    for (bool more = true; more; ++count) {
        zmq::message_t frame;
        if (!m_socket.recv(frame, zmq::recv_flags::none))
            return;
        more = frame.more();
        if (count < frames.size())
            frames[count] = std::move(frame);
    }
    QByteArray userId;
    try {
        if (count == frames.size())
            userId = userIdOf(frames, *m_admission);
    } catch (const std::bad_alloc &) {
        // Not admitted now: a desktop comes again.
    }
    const auto text = [](std::string_view value) { return zmq::message_t(value.data(), value.size()); };
    const bool admitted = !userId.isEmpty();
    m_socket.send(text("1.0"), zmq::send_flags::sndmore);
    m_socket.send(std::move(frames[RequestId]), zmq::send_flags::sndmore);
    m_socket.send(text(admitted ? "200" : "400"), zmq::send_flags::sndmore);
    m_socket.send(text(admitted ? "OK" : "not admitted"), zmq::send_flags::sndmore);
    m_socket.send(text({userId.constData(), static_cast<std::size_t>(userId.size())}), zmq::send_flags::sndmore);
    m_socket.send(zmq::message_t(), zmq::send_flags::none);
}

} // namespace wenyi::protocol
