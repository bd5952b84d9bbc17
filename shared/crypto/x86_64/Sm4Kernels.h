// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Sm4Kernel.h"

#include <array>
#include <cstring>

namespace wenyi::crypto::x86 {

void expandKeyAvx512(const unsigned char *key, Sm4RoundKeys &roundKeys);
void counterModeAvx512(
    const Sm4RoundKeys &roundKeys, unsigned char *counter, const unsigned char *from, unsigned char *to, size_t blocks);
void expandKeyAvx2(const unsigned char *key, Sm4RoundKeys &roundKeys);
void counterModeAvx2(
    const Sm4RoundKeys &roundKeys, unsigned char *counter, const unsigned char *from, unsigned char *to, size_t blocks);

inline uint32_t loadWord(const unsigned char *bytes)
{
    uint32_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return __builtin_bswap32(word);
}

/// The counter as the cipher takes it: four big-endian words.
class CounterWords
{
public:
    explicit CounterWords(const unsigned char *bytes)
    {
        for (size_t i = 0; i < m_words.size(); ++i)
            m_words[i] = loadWord(bytes + 4 * i);
    }
    uint32_t word(size_t i) const { return m_words[i]; }
    /// Whether that many counters in a row differ in the last word alone.
    bool holdsLast(uint32_t count) const { return m_words[3] <= UINT32_MAX - (count - 1); }
    void add(uint32_t count)
    {
        uint64_t carry = count;
        for (size_t i = m_words.size(); i-- > 0;) {
            carry += m_words[i];
            m_words[i] = static_cast<uint32_t>(carry);
            carry >>= 32;
        }
    }
    void store(unsigned char *bytes) const
    {
        for (size_t i = 0; i < m_words.size(); ++i) {
            const uint32_t word = __builtin_bswap32(m_words[i]);
            std::memcpy(bytes + 4 * i, &word, sizeof word);
        }
    }

private:
    std::array<uint32_t, 4> m_words;
};

/// FK of GB/T 32907-2016 7.3.1.
inline constexpr std::array<uint32_t, 4> SystemParameter{0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc};

/// CK of 7.3.2: its bytes count up in steps of seven, modulo 256.
inline uint32_t fixedParameter(uint32_t round)
{
    uint32_t word = 0;
    for (uint32_t byte = 0; byte < 4; ++byte)
        word = word << 8 | ((4 * round + byte) * 7 & 0xff);
    return word;
}

} // namespace wenyi::crypto::x86
