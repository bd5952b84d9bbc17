// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/DraftFilesPresenter.h"
#include "client/ui/drafting/DraftForm.h"
#include "client/ui/drafting/DraftWindow.h"
#include "client/ui/drafting/ImportDialog.h"
#include "client/ui/drafting/ImportPanel.h"
#include "client/ui/widgets/NoticeStrip.h"

#include <QAction>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QToolBar>

#include <utility>

namespace wenyi::ui {

namespace {

/// The one file that was dropped and can be imported; empty where it is none, or several.
QString importedFile(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    const QString path = urls.size() == 1 ? urls.first().toLocalFile() : QString();
    return core::isImportable(path) ? path : QString();
}

} // namespace

void DraftWindow::buildFileActions(QToolBar *bar)
{
    QAction *import = bar->addAction(
        tr("&Import"), this, [this] { askForImport(this, [this](const QString &path) { importFile(path); }); });
    import->setObjectName(QStringLiteral("importFile"));
    import->setToolTip(tr("Recognise the elements in a text or docx; files can be dropped here, too"));
    QAction *clipboard = bar->addAction(tr("Import from cli&pboard"), this, &DraftWindow::importClipboard);
    clipboard->setObjectName(QStringLiteral("importClipboard"));
    clipboard->setToolTip(tr("Recognise the elements in what was copied in another program"));
    QAction *exporting = bar->addAction(tr("E&xport as docx"), this, &DraftWindow::exportDraft);
    exporting->setObjectName(QStringLiteral("exportDocx"));
    exporting->setToolTip(tr("Write the draft as docx; each element keeps a style of its name"));
}

void DraftWindow::buildImport()
{
    setAcceptDrops(true);
    connect(m_files, &DraftFilesPresenter::reading, m_import, &ImportPanel::showReading);
    connect(m_files, &DraftFilesPresenter::progressed, m_import, &ImportPanel::showProgress);
    connect(m_files, &DraftFilesPresenter::recognised, this, [this](const document::ImportedText &imported) {
        m_imported = imported;
        m_import->showReport(core::overDraft(m_form->document(), imported));
    });
    connect(m_files, &DraftFilesPresenter::notRead, this, [this](const Error &error) {
        m_import->hide();
        showFileError(error);
    });
    connect(m_files, &DraftFilesPresenter::written, this,
        [this](const QString &path) { showNotice(tr("The draft was written to %1.").arg(path)); });
    connect(m_files, &DraftFilesPresenter::notWritten, this, &DraftWindow::showFileError);
    connect(m_import, &ImportPanel::accepted, this, &DraftWindow::takeOver);
    connect(m_import, &ImportPanel::closed, this, [this] {
        m_files->cancel();
        m_imported = {};
        m_beforeImport.reset();
    });
    connect(m_import, &ImportPanel::undoWanted, this, [this] {
        if (m_beforeImport)
            m_form->changeTo(*std::exchange(m_beforeImport, std::nullopt));
        m_import->showReport(core::overDraft(m_form->document(), m_imported));
    });
    connect(m_import, &ImportPanel::placeWanted, m_form, &DraftForm::focusFinding);
}

void DraftWindow::showFileError(const Error &error)
{
    m_notice->showError(error);
    m_failed.reset();
}

/// What was said of an earlier file; a failure of the draft's own work stands until that is done.
void DraftWindow::clearFileNotice()
{
    if (!m_failed)
        m_notice->clear();
}

void DraftWindow::importFile(const QString &path)
{
    clearFileNotice();
    m_files->read(path);
}

void DraftWindow::importClipboard()
{
    clearFileNotice();
    if (const QMimeData *copied = QGuiApplication::clipboard()->mimeData())
        m_files->read(core::ClippedText::of(*copied), tr("Clipboard"));
}

void DraftWindow::exportDraft()
{
    askForExport(this, core::docxNameFor(m_form->document()),
        [this](const QString &path) { m_files->write(path, m_form->document()); });
}

void DraftWindow::takeOver()
{
    const document::OfficialDocument before = m_form->document();
    // The draft may have been typed in since the report was made.
    const document::ImportedText taken = core::overDraft(before, m_imported);
    m_form->changeTo(taken.document);
    m_beforeImport = before;
    m_import->showTaken();
}

void DraftWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!importedFile(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void DraftWindow::dropEvent(QDropEvent *event)
{
    const QString path = importedFile(*event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    importFile(path);
}

} // namespace wenyi::ui
