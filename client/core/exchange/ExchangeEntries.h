// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecalledRecord.h"
#include "shared/base/Digest.h"
#include "shared/base/Result.h"
#include "shared/base/StrongId.h"
#include "shared/exchange/EnvelopeHeader.h"
#include "shared/journal/Entry.h"

#include <QByteArray>
#include <QList>

namespace wenyi::core {

/// Kinds of the journal's entries that exchange writes into a record's stream.
namespace entrykind {
inline constexpr QStringView Dispatched = u"exchange.dispatched";
inline constexpr QStringView Exported = u"exchange.exported";
inline constexpr QStringView Arrived = u"exchange.arrived";
inline constexpr QStringView Receipt = u"exchange.receipt";
inline constexpr QStringView ReceiptSent = u"exchange.receipt-sent";
inline constexpr QStringView KeptKey = u"exchange.key-kept";
inline constexpr QStringView Withdrawn = u"exchange.withdrawn";
} // namespace entrykind

/// Which way an envelope goes or came.
enum class Channel { Server, Bundle };

/// Payload of "exchange.dispatched": an envelope that was closed, and which way it goes to each recipient. Its parts
/// are blobs under the digests that the header names.
struct DispatchedEntry
{
    struct Route
    {
        UnitCode unit;
        Channel channel = Channel::Server;
        friend bool operator==(const Route &, const Route &) = default;
    };
    QByteArray header; ///< exchange::EnvelopeHeader
    QList<Route> routes;

    QByteArray toBytes() const;
    /// Fails with Corrupt or TooLarge "cbor.…", Unsupported "exchange.entry-version"; so do the others here.
    static Result<DispatchedEntry> fromBytes(QByteArrayView bytes);
    friend bool operator==(const DispatchedEntry &, const DispatchedEntry &) = default;
};

/// Payload of "exchange.exported": the envelope lies whole on a stick for a unit.
struct ExportedEntry
{
    EnvelopeId envelope;
    UnitCode unit;
    QString bundle;

    QByteArray toBytes() const;
    static Result<ExportedEntry> fromBytes(QByteArrayView bytes);
    friend bool operator==(const ExportedEntry &, const ExportedEntry &) = default;
};

/// One part of an envelope that was taken in: its content lies in a blob under the unit's content key.
struct ArrivedPart
{
    exchange::PartRole role = exchange::PartRole::Document;
    QString name;  ///< For the eye; never a path.
    Digest digest; ///< SM3 of the content.
    journal::BlobReference blob;
    friend bool operator==(const ArrivedPart &, const ArrivedPart &) = default;
};

/// Payload of "exchange.arrived": an envelope that held in every check, with the sender's signature over its content.
struct ArrivedEntry
{
    QByteArray header;   ///< exchange::EnvelopeHeader
    QByteArray manifest; ///< exchange::EnvelopeManifest
    Channel channel = Channel::Server;
    quint32 keyId = 0; ///< The unit's content key that the blobs are under.
    QList<ArrivedPart> parts;

    QByteArray toBytes() const;
    static Result<ArrivedEntry> fromBytes(QByteArrayView bytes);
    friend bool operator==(const ArrivedEntry &, const ArrivedEntry &) = default;
};

/// Payload of "exchange.key-kept": the key of an envelope that the unit sent, encrypted for the unit itself: with its
/// parts, which are kept as they went, it can be read and sent again.
struct KeptKeyEntry
{
    Digest envelope;
    QByteArray wrappedKey;

    QByteArray toBytes() const;
    static Result<KeptKeyEntry> fromBytes(QByteArrayView bytes);
    friend bool operator==(const KeptKeyEntry &, const KeptKeyEntry &) = default;
};

/// Payload of "exchange.withdrawn": the header of an envelope that was taken out of the unit's queue before it came,
/// and the ruling by which it was: no envelope of the sender's row is missing there.
struct WithdrawnEntry
{
    QByteArray header; ///< exchange::EnvelopeHeader
    QByteArray ruling; ///< exchange::Ruling

    QByteArray toBytes() const;
    static Result<WithdrawnEntry> fromBytes(QByteArrayView bytes);
    friend bool operator==(const WithdrawnEntry &, const WithdrawnEntry &) = default;
};

/// The stream in which it is kept that an envelope was withdrawn: no record's, since there is none.
StreamId withdrawnStream(const Digest &envelope);
/// The stream of the record that an envelope begins where it arrives.
StreamId incomingStream(const EnvelopeId &envelope);
/// The same where another sender's envelope came under that id first: ids are unique for each sender only.
StreamId incomingStream(const Digest &envelope);

} // namespace wenyi::core
