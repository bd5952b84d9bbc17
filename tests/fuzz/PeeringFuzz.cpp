// SPDX-License-Identifier: GPL-3.0-or-later
// Cards of other domains, and the hops of envelopes: each has one form.
#include "shared/directory/PeerCard.h"
#include "shared/exchange/HopList.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <cstdlib>

using namespace wenyi;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    if (const auto card = directory::PeerCard::fromBytes(bytes); card && card->toBytes() != bytes)
        std::abort();
    if (const auto hops = exchange::HopList::fromBytes(bytes); hops && hops->toBytes() != bytes)
        std::abort();
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    tests::Hierarchy hierarchy;
    crypto::KeySigner signer(
        *crypto::PrivateKey::fromPkcs8(hierarchy.operating().key().toPkcs8()), hierarchy.operating().certificate());
    const Digest envelope;
    const Instant now = tests::Hierarchy::now();
    const auto one = exchange::HopList().followedBy(QStringLiteral("江阴市"), envelope, now, signer);
    const auto two = one->followedBy(QStringLiteral("无锡市"), envelope, now, signer);
    const directory::PeerCard card{QStringLiteral("江阴市"), "root", {"authority"}, "excerpt"};
    for (const QByteArray &seed : {card.toBytes(), one->toBytes(), two->toBytes(), exchange::HopList().toBytes()})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}
