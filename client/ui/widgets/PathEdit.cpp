// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/widgets/PathEdit.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace wenyi::ui {

PathEdit::PathEdit(Kind kind, const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_path(new QLineEdit(this))
    , m_browse(new QPushButton(tr("Browse …"), this))
{
    m_path->setAccessibleName(accessibleName);
    m_browse->setAccessibleName(tr("Browse for: %1").arg(accessibleName));
    m_browse->setAutoDefault(false);
    setFocusProxy(m_path);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_path, 1);
    row->addWidget(m_browse);
    connect(m_path, &QLineEdit::textChanged, this, &PathEdit::changed);
    connect(m_browse, &QPushButton::clicked, this, &PathEdit::browse);
}

QString PathEdit::path() const
{
    return QDir::fromNativeSeparators(m_path->text().trimmed());
}

void PathEdit::setPath(const QString &path)
{
    m_path->setText(QDir::toNativeSeparators(path));
}

void PathEdit::setPlaceholder(const QString &text)
{
    m_path->setPlaceholderText(text);
}

void PathEdit::browse()
{
    auto *dialog = new QFileDialog(this, m_path->accessibleName(), path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (m_kind == Kind::FileToWrite) {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
    } else if (m_kind == Kind::FileToRead) {
        dialog->setFileMode(QFileDialog::ExistingFile);
    } else {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    }
    connect(dialog, &QFileDialog::fileSelected, this, &PathEdit::setPath);
    dialog->open();
}

} // namespace wenyi::ui
