// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/CertificateAuthority.h"

#include <QHash>

/// Internal to shared/crypto.
namespace wenyi::crypto {

/// What a certificate revocation list (RFC 5280 5) says; nothing is verified yet.
struct RevocationListFacts
{
    QByteArray issuer;     ///< DER of the name.
    QByteArray signedPart; ///< TBSCertList.
    QByteArray signature;
    quint64 number = 0; ///< 0 where the list has none.
    Instant thisUpdate;
    Instant nextUpdate;
    QHash<QByteArray, RevokedCertificate> revoked; ///< By serial number.
};

/// At most 16 MiB and 100,000 entries; delta lists, indirect lists and unknown critical extensions are refused.
Result<RevocationListFacts> readRevocationList(QByteArrayView der);

} // namespace wenyi::crypto
