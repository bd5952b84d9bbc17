// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/admin/AuthorityPresenter.h"

#include <QDialog>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PinEdit;

/// One act of an officer: what it is about, what the officer adds, and the PIN. It closes when the act stands in the
/// register; until then it says what went wrong and keeps what was typed, but for the PINs. Enter never acts.
class ActDialog : public QDialog
{
    Q_OBJECT

public:
    ~ActDialog() override;

    /// Stays while the act goes on: whether it came to be is told before the window goes.
    void reject() override;

protected:
    ActDialog(AuthorityPresenter &presenter, const QString &title, const QString &confirm, QWidget *parent);

    AuthorityPresenter &presenter() { return m_presenter; }
    NoticeStrip &notice() { return *m_notice; }
    /// What it is about, above the rows.
    void setFacts(const QString &facts);
    void addRow(const QString &label, QWidget *field);
    QLineEdit *addWords(const QString &label);
    /// The operating CA's PIN, which the act takes as well.
    void addAuthorityPin();
    SecretBytes takeAuthorityPin();
    /// To be called when a field changed, and once at the end of the constructor.
    void weigh();

    virtual bool isComplete() const { return true; }
    virtual void act(SecretBytes pin) = 0;

private:
    void setBusy(bool busy);

    AuthorityPresenter &m_presenter;
    QLabel *m_facts;
    NoticeStrip *m_notice;
    QFormLayout *m_form;
    PinEdit *m_pin;
    PinEdit *m_authorityPin = nullptr;
    QPushButton *m_confirm;
    QPushButton *m_cancel;
    bool m_isBusy = false;
};

} // namespace wenyi::ui
