// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/exchange/TrackingPresenter.h"

#include <QDialog>

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PlainTable;

/// 回执跟踪: one row for each recipient of a dispatched document, by the receipts that came back; it stands beside the
/// other windows and changes as receipts come.
class TrackingWindow final : public QDialog
{
    Q_OBJECT

public:
    enum Column { Unit, Way, State, Who, When, Remark };

    explicit TrackingWindow(std::unique_ptr<TrackingPresenter> presenter, QWidget *parent = nullptr);
    ~TrackingWindow() override;

private:
    void showSheet(const TrackingSheet &sheet);
    QLayout *recallRow();
    /// Asks once, with what will happen.
    void recall();
    QLayout *furtherRow();
    void addRecipients();
    /// Asks once, with whose successors they are.
    void sendToSuccessors();
    QString remarkOf(const core::TrackingLine &line) const;
    QStringList rowOf(const core::TrackingLine &line) const;
    void conclude();

    std::unique_ptr<TrackingPresenter> m_presenter;
    QLabel *m_title;
    QLabel *m_summary;
    NoticeStrip *m_notice;
    PlainTable *m_table;
    QPushButton *m_copy;
    QPushButton *m_conclude;
    QLineEdit *m_reason;
    QPushButton *m_recall;
    qsizetype m_open = 0; ///< Recipients that neither signed for it nor returned it.
    bool m_isAsked = false;
    qsizetype m_recallable = 0;
    bool m_isRecallAsked = false;
    QPushButton *m_add;
    QPushButton *m_toSuccessors;
    QPushButton *m_urge;
    QString m_successors; ///< Their names.
    bool m_isSuccessorAsked = false;
};

} // namespace wenyi::ui
