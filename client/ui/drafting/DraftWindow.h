// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/drafting/DraftPresenter.h"

#include <QMainWindow>

#include <memory>
#include <optional>

class QAction;
class QLabel;

namespace wenyi::ui {

class DraftForm;
class FormatCheckPanel;
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

Q_SIGNALS:
    /// The person wants to see what was changed in the kept versions of this draft.
    void comparisonWanted(const wenyi::StreamId &stream);

protected:
    /// What was typed is kept first; when that fails the window stays once, so that the text can be saved elsewhere.
    void closeEvent(QCloseEvent *event) override;

private:
    void buildActions();
    void buildLayout();
    void buildCheck();
    /// Puts a mended document into the fields; taken back in one step.
    void change(const document::OfficialDocument &mended);
    void updateTitle();

    std::unique_ptr<DraftPresenter> m_presenter;
    DraftForm *m_form;
    PageView *m_pages;
    FormatCheckPanel *m_check;
    NoticeStrip *m_notice;
    QLabel *m_saved;
    std::optional<document::OfficialDocument> m_beforeMending; ///< Until the next edit.
    bool m_isClosing = false;
    bool m_hasFailed = false;
};

} // namespace wenyi::ui
