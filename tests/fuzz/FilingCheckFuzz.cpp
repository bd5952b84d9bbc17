// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/handling/FilingCheck.h"
#include "shared/crypto/Sm3.h"

#include <cstdlib>

using namespace wenyi;

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const Instant at = instantFromMilliseconds(1'790'000'000'000);
    const core::FiledSeal seal{QStringLiteral("江阴市人民政府办公室"), QStringLiteral("seal-1"), QStringLiteral("jyzf"),
        core::SealingConclusion::Revoked, at, {}, at, {"certificate.revoked", "seal.withdrawn"}};
    const core::FilingCheck checks[] = {{crypto::sm3("ofd"), core::SealingConclusion::Revoked, at,
                                            MemberId(QStringLiteral("jyczj/wang")), 7, {seal, seal}, {"off-page"}},
        {{}, core::SealingConclusion::Unsealed, {}, MemberId(QStringLiteral("a")), 0, {}, {}}};
    for (const core::FilingCheck &check : checks) {
        const QByteArray seed = check.toBytes();
        if (!core::FilingCheck::fromBytes(seed))
            std::abort();
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
    }
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    // One check, one form: what is read is written back as it came.
    if (const auto check = core::FilingCheck::fromBytes(bytes); check && check->toBytes() != bytes)
        std::abort();
    return 0;
}
