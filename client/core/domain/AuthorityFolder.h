// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/authority/CertificateRegister.h"
#include "shared/crypto/Signer.h"
#include "shared/directory/Directory.h"

/// What is read from the folder of a domain's authority without the operating CA's PIN.
namespace wenyi::core {

/// Root, operating CA and the newest revocation list. Fails as readTrustFiles() does.
Result<crypto::TrustStore> authorityTrust(const QString &folder, Instant at);

/// Begins none: a folder without a register is NotFound "file.missing". Fails besides as readBounded(),
/// crypto::Certificate::fromDer() and CertificateRegister::open() do.
Result<std::unique_ptr<CertificateRegister>> openRegister(const QString &folder, const Clock &clock);

/// An officer's key, wherever it lies. Fails as crypto::KeyFile::open() and unlock() do.
Result<crypto::KeySigner> openOfficer(const QString &keyFile, const SecretBytes &pin);

/// The directory in force. Fails as readBounded() and directory::Directory::open() do.
Result<directory::Directory> readDirectory(const QString &file, const crypto::TrustStore &trust, Instant at);

} // namespace wenyi::core
