// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/unlock/UnlockPresenter.h"

#include <QDialog>

class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PinEdit;

/// 恢复本地库: what happens to a store that could not be opened, in plain words, and the PIN that lets it happen.
/// Accepted when the damaged store lies aside.
class RecoverDialog final : public QDialog
{
    Q_OBJECT

public:
    RecoverDialog(UnlockPresenter &presenter, MemberId member, QWidget *parent = nullptr);

private:
    void buildLayout();

    UnlockPresenter &m_presenter;
    MemberId m_member;
    PinEdit *m_pin;
    NoticeStrip *m_notice;
    QPushButton *m_recover;
};

} // namespace wenyi::ui
