// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <unistd.h>

/// What the clients of all peers share: how a measurement is ordered, and what it tells.
namespace wenyi::peers {

/// Ends this program with a sentence, from any thread.
[[noreturn]] inline void fail(const std::string &sentence)
{
    std::fprintf(stderr, "%s\n", sentence.c_str());
    std::_Exit(1);
}

/// What one measurement is to do.
struct Order
{
    int port = 0;
    int count = 1000;           ///< Documents.
    std::size_t size = 20'000;  ///< Bytes of each.
    int window = 1;             ///< So many unaccepted at once; 1 waits for the document's arrival besides.
    int connections = 8;        ///< Of the sender, at most, where one connection carries one document at a time.
    int group = 1;              ///< Documents that one sync serves (disk).
    int seconds = 60;           ///< After which this program is ended.
    bool awaitsArrival = true;  ///< With a window of 1.
    bool notifiesApart = false; ///< NOTIFY in a transaction of its own behind the document's (postgres).
    std::string certificate;    ///< The broker's, in PEM; without one nothing is encrypted.
    std::string name;           ///< Of a mailbox, or of a folder (disk).
};

/// Reads "--count 5 --size 100 …". Its deadline begins to run.
inline Order orderFromArguments(int argc, char **argv)
{
    Order order;
    for (int i = 1; i < argc; i += 2) {
        const std::string_view option = argv[i];
        if (i + 1 == argc)
            fail("no value behind " + std::string(option));
        const char *value = argv[i + 1];
        const int number = std::atoi(value);
        if (option == "--port")
            order.port = number;
        else if (option == "--count")
            order.count = number;
        else if (option == "--size")
            order.size = static_cast<std::size_t>(number);
        else if (option == "--window")
            order.window = number;
        else if (option == "--connections")
            order.connections = number;
        else if (option == "--group")
            order.group = number;
        else if (option == "--seconds")
            order.seconds = number;
        else if (option == "--await")
            order.awaitsArrival = std::string_view(value) == "arrival";
        else if (option == "--notify")
            order.notifiesApart = std::string_view(value) == "apart";
        else if (option == "--certificate")
            order.certificate = value;
        else if (option == "--name")
            order.name = value;
        else
            fail("no option " + std::string(option));
    }
    if (order.count < 1 || order.size < 100 || order.window < 1 || order.connections < 1 || order.group < 1)
        fail("a count, window, group or size is too small");
    ::alarm(static_cast<unsigned>(order.seconds)); // Its signal ends a client that waits for ever.
    return order;
}

/// The times of every document, counted from when it was about to be sent. Safe from any thread.
class Ledger
{
public:
    explicit Ledger(const Order &order)
        : m_order(order)
        , m_documents(static_cast<std::size_t>(order.count))
    {
    }

    /// The receiver waits for documents from now on.
    void receiverIsReady()
    {
        const std::lock_guard lock(m_mutex);
        m_ready = true;
        m_changed.notify_all();
    }

    void awaitReceiver()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_ready; });
    }

    void leaves(std::int64_t document)
    {
        const std::lock_guard lock(m_mutex);
        at(document).left = Clock::now();
    }

    void accepted(std::int64_t document)
    {
        const std::lock_guard lock(m_mutex);
        at(document).accepted = Clock::now();
        m_changed.notify_all();
    }

    void arrived(std::int64_t document, std::size_t size)
    {
        const std::lock_guard lock(m_mutex);
        if (size < m_order.size)
            fail("a document is cut off");
        if (at(document).arrived)
            fail("a document arrived twice");
        at(document).arrived = Clock::now();
        ++m_arrivals;
        m_changed.notify_all();
    }

    /// With a window of 1: until it arrived, where that is asked for.
    void awaitTurnAfter(std::int64_t document)
    {
        if (m_order.window > 1 || !m_order.awaitsArrival)
            return;
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return at(document).arrived.has_value(); });
    }

    bool allArrived()
    {
        const std::lock_guard lock(m_mutex);
        return m_arrivals == m_order.count;
    }

    /// Prints one JSON object: rates a second, times in milliseconds. Once everything was accepted and arrived.
    void print()
    {
        const std::lock_guard lock(m_mutex);
        std::vector<double> accepts, arrivals;
        Clock::time_point begin = Clock::time_point::max(), lastAccepted{}, lastArrived{};
        for (const Times &times : m_documents) {
            if (!times.left || !times.accepted || !times.arrived)
                fail("a document is missing");
            accepts.push_back(milliseconds(*times.accepted - *times.left));
            arrivals.push_back(milliseconds(*times.arrived - *times.left));
            begin = std::min(begin, *times.left);
            lastAccepted = std::max(lastAccepted, *times.accepted);
            lastArrived = std::max(lastArrived, *times.arrived);
        }
        const double rate = m_order.count * 1e3 / milliseconds(std::max(lastAccepted, lastArrived) - begin);
        std::printf(R"({"rate": %.3f, "acceptRate": %.3f, "megabytes": %.3f, )", rate,
            m_order.count * 1e3 / milliseconds(lastAccepted - begin), rate * static_cast<double>(m_order.size) / 1e6);
        std::printf(R"("accept": %.4f, "accept99": %.4f, "endToEnd": %.4f, "endToEnd99": %.4f})"
                    "\n",
            percentile(accepts, 50), percentile(accepts, 99), percentile(arrivals, 50), percentile(arrivals, 99));
    }

private:
    using Clock = std::chrono::steady_clock;

    struct Times
    {
        std::optional<Clock::time_point> left, accepted, arrived;
    };

    static double milliseconds(Clock::duration duration)
    {
        return std::chrono::duration<double, std::milli>(duration).count();
    }

    /// As `wenyictl bench exchange` reckons it.
    static double percentile(std::vector<double> &values, std::size_t percent)
    {
        std::sort(values.begin(), values.end());
        return values.at(std::min(values.size() * percent / 100, values.size() - 1));
    }

    Times &at(std::int64_t document)
    {
        if (document < 0 || document >= m_order.count)
            fail("a document that nobody sent");
        return m_documents[static_cast<std::size_t>(document)];
    }

    const Order m_order;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Times> m_documents;
    int m_arrivals = 0;
    bool m_ready = false;
};

/// So many bytes that no compression makes smaller.
inline std::string noise(std::size_t size)
{
    std::string bytes(size, '\0');
    std::uint64_t state = 88172645463325252U; // xorshift64
    for (char &byte : bytes) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        byte = static_cast<char>(state >> 32);
    }
    return bytes;
}

/// A document begins with its number.
inline void number(std::string &document, std::int64_t value)
{
    std::memcpy(document.data(), &value, sizeof value);
}

inline std::int64_t numberOf(const void *document, std::size_t size)
{
    std::int64_t value = -1;
    if (size >= sizeof value)
        std::memcpy(&value, document, sizeof value);
    return value;
}

} // namespace wenyi::peers
