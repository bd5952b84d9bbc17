// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/AttachmentList.h"

#include "client/ui/widgets/PlainLabel.h"
#include "client/ui/widgets/PlainTable.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

QStringList filesOf(const QMimeData &data)
{
    QStringList files;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    }
    return files;
}

} // namespace

AttachmentList::AttachmentList(QWidget *parent)
    : QWidget(parent)
    , m_files(new PlainTable(tr("Attachments"), {tr("Attachment (drop files here)"), tr("Size")}, 0, this))
    , m_remove(new QPushButton(tr("Remo&ve file"), this))
{
    setAcceptDrops(true);
    auto *add = new QPushButton(tr("Add &file …"), this);
    add->setAutoDefault(false);
    m_remove->setAutoDefault(false);
    m_remove->setObjectName(u"removeAttachment"_s);
    m_remove->setEnabled(false);
    m_files->setObjectName(u"attachments"_s);
    m_files->setMinimumHeight(fontMetrics().lineSpacing() * 4);
    auto *row = new QHBoxLayout;
    row->addWidget(add);
    row->addWidget(m_remove);
    row->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_files, 1);
    layout->addLayout(row);
    auto *remove = new QAction(m_files);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_files->addAction(remove);
    connect(add, &QPushButton::clicked, this, &AttachmentList::browse);
    connect(remove, &QAction::triggered, this, [this] { Q_EMIT removalWanted(m_files->chosenRow()); });
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT removalWanted(m_files->chosenRow()); });
    connect(m_files, &PlainTable::chosenRowChanged, this, [this](int chosen) { m_remove->setEnabled(chosen >= 0); });
}

void AttachmentList::showFiles(const QList<std::pair<QString, qint64>> &files)
{
    QList<QStringList> rows;
    for (const auto &[name, size] : files)
        rows.append({name, QLocale().formattedDataSize(size)});
    m_files->setRows(rows);
    m_remove->setEnabled(m_files->chosenRow() >= 0);
}

void AttachmentList::browse()
{
    auto *dialog = new QFileDialog(this, tr("Add attachments"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &AttachmentList::filesWanted);
    dialog->open();
}

void AttachmentList::light(bool on)
{
    QPalette colours = palette();
    if (on)
        colours.setColor(QPalette::Base, palette().color(QPalette::Highlight).lighter(185));
    m_files->setPalette(colours);
}

void AttachmentList::dragEnterEvent(QDragEnterEvent *event)
{
    if (filesOf(*event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    light(true);
}

void AttachmentList::dragLeaveEvent(QDragLeaveEvent *event)
{
    light(false);
    QWidget::dragLeaveEvent(event);
}

void AttachmentList::dropEvent(QDropEvent *event)
{
    light(false);
    event->acceptProposedAction();
    Q_EMIT filesWanted(filesOf(*event->mimeData()));
}

} // namespace wenyi::ui
