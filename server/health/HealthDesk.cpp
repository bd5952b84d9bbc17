// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/HealthDesk.h"

#include <QJsonDocument>

using namespace std::chrono_literals;

namespace wenyi::server {

namespace {

/// For how long a page waits for the store's thread; then it goes out with older figures.
constexpr auto Patience = 1s;
constexpr unsigned Unwell = 503;

} // namespace

Result<std::unique_ptr<HealthDesk>> HealthDesk::open(const QByteArray &address, Sources sources)
{
    std::unique_ptr<HealthDesk> desk(new HealthDesk(std::move(sources)));
    WENYI_TRY(desk->m_port,
        HttpPort::open(address, [self = desk.get()](const QByteArray &path) { return self->page(path); }, {}));
    return desk;
}

std::optional<QByteArray> HealthDesk::ailment() const
{
    if (!m_sources.board.isBeating())
        return "server.not-answering";
    return ailmentOf(m_sources.board.standing());
}

Readings HealthDesk::read() const
{
    Readings readings;
    readings.figures = m_sources.board.figures(Patience);
    readings.now = m_sources.clock.now();
    readings.startedAt = m_sources.startedAt;
    readings.standing = m_sources.board.standing();
    readings.counters = m_sources.counters.read();
    readings.socket = m_sources.socket();
    readings.ailment = ailment();
    return readings;
}

std::unique_ptr<HttpAnswer> HealthDesk::page(const QByteArray &path) const
{
    if (path == "/health") {
        const auto reason = ailment();
        return std::make_unique<HttpAnswer>(
            HttpAnswer{reason ? Unwell : 200U, "text/plain; charset=utf-8", reason.value_or("ok") + '\n'});
    }
    if (path == "/metrics")
        return std::make_unique<HttpAnswer>(
            HttpAnswer{200, "text/plain; version=0.0.4; charset=utf-8", exposition(read())});
    if (path == "/status")
        return std::make_unique<HttpAnswer>(HttpAnswer{
            200, "application/json", QJsonDocument(liveStatus(read())).toJson(QJsonDocument::Compact) + '\n'});
    return nullptr;
}

} // namespace wenyi::server
