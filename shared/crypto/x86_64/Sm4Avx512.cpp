// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/x86_64/Sm4Kernels.h"

#ifndef __clang__
// GCC 12 takes the registers that its own header leaves undefined on purpose for a mistake.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>

// Sixteen blocks at once: a register holds one of the four words of each block, a lane a block.
namespace wenyi::crypto::x86 {

namespace {

#define WENYI_AVX512 gnu::target("avx512f,avx512bw,avx512vl,gfni"), gnu::always_inline

// SM4's S-box is A(inverse(A(x) + c)) + c in its own field of 256 elements. GFNI inverts in AES' field, so the way
// there (an isomorphism: SM4's x becomes 23 hex) and back is part of the two affine maps. Rows as GF2P8AFFINEQB takes
// them.
constexpr long long BeforeInverse = 0x4c287db91a22505d;
constexpr int BeforeInverseAdd = 0x3e;
constexpr long long AfterInverse = static_cast<long long>(0xf3ab34a974a6b589);
constexpr int AfterInverseAdd = 0xd3;

constexpr uint32_t Lanes = 16;

[[WENYI_AVX512]] inline __m512i substitute(__m512i x)
{
    const __m512i before = _mm512_gf2p8affine_epi64_epi8(x, _mm512_set1_epi64(BeforeInverse), BeforeInverseAdd);
    return _mm512_gf2p8affineinv_epi64_epi8(before, _mm512_set1_epi64(AfterInverse), AfterInverseAdd);
}

constexpr int Xor3 = 0x96; // a ^ b ^ c as a truth table.

// One round: x0 ^ L(S(x1 ^ x2 ^ x3 ^ key)), 6.2.
[[WENYI_AVX512]] inline __m512i roundOf(__m512i x0, __m512i x1, __m512i x2, __m512i x3, __m512i key)
{
    const __m512i b = substitute(_mm512_xor_si512(_mm512_ternarylogic_epi32(x1, x2, x3, Xor3), key));
    const __m512i first = _mm512_ternarylogic_epi32(x0, b, _mm512_rol_epi32(b, 2), Xor3);
    const __m512i second =
        _mm512_ternarylogic_epi32(_mm512_rol_epi32(b, 10), _mm512_rol_epi32(b, 18), _mm512_rol_epi32(b, 24), Xor3);
    return _mm512_xor_si512(first, second);
}

struct Blocks
{
    __m512i word[4];
};

// Lane 4i + k holds block 4k + i: after the words are turned back into blocks, these lie in order.
[[WENYI_AVX512]] inline Blocks counters(const CounterWords &counter)
{
    const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    Blocks made;
    if (counter.holdsLast(Lanes)) {
        for (size_t i = 0; i < 3; ++i)
            made.word[i] = _mm512_set1_epi32(static_cast<int>(counter.word(i)));
        made.word[3] = _mm512_add_epi32(_mm512_set1_epi32(static_cast<int>(counter.word(3))), order);
        return made;
    }
    alignas(64) uint32_t words[4][Lanes];
    for (uint32_t lane = 0; lane < Lanes; ++lane) {
        CounterWords one = counter;
        one.add(lane % 4 * 4 + lane / 4);
        for (size_t i = 0; i < 4; ++i)
            words[i][lane] = one.word(i);
    }
    for (size_t i = 0; i < 4; ++i)
        made.word[i] = _mm512_load_si512(words[i]);
    return made;
}

// From words to blocks: R of 6.2 turns their order round, the bytes of each are big-endian.
[[WENYI_AVX512]] inline Blocks inOrder(const Blocks &x)
{
    const __m512i swap = _mm512_set4_epi32(0x0c0d0e0f, 0x08090a0b, 0x04050607, 0x00010203);
    const __m512i low01 = _mm512_unpacklo_epi32(x.word[3], x.word[2]);
    const __m512i low23 = _mm512_unpacklo_epi32(x.word[1], x.word[0]);
    const __m512i high01 = _mm512_unpackhi_epi32(x.word[3], x.word[2]);
    const __m512i high23 = _mm512_unpackhi_epi32(x.word[1], x.word[0]);
    return {{_mm512_shuffle_epi8(_mm512_unpacklo_epi64(low01, low23), swap),
        _mm512_shuffle_epi8(_mm512_unpackhi_epi64(low01, low23), swap),
        _mm512_shuffle_epi8(_mm512_unpacklo_epi64(high01, high23), swap),
        _mm512_shuffle_epi8(_mm512_unpackhi_epi64(high01, high23), swap)}};
}

[[WENYI_AVX512]] inline void xorWith(const Blocks &stream, const unsigned char *from, unsigned char *to, size_t bytes)
{
    for (size_t i = 0; i < 4 && 64 * i < bytes; ++i) {
        const size_t size = bytes - 64 * i < 64 ? bytes - 64 * i : 64;
        const __mmask64 mask = ~__mmask64(0) >> (64 - size);
        const __m512i content = _mm512_maskz_loadu_epi8(mask, from + 64 * i);
        _mm512_mask_storeu_epi8(to + 64 * i, mask, _mm512_xor_si512(content, stream.word[i]));
    }
}

// Four groups at once keep the processor busy: within one group each round waits for the round before.
template<size_t Groups>
[[WENYI_AVX512]] inline void run(
    const Sm4RoundKeys &roundKeys, CounterWords &counter, const unsigned char *from, unsigned char *to, size_t blocks)
{
    // What the end wants comes from memory meanwhile.
    for (size_t at = 0; at < 16 * blocks; at += 64) {
        __builtin_prefetch(from + at, 0);
        __builtin_prefetch(to + at, 1);
    }
    Blocks x[Groups];
#pragma GCC unroll 4
    for (size_t group = 0; group < Groups; ++group) {
        x[group] = counters(counter);
        counter.add(Lanes);
    }
    for (size_t round = 0; round < roundKeys.size(); round += 4) {
#pragma GCC unroll 4
        for (size_t step = 0; step < 4; ++step) {
            const __m512i key = _mm512_set1_epi32(static_cast<int>(roundKeys[round + step]));
#pragma GCC unroll 4
            for (size_t group = 0; group < Groups; ++group) {
                __m512i *const w = x[group].word;
                w[step] = roundOf(w[step], w[(step + 1) % 4], w[(step + 2) % 4], w[(step + 3) % 4], key);
            }
        }
    }
#pragma GCC unroll 4
    for (size_t group = 0; group < Groups; ++group) {
        const size_t done = group * Lanes;
        if (done < blocks)
            xorWith(inOrder(x[group]), from + 16 * done, to + 16 * done, 16 * (blocks - done));
    }
}

} // namespace

[[gnu::target("avx512f,avx512bw,avx512vl,gfni")]] void expandKeyAvx512(
    const unsigned char *key, Sm4RoundKeys &roundKeys)
{
    __m128i k[4];
    for (size_t i = 0; i < SystemParameter.size(); ++i)
        k[i] = _mm_cvtsi32_si128(static_cast<int>(loadWord(key + 4 * i) ^ SystemParameter[i]));
    for (uint32_t round = 0; round < roundKeys.size(); ++round) {
        __m128i x = _mm_xor_si128(_mm_xor_si128(k[(round + 1) % 4], k[(round + 2) % 4]),
            _mm_xor_si128(k[(round + 3) % 4], _mm_cvtsi32_si128(static_cast<int>(fixedParameter(round)))));
        x = _mm_gf2p8affine_epi64_epi8(x, _mm_set1_epi64x(BeforeInverse), BeforeInverseAdd);
        x = _mm_gf2p8affineinv_epi64_epi8(x, _mm_set1_epi64x(AfterInverse), AfterInverseAdd);
        const __m128i linear = _mm_ternarylogic_epi32(x, _mm_rol_epi32(x, 13), _mm_rol_epi32(x, 23), Xor3);
        k[round % 4] = _mm_xor_si128(k[round % 4], linear);
        roundKeys[round] = static_cast<uint32_t>(_mm_cvtsi128_si32(k[round % 4]));
    }
}

[[gnu::target("avx512f,avx512bw,avx512vl,gfni")]] void counterModeAvx512(
    const Sm4RoundKeys &roundKeys, unsigned char *counter, const unsigned char *from, unsigned char *to, size_t blocks)
{
    CounterWords words(counter);
    CounterWords end = words;
    end.add(static_cast<uint32_t>(blocks));
    while (blocks > 0) {
        constexpr size_t Most = 4 * Lanes;
        const size_t now = blocks < Most ? blocks : Most;
        if (now > 2 * Lanes)
            run<4>(roundKeys, words, from, to, now);
        else if (now > Lanes)
            run<2>(roundKeys, words, from, to, now);
        else
            run<1>(roundKeys, words, from, to, now);
        from += 16 * now;
        to += 16 * now;
        blocks -= now;
    }
    end.store(counter);
}

} // namespace wenyi::crypto::x86
