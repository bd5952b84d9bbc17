// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/domain/DomainDescription.h"
#include "client/core/profile/Environment.h"
#include "shared/crypto/KeyFile.h"

#include <QList>
#include <QString>

#include <functional>

namespace wenyi::core {

/// A desktop that was set up.
struct DomainDesktop
{
    QString folder; ///< Its profile.
    UnitCode unit;
    QList<MemberId> members;
};

/// A domain that was set up in a folder.
///
///     authority/       root CA, operating CA, seal maker (keys under the PIN)
///     directory.wyd    the signed directory
///     server-keys/     what `wenyi-server init` takes: certificate key, key for time stamps, their PINs, CURVE secret
///     desktops/NAME/   a profile each
struct Domain
{
    QString folder;
    DomainDescription description;
    QList<DomainDesktop> desktops;

    /// Reads domain.json, which building leaves. Fails with NotFound "file.missing", InvalidInput "domain.…".
    static Result<Domain> open(const QString &folder);
    /// Where a member's desktop lies; `name` is UNIT/MEMBER with a unit's short name or code. Fails with NotFound
    /// "domain.no-such-member".
    Result<std::pair<QString, MemberId>> desktopOf(const QString &name) const;
};

/// How a domain is set up.
struct DomainOptions
{
    QString endpoint = QStringLiteral("tcp://127.0.0.1:7301");
    crypto::KeyDerivationCost cost;                ///< Tests take a lower one.
    std::function<void(const QString &)> progress; ///< Told each unit and desktop.
};

/// Sets a whole exchange domain up: certificate hierarchy, keys, seals, directory, desktops, first content keys.
/// Fails with AlreadyExists "authority.exists" and with what its parts fail with.
Result<Domain> buildDomain(const QString &folder, const DomainDescription &description, const DomainOptions &options,
    const Environment &environment);

} // namespace wenyi::core
