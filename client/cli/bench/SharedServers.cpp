// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/SharedServers.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QProcess>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

/// Gives a key of server.toml another text.
Result<void> setText(const QString &folder, const QByteArray &key, QByteArray value)
{
    const QString path = folder + u"/server.toml"_s;
    WENYI_TRY(const QByteArray toml, readBounded(path, limits::MiB));
    QByteArrayList lines = toml.split('\n');
    value.replace('\\', "\\\\").replace('"', "\\\"");
    bool isThere = false;
    for (QByteArray &line : lines) {
        if (!line.startsWith(key + " = "))
            continue;
        line = key + " = \"" + value + '"';
        isThere = true;
    }
    if (!isThere)
        return Error{ErrorCode::Internal, "bench.wrong", QString::fromLatin1(key)};
    return writeDurably(path, lines.join('\n'));
}

} // namespace

Result<std::unique_ptr<SharedServers>> SharedServers::start(const Order &order)
{
    WENYI_CHECK(setText(order.folder, "postgres", order.postgres.toUtf8()));
    std::unique_ptr<SharedServers> servers(new SharedServers);
    for (int number = 0; number < order.count; ++number)
        WENYI_CHECK(servers->add(order, number));
    // The first one makes the store.
    for (const auto &server : servers->m_servers)
        WENYI_CHECK(server->start());
    return servers;
}

Result<void> SharedServers::add(const Order &order, int number)
{
    const QByteArray endpoint = "tcp://127.0.0.1:" + QByteArray::number(order.port + number);
    QString folder = order.folder;
    if (number > 0) {
        folder += u"-%1"_s.arg(number + 1);
        // With the modes of its keys.
        if (QProcess::execute(u"cp"_s, {u"-a"_s, order.folder, folder}) != 0)
            return Error{ErrorCode::StorageFailure, "bench.folder", folder};
        WENYI_CHECK(setText(folder, "endpoint", endpoint));
    }
    m_endpoints.append(endpoint);
    m_servers.push_back(std::make_unique<ServerChild>(folder, folder + u"-log"_s));
    return {};
}

} // namespace wenyi::cli
