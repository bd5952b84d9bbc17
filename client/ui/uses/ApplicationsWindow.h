// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/uses/ApplicationsPresenter.h"

#include <QDialog>

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;

namespace wenyi::ui {

class DocumentViewer;
class NoticeStrip;
class PinEdit;
class PlainTable;

/// 用印审批: what the unit's seals are asked for, with the pages of the file, and a leader's word with PIN.
class ApplicationsWindow final : public QDialog
{
    Q_OBJECT

public:
    enum Column { File, Copies, Reason, Applicant, When };

    explicit ApplicationsWindow(std::unique_ptr<ApplicationsPresenter> presenter, QWidget *parent = nullptr);
    ~ApplicationsWindow() override;

private:
    void buildLayout();
    QLayout *decisionRow();
    void connectPresenter();
    void showSheet(const ApplicationsSheet &sheet);
    void choose(int row);
    void decide(bool isApproved);
    void setBusy(bool busy);

    std::unique_ptr<ApplicationsPresenter> m_presenter;
    ApplicationsSheet m_sheet;
    Digest m_chosen;
    bool m_isShown = false;
    bool m_isBusy = false;
    PlainTable *m_table;
    QLabel *m_facts;
    DocumentViewer *m_viewer;
    NoticeStrip *m_notice;
    QLineEdit *m_words;
    PinEdit *m_pin;
    QPushButton *m_approve;
    QPushButton *m_refuse;
};

/// Opens the window beside its parent; one that is open already comes to the front.
void showSealApplications(Session &session, QWidget *parent);

} // namespace wenyi::ui
