// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/LockPause.h"
#include "client/ui/lock/InputPause.h"
#include "client/ui/lock/LockScreen.h"
#include "client/ui/lock/WindowCurtain.h"

#include <QTimer>

#include <optional>

namespace wenyi::ui {

/// 会话锁定: locks an unlocked session when nobody has touched it for as long as its member chose, and by Ctrl+L in any
/// window. While it is locked nothing but the lock screen is to be seen; synchronising and what else was begun goes on.
class SessionLock final : public QObject
{
    Q_OBJECT

public:
    explicit SessionLock(Session &session, QObject *parent = nullptr);
    ~SessionLock() override;

    /// Somebody has unlocked the desktop and is at work.
    void begin(const SessionFacts &facts);
    /// Nobody is any more.
    void end();
    void lock();
    /// The member chose another pause.
    void readPause();
    bool isLocked() const { return m_screen; }
    /// What the timer asks every few seconds.
    void lockAfterPause();

Q_SIGNALS:
    /// The session is to end, since somebody else wants to work here.
    void otherMemberWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void open();
    void putScreenAway();

    Session &m_session;
    InputPause m_pause;
    core::LockPause m_longest; ///< How long that may last.
    WindowCurtain m_curtain;
    QTimer m_tick;
    std::optional<SessionFacts> m_facts; ///< While somebody is at work.
    QPointer<LockScreen> m_screen;
};

} // namespace wenyi::ui
