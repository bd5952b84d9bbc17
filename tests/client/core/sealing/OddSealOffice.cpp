// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/sealing/OddSealOffice.h"

#include <algorithm>

namespace wenyi::core::tests {

using wenyi::tests::day;
using wenyi::tests::FreeSignature;
using wenyi::tests::must;

static seal::SealInfo infoWith(const std::optional<seal::SealFace> &face, seal::SealInfo info)
{
    if (face)
        info.face = *face;
    return info;
}

OddSealOffice::OddSealOffice(const std::optional<seal::SealFace> &face)
    : m_seal(must(seal::makeSeal(infoWith(face, m_domain.officeSeal()), *m_domain.maker)))
{
}

ofd::SignatureRequest OddSealOffice::request() const
{
    ofd::SignatureRequest request = ofd::tests::sampleRequest();
    request.seal = m_seal.toDer();
    return request;
}

QByteArray OddSealOffice::finished(ofd::SignaturePreparation preparation, const XmlChange &changeXml,
    const std::function<QByteArray(const ofd::SignaturePreparation &)> &value)
{
    if (changeXml) {
        changeXml(preparation.signatureXml);
        const QString path = preparation.signaturePath.sliced(1);
        std::ranges::find(preparation.entries, path, &ofd::PackageEntry::path)->bytes = preparation.signatureXml;
    }
    return must(ofd::finishSignature(preparation, value(preparation)));
}

QByteArray OddSealOffice::sealed(const ofd::SignatureRequest &request, const SignatureChange &change,
    const XmlChange &changeXml, const QByteArray &package) const
{
    const auto value = [&](const ofd::SignaturePreparation &preparation) {
        FreeSignature signature{
            m_seal, m_domain.office.get(), day(2026, 11, 21), preparation.signatureXml, preparation.signaturePath};
        if (change)
            change(signature);
        return signedFreely(signature);
    };
    return finished(must(ofd::prepareSignature(package, request)), changeXml, value);
}

Result<SealedDocumentVerdict> OddSealOffice::verify(const QByteArray &package) const
{
    struct FixedClock final : Clock
    {
        Instant now() const override { return day(2026, 12, 1); }
    };
    const crypto::TrustStore trust = m_domain.trust();
    const FixedClock clock;
    return VerificationService(trust, clock).verify(package);
}

} // namespace wenyi::core::tests
