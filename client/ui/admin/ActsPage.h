// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/admin/AuthorityPresenter.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class OfficerButton;
class PlainTable;

/// 台账: every act in its order, for the auditor: checked, noted and exported.
class ActsPage final : public QWidget
{
    Q_OBJECT

public:
    enum Column { Number, When, Office, Officer, Kind, About, Words };

    explicit ActsPage(AuthorityPresenter &presenter, QWidget *parent = nullptr);

    void showSheet(const RegisterSheetRef &sheet);
    /// "63 acts, head ab12…": what the auditor keeps elsewhere.
    static QString headWords(quint64 acts, const Digest &head);

private:
    QLayout *buildButtons();
    void weigh();
    void saveActs();

    AuthorityPresenter &m_presenter;
    RegisterSheetRef m_sheet;
    QLabel *m_head;
    QLineEdit *m_noted;
    NoticeStrip *m_verdict;
    PlainTable *m_table;
    OfficerButton *m_verify;
    OfficerButton *m_save;
    QPushButton *m_copy;
};

} // namespace wenyi::ui
