// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/exchange/AddRecipientsPresenter.h"

#include <QDialog>

#include <memory>

class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PlainTable;
class RecipientPicker;

/// 增加收文单位: whom a dispatched document is sent to as well. Enter never sends, and what fails leaves everything as
/// it was chosen.
class AddRecipientsDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit AddRecipientsDialog(std::unique_ptr<AddRecipientsPresenter> presenter, QWidget *parent = nullptr);
    ~AddRecipientsDialog() override;

private:
    void buildLayout();
    void connectPresenter();
    void showRecipients();
    void setBusy(bool busy);

    std::unique_ptr<AddRecipientsPresenter> m_presenter;
    bool m_isBusy = false;
    PlainTable *m_recipients;
    QPushButton *m_remove;
    RecipientPicker *m_picker;
    NoticeStrip *m_notice;
    QPushButton *m_send;
};

} // namespace wenyi::ui
