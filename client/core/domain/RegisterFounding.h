// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/CertificateRegister.h"
#include "client/core/domain/DomainAuthority.h"
#include "shared/crypto/KeyFile.h"

namespace wenyi::core {

/// Where the authority's folder has its register, and each officer's key until the officer takes it along.
QString registerPath(const QString &authorityFolder);
QString officerKeyPath(const QString &authorityFolder, directory::Role role);

/// Begins the register of an authority that was just set up: three officers with keys of their own under the first PIN,
/// every certificate that set-up made, and the first revocation list. Fails as KeyFile::create() and
/// CertificateRegister do.
Result<void> foundRegister(const QString &authorityFolder, const DomainAuthority &authority, const QString &domainName,
    const QList<crypto::Certificate> &issued, const SecretBytes &pin, crypto::KeyDerivationCost cost,
    const Environment &environment);

} // namespace wenyi::core
