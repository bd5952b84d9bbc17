// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/lock/LockPresenter.h"

#include <QDialog>

#include <memory>

class QLabel;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PinEdit;

/// 锁屏: the only window of a locked session. It says whose session it is and asks for that person's PIN; it cannot be
/// closed otherwise.
class LockScreen final : public QDialog
{
    Q_OBJECT

public:
    explicit LockScreen(std::unique_ptr<LockPresenter> presenter, QWidget *parent = nullptr);
    ~LockScreen() override;

    LockPresenter &presenter() { return *m_presenter; }
    void reject() override; ///< Neither Escape nor the window's cross opens anything.

Q_SIGNALS:
    /// Somebody else wants to work here: the session is to end.
    void otherMemberWanted();

private:
    void buildLayout();
    void setBusy(bool busy);

    std::unique_ptr<LockPresenter> m_presenter;
    PinEdit *m_pin;
    QLabel *m_attempts;
    NoticeStrip *m_notice;
    QPushButton *m_unlock;
    QPushButton *m_other;
};

} // namespace wenyi::ui
