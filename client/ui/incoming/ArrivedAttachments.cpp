// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/incoming/ArrivedAttachments.h"

#include "client/ui/pdf/PdfWindows.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QListWidget>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {
constexpr qsizetype MostLines = 4;
} // namespace

ArrivedAttachments::ArrivedAttachments(std::unique_ptr<AttachmentSaver> saver, QWidget *parent)
    : QWidget(parent)
    , m_saver(std::move(saver))
    , m_list(new QListWidget(this))
    , m_open(new QPushButton(tr("&Open"), this))
    , m_save(new QPushButton(tr("Save &as …"), this))
    , m_notice(new NoticeStrip(this))
{
    m_list->setAccessibleName(tr("Attachments"));
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_save->setObjectName(u"saveAttachment"_s);
    m_save->setAutoDefault(false);
    m_open->setObjectName(u"openAttachment"_s);
    m_open->setAutoDefault(false);
    QLabel *label = plainLabel(tr("A&ttachments"), LabelWrap::OneLine, this);
    label->setBuddy(m_list);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addStretch();
    row->addWidget(m_open);
    row->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row);
    layout->addWidget(m_list);
    layout->addWidget(m_notice);
    connect(m_save, &QPushButton::clicked, this, &ArrivedAttachments::askWhere);
    connect(m_open, &QPushButton::clicked, this, &ArrivedAttachments::openChosen);
    connect(m_list, &QListWidget::itemActivated, this, &ArrivedAttachments::openChosen);
    connect(m_saver.get(), &AttachmentSaver::failed, m_notice, &NoticeStrip::showError);
    connect(m_saver.get(), &AttachmentSaver::opened, this,
        [this](const QString &name, const QByteArray &bytes, const core::ViewedFileRef &file) {
            showAttachment(m_saver->session(), name, bytes, file, window());
        });
    connect(m_saver.get(), &AttachmentSaver::found, this, &ArrivedAttachments::askWhetherToReplace);
    connect(m_saver.get(), &AttachmentSaver::saved, this, [this](const QString &path) {
        m_notice->showNotice(NoticeStrip::Mood::Good, tr("Saved as %1.").arg(QFileInfo(path).fileName()));
    });
    hide();
}

ArrivedAttachments::~ArrivedAttachments() = default;

void ArrivedAttachments::showFiles(const QList<core::IncomingAttachment> &files)
{
    m_files = files;
    m_list->clear();
    for (const core::IncomingAttachment &file : m_files) {
        const QString size = QLocale().formattedDataSize(file.size, 1, QLocale::DataSizeTraditionalFormat);
        auto *item = new QListWidgetItem(tr("%1 (%2)").arg(file.name, size), m_list);
        item->setToolTip(item->text().toHtmlEscaped());
    }
    m_list->setCurrentRow(0);
    const int lines = static_cast<int>(std::clamp<qsizetype>(m_files.size(), 1, MostLines));
    m_list->setFixedHeight(lines * (fontMetrics().height() + 6) + 2 * m_list->frameWidth());
    setVisible(!m_files.isEmpty());
}

void ArrivedAttachments::openChosen()
{
    m_notice->clear();
    if (const int row = m_list->currentRow(); row >= 0)
        m_saver->open(m_files.at(row));
}

void ArrivedAttachments::askWhere()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    const core::IncomingAttachment &file = m_files.at(row);
    auto *dialog = new QFileDialog(
        this, tr("Save the attachment"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    // Whether a file may be replaced is asked once, where the answer counts.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->selectFile(file.name);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, part = file.part](const QString &path) { m_saver->save(part, path, core::ExistingFile::Keep); });
    dialog->open();
}

void ArrivedAttachments::askWhetherToReplace(qsizetype part, const QString &path)
{
    auto *question = new QMessageBox(QMessageBox::Warning, tr("Save the attachment"),
        tr("A file “%1” lies there already. Replace it?").arg(QFileInfo(path).fileName()), QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    QPushButton *replace = question->addButton(tr("&Replace"), QMessageBox::DestructiveRole);
    question->setDefaultButton(question->addButton(tr("&Keep it"), QMessageBox::RejectRole));
    connect(replace, &QPushButton::clicked, this,
        [this, part, path] { m_saver->save(part, path, core::ExistingFile::Replace); });
    question->open();
}

} // namespace wenyi::ui
