// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/evidence/ActEvidence.h"
#include "shared/crypto/Sm3.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <cstdlib>

using namespace wenyi;

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const tests::Hierarchy hierarchy;
    const QByteArray token(300, 't');
    const core::KeptList list{crypto::sm3("list"), {crypto::sm3("blob"), 4711}};
    const QList<crypto::Certificate> issuers{hierarchy.operating().certificate(), hierarchy.root().certificate()};
    for (const core::ActEvidence &evidence :
        {core::ActEvidence{crypto::sm3("signature"), issuers, list, token}, core::ActEvidence{{}, {}, {}, {}}}) {
        const QByteArray seed = evidence.toBytes();
        if (!core::ActEvidence::fromBytes(seed))
            std::abort();
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
    }
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    // One evidence, one form: what is read is written back as it came.
    if (const auto evidence = core::ActEvidence::fromBytes(bytes); evidence && evidence->toBytes() != bytes)
        std::abort();
    return 0;
}
