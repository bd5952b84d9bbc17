// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/x86_64/Sm3Kernels.h"

namespace wenyi::crypto {

std::vector<Sm3Kernel> sm3Kernels()
{
    std::vector<Sm3Kernel> kernels;
    // These ask the system too whether it keeps the wide registers over a change of tasks.
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        kernels.push_back({"AVX-512", 16, x86::compressAvx512});
    if (__builtin_cpu_supports("avx2"))
        kernels.push_back({"AVX2", 8, x86::compressAvx2});
    return kernels;
}

} // namespace wenyi::crypto
