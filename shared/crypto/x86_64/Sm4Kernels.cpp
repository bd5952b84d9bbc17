// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/x86_64/Sm4Kernels.h"

namespace wenyi::crypto {

std::vector<Sm4Kernel> sm4Kernels()
{
    std::vector<Sm4Kernel> kernels;
    // These ask the system too whether it keeps the wide registers over a change of tasks.
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("gfni"))
        kernels.push_back({"AVX-512 with GFNI", x86::expandKeyAvx512, x86::counterModeAvx512});
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("aes"))
        kernels.push_back({"AVX2 with AES", x86::expandKeyAvx2, x86::counterModeAvx2});
    return kernels;
}

} // namespace wenyi::crypto
