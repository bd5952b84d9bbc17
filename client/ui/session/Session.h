// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/SyncKeeper.h"
#include "client/core/exchange/SyncSettings.h"
#include "client/core/threads/CoreThread.h"
#include "client/core/token/TokenWatch.h"
#include "client/ui/session/Answer.h"
#include "client/ui/session/Office.h"

#include <QObject>

#include <functional>
#include <memory>
#include <type_traits>

namespace wenyi::ui {

/// Who is at work, as the windows show it.
struct SessionFacts
{
    MemberId member;
    QString memberName;
    QString post;
    UnitCode unit;
    QString unitName;
    QList<directory::Role> roles;
    directory::Connection connection = directory::Connection::Connected;
    layout::FontSetRef fonts; ///< Threads may share it.
    QList<modules::NamedWord> modules;
};

/// A member of a desktop who may unlock it.
struct DesktopMember
{
    MemberId id;
    QString name;
    QString post;
    int attemptsLeft = 0;
    QStringList lockedKeys; ///< Key files that too many wrong PINs locked, by name.
};

/// What can be told of a desktop before anybody unlocks it.
struct DesktopFacts
{
    QString unitName;
    QList<DesktopMember> members;
};

/// 会话: the bridge between the windows and the core thread, on which the unlocked workspace lives.
class Session final : public QObject
{
    Q_OBJECT

public:
    Session(core::Environment environment, QString folder, QObject *parent = nullptr);
    /// Ends what the workspace holds on its own thread.
    ~Session() override;

    Answer<Result<DesktopFacts>> desktop();
    Answer<Result<SessionFacts>> unlock(const MemberId &member, SecretBytes pin);
    /// Ends synchronising, wipes the keys and closes the store; work that comes later finds "session.locked".
    Answer<Result<void>> lock();

    /// Runs the work on the core thread, where the office is; it returns a Result. Continue with `.then(context, …)`.
    template<typename Work>
    Answer<std::invoke_result_t<Work, Office &>> ask(Work work)
    {
        using Given = std::invoke_result_t<Work, Office &>;
        return m_core.start([desk = m_desk, work = std::move(work)]() mutable -> Given {
            if (!desk->office)
                return Error{ErrorCode::Locked, "session.locked", {}};
            return work(*desk->office);
        });
    }

    /// To be called when something was written here that lists may show and the server is to have.
    void noteChange();
    /// Shows lists afresh and synchronises at once.
    void refresh();
    /// Keeps the desktop and its server together while somebody is at work; null on a standalone desktop and while it
    /// is locked.
    core::SyncKeeper *sync() const { return m_sync.get(); }
    /// What was chosen for synchronising.
    const core::SyncSettings &syncSettings() const { return m_syncSettings; }
    /// Keeps the choice and goes by it. Fails as core::writeSyncSettings() does, and then nothing changes.
    void chooseSync(const core::SyncSettings &settings, QObject *context, std::function<void(const Error &)> failed);
    /// Where something failed since its content is not here yet (NotFound "blob.none"), that content is fetched first.
    void fetchMissing(const Error &error);
    /// Looks whether the tokens of who is at work are plugged in; null where none of the keys lies on one, and while
    /// it is locked.
    core::TokenWatch *tokens() const { return m_tokens.get(); }

    /// The desktop's profile.
    const QString &folder() const { return m_folder; }
    core::CoreThread &core() { return m_core; }
    const core::Environment &environment() const { return m_environment; }

Q_SIGNALS:
    void changed();

private:
    /// Only ever touched on the core thread.
    struct Desk
    {
        std::unique_ptr<Office> office;
    };
    using ConnectionRef = std::shared_ptr<Result<protocol::ClientConnection::Settings>>;
    void startSync(core::Workspace &workspace, const ConnectionRef &connection, const core::SyncSettings &settings);
    /// A pause that is over is over for the next start, too.
    void noteStatus(const core::SyncStatus &status);
    void startTokens(const core::Profile &profile, const Result<QList<core::MemberToken>> &tokens);

    core::Environment m_environment;
    QString m_folder;
    std::shared_ptr<Desk> m_desk;
    core::CoreThread m_core;
    std::unique_ptr<core::SyncKeeper> m_sync; ///< Ends before the office does.
    core::SyncSettings m_syncSettings;
    bool m_isPaused = false;
    std::unique_ptr<core::TokenWatch> m_tokens;
    quint64 m_opening = 0; ///< Counts unlocking and locking: what belongs to an earlier one is late.
};

} // namespace wenyi::ui
