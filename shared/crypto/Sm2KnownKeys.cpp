// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Sm2KnownKeys.h"

namespace wenyi::crypto::sm2 {

std::shared_ptr<const Multiples> KnownKeys::of(QByteArrayView bytes, const Affine &point)
{
    const std::lock_guard lock(m_mutex);
    auto key = m_keys.find(QByteArray::fromRawData(bytes.data(), bytes.size()));
    if (key == m_keys.end()) {
        forgetOldest(false, MostCounted);
        key = m_keys.insert(bytes.toByteArray(), {});
    }
    key->lastAsked = ++m_asked;
    if (key->multiples || ++key->signatures < Often)
        return key->multiples;
    // Whoever asks meanwhile waits as long as five signatures take.
    const auto made = std::make_shared<const Multiples>(point);
    key->multiples = made;
    ++m_kept;
    forgetOldest(true, Most + 1);
    return made;
}

void KnownKeys::forgetOldest(bool isWithMultiples, qsizetype most)
{
    if ((isWithMultiples ? m_kept : m_keys.size()) < most)
        return;
    auto oldest = m_keys.end();
    for (auto key = m_keys.begin(); key != m_keys.end(); ++key) {
        if (isWithMultiples && !key->multiples)
            continue;
        if (oldest == m_keys.end() || key->lastAsked < oldest->lastAsked)
            oldest = key;
    }
    if (oldest == m_keys.end())
        return;
    m_kept -= oldest->multiples ? 1 : 0;
    m_keys.erase(oldest);
}

qsizetype KnownKeys::kept() const
{
    const std::lock_guard lock(m_mutex);
    return m_kept;
}

} // namespace wenyi::crypto::sm2
