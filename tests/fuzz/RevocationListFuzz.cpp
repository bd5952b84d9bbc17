// SPDX-License-Identifier: GPL-3.0-or-later
// Revocation lists, complete ones and deltas: only the bytes that the authority signed are taken, and refused ones
// change nothing.
#include "tests/shared/crypto/Hierarchy.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::crypto;

namespace {

struct Fixture
{
    tests::Hierarchy hierarchy;
    TrustStore trust = hierarchy.trust();
    QList<QByteArray> lists{
        *hierarchy.operating().revocationList({}, 1, tests::Hierarchy::now(), tests::Hierarchy::days(30)),
        *hierarchy.operating().revocationList(
            {{"0abc", tests::Hierarchy::now(), RevocationReason::KeyCompromise}, {"0abd", tests::Hierarchy::now()}}, 2,
            tests::Hierarchy::now(), tests::Hierarchy::days(30)),
        *hierarchy.root().revocationList({}, 7, tests::Hierarchy::now(), tests::Hierarchy::days(300))};
    QByteArray delta = *hierarchy.operating().deltaRevocationList(
        {{"0abc", tests::Hierarchy::now(), RevocationReason::CertificateHold},
            {"0abe", tests::Hierarchy::now(), RevocationReason::RemoveFromList}},
        2, 3, tests::Hierarchy::days(1), tests::Hierarchy::days(31));
};

const Fixture &fixture()
{
    static const Fixture instance;
    return instance;
}

} // namespace

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    for (const QByteArray &list : fixture().lists + QList<QByteArray>{fixture().delta})
        add(reinterpret_cast<const uint8_t *>(list.constData()), static_cast<size_t>(list.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    TrustStore trust = fixture().trust;
    if (trust.addRevocationList(bytes).has_value() != fixture().lists.contains(bytes.toByteArray()))
        std::abort();
    TrustStore ready = fixture().trust;
    const bool hasBase = ready.addRevocationList(fixture().lists.at(1)).has_value();
    const bool isKnown = bytes == fixture().delta || bytes == fixture().lists.at(1) || bytes == fixture().lists.at(2);
    if (!hasBase || ready.addRevocationList(bytes).has_value() != isKnown)
        std::abort();
    return 0;
}
