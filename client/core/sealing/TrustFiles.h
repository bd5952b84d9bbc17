// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/TrustStore.h"

#include <QStringList>

namespace wenyi::core {

/// Files with which somebody says whom to trust, each PEM (any number in one file) or DER (one).
struct TrustFiles
{
    QStringList roots;                                    ///< Roots, and authorities under them.
    QStringList lists;                                    ///< Revocation lists.
    crypto::TakenSuites taken = crypto::TakenSuites::Sm2; ///< The second one where PDFs are judged by them alone.
};

/// Reads them. A certificate that names itself as its issuer is a root; every other one has to have its chain to such a
/// root in these files. Fails with NotTrusted "certificate.chain", "certificate.purpose" (no authority),
/// "certificate.expired", and as readBounded(), crypto::Certificate and crypto::TrustStore do.
Result<crypto::TrustStore> readTrustFiles(const TrustFiles &files, Instant at);

} // namespace wenyi::core
