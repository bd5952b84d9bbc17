// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/ContentCipher.h"

#include "shared/base/FreshMemory.h"
#include "shared/crypto/OpenSslHandles.h"
#include "shared/crypto/Sm3Lanes.h"
#include "shared/crypto/Sm4CounterMode.h"

#include <openssl/crypto.h>

#include <QtEndian>

#include <algorithm>
#include <array>
#include <span>

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

constexpr qsizetype WholeChunk = ContentChunkSize + ContentChunkOverhead;
constexpr size_t BatchChunks = ContentBatchSize / ContentChunkSize;

qsizetype sealedSize(qsizetype plainSize)
{
    const qsizetype chunks = std::max<qsizetype>(1, (plainSize + ContentChunkSize - 1) / ContentChunkSize);
    return plainSize + chunks * ContentChunkOverhead;
}

/// What 50 MB are written into is fresh from the system, and asking for it page by page takes longer than encrypting;
/// asked for a batch at a time, it is still in the processor's cache when it is written.
void backBatch(char *to, qsizetype size)
{
    constexpr qsizetype WorthAsking = 4 * ContentChunkSize;
    if (size >= WorthAsking)
        backWithMemory(to, size);
}

struct Chunk
{
    QByteArrayView ciphertext;
    ChunkPosition position = ChunkPosition::Middle;
};

/// One message's cipher stream and MACs; what encryptor and decryptor share.
class ChunkCipher
{
public:
    static Result<ChunkCipher> begin(
        const SecretBytes &contentKey, QByteArrayView header, QByteArrayView context, const ContentWay &way)
    {
        if (contentKey.size() != ContentKeySize)
            return Error{ErrorCode::InvalidInput, "content.key-size", QString::number(contentKey.size())};
        const QByteArrayView nonce = header.sliced(1);
        const HmacSm3 extracted = extract(contentKey, nonce);
        const SecretBytes cipherKey = expand(extracted, "content cipher", Sm4CounterMode::KeySize);
        SecretBytes macKey = expand(extracted, "content mac", MacKeySize);
        // The key is this message's alone, so the counter may begin at nought.
        WENYI_TRY(auto stream, Sm4CounterMode::begin(cipherKey.view(), {}, way.cipher));
        WENYI_TRY(const Sm3Lanes lanes, Sm3Lanes::by(way.digest));
        // The context's length first, so that context and chunk cannot run into one another.
        QByteArray head = header.toByteArray();
        appendNumber(head, static_cast<quint64>(context.size()));
        head += context;
        return ChunkCipher(std::move(stream), lanes, std::move(macKey), std::move(head));
    }

    /// The content in chunks, each with its MAC. `to` has room for as many bytes as sealedSize() says.
    Result<void> seal(QByteArrayView plain, ChunkPosition end, char *to)
    {
        for (bool more = true; more;) {
            std::array<Chunk, BatchChunks> chunks;
            size_t count = 0;
            backBatch(to, std::min(sealedSize(plain.size()), sealedSize(ContentBatchSize)));
            for (char *at = to; more && count < chunks.size(); at += WholeChunk) {
                const qsizetype size = std::min(plain.size(), ContentChunkSize);
                WENYI_CHECK(m_stream.run(plain.first(size), at));
                plain = plain.sliced(size);
                more = !plain.isEmpty();
                chunks[count++] = {{at, size}, more ? ChunkPosition::Middle : end};
            }
            std::array<Digest, BatchChunks> macs;
            authenticate({chunks.data(), count}, macs);
            for (size_t i = 0; i < count; ++i) {
                const qsizetype size = chunks[i].ciphertext.size();
                std::copy_n(macs[i].view().data(), Digest::Size, to + size);
                to += size + Digest::Size;
            }
        }
        return {};
    }

    /// Back, into a place of openedSize(). Nothing of a batch is decrypted before all of it holds.
    Result<void> open(QByteArrayView sealedChunks, ChunkPosition end, char *to)
    {
        for (bool more = true; more;) {
            std::array<Chunk, BatchChunks> chunks;
            std::array<QByteArrayView, BatchChunks> expected;
            bool isCut = false;
            size_t count = 0;
            while (more && count < chunks.size()) {
                const QByteArrayView whole = sealedChunks.first(std::min(sealedChunks.size(), WholeChunk));
                sealedChunks = sealedChunks.sliced(whole.size());
                more = !sealedChunks.isEmpty();
                isCut = whole.size() < ContentChunkOverhead;
                if (isCut)
                    break;
                expected[count] = whole.last(ContentChunkOverhead);
                chunks[count++] = {whole.chopped(ContentChunkOverhead), more ? ChunkPosition::Middle : end};
            }
            WENYI_CHECK(verify({chunks.data(), count}, expected));
            if (isCut)
                return Error{ErrorCode::Corrupt, "content.truncated", {}};
            backBatch(to, batchSize({chunks.data(), count}));
            for (size_t i = 0; i < count; ++i) {
                WENYI_CHECK(m_stream.run(chunks[i].ciphertext, to));
                to += chunks[i].ciphertext.size();
            }
        }
        return {};
    }

private:
    ChunkCipher(Sm4CounterMode stream, Sm3Lanes lanes, SecretBytes macKey, QByteArray head)
        : m_stream(std::move(stream))
        , m_lanes(lanes)
        , m_macKey(std::move(macKey))
        , m_head(std::move(head))
    {
    }

    static qsizetype batchSize(std::span<const Chunk> chunks)
    {
        return static_cast<qsizetype>(chunks.size() - 1) * ContentChunkSize + chunks.back().ciphertext.size();
    }

    static void appendNumber(QByteArray &bytes, quint64 number)
    {
        const quint64 ordered = qToBigEndian(number);
        bytes.append(reinterpret_cast<const char *>(&ordered), sizeof ordered);
    }

    /// What a chunk's MAC covers before the ciphertext.
    QByteArray headOf(quint64 counter, ChunkPosition position) const
    {
        QByteArray head = m_head;
        appendNumber(head, counter);
        head += position == ChunkPosition::Last ? '\x01' : '\x02';
        return head;
    }

    /// The MACs of the next chunks, of which all but the last are whole.
    void authenticate(std::span<const Chunk> chunks, std::span<Digest> macs)
    {
        std::array<QByteArray, BatchChunks> heads;
        std::array<Sm3Lanes::Message, BatchChunks> messages;
        for (size_t i = 0; i < chunks.size(); ++i) {
            heads[i] = headOf(m_counter++, chunks[i].position);
            messages[i] = {heads[i], chunks[i].ciphertext};
        }
        const bool isUneven = chunks.size() > 1 && chunks.back().ciphertext.size() != ContentChunkSize;
        const size_t even = chunks.size() - (isUneven ? 1 : 0);
        m_lanes.hmac(m_macKey.view(), {messages.data(), even}, macs.first(even));
        if (isUneven)
            m_lanes.hmac(m_macKey.view(), {messages.data() + even, 1}, macs.subspan(even, 1));
    }

    Result<void> verify(std::span<const Chunk> chunks, std::span<const QByteArrayView> expected)
    {
        const quint64 first = m_counter;
        std::array<Digest, BatchChunks> macs;
        authenticate(chunks, macs);
        for (size_t i = 0; i < chunks.size(); ++i) {
            if (holds(macs[i], expected[i]))
                continue;
            if (chunks[i].position == ChunkPosition::Last && isMiddle(chunks[i].ciphertext, first + i, expected[i]))
                return Error{ErrorCode::Corrupt, "content.truncated", {}};
            return Error{ErrorCode::NotTrusted, "content.altered", {}};
        }
        return {};
    }

    /// Whether what stands at the end was followed by something when it was made.
    bool isMiddle(QByteArrayView ciphertext, quint64 counter, QByteArrayView expected) const
    {
        if (ciphertext.size() != ContentChunkSize)
            return false;
        const QByteArray head = headOf(counter, ChunkPosition::Middle);
        const Sm3Lanes::Message message{head, ciphertext};
        Digest mac;
        m_lanes.hmac(m_macKey.view(), {&message, 1}, {&mac, 1});
        return holds(mac, expected);
    }

    static bool holds(const Digest &mac, QByteArrayView expected)
    {
        return CRYPTO_memcmp(mac.bytes.data(), expected.data(), mac.bytes.size()) == 0;
    }

    Sm4CounterMode m_stream;
    Sm3Lanes m_lanes;
    SecretBytes m_macKey;
    QByteArray m_head;
    quint64 m_counter = 0;
};

qsizetype openedSize(qsizetype sealedSize)
{
    return sealedSize / WholeChunk * ContentChunkSize
           + std::max<qsizetype>(sealedSize % WholeChunk - ContentChunkOverhead, 0);
}

QByteArray newHeader(RandomSource &random)
{
    return Version + random.bytes(NonceSize);
}

Result<ChunkCipher> beginOpening(
    const SecretBytes &contentKey, QByteArrayView header, QByteArrayView context, const ContentWay &way)
{
    if (header.isEmpty())
        return Error{ErrorCode::Corrupt, "content.truncated", {}};
    if (header[0] != Version)
        return Error{ErrorCode::Unsupported, "content.version", QString::number(static_cast<uchar>(header[0]))};
    if (header.size() != ContentHeaderSize)
        return Error{ErrorCode::Corrupt, "content.truncated", {}};
    return ChunkCipher::begin(contentKey, header, context, way);
}

/// Whether whole chunks of this size, and nothing else, are there.
bool areWhole(qsizetype bytes, qsizetype chunkSize)
{
    return bytes > 0 && bytes % chunkSize == 0;
}

} // namespace

const ContentWay &ContentWay::fastest()
{
    static const ContentWay way{Sm4CounterMode::ways().constFirst(), Sm3Lanes::ways().constFirst()};
    return way;
}

QList<ContentWay> ContentWay::all()
{
    QList<ContentWay> found;
    for (const QString &cipher : Sm4CounterMode::ways()) {
        for (const QString &digest : Sm3Lanes::ways()) {
            if (cipher.startsWith(digest))
                found.append({cipher, digest});
        }
    }
    return found;
}

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
    const QByteArray header = newHeader(random);
    WENYI_TRY(ChunkCipher cipher, ChunkCipher::begin(contentKey, header, context, ContentWay::fastest()));
    return ContentEncryptor(header, std::make_unique<State>(State{std::move(cipher)}));
}

Result<QByteArray> ContentEncryptor::chunks(QByteArrayView plain, ChunkPosition position)
{
    if (m_state->finished)
        return Error{ErrorCode::InvalidInput, "content.finished", {}};
    if (position == ChunkPosition::Middle && !areWhole(plain.size(), ContentChunkSize))
        return Error{ErrorCode::InvalidInput, "content.chunk-size", QString::number(plain.size())};
    QByteArray result(sealedSize(plain.size()), Qt::Uninitialized);
    WENYI_CHECK(m_state->cipher.seal(plain, position, result.data()));
    m_state->finished = position == ChunkPosition::Last;
    return result;
}

struct ContentDecryptor::State
{
    ChunkCipher cipher;
    bool finished = false;
    bool failed = false;

    Result<QByteArray> open(QByteArrayView sealedChunks, ChunkPosition position)
    {
        if (sealedChunks.size() < ContentChunkOverhead)
            return Error{ErrorCode::Corrupt, "content.truncated", {}};
        if (finished || failed || (position == ChunkPosition::Middle && !areWhole(sealedChunks.size(), WholeChunk)))
            return Error{ErrorCode::NotTrusted, "content.altered", {}};
        QByteArray plain(openedSize(sealedChunks.size()), Qt::Uninitialized);
        WENYI_CHECK(cipher.open(sealedChunks, position, plain.data()));
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
    WENYI_TRY(ChunkCipher cipher, beginOpening(contentKey, header, context, ContentWay::fastest()));
    return ContentDecryptor(std::make_unique<State>(State{std::move(cipher)}));
}

Result<QByteArray> ContentDecryptor::chunks(QByteArrayView protectedChunks, ChunkPosition position)
{
    Result<QByteArray> plain = m_state->open(protectedChunks, position);
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
    return ContentHeaderSize + sealedSize(plainSize);
}

Result<QByteArray> protect(const SecretBytes &contentKey, QByteArrayView plain, QByteArrayView context,
    RandomSource &random, const ContentWay &way)
{
    const QByteArray header = newHeader(random);
    WENYI_TRY(ChunkCipher cipher, ChunkCipher::begin(contentKey, header, context, way));
    QByteArray result(protectedSize(plain.size()), Qt::Uninitialized);
    std::copy(header.begin(), header.end(), result.begin());
    WENYI_CHECK(cipher.seal(plain, ChunkPosition::Last, result.data() + header.size()));
    return result;
}

Result<QByteArray> unprotect(
    const SecretBytes &contentKey, QByteArrayView protectedBytes, QByteArrayView context, const ContentWay &way)
{
    const QByteArrayView header = protectedBytes.first(std::min(ContentHeaderSize, protectedBytes.size()));
    WENYI_TRY(ChunkCipher cipher, beginOpening(contentKey, header, context, way));
    const QByteArrayView chunks = protectedBytes.sliced(header.size());
    QByteArray plain(openedSize(chunks.size()), Qt::Uninitialized);
    WENYI_CHECK(cipher.open(chunks, ChunkPosition::Last, plain.data()));
    return plain;
}

} // namespace wenyi::crypto
