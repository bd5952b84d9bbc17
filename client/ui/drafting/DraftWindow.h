// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/drafting/DraftPresenter.h"
#include "shared/document/TextImport.h"

#include <QMainWindow>

#include <memory>
#include <optional>

class QAction;
class QLabel;
class QToolBar;

namespace wenyi::ui {

class DraftFilesPresenter;
class DraftForm;
class FormatCheckPanel;
class ImportPanel;
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
    /// Reads a text or docx and shows what is recognised in it; nothing changes before it is taken over.
    void importFile(const QString &path);

Q_SIGNALS:
    /// The person wants to see what was changed in the kept versions of this draft.
    void comparisonWanted(const wenyi::StreamId &stream);

protected:
    /// What was typed is kept first; when that fails the window stays once, so that the text can be saved elsewhere.
    void closeEvent(QCloseEvent *event) override;
    /// Files that can be imported; one at a time.
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildActions();
    void buildLayout();
    void buildCheck();
    void buildFileActions(QToolBar *bar);
    void buildImport();
    void importClipboard();
    void exportDraft();
    void takeOver();
    void connectSaving();
    void showFailure(DraftWork work, const Error &error);
    /// That work is done after all: what was told of its failure is put away, and nothing else.
    void clearFailure(DraftWork work);
    /// Of something that no later work undoes: it stays until the person puts it away.
    void showNotice(const QString &sentence);
    void showFileError(const Error &error);
    void clearFileNotice();
    /// Puts a mended document into the fields; taken back in one step.
    void change(const document::OfficialDocument &mended);
    void updateTitle();

    std::unique_ptr<DraftPresenter> m_presenter;
    DraftForm *m_form;
    PageView *m_pages;
    FormatCheckPanel *m_check;
    ImportPanel *m_import;
    DraftFilesPresenter *m_files;
    NoticeStrip *m_notice;
    QLabel *m_saved;
    std::optional<document::OfficialDocument> m_beforeMending; ///< Until the next edit.
    document::ImportedText m_imported;                         ///< Whose report is shown.
    std::optional<document::OfficialDocument> m_beforeImport;  ///< While it can be taken back.
    bool m_isClosing = false;
    std::optional<DraftWork> m_failed; ///< What the notice speaks of.
};

} // namespace wenyi::ui
