// SPDX-License-Identifier: GPL-3.0-or-later
#define WENYI_LANES_TARGET gnu::target("avx2"), gnu::always_inline
#include "shared/crypto/x86_64/Sm3Rounds.h"

#include <immintrin.h>

namespace wenyi::crypto::x86 {

namespace {

/// Eight messages.
struct Lanes8
{
    static constexpr size_t Count = 8;
    using Register = __m256i;

    [[WENYI_LANES_TARGET]] static Register load(const void *words)
    {
        return _mm256_loadu_si256(static_cast<const __m256i *>(words));
    }
    [[WENYI_LANES_TARGET]] static void store(uint32_t *words, Register x)
    {
        _mm256_storeu_si256(reinterpret_cast<__m256i *>(words), x);
    }
    [[WENYI_LANES_TARGET]] static Register all(uint32_t word) { return _mm256_set1_epi32(static_cast<int>(word)); }
    [[WENYI_LANES_TARGET]] static Register add(Register x, Register y) { return _mm256_add_epi32(x, y); }
    [[WENYI_LANES_TARGET]] static Register xor2(Register x, Register y) { return _mm256_xor_si256(x, y); }
    [[WENYI_LANES_TARGET]] static Register xor3(Register x, Register y, Register z) { return xor2(xor2(x, y), z); }
    // The bit of y where x and y are the same, else that of z.
    [[WENYI_LANES_TARGET]] static Register majority(Register x, Register y, Register z)
    {
        return xor2(y, _mm256_and_si256(xor2(x, y), xor2(y, z)));
    }
    [[WENYI_LANES_TARGET]] static Register choose(Register x, Register y, Register z)
    {
        return xor2(z, _mm256_and_si256(x, xor2(y, z)));
    }
    template<int Bits>
    [[WENYI_LANES_TARGET]] static Register rotate(Register x)
    {
        return _mm256_or_si256(_mm256_slli_epi32(x, Bits), _mm256_srli_epi32(x, 32 - Bits));
    }

    // From a row for each message to a row for each word, eight words at a time: by words, by pairs, by halves.
    [[WENYI_LANES_TARGET]] static void loadBlock(const unsigned char *const *messages, size_t offset, Register *w)
    {
        loadHalf(messages, offset, w);
        loadHalf(messages, offset + 32, w + 8);
    }

    [[WENYI_LANES_TARGET]] static void loadHalf(const unsigned char *const *messages, size_t offset, Register *w)
    {
        Register pairs[8];
        for (size_t i = 0; i < 8; i += 2) {
            const Register even = load(messages[i] + offset);
            const Register odd = load(messages[i + 1] + offset);
            pairs[i] = _mm256_unpacklo_epi32(even, odd);
            pairs[i + 1] = _mm256_unpackhi_epi32(even, odd);
        }
        Register halves[8]; // [4q + k] has words k and 4 + k of messages 4q to 4q + 3.
        for (size_t q = 0; q < 8; q += 4) {
            halves[q] = _mm256_unpacklo_epi64(pairs[q], pairs[q + 2]);
            halves[q + 1] = _mm256_unpackhi_epi64(pairs[q], pairs[q + 2]);
            halves[q + 2] = _mm256_unpacklo_epi64(pairs[q + 1], pairs[q + 3]);
            halves[q + 3] = _mm256_unpackhi_epi64(pairs[q + 1], pairs[q + 3]);
        }
        const Register swap =
            _mm256_broadcastsi128_si256(_mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
        for (size_t k = 0; k < 4; ++k) {
            w[k] = _mm256_shuffle_epi8(_mm256_permute2x128_si256(halves[k], halves[4 + k], 0x20), swap);
            w[4 + k] = _mm256_shuffle_epi8(_mm256_permute2x128_si256(halves[k], halves[4 + k], 0x31), swap);
        }
    }
};

} // namespace

[[gnu::target("avx2")]] void compressAvx2(uint32_t *states, const unsigned char *const *messages, size_t blocks)
{
    compress<Lanes8>(states, messages, blocks);
}

} // namespace wenyi::crypto::x86
