// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/Surroundings.h"

#include <QList>

#include <algorithm>
#include <ctime>
#include <memory>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

namespace wenyi::core {

namespace {

std::chrono::milliseconds timeOf(clockid_t clock)
{
    timespec time{};
    if (::clock_gettime(clock, &time) != 0)
        return {};
    return std::chrono::milliseconds(static_cast<qint64>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000);
}

/// Empty for what says nothing about the network: link-local addresses come and go with interfaces of programs.
QByteArray addressOf(const ifaddrs &interface)
{
    const unsigned wanted = IFF_UP | IFF_RUNNING;
    if (!interface.ifa_addr || (interface.ifa_flags & wanted) != wanted || (interface.ifa_flags & IFF_LOOPBACK) != 0)
        return {};
    char text[INET6_ADDRSTRLEN] = {};
    const void *address = nullptr;
    if (interface.ifa_addr->sa_family == AF_INET) {
        address = &reinterpret_cast<const sockaddr_in *>(interface.ifa_addr)->sin_addr;
    } else if (interface.ifa_addr->sa_family == AF_INET6) {
        const in6_addr &wide = reinterpret_cast<const sockaddr_in6 *>(interface.ifa_addr)->sin6_addr;
        if (IN6_IS_ADDR_LINKLOCAL(&wide))
            return {};
        address = &wide;
    }
    if (!address || !::inet_ntop(interface.ifa_addr->sa_family, address, text, sizeof text))
        return {};
    const QByteArray found(text);
    return found.startsWith("169.254.") ? QByteArray() : found;
}

} // namespace

std::chrono::milliseconds timeAsleep()
{
    // The second one stands still while the machine sleeps.
    const auto awake = timeOf(CLOCK_MONOTONIC);
    return std::max(std::chrono::milliseconds(0), timeOf(CLOCK_BOOTTIME) - awake);
}

QByteArray networkAddresses()
{
    ifaddrs *first = nullptr;
    if (::getifaddrs(&first) != 0)
        return {};
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> guard(first, &::freeifaddrs);
    QList<QByteArray> addresses;
    for (const ifaddrs *interface = first; interface; interface = interface->ifa_next) {
        if (const QByteArray address = addressOf(*interface); !address.isEmpty())
            addresses.append(address);
    }
    std::sort(addresses.begin(), addresses.end());
    return addresses.join(' ');
}

} // namespace wenyi::core
