// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin/Configuration.h"
#include "server/session/Domain.h"
#include "shared/crypto/Signer.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace wenyi::server {

/// Files that an administrator hands to a server; empty ones are left as they are.
struct ServerFiles
{
    QString directory;         ///< The signed directory.
    QStringList trust;         ///< Certificates of the root and operating CA (PEM or DER), revocation lists (DER).
    QString certificateKey;    ///< crypto::KeyFile of the server's certificate.
    QString pin;               ///< A file with the PIN of that key, to be given together with it.
    QString curveKey;          ///< The CURVE secret as 64 hexadecimal digits.
    QString timeStampKey = {}; ///< crypto::KeyFile of a certificate for time stamps.
    QString timeStampPin = {}; ///< A file with the PIN of that key.
};

/// A server's folder: server.toml, directory.wyd, trust/, keys/ (readable by the owner only) and store/.
///
/// The server starts unattended, so the PINs of its keys lie beside them, drawn when it took the keys: who can read
/// keys/ can speak as this server and give time stamps (docs/SECURITY.md). It opens no document.
class ServerFolder
{
public:
    /// Makes the folder, draws a CURVE key unless one is given, takes the files.
    /// Fails with AlreadyExists "server.exists" and the reasons of update().
    static Result<ServerFolder> create(const QString &path, const Configuration &configuration,
        const ServerFiles &files, RandomSource &random, Instant at);
    /// Fails with NotFound "server.none".
    static Result<ServerFolder> open(const QString &path);

    /// Checks the files and puts them in their places, keys that come with their PIN under one that is drawn; a running
    /// server goes by a new directory or revocation list within seconds. Fails with the reasons of the files,
    /// NotTrusted "directory.older" for one that goes back, and takes nothing then. One update at a time: two of them
    /// could leave the key of one with the PIN of the other. Waits so long for another, and fails with Unavailable
    /// "file.locked".
    Result<void> update(
        const ServerFiles &files, Instant at, std::chrono::milliseconds patience = std::chrono::seconds(30));

    Result<Configuration> configuration() const;
    Result<protocol::CurveKeyPair> curveKeys() const;
    /// The key by which a standby's folder comes in at its primary. Fails with NotFound "file.missing".
    Result<protocol::CurveKeyPair> standbyKeys() const;
    Result<std::unique_ptr<crypto::Signer>> signer() const;
    /// The key that gives time stamps; null where the folder has none.
    Result<std::unique_ptr<crypto::Signer>> timeStampSigner() const;
    /// Whether a server of this folder gives time stamps that hold. Fails with NotAllowed "time-stamp.turned-off",
    /// NotFound "time-stamp.no-key", NotTrusted "certificate.…", and as crypto::KeyFile does. A PIN that did not fit
    /// before is not tried again before the server starts: however often somebody asks, the key is not locked by that.
    Result<void> checkTimeStamps(Instant at) const;
    Result<crypto::TrustStore> trust(Instant at) const;
    /// The directory in force, as Domain::open() makes it. Fails with NotFound "server.no-directory".
    Result<std::shared_ptr<const Domain>> domain(Instant at, const Domain *before = nullptr) const;
    /// Whether the directory names the keys of this folder, so that desktops know a server of it. Fails with NotTrusted
    /// "server.not-in-directory" and the reasons of the key files.
    Result<void> checkListed(const Domain &domain) const;
    /// Another text after an update of the directory or of what is trusted.
    QByteArray updateMark() const;
    /// The same of server.toml.
    QByteArray configurationMark() const;
    /// Held by the process that runs on the folder.
    QString lockPath() const;
    /// Held by whoever updates it, beside a server that runs on it.
    QString updateLockPath() const;

    const QString &path() const { return m_path; }
    QString storePath() const;

private:
    explicit ServerFolder(QString path);
    QString file(QStringView name) const;
    QStringList trustFiles() const;
    /// Whether the trusted files and the directory hold together; gives the content of the new trusted files.
    Result<QList<QByteArray>> checkTrust(const ServerFiles &files, Instant at) const;

    QString m_path;
};

} // namespace wenyi::server
