// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/exchange/ExportPresenter.h"
#include "client/ui/widgets/StepDialog.h"

#include <memory>

class QLabel;
class QProgressBar;

namespace wenyi::ui {

class FolderChoice;
class PlainTable;

/// U盘导出: whom to, where and what, writing. 可安全拔出 is said only of what was synced and read back.
class ExportWizard final : public StepDialog
{
    Q_OBJECT

public:
    explicit ExportWizard(std::unique_ptr<ExportPresenter> presenter, QWidget *parent = nullptr);
    ~ExportWizard() override;

protected:
    void goNext() override;
    void cancelWork() override;

private:
    enum Page { Whom, Where, Writing };
    void buildWhom();
    void buildWhere();
    void buildWriting();
    void connectPresenter();
    void showPeers(const QList<core::CourierPeer> &peers);
    void showContents(const CargoSheet &sheet);
    void showReport(const core::ExportReport &report);
    void write();
    void updateNext();

    std::unique_ptr<ExportPresenter> m_presenter;
    QList<core::CourierPeer> m_peers;
    bool m_hasContents = false;
    QLabel *m_empty;
    PlainTable *m_peerTable;
    FolderChoice *m_folder;
    QLabel *m_contentsTitle;
    PlainTable *m_contents;
    QLabel *m_state;
    QProgressBar *m_progress;
    QLabel *m_report;
};

} // namespace wenyi::ui
