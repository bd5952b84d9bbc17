// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

/// Internal to shared/crypto: ways to compute SM4 (GB/T 32907-2016), faster than OpenSSL 3.0's tables.
namespace wenyi::crypto {

using Sm4RoundKeys = std::array<uint32_t, 32>;

/// One way for one kind of processor. None looks anything up by a secret: their time tells nothing of key or content.
struct Sm4Kernel
{
    const char *name;
    void (*expandKey)(const unsigned char *key, Sm4RoundKeys &roundKeys);
    /// Counter mode over whole blocks: `to` is `from` XOR the cipher of counter, counter + 1, … (128 bits, big-endian,
    /// going round). May run in place. The counter stands behind the last block afterwards.
    void (*counterMode)(const Sm4RoundKeys &roundKeys, unsigned char *counter, const unsigned char *from,
        unsigned char *to, size_t blocks);
};

/// The kernels that this processor can run, the fastest first; none on some.
std::vector<Sm4Kernel> sm4Kernels();

} // namespace wenyi::crypto
