// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace wenyi::protocol {

/// The version of the dialogue that this program speaks; every message carries it.
inline constexpr quint64 ProtocolVersion = 1;

/// Numbers on the wire: never reused, requests below 64, answers from 64, what comes unasked from 128.
enum class MessageType : quint8 {
    Hello = 1,
    PushEntries = 2,
    PullEntries = 3,
    PutBlob = 4,
    GetBlob = 5,
    SendEnvelope = 6,
    FetchDeliveries = 7,
    ConfirmDelivery = 8,
    PushReceipts = 9,
    PullReceipts = 10,
    GetDirectory = 11,
    LeaseNumbers = 12,
    RequestTimeStamp = 13,
    SendWhole = 14,
    FetchWhole = 15,
    GiveDirective = 16,
    PullRulings = 17,
    OpenStatus = 18,
    AskStatus = 19,
    FollowLog = 21,
    AskTerm = 22,
    ForwardEnvelope = 24,
    FetchForwards = 25,
    ConfirmForward = 26,
    AskWithdrawn = 27,
    PullUrges = 28,
    TellTerm = 30,
    AskLacking = 31,
    TellWithdrawn = 32,
    AskWaits = 34,
    Welcome = 64,
    Accepted = 65,
    Entries = 66,
    BlobState = 67,
    BlobChunk = 68,
    EnvelopeState = 69,
    Deliveries = 70,
    Confirmed = 71,
    ReceiptStates = 72,
    Receipts = 73,
    DirectoryChunk = 74,
    Lease = 75,
    Refused = 76,
    TimeStampAnswer = 77,
    WholeDeliveries = 78,
    DirectiveState = 80,
    Rulings = 81,
    StatusOpening = 82,
    ServerStatus = 83,
    LogBytes = 84,
    Term = 85,
    Forwards = 88,
    Withdrawn = 91,
    Urges = 92,
    Waits = 94,
    Notify = 128
};

} // namespace wenyi::protocol
