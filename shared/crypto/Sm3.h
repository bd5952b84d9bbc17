// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Digest.h"

#include <QByteArrayView>

#include <memory>

namespace wenyi::crypto {

/// SM3 (GB/T 32905-2016) of the bytes.
Digest sm3(QByteArrayView bytes);

/// SM3 of bytes that come in parts.
class Sm3
{
public:
    Sm3();
    ~Sm3();
    Sm3(Sm3 &&) noexcept;
    Sm3 &operator=(Sm3 &&) noexcept;
    void add(QByteArrayView bytes);
    /// The digest of all that was added; the object starts anew.
    Digest finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// HMAC-SM3.
Digest hmacSm3(QByteArrayView key, QByteArrayView bytes);

} // namespace wenyi::crypto
