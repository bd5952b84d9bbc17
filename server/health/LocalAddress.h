// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArray>

#include <sys/socket.h>

namespace wenyi::server {

/// Address and port in digits: 127.0.0.1:7302, [::1]:7302. No name is looked up, and no address stands for all by
/// being left out: who wants 0.0.0.0 writes it.
class LocalAddress
{
public:
    /// Fails with InvalidInput "health.address".
    static Result<LocalAddress> parse(const QByteArray &text);

    const sockaddr *socketAddress() const { return reinterpret_cast<const sockaddr *>(&m_storage); }
    socklen_t size() const { return m_size; }
    bool isIpv6() const { return m_storage.ss_family == AF_INET6; }
    /// The same address with the port that was really taken.
    QByteArray withPort(quint16 port) const;

private:
    LocalAddress() = default;
    sockaddr_storage m_storage{};
    socklen_t m_size = 0;
    QByteArray m_host; ///< As written, with its brackets.
};

} // namespace wenyi::server
