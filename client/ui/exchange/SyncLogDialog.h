// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/exchange/SyncKeeper.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace wenyi::ui {

class SyncLogModel;

/// 同步记录: what went where, and why not; a window beside the main one.
class SyncLogDialog final : public QDialog
{
    Q_OBJECT

public:
    /// The keeper outlives the dialog.
    SyncLogDialog(core::SyncKeeper &keeper, const Clock &clock, QWidget *parent = nullptr);

private:
    void buildLayout();
    void buildTable();
    void showStatus(const core::SyncStatus &status);
    void showEmptiness();
    /// The chosen line, or all of them where none is chosen.
    void copyDetails();

    core::SyncKeeper &m_keeper;
    const Clock &m_clock;
    SyncLogModel *m_model;
    QLabel *m_status;
    QStackedWidget *m_stack;
    QTableView *m_table;
    QPushButton *m_retry;
    QPushButton *m_cancel;
    QPushButton *m_copy;
};

} // namespace wenyi::ui
