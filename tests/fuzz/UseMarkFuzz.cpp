// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/seal/UseMark.h"

#include <cstdlib>

using namespace wenyi;

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QByteArray seed = seal::UseMark{7, {}, {}}.toDer();
    if (!seal::UseMark::fromDer(seed))
        std::abort();
    add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    // One number, one form: what is read is written back as it came.
    if (const auto mark = seal::UseMark::fromDer(bytes); mark && mark->toDer() != bytes)
        std::abort();
    return 0;
}
