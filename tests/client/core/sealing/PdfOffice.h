// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/PdfSigning.h"
#include "client/core/viewing/PdfVerdict.h"
#include "shared/crypto/CertificateAuthority.h"
#include "shared/crypto/SystemRandom.h"

#include <memory>

namespace wenyi::tests {

/// A P-256 authority with a signer of PDFs, and the trust that knows both; Hierarchy::now() is the time.
class PdfOffice
{
public:
    PdfOffice();

    crypto::KeySigner &signer() { return *m_signer; }
    std::unique_ptr<crypto::KeySigner> issue(const QString &name);
    const crypto::CertificateAuthority &root() const { return m_root; }
    const crypto::TrustStore &trust() const { return m_trust; }
    /// What the helper finds in a file, judged by this trust.
    core::PdfVerdict verdict(const QByteArray &pdf) const;
    Result<QByteArray> sign(const QByteArray &pdf, const core::PdfSigningRequest &request = {});
    Result<QByteArray> sign(const QByteArray &pdf, const core::PdfSigningRequest &request, crypto::Signer &signer);

private:
    crypto::SystemRandom m_random;
    crypto::CertificateAuthority m_root;
    std::unique_ptr<crypto::KeySigner> m_signer;
    crypto::TrustStore m_trust;
};

/// `pdfsig` of Poppler, which trusts this root; empty where it does not run.
QString pdfsigWords(const QByteArray &pdf, const crypto::Certificate &root);

/// The CMS of the last signature of a file, and what it covers.
struct CutOut
{
    QByteArray cms;
    QByteArray content;
};
CutOut cutOut(const QByteArray &pdf);

} // namespace wenyi::tests
