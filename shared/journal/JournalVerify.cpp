// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Journal that walks the whole store and believes nothing.
#include "shared/journal/Journal.h"

namespace wenyi::journal {

Result<void> Journal::verifyChains(const DesktopKeys &keys)
{
    Statement chains(m_database, "SELECT desktop, sequence, id, head FROM journal_chains");
    WENYI_TRY(bool more, chains.next());
    while (more) {
        const DesktopId desktop(chains.text(0));
        ChainPosition position;
        Statement entries(m_database, "SELECT id, bytes FROM journal_entries WHERE desktop = ? ORDER BY sequence");
        WENYI_TRY(bool moreEntries, entries.bind(desktop.toString()).next());
        while (moreEntries) {
            WENYI_TRY(const StoredEntry stored, decodeEntry(entries.bytes(1)));
            WENYI_TRY(const Digest id, entries.digest(0));
            const Entry &entry = stored.entry;
            if (id != stored.id || entry.desktop != desktop || entry.sequence != position.sequence + 1
                || entry.previous != position.id)
                return Error{ErrorCode::Corrupt, "journal.chain-broken",
                    desktop.toString() + u'#' + QString::number(position.sequence + 1)};
            position = {entry.sequence, stored.id};
            WENYI_TRY(moreEntries, entries.next());
        }
        WENYI_TRY(const Digest headId, chains.digest(2));
        if (position != ChainPosition{static_cast<quint64>(chains.integer(1)), headId})
            return Error{ErrorCode::Corrupt, "journal.chain-head", desktop.toString()};
        if (!chains.isNull(3)) {
            WENYI_TRY(const SignedHead head, SignedHead::fromBytes(chains.bytes(3)));
            WENYI_TRY(const crypto::PublicKey key, keys(desktop));
            WENYI_CHECK(head.verify(key));
            if (head.position != position)
                return Error{ErrorCode::Corrupt, "journal.chain-head", desktop.toString()};
        } else if (desktop != m_settings.desktop) {
            return Error{ErrorCode::Corrupt, "journal.head-missing", desktop.toString()};
        }
        WENYI_TRY(more, chains.next());
    }
    return {};
}

Result<void> Journal::verifyLog()
{
    LogPosition at;
    Statement select(m_database, "SELECT number, id FROM journal_entries WHERE number IS NOT NULL ORDER BY number");
    WENYI_TRY(bool more, select.next());
    while (more) {
        WENYI_TRY(const Digest id, select.digest(1));
        at = at.following(id);
        if (at.number != static_cast<quint64>(select.integer(0)))
            return Error{ErrorCode::Corrupt, "journal.log-gap", QString::number(at.number)};
        WENYI_TRY(more, select.next());
    }
    WENYI_TRY(const LogPosition head, logHead());
    if (head != at)
        return Error{ErrorCode::Corrupt, "journal.log-hash", QString::number(at.number)};
    return {};
}

Result<quint64> Journal::verify(const DesktopKeys &keys)
{
    WENYI_CHECK(m_database.checkIntegrity());
    WENYI_CHECK(verifyChains(keys));
    WENYI_CHECK(verifyLog());
    Statement strays(
        m_database, "SELECT count(*) FROM journal_entries WHERE desktop NOT IN (SELECT desktop FROM journal_chains)");
    WENYI_CHECK(strays.next());
    if (strays.integer(0) != 0)
        return Error{ErrorCode::Corrupt, "journal.chain-missing", QString::number(strays.integer(0))};
    Statement count(m_database, "SELECT count(*) FROM journal_entries");
    WENYI_CHECK(count.next());
    return static_cast<quint64>(count.integer(0));
}

} // namespace wenyi::journal
