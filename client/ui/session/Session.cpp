// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/session/Session.h"

#include "client/core/profile/ProfileUnblocking.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/KeyFile.h"

#include <utility>

namespace wenyi::ui {

namespace {

Result<DesktopFacts> readDesktop(const QString &folder, const Clock &clock)
{
    WENYI_TRY(const core::Profile profile, core::Profile::open(folder));
    WENYI_TRY(const core::ProfileTrust known, core::readProfileTrust(profile, clock.now()));
    const directory::Directory &directory = known.directory;
    DesktopFacts facts;
    if (const directory::Unit *unit = directory.unit(profile.unit))
        facts.unitName = unit->name;
    for (const MemberId &id : profile.members) {
        const directory::Member *member = directory.member(id);
        if (!member)
            continue;
        const auto key = crypto::KeyFile::open(profile.memberPath(id, core::keyfile::PersonalEncryption));
        facts.members.append(
            {id, member->name, member->post, key ? key->attemptsLeft() : 0, core::lockedKeys(profile, id)});
    }
    return facts;
}

SessionFacts factsOf(const core::Workspace &workspace)
{
    const directory::Member &member = workspace.member();
    SessionFacts facts{member.id, member.name, member.post, member.unit, {}, member.roles,
        workspace.profile().connection, workspace.fonts(), {}};
    if (const directory::Unit *unit = workspace.directory().unit(member.unit))
        facts.unitName = unit->name;
    for (const modules::ModuleDefinition *module : workspace.modules().modules())
        facts.modules.append({module->id, module->name});
    return facts;
}

} // namespace

Session::Session(core::Environment environment, QString folder, QObject *parent)
    : QObject(parent)
    , m_environment(std::move(environment))
    , m_folder(std::move(folder))
    , m_desk(std::make_shared<Desk>())
{
}

Session::~Session()
{
    m_sync.reset();
    m_core.run([this] { m_desk->office.reset(); });
}

Answer<Result<DesktopFacts>> Session::desktop()
{
    return m_core.start([folder = m_folder, &clock = m_environment.clock] { return readDesktop(folder, clock); });
}

Answer<Result<SessionFacts>> Session::unlock(const MemberId &member, SecretBytes pin)
{
    m_sync.reset();
    m_tokens.reset();
    // Work for the thread is copyable, a PIN is not.
    auto secret = std::make_shared<SecretBytes>(std::move(pin));
    return m_core.start([this, opening = ++m_opening, desk = m_desk, environment = m_environment, folder = m_folder,
                            member, secret]() -> Result<SessionFacts> {
        WENYI_TRY(auto opened, core::Workspace::unlock(folder, member, *secret, environment));
        desk->office = std::make_unique<Office>(std::move(opened));
        core::Workspace &workspace = *desk->office->workspace;
        const auto connection =
            std::make_shared<Result<protocol::ClientConnection::Settings>>(core::connectionSettings(workspace));
        // The session outlives this thread. Posted before the answer, so that windows find it begun.
        QMetaObject::invokeMethod(this, [this, opening, &workspace, connection, profile = workspace.profile(),
                                            settings = core::syncSettingsOf(workspace.profile()),
                                            tokens = core::tokensOf(workspace.profile(), member)] {
            if (opening != m_opening)
                return;
            startSync(workspace, connection, settings);
            startTokens(profile, tokens);
        });
        return factsOf(workspace);
    });
}

void Session::startSync(core::Workspace &workspace, const ConnectionRef &connection, const core::SyncSettings &settings)
{
    m_syncSettings = settings;
    m_isPaused = false;
    if (!*connection)
        return; // Standalone: a stick is its only way.
    core::SyncRhythm rhythm;
    rhythm.limit = settings.limit;
    rhythm.pausedFor = settings.pauseLeft(m_environment.clock.now());
    m_sync = std::make_unique<core::SyncKeeper>(workspace, m_core, std::move(**connection), m_environment, rhythm);
    connect(m_sync.get(), &core::SyncKeeper::changed, this, &Session::changed);
    connect(m_sync.get(), &core::SyncKeeper::statusChanged, this, &Session::noteStatus);
}

void Session::noteStatus(const core::SyncStatus &status)
{
    const bool wasPaused = std::exchange(m_isPaused, status.pausedUntil.has_value());
    if (!wasPaused || m_isPaused || !m_syncSettings.pausedAt)
        return;
    m_syncSettings.pausedAt.reset();
    m_syncSettings.pauseLength = std::chrono::milliseconds(0);
    // Where it cannot be written, the next start pauses for what is left of it; the status says so.
    ask([settings = m_syncSettings](
            Office &office) { return core::writeSyncSettings(office.workspace->profile(), settings); });
}

void Session::chooseSync(
    const core::SyncSettings &settings, QObject *context, std::function<void(const Error &)> failed)
{
    ask([settings](Office &office) {
        return core::writeSyncSettings(office.workspace->profile(), settings);
    }).then(context, [this, settings, failed = std::move(failed)](const Result<void> &written) {
        if (!written) {
            failed(written.error());
            return;
        }
        const bool isPauseNew = settings.pausedAt != m_syncSettings.pausedAt;
        m_syncSettings = settings;
        if (!m_sync)
            return;
        m_sync->limit(settings.limit);
        if (isPauseNew && settings.pausedAt)
            m_sync->pause(settings.pauseLength);
        else if (isPauseNew)
            m_sync->resume();
    });
}

void Session::fetchMissing(const Error &error)
{
    const auto digest = Digest::fromBytes(QByteArray::fromHex(error.detail.toLatin1()));
    if (m_sync && error.reason == "blob.none" && digest)
        m_sync->want(*digest);
}

void Session::startTokens(const core::Profile &profile, const Result<QList<core::MemberToken>> &tokens)
{
    // A reference that cannot be read is said where its key is opened.
    if (tokens && !tokens->isEmpty())
        m_tokens = std::make_unique<core::TokenWatch>(profile, *tokens, m_environment.tokens);
}

Answer<Result<void>> Session::lock()
{
    ++m_opening;
    m_sync.reset();
    m_tokens.reset();
    return m_core.start([desk = m_desk]() -> Result<void> {
        desk->office.reset();
        return {};
    });
}

void Session::noteChange()
{
    if (m_sync)
        m_sync->noteChange();
    Q_EMIT changed();
}

void Session::refresh()
{
    if (m_sync)
        m_sync->synchroniseNow();
    Q_EMIT changed();
}

} // namespace wenyi::ui
