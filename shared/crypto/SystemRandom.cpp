// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/SystemRandom.h"

#include "shared/crypto/OpenSslHandles.h"

#include <openssl/rand.h>

#include <algorithm>

namespace wenyi::crypto {

void SystemRandom::fill(char *bytes, qsizetype size)
{
    constexpr qsizetype step = 1 << 20;
    for (qsizetype done = 0; done < size; done += step) {
        // A key made without randomness is worse than a program that stops.
        if (RAND_bytes(octets(bytes + done), static_cast<int>(std::min(step, size - done))) != 1)
            qFatal("OpenSSL gave no randomness: %s", qPrintable(takeOpenSslErrors()));
    }
}

} // namespace wenyi::crypto
