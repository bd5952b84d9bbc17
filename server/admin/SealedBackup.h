// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/RandomSource.h"
#include "shared/base/Result.h"
#include "shared/crypto/Certificate.h"
#include "shared/crypto/PrivateKey.h"

#include <QString>

namespace wenyi::server {

/// A backup as one file that only the holder of one key can read, for a share or a stick that others can reach.
///
/// "WYbackup", CBOR [version, fingerprint of the recipient's certificate, content key under its SM2 key] behind its
/// length (4 octets, little-endian), and the files one after another under that key (crypto::ContentEncryptor): length
/// of the name (4), name, size (8), content; a name of no length ends them.

/// Closes a backup's folder for the recipient; the file has its name once its bytes were read back from the disk. Fails
/// with AlreadyExists "backup.exists", StorageFailure "backup.write", "backup.not-read-back", Unsupported
/// "crypto.suite".
Result<void> sealBackup(
    const QString &folder, const QString &file, const crypto::Certificate &recipient, RandomSource &random);

/// PEM or DER. Fails with NotFound "file.missing" and as crypto::Certificate does.
Result<crypto::Certificate> readCertificate(const QString &path);

/// Whether it looks like one.
bool isSealedBackup(const QString &path);

/// Puts the files into a new folder, each of which is still to be held against the manifest. Fails with NotTrusted
/// "backup.other-key" (closed for another certificate), "content.altered", Corrupt "backup.damaged",
/// "content.truncated", Unsupported "backup.version", AlreadyExists "backup.exists".
Result<void> openSealedBackup(
    const QString &file, const QString &folder, const crypto::Certificate &recipient, const crypto::PrivateKey &key);

} // namespace wenyi::server
