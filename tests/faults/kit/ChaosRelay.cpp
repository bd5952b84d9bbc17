// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/ChaosRelay.h"

#include "tests/shared/protocol/RawPeer.h"

#include <QtEndian>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <deque>
#include <list>
#include <vector>

namespace wenyi::faults {

namespace {

using TimePoint = std::chrono::steady_clock::time_point;
using Act = Treatment::Act;

constexpr qsizetype Greeting = 64;
constexpr qsizetype LargestBacklog = 8 << 20; ///< Bytes of one way that wait here; a frame of ours has half of that.
constexpr qsizetype LargestRecord = 1 << 20;
constexpr auto Tick = std::chrono::milliseconds(20); ///< At most so late is another thread's word heard.

bool endsAWay(Act act)
{
    return act == Act::Cut || act == Act::HalfClose || act == Act::Hold || act == Act::Swallow;
}

/// The size of the whole frame at the beginning of these bytes; 0 while it is not there.
qsizetype frameSize(const QByteArray &bytes)
{
    constexpr char Long = 2;
    if (bytes.size() < 2)
        return 0;
    if (!(bytes[0] & Long)) {
        const qsizetype size = 2 + static_cast<quint8>(bytes[1]);
        return bytes.size() >= size ? size : 0;
    }
    if (bytes.size() < 9)
        return 0;
    const auto length = qFromBigEndian<quint64>(bytes.constData() + 1);
    if (length > static_cast<quint64>(LargestBacklog))
        return bytes.size(); // None of ours: it goes on as it came.
    const qsizetype size = 9 + static_cast<qsizetype>(length);
    return bytes.size() >= size ? size : 0;
}

} // namespace

/// One way of one connection.
struct ChaosRelay::Lane
{
    struct Piece
    {
        QByteArray bytes;
        TimePoint due;
    };

    int from = -1;
    int to = -1;
    Treatment treatment;
    QByteArray in = {};           ///< Of a frame that is not whole yet.
    qsizetype greetingPassed = 0; ///< Bytes; they go on at once, since each side waits for parts of the other's.
    int frames = 0;               ///< That came whole.
    QByteArray held = {};         ///< Waits for the frame that shall go before it.
    std::deque<Piece> out = {};
    qsizetype waiting = 0; ///< Bytes in `out`.
    TimePoint lastDue = {};
    Act end = Act::Pass;   ///< What becomes of this way when `out` is empty.
    bool isHeld = false;   ///< Nothing is read or written any more.
    bool hasEnded = false; ///< The sender said its last.
    bool isShut = false;   ///< The receiver knows.
    int untold = 0;        ///< Faults that took place.

    bool reads() const { return !hasEnded && !isHeld && waiting < LargestBacklog; }
    void take(const QByteArray &bytes);
    void treat(const QByteArray &frame);
    void treatTheOne(const QByteArray &frame);
    void push(const QByteArray &bytes);
    /// Sends what is due. False when the receiver is gone.
    bool flush(TimePoint now);
};

void ChaosRelay::Lane::take(const QByteArray &bytes)
{
    if (end != Act::Pass)
        return;
    in.append(bytes);
    const bool endsInGreeting = endsAWay(treatment.act) && treatment.frame == 0 && treatment.offset <= 0;
    const qsizetype passes = endsInGreeting ? Greeting + static_cast<qsizetype>(treatment.offset) : Greeting;
    const qsizetype some = std::min(passes - greetingPassed, in.size());
    push(in.left(some));
    in.remove(0, some);
    greetingPassed += some;
    if (endsInGreeting && greetingPassed == passes)
        end = treatment.act;
    while (greetingPassed == Greeting && end == Act::Pass) {
        const qsizetype size = frameSize(in);
        if (size == 0)
            return;
        const QByteArray frame = in.left(size);
        in.remove(0, size);
        ++frames;
        treat(frame);
    }
}

void ChaosRelay::Lane::treat(const QByteArray &frame)
{
    if (frames == treatment.frame) {
        treatTheOne(frame);
        return;
    }
    const bool isNext = frames == treatment.frame + 1;
    if (isNext && endsAWay(treatment.act) && treatment.offset > 0) {
        push(frame.left(static_cast<qsizetype>(treatment.offset)));
        end = treatment.act;
        return;
    }
    push(frame);
    if (isNext && treatment.act == Act::Swap) {
        push(held);
        ++untold;
    }
}

void ChaosRelay::Lane::treatTheOne(const QByteArray &frame)
{
    QByteArray altered = frame;
    const auto offset = static_cast<qsizetype>(treatment.offset);
    switch (treatment.act) {
    case Act::Pass:
        push(frame);
        return;
    case Act::Cut:
    case Act::HalfClose:
    case Act::Hold:
    case Act::Swallow:
        push(offset < 0 ? frame.chopped(std::min(-offset, frame.size())) : frame);
        end = offset <= 0 ? treatment.act : Act::Pass;
        return;
    case Act::Alter: {
        const qsizetype at = ((offset % frame.size()) + frame.size()) % frame.size();
        altered[at] = static_cast<char>(altered.at(at) ^ 1);
        push(altered);
        break;
    }
    case Act::Drop:
        break;
    case Act::Copy:
        push(frame);
        push(frame);
        break;
    case Act::Swap:
        held = frame;
        return;
    }
    ++untold;
}

void ChaosRelay::Lane::push(const QByteArray &bytes)
{
    const bool isSlow = treatment.piece > 0 && frames >= treatment.frame;
    const qsizetype most = isSlow ? treatment.piece : bytes.size();
    for (qsizetype at = 0; at < bytes.size(); at += most) {
        const TimePoint earliest = isSlow ? lastDue + treatment.pause : lastDue;
        lastDue = std::max(std::chrono::steady_clock::now() + treatment.delay, earliest);
        out.push_back({bytes.mid(at, most), lastDue});
    }
    waiting += bytes.size();
}

bool ChaosRelay::Lane::flush(TimePoint now)
{
    while (!isHeld && !out.empty() && out.front().due <= now) {
        QByteArray &bytes = out.front().bytes;
        const ssize_t sent =
            ::send(to, bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0)
            return errno == EAGAIN || errno == EINTR;
        waiting -= sent;
        bytes.remove(0, sent);
        if (!bytes.isEmpty())
            return true;
        out.pop_front();
    }
    return true;
}

struct ChaosRelay::Link
{
    Lane up;
    Lane down;
    bool isFirst = false; ///< Of all: it is recorded.
    bool isGone = false;
};

/// The work of the relay's thread.
class ChaosRelay::Loop
{
public:
    explicit Loop(ChaosRelay &relay)
        : m_relay(relay)
    {
    }
    ~Loop()
    {
        for (Link &link : m_links)
            close(link);
    }

    void run();
    void add(int client, int server, const Fate &fate, bool isFirst)
    {
        m_links.push_back({Lane{client, server, fate.up}, Lane{server, client, fate.down}, isFirst, false});
    }

private:
    void wait();
    void serve(Link &link);
    void read(Link &link, Lane &lane);
    void end(Link &link, Lane &lane);
    static void close(const Link &link)
    {
        ::close(link.up.from);
        ::close(link.up.to);
    }

    ChaosRelay &m_relay;
    std::list<Link> m_links;
    std::vector<pollfd> m_polled;
};

void ChaosRelay::Loop::run()
{
    while (!m_relay.m_ends) {
        wait();
        if (m_polled.front().revents)
            m_relay.accept(*this);
        if (m_relay.m_swallows)
            continue;
        for (Link &link : m_links)
            serve(link);
        m_links.remove_if([](const Link &link) {
            if (link.isGone)
                close(link);
            return link.isGone;
        });
    }
}

void ChaosRelay::Loop::wait()
{
    const TimePoint now = std::chrono::steady_clock::now();
    auto longest = Tick;
    m_polled.assign(1, {m_relay.m_listener, POLLIN, 0});
    for (const Link &link : m_links) {
        for (const Lane *lane : {&link.up, &link.down}) {
            if (m_relay.m_swallows || lane->isHeld)
                continue;
            if (lane->reads())
                m_polled.push_back({lane->from, POLLIN, 0});
            if (!lane->out.empty() && lane->out.front().due <= now)
                m_polled.push_back({lane->to, POLLOUT, 0});
            else if (!lane->out.empty())
                longest = std::min(longest, std::chrono::ceil<std::chrono::milliseconds>(lane->out.front().due - now));
        }
    }
    ::poll(m_polled.data(), m_polled.size(), static_cast<int>(longest.count()));
}

void ChaosRelay::Loop::serve(Link &link)
{
    for (Lane *lane : {&link.up, &link.down}) {
        if (lane->reads())
            read(link, *lane);
        if (!lane->flush(std::chrono::steady_clock::now()))
            link.isGone = true;
        for (; lane->untold > 0; --lane->untold)
            m_relay.befell();
        if (link.isGone || lane->isHeld || !lane->out.empty())
            continue;
        if (lane->end != Act::Pass && !lane->isShut) {
            end(link, *lane);
        } else if (lane->hasEnded && !lane->isShut) {
            ::shutdown(lane->to, SHUT_WR);
            lane->isShut = true;
        }
    }
    link.isGone = link.isGone || (link.up.isShut && link.down.isShut);
}

void ChaosRelay::Loop::read(Link &link, Lane &lane)
{
    std::array<char, 65'536> part;
    const ssize_t got = ::recv(lane.from, part.data(), part.size(), MSG_DONTWAIT);
    if (got < 0) {
        link.isGone = link.isGone || (errno != EAGAIN && errno != EINTR);
        return;
    }
    if (got == 0) {
        lane.hasEnded = true;
        if (lane.end == Act::Pass)
            lane.push(lane.in); // A torn frame goes on as it came.
        return;
    }
    const QByteArray bytes(part.data(), got);
    if (link.isFirst && &lane == &link.up)
        m_relay.record(bytes);
    lane.take(bytes);
}

void ChaosRelay::Loop::end(Link &link, Lane &lane)
{
    m_relay.befell();
    switch (lane.end) {
    case Act::HalfClose:
        ::shutdown(lane.to, SHUT_WR);
        lane.isShut = true;
        break;
    case Act::Hold:
        lane.isHeld = true;
        break;
    case Act::Swallow:
        link.up.isHeld = true;
        link.down.isHeld = true;
        break;
    default:
        link.isGone = true;
        break;
    }
}

ChaosRelay::ChaosRelay(quint16 serverPort, Plan plan)
    : m_serverPort(serverPort)
    , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    , m_plan(std::move(plan))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *bound = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, bound, size) != 0 || ::listen(m_listener, 512) != 0
        || ::getsockname(m_listener, bound, &size) != 0)
        qFatal("the relay cannot listen");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { Loop(*this).run(); });
}

ChaosRelay::~ChaosRelay()
{
    m_ends = true;
    m_thread.join();
    ::close(m_listener);
}

void ChaosRelay::setPlan(Plan plan)
{
    const std::lock_guard lock(m_mutex);
    m_plan = std::move(plan);
    m_connections = 0;
}

void ChaosRelay::accept(Loop &loop)
{
    const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0)
        return;
    const int server = tests::connectTo(m_serverPort);
    if (server < 0) {
        ::close(client);
        return;
    }
    const int atOnce = 1;
    for (const int socket : {client, server})
        (void)::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &atOnce, sizeof atOnce);
    Fate fate;
    {
        const std::lock_guard lock(m_mutex);
        const int number = m_connections++;
        if (m_plan)
            fate = m_plan(number);
    }
    loop.add(client, server, fate, !m_hasRecorded);
    m_hasRecorded = true;
}

void ChaosRelay::befell()
{
    ++m_faults;
    if (m_onFault)
        m_onFault();
}

void ChaosRelay::record(QByteArrayView bytes)
{
    const std::lock_guard lock(m_mutex);
    m_recorded.append(bytes.first(std::min(bytes.size(), LargestRecord - m_recorded.size())));
}

QByteArray ChaosRelay::recorded() const
{
    const std::lock_guard lock(m_mutex);
    return m_recorded;
}

} // namespace wenyi::faults
