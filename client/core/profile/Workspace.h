// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Environment.h"
#include "client/core/profile/Profile.h"
#include "client/core/profile/TimeStampSource.h"
#include "shared/crypto/Signer.h"
#include "shared/journal/AuditLog.h"
#include "shared/journal/BlobStore.h"
#include "shared/journal/Journal.h"
#include "shared/layout/FontSet.h"
#include "shared/modules/ModuleCatalogue.h"

#include <memory>
#include <vector>

namespace wenyi::core {

/// The keys that stay open while a workspace is: the desktop's, and of the mail room the unit's. A person's signing key
/// and the seal's key are opened by PIN for each act and not kept.
struct WorkspaceKeys
{
    crypto::KeySigner desktop;
    SecretBytes curveSecret; ///< 32 bytes; empty on a standalone desktop.
    crypto::PrivateKey personalEncryption;
    std::optional<crypto::KeySigner> unitSigning; ///< Envelopes and receipts: mail room only.
    std::optional<crypto::PrivateKey> unitEncryption;
};

/// 工作区: a profile that one member has unlocked. One thread owns it and every service over it.
class Workspace
{
public:
    /// Fails with WrongPin "key-file.pin", Locked "key-file.locked", NotAllowed "store-key.no-member", NotTrusted
    /// "store.key", "directory.…", "certificate.…", Corrupt "store.set-back" (entries that the server has from here are
    /// not in the store any more), as finishPinChange() does, and with what reading the profile's files fails with.
    /// isStoreDamage() tells where recoverStore() helps.
    static Result<std::unique_ptr<Workspace>> unlock(
        const QString &folder, const MemberId &member, const SecretBytes &pin, const Environment &environment);
    ~Workspace();
    Workspace(const Workspace &) = delete;
    Workspace &operator=(const Workspace &) = delete;

    const Profile &profile() const { return m_profile; }
    const Environment &environment() const { return m_environment; }
    const directory::Directory &directory() const { return m_directory; }
    const crypto::TrustStore &trust() const { return m_trust; }
    /// Who unlocked it.
    const directory::Member &member() const { return m_member; }
    journal::Journal &journal() { return *m_journal; }
    journal::BlobStore &blobs() { return m_blobs; }
    journal::AuditLog &audit() { return *m_audit; }
    const journal::ContentKeyring &keyring() const { return m_keyring; }
    const modules::ModuleCatalogue &modules() const { return m_modules; }
    const layout::FontSetRef &fonts() const { return m_fonts; }
    WorkspaceKeys &keys() { return m_keys; }
    TimeStampSource &timeStamps() { return m_timeStamps; }
    /// The unit's newest content key: for blobs and payloads. Fails with NotFound "keyring.no-key".
    Result<const SecretBytes *> contentKey() const;

    /// What a key is opened for. No act is begun that could not be written down; a look needs no trail.
    enum class KeyUse { Act, Look };
    /// Opens one of the member's own keys for one act: a key file, or the key on a token that is named in its place.
    /// Fails as journal::Database::checkWritable() where it is for an act, as finishPinChange() and
    /// crypto::KeyFile::unlock(), or as TokenKey::read(), TokenDrivers::at() and TokenSigner::open() do.
    Result<std::unique_ptr<crypto::Signer>> openKey(
        QStringView file, const SecretBytes &pin, KeyUse use = KeyUse::Act) const;
    /// Opens grants that came since, and shows what they make readable.
    Result<void> takeNewKeys();
    /// Takes a newer directory when it holds and succeeds this one; kept in the profile. A refused one changes nothing
    /// and stands in the audit log. Fails as directory::Directory::open(), checkSucceeds() and checkFormerPdfList() do.
    Result<void> takeDirectory(const QByteArray &bytes);
    /// Takes the next runs of the unit's log under the keys that the directory names. Refused ones change nothing and
    /// stand in the audit log. Fails as journal::Journal::acceptRuns() does, and with NotTrusted
    /// "journal.unknown-desktop", "journal.checkpoint-unit" (a checkpoint of another unit's log).
    Result<QSet<StreamId>> takeRuns(const QList<journal::LogRun> &runs, const journal::Checkpoint &checkpoint);
    /// Whether its store was begun in a damaged one's place and has not come from the server yet (StoreResync).
    bool isRecovering() const { return m_isRecovering; }
    /// Goes on from what was salvaged, once the log is here to its end. Gives how many entries of it are kept; fails as
    /// journal::Journal::resume() does.
    Result<qsizetype> resume(const QList<QByteArray> &salvaged);
    /// Nothing is left to be done of it.
    Result<void> endRecovery();
    /// Notes outside of the store how far the server has what was written here, and the keys where that file is not
    /// there (StoreRescue). Fails as writeDurably() does.
    Result<void> keepRescue();

private:
    Workspace(Profile profile, const Environment &environment, directory::Directory directory, crypto::TrustStore trust,
        directory::Member member, WorkspaceKeys keys, std::unique_ptr<journal::Database> database,
        journal::BlobStore blobs, layout::FontSetRef fonts);
    Result<void> openJournal();
    Result<void> checkReach();
    Result<int> openGrants();
    Result<void> checkAndTakeDirectory(const QByteArray &bytes);
    Result<QSet<StreamId>> checkAndTakeRuns(const QList<journal::LogRun> &runs, const journal::Checkpoint &checkpoint);
    /// Writes a refusal into the audit log and gives it back; what failed here is none.
    Error refuse(const QString &what, const Error &error);

    Profile m_profile;
    Environment m_environment;
    directory::Directory m_directory;
    crypto::TrustStore m_trust;
    directory::Member m_member;
    WorkspaceKeys m_keys;
    journal::ContentKeyring m_keyring;
    modules::ModuleCatalogue m_modules;
    layout::FontSetRef m_fonts;
    TimeStampSource m_timeStamps;
    std::unique_ptr<journal::Database> m_database;
    journal::BlobStore m_blobs;
    std::optional<journal::AuditLog> m_audit;
    std::vector<std::unique_ptr<journal::Projection>> m_projections;
    std::unique_ptr<journal::Journal> m_journal;
    SecretBytes m_rescueKey;
    std::optional<quint64> m_acknowledged; ///< As the rescue file has it; nothing where there is none.
    bool m_isRecovering = false;
};

/// Whom a desktop trusts, whom it knows, and which certificates it knows to be revoked.
struct ProfileTrust
{
    crypto::TrustStore trust;
    directory::Directory directory;
};

/// Reads a profile's trust folder (root, authorities, revocation list) and its directory with the revocations that it
/// brought. Fails with NotTrusted "certificate.…", and as directory::Directory::open() does.
Result<ProfileTrust> readProfileTrust(const Profile &profile, Instant at);

} // namespace wenyi::core
