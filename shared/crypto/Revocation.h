// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Result.h"

#include <QByteArray>
#include <QList>

namespace wenyi::crypto {

/// Why a certificate is in a revocation list (RFC 5280 5.3.1), by the numbers that stand there. Those of attribute
/// certificates and numbers that nobody has defined are read as Unspecified: they are no less a revocation.
enum class RevocationReason {
    Unspecified = 0,
    KeyCompromise = 1,
    AuthorityCompromise = 2,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5,
    CertificateHold = 6, ///< Suspended (冻结): may be lifted, or become a revocation.
    RemoveFromList = 8,  ///< In delta lists only: what was on hold is so no longer.
    PrivilegeWithdrawn = 9
};

struct RevokedCertificate
{
    QByteArray serialNumber; ///< Hexadecimal.
    Instant revokedAt;
    RevocationReason reason = RevocationReason::Unspecified;
    friend bool operator==(const RevokedCertificate &, const RevokedCertificate &) = default;
};

/// What a revocation list says of one certificate.
struct Revocation
{
    Instant at;
    RevocationReason reason = RevocationReason::Unspecified;

    bool isSuspension() const { return reason == RevocationReason::CertificateHold; }
    friend bool operator==(const Revocation &, const Revocation &) = default;
};

/// What a delta list has to say so that who knows the list `before` knows `now`: what is new or told otherwise, and
/// for each suspension that was lifted at `liftedAt` that it is. Fails with InvalidInput "revocation-list.unrevoked"
/// where a certificate that was revoked for good is revoked no longer.
Result<QList<RevokedCertificate>> revocationChanges(
    const QList<RevokedCertificate> &before, const QList<RevokedCertificate> &now, Instant liftedAt);

} // namespace wenyi::crypto
