// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/unlock/UnlockPresenter.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace wenyi::ui {

/// 桌面: which windows are open. At first, and after locking, only the one that asks who is there.
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
    void lock();

    Session m_session;
    UnlockPresenter m_unlock;
    QPointer<QWidget> m_window; ///< The one that is open; deleted when it closes.
};

} // namespace wenyi::ui
