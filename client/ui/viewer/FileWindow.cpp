// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/viewer/FileWindow.h"

#include "client/ui/exchange/VerifyPanel.h"
#include "client/ui/text/SealWords.h"
#include "client/ui/viewer/DocumentViewer.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "shared/base/VisibleText.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

/// The name under which the file came, then what it calls itself: that is its maker's word, and must not stand for the
/// program's. What cannot be read as it stands is left out.
QString FileWindow::titleFor(const QString &name, const QString &ownTitle, Origin origin)
{
    constexpr qsizetype LongestTitle = 60;
    const QString whole = origin == Origin::Attachment ? tr("Attachment – %1").arg(name) : tr("File – %1").arg(name);
    const QString own = ownTitle.simplified();
    if (own.isEmpty() || !isVisibleLine(own) || name.startsWith(own))
        return whole;
    return tr("%1 – “%2”").arg(whole, own.size() > LongestTitle ? own.left(LongestTitle) + u'…' : own);
}

FileWindow::FileWindow(const QString &name, const core::ViewedFileRef &file, QWidget *parent, Origin origin)
    : QDialog(parent)
    , m_buttons(new QHBoxLayout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(titleFor(name, file->facts().title, origin));
    auto *viewer = new DocumentViewer(this);
    viewer->setFile(file);
    auto *close = new QPushButton(tr("&Close"), this);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    m_buttons->addStretch();
    m_buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    if (const auto verdict = file->signatures())
        addSignatures(*verdict, *viewer, *layout);
    else
        addNotice(*file, *layout);
    if (!file->facts().mayPrint)
        addNoPrinting(*layout);
    layout->addWidget(viewer, 1);
    layout->addLayout(m_buttons);
    resize(900, 900);
    viewer->setFocus();
}

void FileWindow::offerSigning()
{
    auto *sign = new QPushButton(tr("&Sign …"), this);
    sign->setObjectName(u"signPdf"_s);
    sign->setAutoDefault(false);
    connect(sign, &QPushButton::clicked, this, &FileWindow::signingWanted);
    m_buttons->insertWidget(m_buttons->count() - 1, sign);
}

void FileWindow::addSignatures(const core::PdfVerdict &verdict, DocumentViewer &viewer, QVBoxLayout &layout)
{
    auto *panel = new VerifyPanel(m_clock, this);
    panel->showSignatures(verdict);
    viewer.setVerifyPanel(panel);
    layout.addWidget(panel);
}

void FileWindow::addNoPrinting(QVBoxLayout &layout)
{
    auto *notice = new NoticeStrip(this);
    notice->setObjectName(u"noPrinting"_s);
    notice->showNotice(NoticeStrip::Mood::Caution, tr("The maker of this file does not allow it to be printed."));
    layout.addWidget(notice);
}

void FileWindow::addNotice(const core::ViewedFile &file, QVBoxLayout &layout)
{
    auto *notice = new NoticeStrip(this);
    QString words = tr("An attached file: seals on it were not checked.");
    const QStringList replaced = file.facts().replacedFonts;
    if (!replaced.isEmpty())
        words += u' ' + tr("Shown in another face: %1.").arg(replaced.join(u'、'));
    if (const auto doubts = file.facts().doubts; !doubts.isEmpty())
        words += u' ' + tr("In doubt: %1.").arg(doubtWords(doubts.first()));
    notice->showNotice(NoticeStrip::Mood::Caution, words);
    layout.addWidget(notice);
}

} // namespace wenyi::ui
