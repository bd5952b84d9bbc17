// SPDX-License-Identifier: GPL-3.0-or-later
// A certification request as bytes: read or refused, never worse.
#include "shared/crypto/CertificateRequest.h"
#include "shared/crypto/PrivateKey.h"

using namespace wenyi::crypto;

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const auto key = PrivateKey::generate().value();
    const QByteArray der = CertificateRequest::make(
        {QStringLiteral("沈国栋"), QStringLiteral("市政府办"), QStringLiteral("unit/leader")}, key)
                               .value();
    const QByteArray pem =
        "-----BEGIN CERTIFICATE REQUEST-----\n" + der.toBase64() + "\n-----END CERTIFICATE REQUEST-----\n";
    for (const QByteArray &seed : {der, pem})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    (void)CertificateRequest::fromBytes({reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)});
    return 0;
}
