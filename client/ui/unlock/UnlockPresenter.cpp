// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/unlock/UnlockPresenter.h"

#include "client/core/profile/StoreRecovery.h"

namespace wenyi::ui {

UnlockPresenter::UnlockPresenter(Session &session, MemberId preferred, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_preferred(std::move(preferred))
{
}

void UnlockPresenter::load()
{
    m_session.desktop().then(this, [this](const Result<DesktopFacts> &facts) {
        if (facts)
            Q_EMIT desktopRead(*facts);
        else
            Q_EMIT failed(facts.error());
    });
}

void UnlockPresenter::unlock(const MemberId &member, SecretBytes pin)
{
    m_preferred = member;
    Q_EMIT busyChanged(true);
    m_session.unlock(member, std::move(pin)).then(this, [this](const Result<SessionFacts> &facts) {
        Q_EMIT busyChanged(false);
        if (facts) {
            Q_EMIT unlocked(*facts);
        } else {
            Q_EMIT failed(facts.error());
            load(); // How many attempts are left now.
        }
    });
}

void UnlockPresenter::recover(const MemberId &member, SecretBytes pin)
{
    Q_EMIT busyChanged(true);
    // Work for the thread is copyable, a PIN is not.
    auto secret = std::make_shared<SecretBytes>(std::move(pin));
    Answer(m_session.core().start([folder = m_session.folder(), member, secret, environment = m_session.environment()] {
        return core::recoverStore(folder, member, *secret, core::WholeStore::IsLeft, environment);
    })).then(this, [this](const Result<core::StoreAside> &aside) {
        Q_EMIT busyChanged(false);
        if (aside)
            Q_EMIT recovered(aside->folder);
        else
            Q_EMIT recoveryFailed(aside.error());
        load(); // How many attempts are left now.
    });
}

} // namespace wenyi::ui
