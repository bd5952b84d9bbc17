// SPDX-License-Identifier: GPL-3.0-or-later
// Mail as an exchange: LMTP in, several connections, one message each at a time; IMAP IDLE and FETCH out. The message
// is the document as lines, without the third that base64 would add.
#include "Measure.h"

#include <array>
#include <atomic>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace wenyi::peers {

namespace {

constexpr std::size_t LineLength = 76;
constexpr std::string_view NumberField = "X-Document: ";
constexpr std::size_t LongestHead = 4096;
constexpr std::size_t LongestMessage = 100'000'000;

/// A connection to a port of this machine, read by lines.
class LineSocket
{
public:
    explicit LineSocket(int port)
        : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (m_socket < 0 || ::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
            fail("Dovecot cannot be reached");
        const int on = 1;
        ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }

    ~LineSocket() { ::close(m_socket); }
    LineSocket(const LineSocket &) = delete;
    LineSocket &operator=(const LineSocket &) = delete;

    void write(std::string_view bytes) const
    {
        while (!bytes.empty()) {
            const ssize_t written = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (written <= 0)
                fail("Dovecot takes nothing more");
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    /// Without its end.
    std::string readLine()
    {
        std::size_t searched = 0; // Behind m_at, which may move as more is read.
        std::size_t end = m_bytes.find("\r\n", m_at);
        while (end == std::string::npos) {
            searched = std::max<std::size_t>(m_bytes.size() - m_at, 1) - 1;
            readMore();
            end = m_bytes.find("\r\n", m_at + searched);
        }
        std::string line = m_bytes.substr(m_at, end - m_at);
        m_at = end + 2;
        return line;
    }

    std::string readExactly(std::size_t size)
    {
        while (m_bytes.size() - m_at < size)
            readMore();
        std::string bytes = m_bytes.substr(m_at, size);
        m_at += size;
        return bytes;
    }

private:
    void readMore()
    {
        m_bytes.erase(0, std::exchange(m_at, 0));
        std::array<char, 262'144> piece;
        const ssize_t size = ::recv(m_socket, piece.data(), piece.size(), 0);
        if (size <= 0)
            fail("Dovecot closed a connection");
        m_bytes.append(piece.data(), static_cast<std::size_t>(size));
    }

    int m_socket;
    std::string m_bytes; ///< Read from the socket; what lies before m_at is done with.
    std::size_t m_at = 0;
};

/// The lines of a document, as LMTP wants them.
std::string linesOf(std::size_t size)
{
    std::string text = noise(size);
    for (char &letter : text)
        letter = static_cast<char>('A' + (static_cast<unsigned char>(letter) & 15U)); // None begins with a full stop.
    for (std::size_t i = LineLength; i + 2 < size; i += LineLength + 2)
        text.replace(i, 2, "\r\n");
    return text + "\r\n.\r\n";
}

/// One of the sender's connections: takes the next document until none is left.
void send(const Order &order, Ledger &ledger, std::atomic<int> &next)
{
    LineSocket socket(order.port);
    // The last line of a reply has a space behind its number.
    const auto expect = [&socket](std::string_view begin) {
        std::string line = socket.readLine();
        while (line.size() > 3 && line[3] == '-')
            line = socket.readLine();
        if (!line.starts_with(begin))
            fail("Dovecot's LMTP: " + line);
    };
    expect("220");
    socket.write("LHLO localhost\r\n");
    expect("250");
    const std::string lines = linesOf(order.size);
    for (int i = next++; i < order.count; i = next++) {
        const std::string head =
            "From: a@localhost\r\nSubject: document\r\n" + std::string(NumberField) + std::to_string(i) + "\r\n\r\n";
        ledger.leaves(i);
        socket.write("MAIL FROM:<a@localhost>\r\nRCPT TO:<" + order.name + "@localhost>\r\nDATA\r\n");
        expect("250");
        expect("250");
        expect("354");
        socket.write(head);
        socket.write(lines);
        expect("250");
        ledger.accepted(i);
        ledger.awaitTurnAfter(i);
    }
}

/// Idles until there is something new, then fetches it, which marks it as read.
class Mailbox
{
public:
    Mailbox(const Order &order, Ledger &ledger, int port)
        : m_ledger(ledger)
        , m_socket(port)
    {
        m_socket.readLine();
        m_socket.write("a LOGIN " + order.name + "@localhost secret\r\n");
        readUntil("a OK");
        m_socket.write("b SELECT INBOX\r\n");
        readUntil("b OK");
    }

    void receiveAll()
    {
        while (!m_ledger.allArrived()) {
            if (m_fetched == m_exist)
                idle();
            else
                fetch();
        }
    }

private:
    void idle()
    {
        m_socket.write("c IDLE\r\n");
        readUntil("+ ");
        m_ledger.receiverIsReady();
        while (m_exist == m_fetched)
            take(m_socket.readLine());
        m_socket.write("DONE\r\n");
        readUntil("c OK");
    }

    void fetch()
    {
        const int last = m_exist;
        m_socket.write("d FETCH " + std::to_string(m_fetched + 1) + ":" + std::to_string(last) + " BODY[]\r\n");
        readUntil("d OK");
        m_fetched = last;
    }

    void readUntil(std::string_view begin)
    {
        for (std::string line = m_socket.readLine(); !line.starts_with(begin); line = m_socket.readLine())
            take(line);
    }

    /// One line that no command waits for, and the message that it announces.
    void take(const std::string &line)
    {
        int count = 0;
        char word[8] = {};
        if (!line.starts_with("* "))
            fail("Dovecot's IMAP: " + line);
        if (std::sscanf(line.c_str(), "* %d %7s", &count, word) == 2 && std::string_view(word) == "EXISTS")
            m_exist = count;
        const std::size_t brace = line.rfind('{');
        if (brace == std::string::npos || line.back() != '}')
            return;
        const std::size_t size = std::strtoul(line.c_str() + brace + 1, nullptr, 10);
        if (size > LongestMessage)
            fail("a message is too long");
        const std::string message = m_socket.readExactly(size);
        const std::size_t field = message.substr(0, LongestHead).find(NumberField);
        if (field == std::string::npos)
            fail("a message that nobody sent");
        m_ledger.arrived(std::atoi(message.c_str() + field + NumberField.size()), message.size());
        m_socket.readLine(); // The rest of the answer.
    }

    Ledger &m_ledger;
    LineSocket m_socket;
    int m_exist = 0;   ///< Messages in the mailbox.
    int m_fetched = 0; ///< The first so many of them.
};

} // namespace

} // namespace wenyi::peers

int main(int argc, char **argv)
{
    using namespace wenyi::peers;
    const Order order = orderFromArguments(argc, argv);
    Ledger ledger(order);
    // IMAP listens on the port above LMTP's.
    std::thread receiver([&] { Mailbox(order, ledger, order.port + 1).receiveAll(); });
    ledger.awaitReceiver();
    std::atomic<int> next = 0;
    std::vector<std::thread> senders;
    for (int i = 0; i < std::min(order.window, order.connections); ++i)
        senders.emplace_back([&] { send(order, ledger, next); });
    for (std::thread &sender : senders)
        sender.join();
    receiver.join();
    ledger.print();
}
