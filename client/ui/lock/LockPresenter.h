// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/session/Session.h"

namespace wenyi::ui {

/// Ends the lock of a session by the PIN of whoever is at work, and says how many attempts are left.
class LockPresenter final : public QObject
{
    Q_OBJECT

public:
    LockPresenter(Session &session, SessionFacts facts, QObject *parent = nullptr);

    const SessionFacts &facts() const { return m_facts; }
    void countAttempts();
    void reopen(SecretBytes pin);

Q_SIGNALS:
    void attemptsCounted(int left);
    void busyChanged(bool busy);
    void failed(const wenyi::Error &error);
    void reopened();

private:
    Session &m_session;
    const SessionFacts m_facts;
};

} // namespace wenyi::ui
