// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/OnwardWaits.h"

#include "client/core/exchange/ExchangeProjection.h"
#include "shared/directory/Directory.h"
#include "shared/directory/PeerDomain.h"
#include "shared/protocol/Messages.h"

#include <algorithm>

namespace wenyi::core {

using journal::Statement;

namespace {

/// Further back nothing waits any more: the server returns it after a month.
constexpr int NewestLookedAt = 2'000;
constexpr qsizetype LongestKey = 100;
/// Of what a server says; each envelope goes to few domains.
constexpr qsizetype MostKept = 1'000;

bool isStableKey(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= LongestKey && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || c == '.' || c == '-';
    });
}

} // namespace

Result<QList<Digest>> OnwardWaits::toAskAfter(const directory::Directory &directory)
{
    QList<Digest> envelopes;
    if (directory.peers().isEmpty())
        return envelopes;
    WENYI_TRY(const auto open, ExchangeProjection::unanswered(m_database, NewestLookedAt));
    for (const auto &[envelope, unit] : open) {
        if (envelopes.size() == protocol::MostAskedAfter)
            break;
        if (directory.peerOf(unit) && !envelopes.contains(envelope))
            envelopes.append(envelope);
    }
    return envelopes;
}

Result<std::optional<OnwardWait>> OnwardWaits::of(
    const Digest &envelope, const UnitCode &unit, const directory::Directory &directory)
{
    const directory::PeerDomain *peer = directory.peerOf(unit);
    if (!peer)
        return std::optional<OnwardWait>();
    Statement select(m_database, "SELECT reason, since FROM onward_waits WHERE envelope = ? AND domain = ?");
    WENYI_TRY(const bool found, select.bind(envelope, peer->nextHop()).next());
    if (!found)
        return std::optional<OnwardWait>();
    return std::optional(
        OnwardWait{envelope, peer->nextHop(), select.text(0).toLatin1(), instantFromMilliseconds(select.integer(1))});
}

Result<QList<OnwardWait>> OnwardWaits::all()
{
    QList<OnwardWait> waits;
    Statement select(m_database, "SELECT envelope, domain, reason, since FROM onward_waits");
    WENYI_TRY(bool more, select.next());
    while (more) {
        WENYI_TRY(const Digest envelope, select.digest(0));
        waits.append({envelope, select.text(1), select.text(2).toLatin1(), instantFromMilliseconds(select.integer(3))});
        WENYI_TRY(more, select.next());
    }
    return waits;
}

Result<bool> OnwardWaits::replace(const QList<OnwardWait> &waits)
{
    QList<OnwardWait> next;
    for (const OnwardWait &wait : waits.first(std::min(waits.size(), MostKept))) {
        const bool isThere = std::any_of(next.begin(), next.end(), [&wait](const OnwardWait &other) {
            return other.envelope == wait.envelope && other.domain == wait.domain;
        });
        if (isStableKey(wait.reason) && !isThere)
            next.append(wait);
    }
    WENYI_TRY(const QList<OnwardWait> before, all());
    const bool isSame =
        before.size() == next.size()
        && std::all_of(next.begin(), next.end(), [&before](const auto &wait) { return before.contains(wait); });
    if (isSame)
        return false;
    WENYI_TRY(const auto transaction, journal::Transaction::begin(m_database));
    WENYI_CHECK(m_database.execute("DELETE FROM onward_waits"));
    for (const OnwardWait &wait : std::as_const(next)) {
        Statement insert(m_database, "INSERT INTO onward_waits(envelope, domain, reason, since) VALUES (?, ?, ?, ?)");
        WENYI_CHECK(
            insert.run(wait.envelope, wait.domain, QString::fromLatin1(wait.reason), toMilliseconds(wait.since)));
    }
    WENYI_CHECK(transaction->commit());
    return true;
}

} // namespace wenyi::core
