// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/directory/FormerSigners.h"

#include "shared/directory/PeerDomain.h"

namespace wenyi::directory {

using crypto::Certificate;
using crypto::CertificatePurpose;

namespace {

std::optional<Certificate> formerOf(const Directory &directory, const QList<QByteArray> &former,
    const crypto::TrustStore &trust, CertificatePurpose purpose, const SignatureClaim &claim)
{
    for (const QByteArray &der : former) {
        const Certificate *certificate = directory.certificate(der);
        if (!certificate || certificate->fingerprint() != claim.signer)
            continue;
        // Its holder may sign any time into what is claimed; once it was revoked, no claim of it is believed.
        const bool counts =
            trust.verify(*certificate, purpose, claim.at).has_value() && !trust.revocationOf(*certificate);
        return counts ? std::optional(*certificate) : std::nullopt;
    }
    return {};
}

} // namespace

std::optional<Certificate> formerUnitSigner(
    const Directory &directory, const crypto::TrustStore &own, const UnitCode &unit, const SignatureClaim &claim)
{
    const Directory &home = directory.homeOf(unit);
    const Unit *known = home.unit(unit);
    if (!known)
        return {};
    return formerOf(home, known->formerCertificates, directory.trustFor(unit, own), CertificatePurpose::Unit, claim);
}

std::optional<Certificate> formerServerSigner(
    const Directory &directory, const crypto::TrustStore &trust, const SignatureClaim &claim)
{
    return formerOf(directory, directory.content().server.formerCertificates, trust, CertificatePurpose::Server, claim);
}

Result<Certificate> unitSigner(const Directory &directory, const crypto::TrustStore &own, const UnitCode &unit,
    const SignatureClaim &claim, Instant now)
{
    const Unit *known = directory.unit(unit);
    if (!known)
        return Error{ErrorCode::NotTrusted, "directory.unknown-signer", unit.toString()};
    if (const auto former = formerUnitSigner(directory, own, unit, claim))
        return *former;
    WENYI_TRY(const auto present, Certificate::fromDer(known->signingCertificate));
    WENYI_CHECK(directory.trustFor(unit, own).verify(present, CertificatePurpose::Unit, now));
    return present;
}

Result<Certificate> serverSigner(
    const Directory &directory, const crypto::TrustStore &trust, const SignatureClaim &claim, Instant now)
{
    if (const auto former = formerServerSigner(directory, trust, claim))
        return *former;
    WENYI_TRY(const auto present, Certificate::fromDer(directory.content().server.certificate));
    WENYI_CHECK(trust.verify(present, CertificatePurpose::Server, now));
    return present;
}

} // namespace wenyi::directory
