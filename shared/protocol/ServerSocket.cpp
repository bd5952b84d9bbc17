// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/ServerSocket.h"

#include "shared/protocol/MessageCodec.h"
#include "shared/protocol/SocketCensus.h"
#include "shared/protocol/WakeUp.h"
#include "shared/protocol/ZapHandler.h"

#include <QDebug>
#include <QHash>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <iterator>
#include <new>
#include <optional>
#include <thread>

namespace wenyi::protocol {

namespace {

/// ZMQ_ZAP_ENFORCE_DOMAIN: a draft option that libzmq 4.3.4 has and Debian's header does not declare.
constexpr int EnforceZapDomain = 93;
/// Messages handed on at once: one group commit.
constexpr std::size_t LargestBatch = 512;
/// Until the socket's thread takes what is to go out; it does nothing that takes long.
constexpr std::chrono::seconds LongestTaking(1);

void configure(zmq::socket_t &socket, const ServerSocket::Settings &settings)
{
    settings.limits.apply(socket);
    socket.set(zmq::sockopt::linger, 500);
    socket.set(zmq::sockopt::backlog, 512);
    socket.set(zmq::sockopt::router_mandatory, true); // To learn that a connection is gone.
    socket.set(zmq::sockopt::curve_server, true);
    socket.set(zmq::sockopt::curve_secretkey,
        zmq::const_buffer(settings.keys.secretKey.data(), static_cast<std::size_t>(settings.keys.secretKey.size())));
    socket.set(zmq::sockopt::zap_domain, ZapDomain);
    const int enforce = 1;
    if (zmq_setsockopt(socket.handle(), EnforceZapDomain, &enforce, sizeof enforce) != 0)
        throw zmq::error_t();
}

/// The key that ZapHandler admitted, from the message's metadata.
Result<CurvePublicKey> keyOf(const zmq::message_t &message)
{
    const char *userId = zmq_msg_gets(const_cast<zmq_msg_t *>(message.handle()), "User-Id");
    return CurvePublicKey::fromBytes(QByteArray::fromHex(userId ? userId : ""));
}

} // namespace

struct ServerSocket::Private
{
    /// A connection's unanswered requests with their sizes in bytes.
    using Unanswered = QHash<quint64, qsizetype>;

    Private(std::shared_ptr<const AdmissionList> list, ArrivalHandler onArrivals)
        : admission(std::move(list))
        , handler(std::move(onArrivals))
        , zap(std::make_unique<ZapHandler>(context, admission))
        , router(context, zmq::socket_type::router)
        , census(context, router)
        , wakeUp(context)
    {
    }

    void run(ServerSocket &owner);
    void serve(ServerSocket &owner);
    using Polled = std::array<zmq::pollitem_t, 3>;
    void turn(ServerSocket &owner, Polled &items);
    /// Whether requests are read; tells those who wait that none are any more.
    bool isReading();
    void readAll(ServerSocket &owner);
    std::optional<Arrival> readOne(zmq::message_t connection);
    /// Refuses the message here, or counts it as unanswered.
    bool admitRequest(const Arrival &arrival, qsizetype size);
    /// Nobody will answer it.
    void giveUp(const Arrival &arrival);
    /// Counts a request as unanswered no more.
    void settle(const ConnectionId &connection, quint64 request);
    void writeAll();
    void write(const Departure &departure);
    void refuse(const ConnectionId &connection, quint64 request, ErrorCode code, const QByteArray &reason);
    void transmit(const ConnectionId &connection, const QByteArray &bytes);

    std::shared_ptr<const AdmissionList> admission;
    ArrivalHandler handler;
    zmq::context_t context;
    std::unique_ptr<ZapHandler> zap;
    zmq::socket_t router;
    SocketCensus census;
    WakeUp wakeUp;
    QByteArray endpoint;
    SocketLimits limits;

    QHash<ConnectionId, Unanswered> unanswered;
    std::atomic<qsizetype> bytesInFlight = 0; ///< Written by the socket's thread.

    std::mutex mutex; ///< Guards departures and isQuiet.
    std::condition_variable quieted;
    std::condition_variable taken; ///< The departures were.
    std::vector<Departure> departures;
    bool isQuiet = false;
    std::atomic<bool> takesNoMore = false;
    std::atomic<bool> stopping = false;
    std::thread thread;
};

void ServerSocket::Private::run(ServerSocket &owner)
{
    try {
        serve(owner);
    } catch (const zmq::error_t &error) {
        qCritical("server socket ended: %s", error.what());
    }
    takesNoMore = true;
    isReading();
}

void ServerSocket::Private::serve(ServerSocket &owner)
{
    Polled items{{{wakeUp.receiver().handle(), 0, ZMQ_POLLIN, 0}, {census.receiver().handle(), 0, ZMQ_POLLIN, 0},
        {router.handle(), 0, ZMQ_POLLIN, 0}}};
    while (!stopping) {
        try {
            turn(owner, items);
        } catch (const std::bad_alloc &) {
            // One message was read and is lost: who sent it gets no answer and asks again.
        }
    }
    writeAll();
}

void ServerSocket::Private::turn(ServerSocket &owner, Polled &items)
{
    const bool reads = isReading();
    const std::size_t polled = reads && bytesInFlight < BytesInFlight ? 3 : 2;
    items[2].revents = 0;
    zmq::poll(items.data(), polled, std::chrono::milliseconds(-1));
    if (items[0].revents)
        wakeUp.hear();
    if (items[1].revents)
        census.read();
    writeAll();
    if (items[2].revents && isReading())
        readAll(owner);
}

bool ServerSocket::Private::isReading()
{
    if (!takesNoMore)
        return true;
    {
        const std::lock_guard lock(mutex);
        isQuiet = true;
    }
    quieted.notify_all();
    return false;
}

void ServerSocket::Private::readAll(ServerSocket &owner)
{
    std::vector<Arrival> arrivals;
    try {
        for (std::size_t count = 0; count < LargestBatch && bytesInFlight < BytesInFlight; ++count) {
            // What was counted as unanswered has its place: first the memory, then the message.
            if (arrivals.size() == arrivals.capacity())
                arrivals.reserve(std::max<std::size_t>(8, 2 * arrivals.size()));
            zmq::message_t connection;
            if (!router.recv(connection, zmq::recv_flags::dontwait))
                break;
            if (auto arrival = readOne(std::move(connection)))
                arrivals.push_back(std::move(*arrival));
        }
    } catch (const std::bad_alloc &) {
        // That message is lost; those before it go on.
    }
    if (arrivals.empty())
        return;
    try {
        handler(owner, std::move(arrivals));
    } catch (const std::bad_alloc &) {
        for (const Arrival &arrival : arrivals)
            giveUp(arrival);
    }
}

void ServerSocket::Private::giveUp(const Arrival &arrival)
{
    const quint64 request = arrival.message ? arrival.message->request : 0;
    settle(arrival.connection, request);
    try {
        refuse(arrival.connection, request, ErrorCode::Unavailable, "server.no-memory");
    } catch (const std::bad_alloc &) {
        // Whoever asked hears nothing, and asks again.
    }
}

void ServerSocket::Private::settle(const ConnectionId &connection, quint64 request)
{
    const auto open = unanswered.find(connection);
    if (open == unanswered.end())
        return;
    bytesInFlight -= open->take(request);
    if (open->isEmpty())
        unanswered.erase(open);
}

std::optional<Arrival> ServerSocket::Private::readOne(zmq::message_t connection)
{
    // All of it is read before anything takes memory: what is left of a message would be taken for another one.
    zmq::message_t first;
    std::size_t frames = 0;
    for (bool more = connection.more(); more; ++frames) {
        zmq::message_t frame;
        if (!router.recv(frame, zmq::recv_flags::dontwait))
            return std::nullopt;
        more = frame.more();
        if (frames == 0) // The rest of a message with too many frames is read away.
            first = std::move(frame);
    }
    const ConnectionId id(static_cast<const char *>(connection.data()), static_cast<qsizetype>(connection.size()));
    if (frames == 0)
        return std::nullopt;
    const auto key = keyOf(first);
    const auto desktop = key ? admission->desktopOf(*key) : std::nullopt;
    if (!desktop) {
        refuse(id, 0, ErrorCode::NotTrusted, "session.not-admitted");
        return std::nullopt;
    }
    if (frames != 1)
        return Arrival{id, *desktop, Error{ErrorCode::Corrupt, "message.frames", {}}, 0};
    const auto size = static_cast<qsizetype>(first.size());
    const QByteArrayView bytes(static_cast<const char *>(first.data()), size);
    Arrival arrival{id, *desktop, decode(bytes), size};
    if (!arrival.message && arrival.message.error().reason == "message.type") {
        refuse(id, requestNumberOf(bytes), ErrorCode::Unsupported, "message.type");
        return std::nullopt;
    }
    if (!admitRequest(arrival, size))
        return std::nullopt;
    return arrival;
}

bool ServerSocket::Private::admitRequest(const Arrival &arrival, qsizetype size)
{
    if (!arrival.message)
        return true;
    const quint64 request = arrival.message->request;
    if (request == 0 || unanswered.value(arrival.connection).contains(request)) {
        refuse(arrival.connection, request, ErrorCode::InvalidInput, "session.request-number");
        return false;
    }
    Unanswered &open = unanswered[arrival.connection];
    if (open.size() >= RequestsInFlight) {
        refuse(arrival.connection, request, ErrorCode::Unavailable, "session.too-many-requests");
        return false;
    }
    open.insert(request, size);
    bytesInFlight += size;
    return true;
}

void ServerSocket::Private::refuse(
    const ConnectionId &connection, quint64 request, ErrorCode code, const QByteArray &reason)
{
    const auto bytes = encode({request, Refused{code, reason, {}}});
    Q_ASSERT(bytes);
    transmit(connection, *bytes);
}

void ServerSocket::Private::transmit(const ConnectionId &connection, const QByteArray &bytes)
{
    const auto buffer = [](const QByteArray &frame) {
        return zmq::const_buffer(frame.constData(), static_cast<std::size_t>(frame.size()));
    };
    try {
        // Not addressed: the peer does not read. Its request stays unanswered, and it will ask again.
        if (router.send(buffer(connection), zmq::send_flags::sndmore | zmq::send_flags::dontwait))
            router.send(buffer(bytes), zmq::send_flags::dontwait);
    } catch (const zmq::error_t &error) {
        if (error.num() != EHOSTUNREACH) // The connection is gone.
            throw;
    }
}

void ServerSocket::Private::writeAll()
{
    std::vector<Departure> all;
    {
        const std::lock_guard lock(mutex);
        all.swap(departures);
    }
    taken.notify_all();
    for (const Departure &departure : all) {
        try {
            write(departure);
        } catch (const std::bad_alloc &) {
            // It is not answered, and counted as answered: whoever asked asks again.
        }
    }
}

void ServerSocket::Private::write(const Departure &departure)
{
    settle(departure.connection, departure.message.request);
    const auto bytes = encode(departure.message);
    if (!bytes) {
        refuse(departure.connection, departure.message.request, bytes.error().code, bytes.error().reason);
        return;
    }
    transmit(departure.connection, *bytes);
}

ServerSocket::ServerSocket(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{
    m_d->thread = std::thread(&Private::run, m_d.get(), std::ref(*this));
}

Result<std::unique_ptr<ServerSocket>> ServerSocket::open(
    Settings settings, std::shared_ptr<const AdmissionList> admission, ArrivalHandler handler)
{
    WENYI_CHECK(settings.limits.check());
    try {
        auto d = std::make_unique<Private>(std::move(admission), std::move(handler));
        configure(d->router, settings);
        // Set and read back: a socket that silently stayed without CURVE would take anybody.
        if (d->router.get(zmq::sockopt::mechanism) != ZMQ_CURVE)
            return Error{ErrorCode::Internal, "socket.curve", {}};
        d->router.bind(settings.endpoint.toStdString());
        d->endpoint = QByteArray::fromStdString(d->router.get(zmq::sockopt::last_endpoint));
        d->limits = SocketLimits::of(d->router);
        return std::unique_ptr<ServerSocket>(new ServerSocket(std::move(d)));
    } catch (const zmq::error_t &error) {
        return Error{ErrorCode::Unavailable, "socket.bind", QString::fromUtf8(error.what())};
    }
}

ServerSocket::~ServerSocket()
{
    m_d->stopping = true;
    m_d->wakeUp.ring();
    m_d->thread.join();
}

QByteArray ServerSocket::endpoint() const
{
    return m_d->endpoint;
}

SocketLimits ServerSocket::limitsInForce() const
{
    return m_d->limits;
}

void ServerSocket::send(std::vector<Departure> sent)
{
    {
        std::unique_lock lock(m_d->mutex);
        auto &departures = m_d->departures;
        try {
            if (!departures.empty())
                departures.insert(
                    departures.end(), std::make_move_iterator(sent.begin()), std::make_move_iterator(sent.end()));
        } catch (const std::bad_alloc &) {
            // Behind those that wait there is no room. Once they are taken these need none of their own.
            m_d->wakeUp.ring();
            m_d->taken.wait_for(lock, LongestTaking, [&departures] { return departures.empty(); });
        }
        if (departures.empty())
            departures = std::move(sent);
    }
    m_d->wakeUp.ring();
}

void ServerSocket::closeAdmission()
{
    m_d->zap.reset();
}

void ServerSocket::takeNoMore()
{
    m_d->takesNoMore = true;
    m_d->wakeUp.ring();
    std::unique_lock lock(m_d->mutex);
    m_d->quieted.wait(lock, [this] { return m_d->isQuiet; });
}

SocketCounts ServerSocket::counts() const
{
    SocketCounts counts = m_d->census.counts();
    counts.bytesInFlight = static_cast<quint64>(std::max<qsizetype>(m_d->bytesInFlight, 0));
    return counts;
}

} // namespace wenyi::protocol
