// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/MessageCodec.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::protocol;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const auto message = decode(bytes);
    if (!message)
        return 0;
    // There is one form of each message: whatever is taken is written back as it came.
    const auto again = encode(*message);
    if (!again || *again != bytes)
        std::abort();
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QByteArray blob(300, 'b');
    Digest digest;
    digest.bytes.fill(7);
    const QList<Body> bodies{Hello{1, 3, DesktopId(QStringLiteral("zfb-1")), 4}, PushEntries{{blob, blob}, blob},
        PullEntries{5}, PutBlob{digest, 1000, 300, blob}, GetBlob{digest, 0, 300}, SendEnvelope{blob},
        FetchDeliveries{10}, ConfirmDelivery{EnvelopeId(QStringLiteral("e-1")), digest}, PushReceipts{{blob}},
        PullReceipts{1, 2}, GetDirectory{0}, LeaseNumbers{QStringLiteral("澄政办发/2026"), 10, QByteArray(16, 't')},
        RequestTimeStamp{blob}, ForwardEnvelope{blob, blob, {UnitCode(QStringLiteral("CZJ"))}}, FetchForwards{16, 3},
        ConfirmForward{EnvelopeId(QStringLiteral("e-1")), digest, blob, {}},
        Forwards{{{blob, blob, {UnitCode(QStringLiteral("CZJ"))}}}, 7}, TimeStampAnswer{blob},
        SendWhole{blob, {blob, blob}}, FetchWhole{10, {{EnvelopeId(QStringLiteral("e-1")), digest}}, {digest}},
        WholeDeliveries{{{{1, {}, blob}, {blob, blob}}}}, FollowLog{1, 24, digest, 9}, AskTerm{blob},
        LogBytes{1, 24, blob, 10, digest}, Term{blob}, Welcome{}, Accepted{7, blob}, Entries{{blob, blob}, blob, 9},
        BlobState{digest, 17}, BlobChunk{300, 0, blob}, EnvelopeState{{{digest, 4}}, std::nullopt},
        EnvelopeState{{}, blob}, Deliveries{{{1, {}, blob}}}, Confirmed{},
        ReceiptStates{{QByteArray(), "receipt.foreign"}}, Receipts{{{1, blob}}},
        DirectoryChunk{2, digest, 600, 300, blob}, Lease{QStringLiteral("s"), 1, 10},
        Refused{ErrorCode::NotAllowed, "envelope.sender", {}}, GiveDirective{blob}, PullRulings{1, 2},
        AskWithdrawn{digest}, TellTerm{blob}, AskLacking{9}, TellWithdrawn{blob, blob}, PullUrges{1, 2},
        AskWaits{{digest}}, Waits{{{digest, QStringLiteral("苏州市"), "card.outdated", instantFromMilliseconds(5)}}},
        Urges{{{1, blob}}}, Withdrawn{blob}, DirectiveState{{blob, blob}}, Rulings{{{1, blob}}}, OpenStatus{blob},
        StatusOpening{QByteArray(32, 'c'), instantFromMilliseconds(5)}, AskStatus{7}, ServerStatus{blob},
        Notify{1, 2, 3, 4}};
    quint64 request = 0;
    for (const Body &body : bodies) {
        const auto bytes = encode({++request, body});
        add(reinterpret_cast<const uint8_t *>(bytes->constData()), static_cast<size_t>(bytes->size()));
    }
}
