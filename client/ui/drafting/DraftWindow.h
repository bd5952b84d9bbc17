// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/drafting/DraftPresenter.h"

#include <QMainWindow>

#include <memory>

class QAction;
class QLabel;
class QListWidget;

namespace wenyi::ui {

class DraftForm;
class NoticeStrip;

/// 拟稿: the elements on the left, the pages as they will be on the right, what breaks the format rules below them.
class DraftWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit DraftWindow(std::unique_ptr<DraftPresenter> presenter, QWidget *parent = nullptr);
    ~DraftWindow() override;

    DraftPresenter &presenter() { return *m_presenter; }
    PageView &pages() { return *m_pages; }

protected:
    /// What was typed is kept first; when that fails the window stays once, so that the text can be saved elsewhere.
    void closeEvent(QCloseEvent *event) override;

private:
    void buildActions();
    void buildLayout();
    void showFaults(const QList<document::FormatFault> &faults);
    void updateTitle();

    std::unique_ptr<DraftPresenter> m_presenter;
    DraftForm *m_form;
    PageView *m_pages;
    QLabel *m_faultsTitle;
    QListWidget *m_faults;
    NoticeStrip *m_notice;
    QLabel *m_saved;
    QList<document::FormatFault> m_shownFaults;
    bool m_isClosing = false;
    bool m_hasFailed = false;
};

} // namespace wenyi::ui
