// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/SyncKeeper.h"

#include <QTimer>
#include <QWidget>

class QToolButton;

namespace wenyi::ui {

/// 同步状态: always in words at the bottom of the main window; pressed, it opens the synchronisation log.
class SyncStatusView final : public QWidget
{
    Q_OBJECT

public:
    /// The keeper outlives the view.
    SyncStatusView(core::SyncKeeper &keeper, const Clock &clock, QWidget *parent = nullptr);

    QString words() const;

Q_SIGNALS:
    void logWanted();

private:
    void showStatus(const core::SyncStatus &status);

    core::SyncKeeper &m_keeper;
    const Clock &m_clock;
    QToolButton *m_words;
    QToolButton *m_cancel;
    QTimer m_patience; ///< A run that is over at once is not worth a flicker.
    bool m_showsRun = false;
};

} // namespace wenyi::ui
