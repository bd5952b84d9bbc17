// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/signing/SigningPresenter.h"
#include "client/ui/signing/SigningSeries.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;
class QVBoxLayout;

namespace wenyi::ui {

class ArrivedAttachments;
class DocumentViewer;
class FieldForm;
class NoticeStrip;
class PinEdit;
class VerifyPanel;

/// 办理: left the document as it will be, right its history, the opinion and the buttons that end the step. Enter never
/// approves; what is signed is named by title, number, pages and the beginning of its digest. In a series the next
/// record can follow, opened by a window of its own.
class SigningDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `act`: which of several open tasks is meant; empty: the first. `series`: what it is one of; null: it is alone.
    SigningDialog(std::unique_ptr<SigningPresenter> presenter, QString act,
        std::unique_ptr<ArrivedAttachments> attachments, QWidget *parent = nullptr,
        std::shared_ptr<SigningSeries> series = {});
    ~SigningDialog() override;

Q_SIGNALS:
    /// This one is over; the next one of the series is to be opened.
    void nextWanted();

protected:
    /// A lock takes the windows off the screen: a PIN that was kept goes with them.
    void hideEvent(QHideEvent *event) override;

private:
    void buildLayout();
    QWidget *buildRightSide();
    /// What is decided with stays in view, however much there is to read above it.
    void addDecision(QVBoxLayout *layout);
    void showSheet(const RecordSheet &sheet);
    static QString stepWord(const core::HistoryLine &line);
    void showHistory(const RecordSheet &sheet);
    /// What the signature of a line is worth, by mark and sentence.
    void showWorth(const QList<core::JudgedAct> &acts, const Digest &entry, QTreeWidgetItem &item) const;
    void showTask(const RecordSheet &sheet, const core::PossibleAct &possible);
    void addButtons(const RecordSheet &sheet, const core::PossibleAct &possible);
    void addFurtherActs(const RecordSheet &sheet, QPushButton *button);
    void clearButtons();
    QPushButton *addButton(const QString &words);
    /// How it is left without a decision.
    void addLeaving();
    void addSeries();
    void decide(Decision decision);
    void finish();
    void refuse(const Error &error);
    void forgetPin();
    void setBusy(bool busy);

    std::unique_ptr<SigningPresenter> m_presenter;
    QString m_act;
    modules::TaskId m_task;
    NoticeStrip *m_notice;
    VerifyPanel *m_verify;
    DocumentViewer *m_pages;
    QLabel *m_title;
    QLabel *m_facts;
    ArrivedAttachments *m_attachments;
    QTreeWidget *m_history;
    QVBoxLayout *m_fieldsPlace;
    FieldForm *m_fields = nullptr;
    QComboBox *m_phrases;
    QPlainTextEdit *m_opinion;
    QLabel *m_pinLabel;
    PinEdit *m_pin;
    QWidget *m_buttons;
    QCheckBox *m_goesOn; ///< 继续下一件
    QHBoxLayout *m_buttonRow;
    std::shared_ptr<SigningSeries> m_series;
    bool m_isLeft = false; ///< It is over, and the series goes on.
    SecretBytes m_tried;   ///< The PIN of the decision that is on its way.
};

} // namespace wenyi::ui
