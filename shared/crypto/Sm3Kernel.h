// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

/// Internal to shared/crypto: ways to compute SM3 (GB/T 32905-2016) of many messages beside each other. One message
/// alone goes no faster than by OpenSSL: each round waits for the round before.
namespace wenyi::crypto {

/// One way for one kind of processor: a message in each lane of its registers.
struct Sm3Kernel
{
    static constexpr size_t MostLanes = 16;

    const char *name;
    size_t lanes;
    /// Compresses the next `blocks` blocks of 64 bytes of as many messages as there are lanes. The states lie word by
    /// word: the first word of each lane, then the second of each, … of eight.
    void (*compress)(uint32_t *states, const unsigned char *const *messages, size_t blocks);
};

/// The kernels that this processor can run, the fastest first; none on some.
std::vector<Sm3Kernel> sm3Kernels();

/// IV of 4.1.
inline constexpr std::array<uint32_t, 8> Sm3InitialState{
    0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e};

} // namespace wenyi::crypto
