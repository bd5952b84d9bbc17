// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/x86_64/Sm3Kernels.h"

#include <utility>

#ifndef WENYI_LANES_TARGET
#error "Whoever includes this says first which instructions its lanes take, as attributes."
#endif

// SM3's compression (GB/T 32905-2016 5.3) over lanes. `Lanes` is a type of the including file alone: its Register holds
// one word of each message, its functions are the operations on them.
namespace wenyi::crypto::x86 {

constexpr uint32_t rotateWord(uint32_t word, uint32_t bits)
{
    return bits == 0 ? word : word << bits | word >> (32 - bits);
}

/// T of 4.2, turned by the round's number as 5.3.3 does.
constexpr uint32_t roundConstant(uint32_t round)
{
    return rotateWord(round < 16 ? 0x79cc4519 : 0x7a879d8a, round % 32);
}

// W of 5.3.2, of which only sixteen words are ever wanted: the new one takes the place of the one that is no longer.
// `At` is the place of the new word, and with it of the word sixteen before.
template<typename Lanes, size_t At>
[[WENYI_LANES_TARGET]] inline void expand(typename Lanes::Register *w)
{
    const auto sum = Lanes::xor3(w[At], w[(At + 7) % 16], Lanes::template rotate<15>(w[(At + 13) % 16]));
    const auto permuted = Lanes::xor3(sum, Lanes::template rotate<15>(sum), Lanes::template rotate<23>(sum)); // P1
    w[At] = Lanes::xor3(permuted, Lanes::template rotate<7>(w[(At + 3) % 16]), w[(At + 10) % 16]);
}

// Round First + Step of 5.3.3. Words keep their registers and change their names instead: the new A takes D's, the new
// E H's.
template<typename Lanes, uint32_t First, size_t Step>
[[WENYI_LANES_TARGET]] inline void roundOf(typename Lanes::Register *v, typename Lanes::Register *w)
{
    constexpr uint32_t Round = First + Step;
    if constexpr (Round >= 12)
        expand<Lanes, (Step + 4) % 16>(w);
    auto &a = v[(16 - Step) % 4];
    auto &b = v[(17 - Step) % 4];
    auto &c = v[(18 - Step) % 4];
    auto &d = v[(19 - Step) % 4];
    auto &e = v[4 + (16 - Step) % 4];
    auto &f = v[4 + (17 - Step) % 4];
    auto &g = v[4 + (18 - Step) % 4];
    auto &h = v[4 + (19 - Step) % 4];
    const auto turned = Lanes::template rotate<12>(a);
    const auto ss1 = Lanes::template rotate<7>(Lanes::add(turned, Lanes::add(e, Lanes::all(roundConstant(Round)))));
    const auto ss2 = Lanes::xor2(ss1, turned);
    const auto ff = Round < 16 ? Lanes::xor3(a, b, c) : Lanes::majority(a, b, c);
    const auto gg = Round < 16 ? Lanes::xor3(e, f, g) : Lanes::choose(e, f, g);
    const auto tt1 = Lanes::add(Lanes::add(ff, d), Lanes::add(ss2, Lanes::xor2(w[Step], w[(Step + 4) % 16])));
    const auto tt2 = Lanes::add(Lanes::add(gg, h), Lanes::add(ss1, w[Step]));
    b = Lanes::template rotate<9>(b);
    d = tt1;
    f = Lanes::template rotate<19>(f);
    h = Lanes::xor3(tt2, Lanes::template rotate<9>(tt2), Lanes::template rotate<17>(tt2)); // P0
}

template<typename Lanes, uint32_t First, size_t... Steps>
[[WENYI_LANES_TARGET]] inline void sixteenRounds(
    typename Lanes::Register *v, typename Lanes::Register *w, std::index_sequence<Steps...>)
{
    (roundOf<Lanes, First, Steps>(v, w), ...);
}

template<typename Lanes>
[[WENYI_LANES_TARGET]] inline void compress(uint32_t *states, const unsigned char *const *messages, size_t blocks)
{
    typename Lanes::Register state[8];
    for (size_t i = 0; i < 8; ++i)
        state[i] = Lanes::load(states + i * Lanes::Count);
    for (size_t block = 0; block < blocks; ++block) {
        constexpr std::make_index_sequence<16> Steps;
        typename Lanes::Register w[16];
        Lanes::loadBlock(messages, 64 * block, w);
        typename Lanes::Register v[8];
        for (size_t i = 0; i < 8; ++i)
            v[i] = state[i];
        sixteenRounds<Lanes, 0>(v, w, Steps);
        sixteenRounds<Lanes, 16>(v, w, Steps);
        sixteenRounds<Lanes, 32>(v, w, Steps);
        sixteenRounds<Lanes, 48>(v, w, Steps);
        for (size_t i = 0; i < 8; ++i)
            state[i] = Lanes::xor2(state[i], v[i]);
    }
    for (size_t i = 0; i < 8; ++i)
        Lanes::store(states + i * Lanes::Count, state[i]);
}

} // namespace wenyi::crypto::x86
