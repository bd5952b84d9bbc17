// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/signing/SigningPresenter.h"

#include <QDialog>

#include <memory>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace wenyi::ui {

class ArrivedAttachments;
class DocumentViewer;
class NoticeStrip;
class PinEdit;
class VerifyPanel;

/// 签收: left the arrived document under the check of its seal, right how it came; one button signs for it, one returns
/// it with a reason. Enter does neither.
class SignForDialog final : public QDialog
{
    Q_OBJECT

public:
    SignForDialog(std::unique_ptr<SigningPresenter> presenter, std::unique_ptr<ArrivedAttachments> attachments,
        QWidget *parent = nullptr);
    ~SignForDialog() override;

private:
    void buildLayout();
    QWidget *buildRightSide();
    void buildDecision();
    void showSheet(const RecordSheet &sheet);
    void showRecall(const core::IncomingFacts &facts);
    void showUrge(const core::IncomingFacts &facts);
    void showFacts(const RecordSheet &sheet);
    void findTask(const RecordSheet &sheet);
    void decide(QStringView outcome);
    void setBusy(bool busy);

    std::unique_ptr<SigningPresenter> m_presenter;
    modules::TaskId m_task;
    bool m_isBusy = false;
    NoticeStrip *m_notice;
    VerifyPanel *m_verify;
    DocumentViewer *m_pages;
    QLabel *m_title;
    QFormLayout *m_facts;
    ArrivedAttachments *m_attachments;
    QPlainTextEdit *m_reason;
    PinEdit *m_pin;
    QPushButton *m_signFor;
    QPushButton *m_return;
};

} // namespace wenyi::ui
