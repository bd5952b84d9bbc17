// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/exchange/DispatchPresenter.h"

#include <QDialog>

#include <memory>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace wenyi::ui {

class AttachmentList;
class DocumentViewer;
class NoticeStrip;
class PlainTable;
class RecipientPicker;
class SendingTime;
class VerifyPanel;

/// 封发: left the sealed document, right whom it goes to and what goes along. Enter never dispatches, and what fails
/// leaves everything as it was typed.
class DispatchDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit DispatchDialog(std::unique_ptr<DispatchPresenter> presenter, QWidget *parent = nullptr);
    ~DispatchDialog() override;

private:
    void buildLayout();
    QWidget *buildRightSide();
    void buildRecipients();
    void connectPresenter();
    void showSheet(const DispatchSheet &sheet);
    void showUrgencies(exchange::Urgency least);
    void showRecipients();
    void showAttachments();
    void setBusy(bool busy);
    void updateDispatch();

    std::unique_ptr<DispatchPresenter> m_presenter;
    bool m_mayDispatch = false;
    bool m_isBusy = false;
    VerifyPanel *m_verify;
    DocumentViewer *m_pages;
    QLabel *m_title;
    QLabel *m_facts;
    PlainTable *m_recipients;
    QPushButton *m_remove;
    RecipientPicker *m_picker;
    QComboBox *m_urgency;
    QSpinBox *m_quota;
    SendingTime *m_time;
    AttachmentList *m_attachments;
    NoticeStrip *m_notice;
    QPushButton *m_dispatch;
};

} // namespace wenyi::ui
