// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/lock/LockPresenter.h"

#include "client/core/profile/WorkspaceLock.h"

namespace wenyi::ui {

LockPresenter::LockPresenter(Session &session, SessionFacts facts, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_facts(std::move(facts))
{
}

void LockPresenter::countAttempts()
{
    m_session.desktop().then(this, [this](const Result<DesktopFacts> &desktop) {
        if (!desktop)
            return; // The PIN is asked for all the same.
        for (const DesktopMember &member : desktop->members) {
            if (member.id == m_facts.member)
                Q_EMIT attemptsCounted(member.attemptsLeft);
        }
    });
}

void LockPresenter::reopen(SecretBytes pin)
{
    Q_EMIT busyChanged(true);
    auto secret = std::make_shared<SecretBytes>(std::move(pin)); // Work for the thread is copyable, a PIN is not.
    m_session.ask([secret](Office &office) { return core::reopen(*office.workspace, *secret); })
        .then(this, [this](const Result<void> &opened) {
            Q_EMIT busyChanged(false);
            if (opened) {
                Q_EMIT reopened();
            } else {
                Q_EMIT failed(opened.error());
                countAttempts();
            }
        });
}

} // namespace wenyi::ui
