// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/token/wire/Messages.h"
#include "shared/base/Result.h"

#include <QByteArrayView>

namespace wenyi::token {

/// A message as a frame: its length in four bytes, then canonical CBOR.
QByteArray encode(const Request &request);
QByteArray encode(const Answer &answer);

/// What stands in a frame behind its length. Fail with Corrupt "cbor…" or "helper.message", TooLarge "cbor…".
Result<Request> decodeRequest(QByteArrayView content);
Result<Answer> decodeAnswer(QByteArrayView content);

} // namespace wenyi::token
