// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/seals/SealsPresenter.h"

#include <QDialog>

class QComboBox;
class QDateTimeEdit;
class QFormLayout;
class QLineEdit;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PathField;
class PinEdit;

/// One act of an officer on a seal: what it is and whose work, what has to be said with it, the key and the PIN. Stays
/// open with the reason where the act is refused.
class SealActDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `seal`: null for what concerns no single one. The presenter outlives the dialog.
    SealActDialog(
        SealsPresenter &presenter, SealActKind kind, const core::AdministeredSeal *seal, QWidget *parent = nullptr);

    /// Stays while the act goes on: whether it came to be is told before the window goes.
    void reject() override;

private:
    void addFields(QFormLayout &form);
    void addWithdrawal(QFormLayout &form);
    void addKeys(QFormLayout &form);
    template<typename Field>
    Field *add(QFormLayout &form, const QString &label, Field *field, const QString &name);
    QLayout *buttonRow();
    void connectPresenter();
    bool isComplete() const;
    void updateButtons();
    void act();

    SealsPresenter &m_presenter;
    SealActKind m_kind;
    SealId m_seal;
    quint64 m_application = 0;
    QComboBox *m_decision = nullptr;
    QComboBox *m_reason = nullptr;
    QDateTimeEdit *m_since = nullptr;
    QLineEdit *m_words = nullptr;
    PathField *m_file = nullptr;
    PathField *m_medium = nullptr;
    PathField *m_officerKey = nullptr;
    PinEdit *m_officerPin = nullptr;
    PinEdit *m_authorityPin = nullptr;
    NoticeStrip *m_notice;
    QPushButton *m_act;
    QPushButton *m_cancel;
    bool m_isBusy = false;
};

/// 停用, 申请恢复 …: what the act is called, with an ellipsis where it asks for more.
QString actWords(SealActKind kind);

} // namespace wenyi::ui
