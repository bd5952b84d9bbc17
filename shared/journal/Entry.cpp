// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/journal/Entry.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/crypto/Sm3.h"

namespace wenyi::journal {

namespace {

constexpr quint64 EntryVersion = 1;
constexpr qsizetype MaximumBlobs = 1000;
constexpr qsizetype MaximumName = 64; // Bytes of a stream type or kind.
constexpr qsizetype UsualHead = 512;  // Bytes of all that is not the payload, where there are no blobs.

void writeBlobs(CborWriter &out, const QList<BlobReference> &blobs)
{
    out.startArray(blobs.size());
    for (const BlobReference &blob : blobs) {
        out.startArray(2);
        out.digest(blob.digest);
        out.unsignedInteger(blob.size);
        out.endArray();
    }
    out.endArray();
}

QList<BlobReference> readBlobs(CborReader &in)
{
    QList<BlobReference> blobs;
    for (qsizetype left = in.startList(MaximumBlobs); left > 0 && in.ok(); --left) {
        in.startArray(2);
        BlobReference blob;
        blob.digest = in.digest();
        blob.size = in.unsignedInteger(limits::Blob);
        in.endArray();
        blobs.append(blob);
    }
    in.endArray();
    return blobs;
}

void checkFields(CborReader &in, const Entry &entry)
{
    const bool whole = !entry.desktop.isEmpty() && entry.sequence > 0 && !entry.stream.isEmpty()
                       && !entry.streamType.isEmpty() && !entry.kind.isEmpty()
                       && (entry.sequence == 1) == entry.previous.isNull();
    if (!whole)
        in.fail(ErrorCode::Corrupt, "entry.field");
}

} // namespace

HybridTime HybridClock::next()
{
    const qint64 now = toMilliseconds(m_clock.now());
    if (now > m_last.milliseconds)
        m_last = {now, 0};
    else
        ++m_last.counter;
    return m_last;
}

void HybridClock::observe(HybridTime seen)
{
    if (seen > m_last)
        m_last = seen;
}

Result<StoredEntry> encodeEntry(Entry entry)
{
    CborWriter out(entry.payload.size() + UsualHead);
    out.startArray(14);
    out.unsignedInteger(EntryVersion);
    out.id(entry.desktop);
    out.unsignedInteger(entry.sequence);
    out.digest(entry.previous);
    out.id(entry.stream);
    out.text(entry.streamType);
    out.text(entry.kind);
    out.integer(entry.time.milliseconds);
    out.unsignedInteger(entry.time.counter);
    out.id(entry.actor);
    out.text(entry.audience.group);
    out.unsignedInteger(entry.audience.keyId);
    out.bytes(entry.payload);
    writeBlobs(out, entry.blobs);
    out.endArray();
    StoredEntry stored{std::move(entry), out.take(), {}};
    if (stored.bytes.size() > limits::Entry)
        return Error{ErrorCode::TooLarge, "entry.size", QString::number(stored.bytes.size())};
    stored.id = crypto::sm3(stored.bytes);
    return stored;
}

Result<StoredEntry> decodeEntry(const QByteArray &bytes)
{
    if (bytes.size() > limits::Entry)
        return Error{ErrorCode::TooLarge, "entry.size", QString::number(bytes.size())};
    CborReader in(bytes);
    in.startArray(14);
    if (in.unsignedInteger() != EntryVersion)
        in.fail(ErrorCode::Unsupported, "entry.version");
    Entry entry;
    entry.desktop = in.id<DesktopId>();
    entry.sequence = in.unsignedInteger(std::numeric_limits<qint64>::max());
    entry.previous = in.digest();
    entry.stream = in.id<StreamId>();
    entry.streamType = in.text(MaximumName);
    entry.kind = in.text(MaximumName);
    entry.time.milliseconds = in.integer();
    entry.time.counter = static_cast<quint32>(in.unsignedInteger(std::numeric_limits<quint32>::max()));
    entry.actor = in.id<MemberId>();
    entry.audience.group = in.text(256);
    entry.audience.keyId = static_cast<quint32>(in.unsignedInteger(std::numeric_limits<quint32>::max()));
    entry.payload = in.bytes(limits::Entry);
    entry.blobs = readBlobs(in);
    in.endArray();
    if (in.ok())
        checkFields(in, entry);
    WENYI_CHECK(in.finish());
    return StoredEntry{std::move(entry), bytes, crypto::sm3(bytes)};
}

QByteArray payloadContext(const Entry &entry)
{
    CborWriter out;
    out.startArray(4);
    out.id(entry.stream);
    out.text(entry.kind);
    out.id(entry.desktop);
    out.unsignedInteger(entry.sequence);
    out.endArray();
    return out.take();
}

} // namespace wenyi::journal
