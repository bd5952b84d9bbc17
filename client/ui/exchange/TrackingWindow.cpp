// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/TrackingWindow.h"

#include "client/ui/exchange/AddRecipientsDialog.h"
#include "client/ui/text/ExchangeWording.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"
#include "client/ui/widgets/PlainTable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using wenyi::exchange::ReceiptKind;

namespace wenyi::ui {

TrackingWindow::TrackingWindow(std::unique_ptr<TrackingPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_title(plainLabel({}, LabelWrap::Wraps, this))
    , m_summary(plainLabel({}, LabelWrap::Wraps, this))
    , m_notice(new NoticeStrip(this))
    , m_table(new PlainTable(tr("Recipients"),
          {tr("Recipient"), tr("Way"), tr("State"), tr("Signed for by"), tr("Signed for at"), tr("Remark")}, Remark,
          this))
    , m_copy(new QPushButton(tr("Cop&y list"), this))
    , m_conclude(new QPushButton(tr("C&onclude"), this))
    , m_reason(new QLineEdit(this))
    , m_recall(new QPushButton(tr("&Recall"), this))
    , m_add(new QPushButton(tr("&Add recipients…"), this))
    , m_toSuccessors(new QPushButton(tr("Send to the &successor"), this))
    , m_urge(new QPushButton(tr("&Urge to sign"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Track receipts"));
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_summary->setAccessibleName(tr("Summary"));
    m_summary->setObjectName(u"summary"_s);
    m_conclude->setObjectName(u"conclude"_s);
    auto *close = new QPushButton(tr("&Close"), this);
    auto *row = new QHBoxLayout;
    row->addWidget(m_copy);
    row->addStretch();
    row->addWidget(m_conclude);
    row->addWidget(close);
    for (QPushButton *button : {m_copy, m_conclude, close})
        button->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_notice);
    layout->addLayout(furtherRow());
    layout->addLayout(recallRow());
    layout->addLayout(row);
    resize(860, 420);
    m_conclude->hide();

    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_table->copied()); });
    connect(m_conclude, &QPushButton::clicked, this, &TrackingWindow::conclude);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_presenter.get(), &TrackingPresenter::loaded, this, &TrackingWindow::showSheet);
    connect(m_presenter.get(), &TrackingPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(m_presenter.get(), &TrackingPresenter::busyChanged, m_conclude, &QWidget::setDisabled);
    connect(m_presenter.get(), &TrackingPresenter::concluded, this, &QDialog::accept);
    m_presenter->load();
}

TrackingWindow::~TrackingWindow() = default;

QLayout *TrackingWindow::recallRow()
{
    m_reason->setObjectName(u"recallReason"_s);
    m_reason->setAccessibleName(tr("Reason for recalling it"));
    m_reason->setPlaceholderText(tr("Reason for recalling it: the recipients read it."));
    m_reason->setMaxLength(1000);
    m_recall->setObjectName(u"recall"_s);
    m_recall->setAutoDefault(false);
    for (QWidget *widget : {static_cast<QWidget *>(m_reason), static_cast<QWidget *>(m_recall)})
        widget->hide(); // Until it is known whether anything can be recalled.
    auto *row = new QHBoxLayout;
    row->addWidget(m_reason, 1);
    row->addWidget(m_recall);
    const auto look = [this] {
        m_isRecallAsked = false; // What was asked was asked of other words.
        m_recall->setEnabled(!m_reason->text().trimmed().isEmpty());
    };
    look();
    connect(m_reason, &QLineEdit::textChanged, this, look);
    connect(m_recall, &QPushButton::clicked, this, &TrackingWindow::recall);
    connect(m_presenter.get(), &TrackingPresenter::busyChanged, m_reason, &QWidget::setDisabled);
    connect(m_presenter.get(), &TrackingPresenter::recalled, m_reason, &QLineEdit::clear);
    return row;
}

void TrackingWindow::recall()
{
    if (!m_isRecallAsked) {
        m_isRecallAsked = true;
        m_notice->showNotice(NoticeStrip::Mood::Caution,
            tr("It is taken back from %n recipients who have neither signed for it nor returned it; they read your "
               "name and the reason. Who signs for it first keeps it. Press “Recall” once more to recall it.",
                nullptr, static_cast<int>(m_recallable)));
        return;
    }
    m_isRecallAsked = false;
    m_notice->clear();
    m_presenter->recall(m_reason->text());
}

QLayout *TrackingWindow::furtherRow()
{
    m_add->setObjectName(u"addRecipients"_s);
    m_toSuccessors->setObjectName(u"toSuccessors"_s);
    m_urge->setObjectName(u"urge"_s);
    m_urge->setToolTip(tr("Ask those who have not signed for it; once in a working hour"));
    auto *row = new QHBoxLayout;
    for (QPushButton *button : {m_add, m_toSuccessors, m_urge}) {
        button->setAutoDefault(false);
        button->hide();
        row->addWidget(button);
        connect(m_presenter.get(), &TrackingPresenter::busyChanged, button, &QWidget::setDisabled);
    }
    row->addStretch();
    connect(m_urge, &QPushButton::clicked, m_presenter.get(), &TrackingPresenter::urge);
    connect(m_presenter.get(), &TrackingPresenter::urged, this, [this](qsizetype units) {
        m_notice->showNotice(NoticeStrip::Mood::Good,
            tr("%n recipients are urged with the next synchronisation.", nullptr, static_cast<int>(units)));
    });
    connect(m_add, &QPushButton::clicked, this, &TrackingWindow::addRecipients);
    connect(m_toSuccessors, &QPushButton::clicked, this, &TrackingWindow::sendToSuccessors);
    return row;
}

void TrackingWindow::addRecipients()
{
    auto *dialog = findChild<AddRecipientsDialog *>(QString(), Qt::FindDirectChildrenOnly);
    if (!dialog || !dialog->isVisible()) // One that was closed goes with the next events.
        dialog = new AddRecipientsDialog(m_presenter->adding(), this);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void TrackingWindow::sendToSuccessors()
{
    if (!m_isSuccessorAsked) {
        m_isSuccessorAsked = true;
        m_notice->showNotice(NoticeStrip::Mood::Caution,
            tr("It is sent to %1, in the stead of recipients that are retired. Press “Send to the successor” once more "
               "to send it.")
                .arg(m_successors));
        return;
    }
    m_isSuccessorAsked = false;
    m_notice->clear();
    m_presenter->sendToSuccessors();
}

void TrackingWindow::showSheet(const TrackingSheet &sheet)
{
    setWindowTitle(tr("Track receipts – %1").arg(sheet.title));
    m_title->setText(sheet.number.isEmpty() ? sheet.title : tr("%1\n%2").arg(sheet.title, sheet.number));
    const exchange::DeliverySummary &summary = sheet.tracking.summary;
    QStringList parts{tr("%1/%2 signed for").arg(summary.signedFor).arg(summary.total),
        tr("%1 delivered").arg(summary.delivered), tr("%1 registered").arg(summary.registered)};
    if (summary.recalled > 0)
        parts.append(tr("%1 recalled").arg(summary.recalled));
    if (summary.returned > 0)
        parts.append(tr("%1 returned").arg(summary.returned));
    if (sheet.tracking.unanswerable > 0)
        parts.append(tr("%1 of retired units").arg(sheet.tracking.unanswerable));
    m_summary->setText(summary.total == 0 ? tr("This document has not been dispatched yet.") : parts.join(u" · "_s));
    QList<QStringList> rows;
    for (const core::TrackingLine &line : sheet.tracking.lines)
        rows.append(rowOf(line));
    m_table->setRows(rows);
    m_copy->setEnabled(!rows.isEmpty());
    m_open = summary.notSignedFor.size();
    m_conclude->setVisible(!sheet.task.isEmpty());
    m_recallable = sheet.recallable.size();
    m_reason->setVisible(m_recallable > 0);
    m_recall->setVisible(m_recallable > 0);
    m_add->setVisible(sheet.maySend);
    m_urge->setVisible(!sheet.urgeable.isEmpty());
    const QString successors = sheet.successorNames.join(u'、');
    m_isSuccessorAsked = m_isSuccessorAsked && successors == m_successors; // What was asked was asked of others.
    m_successors = successors;
    m_toSuccessors->setVisible(!successors.isEmpty());
}

QString TrackingWindow::remarkOf(const core::TrackingLine &line) const
{
    const Instant now = m_presenter->clock().now();
    const auto &receipts = line.delivery.receipts;
    QStringList remarks;
    if (line.heldUntil && *line.heldUntil > now)
        remarks.append(tr("goes out at %1").arg(timeWords(*line.heldUntil, now)));
    if (line.wait)
        remarks.append(waitWords(*line.wait, now));
    if (line.urged && !line.delivery.isAnswered())
        remarks.append(tr("urged %n times, at last %1", nullptr, line.urges).arg(timeWords(line.urged->time, now)));
    const auto returned = receipts.constFind(ReceiptKind::Returned);
    if (returned != receipts.constEnd() && returned->isByServer())
        remarks.append(tr("Not delivered, %1: %2")
                           .arg(timeWords(returned->time, now),
                               sentenceFor(Error{ErrorCode::NotAllowed, returned->reason.toLatin1(), {}})));
    else if (returned != receipts.constEnd())
        remarks.append(tr("%1, %2: %3").arg(returned->memberName, timeWords(returned->time, now), returned->reason));
    if (line.wasRecalledTooLate())
        remarks.append(line.delivery.isAnswered() ? tr("answered already, could not be recalled")
                                                  : tr("it was too late to recall it"));
    else if (line.recall)
        remarks.append(tr("%1 recalled it, %2: %3")
                           .arg(line.recall->memberName, timeWords(line.recall->time, now), line.recall->reason));
    const bool isUndeliverable =
        line.delivery.ruled && line.delivery.ruled->kind == exchange::RulingKind::Undeliverable;
    if (isUndeliverable || line.willNotAnswer())
        remarks.append(line.successor ? tr("The unit is retired; its successor is %1").arg(line.successorName)
                                      : tr("The unit is retired"));
    return remarks.join(tr("; "));
}

QStringList TrackingWindow::rowOf(const core::TrackingLine &line) const
{
    const auto &receipts = line.delivery.receipts;
    const Instant now = m_presenter->clock().now();
    QStringList row{line.unitName, channelWords(line.channel), stageWords(line.delivery.stage()), {}, {}, {}};
    const bool isHeld = line.heldUntil && *line.heldUntil > now;
    const exchange::DeliveryStage stage = line.delivery.stage();
    if (isHeld && (stage == exchange::DeliveryStage::Queued || stage == exchange::DeliveryStage::Accepted))
        row[State] = tr("Not delivered: to be sent later");
    if (line.willNotAnswer())
        row[State] = tr("%1, unit retired").arg(row.at(State));
    const auto signedFor = receipts.constFind(ReceiptKind::SignedFor);
    if (signedFor != receipts.constEnd()) {
        row[Who] = signedFor->memberName;
        row[When] = timeWords(signedFor->time, now);
    }
    row[Remark] = remarkOf(line);
    return row;
}

void TrackingWindow::conclude()
{
    // It cannot be taken back: whoever does it while some have not signed for it says so twice.
    if (m_open > 0 && !m_isAsked) {
        m_isAsked = true;
        m_notice->showNotice(NoticeStrip::Mood::Caution,
            tr("%n recipients have not signed for it yet. Press “Conclude” once more to conclude it all the same.",
                nullptr, static_cast<int>(m_open)));
        return;
    }
    m_notice->clear();
    m_presenter->conclude();
}

} // namespace wenyi::ui
