// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/Signer.h"
#include "shared/crypto/Sm3.h"
#include "shared/crypto/SystemRandom.h"
#include "shared/exchange/HeadsFile.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::exchange;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto receipts = readHeads(QByteArrayView(data, static_cast<qsizetype>(size)));
    if (!receipts)
        return 0;
    // Whatever is taken has a head, and is written as it is read.
    const auto again = readHeads(writeHeads(*receipts));
    if (!again || again->size() != receipts->size())
        abort();
    for (qsizetype i = 0; i < receipts->size(); ++i) {
        if (again->at(i).toBytes() != receipts->at(i).toBytes()
            || again->at(i).auditHead() != receipts->at(i).auditHead())
            abort();
    }
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
    const ReceiptFacts facts{
        EnvelopeId(unit), {}, UnitCode(unit), ReceiptKind::Returned, to, MemberId(unit), unit, unit, {}, {}};
    const CarriedHead head{CarriedHead::ownerOf(DesktopId(unit)), 4711, crypto::sm3("row")};
    const auto receipts = Receipt::signAll({facts, facts, facts}, signer, head);
    if (!receipts || readHeads(writeHeads(*receipts))->size() != 3)
        abort();
    for (const QByteArray &seed : {writeHeads(*receipts), writeHeads({receipts->first()})})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}
