// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/ImportDialog.h"

#include "client/core/records/DraftFiles.h"

#include <QCoreApplication>
#include <QFileDialog>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

/// The context of the words of these dialogs.
class ImportDialog
{
    Q_DECLARE_TR_FUNCTIONS(ImportDialog)
};

} // namespace

void askForImport(QWidget *parent, const std::function<void(const QString &path)> &chosen)
{
    QStringList patterns;
    for (const QString &ending : core::importableEndings())
        patterns.append(u"*."_s + ending);
    auto *dialog = new QFileDialog(parent, ImportDialog::tr("Import a text"), {},
        ImportDialog::tr("Texts and docx (%1)").arg(patterns.join(u' ')));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, chosen);
    dialog->open();
}

void askForExport(QWidget *parent, const QString &name, const std::function<void(const QString &path)> &chosen)
{
    auto *dialog =
        new QFileDialog(parent, ImportDialog::tr("Export as docx"), name, ImportDialog::tr("Word document (*.docx)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"docx"_s);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, chosen);
    dialog->open();
}

} // namespace wenyi::ui
