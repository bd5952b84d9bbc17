// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/keys/PinChangePresenter.h"

#include <QDialog>

#include <memory>

class QLabel;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PinEdit;

/// 更改 PIN: the PIN so far, the next one twice, and what that one is worth.
class PinChangeDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit PinChangeDialog(std::unique_ptr<PinChangePresenter> presenter, QWidget *parent = nullptr);
    ~PinChangeDialog() override;

    /// Stays while the change goes on: whether it came to be is told before the window goes.
    void reject() override;

private:
    void buildLayout();
    void weigh();
    void setBusy(bool busy);
    void change();

    std::unique_ptr<PinChangePresenter> m_presenter;
    PinEdit *m_from;
    PinEdit *m_to;
    PinEdit *m_repeated;
    QLabel *m_worth;
    NoticeStrip *m_notice;
    QPushButton *m_change;
    QPushButton *m_cancel;
    bool m_isBusy = false;
};

} // namespace wenyi::ui
