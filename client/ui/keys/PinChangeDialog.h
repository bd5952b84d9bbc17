// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/keys/PinChangePresenter.h"

#include <QDialog>

#include <memory>

class QComboBox;
class QLabel;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PinEdit;

/// 更改 PIN, of the key files or of a token: the PIN so far, the next one twice, and what that one is worth.
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
    void buildChoice();
    void showTokens(const QList<TokenFacts> &tokens);
    static QString wordsOf(const TokenFacts &facts);
    /// The token that is chosen; null for the key files.
    const TokenFacts *chosen() const;
    void weigh();
    void setBusy(bool busy);
    void change();

    std::unique_ptr<PinChangePresenter> m_presenter;
    QList<TokenFacts> m_tokens;
    QComboBox *m_which; ///< Hidden where there is nothing but key files.
    QLabel *m_about;
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
