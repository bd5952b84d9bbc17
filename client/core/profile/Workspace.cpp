// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/profile/Workspace.h"

#include "client/core/evidence/EvidenceProjection.h"
#include "client/core/exchange/DirectiveProjection.h"
#include "client/core/exchange/ExchangeProjection.h"
#include "client/core/profile/FormerPdfList.h"
#include "client/core/profile/KeyGrantProjection.h"
#include "client/core/profile/PinChange.h"
#include "client/core/profile/StoreFile.h"
#include "client/core/profile/StoreKey.h"
#include "client/core/profile/StoreRecovery.h"
#include "client/core/profile/StoreRescue.h"
#include "client/core/profile/WorkspaceLock.h"
#include "client/core/records/DirectoryRoles.h"
#include "client/core/records/RecordProjection.h"
#include "client/core/token/TokenKey.h"
#include "client/core/token/TokenSigner.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/KeyFile.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wenyi::core {

namespace {

constexpr qint64 TrailReserve = limits::MiB; ///< Bytes: dozens of rows of the audit log.
constexpr qsizetype LargestCertificate = 64 * limits::KiB;
constexpr qsizetype MaximumRevocationList = 64 * limits::MiB;
constexpr qsizetype MaximumDirectory = 256 * limits::MiB;

/// A key file keeps the certificate that it was made with; a renewed one comes with the directory (`told`, DER) and
/// speaks for the same key from then on.
crypto::Certificate presentCertificate(const crypto::Certificate &own, const QByteArray &told)
{
    const auto renewed = crypto::Certificate::fromDer(told);
    const bool isItsOwn = renewed && renewed->publicKey() == own.publicKey() && renewed->subjectId() == own.subjectId();
    return isItsOwn && renewed->notAfter() > own.notAfter() ? *renewed : own;
}

Result<crypto::KeySigner> openKeyFile(const Profile &profile, const MemberId &member, QStringView name,
    const SecretBytes &pin, const QByteArray &told = {})
{
    WENYI_TRY(const auto file, crypto::KeyFile::open(profile.memberPath(member, name)));
    WENYI_TRY(auto key, file.unlock(pin));
    return crypto::KeySigner(std::move(key), presentCertificate(file.certificate(), told));
}

bool hasKeyFile(const Profile &profile, const MemberId &member, QStringView name)
{
    return QFileInfo::exists(profile.memberPath(member, name));
}

Result<WorkspaceKeys> openKeys(const Profile &profile, const MemberId &member, const SecretBytes &pin,
    crypto::PrivateKey encryption, const directory::Directory &directory, journal::Database &database)
{
    WENYI_TRY(const SecretBytes desktopDer, readSecret(database, secret::DesktopKey));
    WENYI_TRY(auto desktopKey, crypto::PrivateKey::fromPkcs8(desktopDer));
    WENYI_TRY(
        const auto desktopCertificate, crypto::Certificate::fromDer(directory.desktop(profile.desktop)->certificate));
    WorkspaceKeys keys{crypto::KeySigner(std::move(desktopKey), desktopCertificate), {}, std::move(encryption), {}, {}};
    if (profile.connection == directory::Connection::Connected) {
        WENYI_TRY(keys.curveSecret, readSecret(database, secret::CurveKey));
    }
    if (hasKeyFile(profile, member, keyfile::UnitSigning)) {
        const directory::Unit *unit = directory.unit(profile.unit);
        const QByteArray told = unit ? unit->signingCertificate : QByteArray();
        WENYI_TRY(auto signer, openKeyFile(profile, member, keyfile::UnitSigning, pin, told));
        keys.unitSigning.emplace(std::move(signer));
    }
    if (hasKeyFile(profile, member, keyfile::UnitEncryption)) {
        WENYI_TRY(const auto file, crypto::KeyFile::open(profile.memberPath(member, keyfile::UnitEncryption)));
        WENYI_TRY(auto key, file.unlock(pin));
        keys.unitEncryption.emplace(std::move(key));
    }
    return keys;
}

} // namespace

Result<ProfileTrust> readProfileTrust(const Profile &profile, Instant at)
{
    crypto::TrustStore trust;
    WENYI_TRY(const QByteArray rootDer, readBounded(profile.path(u"trust/root.der"_s), LargestCertificate));
    WENYI_TRY(const auto root, crypto::Certificate::fromDer(rootDer));
    trust.addRoot(root);
    WENYI_TRY(const QByteArray operatingDer, readBounded(profile.path(u"trust/operating.der"_s), LargestCertificate));
    WENYI_TRY(const auto operating, crypto::Certificate::fromDer(operatingDer));
    WENYI_CHECK(trust.addAuthority(operating, at));
    WENYI_TRY(const QByteArray list, readBounded(profile.path(u"trust/revocations.crl"_s), MaximumRevocationList));
    WENYI_CHECK(trust.addRevocationList(list));
    WENYI_TRY(const QByteArray bytes, readBounded(profile.path(u"directory.wyd"_s), MaximumDirectory));
    WENYI_TRY(auto directory, directory::Directory::open(bytes, trust, at));
    WENYI_CHECK(directory.addRevocationsTo(trust));
    return ProfileTrust{std::move(trust), std::move(directory)};
}

Workspace::Workspace(Profile profile, const Environment &environment, directory::Directory directory,
    crypto::TrustStore trust, directory::Member member, WorkspaceKeys keys, std::unique_ptr<journal::Database> database,
    journal::BlobStore blobs, layout::FontSetRef fonts)
    : m_profile(std::move(profile))
    , m_environment(environment)
    , m_directory(std::move(directory))
    , m_trust(std::move(trust))
    , m_member(std::move(member))
    , m_keys(std::move(keys))
    , m_modules(modules::ModuleCatalogue::load(environment.resources + u"/modules"_s))
    , m_fonts(std::move(fonts))
    , m_database(std::move(database))
    , m_blobs(std::move(blobs))
{
}

Workspace::~Workspace() = default;

Result<std::unique_ptr<Workspace>> Workspace::unlock(
    const QString &folder, const MemberId &memberId, const SecretBytes &pin, const Environment &environment)
{
    const Instant now = environment.clock.now();
    WENYI_TRY(const Profile profile, Profile::open(folder));
    WENYI_CHECK(finishPinChange(profile.memberFolder(memberId)));
    WENYI_TRY(auto encryption, openKeyFile(profile, memberId, keyfile::PersonalEncryption, pin));
    WENYI_TRY(ProfileTrust known, readProfileTrust(profile, now));
    const directory::Member *member = known.directory.member(memberId);
    const directory::Desktop *desktop = known.directory.desktop(profile.desktop);
    if (!member || !desktop || member->unit != profile.unit || desktop->unit != profile.unit)
        return Error{ErrorCode::NotAllowed, "profile.not-in-directory", memberId.toString()};
    WENYI_TRY(auto storeKey, openStoreKey(profile.path(u"store.keys"_s), memberId, encryption.key()));
    SecretBytes rescueKey = rescueKeyOf(storeKey);
    WENYI_TRY(auto database, openStore(profile, std::move(storeKey), environment.fileSystemKind(folder)));
    WENYI_TRY(auto blobs, journal::BlobStore::open(profile.path(u"blobs"_s), database.get()));
    WENYI_TRY(auto fonts, layout::FontSet::load(environment.fonts));
    WENYI_TRY(auto keys, openKeys(profile, memberId, pin, std::move(encryption).takeKey(), known.directory, *database));
    std::unique_ptr<Workspace> workspace(new Workspace(profile, environment, known.directory, std::move(known.trust),
        *member, std::move(keys), std::move(database), std::move(blobs), std::move(fonts)));
    workspace->m_rescueKey = std::move(rescueKey);
    WENYI_CHECK(workspace->openJournal());
    WENYI_CHECK(workspace->checkReach());
    // A full disk keeps nobody out: the next synchronisation tries again.
    static_cast<void>(workspace->keepRescue());
    return workspace;
}

Result<void> Workspace::openJournal()
{
    WENYI_TRY(m_audit, journal::AuditLog::open(*m_database, m_environment.clock));
    m_database->keepReserve(m_profile.path(u"trail.reserve"_s), TrailReserve, [this] {
        static_cast<void>(m_audit->record(m_profile.desktop.toString(), u"disk.full"_s, u"store.full"_s, {}));
    });
    WENYI_TRY(const auto damaged, StoreRecoveryMark(*m_database).aside());
    m_isRecovering = damaged.has_value();
    WENYI_CHECK(openGrants());
    m_projections.push_back(std::make_unique<KeyGrantProjection>());
    m_projections.push_back(
        std::make_unique<RecordProjection>(m_modules, std::make_unique<DirectoryRoles>(m_directory)));
    m_projections.push_back(std::make_unique<ExchangeProjection>());
    m_projections.push_back(std::make_unique<DirectiveProjection>());
    m_projections.push_back(std::make_unique<EvidenceProjection>());
    QList<journal::Projection *> projections;
    for (const auto &projection : m_projections)
        projections.append(projection.get());
    WENYI_TRY(m_journal, journal::Journal::open(*m_database,
                             {m_profile.desktop, &m_keyring, &m_environment.clock, &m_environment.random, projections,
                                 m_profile.path(u"store.before-upgrade.db"_s),
                                 m_isRecovering ? journal::OwnEntries::ComeFromLog : journal::OwnEntries::AreHere}));
    return takeNewKeys();
}

Result<void> Workspace::checkReach()
{
    const auto rescue = readRescue(m_profile, m_rescueKey);
    if (!rescue)
        return {}; // Not there yet, or damaged: it is written anew.
    m_acknowledged = rescue->acknowledged;
    WENYI_TRY(const journal::OwnChain own, m_journal->ownChain());
    // Its log went, or an older store was put in its place: numbers that are taken would be given again.
    if (!m_isRecovering && own.newest < rescue->acknowledged)
        return Error{ErrorCode::Corrupt, "store.set-back", QString::number(own.newest)};
    return {};
}

Result<void> Workspace::keepRescue()
{
    WENYI_TRY(const journal::OwnChain own, m_journal->ownChain());
    if (m_acknowledged && *m_acknowledged >= own.acknowledged)
        return {};
    StoreRescue rescue;
    WENYI_TRY(rescue.desktopKey, readSecret(*m_database, secret::DesktopKey));
    rescue.curveSecret = m_keys.curveSecret.clone();
    rescue.acknowledged = own.acknowledged;
    WENYI_CHECK(writeRescue(m_profile, rescue, m_rescueKey, m_environment.random));
    m_acknowledged = own.acknowledged;
    return {};
}

Result<qsizetype> Workspace::resume(const QList<QByteArray> &salvaged)
{
    return m_journal->resume(salvaged, m_acknowledged.value_or(0));
}

Result<void> Workspace::endRecovery()
{
    WENYI_CHECK(StoreRecoveryMark(*m_database).end());
    m_isRecovering = false;
    return {};
}

Result<int> Workspace::openGrants()
{
    WENYI_TRY(const auto grants, KeyGrantProjection::grantsFor(*m_database, m_member.id));
    int opened = 0;
    for (const auto &[grant, grantor] : grants) {
        // Content keys are the system administrator's to give; a grant of anybody else is of no effect.
        const directory::Member *giver = m_directory.member(grantor);
        const bool mayGive = giver && giver->unit == m_profile.unit && giver->has(directory::Role::SystemAdministrator);
        if (!mayGive || m_keyring.holds(grant.audience))
            continue;
        auto key = grant.open(m_keys.personalEncryption);
        if (!key)
            continue; // Not wrapped for us after all; somebody's mistake, and no reason to stay locked out.
        m_keyring.add(grant.audience, std::move(*key));
        ++opened;
    }
    return opened;
}

Result<void> Workspace::takeNewKeys()
{
    WENYI_TRY(const int opened, openGrants());
    if (opened > 0)
        return m_journal->refoldUnread();
    return {};
}

Error Workspace::refuse(const QString &what, const Error &error)
{
    if (error.code == ErrorCode::StorageFailure || error.code == ErrorCode::Internal)
        return error;
    const auto recorded =
        m_audit->record(m_directory.content().server.endpoint, what, QString::fromLatin1(error.reason), {});
    return recorded ? error : recorded.error();
}

Result<void> Workspace::takeDirectory(const QByteArray &bytes)
{
    const auto taken = checkAndTakeDirectory(bytes);
    return taken ? taken : refuse(u"directory.take"_s, taken.error());
}

Result<QSet<StreamId>> Workspace::takeRuns(const QList<journal::LogRun> &runs, const journal::Checkpoint &checkpoint)
{
    const auto taken = checkAndTakeRuns(runs, checkpoint);
    return taken ? taken : refuse(u"log.take"_s, taken.error());
}

Result<QSet<StreamId>> Workspace::checkAndTakeRuns(
    const QList<journal::LogRun> &runs, const journal::Checkpoint &checkpoint)
{
    if (checkpoint.unit != m_profile.unit)
        return Error{ErrorCode::NotTrusted, "journal.checkpoint-unit", checkpoint.unit.toString()};
    WENYI_TRY(const auto server, crypto::Certificate::fromDer(m_directory.content().server.certificate));
    const auto keyOf = [this](const DesktopId &id) -> Result<crypto::PublicKey> {
        const directory::Desktop *desktop = m_directory.desktop(id);
        if (!desktop)
            return Error{ErrorCode::NotTrusted, "journal.unknown-desktop", id.toString()};
        WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(desktop->certificate));
        return certificate.publicKey();
    };
    return m_journal->acceptRuns(runs, checkpoint, server.publicKey(), keyOf);
}

Result<void> Workspace::checkAndTakeDirectory(const QByteArray &bytes)
{
    WENYI_TRY(auto newer, directory::Directory::open(bytes, m_trust, m_environment.clock.now()));
    if (newer.digest() == m_directory.digest())
        return {};
    WENYI_CHECK(newer.checkSucceeds(m_directory));
    WENYI_CHECK(checkFormerPdfList(m_profile, newer));
    WENYI_CHECK(keepFormerPdfList(m_profile, m_directory, newer));
    WENYI_CHECK(writeDurably(m_profile.path(u"directory.wyd"_s), bytes));
    m_directory = std::move(newer);
    WENYI_CHECK(m_directory.addRevocationsTo(m_trust));
    return {};
}

Result<const SecretBytes *> Workspace::contentKey() const
{
    WENYI_TRY(const auto newest, m_keyring.newest(m_profile.unit.toString()));
    return m_keyring.key(newest);
}

Result<std::unique_ptr<crypto::Signer>> Workspace::openKey(QStringView file, const SecretBytes &pin, KeyUse use) const
{
    WENYI_CHECK(checkOpen(m_profile, m_member.id, m_keys));
    if (use == KeyUse::Act)
        WENYI_CHECK(m_database->checkWritable());
    WENYI_TRY(const auto onToken, TokenKey::read(m_profile.memberPath(m_member.id, file)));
    if (onToken) {
        WENYI_TRY(const auto drivers, TokenDrivers::read(m_profile));
        WENYI_TRY(const TokenDriver driver, drivers.at(onToken->driver));
        return TokenSigner::open(driver, m_environment.tokens, onToken->place, pin);
    }
    WENYI_CHECK(finishPinChange(m_profile.memberFolder(m_member.id)));
    const directory::Member *member = m_directory.member(m_member.id);
    const QByteArray told = member && file == keyfile::PersonalSigning ? member->signingCertificate : QByteArray();
    WENYI_TRY(auto signer, openKeyFile(m_profile, m_member.id, file, pin, told));
    return std::unique_ptr<crypto::Signer>(std::make_unique<crypto::KeySigner>(std::move(signer)));
}

} // namespace wenyi::core
