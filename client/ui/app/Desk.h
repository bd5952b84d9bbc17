// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/lock/SessionLock.h"
#include "client/ui/unlock/UnlockPresenter.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace wenyi::ui {

/// 桌面: which windows are open. At first, and when somebody else takes over, only the one that asks
/// who is there; while the session is locked only the one that asks for the PIN.
class Desk final : public QObject
{
    Q_OBJECT

public:
    Desk(core::Environment environment, const QString &folder, const MemberId &preferred, QObject *parent = nullptr);
    ~Desk() override;

    /// Asks who is there; the main window follows.
    void open();

private:
    void showMain(const SessionFacts &facts);
    /// The session ends.
    void leave();

    Session m_session;
    UnlockPresenter m_unlock;
    SessionLock m_lock;
    QPointer<QWidget> m_window; ///< The one that is open; deleted when it closes.
};

} // namespace wenyi::ui
