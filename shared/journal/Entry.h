// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/StrongId.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <compare>

namespace wenyi::journal {

/// Hybrid logical clock: the desktop's time, moved on so that it never goes back behind what it has seen.
struct HybridTime
{
    qint64 milliseconds = 0;
    quint32 counter = 0;
    friend auto operator<=>(const HybridTime &, const HybridTime &) = default;
};

/// Gives each entry a time after all that this desktop wrote or saw.
class HybridClock
{
public:
    explicit HybridClock(const Clock &clock)
        : m_clock(clock)
    {
    }
    HybridTime next();
    void observe(HybridTime seen);

private:
    const Clock &m_clock;
    HybridTime m_last;
};

/// Who can read the payload: the group whose content key protects it. An empty group is a payload in clear (key grants,
/// whose keys are wrapped already).
struct Audience
{
    QString group; ///< The unit's code, or a restricted group's.
    quint32 keyId = 0;
    friend bool operator==(const Audience &, const Audience &) = default;
};

struct BlobReference
{
    Digest digest; ///< Of the blob as stored, that is encrypted.
    quint64 size = 0;
    friend bool operator==(const BlobReference &, const BlobReference &) = default;
};

/// 条目: one change that somebody made, in the chain of the desktop where it was made.
struct Entry
{
    DesktopId desktop;
    quint64 sequence = 0; ///< Counts from 1 on each desktop.
    Digest previous;      ///< Id of this desktop's entry before; null for the first.
    StreamId stream;
    QString streamType; ///< The module, e.g. "outgoing".
    QString kind;       ///< E.g. "record.event".
    HybridTime time;
    MemberId actor;
    Audience audience;
    QByteArray payload; ///< Protected by crypto::protect() unless the audience's group is empty.
    QList<BlobReference> blobs;
    friend bool operator==(const Entry &, const Entry &) = default;
};

/// An entry with the bytes that are stored, sent and hashed, and its id: their SM3.
struct StoredEntry
{
    Entry entry;
    QByteArray bytes;
    Digest id;
};

/// Canonical CBOR and id. Fails with TooLarge "entry.size".
Result<StoredEntry> encodeEntry(Entry entry);
/// Refuses all that encodeEntry() would not write. Fails with Corrupt or TooLarge "cbor.…", "entry.size", Unsupported
/// "entry.version", Corrupt "entry.field".
Result<StoredEntry> decodeEntry(const QByteArray &bytes);

/// What authenticates a payload besides its key: it can stand nowhere but in this entry.
QByteArray payloadContext(const Entry &entry);

} // namespace wenyi::journal
