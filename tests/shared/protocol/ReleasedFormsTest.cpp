// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/MessageCodec.h"
#include "tests/Released.h"
#include "tests/shared/protocol/FirstDesktop.h"

#include <QTest>

#include <set>

using namespace wenyi;
using namespace wenyi::protocol;
using namespace wenyi::tests;
using namespace Qt::StringLiterals;

namespace {

Digest digestOf(quint8 value)
{
    Digest digest;
    digest.bytes.fill(value);
    return digest;
}

/// What the lines of released/first.txt mean, by their names.
QMap<QByteArray, Message> firstMessages()
{
    const Digest digest = digestOf(7);
    const EnvelopeId envelope(u"e-1"_s);
    const QString series = u"澄政办发/2026"_s;
    return {{"hello", {1, Hello{1, 1, DesktopId(u"zfb-1"_s), 4}}},
        {"push-entries", {2, PushEntries{{"one", "two"}, "head"}}}, {"pull-entries", {3, PullEntries{5}}},
        {"put-blob", {24, PutBlob{digest, 1'000, 300, QByteArray(300, 'b')}}},
        {"get-blob", {255, GetBlob{digest, 0, 262'144}}}, {"send-envelope", {256, SendEnvelope{"header"}}},
        {"fetch-deliveries", {65'535, FetchDeliveries{50}}},
        {"confirm-delivery", {65'536, ConfirmDelivery{envelope, digest}}},
        {"push-receipts", {4'294'967'295, PushReceipts{{"receipt"}}}},
        {"pull-receipts", {4'294'967'296, PullReceipts{1, 100}}}, {"get-directory", {11, GetDirectory{65'536}}},
        {"lease-numbers", {12, LeaseNumbers{series, 10, QByteArray(16, 't')}}},
        {"request-time-stamp", {13, RequestTimeStamp{"request"}}},
        {"welcome", {1, Welcome{1, instantFromMilliseconds(1'795'000'000'000), 4, digest, {9, digestOf(8)}, 3, 2, 1}}},
        {"accepted", {2, Accepted{7, "checkpoint"}}}, {"entries", {3, Entries{{"run"}, "checkpoint", 9}}},
        {"blob-state", {24, BlobState{digest, 300}}}, {"blob-chunk", {255, BlobChunk{300, 0, "chunk"}}},
        {"envelope-state-missing", {256, EnvelopeState{{{digest, 4}}, std::nullopt}}},
        {"envelope-state-accepted", {256, EnvelopeState{{}, QByteArray("receipt")}}},
        {"deliveries", {65'535, Deliveries{{{1, instantFromMilliseconds(-5), "header"}}}}},
        {"confirmed", {65'536, Confirmed{envelope}}},
        {"receipt-states", {4'294'967'295, ReceiptStates{{QByteArray(""), "receipt.foreign-unit"}}}},
        {"receipts", {4'294'967'296, Receipts{{{1, "receipt"}}}}},
        {"directory-chunk", {11, DirectoryChunk{2, digest, 600, 300, "chunk"}}}, {"lease", {12, Lease{series, 1, 10}}},
        {"refused", {70'000, Refused{ErrorCode::NotAllowed, "envelope.impersonated", u"不是本单位"_s}}},
        {"time-stamp-answer", {13, TimeStampAnswer{"response"}}}, {"notify", {0, Notify{1, 2, 3, 4}}}};
}

} // namespace

/// What was released stays as it is on the wire (fault F14): octets that were written down once.
class ReleasedFormsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageIsReadAndWrittenAsItWas_data();
    void everyMessageIsReadAndWrittenAsItWas();
    void everyTypeOfThatReleaseIsThere();
};

void ReleasedFormsTest::everyMessageIsReadAndWrittenAsItWas_data()
{
    QTest::addColumn<QByteArray>("octets");
    const auto messages = released(u"first.txt"_s);
    QVERIFY(!messages.isEmpty());
    for (auto message = messages.begin(); message != messages.end(); ++message)
        QTest::newRow(message.key().constData()) << message.value();
}

void ReleasedFormsTest::everyMessageIsReadAndWrittenAsItWas()
{
    QFETCH(QByteArray, octets);
    const auto meant = firstMessages();
    const QByteArray name = QTest::currentDataTag();
    QVERIFY2(meant.contains(name), "a line without a meaning");
    const auto read = decode(octets);
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    QVERIFY2(*read == meant[name], "the line reads as another message");
    const auto written = encode(meant[name]);
    QVERIFY2(written, written ? "" : qPrintable(describe(written.error())));
    QCOMPARE(written->toHex(), octets.toHex());
}

void ReleasedFormsTest::everyTypeOfThatReleaseIsThere()
{
    const auto meant = firstMessages();
    QCOMPARE(released(u"first.txt"_s).keys(), meant.keys());
    std::set<MessageType> types;
    for (const Message &message : meant) {
        types.insert(typeOf(message.body));
        QVERIFY(FirstDesktop::knows(typeOf(message.body)));
    }
    // Requests 1 to 13, answers 64 to 77, and what comes unasked.
    QCOMPARE(types.size(), std::size_t(28));
}

QTEST_GUILESS_MAIN(ReleasedFormsTest)
#include "ReleasedFormsTest.moc"
