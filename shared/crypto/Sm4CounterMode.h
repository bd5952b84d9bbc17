// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"

#include <QByteArrayView>
#include <QStringList>

#include <array>
#include <memory>

namespace wenyi::crypto {

/// SM4-CTR: one stream under one key. Encrypts and decrypts alike, and authenticates nothing; content goes through
/// ContentCipher.h.
class Sm4CounterMode
{
public:
    static constexpr qsizetype KeySize = 16;
    using Counter = std::array<unsigned char, 16>;

    /// The ways that this processor can go, the fastest first; "OpenSSL" is always the last.
    static QStringList ways();
    /// By the fastest way, or by a named one of ways(). Fails with InvalidInput "sm4.key-size", NotFound "sm4.way",
    /// Internal "content.cipher".
    static Result<Sm4CounterMode> begin(
        QByteArrayView key, const Counter &start = {}, const QString &way = ways().constFirst());
    Sm4CounterMode(Sm4CounterMode &&) noexcept;
    Sm4CounterMode &operator=(Sm4CounterMode &&) noexcept;
    ~Sm4CounterMode();

    /// The next bytes of the stream over `from`, into as many at `to`, which may be the same place. Fails with Internal
    /// "content.cipher".
    Result<void> run(QByteArrayView from, char *to);

private:
    class Way;
    class KernelWay;
    class OpenSslWay;
    explicit Sm4CounterMode(std::unique_ptr<Way> way);
    std::unique_ptr<Way> m_way;
};

} // namespace wenyi::crypto
