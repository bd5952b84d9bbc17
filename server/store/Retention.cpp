// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/Retention.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wenyi::server {

namespace {

/// How far the clock may be ahead of what is expected, and for how long it is doubted otherwise.
constexpr std::chrono::milliseconds AheadAtMost = 24h;
constexpr std::chrono::milliseconds DoubtLasts = 24h;

} // namespace

Retention::Retention(Store &store, const Clock &clock, std::function<Steady::time_point()> steady)
    : m_store(store)
    , m_clock(clock)
    , m_steady(std::move(steady))
    , m_known(newestInstant().value_or(Instant())) // What cannot be read says that it was long ago: it is waited for.
    , m_knownSince(m_steady())
{
}

Result<Instant> Retention::newestInstant()
{
    Instant newest;
    WENYI_TRY(const quint64 number, m_store.envelopes().newest());
    if (number > 0) {
        WENYI_TRY(const AcceptedEnvelope envelope, m_store.envelopes().byNumber(number));
        newest = envelope.acceptedAt;
    }
    WENYI_TRY(const auto rows, m_store.audit().newest(1));
    if (!rows.isEmpty())
        newest = std::max(newest, rows.first().at);
    return newest == Instant() ? m_clock.now() : newest;
}

bool Retention::mayBelieve(Instant now)
{
    const Steady::time_point steady = m_steady();
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(steady - m_knownSince);
    const bool isExpected = now <= m_known + since + AheadAtMost;
    if (!isExpected && !m_doubtedSince)
        m_doubtedSince = steady;
    // The store may only have been left alone for long. Who sees to the server had a day to set the clock.
    if (!isExpected && steady - *m_doubtedSince < DoubtLasts)
        return false;
    if (!isExpected) {
        m_known = now;
        m_knownSince = steady;
    }
    m_doubtedSince.reset();
    return true;
}

Result<bool> Retention::step(const RetentionPolicy &policy)
{
    WENYI_TRY(const quint64 newest, m_store.envelopes().newest());
    const quint64 upTo = std::min(m_at + EnvelopesAtOnce, newest);
    const Instant now = m_clock.now();
    if (policy.days > 0 && mayBelieve(now))
        WENYI_CHECK(dropDue(upTo, policy, now));
    if (m_begin == m_at) {
        WENYI_TRY(const bool allExpired, m_store.expiry().areExpired(m_at, upTo));
        m_begin = allExpired ? upTo : m_begin;
    }
    const bool isRound = upTo >= newest;
    m_at = isRound ? m_begin : upTo;
    return isRound;
}

Result<void> Retention::dropDue(quint64 upTo, const RetentionPolicy &policy, Instant now)
{
    // Looked for within the transaction, since other processes may be at the same store.
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_store.database()));
    WENYI_TRY(QList<quint64> due, m_store.expiry().due(m_at, upTo, policy, now));
    WENYI_CHECK(passOverUnreadable(due));
    if (due.isEmpty())
        return {};
    WENYI_TRY(const DroppedParts sum, drop(*transaction, due, now));
    WENYI_CHECK(transaction->commit());
    m_dropped.envelopes += sum.envelopes;
    m_dropped.parts += sum.parts;
    m_dropped.bytes += sum.bytes;
    return {};
}

Result<void> Retention::passOverUnreadable(QList<quint64> &due)
{
    QList<quint64> readable;
    for (const quint64 envelope : std::as_const(due)) {
        if (m_unreadable.contains(envelope))
            continue;
        WENYI_TRY(const AcceptedEnvelope accepted, m_store.envelopes().byNumber(envelope));
        if (exchange::EnvelopeHeader::fromBytes(accepted.header))
            readable.append(envelope);
        else
            m_unreadable.insert(envelope); // The others of its batch do not wait for it.
    }
    due = readable;
    return {};
}

Result<DroppedParts> Retention::drop(journal::Transaction &transaction, const QList<quint64> &envelopes, Instant now)
{
    DroppedParts sum;
    for (const quint64 envelope : envelopes)
        WENYI_CHECK(dropPartsOf(envelope, now, sum));
    const QString words = u"envelopes %1-%2: %3, parts: %4, bytes: %5"_s.arg(envelopes.first())
                              .arg(envelopes.last())
                              .arg(sum.envelopes)
                              .arg(sum.parts)
                              .arg(sum.bytes);
    WENYI_CHECK(m_store.audit().recordWithin(transaction, u"server"_s, u"parts.dropped"_s, {}, words));
    return sum;
}

Result<void> Retention::dropPartsOf(quint64 envelope, Instant now, DroppedParts &sum)
{
    WENYI_TRY(const AcceptedEnvelope accepted, m_store.envelopes().byNumber(envelope));
    WENYI_TRY(const auto header, exchange::EnvelopeHeader::fromBytes(accepted.header));
    WENYI_CHECK(m_store.expiry().expire(envelope, now));
    ++sum.envelopes;
    WENYI_TRY(const auto bringer, m_store.forwards().bringerOf(envelope));
    const UnitCode owner = bringer.value_or(header.routing().sender);
    for (const exchange::EnvelopePart &part : header.routing().parts) {
        WENYI_TRY(const auto blob, m_store.blobs().find(owner, part.digest));
        WENYI_TRY(const bool isKept,
            bringer ? m_store.forwards().isPartKept(owner, part.digest) : m_store.expiry().isKept(owner, part.digest));
        if (!blob || isKept)
            continue; // Another envelope of the unit has it too.
        WENYI_CHECK(m_store.blobs().drop(owner, part.digest));
        ++sum.parts;
        sum.bytes += blob->size;
    }
    return {};
}

} // namespace wenyi::server
