// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/widgets/PathField.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

PathField::PathField(const QString &accessibleName, Choice choice, const QString &filter, QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_choice(choice)
    , m_filter(filter)
{
    m_edit->setAccessibleName(accessibleName);
    setFocusProxy(m_edit);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_edit, 1);
    if (choice == Choice::FileOrFolder) {
        addButton(*row, tr("Folder …"), Wanted::Folder);
        addButton(*row, tr("File …"), Wanted::File);
    } else {
        addButton(*row, tr("Browse …"),
            choice == Choice::Folder ? Wanted::Folder
            : choice == Choice::File ? Wanted::File
                                     : Wanted::NewFile);
    }
    connect(m_edit, &QLineEdit::textChanged, this, &PathField::changed);
    connect(m_edit, &QLineEdit::editingFinished, this, &PathField::chosen);
}

QString PathField::path() const
{
    return QDir::fromNativeSeparators(m_edit->text().trimmed());
}

void PathField::setPath(const QString &path)
{
    m_edit->setText(QDir::toNativeSeparators(path));
}

Result<void> PathField::checkNew() const
{
    if (m_choice == Choice::NewFile && path() != m_replaced && QFileInfo::exists(path()))
        return Error{ErrorCode::AlreadyExists, "file.exists", path()};
    return {};
}

void PathField::addButton(QHBoxLayout &row, const QString &words, Wanted wanted)
{
    auto *button = new QPushButton(words, this);
    button->setAutoDefault(false);
    button->setAccessibleName(u"%1 %2"_s.arg(m_edit->accessibleName(), words));
    connect(button, &QPushButton::clicked, this, [this, wanted] { browse(wanted); });
    row.addWidget(button);
}

void PathField::browse(Wanted wanted)
{
    auto *dialog = new QFileDialog(this, m_edit->accessibleName(), path(), m_filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (wanted == Wanted::Folder) {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    } else if (wanted == Wanted::File) {
        dialog->setFileMode(QFileDialog::ExistingFile);
    } else {
        dialog->setAcceptMode(QFileDialog::AcceptSave);
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        setPath(file);
        m_replaced = path();
        Q_EMIT chosen();
    });
    dialog->open();
}

Result<void> checkNewFiles(const QWidget &window)
{
    for (const auto *field : window.findChildren<PathField *>()) {
        if (field->isEnabled())
            WENYI_CHECK(field->checkNew());
    }
    return {};
}

} // namespace wenyi::ui
