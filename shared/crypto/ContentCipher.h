// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/Result.h"
#include "shared/base/SecretBytes.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <memory>

namespace wenyi::crypto {

/// Authenticated encryption of content: SM4-CTR with HMAC-SM3, encrypt then MAC, separate keys drawn from one content
/// key of 32 bytes by HKDF-SM3 and the message's own random nonce. Content goes in chunks of 64 KiB, each with its
/// counter and a mark on the last, so that a chunk cut off, moved, doubled or swapped is seen.
inline constexpr qsizetype ContentKeySize = 32;
/// Bytes of content in every chunk but the last, which has that many or fewer.
inline constexpr qsizetype ContentChunkSize = 64 * 1024;
/// What each chunk grows by: its MAC.
inline constexpr qsizetype ContentChunkOverhead = 32;
/// What stands before the first chunk: version and nonce.
inline constexpr qsizetype ContentHeaderSize = 17;

/// So many chunks are authenticated beside each other; whoever streams goes fastest with as many at a time.
inline constexpr qsizetype ContentBatchSize = 16 * ContentChunkSize;

/// By which of Sm4CounterMode::ways() and of Sm3Lanes::ways(). All give the same bytes.
struct ContentWay
{
    QString cipher;
    QString digest;

    /// The fastest of both.
    static const ContentWay &fastest();
    /// For measuring and tests: each way of the cipher with that of the digest for the same instructions.
    static QList<ContentWay> all();
};

/// Form: version, nonce, chunks with their MACs. `context` is authenticated and not stored (e.g. the stream's id).
/// Fails with InvalidInput "content.key-size", NotFound "sm4.way", "sm3.way".
Result<QByteArray> protect(const SecretBytes &contentKey, QByteArrayView plain, QByteArrayView context,
    RandomSource &random, const ContentWay &way = ContentWay::fastest());

/// Fails with NotTrusted "content.altered" (or another key or context), Corrupt "content.truncated" where it can be
/// told that the end is missing, Unsupported "content.version", InvalidInput "content.key-size", NotFound "sm4.way",
/// "sm3.way".
Result<QByteArray> unprotect(const SecretBytes &contentKey, QByteArrayView protectedBytes, QByteArrayView context,
    const ContentWay &way = ContentWay::fastest());

/// The size of protect()'s result for so many bytes of content.
qsizetype protectedSize(qsizetype plainSize);

/// HKDF (RFC 5869) with HMAC-SM3: a key of `size` bytes (1 to 8160) for one named use.
SecretBytes deriveKey(const SecretBytes &key, QByteArrayView salt, QByteArrayView use, qsizetype size);

enum class ChunkPosition { Middle, Last };

/// protect() for content that does not fit into memory at once: header(), then chunks() for all of it in order.
class ContentEncryptor
{
public:
    static Result<ContentEncryptor> begin(const SecretBytes &contentKey, QByteArrayView context, RandomSource &random);
    ContentEncryptor(ContentEncryptor &&) noexcept;
    ContentEncryptor &operator=(ContentEncryptor &&) noexcept;
    ~ContentEncryptor();

    /// ContentHeaderSize bytes that go before the first chunk.
    const QByteArray &header() const { return m_header; }
    /// The next chunks encrypted, each with its MAC. `position` is that of the last of them: up to a middle one they
    /// are whole and at least one; up to the last, of any size, and nothing may follow. Fails with InvalidInput
    /// "content.chunk-size", "content.finished".
    Result<QByteArray> chunks(QByteArrayView plain, ChunkPosition position);

private:
    struct State;
    ContentEncryptor(QByteArray header, std::unique_ptr<State> state);
    QByteArray m_header;
    std::unique_ptr<State> m_state;
};

/// unprotect() by parts; what chunks() hands out has been authenticated, all of it before any, but content is whole
/// only once the last chunk was taken (finished()).
class ContentDecryptor
{
public:
    /// Fails with Corrupt "content.truncated", Unsupported "content.version", InvalidInput "content.key-size".
    static Result<ContentDecryptor> begin(const SecretBytes &contentKey, QByteArrayView header, QByteArrayView context);
    ContentDecryptor(ContentDecryptor &&) noexcept;
    ContentDecryptor &operator=(ContentDecryptor &&) noexcept;
    ~ContentDecryptor();

    /// What ContentEncryptor::chunks() made; where it is parted between two calls may differ from there. Fails as
    /// unprotect() does; after a failure everything further fails too.
    Result<QByteArray> chunks(QByteArrayView protectedChunks, ChunkPosition position);
    bool finished() const;

private:
    struct State;
    explicit ContentDecryptor(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace wenyi::crypto
