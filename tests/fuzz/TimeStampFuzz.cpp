// SPDX-License-Identifier: GPL-3.0-or-later
// Time stamps (RFC 3161): a request is what it says when it is written again, an authority answers whatever comes, and
// no token but the authority's own tells a time.
#include "shared/crypto/TimeStampAuthority.h"
#include "shared/crypto/TimeStampToken.h"
#include "tests/shared/crypto/Hierarchy.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::crypto;

namespace {

constexpr char Data[] = "a signature value";

class NowClock final : public Clock
{
public:
    Instant now() const override { return tests::Hierarchy::now(); }
};

struct Fixture
{
    tests::Hierarchy hierarchy;
    TrustStore trust = hierarchy.trust();
    NowClock clock;
    std::unique_ptr<KeySigner> signer =
        hierarchy.issue(QStringLiteral("时间戳"), QStringLiteral("tsa"), CertificatePurpose::TimeStamp);
    TimeStampAuthority authority = *TimeStampAuthority::create(*signer, clock, hierarchy.random());
    TimeStampRequest request = TimeStampRequest::over(Data, hierarchy.random());
    QByteArray response = authority.answer(request.toDer());
    QByteArray token = *tokenFromResponse(response, request);
    QByteArray refusal = authority.answer("no request");
};

Fixture &fixture()
{
    static Fixture instance;
    return instance;
}

} // namespace

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    Fixture &seeds = fixture();
    for (const QByteArray &seed : {seeds.request.toDer(), seeds.response, seeds.token, seeds.refusal})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    Fixture &known = fixture();
    if (const auto request = TimeStampRequest::fromDer(bytes)) {
        const auto again = TimeStampRequest::fromDer(request->toDer());
        if (!again || *again != *request)
            std::abort();
    }
    if (known.authority.answer(bytes).isEmpty())
        std::abort();
    if (const auto token = tokenFromResponse(bytes, known.request); token && !TimeStampToken::fromDer(*token))
        std::abort();
    const auto verified = verifyTimeStamp(bytes, Data, known.trust);
    if (verified && verified->time != tests::Hierarchy::now())
        std::abort();
    return 0;
}
