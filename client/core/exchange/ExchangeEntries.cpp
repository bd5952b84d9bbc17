// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/exchange/ExchangeEntries.h"

#include "shared/base/CborReader.h"
#include "shared/base/CborWriter.h"
#include "shared/exchange/ExchangeLimits.h"

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr quint64 EntryVersion = 1;
constexpr qsizetype MaximumHeader = 1 * limits::MiB;
constexpr qsizetype MaximumIdentifier = 256; ///< Bytes.

void checkVersion(CborReader &in)
{
    if (in.unsignedInteger() != EntryVersion)
        in.fail(ErrorCode::Unsupported, "exchange.entry-version");
}

Channel readChannel(CborReader &in)
{
    return static_cast<Channel>(in.unsignedInteger(static_cast<quint64>(Channel::Bundle)));
}

} // namespace

QByteArray DispatchedEntry::toBytes() const
{
    CborWriter out;
    out.startArray(3);
    out.unsignedInteger(EntryVersion);
    out.bytes(header);
    out.startArray(routes.size());
    for (const Route &route : routes) {
        out.startArray(2);
        out.id(route.unit);
        out.unsignedInteger(static_cast<quint64>(route.channel));
        out.endArray();
    }
    out.endArray();
    out.endArray();
    return out.take();
}

Result<DispatchedEntry> DispatchedEntry::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(3);
    checkVersion(in);
    DispatchedEntry entry;
    entry.header = in.bytes(MaximumHeader);
    const qsizetype count = in.startList(exchange::bounds::Recipients);
    for (qsizetype i = 0; i < count && in.ok(); ++i) {
        in.startArray(2);
        Route route;
        route.unit = in.id<UnitCode>();
        route.channel = readChannel(in);
        entry.routes.append(route);
        in.endArray();
    }
    in.endArray();
    in.endArray();
    WENYI_CHECK(in.finish());
    return entry;
}

QByteArray ExportedEntry::toBytes() const
{
    CborWriter out;
    out.startArray(4);
    out.unsignedInteger(EntryVersion);
    out.id(envelope);
    out.id(unit);
    out.text(bundle);
    out.endArray();
    return out.take();
}

Result<ExportedEntry> ExportedEntry::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(4);
    checkVersion(in);
    ExportedEntry entry;
    entry.envelope = in.id<EnvelopeId>();
    entry.unit = in.id<UnitCode>();
    entry.bundle = in.text(MaximumIdentifier);
    in.endArray();
    WENYI_CHECK(in.finish());
    return entry;
}

QByteArray ArrivedEntry::toBytes() const
{
    CborWriter out;
    out.startArray(6);
    out.unsignedInteger(EntryVersion);
    out.bytes(header);
    out.bytes(manifest);
    out.unsignedInteger(static_cast<quint64>(channel));
    out.unsignedInteger(keyId);
    out.startArray(parts.size());
    for (const ArrivedPart &part : parts) {
        out.startArray(5);
        out.unsignedInteger(static_cast<quint64>(part.role));
        out.text(part.name);
        out.digest(part.digest);
        out.digest(part.blob.digest);
        out.unsignedInteger(part.blob.size);
        out.endArray();
    }
    out.endArray();
    out.endArray();
    return out.take();
}

Result<ArrivedEntry> ArrivedEntry::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(6);
    checkVersion(in);
    ArrivedEntry entry;
    entry.header = in.bytes(MaximumHeader);
    entry.manifest = in.bytes(exchange::bounds::SealedManifest);
    entry.channel = readChannel(in);
    entry.keyId = static_cast<quint32>(in.unsignedInteger(0xffff'ffff));
    const qsizetype count = in.startList(exchange::bounds::Parts);
    for (qsizetype i = 0; i < count && in.ok(); ++i) {
        in.startArray(5);
        ArrivedPart part;
        part.role =
            static_cast<exchange::PartRole>(in.unsignedInteger(static_cast<quint64>(exchange::PartRole::Source)));
        part.name = in.text(exchange::bounds::FileName * 4);
        part.digest = in.digest();
        part.blob.digest = in.digest();
        part.blob.size = in.unsignedInteger(static_cast<quint64>(limits::Blob));
        entry.parts.append(part);
        in.endArray();
    }
    in.endArray();
    in.endArray();
    WENYI_CHECK(in.finish());
    return entry;
}

QByteArray KeptKeyEntry::toBytes() const
{
    CborWriter out;
    out.startArray(3);
    out.unsignedInteger(EntryVersion);
    out.digest(envelope);
    out.bytes(wrappedKey);
    out.endArray();
    return out.take();
}

Result<KeptKeyEntry> KeptKeyEntry::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(3);
    checkVersion(in);
    KeptKeyEntry entry;
    entry.envelope = in.digest();
    entry.wrappedKey = in.bytes(exchange::bounds::WrappedKey);
    in.endArray();
    WENYI_CHECK(in.finish());
    return entry;
}

QByteArray WithdrawnEntry::toBytes() const
{
    CborWriter out;
    out.startArray(3);
    out.unsignedInteger(EntryVersion);
    out.bytes(header);
    out.bytes(ruling);
    out.endArray();
    return out.take();
}

Result<WithdrawnEntry> WithdrawnEntry::fromBytes(QByteArrayView bytes)
{
    CborReader in(bytes);
    in.startArray(3);
    checkVersion(in);
    WithdrawnEntry entry;
    entry.header = in.bytes(MaximumHeader);
    entry.ruling = in.bytes(exchange::bounds::Ruling);
    in.endArray();
    WENYI_CHECK(in.finish());
    return entry;
}

StreamId withdrawnStream(const Digest &envelope)
{
    return StreamId(u"withdrawn/"_s + QString::fromLatin1(envelope.toHex()));
}

StreamId incomingStream(const EnvelopeId &envelope)
{
    return StreamId(u"incoming/"_s + envelope.toString());
}

StreamId incomingStream(const Digest &envelope)
{
    // Not "incoming/", behind which somebody may choose an id.
    return StreamId(u"arrived/"_s + QString::fromLatin1(envelope.toHex()));
}

} // namespace wenyi::core
