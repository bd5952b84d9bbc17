// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/session/Session.h"

#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/KeyFile.h"

namespace wenyi::ui {

namespace {

constexpr qsizetype MaximumDirectory = 256 * limits::MiB;

Result<DesktopFacts> readDesktop(const QString &folder, const Clock &clock)
{
    const Instant now = clock.now();
    WENYI_TRY(const core::Profile profile, core::Profile::open(folder));
    WENYI_TRY(const auto trust, core::readTrust(profile, now));
    WENYI_TRY(const QByteArray bytes, readBounded(profile.path(QStringLiteral("directory.wyd")), MaximumDirectory));
    WENYI_TRY(const auto directory, directory::Directory::open(bytes, trust, now));
    DesktopFacts facts;
    if (const directory::Unit *unit = directory.unit(profile.unit))
        facts.unitName = unit->name;
    for (const MemberId &id : profile.members) {
        const directory::Member *member = directory.member(id);
        if (!member)
            continue;
        const auto key = crypto::KeyFile::open(profile.memberPath(id, core::keyfile::PersonalEncryption));
        facts.members.append({id, member->name, member->post, key ? key->attemptsLeft() : 0});
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
    m_core.run([this] { m_desk->office.reset(); });
}

Answer<Result<DesktopFacts>> Session::desktop()
{
    return m_core.start([folder = m_folder, &clock = m_environment.clock] { return readDesktop(folder, clock); });
}

Answer<Result<SessionFacts>> Session::unlock(const MemberId &member, SecretBytes pin)
{
    // Work for the thread is copyable, a PIN is not.
    auto secret = std::make_shared<SecretBytes>(std::move(pin));
    return m_core.start(
        [desk = m_desk, environment = m_environment, folder = m_folder, member, secret]() -> Result<SessionFacts> {
            WENYI_TRY(auto workspace, core::Workspace::unlock(folder, member, *secret, environment));
            desk->office = std::make_unique<Office>(std::move(workspace));
            return factsOf(*desk->office->workspace);
        });
}

Answer<Result<void>> Session::lock()
{
    return m_core.start([desk = m_desk]() -> Result<void> {
        desk->office.reset();
        return {};
    });
}

} // namespace wenyi::ui
