// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/seal/RegistrationCheck.h"

#include <QDateTime>

namespace wenyi::seal {

namespace {

/// For the log.
QString detailOf(const Withdrawal &withdrawal)
{
    const QString since =
        withdrawal.since ? toDateTime(*withdrawal.since).toString(Qt::ISODate) : QStringLiteral("unknown");
    return QStringLiteral("since %1, %2").arg(since, QString::fromLatin1(withdrawal.reason));
}

RegistrationFinding told(StepOutcome outcome, const char *reason, const Withdrawal &withdrawal)
{
    return {{SealStep::SealRegistration, outcome, reason, detailOf(withdrawal)}, withdrawal};
}

RegistrationFinding during(const Withdrawal &withdrawal)
{
    const bool isForGood = withdrawal.kind == Withdrawal::Kind::Revoked;
    return told(StepOutcome::Failed, isForGood ? "seal.withdrawn" : "seal.suspended", withdrawal);
}

RegistrationFinding before(const Withdrawal &withdrawal, TimeProof proof)
{
    if (proof == TimeProof::Claimed && withdrawal.manner == Withdrawal::Manner::Doubtful)
        return told(StepOutcome::NotChecked, "seal.withdrawn-unproven", withdrawal);
    const char *reason = proof == TimeProof::Proven ? "seal.withdrawn-later" : "seal.withdrawn-later-claimed";
    return told(StepOutcome::Warning, reason, withdrawal);
}

} // namespace

RegistrationFinding checkRegistration(const SealStanding &standing, std::optional<Instant> at, TimeProof proof)
{
    const SealStep step = SealStep::SealRegistration;
    if (standing.registration == SealRegistration::NotRegistered)
        return {{step, StepOutcome::Failed, "seal.not-registered", {}}, {}};
    if (standing.registration == SealRegistration::Unknown)
        return {{step, StepOutcome::NotChecked, "seal.registration-unknown", {}}, {}};
    const Withdrawal *later = nullptr;
    for (const Withdrawal &withdrawal : standing.withdrawals) {
        const bool isOpen = !withdrawal.until;
        if (at ? withdrawal.covers(*at) : isOpen)
            return during(withdrawal);
        if (isOpen)
            later = &withdrawal;
    }
    return later ? before(*later, proof) : RegistrationFinding{{step, StepOutcome::Passed, {}, {}}, {}};
}

} // namespace wenyi::seal
