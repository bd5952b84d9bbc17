// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/exchange/ImportPresenter.h"
#include "client/ui/widgets/StepDialog.h"

#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;

namespace wenyi::ui {

class FolderChoice;
class PlainTable;

/// U盘导入: where, which package, taking it in, with what became of each item.
class ImportWizard final : public StepDialog
{
    Q_OBJECT

public:
    explicit ImportWizard(std::unique_ptr<ImportPresenter> presenter, QWidget *parent = nullptr);
    ~ImportWizard() override;

protected:
    void goNext() override;
    void cancelWork() override;

private:
    enum Page { Where, Which, Taking };
    void buildWhere();
    void buildWhich();
    void buildTaking();
    void connectPresenter();
    void showFound(const QList<core::FoundBundle> &bundles);
    void showTaken(const ImportSheet &sheet);
    void showNotTaken(const Error &error);
    void take(exchange::GapPolicy gaps);
    void updateNext();
    QString stateWords(const core::FoundBundle &bundle) const;

    std::unique_ptr<ImportPresenter> m_presenter;
    QList<core::FoundBundle> m_bundles;
    bool m_mayTake = false;
    FolderChoice *m_folder;
    QLabel *m_empty;
    PlainTable *m_bundleTable;
    QLabel *m_state;
    QProgressBar *m_progress;
    PlainTable *m_items;
    QPushButton *m_acceptGap;
};

} // namespace wenyi::ui
