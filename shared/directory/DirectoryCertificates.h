// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/crypto/TrustStore.h"
#include "shared/directory/Directory.h"

#include <QHash>

/// Internal to shared/directory: what a directory's certificates are and whether they hold.
namespace wenyi::directory {

/// By their DER.
using Certificates = QHash<QByteArray, crypto::Certificate>;

/// All that the content names, each its owner's, for its purpose and there once. What stands in a directory of before
/// (null: there is none) is not parsed again. Fails with InvalidInput "directory.certificate".
Result<Certificates> readCertificates(const DirectoryContent &content, const Directory *before = nullptr);

/// Lets the content look at the certificates' own bytes instead of keeping them twice.
void shareBytes(DirectoryContent &content, const Certificates &certificates);

/// Whether all of them held when the content was issued, but for former ones; who was revoked may stand there, and of a
/// retired unit's what has ended. Fails with NotTrusted "directory.certificate".
Result<void> verifyCertificates(
    const DirectoryContent &content, const Certificates &certificates, const crypto::TrustStore &trust);

} // namespace wenyi::directory
