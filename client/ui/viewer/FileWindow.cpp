// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/viewer/FileWindow.h"

#include "client/ui/exchange/VerifyPanel.h"
#include "client/ui/viewer/DocumentViewer.h"
#include "client/ui/widgets/NoticeStrip.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

FileWindow::FileWindow(const QString &name, const core::ViewedFileRef &file, QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Attachment – %1").arg(name));
    auto *viewer = new DocumentViewer(this);
    viewer->setFile(file);
    auto *close = new QPushButton(tr("&Close"), this);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    if (const auto verdict = file->signatures())
        addSignatures(*verdict, *viewer, *layout);
    else
        addNotice(*file, *layout);
    layout->addWidget(viewer, 1);
    layout->addLayout(row);
    resize(900, 900);
    viewer->setFocus();
}

void FileWindow::addSignatures(const core::PdfVerdict &verdict, DocumentViewer &viewer, QVBoxLayout &layout)
{
    auto *panel = new VerifyPanel(m_clock, this);
    panel->showSignatures(verdict);
    viewer.setVerifyPanel(panel);
    layout.addWidget(panel);
}

void FileWindow::addNotice(const core::ViewedFile &file, QVBoxLayout &layout)
{
    auto *notice = new NoticeStrip(this);
    QString words = tr("An attached file: seals on it were not checked.");
    const QStringList replaced = file.facts().replacedFonts;
    if (!replaced.isEmpty())
        words += u' ' + tr("Shown in another face: %1.").arg(replaced.join(u'、'));
    notice->showNotice(NoticeStrip::Mood::Caution, words);
    layout.addWidget(notice);
}

} // namespace wenyi::ui
