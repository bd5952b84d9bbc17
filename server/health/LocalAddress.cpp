// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/LocalAddress.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstring>

namespace wenyi::server {

Result<LocalAddress> LocalAddress::parse(const QByteArray &text)
{
    const Error wrong{ErrorCode::InvalidInput, "health.address", QString::fromUtf8(text)};
    const qsizetype colon = text.lastIndexOf(':');
    bool isNumber = false;
    const quint16 port = text.mid(colon + 1).toUShort(&isNumber);
    if (colon <= 0 || !isNumber)
        return wrong;
    LocalAddress address;
    address.m_host = text.left(colon);
    const bool isBracketed = address.m_host.startsWith('[') && address.m_host.endsWith(']');
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    if (!isBracketed && inet_pton(AF_INET, address.m_host.constData(), &v4.sin_addr) == 1) {
        std::memcpy(&address.m_storage, &v4, sizeof v4);
        address.m_size = sizeof v4;
        return address;
    }
    if (isBracketed
        && inet_pton(AF_INET6, address.m_host.mid(1, address.m_host.size() - 2).constData(), &v6.sin6_addr) == 1) {
        std::memcpy(&address.m_storage, &v6, sizeof v6);
        address.m_size = sizeof v6;
        return address;
    }
    return wrong;
}

QByteArray LocalAddress::withPort(quint16 port) const
{
    return m_host + ':' + QByteArray::number(port);
}

} // namespace wenyi::server
