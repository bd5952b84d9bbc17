// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/ClientConnection.h"

#include "shared/protocol/ClientWorker.h"
#include "shared/protocol/MessageCodec.h"

#include <QDebug>

#include <array>

namespace wenyi::protocol {

namespace {

using std::chrono::milliseconds;

/// Below what the server allows (ServerSocket::RequestsInFlight), with room for a Hello.
constexpr std::size_t RequestsUnanswered = 32;

/// Whether the server can do nothing now that another server of the domain may do.
bool isOfThisServerAlone(const Refused &refusal)
{
    return refusal.code == ErrorCode::Unavailable
           && (refusal.reason == "store.away" || refusal.reason == "store.read-only"
               || refusal.reason == "server.superseded");
}

} // namespace

void ClientConnection::Worker::Request::resolve(Result<Body> result)
{
    if (answered)
        answered(result);
    promise.addResult(std::move(result));
    promise.finish();
}

ClientConnection::ClientConnection(Settings settings, RandomSource &random)
    : m_worker(std::make_unique<Worker>(*this, std::move(settings), random))
{
}

ClientConnection::~ClientConnection() = default;

QFuture<Result<Body>> ClientConnection::request(Body body, milliseconds timeout, Answered answered)
{
    return m_worker->request(std::move(body), timeout, std::move(answered));
}

ConnectionState ClientConnection::state() const
{
    return m_worker->state();
}

void ClientConnection::retryNow()
{
    m_worker->retryNow();
}

void ClientConnection::reconnect()
{
    m_worker->reconnect();
}

ClientConnection::Worker::Link::Link(zmq::context_t &context, const Settings &settings, const QByteArray &endpoint)
    : socket(context, zmq::socket_type::dealer)
    , monitor(context, socket)
{
    const auto buffer = [](QByteArrayView bytes) {
        return zmq::const_buffer(bytes.data(), static_cast<std::size_t>(bytes.size()));
    };
    settings.limits.apply(socket);
    socket.set(zmq::sockopt::linger, 0);
    // Connecting again is ours: a refused handshake ends libzmq's own attempts, and every session needs a Hello.
    socket.set(zmq::sockopt::reconnect_ivl, -1);
    socket.set(zmq::sockopt::connect_timeout, static_cast<int>(settings.limits.handshake.count()));
    socket.set(zmq::sockopt::curve_serverkey, buffer(settings.serverKey.toBytes()));
    socket.set(zmq::sockopt::curve_publickey, buffer(settings.keys.publicKey.toBytes()));
    socket.set(zmq::sockopt::curve_secretkey, buffer(settings.keys.secretKey.view()));
    if (socket.get(zmq::sockopt::mechanism) != ZMQ_CURVE)
        throw zmq::error_t();
    socket.connect(endpoint.toStdString());
}

ClientConnection::Worker::Worker(ClientConnection &owner, Settings settings, RandomSource &random)
    : m_owner(owner)
    , m_settings(std::move(settings))
    , m_random(random)
    , m_wakeUp(m_context)
    , m_endpoints(m_settings.endpoint.simplified().split(' '))
    , m_nextStep(std::chrono::steady_clock::now())
    , m_backOff(m_settings.backOff.first)
{
    if (m_endpoints.size() > 1)
        m_endpoint = draw() % m_endpoints.size();
    m_thread = std::thread(&Worker::run, this);
}

ClientConnection::Worker::~Worker()
{
    m_stopping = true;
    m_wakeUp.ring();
    m_thread.join();
    const Error closed{ErrorCode::Cancelled, "connection.closed", {}};
    for (auto *requests : {&m_sent, &m_waiting}) {
        for (auto &[number, request] : *requests)
            request.resolve(closed);
    }
    for (Request &request : m_posted)
        request.resolve(closed);
}

QFuture<Result<Body>> ClientConnection::Worker::request(Body body, milliseconds timeout, Answered answered)
{
    Request request{++m_lastNumber, {}, std::chrono::steady_clock::now() + timeout, {}, std::move(answered)};
    request.promise.start();
    QFuture<Result<Body>> future = request.promise.future();
    auto bytes = encode({request.number, std::move(body)});
    if (!bytes) {
        request.resolve(std::move(bytes).error());
        return future;
    }
    request.bytes = std::move(*bytes);
    if (m_open >= RequestsWaiting) {
        request.resolve(Error{ErrorCode::Unavailable, "connection.too-many-requests", {}});
        return future;
    }
    ++m_open;
    {
        const std::lock_guard lock(m_mutex);
        m_posted.push_back(std::move(request));
    }
    m_wakeUp.ring();
    return future;
}

void ClientConnection::Worker::retryNow()
{
    m_retriesNow = true;
    m_wakeUp.ring();
}

void ClientConnection::Worker::reconnect()
{
    m_reconnects = true;
    m_wakeUp.ring();
}

void ClientConnection::Worker::run()
{
    while (!m_stopping) {
        try {
            step();
        } catch (const zmq::error_t &error) {
            qWarning("connection to the server: %s", error.what());
            close(ConnectionState::Disconnected);
        }
    }
    m_link.reset();
}

void ClientConnection::Worker::step()
{
    const auto now = std::chrono::steady_clock::now();
    std::array<zmq::pollitem_t, 3> items{{{m_wakeUp.receiver().handle(), 0, ZMQ_POLLIN, 0}, {}, {}}};
    std::size_t polled = 1;
    if (m_link) {
        items[1] = {m_link->socket.handle(), 0, ZMQ_POLLIN, 0};
        items[2] = {m_link->monitor.receiver().handle(), 0, ZMQ_POLLIN, 0};
        polled = items.size();
    }
    zmq::poll(items.data(), polled, untilNextDeadline(now));
    m_wakeUp.hear();
    if (m_link)
        readMessages(); // Before the events: what came before the end still counts.
    if (m_link)
        readEvents();
    const auto after = std::chrono::steady_clock::now();
    if (m_reconnects.exchange(false)) {
        if (m_link)
            close(ConnectionState::Disconnected);
        m_retriesNow = true;
    }
    if (m_retriesNow.exchange(false) && !m_link) {
        m_backOff = m_settings.backOff.first;
        m_nextStep = after;
    }
    if (m_state != ConnectionState::Connected && after >= m_nextStep) {
        if (m_link)
            close(ConnectionState::Disconnected); // The handshake took too long.
        else
            open();
    }
    sendWaiting();
    expire(after);
}

void ClientConnection::Worker::open()
{
    setState(ConnectionState::Connecting);
    m_nextStep = std::chrono::steady_clock::now() + 2 * m_settings.limits.handshake;
    m_link = std::make_unique<Link>(m_context, m_settings, m_endpoints[m_endpoint]);
}

void ClientConnection::Worker::close(ConnectionState next)
{
    m_link.reset();
    m_helloNumber = 0;
    m_endpoint = (m_endpoint + 1) % m_endpoints.size();
    m_nextStep = std::chrono::steady_clock::now() + pause();
    setState(next);
    auto lost = std::exchange(m_sent, {});
    for (auto &[number, request] : lost) {
        --m_open;
        request.resolve(Error{ErrorCode::Unavailable, "connection.lost", {}});
    }
}

void ClientConnection::Worker::setState(ConnectionState state)
{
    if (m_state.exchange(state) != state)
        Q_EMIT m_owner.stateChanged(state);
}

void ClientConnection::Worker::readEvents()
{
    while (m_link) {
        const auto event = m_link->monitor.next();
        if (!event)
            return;
        if (*event == SocketEvent::Ready) {
            m_helloNumber = ++m_lastNumber;
            const auto hello = encode({m_helloNumber, m_settings.hello()});
            if (!hello || !send(*hello))
                close(ConnectionState::Disconnected);
        } else if (*event == SocketEvent::Refused) {
            Q_EMIT m_owner.refused({ErrorCode::NotTrusted, "connection.refused", {}});
            close(ConnectionState::Refused);
        } else {
            close(ConnectionState::Disconnected);
        }
    }
}

void ClientConnection::Worker::readMessages()
{
    zmq::message_t frame;
    while (m_link && m_link->socket.recv(frame, zmq::recv_flags::dontwait)) {
        bool single = !frame.more();
        for (zmq::message_t rest; !single && m_link->socket.recv(rest, zmq::recv_flags::none) && rest.more();) {
        }
        const auto message = decode({static_cast<const char *>(frame.data()), static_cast<qsizetype>(frame.size())});
        if (single && message) {
            take(*message);
            continue;
        }
        const Error fault = message ? Error{ErrorCode::Corrupt, "message.frames", {}} : message.error();
        qWarning("the server's message is unreadable: %s", qUtf8Printable(describe(fault)));
        Q_EMIT m_owner.refused(fault);
        close(ConnectionState::Disconnected);
    }
}

void ClientConnection::Worker::take(const Message &message)
{
    if (const auto *notify = std::get_if<Notify>(&message.body)) {
        Q_EMIT m_owner.notified(*notify);
        return;
    }
    if (m_helloNumber != 0 && message.request == m_helloNumber) {
        takeHelloAnswer(message.body);
        return;
    }
    const auto *refusal = std::get_if<Refused>(&message.body);
    if (message.request == 0 && refusal) {
        // About the connection itself: this desktop is not admitted any more.
        Q_EMIT m_owner.refused({refusal->code, refusal->reason, refusal->detail});
        close(ConnectionState::Refused);
        return;
    }
    auto answered = m_sent.extract(message.request);
    if (answered.empty())
        return; // Its time was up.
    --m_open;
    if (!refusal) {
        answered.mapped().resolve(message.body);
        return;
    }
    answered.mapped().resolve(Error{refusal->code, refusal->reason, refusal->detail});
    if (m_endpoints.size() > 1 && isOfThisServerAlone(*refusal))
        close(ConnectionState::Disconnected); // Another one may serve.
}

void ClientConnection::Worker::takeHelloAnswer(const Body &body)
{
    m_helloNumber = 0;
    if (const auto *welcome = std::get_if<Welcome>(&body)) {
        m_backOff = m_settings.backOff.first;
        setState(ConnectionState::Connected);
        Q_EMIT m_owner.welcomed(*welcome);
        return;
    }
    const auto *refusal = std::get_if<Refused>(&body);
    Q_EMIT m_owner.refused(refusal ? Error{refusal->code, refusal->reason, refusal->detail}
                                   : Error{ErrorCode::Corrupt, "connection.unexpected-answer", {}});
    close(ConnectionState::Refused);
}

void ClientConnection::Worker::sendWaiting()
{
    {
        const std::lock_guard lock(m_mutex);
        for (Request &request : m_posted)
            m_waiting.emplace(request.number, std::move(request));
        m_posted.clear();
    }
    while (m_state == ConnectionState::Connected && !m_waiting.empty()) {
        // The server refuses what goes beyond its own bound, so what is above it waits here.
        if (m_sent.size() >= RequestsUnanswered)
            return;
        auto next = m_waiting.extract(m_waiting.begin());
        if (!next.mapped().promise.isCanceled() && !send(next.mapped().bytes)) {
            m_waiting.insert(std::move(next));
            return;
        }
        next.mapped().bytes.clear();
        m_sent.insert(std::move(next));
    }
}

bool ClientConnection::Worker::send(const QByteArray &bytes)
{
    return m_link->socket
        .send(zmq::const_buffer(bytes.constData(), static_cast<std::size_t>(bytes.size())), zmq::send_flags::dontwait)
        .has_value();
}

void ClientConnection::Worker::expire(Deadline now)
{
    for (auto *requests : {&m_sent, &m_waiting}) {
        for (auto request = requests->begin(); request != requests->end();) {
            const bool cancelled = request->second.promise.isCanceled();
            if (!cancelled && request->second.deadline > now) {
                ++request;
                continue;
            }
            --m_open;
            request->second.resolve(Error{ErrorCode::Unavailable, "connection.timeout", {}});
            request = requests->erase(request);
        }
    }
}

quint16 ClientConnection::Worker::draw()
{
    quint16 drawn = 0;
    m_random.fill(reinterpret_cast<char *>(&drawn), sizeof drawn);
    return drawn;
}

milliseconds ClientConnection::Worker::pause()
{
    const milliseconds full = m_backOff;
    m_backOff = std::min(2 * m_backOff, m_settings.backOff.longest);
    return full - milliseconds(full.count() / 2 * draw() / 0xffff);
}

milliseconds ClientConnection::Worker::untilNextDeadline(Deadline now) const
{
    Deadline next = m_state == ConnectionState::Connected ? now + std::chrono::hours(1) : m_nextStep;
    for (const auto *requests : {&m_sent, &m_waiting}) {
        for (const auto &[number, request] : *requests)
            next = std::min(next, request.deadline);
    }
    return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(next - now));
}

} // namespace wenyi::protocol
