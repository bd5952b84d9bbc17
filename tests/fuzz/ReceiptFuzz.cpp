// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/Signer.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/exchange/Receipt.h"

#include <cstdlib>
#include <limits>

using namespace wenyi;
using namespace wenyi::exchange;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const auto receipt = Receipt::fromBytes(bytes);
    if (receipt && receipt->toBytes() != bytes)
        abort();
    if (receipt && receipt->directoryVersion() > quint64(std::numeric_limits<qint64>::max()))
        abort();
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    crypto::SystemRandom random;
    const QString unit = QStringLiteral("unit");
    const Instant from = instantFromMilliseconds(0);
    const Instant to = instantFromMilliseconds(4'000'000'000'000);
    auto root = *crypto::CertificateAuthority::createRoot({unit, unit, unit}, from, to, random);
    auto key = *crypto::PrivateKey::generate();
    auto certificate =
        *root.issue({unit, unit, unit}, crypto::CertificatePurpose::Unit, key.publicKey(), from, to, random);
    crypto::KeySigner signer(std::move(key), std::move(certificate));
    ReceiptFacts facts{
        EnvelopeId(unit), {}, UnitCode(unit), ReceiptKind::Returned, to, MemberId(unit), unit, unit, {}, {}};
    for (const quint64 version : {quint64(0), quint64(28)}) {
        const auto receipts = Receipt::signAll({facts, facts, facts}, signer, {}, version);
        if (!receipts)
            abort();
        for (const Receipt &receipt : *receipts) {
            const QByteArray seed = receipt.toBytes();
            add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
        }
    }
}
