// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/MessageCodec.h"
#include "shared/base/CborWriter.h"
#include "shared/base/Limits.h"

#include <QTest>

#include <set>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace Qt::StringLiterals;

namespace {

const QByteArray blob(300, 'b');

Digest digestOf(quint8 value)
{
    Digest digest;
    digest.bytes.fill(value);
    return digest;
}

/// One message of every type, and two of those that have two forms.
QList<Body> allBodies()
{
    const Digest digest = digestOf(7);
    return {Hello{1, 3, DesktopId(u"zfb-1"_s), 4}, PushEntries{{blob, blob}, blob}, PullEntries{5},
        PutBlob{digest, 1000, 300, blob}, GetBlob{digest, 0, 300}, SendEnvelope{blob}, FetchDeliveries{10},
        ConfirmDelivery{EnvelopeId(u"e-1"_s), digest}, PushReceipts{{blob}}, PullReceipts{1, 2}, GetDirectory{5},
        LeaseNumbers{u"澄政办发/2026"_s, 10, QByteArray(16, 't')}, RequestTimeStamp{blob},
        SendWhole{blob, {blob, QByteArray()}},
        FetchWhole{10, {{EnvelopeId(u"e-1"_s), digest}, {EnvelopeId(u"e-2"_s), digestOf(8)}}, {digest}},
        FollowLog{1, 24, digest, 9}, AskTerm{blob}, ForwardEnvelope{blob, blob, {UnitCode(u"CZJ"_s)}},
        FetchForwards{16, 3}, ConfirmForward{EnvelopeId(u"e-1"_s), digest, blob, {}},
        Forwards{{{blob, blob, {UnitCode(u"CZJ"_s)}}}, 7},
        Welcome{1, instantFromMilliseconds(1'795'000'000'000), 4, digest, {9, digestOf(8)}, 3, 2, 1}, Accepted{7, blob},
        Entries{{blob, blob}, blob, 9}, BlobState{digest, 17}, BlobChunk{300, 0, blob},
        EnvelopeState{{{digest, 4}}, std::nullopt}, EnvelopeState{{}, blob},
        Deliveries{{{1, instantFromMilliseconds(-5), blob}}}, Confirmed{EnvelopeId(u"e-1"_s)},
        ReceiptStates{{QByteArray(), "receipt.foreign"}}, Receipts{{{1, blob}}},
        DirectoryChunk{2, digest, 600, 300, blob}, Lease{u"澄政办发/2026"_s, 1, 10},
        WholeDeliveries{
            {{{1, instantFromMilliseconds(5), blob}, {blob, blob}}, {{2, instantFromMilliseconds(6), blob}, {}}}},
        Refused{ErrorCode::NotAllowed, "envelope.sender", u"不是本单位"_s}, TimeStampAnswer{blob}, GiveDirective{blob},
        PullRulings{1, 2}, AskWithdrawn{digest}, TellTerm{blob}, AskLacking{9}, TellWithdrawn{blob, blob},
        AskWaits{{digest, digestOf(8)}}, Waits{{{digest, u"苏州市"_s, "card.outdated", instantFromMilliseconds(5)}}},
        PullUrges{1, 2}, Urges{{{1, blob}, {2, blob}}}, Withdrawn{blob}, DirectiveState{{blob, blob}},
        Rulings{{{1, blob}, {2, blob}}}, OpenStatus{}, OpenStatus{blob}, StatusOpening{QByteArray(32, 'c'), {}},
        StatusOpening{{}, instantFromMilliseconds(5)}, AskStatus{7}, ServerStatus{blob},
        LogBytes{1, 24, blob, 10, digest}, Term{blob}, Notify{1, 2, 3, 4}};
}

} // namespace

class MessageCodecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageComesBackAsItWas();
    void everyTypeOfMessageIsTried();
    void aCutMessageIsRefused();
    void aFlippedBitIsRefusedOrReadsAsAnotherMessage();
    void whatBreaksABoundIsRefused_data();
    void whatBreaksABoundIsRefused();
    void theNumberOfAnUnknownMessageIsTold();
    void aMessageOverTheLimitIsNotWritten();
};

void MessageCodecTest::everyMessageComesBackAsItWas()
{
    for (const Body &body : allBodies()) {
        const Message message{42, body};
        const auto bytes = encode(message);
        QVERIFY(bytes);
        const auto read = decode(*bytes);
        QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
        QVERIFY(*read == message);
    }
}

void MessageCodecTest::everyTypeOfMessageIsTried()
{
    std::set<std::size_t> alternatives;
    std::set<MessageType> types;
    for (const Body &body : allBodies()) {
        alternatives.insert(body.index());
        types.insert(typeOf(body));
    }
    QCOMPARE(alternatives.size(), std::variant_size_v<AnyBody>);
    QCOMPARE(types.size(), std::variant_size_v<AnyBody>);
}

void MessageCodecTest::aCutMessageIsRefused()
{
    for (const Body &body : allBodies()) {
        const QByteArray bytes = *encode({42, body});
        for (qsizetype size = 0; size < bytes.size(); ++size)
            QVERIFY(!decode(QByteArrayView(bytes).first(size)));
        QVERIFY(!decode(bytes + 'x'));
    }
}

void MessageCodecTest::aFlippedBitIsRefusedOrReadsAsAnotherMessage()
{
    for (const Body &body : allBodies()) {
        const Message message{42, body};
        const QByteArray bytes = *encode(message);
        for (qsizetype at = 0; at < bytes.size() * 8; ++at) {
            QByteArray flipped = bytes;
            flipped[at / 8] = static_cast<char>(flipped[at / 8] ^ (1 << (at % 8)));
            const auto read = decode(flipped);
            if (!read)
                continue;
            QVERIFY(!(*read == message));
            QCOMPARE(*encode(*read), flipped);
        }
    }
}

void MessageCodecTest::whatBreaksABoundIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("reason");
    const auto frame = [](quint64 version, quint64 type, const auto &body) {
        CborWriter writer;
        writer.startArray(4);
        writer.unsignedInteger(version);
        writer.unsignedInteger(1);
        writer.unsignedInteger(type);
        body(writer);
        writer.endArray();
        return writer.take();
    };
    const auto pull = [](CborWriter &writer) {
        writer.startArray(1);
        writer.unsignedInteger(0);
        writer.endArray();
    };
    QTest::newRow("nothing") << QByteArray() << QByteArray("cbor.malformed");
    QTest::newRow("newer version") << frame(2, 3, pull) << QByteArray("message.version");
    QTest::newRow("unknown type") << frame(1, 99, pull) << QByteArray("message.type");
    QTest::newRow("type over a byte") << frame(1, 259, pull) << QByteArray("cbor.integer-range");
    QTest::newRow("body of another type") << frame(1, 1, pull) << QByteArray("cbor.array-size");
    QTest::newRow("blob chunk too long") << *encode({1, PutBlob{{}, 1, 0, QByteArray(limits::BlobChunk + 1, 'x')}})
                                         << QByteArray("cbor.string-too-long");
    QTest::newRow("blob too large") << *encode({1, PutBlob{{}, limits::Blob + 1, 0, {}}})
                                    << QByteArray("cbor.integer-range");
    QTest::newRow("entry too large") << *encode({1, PushEntries{{QByteArray(limits::Entry + 1, 'x')}, {}}})
                                     << QByteArray("cbor.string-too-long");
    QTest::newRow("too many entries") << *encode(
        {1, PushEntries{QList<QByteArray>(limits::EntriesPerPush + 1, QByteArray()), {}}})
                                      << QByteArray("cbor.array-too-long");
    QTest::newRow("token too long") << *encode({1, LeaseNumbers{u"s"_s, 1, QByteArray(17, 't')}})
                                    << QByteArray("cbor.string-too-long");
    QTest::newRow("time-stamp request too long")
        << *encode({1, RequestTimeStamp{QByteArray(4 * limits::KiB + 1, 'x')}}) << QByteArray("cbor.string-too-long");
    QTest::newRow("time-stamp answer too long")
        << *encode({1, TimeStampAnswer{QByteArray(64 * limits::KiB + 1, 'x')}}) << QByteArray("cbor.string-too-long");
    QTest::newRow("whole part too long") << *encode({1, SendWhole{{}, {QByteArray(LargestWhole + 1, 'x')}}})
                                         << QByteArray("cbor.string-too-long");
    QTest::newRow("too many whole parts")
        << *encode({1, SendWhole{{}, QList<QByteArray>(257, QByteArray("x"))}}) << QByteArray("cbor.array-too-long");
    QTest::newRow("too many confirmations")
        << *encode({1, FetchWhole{1, QList<ConfirmDelivery>(10'001), {}}}) << QByteArray("cbor.array-too-long");
    QTest::newRow("too many held") << *encode({1, FetchWhole{1, {}, QList<Digest>(10'001)}})
                                   << QByteArray("cbor.array-too-long");
    QTest::newRow("unknown code") << frame(1, 76, [](CborWriter &writer) {
        writer.startArray(3);
        writer.bytes("no-such-code");
        writer.bytes("");
        writer.text(u"");
        writer.endArray();
    }) << QByteArray("message.refused-code");
    QTest::newRow("over a message's size") << QByteArray(limits::Message + 1, '\0') << QByteArray("message.too-large");
}

void MessageCodecTest::whatBreaksABoundIsRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, reason);
    const auto message = decode(bytes);
    QVERIFY(!message);
    QCOMPARE(message.error().reason, reason);
}

void MessageCodecTest::theNumberOfAnUnknownMessageIsTold()
{
    QByteArray bytes = *encode({300, PullEntries{0}});
    QCOMPARE(requestNumberOf(bytes), 300);
    bytes.replace(5, 1, "\x18\x3f");
    QCOMPARE(decode(bytes).error().reason, QByteArray("message.type"));
    QCOMPARE(requestNumberOf(bytes), 300);
    QCOMPARE(requestNumberOf(bytes.first(4)), 0);
    QCOMPARE(requestNumberOf({}), 0);
    bytes[1] = 2; // Of another version nobody knows what stands where.
    QCOMPARE(requestNumberOf(bytes), 0);
}

void MessageCodecTest::aMessageOverTheLimitIsNotWritten()
{
    const auto bytes = encode({1, PushEntries{QList<QByteArray>(5, QByteArray(limits::Entry, 'x')), {}}});
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().reason, QByteArray("message.too-large"));
}

QTEST_GUILESS_MAIN(MessageCodecTest)
#include "MessageCodecTest.moc"
