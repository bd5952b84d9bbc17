// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/protocol/Messages.h"

#include <QByteArrayView>

namespace wenyi::protocol {

/// Canonical CBOR of a message: [version, request, type, body].
/// Fails with TooLarge "message.too-large" over limits::Message, so that nothing is sent which the peer must drop.
Result<QByteArray> encode(const Message &message);

/// Reads what encode() writes. Fails with Unsupported "message.version", "message.type", TooLarge "message.too-large",
/// and the reasons of CborReader.
Result<Message> decode(QByteArrayView bytes);

/// The number of a message that decode() does not know ("message.type"), so that it is answered and not the connection
/// as a whole: a newer desktop goes on without what this server cannot do. 0 where there is none to be read.
quint64 requestNumberOf(QByteArrayView bytes);

} // namespace wenyi::protocol
