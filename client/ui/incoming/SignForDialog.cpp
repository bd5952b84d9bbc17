// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/incoming/SignForDialog.h"

#include "client/core/exchange/ReceiptService.h"
#include "client/ui/exchange/VerifyPanel.h"
#include "client/ui/incoming/ArrivedAttachments.h"
#include "client/ui/keys/TokenNotice.h"
#include "client/ui/text/Wording.h"
#include "client/ui/viewer/DocumentViewer.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QFormLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

SignForDialog::SignForDialog(
    std::unique_ptr<SigningPresenter> presenter, std::unique_ptr<ArrivedAttachments> attachments, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_notice(new NoticeStrip(this))
    , m_verify(new VerifyPanel(m_presenter->clock(), this))
    , m_pages(new DocumentViewer(this))
    , m_title(plainLabel({}, LabelWrap::Wraps, this))
    , m_facts(new QFormLayout)
    , m_attachments(attachments.release())
    , m_reason(new QPlainTextEdit(this))
    , m_pin(new PinEdit(this))
    , m_signFor(new QPushButton(tr("&Sign for"), this))
    , m_return(new QPushButton(tr("&Return to sender"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Sign for"));
    m_attachments->setParent(this);
    buildDecision();
    buildLayout();
    connect(m_presenter.get(), &SigningPresenter::loaded, this, &SignForDialog::showSheet);
    connect(m_presenter.get(), &SigningPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(m_presenter.get(), &SigningPresenter::busyChanged, this, &SignForDialog::setBusy);
    connect(m_presenter.get(), &SigningPresenter::done, this, &QDialog::accept);
    m_presenter->load();
}

SignForDialog::~SignForDialog() = default;

void SignForDialog::buildDecision()
{
    m_reason->setAccessibleName(tr("Reason for returning it"));
    m_reason->setPlaceholderText(tr("Only for returning it: the sender reads this."));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(m_reason->fontMetrics().lineSpacing() * 3 + 14);
    m_signFor->setObjectName(u"signFor"_s);
    m_return->setObjectName(u"returnToSender"_s);
    for (QPushButton *button : {m_signFor, m_return})
        button->setAutoDefault(false); // Enter neither signs for nor returns.
    connect(m_pin, &QLineEdit::textChanged, this, [this] { setBusy(m_isBusy); });
    connect(m_reason, &QPlainTextEdit::textChanged, this, [this] { setBusy(m_isBusy); });
    connect(m_signFor, &QPushButton::clicked, this, [this] { decide(core::SignForOutcome); });
    connect(m_return, &QPushButton::clicked, this, [this] { decide(core::ReturnOutcome); });
}

void SignForDialog::buildLayout()
{
    auto *left = new QWidget(this);
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->addWidget(m_verify);
    leftLayout->addWidget(m_pages, 1);
    m_pages->setVerifyPanel(m_verify);

    auto *scroll = new QScrollArea(this);
    scroll->setWidget(buildRightSide());
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(380);

    auto *close = new QPushButton(tr("&Close"), this);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_signFor);
    buttons->addWidget(m_return);
    buttons->addStretch();
    buttons->addWidget(close);
    auto *right = new QWidget(this);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(8, 0, 0, 0);
    rightLayout->addWidget(scroll, 1);
    auto *token = new TokenNotice(m_presenter->session(), {core::keyfile::PersonalSigning.toString()}, this);
    token->hold(m_pin);
    rightLayout->addWidget(m_notice);
    rightLayout->addWidget(token);
    rightLayout->addLayout(buttons);

    auto *splitter = new QSplitter(this);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(splitter);
    resize(1180, 780);
}

QWidget *SignForDialog::buildRightSide()
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setAccessibleName(tr("What is signed for"));
    m_facts->setLabelAlignment(Qt::AlignLeft);
    auto *side = new QWidget(this);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 6, 0);
    layout->setSpacing(10);
    layout->addWidget(m_title);
    layout->addLayout(m_facts);
    layout->addWidget(m_attachments);
    layout->addStretch(1);
    auto *decision = new QFormLayout;
    QLabel *reasonLabel = plainLabel(tr("R&eason for returning it"), LabelWrap::OneLine, side);
    reasonLabel->setBuddy(m_reason);
    QLabel *pinLabel = plainLabel(tr("&PIN"), LabelWrap::OneLine, side);
    pinLabel->setBuddy(m_pin);
    decision->addRow(reasonLabel);
    decision->addRow(m_reason);
    decision->addRow(pinLabel, m_pin);
    layout->addLayout(decision);
    return side;
}

void SignForDialog::showSheet(const RecordSheet &sheet)
{
    setWindowTitle(tr("Sign for – %1").arg(sheet.title));
    m_title->setText(sheet.title);
    m_pages->pages().setEmptySentence(tr("This record has no page to show."));
    m_pages->showRecord(sheet);
    if (sheet.verdict)
        m_verify->showVerdict(*sheet.verdict);
    showFacts(sheet);
    findTask(sheet);
    if (sheet.fault)
        m_notice->showError(*sheet.fault);
    else if (sheet.incoming && sheet.incoming->recalled)
        showRecall(*sheet.incoming);
    else if (sheet.incoming && sheet.incoming->urged && !m_task.isEmpty())
        showUrge(*sheet.incoming);
    else if (m_task.isEmpty())
        m_notice->showNotice(NoticeStrip::Mood::Caution, tr("There is nothing for you to do here."));
    m_pin->setFocus();
    setBusy(m_isBusy);
}

void SignForDialog::showRecall(const core::IncomingFacts &facts)
{
    const exchange::DirectiveFacts &recall = *facts.recalled;
    m_notice->showNotice(NoticeStrip::Mood::Caution,
        tr("Recalled by %1 (%2), %3: %4. It can be neither signed for nor returned.")
            .arg(facts.sender, recall.memberName, timeWords(recall.time, m_presenter->clock().now()), recall.reason));
}

void SignForDialog::showUrge(const core::IncomingFacts &facts)
{
    const exchange::DirectiveFacts &urge = *facts.urged;
    const QString when = timeWords(urge.time, m_presenter->clock().now());
    m_notice->showNotice(NoticeStrip::Mood::Caution,
        urge.reason.isEmpty()
            ? tr("%1 (%2) urges you to sign for it, %3.").arg(facts.sender, urge.memberName, when)
            : tr("%1 (%2) urges you to sign for it, %3: %4").arg(facts.sender, urge.memberName, when, urge.reason));
}

void SignForDialog::showFacts(const RecordSheet &sheet)
{
    if (!sheet.incoming)
        return;
    const core::IncomingFacts &facts = *sheet.incoming;
    const Instant now = m_presenter->clock().now();
    const auto add = [this](const QString &label, const QString &value) {
        if (value.isEmpty())
            return;
        QLabel *shown = plainLabel(value, LabelWrap::Wraps, this);
        shown->setAccessibleName(label);
        shown->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        m_facts->addRow(plainLabel(label, LabelWrap::OneLine, this), shown);
    };
    add(tr("From"), facts.sender);
    add(tr("Number"), facts.number);
    add(tr("Kind"), facts.kind);
    add(tr("Urgency"), exchange::urgencyWord(facts.urgency));
    add(tr("Copy number"), facts.copyNumber);
    add(tr("Sent"), timeWords(facts.sent, now));
    if (facts.delivered)
        add(tr("Delivered"), timeWords(*facts.delivered, now));
    add(tr("Came by"), facts.channel == core::Channel::Server ? tr("network") : tr("USB stick"));
    if (sheet.scene)
        add(tr("Pages"), QString::number(sheet.scene->pages.size()));
    add(tr("Prints allowed"), QString::number(facts.printQuota));
    add(tr("Digest (SM3)"), tr("%1 …").arg(shortDigest(sheet.digest)));
    m_attachments->showFiles(facts.attachments);
}

void SignForDialog::findTask(const RecordSheet &sheet)
{
    m_task = {};
    for (const core::PossibleAct &possible : sheet.view.possible) {
        if (possible.possible.rules.act == core::SignForAct)
            m_task = possible.possible.task.id;
    }
}

void SignForDialog::decide(QStringView outcome)
{
    m_notice->clear();
    Decision decision;
    decision.task = m_task;
    decision.outcome = outcome.toString();
    if (outcome == core::ReturnOutcome)
        decision.opinion = m_reason->toPlainText().trimmed();
    m_presenter->decide(decision, m_pin->takePin());
}

void SignForDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    const bool canDecide = !busy && !m_task.isEmpty() && !m_pin->text().isEmpty();
    m_pin->setDisabled(busy);
    m_reason->setDisabled(busy);
    m_signFor->setEnabled(canDecide);
    m_return->setEnabled(canDecide && !m_reason->toPlainText().trimmed().isEmpty());
}

} // namespace wenyi::ui
