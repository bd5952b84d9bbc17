// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/ExchangeTraffic.h"

#include "client/core/exchange/ServerLink.h"
#include "shared/crypto/ContentDigest.h"
#include "shared/crypto/Sm3Lanes.h"
#include "shared/exchange/Names.h"

#include <QFuture>

#include <deque>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace wenyi::cli {

using protocol::Body;

namespace {

constexpr std::size_t Connections = 4;
constexpr auto Patience = 60s;
constexpr quint64 AtOnce = 64; // Deliveries asked for.

using Answer = QFuture<Result<Body>>;

qint64 sizeOf(const QList<exchange::EnvelopePart> &parts)
{
    qint64 size = 0;
    for (const exchange::EnvelopePart &part : parts)
        size += part.size;
    return size;
}

/// Whether what came is what the header names.
Result<void> checkParts(const exchange::EnvelopeHeader &header, const QList<QByteArray> &parts)
{
    const std::vector<QByteArrayView> views(parts.begin(), parts.end());
    std::vector<Digest> digests(views.size());
    crypto::Sm3Lanes().digestEach(views, digests);
    for (std::size_t i = 0; i < digests.size(); ++i) {
        if (digests[i] != header.routing().parts.at(static_cast<qsizetype>(i)).digest)
            return Error{ErrorCode::Corrupt, "blob.damaged", {}};
    }
    return {};
}

} // namespace

/// One envelope's requests, in the order in which they went; the last is answered with the acceptance.
struct BenchSender::OnItsWay
{
    qint64 began = 0;
    std::vector<Answer> answers;
};

BenchEnvelopes::BenchEnvelopes(core::Workspace &workspace, const core::Environment &environment)
    : m_workspace(workspace)
    , m_environment(environment)
{
}

Result<QList<exchange::Envelope>> BenchEnvelopes::prepare(const UnitCode &recipient, int count, qsizetype size)
{
    const directory::Unit *unit = m_workspace.directory().unit(recipient);
    if (!unit || !m_workspace.keys().unitSigning)
        return Error{ErrorCode::NotFound, "bench.unit", recipient.toString()};
    WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(unit->encryptionCertificate));
    QList<exchange::Envelope> envelopes;
    for (int i = 0; i < count; ++i) {
        exchange::EnvelopeOrder order;
        order.id = EnvelopeId(exchange::newIdentifier(m_environment.random));
        order.sender = m_workspace.profile().unit;
        order.desktop = m_workspace.profile().desktop;
        order.created = m_environment.clock.now();
        order.addressees = {{certificate, {}, 1, m_positions[recipient].following()}};
        WENYI_TRY(auto builder, exchange::EnvelopeBuilder::begin(std::move(order), m_environment.random));
        WENYI_CHECK(builder.addPart(exchange::PartRole::Header, u"header.xml"_s, "<header/>"));
        WENYI_CHECK(builder.addPart(exchange::PartRole::Document, u"document.ofd"_s, m_environment.random.bytes(size)));
        WENYI_TRY(auto envelope, std::move(builder).close(*m_workspace.keys().unitSigning));
        WENYI_CHECK(m_positions[recipient].take(
            envelope.header.routing().recipient(recipient)->position, envelope.header.digest()));
        envelopes.append(std::move(envelope));
    }
    return envelopes;
}

BenchSender::BenchSender(core::Workspace &workspace, const core::Environment &environment)
    : m_envelopes(workspace, environment)
{
    m_clock.start();
}

Result<std::unique_ptr<BenchSender>> BenchSender::open(
    core::Workspace &workspace, const core::Environment &environment, const QByteArrayList &endpoints)
{
    std::unique_ptr<BenchSender> sender(new BenchSender(workspace, environment));
    for (std::size_t i = 0; i < Connections; ++i) {
        WENYI_TRY(auto settings, core::connectionSettings(workspace));
        if (!endpoints.isEmpty())
            settings.endpoint = endpoints.at(static_cast<qsizetype>(i) % endpoints.size());
        sender->m_connections.push_back(
            std::make_unique<protocol::ClientConnection>(std::move(settings), environment.random));
        WENYI_CHECK(sender->m_connections.back()->request(protocol::PullReceipts{0, 1}, Patience).result());
    }
    return sender;
}

BenchSender::OnItsWay BenchSender::start(const exchange::Envelope &envelope)
{
    OnItsWay going;
    {
        const std::lock_guard lock(m_mutex);
        going.began = m_clock.nsecsElapsed();
        m_leftAt.insert(envelope.header.routing().id, going.began);
    }
    protocol::ClientConnection &connection = *m_connections[m_turn++ % m_connections.size()];
    const QList<exchange::EnvelopePart> &parts = envelope.header.routing().parts;
    if (sizeOf(parts) <= protocol::LargestWhole) {
        going.answers.push_back(
            connection.request(protocol::SendWhole{envelope.header.toBytes(), envelope.parts}, Patience));
        return going;
    }
    // Parts first and the header behind them, without waiting for an answer between: one trip.
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QByteArray &bytes = envelope.parts[i];
        for (qsizetype at = 0; at < bytes.size(); at += limits::BlobChunk)
            going.answers.push_back(
                connection.request(protocol::PutBlob{parts[i].digest, static_cast<quint64>(bytes.size()),
                                       static_cast<quint64>(at), bytes.mid(at, limits::BlobChunk)},
                    Patience));
    }
    going.answers.push_back(connection.request(protocol::SendEnvelope{envelope.header.toBytes()}, Patience));
    return going;
}

Result<QList<double>> BenchSender::send(const QList<exchange::Envelope> &envelopes, int window)
{
    QList<double> times;
    std::deque<OnItsWay> going;
    const auto finish = [&]() -> Result<void> {
        OnItsWay first = std::move(going.front());
        going.pop_front();
        for (Answer &answer : first.answers)
            WENYI_CHECK(answer.result());
        WENYI_TRY(const auto state, protocol::answerAs<protocol::EnvelopeState>(first.answers.back().result()));
        if (!state.receipt)
            return Error{ErrorCode::Internal, "bench.wrong", u"parts are missing"_s};
        times.append(static_cast<double>(m_clock.nsecsElapsed() - first.began) / 1e6);
        return {};
    };
    for (const exchange::Envelope &envelope : envelopes) {
        if (going.size() == static_cast<std::size_t>(window))
            WENYI_CHECK(finish());
        going.push_back(start(envelope));
    }
    while (!going.empty())
        WENYI_CHECK(finish());
    return times;
}

std::optional<double> BenchSender::since(const EnvelopeId &id) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_leftAt.constFind(id);
    if (found == m_leftAt.constEnd())
        return {};
    return static_cast<double>(m_clock.nsecsElapsed() - *found) / 1e6;
}

BenchReceiver::BenchReceiver(const BenchSender &sender)
    : m_sender(sender)
{
}

Result<std::unique_ptr<BenchReceiver>> BenchReceiver::open(core::Workspace &workspace, const BenchSender &sender,
    const core::Environment &environment, const QByteArray &endpoint)
{
    std::unique_ptr<BenchReceiver> receiver(new BenchReceiver(sender));
    WENYI_TRY(auto settings, core::connectionSettings(workspace));
    if (!endpoint.isEmpty())
        settings.endpoint = endpoint;
    receiver->m_connection = std::make_unique<protocol::ClientConnection>(std::move(settings), environment.random);
    QObject::connect(
        receiver->m_connection.get(), &protocol::ClientConnection::notified, receiver->m_connection.get(),
        [raw = receiver.get()] {
            const std::lock_guard lock(raw->m_mutex);
            raw->m_hasNews = true;
            raw->m_changed.notify_all();
        },
        Qt::DirectConnection);
    WENYI_CHECK(receiver->m_connection->request(protocol::FetchDeliveries{1}, Patience).result());
    receiver->m_thread = std::thread(&BenchReceiver::run, receiver.get());
    return receiver;
}

BenchReceiver::~BenchReceiver()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        m_changed.notify_all();
    }
    if (m_thread.joinable())
        m_thread.join();
    m_connection.reset(); // Before what its signals change.
}

void BenchReceiver::run()
{
    while (true) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_hasNews || m_stopped; });
            if (m_stopped)
                return;
            m_hasNews = false;
        }
        if (const auto taken = takeAll(); !taken) {
            const std::lock_guard lock(m_mutex);
            m_fault = taken.error();
            m_changed.notify_all();
            return;
        }
    }
}

Result<void> BenchReceiver::takeAll()
{
    QList<protocol::ConfirmDelivery> taken; // The server is told together with the next question.
    while (true) {
        const auto found = protocol::answerAs<protocol::WholeDeliveries>(
            m_connection->request(protocol::FetchWhole{AtOnce, std::exchange(taken, {}), {}}, Patience).result());
        if (!found)
            return found.error();
        if (found->deliveries.isEmpty())
            return {};
        for (const protocol::WholeDelivery &whole : found->deliveries) {
            WENYI_TRY(const auto header, exchange::EnvelopeHeader::fromBytes(whole.delivery.header));
            WENYI_CHECK(whole.parts.isEmpty() ? fetchParts(header) : checkParts(header, whole.parts));
            noteArrival(header.routing().id);
            taken.append({header.routing().id, header.digest()});
        }
    }
}

Result<void> BenchReceiver::fetchParts(const exchange::EnvelopeHeader &header)
{
    for (const exchange::EnvelopePart &part : header.routing().parts) {
        std::vector<Answer> pieces;
        for (qint64 at = 0; at < part.size; at += limits::BlobChunk)
            pieces.push_back(m_connection->request(
                protocol::GetBlob{part.digest, static_cast<quint64>(at), static_cast<quint64>(limits::BlobChunk)},
                Patience));
        crypto::ContentDigest hash(static_cast<quint64>(part.size));
        for (Answer &piece : pieces) {
            WENYI_TRY(const auto chunk, protocol::answerAs<protocol::BlobChunk>(piece.result()));
            hash.add(chunk.chunk);
        }
        if (hash.finish() != part.digest)
            return Error{ErrorCode::Corrupt, "blob.damaged", {}};
    }
    return {};
}

void BenchReceiver::noteArrival(const EnvelopeId &id)
{
    if (const auto time = m_sender.since(id)) {
        const std::lock_guard lock(m_mutex);
        m_times.append(*time);
        m_changed.notify_all();
    }
}

Result<QList<double>> BenchReceiver::wait(qsizetype documents)
{
    std::unique_lock lock(m_mutex);
    const bool came = m_changed.wait_for(lock, Patience, [&] { return m_times.size() >= documents || m_fault; });
    if (m_fault)
        return *m_fault;
    if (!came)
        return Error{ErrorCode::Unavailable, "bench.timeout", QString::number(m_times.size())};
    return std::exchange(m_times, {});
}

} // namespace wenyi::cli
