// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/numbers/NumbersPresenter.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace wenyi::ui {

class NoticeStrip;

/// What a registrar does with a series.
enum class NumberAct {
    GoOn,     ///< 接续已有编号
    BeginTerm ///< 换届重编
};

/// Asks for the last number that was given elsewhere and says what will follow, before anything does: no number comes
/// back that was set aside, and no term that ended.
class NumberActDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `desktop`: this one.
    NumberActDialog(NumbersPresenter &presenter, NumberAct act, core::DrawnSeries drawn, const DesktopId &desktop,
        QWidget *parent = nullptr);

    /// Stays while the act goes on.
    void reject() override;

private:
    /// What would follow, and whether that can be done.
    struct Outlook
    {
        QString words;
        bool isPossible = false;
    };
    void buildLayout(const DesktopId &desktop);
    QLayout *buttonRow();
    void connectPresenter();
    Outlook outlook() const;
    Outlook goingOn() const;
    void weigh();
    void act();

    NumbersPresenter &m_presenter;
    NumberAct m_kind;
    core::DrawnSeries m_drawn;
    Result<int> m_next; ///< What this desktop would draw now.
    QSpinBox *m_last;
    QLineEdit *m_reason = nullptr;
    QLabel *m_outlook;
    NoticeStrip *m_notice;
    QPushButton *m_act;
    QPushButton *m_cancel;
    bool m_isBusy = false;
};

} // namespace wenyi::ui
