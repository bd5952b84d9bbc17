// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Result.h"
#include "shared/crypto/Signer.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

namespace wenyi::crypto {

/// Who made a signature that holds. Whether that certificate is anybody's whom we know is not asked here.
struct CmsSigner
{
    QByteArray certificate;          ///< DER.
    QString name;                    ///< The subject's common name, else its organisation.
    QString issuer;                  ///< The same of the issuer.
    std::optional<Instant> signedAt; ///< As the signer claims.
    bool namesCertificate = false;   ///< By its digest, among what is signed (RFC 5035), as CAdES wants it.
};

/// Verifies a detached signature (CMS SignedData, RFC 5652 5, as ISO 32000 12.8.3.3 puts it into a PDF) over content
/// that is given in parts.
///
/// Takes exactly one signer, whose certificate lies in the structure, with signed attributes; SHA-256, SHA-384, SHA-512
/// and SM3; RSA from 2048 bits, curves from 256 bits, Ed25519, and SM2 with the standard user id, each under its own
/// algorithm's name. A certificate that the signer named by its digest has to be the one. Behind the structure
/// there may be zeros, as where room was kept for it, and nothing else.
///
/// Fails with TooLarge "cms.size", Corrupt "cms.form", "cms.trailing", Unsupported "cms.digest-method", "cms.key",
/// NotTrusted "cms.signers", "cms.certificate", "cms.attributes", "cms.digest" (other content), "cms.value".
Result<CmsSigner> verifyDetachedCms(QByteArrayView bytes, const QList<QByteArrayView> &content);

/// What is said along with a detached signature.
struct DetachedCms
{
    QList<QByteArrayView> content;
    std::optional<Instant> signedAt; ///< Whether the profile has room for it; CAdES in a PDF has not.
    QList<Certificate> chain;        ///< Besides the signer's own certificate.
};

/// Makes one, by the suite of the signer's key: CMS SignedData whose signed attributes are content type, message
/// digest, the signer's certificate by its digest (RFC 5035: CAdES-B, ETSI EN 319 122-1) and where it is told the time.
/// Fails as the signer does.
Result<QByteArray> signDetachedCms(const DetachedCms &wanted, Signer &signer);

} // namespace wenyi::crypto
