// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/PlainCertificate.h"

namespace wenyi::tests {

/// Whether two readers found the same in one certificate.
inline bool areSame(const crypto::CertificateFacts &a, const crypto::CertificateFacts &b)
{
    return a.der == b.der && a.signedPart == b.signedPart && a.signature == b.signature
           && a.signedUnder == b.signedUnder && a.issuer == b.issuer && a.subject == b.subject
           && a.commonName == b.commonName && a.organization == b.organization && a.subjectId == b.subjectId
           && a.issuerCommonName == b.issuerCommonName && a.serialOctets == b.serialOctets && a.notBefore == b.notBefore
           && a.notAfter == b.notAfter && a.isAuthority == b.isAuthority && a.pathLength == b.pathLength
           && a.usage == b.usage && a.extendedUsages == b.extendedUsages
           && a.isExtendedUsageCritical == b.isExtendedUsageCritical && a.subjectKeyId == b.subjectKeyId
           && a.authorityKeyId == b.authorityKeyId && a.publicKey == b.publicKey && a.fingerprint == b.fingerprint;
}

/// Whether what is read without the library, if it is, is what the library reads.
inline bool isReadAlike(const QByteArray &der)
{
    const auto plain = crypto::readPlainCertificate(der);
    if (!plain)
        return true;
    const auto facts = crypto::readCertificateByLibrary(der, crypto::TakenSuites::Sm2);
    return facts && areSame(*plain, **facts);
}

} // namespace wenyi::tests
