// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/records/RecordListPresenter.h"
#include "client/ui/records/RecordPreviewPresenter.h"

#include <QMainWindow>
#include <QTimer>

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;
class QToolBar;

namespace wenyi::ui {

class FurtherActsMenu;
class NavigationPane;
class NoticeStrip;
class RecordModel;
class RecordPreview;
class CompareAction;
class TrackingAction;

/// 主窗口: what awaits me, the list, and the page of what is chosen; shown at once from the local store.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(Session &session, const SessionFacts &facts, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// A draft that does not exist yet.
    void newDraft();
    /// Asks for a text file and makes a draft of it.
    /// The list that is shown, to an Excel workbook.
    void exportList();
    void importText();
    /// Opens the window in which the chosen record's step is done.
    void handleChosen();
    /// Opens the window in which the member's PIN is changed.
    void changePin();
    /// What went where, and why not; of a connected desktop only.
    void showSyncLog();

Q_SIGNALS:
    void lockRequested();
    /// After how long without input the session locks itself.
    void lockPauseChosen();

private:
    void buildPanes();
    QWidget *buildList();
    void buildActions();
    /// 用印申请 for leaders, 用印登记簿 for them and seal keepers.
    void addUseActions(QToolBar &bar);
    /// 管理: what is done for a whole domain, on machines that have its folders.
    void addManagement(QToolBar &bar);
    void addLock(QToolBar &bar);
    void buildStatusBar();
    void connectList();
    void showBox(core::Box box, const QString &module);
    void applyQuery();
    void showPage();
    void chooseRow();
    void openDialog(const core::RecordRow &row);
    const core::RecordRow *chosenRow() const;
    void updateActions();

    Session &m_session;
    SessionFacts m_facts;
    RecordListPresenter m_list;
    RecordPreviewPresenter m_previewPresenter;
    core::Box m_box = core::Box::Awaiting;
    QString m_module;
    NavigationPane *m_navigation;
    RecordModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QTableView *m_table;
    QLineEdit *m_filter;
    QTimer m_filterPause;
    QStackedWidget *m_listStack;
    QLabel *m_empty;
    NoticeStrip *m_notice;
    RecordPreview *m_preview;
    QAction *m_handle = nullptr;
    FurtherActsMenu *m_further = nullptr;
    TrackingAction *m_track = nullptr;
    CompareAction *m_compare = nullptr;
    QList<QAction *> m_stepActions; ///< Each with the act that it does as its data.
};

} // namespace wenyi::ui
