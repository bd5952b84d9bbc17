// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/EntryMaker.h"

namespace wenyi::journal {

EntryMaker::EntryMaker(DesktopId desktop, const ChainPosition &known, const ContentKeyring &keyring, HybridClock &clock,
    RandomSource &random)
    : m_desktop(std::move(desktop))
    , m_position(known)
    , m_keyring(keyring)
    , m_clock(clock)
    , m_random(random)
{
}

Result<QList<StoredEntry>> EntryMaker::make(const MemberId &actor, std::span<const NewEntry> wanted)
{
    QList<StoredEntry> made;
    made.reserve(static_cast<qsizetype>(wanted.size()));
    for (const NewEntry &one : wanted) {
        Entry entry{m_desktop, m_position.sequence + 1, m_position.id, one.stream, one.streamType, one.kind,
            m_clock.next(), actor, {}, one.payload, one.blobs};
        if (!one.group.isEmpty()) {
            WENYI_TRY(entry.audience, m_keyring.newest(one.group));
        }
        WENYI_CHECK(m_keyring.protectPayload(entry, m_random));
        WENYI_TRY(StoredEntry stored, encodeEntry(std::move(entry)));
        m_position = {stored.entry.sequence, stored.id};
        made.append(std::move(stored));
    }
    return made;
}

} // namespace wenyi::journal
