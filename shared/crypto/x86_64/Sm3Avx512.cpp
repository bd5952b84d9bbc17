// SPDX-License-Identifier: GPL-3.0-or-later
#define WENYI_LANES_TARGET gnu::target("avx512f,avx512bw,avx512vl"), gnu::always_inline
#include "shared/crypto/x86_64/Sm3Rounds.h"

#ifndef __clang__
// GCC 12 takes the registers that its own header leaves undefined on purpose for a mistake.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>

namespace wenyi::crypto::x86 {

namespace {

/// Sixteen messages.
struct Lanes16
{
    static constexpr size_t Count = 16;
    static constexpr size_t Ahead = 192; ///< Octets that are asked of memory before they are wanted.
    using Register = __m512i;

    [[WENYI_LANES_TARGET]] static Register load(const uint32_t *words) { return _mm512_loadu_si512(words); }
    [[WENYI_LANES_TARGET]] static void store(uint32_t *words, Register x) { _mm512_storeu_si512(words, x); }
    [[WENYI_LANES_TARGET]] static Register all(uint32_t word) { return _mm512_set1_epi32(static_cast<int>(word)); }
    [[WENYI_LANES_TARGET]] static Register add(Register x, Register y) { return _mm512_add_epi32(x, y); }
    [[WENYI_LANES_TARGET]] static Register xor2(Register x, Register y) { return _mm512_xor_si512(x, y); }
    // The last numbers are truth tables: bit 4x + 2y + z says what becomes of these three bits.
    [[WENYI_LANES_TARGET]] static Register xor3(Register x, Register y, Register z)
    {
        return _mm512_ternarylogic_epi32(x, y, z, 0x96);
    }
    [[WENYI_LANES_TARGET]] static Register majority(Register x, Register y, Register z)
    {
        return _mm512_ternarylogic_epi32(x, y, z, 0xe8);
    }
    [[WENYI_LANES_TARGET]] static Register choose(Register x, Register y, Register z)
    {
        return _mm512_ternarylogic_epi32(x, y, z, 0xca);
    }
    template<int Bits>
    [[WENYI_LANES_TARGET]] static Register rotate(Register x)
    {
        return _mm512_rol_epi32(x, Bits);
    }

    // From a row for each message to a row for each word: by words, by pairs of them, by quarters of the register.
    [[WENYI_LANES_TARGET]] static void loadBlock(const unsigned char *const *messages, size_t offset, Register *w)
    {
        Register pairs[16];
        for (size_t i = 0; i < 16; i += 2) {
            const Register even = _mm512_loadu_si512(messages[i] + offset);
            const Register odd = _mm512_loadu_si512(messages[i + 1] + offset);
            __builtin_prefetch(messages[i] + offset + Ahead);
            __builtin_prefetch(messages[i + 1] + offset + Ahead);
            pairs[i] = _mm512_unpacklo_epi32(even, odd);
            pairs[i + 1] = _mm512_unpackhi_epi32(even, odd);
        }
        Register quarters[16]; // [4q + k] has words k, 4 + k, 8 + k, 12 + k of messages 4q to 4q + 3.
        for (size_t q = 0; q < 16; q += 4) {
            quarters[q] = _mm512_unpacklo_epi64(pairs[q], pairs[q + 2]);
            quarters[q + 1] = _mm512_unpackhi_epi64(pairs[q], pairs[q + 2]);
            quarters[q + 2] = _mm512_unpacklo_epi64(pairs[q + 1], pairs[q + 3]);
            quarters[q + 3] = _mm512_unpackhi_epi64(pairs[q + 1], pairs[q + 3]);
        }
        const Register swap = _mm512_set4_epi32(0x0c0d0e0f, 0x08090a0b, 0x04050607, 0x00010203);
        for (size_t k = 0; k < 4; ++k) {
            const Register even01 = _mm512_shuffle_i32x4(quarters[k], quarters[4 + k], 0x88);
            const Register odd01 = _mm512_shuffle_i32x4(quarters[k], quarters[4 + k], 0xdd);
            const Register even23 = _mm512_shuffle_i32x4(quarters[8 + k], quarters[12 + k], 0x88);
            const Register odd23 = _mm512_shuffle_i32x4(quarters[8 + k], quarters[12 + k], 0xdd);
            w[k] = _mm512_shuffle_epi8(_mm512_shuffle_i32x4(even01, even23, 0x88), swap);
            w[4 + k] = _mm512_shuffle_epi8(_mm512_shuffle_i32x4(odd01, odd23, 0x88), swap);
            w[8 + k] = _mm512_shuffle_epi8(_mm512_shuffle_i32x4(even01, even23, 0xdd), swap);
            w[12 + k] = _mm512_shuffle_epi8(_mm512_shuffle_i32x4(odd01, odd23, 0xdd), swap);
        }
    }
};

} // namespace

[[gnu::target("avx512f,avx512bw,avx512vl")]] void compressAvx512(
    uint32_t *states, const unsigned char *const *messages, size_t blocks)
{
    compress<Lanes16>(states, messages, blocks);
}

} // namespace wenyi::crypto::x86
