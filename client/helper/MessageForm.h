// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/helper/Frames.h"
#include "shared/base/CborReader.h"

#include <variant>

/// The one form of a helper's messages: [id, kind, fields…], where the kind is the place of the body in its variant.
/// A message is a struct of `id` and `body`; `fields` tells how many fields each kind has, in the variant's order.
namespace wenyi::helper {

/// `write(writer, body)` writes the fields of a body. As a frame.
template<typename Message, std::size_t N, typename Write>
QByteArray encodeMessage(const Message &message, const int (&fields)[N], Write write)
{
    static_assert(N == std::variant_size_v<decltype(message.body)>);
    // Room for the longest message with a PIN in it: bytes that are moved while they grow are left behind.
    CborWriter writer(4096);
    writer.startArray(2 + fields[message.body.index()]);
    writer.unsignedInteger(message.id);
    writer.unsignedInteger(message.body.index());
    std::visit([&](const auto &body) { write(writer, body); }, message.body);
    writer.endArray();
    return framed(writer);
}

/// Makes the body of the kind with number `kind`, and reads its fields.
template<typename Variant, typename Read, std::size_t I = 0>
void readBody(CborReader &reader, Variant &body, std::size_t kind, Read read)
{
    if constexpr (I < std::variant_size_v<Variant>) {
        if (kind != I)
            return readBody<Variant, Read, I + 1>(reader, body, kind, read);
        read(reader, body.template emplace<I>());
    }
}

/// `read(reader, body)` reads the fields of a body. Fails with Corrupt "cbor…" or "helper.message", TooLarge "cbor…",
/// and as `read` does.
template<typename Message, std::size_t N, typename Read>
Result<Message> decodeMessage(QByteArrayView content, const int (&fields)[N], Read read)
{
    CborReader reader(content);
    const qsizetype count = reader.startList(16);
    Message message;
    message.id = reader.unsignedInteger();
    const std::size_t kind = reader.unsignedInteger(N - 1);
    if (reader.ok() && count == 2 + fields[kind])
        readBody(reader, message.body, kind, read);
    else
        reader.fail(ErrorCode::Corrupt, "helper.message");
    reader.endArray();
    WENYI_CHECK(reader.finish());
    return message;
}

/// A whole number within bounds.
inline int number(CborReader &reader, int least, int most)
{
    const qint64 value = reader.integer();
    if (value < least || value > most) {
        reader.fail(ErrorCode::Corrupt, "helper.message");
        return least;
    }
    return static_cast<int>(value);
}

/// An error's stable key: at most 128 characters of Latin 1.
inline QByteArray readReason(CborReader &reader)
{
    constexpr qsizetype LongestReason = 128;
    const QString reason = reader.text(LongestReason);
    QByteArray latin = reason.toLatin1();
    if (QString::fromLatin1(latin) != reason)
        reader.fail(ErrorCode::Corrupt, "helper.message");
    return latin;
}

} // namespace wenyi::helper
