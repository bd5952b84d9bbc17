// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/session/Session.h"

#include <QToolButton>

namespace wenyi::ui {

/// What can be chosen for synchronising, beside its status: pause and go on, limit the speed, see what has not gone.
class SyncMenu final : public QToolButton
{
    Q_OBJECT

public:
    /// The session's keeper outlives the menu.
    explicit SyncMenu(Session &session, QWidget *parent = nullptr);

Q_SIGNALS:
    void failed(const wenyi::Error &error);

private:
    void addPause(QMenu *menu, const QString &words, const QString &name, std::chrono::minutes length);
    /// Zero goes on.
    void pause(std::chrono::milliseconds length);
    void pauseUntilMorning();
    void showUnsent();
    void showLimits();
    void choose(const core::SyncSettings &settings);

    Session &m_session;
};

} // namespace wenyi::ui
