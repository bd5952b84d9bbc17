// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/x86_64/Sm4Kernels.h"

#include <immintrin.h>

// Eight blocks at once: a register holds one of the four words of each block, a lane a block.
namespace wenyi::crypto::x86 {

namespace {

#define WENYI_AVX2 gnu::target("avx2,aes"), gnu::always_inline

// SM4's S-box by AES' one: both are an inversion between affine maps, in two forms of the same field (see
// Sm4Avx512.cpp). A map of 8 bits is the sum of what it makes of each half, looked up in a register: no memory, so no
// cache, is asked.
struct HalfTables
{
    alignas(16) std::array<unsigned char, 16> low;
    alignas(16) std::array<unsigned char, 16> high;
};
constexpr HalfTables BeforeAes{
    {0x3e, 0xb2, 0x0e, 0x82, 0xbb, 0x37, 0x8b, 0x07, 0xa1, 0x2d, 0x91, 0x1d, 0x24, 0xa8, 0x14, 0x98},
    {0x00, 0xdc, 0x2e, 0xf2, 0xc5, 0x19, 0xeb, 0x37, 0x08, 0xd4, 0x26, 0xfa, 0xcd, 0x11, 0xe3, 0x3f}};
constexpr HalfTables AfterAes{
    {0x6c, 0xd4, 0xa6, 0x1e, 0x52, 0xea, 0x98, 0x20, 0x0b, 0xb3, 0xc1, 0x79, 0x35, 0x8d, 0xff, 0x47},
    {0x00, 0xe0, 0x50, 0xb0, 0x9d, 0x7d, 0xcd, 0x2d, 0xc0, 0x20, 0x90, 0x70, 0x5d, 0xbd, 0x0d, 0xed}};

constexpr uint32_t Lanes = 8;

[[WENYI_AVX2]] inline __m256i twice(const std::array<unsigned char, 16> &bytes)
{
    return _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i *>(bytes.data())));
}

[[WENYI_AVX2]] inline __m256i map(const HalfTables &tables, __m256i x)
{
    const __m256i half = _mm256_set1_epi8(0x0f);
    const __m256i low = _mm256_shuffle_epi8(twice(tables.low), _mm256_and_si256(x, half));
    const __m256i high = _mm256_shuffle_epi8(twice(tables.high), _mm256_and_si256(_mm256_srli_epi32(x, 4), half));
    return _mm256_xor_si256(low, high);
}

[[WENYI_AVX2]] inline __m256i substitute(__m256i x)
{
    // AES' last round shifts its rows as well, so they are shifted back before it.
    const __m256i rowsBack =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 13, 10, 7, 4, 1, 14, 11, 8, 5, 2, 15, 12, 9, 6, 3));
    const __m256i before = _mm256_shuffle_epi8(map(BeforeAes, x), rowsBack);
    const __m128i none = _mm_setzero_si128();
    const __m128i low = _mm_aesenclast_si128(_mm256_castsi256_si128(before), none);
    const __m128i high = _mm_aesenclast_si128(_mm256_extracti128_si256(before, 1), none);
    return map(AfterAes, _mm256_inserti128_si256(_mm256_castsi128_si256(low), high, 1));
}

template<int Bits>
[[WENYI_AVX2]] inline __m256i rotate(__m256i x)
{
    return _mm256_or_si256(_mm256_slli_epi32(x, Bits), _mm256_srli_epi32(x, 32 - Bits));
}

// One round: x0 ^ L(S(x1 ^ x2 ^ x3 ^ key)), 6.2; L(b) is b ^ (b <<< 24) ^ ((b ^ (b <<< 8) ^ (b <<< 16)) <<< 2).
[[WENYI_AVX2]] inline __m256i roundOf(__m256i x0, __m256i x1, __m256i x2, __m256i x3, __m256i key)
{
    const __m256i by8 =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14));
    const __m256i by16 =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13));
    const __m256i by24 =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12));
    const __m256i b = substitute(_mm256_xor_si256(_mm256_xor_si256(x1, x2), _mm256_xor_si256(x3, key)));
    const __m256i inner =
        _mm256_xor_si256(b, _mm256_xor_si256(_mm256_shuffle_epi8(b, by8), _mm256_shuffle_epi8(b, by16)));
    return _mm256_xor_si256(_mm256_xor_si256(x0, b), _mm256_xor_si256(_mm256_shuffle_epi8(b, by24), rotate<2>(inner)));
}

struct Blocks
{
    __m256i word[4];
};

// Lane 4i + k holds block 2k + i: after the words are turned back into blocks, these lie in order.
[[WENYI_AVX2]] inline Blocks counters(const CounterWords &counter)
{
    Blocks made;
    if (counter.holdsLast(Lanes)) {
        const __m256i order = _mm256_setr_epi32(0, 2, 4, 6, 1, 3, 5, 7);
        for (size_t i = 0; i < 3; ++i)
            made.word[i] = _mm256_set1_epi32(static_cast<int>(counter.word(i)));
        made.word[3] = _mm256_add_epi32(_mm256_set1_epi32(static_cast<int>(counter.word(3))), order);
        return made;
    }
    alignas(32) uint32_t words[4][Lanes];
    for (uint32_t lane = 0; lane < Lanes; ++lane) {
        CounterWords one = counter;
        one.add(lane % 4 * 2 + lane / 4);
        for (size_t i = 0; i < 4; ++i)
            words[i][lane] = one.word(i);
    }
    for (size_t i = 0; i < 4; ++i)
        made.word[i] = _mm256_load_si256(reinterpret_cast<const __m256i *>(words[i]));
    return made;
}

// From words to blocks: R of 6.2 turns their order round, the bytes of each are big-endian.
[[WENYI_AVX2]] inline Blocks inOrder(const Blocks &x)
{
    const __m256i swap =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
    const __m256i low01 = _mm256_unpacklo_epi32(x.word[3], x.word[2]);
    const __m256i low23 = _mm256_unpacklo_epi32(x.word[1], x.word[0]);
    const __m256i high01 = _mm256_unpackhi_epi32(x.word[3], x.word[2]);
    const __m256i high23 = _mm256_unpackhi_epi32(x.word[1], x.word[0]);
    return {{_mm256_shuffle_epi8(_mm256_unpacklo_epi64(low01, low23), swap),
        _mm256_shuffle_epi8(_mm256_unpackhi_epi64(low01, low23), swap),
        _mm256_shuffle_epi8(_mm256_unpacklo_epi64(high01, high23), swap),
        _mm256_shuffle_epi8(_mm256_unpackhi_epi64(high01, high23), swap)}};
}

[[WENYI_AVX2]] inline void xorWith(const Blocks &stream, const unsigned char *from, unsigned char *to, size_t bytes)
{
    for (size_t i = 0; i < 4 && 32 * i < bytes; ++i) {
        alignas(32) std::array<unsigned char, 32> part{};
        const size_t size = bytes - 32 * i < part.size() ? bytes - 32 * i : part.size();
        std::memcpy(part.data(), from + 32 * i, size);
        auto *const content = reinterpret_cast<__m256i *>(part.data());
        _mm256_store_si256(content, _mm256_xor_si256(_mm256_load_si256(content), stream.word[i]));
        std::memcpy(to + 32 * i, part.data(), size);
    }
}

// Two groups at once keep the processor busy: within one group each round waits for the round before.
template<size_t Groups>
[[WENYI_AVX2]] inline void run(
    const Sm4RoundKeys &roundKeys, CounterWords &counter, const unsigned char *from, unsigned char *to, size_t blocks)
{
    Blocks x[Groups];
#pragma GCC unroll 4
    for (size_t group = 0; group < Groups; ++group) {
        x[group] = counters(counter);
        counter.add(Lanes);
    }
    for (size_t round = 0; round < roundKeys.size(); round += 4) {
#pragma GCC unroll 4
        for (size_t step = 0; step < 4; ++step) {
            const __m256i key = _mm256_set1_epi32(static_cast<int>(roundKeys[round + step]));
#pragma GCC unroll 4
            for (size_t group = 0; group < Groups; ++group) {
                __m256i *const w = x[group].word;
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

[[gnu::target("avx2,aes")]] void expandKeyAvx2(const unsigned char *key, Sm4RoundKeys &roundKeys)
{
    std::array<uint32_t, 4> k;
    for (size_t i = 0; i < k.size(); ++i)
        k[i] = loadWord(key + 4 * i) ^ SystemParameter[i];
    for (uint32_t round = 0; round < roundKeys.size(); ++round) {
        const uint32_t sum = k[(round + 1) % 4] ^ k[(round + 2) % 4] ^ k[(round + 3) % 4] ^ fixedParameter(round);
        const auto b = static_cast<uint32_t>(
            _mm_cvtsi128_si32(_mm256_castsi256_si128(substitute(_mm256_set1_epi32(static_cast<int>(sum))))));
        k[round % 4] ^= b ^ (b << 13 | b >> 19) ^ (b << 23 | b >> 9);
        roundKeys[round] = k[round % 4];
    }
}

[[gnu::target("avx2,aes")]] void counterModeAvx2(
    const Sm4RoundKeys &roundKeys, unsigned char *counter, const unsigned char *from, unsigned char *to, size_t blocks)
{
    CounterWords words(counter);
    CounterWords end = words;
    end.add(static_cast<uint32_t>(blocks));
    while (blocks > 0) {
        constexpr size_t Most = 2 * Lanes;
        const size_t now = blocks < Most ? blocks : Most;
        if (now > Lanes)
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
