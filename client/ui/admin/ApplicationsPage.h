// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/admin/AuthorityPresenter.h"

#include <QWidget>

class QPlainTextEdit;

namespace wenyi::ui {

class OfficerButton;
class PlainTable;

/// 申请: what was asked for, first what waits for an officer, and the officers' answers.
class ApplicationsPage final : public QWidget
{
    Q_OBJECT

public:
    enum Column { Stage, Number, When, Applicant, Wanted };

    explicit ApplicationsPage(AuthorityPresenter &presenter, QWidget *parent = nullptr);

    void showSheet(const RegisterSheetRef &sheet);
    /// How many wait for a word.
    int waiting() const;

private:
    QLayout *buildButtons();
    void weigh();
    const core::Application *chosen() const;
    QString detailsOf(const core::Application &application) const;

    AuthorityPresenter &m_presenter;
    RegisterSheetRef m_sheet;
    QList<quint64> m_shown; ///< Numbers, as the rows stand.
    PlainTable *m_table;
    QPlainTextEdit *m_details;
    OfficerButton *m_apply;
    OfficerButton *m_approve;
    OfficerButton *m_reject;
    OfficerButton *m_issue;
    OfficerButton *m_permit;
};

} // namespace wenyi::ui
