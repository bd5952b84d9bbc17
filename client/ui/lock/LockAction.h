// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/LockPause.h"
#include "client/ui/session/Session.h"

#include <QAction>

class QActionGroup;

namespace wenyi::ui {

/// 锁定: locks the session; its menu holds after how long a pause that happens by itself.
class LockAction final : public QAction
{
    Q_OBJECT

public:
    LockAction(Session &session, QWidget *window);

Q_SIGNALS:
    /// Another pause counts from now on.
    void pauseChosen();
    void failed(const wenyi::Error &error);

private:
    void offer(const core::LockPause &pause);
    void choose(int minutes);

    Session &m_session;
    QActionGroup *m_pauses; ///< Each with its minutes as its data.
    int m_minutes = 0;      ///< What counts.
};

} // namespace wenyi::ui
