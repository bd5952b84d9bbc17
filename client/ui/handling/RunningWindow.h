// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/handling/RunningPresenter.h"

#include <QDialog>

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;

namespace wenyi::ui {

class FurtherActsMenu;
class NoticeStrip;
class PlainTable;

/// 运转监控: what of the unit waits for whom, and since when; an administrator hands on from here what nobody does any
/// more (改派), and does whatever else the engine allows.
class RunningWindow final : public QDialog
{
    Q_OBJECT

public:
    enum Column { Module, Number, Step, Holder, Since, Deadline, Starter };

    explicit RunningWindow(std::unique_ptr<RunningPresenter> presenter, QWidget *parent = nullptr);
    ~RunningWindow() override;

private:
    void buildLayout();
    QLayout *buttonRow();
    void connectPresenter();
    void showRunning(const core::RunningRecords &running, Instant now);
    /// Those that the words in the box let through, in their order.
    void showRows();
    QStringList rowOf(const core::RunningRecord &record) const;
    void choose(int row);
    void offer(const RecordSheet &sheet);

    std::unique_ptr<RunningPresenter> m_presenter;
    core::RunningRecords m_running;
    Instant m_now;
    QList<StreamId> m_shown; ///< By row.
    StreamId m_chosen;
    NoticeStrip *m_notice;
    QLineEdit *m_filter;
    QLabel *m_count;
    PlainTable *m_table;
    QLabel *m_standing;
    FurtherActsMenu *m_acts;
    QPushButton *m_act;
    QPushButton *m_copy;
};

/// Opens it beside its parent; one that is open already comes to the front.
void showRunningRecords(Session &session, QWidget *parent);

} // namespace wenyi::ui
