// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/RevocationIndex.h"
#include "shared/crypto/Suite.h"

#include <optional>

/// Internal to shared/crypto.
namespace wenyi::crypto {

/// What a certificate revocation list (RFC 5280 5) says; nothing is verified yet. The views look into the bytes that
/// were read.
struct RevocationListFacts
{
    QByteArrayView issuer;     ///< DER of the name.
    QByteArrayView signedPart; ///< TBSCertList.
    QByteArrayView signature;
    Suite signedUnder = Suite::Sm2WithSm3; ///< As both names of the algorithm say.
    quint64 number = 0;                    ///< 0 where the list has none.
    std::optional<quint64> base;           ///< BaseCRLNumber: the list is a delta to that one (RFC 5280 5.2.4).
    Instant thisUpdate;
    Instant nextUpdate;
    RevocationIndex revoked;
};

/// At most 16 MiB and 100,000 entries; lists of a part of the certificates, indirect lists and unknown critical
/// extensions are refused. Fails with Corrupt "revocation-list.form", TooLarge "revocation-list.size", Unsupported
/// "revocation-list.extension".
Result<RevocationListFacts> readRevocationList(QByteArrayView der);

} // namespace wenyi::crypto
