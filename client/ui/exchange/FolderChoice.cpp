// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/FolderChoice.h"

#include "client/ui/session/Answer.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

FolderChoice::FolderChoice(QWidget *parent)
    : QWidget(parent)
    , m_none(plainLabel(
          tr("No drive is plugged in. Plug one in and press “Look again”, or name a folder."), LabelWrap::Wraps, this))
    , m_volumes(new QListWidget(this))
    , m_folder(new QLineEdit(this))
{
    m_volumes->setAccessibleName(tr("Drives"));
    m_volumes->setMaximumHeight(fontMetrics().lineSpacing() * 5);
    m_folder->setObjectName(u"folder"_s);
    m_folder->setAccessibleName(tr("Folder"));
    m_folder->setPlaceholderText(tr("Folder on the drive"));
    auto *again = new QPushButton(tr("Look &again"), this);
    auto *browse = new QPushButton(tr("B&rowse …"), this);
    again->setAutoDefault(false);
    browse->setAutoDefault(false);
    QLabel *label = plainLabel(tr("&Folder"), LabelWrap::OneLine, this);
    label->setBuddy(m_folder);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_folder, 1);
    row->addWidget(browse);
    row->addWidget(again);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_none);
    layout->addWidget(m_volumes);
    layout->addLayout(row);
    m_volumes->hide();
    connect(again, &QPushButton::clicked, this, &FolderChoice::refresh);
    connect(browse, &QPushButton::clicked, this, &FolderChoice::browse);
    connect(m_folder, &QLineEdit::textChanged, this, &FolderChoice::changed);
    connect(m_volumes, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            m_folder->setText(item->data(Qt::UserRole).toString());
    });
}

QString FolderChoice::folder() const
{
    return QDir::fromNativeSeparators(m_folder->text().trimmed());
}

void FolderChoice::refresh()
{
    // A volume that answers slowly must not hold the window.
    Answer(QtConcurrent::run(core::removableVolumes)).then(this, [this](const QList<core::Volume> &volumes) {
        showVolumes(volumes);
    });
}

void FolderChoice::showVolumes(const QList<core::Volume> &volumes)
{
    m_volumes->clear();
    for (const core::Volume &volume : volumes) {
        const QString room = QLocale().formattedDataSize(volume.freeBytes);
        const QString words = volume.isReadOnly ? tr("%1 (%2), write-protected").arg(volume.name, volume.path)
                                                : tr("%1 (%2), %3 free").arg(volume.name, volume.path, room);
        auto *item = new QListWidgetItem(words, m_volumes);
        item->setData(Qt::UserRole, volume.path);
    }
    m_volumes->setVisible(!volumes.isEmpty());
    m_none->setVisible(volumes.isEmpty());
    if (!volumes.isEmpty() && m_folder->text().isEmpty())
        m_volumes->setCurrentRow(0);
}

void FolderChoice::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose a folder"), folder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

} // namespace wenyi::ui
