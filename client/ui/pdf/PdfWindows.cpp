// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/pdf/PdfWindows.h"

#include "client/core/viewing/PdfFile.h"
#include "client/ui/pdf/PdfSignDialog.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/viewer/FileWindow.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QStandardPaths>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

/// A file with what it holds, for a window that shows it.
struct OpenedPdf
{
    QByteArray bytes;
    core::ViewedFileRef file;
};

void askForSignature(Session &session, PdfSource source, QWidget *parent)
{
    auto *dialog = new PdfSignDialog(std::make_unique<PdfSignPresenter>(session, std::move(source)), parent);
    QObject::connect(
        dialog, &PdfSignDialog::written, parent, [parent](const QString &path, const core::ViewedFileRef &file) {
            (new FileWindow(QFileInfo(path).fileName(), file, parent, FileWindow::Origin::ThisMachine))->open();
        });
    dialog->open();
}

void show(Session &session, const QString &name, const OpenedPdf &opened, FileWindow::Origin origin, QWidget *parent)
{
    auto *window = new FileWindow(name, opened.file, parent, origin);
    if (opened.file->signatures()) {
        window->offerSigning();
        QObject::connect(window, &FileWindow::signingWanted, window, [&session, name, bytes = opened.bytes, window] {
            askForSignature(session, {name, bytes, {}}, window);
        });
    }
    window->open();
}

void tell(const Error &error, QWidget *parent)
{
    auto *box =
        new QMessageBox(QMessageBox::Warning, QCoreApplication::translate("wenyi::ui::PdfWindows", "Open a PDF"),
            sentenceFor(error), QMessageBox::Close, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->open();
}

Result<OpenedPdf> read(const QString &path, const core::PdfTrust &trust)
{
    WENYI_TRY(QByteArray bytes, readBounded(path, limits::Blob));
    if (!bytes.startsWith("%PDF-"))
        return Error{ErrorCode::Unsupported, "view.kind-unknown", path};
    WENYI_TRY(auto file, core::PdfFile::open(bytes, {}, trust));
    return OpenedPdf{std::move(bytes), std::move(file)};
}

void openFile(Session &session, const QString &path, QWidget *parent)
{
    session
        .ask([](Office &office) -> Result<core::PdfTrust> {
            const core::Workspace &workspace = *office.workspace;
            return core::pdfTrustOf(workspace.trust(), workspace.directory(), workspace.environment().clock.now());
        })
        .then(QThreadPool::globalInstance(),
            [path](const Result<core::PdfTrust> &trust) {
                return trust ? read(path, *trust) : Result<OpenedPdf>(trust.error());
            })
        .then(parent, [&session, path, parent](const Result<OpenedPdf> &opened) {
            if (opened)
                show(session, QFileInfo(path).fileName(), *opened, FileWindow::Origin::ThisMachine, parent);
            else
                tell(opened.error(), parent);
        });
}

} // namespace

void showAttachment(
    Session &session, const QString &name, const QByteArray &bytes, const core::ViewedFileRef &file, QWidget *parent)
{
    show(session, name, {bytes, file}, FileWindow::Origin::Attachment, parent);
}

void openPdf(Session &session, QWidget *parent)
{
    auto *dialog = new QFileDialog(parent, QCoreApplication::translate("wenyi::ui::PdfWindows", "Open a PDF"),
        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
        QCoreApplication::translate("wenyi::ui::PdfWindows", "PDF (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
        [&session, parent](const QString &path) { openFile(session, path, parent); });
    dialog->open();
}

void exportSignedPdf(Session &session, const StreamId &sealed, const QString &title, QWidget *parent)
{
    askForSignature(session, {title, {}, sealed}, parent);
}

} // namespace wenyi::ui
