// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/SecretMemory.h"

#include <QByteArrayView>

#include <utility>
#include <vector>

namespace wenyi {

/// Bytes in SecretMemory that are wiped when they go: keys and PINs. Movable, not copyable, never printed.
class SecretBytes
{
public:
    SecretBytes() = default;
    explicit SecretBytes(qsizetype size)
        : m_bytes(static_cast<size_t>(size))
    {
    }
    explicit SecretBytes(QByteArrayView bytes)
        : m_bytes(bytes.begin(), bytes.end())
    {
    }
    SecretBytes(SecretBytes &&other) noexcept
        : m_bytes(std::exchange(other.m_bytes, {}))
    {
    }
    SecretBytes &operator=(SecretBytes &&other) noexcept
    {
        if (this != &other) {
            wipe();
            m_bytes = std::exchange(other.m_bytes, {});
        }
        return *this;
    }
    SecretBytes(const SecretBytes &) = delete;
    SecretBytes &operator=(const SecretBytes &) = delete;
    ~SecretBytes() { wipe(); }

    /// A second owner, made on purpose.
    SecretBytes clone() const { return SecretBytes(view()); }

    QByteArrayView view() const { return {m_bytes.data(), static_cast<qsizetype>(m_bytes.size())}; }
    char *data() { return m_bytes.data(); }
    const char *data() const { return m_bytes.data(); }
    qsizetype size() const { return static_cast<qsizetype>(m_bytes.size()); }
    bool isEmpty() const { return m_bytes.empty(); }

    void wipe()
    {
        // Through volatile, so that the compiler cannot drop stores to memory that is about to go.
        volatile char *byte = m_bytes.data();
        for (size_t i = 0; i < m_bytes.size(); ++i)
            byte[i] = 0;
        m_bytes.clear();
    }

private:
    std::vector<char, SecretAllocator<char>> m_bytes;
};

} // namespace wenyi
