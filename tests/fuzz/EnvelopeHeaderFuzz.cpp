// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/exchange/EnvelopeBuilder.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::exchange;

/// What parses must be written the same again: one form, one meaning.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    if (const auto header = EnvelopeHeader::fromBytes(bytes); header && header->toBytes() != bytes)
        abort();
    if (const auto manifest = EnvelopeManifest::fromBytes(bytes); manifest && manifest->toBytes() != bytes)
        abort();
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    crypto::SystemRandom random;
    const QString unit = QStringLiteral("unit");
    const Instant from = instantFromMilliseconds(0);
    const Instant to = instantFromMilliseconds(4'000'000'000'000);
    const auto root = crypto::CertificateAuthority::createRoot({unit, unit, unit}, from, to, random);
    const auto issue = [&](crypto::CertificatePurpose purpose) {
        auto key = *crypto::PrivateKey::generate();
        auto certificate = *root->issue({unit, unit, unit}, purpose, key.publicKey(), from, to, random);
        return crypto::KeySigner(std::move(key), std::move(certificate));
    };
    crypto::KeySigner signer = issue(crypto::CertificatePurpose::Unit);
    const crypto::Certificate encryption = issue(crypto::CertificatePurpose::UnitEncryption).certificate();
    EnvelopeOrder order{EnvelopeId(unit), UnitCode(unit), DesktopId(unit), to, {}, {}, {{encryption, {1, 2}, 3, {}}}};
    auto builder = EnvelopeBuilder::begin(order, random);
    const bool packed = builder->addPart(PartRole::Header, QStringLiteral("a.xml"), "x")
                        && builder->addPart(PartRole::Document, QStringLiteral("b.ofd"), "y");
    const auto envelope = std::move(*builder).close(signer);
    if (!packed || !envelope)
        abort();
    const auto manifest = EnvelopeManifest::sign(
        envelope->header.routing(), {{PartRole::Document, QStringLiteral("b.ofd"), 1, {}}}, signer);
    for (const QByteArray &seed : {envelope->header.toBytes(), manifest->toBytes()})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}
