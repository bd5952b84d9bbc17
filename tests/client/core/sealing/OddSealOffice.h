// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/VerificationService.h"
#include "tests/shared/ofd/SampleDocument.h"
#include "tests/shared/seal/SealFixtures.h"

namespace wenyi::core::tests {

/// Seals the sample document as other makers' programs do, and judges what came of it by the root that it is under.
class OddSealOffice
{
public:
    using SignatureChange = std::function<void(wenyi::tests::FreeSignature &)>;
    using XmlChange = std::function<void(QByteArray &signatureXml)>;

    /// With a seal of this face; not told, one whose picture nobody can read.
    explicit OddSealOffice(const std::optional<seal::SealFace> &face = {});

    wenyi::tests::SealDomain &domain() { return m_domain; }
    const wenyi::tests::SealDomain &domain() const { return m_domain; }
    const seal::ElectronicSeal &seal() const { return m_seal; }
    /// As sampleRequest(), with the office's seal in a file of its own.
    ofd::SignatureRequest request() const;
    /// A package that is sealed over its Signature.xml as `changeXml` leaves it, by what `change` makes of the
    /// signature.
    QByteArray sealed(const ofd::SignatureRequest &request, const SignatureChange &change = {},
        const XmlChange &changeXml = {}, const QByteArray &package = ofd::tests::samplePackage()) const;
    /// The prepared package with its Signature.xml changed and this value over it.
    static QByteArray finished(ofd::SignaturePreparation preparation, const XmlChange &changeXml,
        const std::function<QByteArray(const ofd::SignaturePreparation &)> &value);

    /// On the first of December 2026; fails where it is no package.
    Result<SealedDocumentVerdict> verify(const QByteArray &package) const;
    SealedDocumentVerdict judge(const QByteArray &package) const { return wenyi::tests::must(verify(package)); }
    QByteArray conclusion(const QByteArray &package) const { return conclusionName(judge(package).conclusion); }

private:
    wenyi::tests::SealDomain m_domain;
    seal::ElectronicSeal m_seal; ///< The office's; made once, since each one that is made is another.
};

} // namespace wenyi::core::tests
