// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/health/SampleRing.h"

#include <algorithm>
#include <numeric>

namespace wenyi::server {

RequestTotals totalsOf(const Counters::Reading &counters)
{
    RequestTotals totals;
    for (const auto &outcomes : counters.requests) {
        totals.all += std::accumulate(outcomes.begin(), outcomes.end(), quint64(0));
        totals.refused += outcomes[static_cast<std::size_t>(Outcome::Refused)];
    }
    return totals;
}

void SampleRing::add(Moment now, Instant at, const Counters::Reading &counters, const protocol::SocketCounts &socket,
    const Standing &standing, const std::optional<Figures> &figures)
{
    const RequestTotals requests = totalsOf(counters);
    const Totals totals{counters.envelopes, counters.envelopeBytes, requests.all, requests.refused, socket.strangers};
    protocol::StatusSample sample;
    sample.number = ++m_number;
    sample.at = at;
    sample.envelopes = totals.envelopes - m_before.envelopes;
    sample.envelopeBytes = totals.envelopeBytes - m_before.envelopeBytes;
    sample.requests = totals.requests - m_before.requests;
    sample.refused = totals.refused - m_before.refused;
    sample.strangers = totals.strangers - m_before.strangers;
    sample.activeDesktops = standing.activeDesktops;
    if (figures) {
        sample.waiting = std::accumulate(figures->queue.waiting.begin(), figures->queue.waiting.end(), quint64(0));
        sample.storeBytes = static_cast<quint64>(std::max<qint64>(figures->storeBytes, 0));
    }
    m_samples.push_back(sample);
    if (m_samples.size() > Most)
        m_samples.pop_front();
    m_before = totals;
    m_last = now;
}

QList<protocol::StatusSample> SampleRing::after(quint64 number) const
{
    QList<protocol::StatusSample> samples;
    for (const protocol::StatusSample &sample : m_samples) {
        if (sample.number > number)
            samples.append(sample);
    }
    return samples;
}

} // namespace wenyi::server
