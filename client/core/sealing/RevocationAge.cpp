// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/sealing/RevocationAge.h"

namespace wenyi::core {

RevocationAge revocationAgeFor(const crypto::TrustStore &trust, const crypto::Certificate &certificate, Instant now)
{
    const auto known = trust.revocationsFor(certificate);
    if (!known)
        return {RevocationAge::State::TooOld, {}, {}, {}};
    RevocationAge age{RevocationAge::State::Current, known->thisUpdate, known->nextUpdate, {}};
    age.limit = age.due + SealingGrace;
    if (now > age.limit)
        age.state = RevocationAge::State::TooOld;
    else if (now > age.due)
        age.state = RevocationAge::State::Overdue;
    return age;
}

Result<void> checkAge(const RevocationAge &age)
{
    if (age.state != RevocationAge::State::TooOld)
        return {};
    return Error{ErrorCode::NotAllowed, "sealing.list-too-old", toDateTime(age.issued).toString(Qt::ISODate)};
}

} // namespace wenyi::core
