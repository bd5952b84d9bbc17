// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/unlock/UnlockPresenter.h"

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

} // namespace wenyi::ui
