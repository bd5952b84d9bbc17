// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/handling/FurtherActPresenter.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace wenyi::ui {

class NoticeStrip;

/// 更多办理: names the record and what will become of it, asks for people or a step where the act needs them, and for
/// a reason. Enter does nothing by itself; what cannot be undone needs a tick besides.
class FurtherActDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit FurtherActDialog(std::unique_ptr<FurtherActPresenter> presenter, QWidget *parent = nullptr);
    ~FurtherActDialog() override;

private:
    void addChoice(QVBoxLayout *layout);
    void addWords(QVBoxLayout *layout);
    void addButtons(QVBoxLayout *layout);
    void filterChoice(const QString &words);
    QStringList chosen() const;
    void perform();
    void setBusy(bool busy);
    void updateButton();

    std::unique_ptr<FurtherActPresenter> m_presenter;
    QLineEdit *m_filter;
    QListWidget *m_choice;
    QPlainTextEdit *m_words;
    QCheckBox *m_isFinal;
    NoticeStrip *m_notice;
    QPushButton *m_perform;
    bool m_isBusy = false;
};

} // namespace wenyi::ui
