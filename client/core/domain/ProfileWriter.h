// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/DomainKeys.h"
#include "client/core/domain/UnitSeal.h"
#include "shared/crypto/KeyFile.h"

namespace wenyi::core {

/// Writes the profile of one desktop: what an enrolment brings to it.
struct ProfileWriter
{
    const Environment &environment;
    crypto::KeyDerivationCost cost;
    const SecretBytes &pin; ///< The first PIN of every member.
    QString endpoint;
    const DomainKeys &keys;
    const DomainAuthority &authority;
    const UnitSeals &seals;
    QByteArray directory;
    std::optional<int> longestLockPause;

    /// Fails with AlreadyExists "profile.exists" and what writing fails with.
    Result<void> write(const QString &folder, const UnitDescription &unit, const DesktopPlan &plan) const;

private:
    Result<void> writeMember(const QString &folder, const UnitDescription &unit, const MemberDescription &member) const;
    Result<void> writeStore(const QString &folder, const DesktopPlan &plan) const;
    Result<void> writeKey(const QString &folder, QStringView name, const CertifiedKey &key) const;
};

} // namespace wenyi::core
