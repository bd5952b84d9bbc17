// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates: whatever is taken is exactly the bytes that came in, and only what was issued is trusted. What is read
// without the library the library reads too, and finds the same.
#include "tests/shared/crypto/Hierarchy.h"
#include "tests/shared/crypto/ReadAlike.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::crypto;

namespace {

struct Fixture
{
    tests::Hierarchy hierarchy;
    TrustStore trust = hierarchy.trust();
    Certificate unit =
        hierarchy.issue(QStringLiteral("江阴市财政局"), QStringLiteral("jyczj"), CertificatePurpose::Unit)
            ->certificate();
};

const Fixture &fixture()
{
    static const Fixture instance;
    return instance;
}

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const auto addBytes = [add](const QByteArray &bytes) {
        add(reinterpret_cast<const uint8_t *>(bytes.constData()), static_cast<size_t>(bytes.size()));
    };
    addBytes(fixture().unit.toDer());
    addBytes(fixture().hierarchy.root().certificate().toDer());
    addBytes(fixture().unit.toPem());
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    require(tests::isReadAlike(bytes.toByteArray()));
    if (const auto certificate = Certificate::fromDer(bytes)) {
        require(certificate->toDer() == bytes);
        const auto again = Certificate::fromPem(certificate->toPem());
        require(again && *again == *certificate);
        const bool isTrusted =
            fixture().trust.verify(*certificate, CertificatePurpose::Unit, tests::Hierarchy::now()).has_value();
        require(isTrusted == (*certificate == fixture().unit));
    }
    if (const auto certificates = Certificate::listFromPem(bytes))
        require(!certificates->isEmpty());
    return 0;
}
