// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/protocol/FirstDesktop.h"

#include "shared/protocol/MessageCodec.h"
#include "tests/Patience.h"

#include <zmq.hpp>

namespace wenyi::tests {

using protocol::Body;

struct FirstDesktop::Private
{
    zmq::context_t context;
    zmq::socket_t socket{context, zmq::socket_type::dealer};
    quint64 lastNumber = 0;
    int notices = 0;
    std::optional<Error> ended; ///< Why it does not go on.
};

FirstDesktop::FirstDesktop(
    const QByteArray &endpoint, const protocol::CurvePublicKey &serverKey, const protocol::CurveKeyPair &keys)
    : m_d(std::make_unique<Private>())
{
    const auto buffer = [](QByteArrayView bytes) {
        return zmq::const_buffer(bytes.data(), static_cast<std::size_t>(bytes.size()));
    };
    zmq::socket_t &socket = m_d->socket;
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::rcvtimeo, test::patience);
    socket.set(zmq::sockopt::curve_serverkey, buffer(serverKey.toBytes()));
    socket.set(zmq::sockopt::curve_publickey, buffer(keys.publicKey.toBytes()));
    socket.set(zmq::sockopt::curve_secretkey, buffer(keys.secretKey.view()));
    socket.connect(endpoint.toStdString());
}

FirstDesktop::~FirstDesktop() = default;

bool FirstDesktop::knows(protocol::MessageType type)
{
    using protocol::MessageType;
    const auto between = [type](MessageType first, MessageType last) { return type >= first && type <= last; };
    return between(MessageType::Hello, MessageType::RequestTimeStamp)
           || between(MessageType::Welcome, MessageType::TimeStampAnswer) || type == MessageType::Notify;
}

int FirstDesktop::notices() const
{
    return m_d->notices;
}

Result<Body> FirstDesktop::answerTo(const Body &request)
{
    Q_ASSERT(knows(protocol::typeOf(request)));
    if (m_d->ended)
        return *m_d->ended;
    const quint64 number = ++m_d->lastNumber;
    WENYI_TRY(const QByteArray bytes, protocol::encode({number, request}));
    m_d->socket.send(zmq::const_buffer(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    for (;;) {
        zmq::message_t frame;
        if (!m_d->socket.recv(frame))
            return Error{ErrorCode::Unavailable, "test.no-answer", {}};
        WENYI_TRY(protocol::Message message,
            protocol::decode({static_cast<const char *>(frame.data()), static_cast<qsizetype>(frame.size())}));
        const protocol::MessageType type = protocol::typeOf(message.body);
        if (!knows(type)) {
            m_d->ended =
                Error{ErrorCode::Unsupported, "test.newer-message", QString::number(static_cast<quint8>(type))};
            return *m_d->ended;
        }
        if (type == protocol::MessageType::Notify) {
            ++m_d->notices;
            continue;
        }
        if (message.request != number)
            return Error{ErrorCode::Corrupt, "test.other-answer", QString::number(message.request)};
        if (const auto *refused = std::get_if<protocol::Refused>(&message.body))
            return Error{refused->code, refused->reason, refused->detail};
        return std::move(message.body);
    }
}

} // namespace wenyi::tests
