// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm3Lanes.h"

#include "shared/crypto/OpenSslHandles.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/Sm3Kernel.h"

#include <openssl/crypto.h>

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstring>

using namespace Qt::StringLiterals;

namespace wenyi::crypto {

namespace {

constexpr QStringView OpenSslName = u"OpenSSL";
constexpr qsizetype BlockSize = 64;
constexpr qsizetype LengthSize = 8;
/// As many messages take a kernel about as long as the library takes for them one after the other.
constexpr size_t LeastMessages = 3;

const std::vector<Sm3Kernel> &kernels()
{
    static const std::vector<Sm3Kernel> known = sm3Kernels();
    return known;
}

/// One run of a kernel: a message in each lane, idle lanes doing what the first does.
class Run
{
public:
    Run(const Sm3Kernel &kernel, std::span<const Sm3Lanes::Message> messages)
        : m_kernel(kernel)
        , m_messages(messages)
        , m_head(messages.front().head.size())
        , m_body(messages.front().body.size())
    {
        for (size_t word = 0; word < Sm3InitialState.size(); ++word)
            std::fill_n(m_states.begin() + word * kernel.lanes, kernel.lanes, Sm3InitialState[word]);
    }
    /// With a block that stands before each message.
    Run(const Sm3Kernel &kernel, std::span<const Sm3Lanes::Message> messages, QByteArrayView before)
        : Run(kernel, messages)
    {
        m_before = before.size();
        compress(m_before / BlockSize, [&](const Sm3Lanes::Message &, size_t) { return octets(before.data()); });
    }
    ~Run() { OPENSSL_cleanse(m_states.data(), sizeof m_states); }
    Run(const Run &) = delete;
    Run &operator=(const Run &) = delete;

    void digest(std::span<Digest> digests)
    {
        // The head with as much of the body as makes its last block full, then the body where it lies, then what is
        // left.
        const qsizetype toFull = (BlockSize - m_head % BlockSize) % BlockSize;
        const qsizetype fill = std::min(m_body, toFull);
        const qsizetype begun = fill == toFull ? m_head + fill : (m_head + fill) / BlockSize * BlockSize;
        const qsizetype middle = begun < m_head + fill ? 0 : (m_body - fill) / BlockSize * BlockSize;
        copied(0, begun, 0);
        compress(middle / BlockSize,
            [&](const Sm3Lanes::Message &message, size_t) { return octets(message.body.data()) + fill; });
        const qsizetype left = m_head + m_body - begun - middle;
        copied(begun + middle, left, (left + 1 + LengthSize + BlockSize - 1) / BlockSize * BlockSize);
        tell(digests);
    }

private:
    /// Compresses a part of each message from a copy. With `padded`, it is the last and grows to so many bytes (5.2).
    void copied(qsizetype from, qsizetype size, qsizetype padded)
    {
        const qsizetype stride = std::max(size, padded);
        QByteArray copies(stride * static_cast<qsizetype>(m_messages.size()), '\0');
        for (size_t lane = 0; lane < m_messages.size(); ++lane) {
            char *const copy = copies.data() + static_cast<qsizetype>(lane) * stride;
            copyPart(m_messages[lane], from, size, copy);
            if (padded == 0)
                continue;
            copy[size] = '\x80';
            qToBigEndian(static_cast<quint64>(m_before + m_head + m_body) * 8, copy + padded - LengthSize);
        }
        compress(stride / BlockSize, [&](const Sm3Lanes::Message &, size_t lane) {
            return octets(copies.constData()) + static_cast<qsizetype>(lane) * stride;
        });
    }

    static void copyPart(const Sm3Lanes::Message &message, qsizetype from, qsizetype size, char *to)
    {
        const qsizetype head = std::clamp<qsizetype>(message.head.size() - from, 0, size);
        if (head > 0)
            std::memcpy(to, message.head.data() + from, static_cast<size_t>(head));
        if (size > head)
            std::memcpy(
                to + head, message.body.data() + (from + head - message.head.size()), static_cast<size_t>(size - head));
    }

    template<typename Place>
    void compress(qsizetype blocks, const Place &placeOf)
    {
        if (blocks == 0)
            return;
        std::array<const unsigned char *, Sm3Kernel::MostLanes> places{};
        for (size_t lane = 0; lane < m_kernel.lanes; ++lane) {
            const size_t index = lane < m_messages.size() ? lane : 0;
            places[lane] = placeOf(m_messages[index], index);
        }
        m_kernel.compress(m_states.data(), places.data(), static_cast<size_t>(blocks));
    }

    void tell(std::span<Digest> digests) const
    {
        for (size_t lane = 0; lane < m_messages.size(); ++lane) {
            for (size_t word = 0; word < Sm3InitialState.size(); ++word)
                qToBigEndian(m_states[word * m_kernel.lanes + lane], digests[lane].bytes.data() + 4 * word);
        }
    }

    const Sm3Kernel &m_kernel;
    std::span<const Sm3Lanes::Message> m_messages;
    qsizetype m_head;
    qsizetype m_body;
    qsizetype m_before = 0;
    alignas(64) std::array<uint32_t, Sm3InitialState.size() * Sm3Kernel::MostLanes> m_states{};
};

} // namespace

Sm3Lanes::Sm3Lanes()
    : m_kernel(kernels().empty() ? nullptr : &kernels().front())
{
}

Sm3Lanes::Sm3Lanes(const Sm3Kernel *kernel)
    : m_kernel(kernel)
{
}

QStringList Sm3Lanes::ways()
{
    QStringList names;
    for (const Sm3Kernel &kernel : kernels())
        names.append(QString::fromLatin1(kernel.name));
    names.append(OpenSslName.toString());
    return names;
}

Result<Sm3Lanes> Sm3Lanes::by(const QString &way)
{
    for (const Sm3Kernel &kernel : kernels()) {
        if (way == QLatin1String(kernel.name))
            return Sm3Lanes(&kernel);
    }
    if (way != OpenSslName)
        return Error{ErrorCode::NotFound, "sm3.way", way};
    return Sm3Lanes(nullptr);
}

template<typename Act>
size_t Sm3Lanes::inRuns(std::span<const Message> messages, const Act &act) const
{
    Q_ASSERT(std::all_of(messages.begin(), messages.end(), [&](const Message &message) {
        return message.head.size() == messages.front().head.size()
               && message.body.size() == messages.front().body.size();
    }));
    size_t done = 0;
    while (m_kernel && messages.size() - done >= LeastMessages) {
        const size_t count = std::min(messages.size() - done, m_kernel->lanes);
        act(messages.subspan(done, count), done);
        done += count;
    }
    return done;
}

void Sm3Lanes::digest(std::span<const Message> messages, std::span<Digest> digests) const
{
    const size_t done = inRuns(messages, [&](std::span<const Message> some, size_t from) {
        Run(*m_kernel, some).digest(digests.subspan(from, some.size()));
    });
    for (size_t i = done; i < messages.size(); ++i) {
        Sm3 digest;
        digest.add(messages[i].head);
        digest.add(messages[i].body);
        digests[i] = digest.finish();
    }
}

void Sm3Lanes::hmac(QByteArrayView key, std::span<const Message> messages, std::span<Digest> macs) const
{
    const size_t done = inRuns(messages, [&](std::span<const Message> some, size_t from) {
        std::array<Digest, Sm3Kernel::MostLanes> inner;
        Run(*m_kernel, some, HmacBlock(key, HmacBlock::Inner).view()).digest(inner);
        std::array<Message, Sm3Kernel::MostLanes> digested;
        for (size_t i = 0; i < some.size(); ++i)
            digested[i].body = inner[i].view();
        Run(*m_kernel, {digested.data(), some.size()}, HmacBlock(key, HmacBlock::Outer).view())
            .digest(macs.subspan(from, some.size()));
    });
    if (done == messages.size())
        return;
    const HmacSm3 keyed(key);
    for (size_t i = done; i < messages.size(); ++i) {
        HmacSm3 hmac = keyed;
        hmac.add(messages[i].head);
        hmac.add(messages[i].body);
        macs[i] = hmac.finish();
    }
}

} // namespace wenyi::crypto
