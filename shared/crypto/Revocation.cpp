// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/crypto/Revocation.h"

#include <QHash>

namespace wenyi::crypto {

Result<QList<RevokedCertificate>> revocationChanges(
    const QList<RevokedCertificate> &before, const QList<RevokedCertificate> &now, Instant liftedAt)
{
    QHash<QByteArray, RevokedCertificate> gone;
    for (const RevokedCertificate &known : before)
        gone.insert(known.serialNumber, known);
    const auto isForGood = [](const RevokedCertificate &revoked) {
        return revoked.reason != RevocationReason::CertificateHold;
    };
    QList<RevokedCertificate> changes;
    for (const RevokedCertificate &revoked : now) {
        const auto known = gone.constFind(revoked.serialNumber);
        const bool wasKnown = known != gone.constEnd();
        if (wasKnown && isForGood(*known) && !isForGood(revoked))
            return Error{
                ErrorCode::InvalidInput, "revocation-list.unrevoked", QString::fromLatin1(revoked.serialNumber)};
        if (!wasKnown || *known != revoked)
            changes.append(revoked);
        gone.remove(revoked.serialNumber);
    }
    // In the order of the list, so that the same change is always the same delta.
    for (const RevokedCertificate &known : before) {
        if (!gone.contains(known.serialNumber))
            continue;
        if (isForGood(known))
            return Error{ErrorCode::InvalidInput, "revocation-list.unrevoked", QString::fromLatin1(known.serialNumber)};
        changes.append({known.serialNumber, liftedAt, RevocationReason::RemoveFromList});
    }
    return changes;
}

} // namespace wenyi::crypto
