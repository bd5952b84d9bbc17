// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/Sm3.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/SignedBody.h"
#include "tests/client/core/exchange/ExchangeOffice.h"

#include <QDirIterator>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace wenyi::core::tests;
using namespace Qt::StringLiterals;

namespace {

const QString Finance = u"江阴市财政局"_s;

/// A server that has been taken: it holds the server's keys, sees every message in clear and answers what it likes.
class EvilLink final : public ServerLink
{
public:
    using Evil = std::function<void(protocol::Body &answer)>;
    EvilLink(ServerLink &link, Evil evil)
        : m_link(link)
        , m_evil(std::move(evil))
    {
    }
    Result<protocol::Body> request(protocol::Body body) override
    {
        // In pieces, so that each answer has one thing to lie about.
        if (std::holds_alternative<protocol::SendWhole>(body) || std::holds_alternative<protocol::FetchWhole>(body))
            return Error{ErrorCode::Unsupported, "message.type", {}};
        auto answer = m_link.request(std::move(body));
        if (answer)
            m_evil(*answer);
        return answer;
    }

private:
    ServerLink &m_link;
    Evil m_evil;
};

/// Does it to answers of one type only.
template<typename Answer, typename Do>
EvilLink::Evil toEach(Do evil)
{
    return [evil](protocol::Body &answer) {
        if (auto *wanted = std::get_if<Answer>(&answer))
            evil(*wanted);
    };
}

QByteArray withBit(QByteArray bytes, qsizetype bit)
{
    const qsizetype at = bit / 8;
    bytes[at] = static_cast<char>(bytes.at(at) ^ (1 << (bit % 8)));
    return bytes;
}

} // namespace

/// Threats T02 and T03 (evil_relay, forged_receipt): real desktops at a real server that lies.
class EvilRelayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noAlteredBitOfAHeaderIsTaken();
    void noAlteredFieldIsTaken();
    void noAlteredBitOfAPartIsTaken();
    void aDroppedEnvelopeIsSeen_data();
    void aDroppedEnvelopeIsSeen();
    void inAnyOrderTheyAreTheSame();
    void aCopyIsTakenOnce();
    void noAlteredAcceptanceCounts();
    void noAlteredReceiptCounts();
    void aReceiptCountsOnce();
    void nobodyElsesKeyMakesAReceipt();
    void noAlteredDirectoryIsTaken();

private:
    Result<SyncReport> evilSync(Workspace &workspace, const EvilLink::Evil &evil)
    {
        return m_exchange->over(workspace, [&](ServerLink &real) {
            EvilLink link(real, evil);
            DirectGate gate;
            return Synchronizer(workspace, gate, link).run();
        });
    }
    /// So many envelopes for the finance bureau lie at the server, in this order.
    QList<exchange::EnvelopeHeader> send(int count);
    exchange::EnvelopeHeader headerOf(const StreamId &stream) const
    {
        return ExchangeProjection::outbox(m_exchange->sender->journal().database(), stream)->first().header;
    }
    qsizetype inboxSize() const { return ExchangeProjection::inbox(m_exchange->finance->journal().database())->size(); }
    exchange::PairSequence pair() const
    {
        return ExchangeProjection::pair(m_exchange->finance->journal().database(), m_exchange->sender->profile().unit,
            m_exchange->finance->profile().unit)
            .value();
    }
    /// Synchronises with these headers in place of what waits; each of them must be refused, and leave nothing.
    void refusesAll(const QList<QByteArray> &headers);

    std::unique_ptr<ExchangeOffice> m_exchange;
    DispatchOrder m_order;
    int m_sent = 0;
};

void EvilRelayTest::initTestCase()
{
    m_exchange = std::make_unique<ExchangeOffice>();
    m_order = m_exchange->order(StreamId(u"evil"_s), 28);
    m_order.recipients = {Finance};
}

QList<exchange::EnvelopeHeader> EvilRelayTest::send(int count)
{
    QList<exchange::EnvelopeHeader> headers;
    for (int i = 0; i < count; ++i) {
        DispatchOrder order = m_order;
        order.stream = StreamId(u"evil-%1"_s.arg(++m_sent));
        if (!DispatchService(*m_exchange->sender).dispatch(order))
            return {};
        headers.append(headerOf(order.stream));
    }
    const auto report = m_exchange->sync(*m_exchange->sender);
    return report && report->sent.size() == count ? headers : QList<exchange::EnvelopeHeader>();
}

void EvilRelayTest::refusesAll(const QList<QByteArray> &headers)
{
    const qsizetype before = inboxSize();
    const auto row = pair();
    const auto report = evilSync(*m_exchange->finance, toEach<protocol::Deliveries>([&](protocol::Deliveries &answer) {
        answer.deliveries.clear();
        for (const QByteArray &header : headers)
            answer.deliveries.append({static_cast<quint64>(answer.deliveries.size()), {}, header});
    }));
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->arrivals.size(), 0);
    QSet<QString> refused;
    for (const SyncRefusal &refusal : report->refused) {
        QVERIFY(refusal.step == SyncStep::Deliveries);
        refused.insert(refusal.subject);
    }
    for (qsizetype i = 0; i < headers.size(); ++i)
        QVERIFY2(refused.contains(QString::number(i)), qPrintable(u"the mutant %1 was not refused"_s.arg(i)));
    QCOMPARE(inboxSize(), before);
    QVERIFY(pair() == row);
}

void EvilRelayTest::noAlteredBitOfAHeaderIsTaken()
{
    const int stride = qEnvironmentVariableIsSet("WENYI_FAULT_STRIDE")
                           ? std::max(qEnvironmentVariableIntValue("WENYI_FAULT_STRIDE"), 1)
                           : 149;
    const auto sent = send(1);
    QCOMPARE(sent.size(), 1);
    const QByteArray header = sent.first().toBytes();
    QList<QByteArray> altered;
    for (qsizetype bit = 3; bit < header.size() * 8; bit += stride)
        altered.append(withBit(header, bit));
    qInfo("%lld of %lld bits", static_cast<long long>(altered.size()), static_cast<long long>(header.size() * 8));
    QVERIFY(altered.size() > 40);
    refusesAll(altered);
    QCOMPARE(m_exchange->sync(*m_exchange->finance)->arrivals.size(), 1); // It waited all the time.
}

void EvilRelayTest::noAlteredFieldIsTaken()
{
    using exchange::EnvelopeRouting;
    using exchange::SignedBody;
    const auto sent = send(1);
    QCOMPARE(sent.size(), 1);
    const UnitCode town = m_exchange->town->profile().unit;
    const QList<std::function<void(EnvelopeRouting &)>> changes{
        [](EnvelopeRouting &routing) { routing.id = EnvelopeId(u"00000000-0000-4000-8000-000000000000"_s); },
        [](EnvelopeRouting &routing) { routing.desktop = DesktopId(u"another"_s); },
        [](EnvelopeRouting &routing) { routing.created = routing.created + std::chrono::hours(1); },
        [](EnvelopeRouting &routing) { routing.urgency = exchange::Urgency::Flash; },
        [](EnvelopeRouting &routing) { routing.recipients[0].wrappedKey.append('x'); },
        [](EnvelopeRouting &routing) { routing.recipients[0].printQuota += 100; },
        [](EnvelopeRouting &routing) { routing.recipients[0].position = {}; },
        [](EnvelopeRouting &routing) { routing.recipients[0].position.sequence += 5; },
        [&town](EnvelopeRouting &routing) {
            routing.recipients.append({town, routing.recipients[0].wrappedKey, {}, 1, {}});
        },
        [](EnvelopeRouting &routing) { routing.parts.swapItemsAt(0, 1); },
        [](EnvelopeRouting &routing) { routing.sealedManifest = withBit(routing.sealedManifest, 100); },
    };
    const auto original = SignedBody::fromBytes(sent.first().toBytes(), exchange::bounds::EnvelopeHeader);
    QVERIFY2(original, reasonOf(original).constData());
    QList<QByteArray> altered;
    for (const auto &change : changes) {
        EnvelopeRouting routing = sent.first().routing();
        change(routing);
        // Signed by its own unit, which nobody else can, so that it stands; then under the signature of what it was.
        const auto signedAnew = exchange::EnvelopeHeader::sign(routing, *m_exchange->sender->keys().unitSigning);
        if (!signedAnew)
            continue;
        auto mutant = SignedBody::fromBytes(signedAnew->toBytes(), exchange::bounds::EnvelopeHeader);
        QVERIFY2(mutant, reasonOf(mutant).constData());
        mutant->signature = original->signature;
        altered.append(mutant->toBytes());
    }
    // The town's own, truly signed envelope around what another unit closed.
    EnvelopeRouting taken = sent.first().routing();
    taken.sender = town;
    const auto stolen = exchange::EnvelopeHeader::sign(taken, *m_exchange->town->keys().unitSigning);
    QVERIFY2(stolen, reasonOf(stolen).constData());
    altered.append(stolen->toBytes());
    QVERIFY(altered.size() >= 8); // Some break a rule that signing keeps, and are no envelope at all.
    refusesAll(altered);
    QCOMPARE(m_exchange->sync(*m_exchange->finance)->arrivals.size(), 1);
}

void EvilRelayTest::noAlteredBitOfAPartIsTaken()
{
    QCOMPARE(send(1).size(), 1);
    const qsizetype before = inboxSize();
    for (const qsizetype bit : {0, 1'001, -1}) {
        const auto report =
            evilSync(*m_exchange->finance, toEach<protocol::BlobChunk>([&](protocol::BlobChunk &answer) {
                answer.chunk =
                    withBit(answer.chunk, bit < 0 ? answer.chunk.size() * 8 - 1 : bit % (answer.chunk.size() * 8));
            }));
        QVERIFY2(report, reasonOf(report).constData());
        QCOMPARE(report->arrivals.size(), 0);
        QVERIFY(!report->refused.isEmpty());
        QCOMPARE(inboxSize(), before);
    }
    QCOMPARE(m_exchange->sync(*m_exchange->finance)->arrivals.size(), 1);
}

void EvilRelayTest::aDroppedEnvelopeIsSeen_data()
{
    QTest::addColumn<int>("dropped");
    QTest::newRow("the first of three") << 0;
    QTest::newRow("the second of three") << 1;
    QTest::newRow("the last, which the next one tells") << 2;
}

void EvilRelayTest::aDroppedEnvelopeIsSeen()
{
    QFETCH(int, dropped);
    const auto sent = send(dropped == 2 ? 4 : 3);
    QVERIFY(!sent.isEmpty());
    const QByteArray withheld = sent.at(dropped).toBytes();
    const quint64 number = sent.at(dropped).routing().recipients.first().position.sequence;
    const auto report = evilSync(*m_exchange->finance, toEach<protocol::Deliveries>([&](protocol::Deliveries &answer) {
        answer.deliveries.removeIf([&](const protocol::Delivery &delivery) { return delivery.header == withheld; });
    }));
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->arrivals.size(), sent.size() - 1);
    QCOMPARE(report->arrivals.last().missing, (QList<exchange::SequenceGap>{{number, number}}));
    QCOMPARE(pair().gaps(), (QList<exchange::SequenceGap>{{number, number}}));
    // An honest server's next word fills it.
    const auto honest = m_exchange->sync(*m_exchange->finance);
    QCOMPARE(honest->arrivals.size(), 1);
    QVERIFY(pair().gaps().isEmpty());
}

void EvilRelayTest::inAnyOrderTheyAreTheSame()
{
    const auto sent = send(3);
    QCOMPARE(sent.size(), 3);
    const qsizetype before = inboxSize();
    const auto report = evilSync(*m_exchange->finance, toEach<protocol::Deliveries>([](protocol::Deliveries &answer) {
        std::reverse(answer.deliveries.begin(), answer.deliveries.end());
    }));
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->arrivals.size(), 3);
    QCOMPARE(report->refused.size(), 0);
    QVERIFY(!report->arrivals.first().missing.isEmpty()); // Shown for as long as it is so.
    QVERIFY(report->arrivals.last().missing.isEmpty());
    QCOMPARE(inboxSize(), before + 3);
}

void EvilRelayTest::aCopyIsTakenOnce()
{
    const auto sent = send(1);
    QCOMPARE(sent.size(), 1);
    const qsizetype before = inboxSize();
    const auto copy = [&](protocol::Deliveries &answer) {
        // Ever again, also after it was confirmed; but not without end.
        for (int i = 0; i < 3 && answer.deliveries.size() < 3; ++i)
            answer.deliveries.append({static_cast<quint64>(i), {}, sent.first().toBytes()});
    };
    int answers = 0;
    const auto report = evilSync(*m_exchange->finance, toEach<protocol::Deliveries>([&](protocol::Deliveries &answer) {
        if (++answers <= 2)
            copy(answer);
    }));
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->arrivals.size(), 1);
    QCOMPARE(inboxSize(), before + 1);
    QCOMPARE(report->receiptsSent, 1);
    QVERIFY(answers >= 3);
}

void EvilRelayTest::noAlteredAcceptanceCounts()
{
    DispatchOrder order = m_order;
    order.stream = StreamId(u"acceptance"_s);
    QVERIFY(DispatchService(*m_exchange->sender).dispatch(order));
    const auto report =
        evilSync(*m_exchange->sender, toEach<protocol::EnvelopeState>([](protocol::EnvelopeState &answer) {
            if (answer.receipt)
                answer.receipt = withBit(*answer.receipt, answer.receipt->size() * 4);
        }));
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->sent.size(), 0);
    QVERIFY(!report->refused.isEmpty());
    // The server has it and this desktop could not believe so: said again, it is the same one.
    QCOMPARE(m_exchange->sync(*m_exchange->sender)->sent, QList<StreamId>{order.stream});
    QCOMPARE(m_exchange->sync(*m_exchange->finance)->arrivals.size(), 1);
}

void EvilRelayTest::noAlteredReceiptCounts()
{
    QCOMPARE(send(1).size(), 1);
    QVERIFY(m_exchange->sync(*m_exchange->finance));
    const StreamId stream(u"evil-%1"_s.arg(m_sent));
    const auto report = evilSync(*m_exchange->sender, toEach<protocol::Receipts>([](protocol::Receipts &answer) {
        for (protocol::Numbered &receipt : answer.receipts)
            receipt.bytes = withBit(receipt.bytes, receipt.bytes.size() * 4);
    }));
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->receiptsTaken, 0);
    QVERIFY(!report->refused.isEmpty());
    const auto tracking = ReceiptService(*m_exchange->sender).tracking(stream);
    QVERIFY(tracking->lines.first().delivery.stage() == exchange::DeliveryStage::Accepted);
}

void EvilRelayTest::aReceiptCountsOnce()
{
    QCOMPARE(send(1).size(), 1);
    QVERIFY(m_exchange->sync(*m_exchange->finance));
    const StreamId stream(u"evil-%1"_s.arg(m_sent));
    // Copied under numbers of its own.
    const auto report = evilSync(*m_exchange->sender, toEach<protocol::Receipts>([](protocol::Receipts &answer) {
        const QList<protocol::Numbered> once = answer.receipts;
        for (const protocol::Numbered &receipt : once)
            answer.receipts.append({answer.receipts.last().number + 1, receipt.bytes});
    }));
    QVERIFY2(report, reasonOf(report).constData());
    QCOMPARE(report->receiptsTaken, 1);
    // Closed, its key kept for further units, accepted, delivered.
    QCOMPARE(m_exchange->sender->journal().stream(stream)->size(), 4);
}

void EvilRelayTest::nobodyElsesKeyMakesAReceipt()
{
    const auto sent = send(1);
    QCOMPARE(sent.size(), 1);
    Workspace &sender = *m_exchange->sender;
    exchange::ReceiptFacts facts;
    facts.envelope = sent.first().routing().id;
    facts.envelopeDigest = sent.first().digest();
    facts.unit = m_exchange->finance->profile().unit;
    facts.kind = exchange::ReceiptKind::SignedFor;
    facts.time = m_exchange->office.environment().clock.now();
    facts.member = m_exchange->finance->member().id;
    facts.memberName = u"孙丽华"_s;
    const crypto::Certificate right = m_exchange->finance->keys().unitSigning->certificate();
    int forged = 0;
    QDirIterator files(m_exchange->office.path({}), {u"*.key"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const auto file = crypto::KeyFile::open(path);
        if (!file || file->certificate().publicKey() == right.publicKey())
            continue; // CURVE's, which signs nothing; and the one key that may.
        const QString pinFile =
            path.contains(u"/server-keys/"_s) || path.contains(u"/server/keys/"_s)
                ? QString(path).replace(u"certificate.key"_s, u"pin"_s).replace(u".key"_s, u".pin"_s)
                : QString();
        const SecretBytes pin = pinFile.isEmpty() ? SampleOffice::pin()
                                                  : SecretBytes(QByteArrayView(readBounded(pinFile, 4096)->trimmed()));
        auto key = file->unlock(pin);
        QVERIFY2(key, qPrintable(path));
        crypto::KeySigner asItself(std::move(*key), file->certificate());
        const auto byItself = exchange::Receipt::sign(facts, asItself);
        crypto::KeySigner asTheUnit(std::move(asItself).takeKey(), right);
        const auto asIfByTheUnit = exchange::Receipt::sign(facts, asTheUnit);
        for (const auto *receipt : {&byItself, &asIfByTheUnit}) {
            if (!*receipt)
                continue;
            const auto taken = ReceiptService(sender).take((*receipt)->toBytes());
            QVERIFY2(!taken, qPrintable(path));
            QVERIFY2(taken.error().code == ErrorCode::NotTrusted, qPrintable(path + describe(taken.error())));
            ++forged;
        }
    }
    qInfo("%d forged receipts", forged);
    QVERIFY(forged >= 40);
    const StreamId stream(u"evil-%1"_s.arg(m_sent));
    const auto tracking = ReceiptService(sender).tracking(stream);
    QVERIFY(tracking->lines.first().delivery.stage() == exchange::DeliveryStage::Accepted);
}

void EvilRelayTest::noAlteredDirectoryIsTaken()
{
    Workspace &finance = *m_exchange->finance;
    const Digest before = finance.directory().digest();
    // In one piece, with the digest that fits: what the server says about itself proves nothing.
    const auto report = evilSync(finance, toEach<protocol::DirectoryChunk>([](protocol::DirectoryChunk &answer) {
        answer.chunk = withBit(answer.chunk, answer.chunk.size() * 4);
        answer.size = static_cast<quint64>(answer.chunk.size());
        answer.digest = crypto::sm3(answer.chunk);
    }));
    QVERIFY(!report);
    QVERIFY2(report.error().code != ErrorCode::Unavailable, reasonOf(report).constData());
    QCOMPARE(finance.directory().digest(), before);
    QVERIFY(m_exchange->sync(finance));
}

QTEST_GUILESS_MAIN(EvilRelayTest)
#include "EvilRelayTest.moc"
