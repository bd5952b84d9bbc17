// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/MessageCodec.h"

#include "shared/base/Limits.h"
#include "shared/protocol/MessageDescriptions.h"

namespace wenyi::protocol {

namespace {

using descriptions::describe;

/// Reads the alternative of Body that has this type; false when there is none.
template<std::size_t Index = 0>
bool readBody(CborReader &reader, quint64 type, Body &body)
{
    if constexpr (Index == std::variant_size_v<AnyBody>) {
        return false;
    } else {
        using Alternative = std::variant_alternative_t<Index, AnyBody>;
        if (type != static_cast<quint64>(Alternative::Type))
            return readBody<Index + 1>(reader, type, body);
        FieldReader fields(reader);
        describe(fields, body.emplace<Index>());
        return true;
    }
}

} // namespace

Result<QByteArray> encode(const Message &message)
{
    CborWriter writer;
    writer.startArray(4);
    writer.unsignedInteger(ProtocolVersion);
    writer.unsignedInteger(message.request);
    writer.unsignedInteger(static_cast<quint64>(typeOf(message.body)));
    FieldWriter fields(writer);
    std::visit([&fields](const auto &body) { describe(fields, body); }, message.body);
    writer.endArray();
    QByteArray bytes = writer.take();
    if (bytes.size() > limits::Message)
        return Error{ErrorCode::TooLarge, "message.too-large", QString::number(bytes.size())};
    return bytes;
}

Result<Message> decode(QByteArrayView bytes)
{
    if (bytes.size() > limits::Message)
        return Error{ErrorCode::TooLarge, "message.too-large", QString::number(bytes.size())};
    CborReader reader(bytes);
    Message message;
    reader.startArray(4);
    const quint64 version = reader.unsignedInteger();
    if (reader.ok() && version != ProtocolVersion)
        reader.fail(ErrorCode::Unsupported, "message.version", QString::number(version));
    message.request = reader.unsignedInteger(std::numeric_limits<qint64>::max());
    const quint64 type = reader.unsignedInteger(std::numeric_limits<quint8>::max());
    if (reader.ok() && !readBody(reader, type, message.body))
        reader.fail(ErrorCode::Unsupported, "message.type", QString::number(type));
    reader.endArray();
    WENYI_CHECK(reader.finish());
    return message;
}

quint64 requestNumberOf(QByteArrayView bytes)
{
    CborReader reader(bytes);
    reader.startArray(4);
    const quint64 version = reader.unsignedInteger();
    const quint64 request = reader.unsignedInteger(std::numeric_limits<qint64>::max());
    return reader.ok() && version == ProtocolVersion ? request : 0;
}

MessageType typeOf(const Body &body)
{
    return std::visit([](const auto &alternative) { return std::remove_cvref_t<decltype(alternative)>::Type; }, body);
}

bool isRequest(MessageType type)
{
    return static_cast<quint8>(type) < 64;
}

} // namespace wenyi::protocol
