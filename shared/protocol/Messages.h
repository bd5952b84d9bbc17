// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/Error.h"
#include "shared/base/Limits.h"
#include "shared/base/StrongId.h"
#include "shared/protocol/DirectiveMessages.h"
#include "shared/protocol/LinkMessages.h"
#include "shared/protocol/MessageType.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <type_traits>
#include <variant>

/// The messages between a desktop and the exchange server. docs/PROTOCOL.md tells the dialogue and has the CDDL.
///
/// Entries, signed heads, checkpoints, envelope headers and receipts travel as bytes: the layer that owns them reads
/// them, and a signature is checked over the bytes as they came.
namespace wenyi::protocol {

/// Opens a session; the first message of every connection, answered by Welcome.
struct Hello
{
    static constexpr MessageType Type = MessageType::Hello;
    quint64 oldestVersion = ProtocolVersion;
    quint64 newestVersion = ProtocolVersion;
    DesktopId desktop;
    quint64 directoryVersion = 0; ///< What the desktop holds; 0 without a directory.
    friend bool operator==(const Hello &, const Hello &) = default;
};

/// The head of a chain of numbered things; number 0 with a null hash is the beginning.
struct LogHead
{
    quint64 number = 0;
    Digest hash;
    friend bool operator==(const LogHead &, const LogHead &) = default;
};

/// The session is open; how far the server's side stands.
struct Welcome
{
    static constexpr MessageType Type = MessageType::Welcome;
    quint64 version = ProtocolVersion; ///< The newest that both speak.
    Instant serverTime;
    quint64 directoryVersion = 0;
    Digest directoryDigest;        ///< SM3 of the directory's bytes.
    LogHead log;                   ///< Head of the unit's log.
    quint64 desktopSequence = 0;   ///< The newest of this desktop's own entries that the log holds; 0 for none.
    quint64 lastReceipt = 0;       ///< Number of the newest receipt for the unit.
    quint64 deliveriesWaiting = 0; ///< Envelopes for the unit that are not confirmed; 1,000 are told for more.
    friend bool operator==(const Welcome &, const Welcome &) = default;
};

/// Largest sum of the entries of one push, in bytes, so that the run fits into one message when others pull it.
inline constexpr qsizetype LargestRun = 3 * limits::MiB;

/// A run of the desktop's own entries, in chain order, under one signed head (journal::EntryRun).
struct PushEntries
{
    static constexpr MessageType Type = MessageType::PushEntries;
    QList<QByteArray> entries;
    QByteArray head;
    friend bool operator==(const PushEntries &, const PushEntries &) = default;
};

/// The entries are stored: their numbers in the unit's log begin with `first`. The desktop learns the place of each for
/// certain when it pulls the log.
struct Accepted
{
    static constexpr MessageType Type = MessageType::Accepted;
    quint64 first = 0;
    QByteArray checkpoint; ///< journal::Checkpoint, signed by the server.
    friend bool operator==(const Accepted &, const Accepted &) = default;
};

struct PullEntries
{
    static constexpr MessageType Type = MessageType::PullEntries;
    quint64 after = 0; ///< The highest number that the desktop has.
    friend bool operator==(const PullEntries &, const PullEntries &) = default;
};

/// The next whole runs of the unit's log with their signed heads; none when the desktop has all.
struct Entries
{
    static constexpr MessageType Type = MessageType::Entries;
    QList<QByteArray> runs; ///< journal::LogRun.
    QByteArray checkpoint;  ///< journal::Checkpoint over the last position given, signed by the server.
    quint64 logNumber = 0;  ///< The newest number of the log: whether there is more to pull.
    friend bool operator==(const Entries &, const Entries &) = default;
};

/// One chunk of a blob; `offset` is where the server's BlobState said that it goes on. An empty chunk only asks.
struct PutBlob
{
    static constexpr MessageType Type = MessageType::PutBlob;
    Digest digest;    ///< SM3 of the whole blob as it is stored, that is encrypted.
    quint64 size = 0; ///< Of the whole blob, in bytes.
    quint64 offset = 0;
    QByteArray chunk;
    friend bool operator==(const PutBlob &, const PutBlob &) = default;
};

/// How many bytes of a blob, from its beginning, are stored durably.
struct BlobState
{
    static constexpr MessageType Type = MessageType::BlobState;
    Digest digest;
    quint64 have = 0;
    friend bool operator==(const BlobState &, const BlobState &) = default;
};

struct GetBlob
{
    static constexpr MessageType Type = MessageType::GetBlob;
    Digest digest;
    quint64 offset = 0;
    quint64 length = 0; ///< At most limits::BlobChunk; the last chunk may be shorter.
    friend bool operator==(const GetBlob &, const GetBlob &) = default;
};

struct BlobChunk
{
    static constexpr MessageType Type = MessageType::BlobChunk;
    quint64 size = 0; ///< Of the whole blob.
    quint64 offset = 0;
    QByteArray chunk;
    friend bool operator==(const BlobChunk &, const BlobChunk &) = default;
};

/// An envelope's routing header. Its parts are put as blobs before or after; sending again says what is missing.
struct SendEnvelope
{
    static constexpr MessageType Type = MessageType::SendEnvelope;
    QByteArray header;
    friend bool operator==(const SendEnvelope &, const SendEnvelope &) = default;
};

/// Either the parts that the server still lacks, or the server's signed receipt: the envelope is accepted, durably.
struct EnvelopeState
{
    static constexpr MessageType Type = MessageType::EnvelopeState;
    QList<BlobState> missing;
    std::optional<QByteArray> receipt;
    friend bool operator==(const EnvelopeState &, const EnvelopeState &) = default;
};

/// Asks for envelopes that wait for the unit, the most urgent first.
struct FetchDeliveries
{
    static constexpr MessageType Type = MessageType::FetchDeliveries;
    quint64 limit = 0;
    friend bool operator==(const FetchDeliveries &, const FetchDeliveries &) = default;
};

/// One envelope that waits for the unit.
struct Delivery
{
    quint64 number = 0; ///< Counts acceptances of the whole server.
    Instant acceptedAt;
    QByteArray header;
    friend bool operator==(const Delivery &, const Delivery &) = default;
};

/// Envelopes by urgency, then acceptance. They stay until they are confirmed.
struct Deliveries
{
    static constexpr MessageType Type = MessageType::Deliveries;
    QList<Delivery> deliveries;
    friend bool operator==(const Deliveries &, const Deliveries &) = default;
};

/// The unit holds the envelope durably; it leaves the queue. Confirming again changes nothing.
struct ConfirmDelivery
{
    static constexpr MessageType Type = MessageType::ConfirmDelivery;
    EnvelopeId envelope;
    Digest digest; ///< EnvelopeHeader::digest(), so that another envelope of the same id is not confirmed with it.
    friend bool operator==(const ConfirmDelivery &, const ConfirmDelivery &) = default;
};

struct Confirmed
{
    static constexpr MessageType Type = MessageType::Confirmed;
    EnvelopeId envelope;
    friend bool operator==(const Confirmed &, const Confirmed &) = default;
};

/// Signed receipts of the desktop's unit, for the senders of the envelopes that they name.
struct PushReceipts
{
    static constexpr MessageType Type = MessageType::PushReceipts;
    QList<QByteArray> receipts;
    friend bool operator==(const PushReceipts &, const PushReceipts &) = default;
};

/// What became of each receipt, in the order pushed: an empty reason means stored, any other why it was refused.
struct ReceiptStates
{
    static constexpr MessageType Type = MessageType::ReceiptStates;
    QList<QByteArray> reasons;
    friend bool operator==(const ReceiptStates &, const ReceiptStates &) = default;
};

struct PullReceipts
{
    static constexpr MessageType Type = MessageType::PullReceipts;
    quint64 after = 0;
    quint64 limit = 0;
    friend bool operator==(const PullReceipts &, const PullReceipts &) = default;
};

/// Receipts for envelopes that the unit sent, numbered without gaps within the unit.
struct Receipts
{
    static constexpr MessageType Type = MessageType::Receipts;
    QList<Numbered> receipts;
    friend bool operator==(const Receipts &, const Receipts &) = default;
};

struct GetDirectory
{
    static constexpr MessageType Type = MessageType::GetDirectory;
    quint64 offset = 0;
    friend bool operator==(const GetDirectory &, const GetDirectory &) = default;
};

/// A part of the signed directory that is in force; another digest than before means: begin again at 0.
struct DirectoryChunk
{
    static constexpr MessageType Type = MessageType::DirectoryChunk;
    quint64 version = 0;
    Digest digest;    ///< SM3 of the whole.
    quint64 size = 0; ///< Of the whole.
    quint64 offset = 0;
    QByteArray chunk;
    friend bool operator==(const DirectoryChunk &, const DirectoryChunk &) = default;
};

/// Asks for a block of document numbers of a series of the unit. The same token gets the same block again.
struct LeaseNumbers
{
    static constexpr MessageType Type = MessageType::LeaseNumbers;
    QString series; ///< For example 澄政办发/2026.
    quint64 count = 0;
    QByteArray token; ///< 16 random bytes, drawn once for each lease.
    friend bool operator==(const LeaseNumbers &, const LeaseNumbers &) = default;
};

/// Numbers from `first` on that no other desktop will ever be given.
struct Lease
{
    static constexpr MessageType Type = MessageType::Lease;
    QString series;
    quint64 first = 0;
    quint64 count = 0;
    friend bool operator==(const Lease &, const Lease &) = default;
};

/// A request for a time stamp (RFC 3161), to the server's time-stamp authority. A server that has none refuses it.
struct RequestTimeStamp
{
    static constexpr MessageType Type = MessageType::RequestTimeStamp;
    QByteArray request; ///< DER of crypto::TimeStampRequest, at most 4 KiB.
    friend bool operator==(const RequestTimeStamp &, const RequestTimeStamp &) = default;
};

/// What the authority answered: a token, or its own refusal, as crypto::tokenFromResponse() reads it.
struct TimeStampAnswer
{
    static constexpr MessageType Type = MessageType::TimeStampAnswer;
    QByteArray response; ///< DER, at most 64 KiB.
    friend bool operator==(const TimeStampAnswer &, const TimeStampAnswer &) = default;
};

/// Largest sum of the parts that go within an envelope's own message, in bytes; larger ones go as blobs.
inline constexpr qsizetype LargestWhole = 1 * limits::MiB;

/// A small envelope with all its parts, in place of a PutBlob for each and a SendEnvelope. Answered by EnvelopeState,
/// always with the receipt.
struct SendWhole
{
    static constexpr MessageType Type = MessageType::SendWhole;
    QByteArray header;
    QList<QByteArray> parts; ///< In the header's order, at most LargestWhole together.
    friend bool operator==(const SendWhole &, const SendWhole &) = default;
};

/// Confirms deliveries as ConfirmDelivery does, all or none, and asks for others as FetchDeliveries does, each with its
/// parts where they are small.
struct FetchWhole
{
    static constexpr MessageType Type = MessageType::FetchWhole;
    quint64 limit = 0; ///< 0 only confirms.
    QList<ConfirmDelivery> confirmed;
    QList<Digest> held; ///< Of envelopes that the desktop has and does not confirm yet: they are left out.
    friend bool operator==(const FetchWhole &, const FetchWhole &) = default;
};

/// One envelope that waits for the unit.
struct WholeDelivery
{
    Delivery delivery;
    QList<QByteArray> parts; ///< In the header's order; none where they are to be had as blobs.
    friend bool operator==(const WholeDelivery &, const WholeDelivery &) = default;
};

struct WholeDeliveries
{
    static constexpr MessageType Type = MessageType::WholeDeliveries;
    QList<WholeDelivery> deliveries;
    friend bool operator==(const WholeDeliveries &, const WholeDeliveries &) = default;
};

/// From an administrator who wants to see how the server is: without a ticket asks for a challenge, with one opens the
/// server's status to this connection. Answered by StatusOpening.
struct OpenStatus
{
    static constexpr MessageType Type = MessageType::OpenStatus;
    QByteArray ticket; ///< exchange::StatusTicket; empty to ask for a challenge.
    friend bool operator==(const OpenStatus &, const OpenStatus &) = default;
};

/// A challenge that a ticket is to be signed over, once and soon; or that the status is open, and until when.
struct StatusOpening
{
    static constexpr MessageType Type = MessageType::StatusOpening;
    QByteArray challenge;         ///< Empty once it is open.
    std::optional<Instant> until; ///< Nothing before.
    friend bool operator==(const StatusOpening &, const StatusOpening &) = default;
};

/// How the server is, over a connection that it is open to. Answered by ServerStatus.
struct AskStatus
{
    static constexpr MessageType Type = MessageType::AskStatus;
    quint64 samplesAfter = 0; ///< The newest sample that the desktop has of this server's run; 0 for none.
    friend bool operator==(const AskStatus &, const AskStatus &) = default;
};

struct ServerStatus
{
    static constexpr MessageType Type = MessageType::ServerStatus;
    QByteArray report; ///< protocol::ServerReport
    friend bool operator==(const ServerStatus &, const ServerStatus &) = default;
};

/// Largest part of a server's log in one message, in bytes.
inline constexpr qsizetype LargestLogPart = limits::MiB;

/// From a standby to its primary: the next bytes of the log, behind those that are on the standby's disk.
struct FollowLog
{
    static constexpr MessageType Type = MessageType::FollowLog;
    quint64 segment = 0;
    quint64 offset = 0; ///< Behind the last byte that came.
    Digest before;      ///< Of the bytes before it, so that two logs that are not one any more are told apart.
    quint64 number = 0; ///< Sets of changes that the standby has synced: what the primary may count on.
    friend bool operator==(const FollowLog &, const FollowLog &) = default;
};

/// Bytes of the log as they stand in its files; none when the standby has all that is on the disk.
struct LogBytes
{
    static constexpr MessageType Type = MessageType::LogBytes;
    quint64 segment = 0;
    quint64 offset = 0;
    QByteArray bytes;
    quint64 number = 0; ///< Sets of changes that the primary has.
    Digest directory;   ///< SM3 of the directory in force there.
    friend bool operator==(const LogBytes &, const LogBytes &) = default;
};

/// Which of the domain's servers this is. Carries what the desktop knows: a server that was replaced hears of it so.
struct AskTerm
{
    static constexpr MessageType Type = MessageType::AskTerm;
    QByteArray known; ///< The newest journal::ServerTerm that the desktop holds; empty for none.
    friend bool operator==(const AskTerm &, const AskTerm &) = default;
};

struct Term
{
    static constexpr MessageType Type = MessageType::Term;
    QByteArray term; ///< journal::ServerTerm, signed by the server.
    friend bool operator==(const Term &, const Term &) = default;
};

/// Largest number of envelopes that are asked after at once.
inline constexpr qsizetype MostAskedAfter = 200;

/// Why envelopes that the unit sent still wait for other domains. Answered by Waits.
struct AskWaits
{
    static constexpr MessageType Type = MessageType::AskWaits;
    QList<Digest> envelopes; ///< At most MostAskedAfter.
    friend bool operator==(const AskWaits &, const AskWaits &) = default;
};

/// One envelope that waits for a linked domain, or for what is reached by way of it.
struct EnvelopeWait
{
    Digest envelope;
    QString domain;    ///< The linked one.
    QByteArray reason; ///< A stable key.
    Instant since;     ///< When it could not go first, or the link was heard of last.
    friend bool operator==(const EnvelopeWait &, const EnvelopeWait &) = default;
};

/// Those of which the server knows why; others go their way, or are there.
struct Waits
{
    static constexpr MessageType Type = MessageType::Waits;
    QList<EnvelopeWait> waits;
    friend bool operator==(const Waits &, const Waits &) = default;
};

/// The request changed nothing, and why.
struct Refused
{
    static constexpr MessageType Type = MessageType::Refused;
    ErrorCode code = ErrorCode::Internal;
    QByteArray reason;
    QString detail;
    friend bool operator==(const Refused &, const Refused &) = default;
};

/// From the server, unasked: something changed that the desktop may want to fetch. It may be lost; it carries nothing.
struct Notify
{
    static constexpr MessageType Type = MessageType::Notify;
    quint64 logNumber = 0;
    quint64 lastReceipt = 0;
    quint64 deliveriesWaiting = 0; ///< As in Welcome.
    quint64 directoryVersion = 0;
    friend bool operator==(const Notify &, const Notify &) = default;
};

using AnyBody = std::variant<Hello, PushEntries, PullEntries, PutBlob, GetBlob, SendEnvelope, FetchDeliveries,
    ConfirmDelivery, PushReceipts, PullReceipts, GetDirectory, LeaseNumbers, RequestTimeStamp, SendWhole, FetchWhole,
    GiveDirective, PullRulings, OpenStatus, AskStatus, FollowLog, AskTerm, ForwardEnvelope, FetchForwards,
    ConfirmForward, AskWithdrawn, PullUrges, TellTerm, AskLacking, TellWithdrawn, AskWaits, Waits, Welcome, Accepted,
    Entries, BlobState, BlobChunk, EnvelopeState, Deliveries, Confirmed, ReceiptStates, Receipts, DirectoryChunk, Lease,
    Refused, TimeStampAnswer, WholeDeliveries, DirectiveState, Rulings, StatusOpening, ServerStatus, LogBytes, Term,
    Forwards, Withdrawn, Urges, Notify>;

template<typename T, typename Variant>
inline constexpr bool isAlternativeOf = false;
template<typename T, typename... Alternatives>
inline constexpr bool isAlternativeOf<T, std::variant<Alternatives...>> = (std::is_same_v<T, Alternatives> || ...);

/// What a message can be. The first question is soon answered for whatever is no message.
template<typename T>
concept IsBody = requires { T::Type; } && isAlternativeOf<T, AnyBody>;

/// What a message says: the variant itself, whose copying, moving, comparing and destroying are compiled once, and not
/// by every file that handles messages.
class Body : public AnyBody
{
public:
    Body();
    template<IsBody Alternative>
    Body(Alternative alternative)
        : Body(Alternative::Type, &alternative)
    {
    }
    Body(const Body &other);
    Body(Body &&other) noexcept;
    Body &operator=(const Body &other);
    Body &operator=(Body &&other) noexcept;
    ~Body();
    friend bool operator==(const Body &one, const Body &other);

private:
    /// Takes the alternative of this type out of where it lies.
    Body(MessageType type, void *alternative);
};

/// One message: an answer carries its request's number; what comes unasked carries 0.
struct Message
{
    quint64 request = 0;
    Body body;
    friend bool operator==(const Message &, const Message &) = default;
};

MessageType typeOf(const Body &body);
bool isRequest(MessageType type);

} // namespace wenyi::protocol
