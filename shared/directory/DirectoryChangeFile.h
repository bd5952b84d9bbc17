// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/directory/DirectoryChange.h"

#include <QByteArray>

#include <functional>

namespace wenyi::directory {

/// Gives the bytes of a certificate file (DER) that a change names.
using CertificateFile = std::function<Result<QByteArray>(const QString &name)>;

/// The changes of a change file in their order: {"changes": [{"change": "move-member", "member": …, "unit": …}, …]}. A
/// member that a change does not know, or that is of another type, is refused. At most 10,000 changes.
///
///     add-unit            unit, name, signingCertificate, encryptionCertificate; may: shortName, numberCode, parent
///     rename-unit         unit, name; may: shortName, numberCode
///     retire-unit         unit; may: successor
///     add-member          member, unit, name, rank, roles, signingCertificate, encryptionCertificate; may: post
///     move-member         member, unit
///     set-member          member; may: name, post, rank
///     remove-member       member
///     set-roles           member, roles
///     renew-certificate   certificate; may: newKey
///     add-desktop         desktop, unit, curveKey (hexadecimal), connection (connected, standalone), certificate
///     remove-desktop      desktop
///     set-keeper          seal, keeper
///     set-group           name, units
///     remove-group        name
///     set-alias           name, unit
///     remove-alias        name
///     set-peer            card; may: via
///     remove-peer         domain
///
/// Certificates and cards are told by their files. Fails with TooLarge "directory-edit.size", InvalidInput
/// "directory-edit.json", "directory-edit.form" (`detail`: which change, counted from 1, and which member),
/// "directory.role", and as `read` does.
Result<QList<DirectoryChange>> readChanges(const QByteArray &json, const CertificateFile &read);

} // namespace wenyi::directory
