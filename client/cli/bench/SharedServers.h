// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/cli/demo/ServerChild.h"

#include <QByteArrayList>

#include <memory>
#include <vector>

namespace wenyi::cli {

/// Several servers of one domain on one PostgreSQL, each a process of its own, which are stopped with this object.
class SharedServers
{
public:
    struct Order
    {
        QString folder;   ///< Of the domain's server, which never ran; the others are made from it, beside it.
        QString postgres; ///< libpq's settings of an empty store.
        int count = 2;
        int port = 0; ///< Of the first; each of the others listens one above the one before.
    };

    /// Fails as readBounded() and writeDurably() do, and with StorageFailure "bench.folder", Internal "bench.wrong",
    /// Unavailable "demo.server".
    static Result<std::unique_ptr<SharedServers>> start(const Order &order);

    const QByteArrayList &endpoints() const { return m_endpoints; }

private:
    SharedServers() = default;
    Result<void> add(const Order &order, int number);

    QByteArrayList m_endpoints;
    std::vector<std::unique_ptr<ServerChild>> m_servers;
};

} // namespace wenyi::cli
