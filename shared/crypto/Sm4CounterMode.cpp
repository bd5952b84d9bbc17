// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm4CounterMode.h"

#include "shared/crypto/OpenSslHandles.h"
#include "shared/crypto/Sm4Kernel.h"

#include <openssl/crypto.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::crypto {

namespace {

constexpr size_t BlockSize = 16;
constexpr QStringView OpenSslName = u"OpenSSL";

const EVP_CIPHER *sm4Counter()
{
    static EVP_CIPHER *const algorithm = EVP_CIPHER_fetch(nullptr, "SM4-CTR", nullptr);
    return algorithm;
}

const std::vector<Sm4Kernel> &kernels()
{
    static const std::vector<Sm4Kernel> known = sm4Kernels();
    return known;
}

} // namespace

class Sm4CounterMode::Way
{
public:
    Way() = default;
    Way(const Way &) = delete;
    Way &operator=(const Way &) = delete;
    virtual ~Way() = default;
    virtual Result<void> run(QByteArrayView from, char *to) = 0;
};

class Sm4CounterMode::KernelWay final : public Way
{
public:
    KernelWay(const Sm4Kernel &kernel, QByteArrayView key, const Counter &start)
        : m_kernel(kernel)
        , m_counter(start)
    {
        m_kernel.expandKey(octets(key.data()), m_roundKeys);
    }
    ~KernelWay() override
    {
        OPENSSL_cleanse(m_roundKeys.data(), sizeof m_roundKeys);
        OPENSSL_cleanse(m_stream.data(), m_stream.size());
    }

    Result<void> run(QByteArrayView from, char *to) override
    {
        const unsigned char *in = octets(from.data());
        unsigned char *out = octets(to);
        auto left = static_cast<size_t>(from.size());
        takeStream(in, out, left);
        const size_t blocks = left / BlockSize;
        m_kernel.counterMode(m_roundKeys, m_counter.data(), in, out, blocks);
        in += blocks * BlockSize;
        out += blocks * BlockSize;
        left -= blocks * BlockSize;
        if (left == 0)
            return {};
        m_stream.fill(0);
        m_kernel.counterMode(m_roundKeys, m_counter.data(), m_stream.data(), m_stream.data(), 1);
        m_used = 0;
        takeStream(in, out, left);
        return {};
    }

private:
    // What is left of a block that was begun.
    void takeStream(const unsigned char *&in, unsigned char *&out, size_t &left)
    {
        for (; left > 0 && m_used < BlockSize; --left)
            *out++ = *in++ ^ m_stream[m_used++];
    }

    const Sm4Kernel &m_kernel;
    Sm4RoundKeys m_roundKeys;
    Counter m_counter; ///< Of the next block.
    std::array<unsigned char, BlockSize> m_stream{};
    size_t m_used = BlockSize; ///< So much of m_stream is used up.
};

class Sm4CounterMode::OpenSslWay final : public Way
{
public:
    static Result<std::unique_ptr<Way>> begin(QByteArrayView key, const Counter &start)
    {
        auto way = std::make_unique<OpenSslWay>();
        if (!way->m_context
            || EVP_EncryptInit_ex2(way->m_context.get(), sm4Counter(), octets(key.data()), start.data(), nullptr) != 1)
            return Error{ErrorCode::Internal, "content.cipher", takeOpenSslErrors()};
        return std::unique_ptr<Way>(std::move(way));
    }

    Result<void> run(QByteArrayView from, char *to) override
    {
        int written = 0;
        if (EVP_EncryptUpdate(m_context.get(), octets(to), &written, octets(from.data()), static_cast<int>(from.size()))
                != 1
            || written != from.size())
            return Error{ErrorCode::Internal, "content.cipher", takeOpenSslErrors()};
        return {};
    }

private:
    CipherContextGuard m_context{EVP_CIPHER_CTX_new()};
};

Sm4CounterMode::Sm4CounterMode(std::unique_ptr<Way> way)
    : m_way(std::move(way))
{
}

Sm4CounterMode::Sm4CounterMode(Sm4CounterMode &&) noexcept = default;
Sm4CounterMode &Sm4CounterMode::operator=(Sm4CounterMode &&) noexcept = default;
Sm4CounterMode::~Sm4CounterMode() = default;

QStringList Sm4CounterMode::ways()
{
    QStringList names;
    for (const Sm4Kernel &kernel : kernels())
        names.append(QString::fromLatin1(kernel.name));
    names.append(OpenSslName.toString());
    return names;
}

Result<Sm4CounterMode> Sm4CounterMode::begin(QByteArrayView key, const Counter &start, const QString &way)
{
    if (key.size() != KeySize)
        return Error{ErrorCode::InvalidInput, "sm4.key-size", QString::number(key.size())};
    for (const Sm4Kernel &kernel : kernels()) {
        if (way == QLatin1String(kernel.name))
            return Sm4CounterMode(std::make_unique<KernelWay>(kernel, key, start));
    }
    if (way != OpenSslName)
        return Error{ErrorCode::NotFound, "sm4.way", way};
    WENYI_TRY(auto openSsl, OpenSslWay::begin(key, start));
    return Sm4CounterMode(std::move(openSsl));
}

Result<void> Sm4CounterMode::run(QByteArrayView from, char *to)
{
    return m_way->run(from, to);
}

} // namespace wenyi::crypto
