// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/admin/ServerStatusPresenter.h"
#include "client/ui/admin/StatusPlot.h"

#include <QDialog>

#include <memory>

class QLabel;
class QPushButton;
class QTabWidget;

namespace wenyi::ui {

class NoticeStrip;
class PinEdit;
class PlainTable;

/// 服务器运行状况: what the system administrator sees of the exchange server: desktops, queues, receipts, storage,
/// refusals, standby and backups, with plots of the last day. It renews itself while it is looked at.
class ServerStatusWindow final : public QDialog
{
    Q_OBJECT

public:
    explicit ServerStatusWindow(std::unique_ptr<ServerStatusPresenter> presenter, QWidget *parent = nullptr);
    ~ServerStatusWindow() override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QWidget *pinRow();
    void buildPages();
    /// A page of tables above a plot.
    void addPage(const QString &words, const QList<PlainTable *> &tables, StatusPlot *plot);
    void connectPresenter();
    /// Has the server asked, with the PIN that was typed.
    void look();
    void showReport(const protocol::ServerReport &report);
    void showUnits(const protocol::ServerReport &report);
    void showClosed(const Error &error);

    std::unique_ptr<ServerStatusPresenter> m_presenter;
    PinEdit *m_pin;
    QPushButton *m_open;
    QWidget *m_pinRow;
    NoticeStrip *m_notice;
    QLabel *m_health;
    QLabel *m_at;
    QTabWidget *m_pages;
    PlainTable *m_figures;
    PlainTable *m_desktops;
    PlainTable *m_queues;
    PlainTable *m_owed;
    PlainTable *m_storage;
    PlainTable *m_stored;
    PlainTable *m_refusals;
    QList<StatusPlot *> m_plots;
};

/// Opens it beside its parent; one that is open already comes to the front.
void showServerStatus(Session &session, QWidget *parent);

} // namespace wenyi::ui
