// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/Sm3Kernel.h"

namespace wenyi::crypto::x86 {

void compressAvx512(uint32_t *states, const unsigned char *const *messages, size_t blocks);
void compressAvx2(uint32_t *states, const unsigned char *const *messages, size_t blocks);

} // namespace wenyi::crypto::x86
