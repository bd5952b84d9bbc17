// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/DomainAuthority.h"
#include "client/core/domain/DomainDescription.h"
#include "shared/directory/DirectoryContent.h"
#include "shared/protocol/CurveKeyPair.h"

#include <QList>

#include <map>
#include <vector>

namespace wenyi::core {

/// A key with the certificate that the operating CA gave it.
struct CertifiedKey
{
    crypto::PrivateKey key;
    crypto::Certificate certificate;

    static Result<CertifiedKey> make(const DomainAuthority &authority, const crypto::CertificateSubject &subject,
        crypto::CertificatePurpose purpose, int years);
};

/// What a unit signs, opens envelopes and seals with.
struct UnitKeys
{
    CertifiedKey signing;
    CertifiedKey encryption;
    CertifiedKey seal;
};

struct MemberKeys
{
    CertifiedKey signing;
    CertifiedKey encryption;
};

/// One desktop to be set up, and who works at it.
struct DesktopPlan
{
    DesktopId id;
    UnitCode unit;
    directory::Connection connection = directory::Connection::Connected;
    QList<MemberId> members;
    CertifiedKey key;
    protocol::CurveKeyPair curve;
};

/// Every key of a domain that is being set up, in memory until it is written to where it belongs.
struct DomainKeys
{
    std::map<UnitCode, UnitKeys> units;
    std::map<MemberId, MemberKeys> members;
    std::vector<DesktopPlan> desktops;
    CertifiedKey server;
    protocol::CurveKeyPair serverCurve;
    CertifiedKey timeStamp; ///< Of the time-stamp authority, which the server runs.

    /// Every certificate of these keys.
    QList<crypto::Certificate> certificates() const;

    /// One desktop for each member of a connected unit, one for all members of a standalone unit.
    static Result<DomainKeys> make(
        const DomainDescription &description, const DomainAuthority &authority, RandomSource &random);
};

} // namespace wenyi::core
