// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/Signer.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/exchange/Ruling.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::exchange;

// A ruling holds a directive: one target for both.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    if (const auto directive = Directive::fromBytes(bytes); directive && directive->toBytes() != bytes)
        abort();
    if (const auto ruling = Ruling::fromBytes(bytes); ruling && ruling->toBytes() != bytes)
        abort();
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    crypto::SystemRandom random;
    const QString unit = QStringLiteral("unit");
    const Instant from = instantFromMilliseconds(0);
    const Instant now = instantFromMilliseconds(1'780'000'000'000);
    const Instant to = instantFromMilliseconds(4'000'000'000'000);
    auto root = *crypto::CertificateAuthority::createRoot({unit, unit, unit}, from, to, random);
    auto key = *crypto::PrivateKey::generate();
    auto certificate =
        *root.issue({unit, unit, unit}, crypto::CertificatePurpose::Unit, key.publicKey(), from, to, random);
    crypto::KeySigner signer(std::move(key), std::move(certificate));
    const UnitCode one(QStringLiteral("one"));
    const UnitCode two(QStringLiteral("two"));
    const DirectiveFacts recall{DirectiveKind::Recall, EnvelopeId(unit), {}, UnitCode(unit), {one, two}, {}, now,
        MemberId(unit), unit, unit, {}};
    DirectiveFacts hold = recall;
    hold.kind = DirectiveKind::Hold;
    hold.recipients.clear();
    hold.reason.clear();
    hold.until = now + std::chrono::hours(1);
    DirectiveFacts urge = recall;
    urge.kind = DirectiveKind::Urge;
    const auto urging = Directive::sign(urge, signer);
    const auto recalling = Directive::sign(recall, signer);
    const auto holding = Directive::sign(hold, signer);
    if (!recalling || !holding || !urging)
        abort();
    const auto ruling = Ruling::sign(
        {RulingKind::Recalled, EnvelopeId(unit), {}, {one, two}, now, {}, recalling->toBytes(), {}}, signer);
    const auto gone = Ruling::sign({RulingKind::Undeliverable, EnvelopeId(unit), {}, {one}, now, two, {}, {}}, signer);
    if (!ruling || !gone)
        abort();
    for (const QByteArray &seed :
        {recalling->toBytes(), holding->toBytes(), urging->toBytes(), ruling->toBytes(), gone->toBytes()})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}
