// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/unlock/UnlockPresenter.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PinEdit;

/// 解锁: who works here now, and that person's PIN.
class UnlockDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit UnlockDialog(UnlockPresenter &presenter, QWidget *parent = nullptr);

private:
    void buildLayout();
    void showDesktop(const DesktopFacts &facts);
    void showAttempts();
    void unblock();
    void recover();
    void setBusy(bool busy);
    MemberId chosen() const;

    UnlockPresenter &m_presenter;
    DesktopFacts m_facts;
    QLabel *m_unit;
    QComboBox *m_members;
    PinEdit *m_pin;
    QLabel *m_attempts;
    NoticeStrip *m_notice;
    QPushButton *m_unlock;
    QPushButton *m_unblock; ///< Shown where a key of the member is locked.
    QPushButton *m_recover; ///< Shown where the store is damaged.
};

} // namespace wenyi::ui
