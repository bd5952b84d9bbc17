// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/journal/ContentKeyring.h"
#include "shared/journal/DeviceChain.h"

#include <span>

namespace wenyi::journal {

/// What somebody wants to record; the journal adds chain, time and protection.
struct NewEntry
{
    StreamId stream;
    QString streamType;
    QString kind;
    QByteArray payload; ///< In clear.
    QList<BlobReference> blobs;
    QString group; ///< Who can read it; empty for a payload in clear.
};

/// Makes the next entries of a desktop's chain, each on top of the one before: time, protection, form and id.
///
/// Needs no store, so that it may work beside the thread that has it; used by one thread at a time.
class EntryMaker
{
public:
    /// The references outlive the maker.
    EntryMaker(DesktopId desktop, const ChainPosition &known, const ContentKeyring &keyring, HybridClock &clock,
        RandomSource &random);

    /// Fails as ContentKeyring::newest() and encodeEntry() do; the maker is then done with.
    Result<QList<StoredEntry>> make(const MemberId &actor, std::span<const NewEntry> wanted);
    /// Of the newest entry that was made.
    const ChainPosition &position() const { return m_position; }

private:
    DesktopId m_desktop;
    ChainPosition m_position;
    const ContentKeyring &m_keyring;
    HybridClock &m_clock;
    RandomSource &m_random;
};

} // namespace wenyi::journal
