// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/ContentCipher.h"

#include "shared/crypto/OpenSslHandles.h"
#include "shared/crypto/Sm4CounterMode.h"

#include <openssl/crypto.h>

#include <QtEndian>

#include <algorithm>
#include <array>

namespace wenyi::crypto {

namespace {

/// Names the suite too: SM4-CTR, HMAC-SM3, HKDF-SM3.
constexpr char Version = 1;
constexpr qsizetype NonceSize = ContentHeaderSize - 1;
constexpr qsizetype MacKeySize = 32;

/// HKDF's first half (RFC 5869 2.2): an HMAC keyed with what was extracted, to be copied for each use.
HmacSm3 extract(const SecretBytes &key, QByteArrayView salt)
{
    // Without a salt, HashLen noughts; HMAC pads to the same, so an empty salt needs no other way.
    Digest extracted = hmacSm3(salt, key.view());
    HmacSm3 keyed(extracted.view());
    OPENSSL_cleanse(extracted.bytes.data(), extracted.bytes.size());
    return keyed;
}

/// HKDF's second half (RFC 5869 2.3).
SecretBytes expand(const HmacSm3 &extracted, QByteArrayView use, qsizetype size)
{
    Q_ASSERT(size > 0 && size <= 255 * Digest::Size);
    SecretBytes result(size);
    Digest block;
    for (qsizetype done = 0; done < size; done += Digest::Size) {
        HmacSm3 hmac = extracted;
        if (done > 0)
            hmac.add(block.view());
        hmac.add(use);
        const char counter = static_cast<char>(done / Digest::Size + 1);
        hmac.add({&counter, 1});
        block = hmac.finish();
        std::copy_n(block.view().data(), std::min(Digest::Size, size - done), result.data() + done);
    }
    OPENSSL_cleanse(block.bytes.data(), block.bytes.size());
    return result;
}

/// One message's cipher stream and MAC; what encryptor and decryptor share.
class ChunkCipher
{
public:
    static Result<ChunkCipher> begin(const SecretBytes &contentKey, QByteArrayView header, QByteArrayView context)
    {
        if (contentKey.size() != ContentKeySize)
            return Error{ErrorCode::InvalidInput, "content.key-size", QString::number(contentKey.size())};
        const QByteArrayView nonce = header.sliced(1);
        const HmacSm3 extracted = extract(contentKey, nonce);
        const SecretBytes cipherKey = expand(extracted, "content cipher", Sm4CounterMode::KeySize);
        const SecretBytes macKey = expand(extracted, "content mac", MacKeySize);
        // The key is this message's alone, so the counter may begin at nought.
        WENYI_TRY(auto stream, Sm4CounterMode::begin(cipherKey.view()));
        ChunkCipher cipher(std::move(stream), macKey.view());
        cipher.m_mac.add(header);
        // Its length first, so that context and chunk cannot run into one another.
        const quint64 contextSize = qToBigEndian(static_cast<quint64>(context.size()));
        cipher.m_mac.add({reinterpret_cast<const char *>(&contextSize), sizeof contextSize});
        cipher.m_mac.add(context);
        return cipher;
    }

    /// Counter mode: the same step encrypts and decrypts.
    Result<void> run(QByteArrayView from, char *to) { return m_stream.run(from, to); }

    Digest mac(QByteArrayView ciphertext, ChunkPosition position) const
    {
        HmacSm3 hmac = m_mac;
        const quint64 counter = qToBigEndian(m_counter);
        hmac.add({reinterpret_cast<const char *>(&counter), sizeof counter});
        hmac.add(position == ChunkPosition::Last ? "\x01" : "\x02");
        hmac.add(ciphertext);
        return hmac.finish();
    }

    bool macHolds(QByteArrayView ciphertext, QByteArrayView expected, ChunkPosition position) const
    {
        const Digest actual = mac(ciphertext, position);
        return CRYPTO_memcmp(actual.bytes.data(), expected.data(), actual.bytes.size()) == 0;
    }

    void next() { ++m_counter; }

private:
    ChunkCipher(Sm4CounterMode stream, QByteArrayView macKey)
        : m_stream(std::move(stream))
        , m_mac(macKey)
    {
    }

    Sm4CounterMode m_stream;
    HmacSm3 m_mac;
    quint64 m_counter = 0;
};

bool sizeFits(qsizetype plainSize, ChunkPosition position)
{
    return position == ChunkPosition::Last ? plainSize >= 0 && plainSize <= ContentChunkSize
                                           : plainSize == ContentChunkSize;
}

} // namespace

SecretBytes deriveKey(const SecretBytes &key, QByteArrayView salt, QByteArrayView use, qsizetype size)
{
    return expand(extract(key, salt), use, size);
}

struct ContentEncryptor::State
{
    ChunkCipher cipher;
    bool finished = false;
};

ContentEncryptor::ContentEncryptor(QByteArray header, std::unique_ptr<State> state)
    : m_header(std::move(header))
    , m_state(std::move(state))
{
}

ContentEncryptor::ContentEncryptor(ContentEncryptor &&) noexcept = default;
ContentEncryptor &ContentEncryptor::operator=(ContentEncryptor &&) noexcept = default;
ContentEncryptor::~ContentEncryptor() = default;

Result<ContentEncryptor> ContentEncryptor::begin(
    const SecretBytes &contentKey, QByteArrayView context, RandomSource &random)
{
    const QByteArray header = Version + random.bytes(NonceSize);
    WENYI_TRY(ChunkCipher cipher, ChunkCipher::begin(contentKey, header, context));
    return ContentEncryptor(header, std::make_unique<State>(State{std::move(cipher)}));
}

Result<QByteArray> ContentEncryptor::chunk(QByteArrayView plain, ChunkPosition position)
{
    if (m_state->finished)
        return Error{ErrorCode::InvalidInput, "content.finished", {}};
    if (!sizeFits(plain.size(), position))
        return Error{ErrorCode::InvalidInput, "content.chunk-size", QString::number(plain.size())};
    QByteArray result(plain.size() + ContentChunkOverhead, Qt::Uninitialized);
    WENYI_CHECK(m_state->cipher.run(plain, result.data()));
    const Digest mac = m_state->cipher.mac(QByteArrayView(result).first(plain.size()), position);
    std::copy_n(mac.view().data(), Digest::Size, result.data() + plain.size());
    m_state->cipher.next();
    m_state->finished = position == ChunkPosition::Last;
    return result;
}

struct ContentDecryptor::State
{
    ChunkCipher cipher;
    bool finished = false;
    bool failed = false;

    Result<QByteArray> open(QByteArrayView protectedChunk, ChunkPosition position)
    {
        const Error altered{ErrorCode::NotTrusted, "content.altered", {}};
        const qsizetype size = protectedChunk.size() - ContentChunkOverhead;
        if (size < 0)
            return Error{ErrorCode::Corrupt, "content.truncated", {}};
        if (finished || failed || !sizeFits(size, position))
            return altered;
        const QByteArrayView ciphertext = protectedChunk.first(size);
        const QByteArrayView mac = protectedChunk.sliced(size);
        if (!cipher.macHolds(ciphertext, mac, position)) {
            const bool isMiddle = position == ChunkPosition::Last && size == ContentChunkSize
                                  && cipher.macHolds(ciphertext, mac, ChunkPosition::Middle);
            return isMiddle ? Error{ErrorCode::Corrupt, "content.truncated", {}} : altered;
        }
        QByteArray plain(size, Qt::Uninitialized);
        WENYI_CHECK(cipher.run(ciphertext, plain.data()));
        cipher.next();
        finished = position == ChunkPosition::Last;
        return plain;
    }
};

ContentDecryptor::ContentDecryptor(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

ContentDecryptor::ContentDecryptor(ContentDecryptor &&) noexcept = default;
ContentDecryptor &ContentDecryptor::operator=(ContentDecryptor &&) noexcept = default;
ContentDecryptor::~ContentDecryptor() = default;

Result<ContentDecryptor> ContentDecryptor::begin(
    const SecretBytes &contentKey, QByteArrayView header, QByteArrayView context)
{
    if (header.isEmpty())
        return Error{ErrorCode::Corrupt, "content.truncated", {}};
    if (header[0] != Version)
        return Error{ErrorCode::Unsupported, "content.version", QString::number(static_cast<uchar>(header[0]))};
    if (header.size() != ContentHeaderSize)
        return Error{ErrorCode::Corrupt, "content.truncated", {}};
    WENYI_TRY(ChunkCipher cipher, ChunkCipher::begin(contentKey, header, context));
    return ContentDecryptor(std::make_unique<State>(State{std::move(cipher)}));
}

Result<QByteArray> ContentDecryptor::chunk(QByteArrayView protectedChunk, ChunkPosition position)
{
    Result<QByteArray> plain = m_state->open(protectedChunk, position);
    if (!plain)
        m_state->failed = true;
    return plain;
}

bool ContentDecryptor::finished() const
{
    return m_state->finished;
}

qsizetype protectedSize(qsizetype plainSize)
{
    const qsizetype chunks = std::max<qsizetype>(1, (plainSize + ContentChunkSize - 1) / ContentChunkSize);
    return ContentHeaderSize + plainSize + chunks * ContentChunkOverhead;
}

Result<QByteArray> protect(
    const SecretBytes &contentKey, QByteArrayView plain, QByteArrayView context, RandomSource &random)
{
    WENYI_TRY(ContentEncryptor encryptor, ContentEncryptor::begin(contentKey, context, random));
    QByteArray result;
    result.reserve(protectedSize(plain.size()));
    result += encryptor.header();
    for (; plain.size() > ContentChunkSize; plain = plain.sliced(ContentChunkSize)) {
        WENYI_TRY(const QByteArray chunk, encryptor.chunk(plain.first(ContentChunkSize), ChunkPosition::Middle));
        result += chunk;
    }
    WENYI_TRY(const QByteArray last, encryptor.chunk(plain, ChunkPosition::Last));
    result += last;
    return result;
}

Result<QByteArray> unprotect(const SecretBytes &contentKey, QByteArrayView protectedBytes, QByteArrayView context)
{
    constexpr qsizetype whole = ContentChunkSize + ContentChunkOverhead;
    const qsizetype headerSize = std::min(ContentHeaderSize, protectedBytes.size());
    WENYI_TRY(
        ContentDecryptor decryptor, ContentDecryptor::begin(contentKey, protectedBytes.first(headerSize), context));
    QByteArrayView rest = protectedBytes.sliced(headerSize);
    QByteArray plain;
    plain.reserve(rest.size());
    for (; rest.size() > whole; rest = rest.sliced(whole)) {
        WENYI_TRY(const QByteArray chunk, decryptor.chunk(rest.first(whole), ChunkPosition::Middle));
        plain += chunk;
    }
    WENYI_TRY(const QByteArray last, decryptor.chunk(rest, ChunkPosition::Last));
    plain += last;
    return plain;
}

} // namespace wenyi::crypto
