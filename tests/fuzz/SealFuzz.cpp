// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/seal/ElectronicSeal.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::seal;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const auto read = ElectronicSeal::fromDer(bytes);
    if (!read)
        return 0;
    // What was taken is kept as it came.
    if (read->toDer() != bytes)
        std::abort();
    if (read->verifyMakerSignature() && read->makerCertificate().isEmpty())
        std::abort();
    return 0;
}
