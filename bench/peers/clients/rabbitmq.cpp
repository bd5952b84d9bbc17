// SPDX-License-Identifier: GPL-3.0-or-later
// RabbitMQ as an exchange: a quorum queue, publisher confirms, a consumer that acknowledges. One connection each way.
#include "Measure.h"

#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>

#include <memory>

namespace wenyi::peers {

namespace {

constexpr amqp_channel_t Channel = 1;
constexpr int LargestFrame = 131'072; // bytes: RabbitMQ's own default
constexpr int AcknowledgedAtOnce = 32;

amqp_bytes_t bytesOf(const std::string &text)
{
    return {text.size(), const_cast<char *>(text.data())}; // The library only reads it.
}

const std::string Queue = "documents";

/// A connection with one open channel.
class Connection
{
public:
    explicit Connection(const Order &order)
        : m_state(amqp_new_connection(), &amqp_destroy_connection)
    {
        amqp_socket_t *socket = order.certificate.empty() ? amqp_tcp_socket_new(get()) : encrypted(order);
        if (!socket || amqp_socket_open(socket, "localhost", order.port) != AMQP_STATUS_OK)
            fail("RabbitMQ cannot be reached");
        check(amqp_login(get(), "/", 0, LargestFrame, 0, AMQP_SASL_METHOD_PLAIN, "guest", "guest"));
        amqp_channel_open(get(), Channel);
        check(amqp_get_rpc_reply(get()));
    }

    amqp_connection_state_t get() const { return m_state.get(); }

    void check() const { check(amqp_get_rpc_reply(get())); }

private:
    amqp_socket_t *encrypted(const Order &order) const
    {
        amqp_socket_t *socket = amqp_ssl_socket_new(get());
        if (!socket || amqp_ssl_socket_set_cacert(socket, order.certificate.c_str()) != AMQP_STATUS_OK)
            fail("the broker's certificate cannot be read");
        amqp_ssl_socket_set_verify_peer(socket, 1);
        amqp_ssl_socket_set_verify_hostname(socket, 1);
        return socket;
    }

    static void check(const amqp_rpc_reply_t &reply)
    {
        if (reply.reply_type != AMQP_RESPONSE_NORMAL)
            fail("RabbitMQ refused a call");
    }

    std::unique_ptr<std::remove_pointer_t<amqp_connection_state_t>, decltype(&amqp_destroy_connection)> m_state;
};

/// Publishes and takes the confirms, which may come several in one and in any order.
class Publisher
{
public:
    Publisher(const Order &order, Ledger &ledger)
        : m_order(order)
        , m_ledger(ledger)
        , m_connection(order)
        , m_confirmed(static_cast<std::size_t>(order.count))
    {
        amqp_confirm_select(m_connection.get(), Channel);
        m_connection.check();
    }

    void publishAll()
    {
        std::string document = noise(m_order.size);
        for (int i = 0; i < m_order.count; ++i) {
            while (i - m_confirms >= m_order.window)
                takeConfirm();
            publish(document, i);
            if (m_order.window == 1) {
                takeConfirm();
                m_ledger.awaitTurnAfter(i);
            }
        }
        while (m_confirms < m_order.count)
            takeConfirm();
    }

private:
    void publish(std::string &document, int i)
    {
        number(document, i);
        amqp_basic_properties_t properties{};
        properties._flags = AMQP_BASIC_DELIVERY_MODE_FLAG;
        properties.delivery_mode = AMQP_DELIVERY_PERSISTENT;
        m_ledger.leaves(i);
        if (amqp_basic_publish(
                m_connection.get(), Channel, amqp_empty_bytes, bytesOf(Queue), 1, 0, &properties, bytesOf(document))
            != AMQP_STATUS_OK)
            fail("RabbitMQ takes no document");
    }

    void takeConfirm()
    {
        amqp_frame_t frame{};
        if (amqp_simple_wait_frame(m_connection.get(), &frame) != AMQP_STATUS_OK)
            fail("RabbitMQ confirms nothing");
        if (frame.frame_type != AMQP_FRAME_METHOD || frame.payload.method.id != AMQP_BASIC_ACK_METHOD)
            fail("RabbitMQ sent a document back, or closed the channel");
        const auto *ack = static_cast<const amqp_basic_ack_t *>(frame.payload.method.decoded);
        const auto last = static_cast<std::int64_t>(ack->delivery_tag) - 1; // Tags count from 1.
        if (last < 0 || last >= m_order.count)
            fail("RabbitMQ confirms what nobody sent");
        if (ack->multiple) {
            for (; m_lowest <= last; ++m_lowest)
                confirm(m_lowest);
        } else {
            confirm(last);
        }
        amqp_maybe_release_buffers(m_connection.get());
    }

    void confirm(std::int64_t document)
    {
        const auto index = static_cast<std::size_t>(document);
        if (m_confirmed[index])
            return;
        m_confirmed[index] = true;
        ++m_confirms;
        m_ledger.accepted(document);
    }

    const Order &m_order;
    Ledger &m_ledger;
    Connection m_connection;
    std::vector<bool> m_confirmed;
    std::int64_t m_lowest = 0; ///< None below it is unconfirmed.
    int m_confirms = 0;
};

/// Declares the queue, empties it, and takes what comes.
void receive(const Order &order, Ledger &ledger)
{
    const Connection connection(order);
    amqp_table_entry_t kind{};
    kind.key = amqp_cstring_bytes("x-queue-type");
    kind.value.kind = AMQP_FIELD_KIND_UTF8;
    kind.value.value.bytes = amqp_cstring_bytes("quorum");
    amqp_queue_declare(connection.get(), Channel, bytesOf(Queue), 0, 1, 0, 0, {1, &kind});
    connection.check();
    amqp_queue_purge(connection.get(), Channel, bytesOf(Queue));
    connection.check();
    amqp_basic_consume(connection.get(), Channel, bytesOf(Queue), amqp_empty_bytes, 0, 0, 0, amqp_empty_table);
    connection.check();
    ledger.receiverIsReady();
    for (int unacknowledged = 0, i = 1; i <= order.count; ++i) {
        amqp_envelope_t envelope{};
        amqp_maybe_release_buffers(connection.get());
        if (amqp_consume_message(connection.get(), &envelope, nullptr, 0).reply_type != AMQP_RESPONSE_NORMAL)
            fail("RabbitMQ delivers nothing");
        const amqp_bytes_t body = envelope.message.body;
        ledger.arrived(numberOf(body.bytes, body.len), body.len);
        // One acknowledgement for all that has come already, as a quick consumer does it.
        const bool more = amqp_frames_enqueued(connection.get()) || amqp_data_in_buffer(connection.get());
        if (++unacknowledged >= AcknowledgedAtOnce || !more || i == order.count) {
            if (amqp_basic_ack(connection.get(), Channel, envelope.delivery_tag, 1) != AMQP_STATUS_OK)
                fail("RabbitMQ takes no acknowledgement");
            unacknowledged = 0;
        }
        amqp_destroy_envelope(&envelope);
    }
    amqp_connection_close(connection.get(), AMQP_REPLY_SUCCESS); // It has taken the acknowledgements then.
}

} // namespace

} // namespace wenyi::peers

int main(int argc, char **argv)
{
    using namespace wenyi::peers;
    const Order order = orderFromArguments(argc, argv);
    Ledger ledger(order);
    std::thread receiver([&] { receive(order, ledger); });
    ledger.awaitReceiver();
    Publisher(order, ledger).publishAll();
    receiver.join();
    ledger.print();
}
