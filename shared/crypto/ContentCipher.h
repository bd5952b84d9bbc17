// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/Result.h"
#include "shared/base/SecretBytes.h"

#include <QByteArray>
#include <QByteArrayView>

namespace wenyi::crypto {

/// Authenticated encryption of content: SM4-CTR with HMAC-SM3, encrypt then MAC, separate keys drawn from one content
/// key of 32 bytes by HKDF-SM3 and the message's own random nonce. Content goes in chunks of 64 KiB, each with its
/// counter and a mark on the last, so that a chunk cut off, moved, doubled or swapped is seen.
inline constexpr qsizetype ContentKeySize = 32;

/// Form: version, nonce, chunks with their MACs. `context` is authenticated and not stored (e.g. the stream's id).
Result<QByteArray> protect(
    const SecretBytes &contentKey, QByteArrayView plain, QByteArrayView context, RandomSource &random);

/// Fails with NotTrusted "content.altered", Corrupt "content.truncated", Unsupported "content.version".
Result<QByteArray> unprotect(const SecretBytes &contentKey, QByteArrayView protectedBytes, QByteArrayView context);

/// HKDF (RFC 5869) with HMAC-SM3: a key of `size` bytes for one named use.
SecretBytes deriveKey(const SecretBytes &key, QByteArrayView salt, QByteArrayView use, qsizetype size);

} // namespace wenyi::crypto
