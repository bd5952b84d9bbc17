// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/signing/SigningDialog.h"

#include "client/ui/exchange/VerifyPanel.h"
#include "client/ui/handling/FurtherActsMenu.h"
#include "client/ui/incoming/ArrivedAttachments.h"
#include "client/ui/keys/TokenNotice.h"
#include "client/ui/signing/Phrases.h"
#include "client/ui/text/ActWords.h"
#include "client/ui/text/StandingWords.h"
#include "client/ui/text/Wording.h"
#include "client/ui/viewer/DocumentViewer.h"
#include "client/ui/widgets/FieldForm.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QTreeWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {
constexpr QStringView GoesOnKey = u"signing/goesOn";
} // namespace

SigningDialog::SigningDialog(std::unique_ptr<SigningPresenter> presenter, QString act,
    std::unique_ptr<ArrivedAttachments> attachments, QWidget *parent, std::shared_ptr<SigningSeries> series)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_act(std::move(act))
    , m_notice(new NoticeStrip(this))
    , m_verify(new VerifyPanel(m_presenter->clock(), this))
    , m_pages(new DocumentViewer(this))
    , m_title(plainLabel({}, LabelWrap::Wraps, this))
    , m_facts(plainLabel({}, LabelWrap::Wraps, this))
    , m_attachments(attachments.release())
    , m_history(new QTreeWidget(this))
    , m_fieldsPlace(new QVBoxLayout)
    , m_phrases(new QComboBox(this))
    , m_opinion(new QPlainTextEdit(this))
    , m_pinLabel(plainLabel(tr("&PIN"), LabelWrap::OneLine, this))
    , m_pin(new PinEdit(this))
    , m_buttons(new QWidget(this))
    , m_goesOn(new QCheckBox(this))
    , m_buttonRow(new QHBoxLayout(m_buttons))
    , m_series(std::move(series))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Handle"));
    m_attachments->setParent(this);
    buildLayout();
    addSeries();
    connect(m_presenter.get(), &SigningPresenter::loaded, this, &SigningDialog::showSheet);
    connect(m_presenter.get(), &SigningPresenter::failed, this, &SigningDialog::refuse);
    connect(m_presenter.get(), &SigningPresenter::busyChanged, this, &SigningDialog::setBusy);
    connect(m_presenter.get(), &SigningPresenter::done, this, &SigningDialog::finish);
    m_presenter->load();
}

SigningDialog::~SigningDialog() = default;

void SigningDialog::buildLayout()
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

    auto *right = new QWidget(this);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(8, 0, 0, 0);
    rightLayout->addWidget(scroll, 1);
    addDecision(rightLayout);
    auto *token = new TokenNotice(m_presenter->session(), {core::keyfile::PersonalSigning.toString()}, this);
    token->hold(m_pin);
    rightLayout->addWidget(m_notice);
    rightLayout->addWidget(token);
    rightLayout->addWidget(m_goesOn);
    rightLayout->addWidget(m_buttons);
    m_buttonRow->setContentsMargins(0, 6, 0, 0);

    auto *splitter = new QSplitter(this);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(splitter);
    resize(1180, 780);
}

void SigningDialog::addDecision(QVBoxLayout *layout)
{
    auto *opinionRow = new QHBoxLayout;
    QLabel *opinionLabel = plainLabel(tr("&Opinion"), LabelWrap::OneLine, this);
    opinionLabel->setBuddy(m_opinion);
    opinionRow->addWidget(opinionLabel);
    opinionRow->addStretch();
    opinionRow->addWidget(m_phrases);
    layout->addLayout(opinionRow);
    layout->addWidget(m_opinion);
    auto *pinRow = new QHBoxLayout;
    pinRow->addWidget(m_pinLabel);
    pinRow->addWidget(m_pin, 1);
    layout->addLayout(pinRow);
}

QWidget *SigningDialog::buildRightSide()
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_facts->setAccessibleName(tr("What is signed"));
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_history->setAccessibleName(tr("History and opinions"));
    m_history->setHeaderLabels({tr("Who"), tr("Step"), tr("Opinion"), tr("When"), tr("Signature")});
    m_history->setRootIsDecorated(false);
    m_history->setWordWrap(true);
    m_history->setMinimumHeight(140);
    m_phrases->setAccessibleName(tr("Common phrases"));
    m_phrases->addItem(tr("Common phrases …"));
    m_phrases->addItems(commonPhrases());
    m_opinion->setAccessibleName(tr("Opinion"));
    m_opinion->setTabChangesFocus(true);
    m_opinion->setFixedHeight(fontMetrics().lineSpacing() * 5);
    connect(m_phrases, &QComboBox::activated, this, [this](int index) {
        if (index > 0)
            m_opinion->insertPlainText(m_phrases->itemText(index));
        m_phrases->setCurrentIndex(0);
        m_opinion->setFocus();
    });
    m_pinLabel->setBuddy(m_pin);

    auto *side = new QWidget(this);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 6, 0);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addWidget(m_attachments);
    layout->addWidget(m_history, 1);
    layout->addLayout(m_fieldsPlace);
    return side;
}

void SigningDialog::showSheet(const RecordSheet &sheet)
{
    m_title->setText(sheet.title);
    QStringList facts;
    if (sheet.incoming) {
        facts.append(tr("From: %1").arg(sheet.incoming->sender));
        m_attachments->showFiles(sheet.incoming->attachments);
    }
    if (!sheet.number.isEmpty())
        facts.append(tr("Number: %1").arg(sheet.number));
    if (sheet.scene)
        facts.append(tr("Pages: %1").arg(sheet.scene->pages.size()));
    facts.append(tr("Digest (SM3): %1 …").arg(shortDigest(sheet.digest)));
    m_facts->setText(facts.join(u'\n'));
    m_pages->pages().setEmptySentence(tr("This record has no page to show."));
    m_pages->showRecord(sheet);
    if (sheet.verdict)
        m_verify->showVerdict(*sheet.verdict);
    if (sheet.fault)
        m_notice->showError(*sheet.fault);
    showHistory(sheet);
    const core::PossibleAct *chosen = nullptr;
    for (const core::PossibleAct &possible : sheet.view.possible) {
        if (!chosen || (!m_act.isEmpty() && possible.possible.rules.act == m_act))
            chosen = &possible;
    }
    if (chosen) {
        showTask(sheet, *chosen);
        return;
    }
    m_notice->showNotice(NoticeStrip::Mood::Caution, tr("There is nothing for you to do here."));
    clearButtons();
    addLeaving();
}

/// Of what is no step of the process its kind.
QString SigningDialog::stepWord(const core::HistoryLine &line)
{
    if (line.step.kind == modules::ActionKind::Circulate)
        return tr("Circulated");
    if (line.step.kind == modules::ActionKind::MarkRead)
        return tr("Read");
    const QString further = furtherActWord(line.step.kind);
    if (!further.isEmpty() && line.step.kind != modules::ActionKind::ReturnTo) {
        QStringList words{further, line.stepName, line.otherNames.join(u'、')};
        words.removeAll(QString());
        return words.join(u' ');
    }
    return line.stepName.isEmpty() ? line.actName : line.stepName;
}

void SigningDialog::showHistory(const RecordSheet &sheet)
{
    m_history->clear();
    for (const core::HistoryLine &line : sheet.view.history) {
        QString step = stepWord(line);
        if (!line.returnedToName.isEmpty())
            step = tr("%1: returned to %2").arg(step, line.returnedToName);
        else if (!line.outcomeName.isEmpty())
            step = tr("%1: %2").arg(step, line.outcomeName);
        auto *item = new QTreeWidgetItem(
            m_history, {line.by(), step, line.step.opinion.words, timeWords(line.step.at, m_presenter->clock().now())});
        showWorth(sheet.acts, line.step.entry, *item);
    }
    for (int column = 0; column < m_history->columnCount(); ++column)
        m_history->resizeColumnToContents(column);
}

void SigningDialog::showWorth(const QList<core::JudgedAct> &acts, const Digest &entry, QTreeWidgetItem &item) const
{
    const auto act = std::find_if(
        acts.begin(), acts.end(), [&entry](const core::JudgedAct &one) { return one.step.entry == entry; });
    if (act == acts.end())
        return; // Nobody had to sign it.
    constexpr int Column = 4;
    const QString sentence = actSentence(act->verdict, m_presenter->clock().now());
    item.setText(Column, actMark(act->verdict.conclusion));
    item.setToolTip(Column, sentence.toHtmlEscaped());
    item.setData(Column, Qt::AccessibleTextRole, sentence);
}

void SigningDialog::showTask(const RecordSheet &sheet, const core::PossibleAct &possible)
{
    const modules::TaskRules &rules = possible.possible.rules;
    m_task = possible.possible.task.id;
    setWindowTitle(tr("%1 – %2").arg(possible.stepName, sheet.title));
    QStringList fields = rules.required + rules.editable;
    fields.removeDuplicates();
    fields.removeIf([&](const QString &field) { return sheet.drawn.contains(field); });
    delete m_fields;
    const QDate today = toDateTime(m_presenter->clock().now()).toLocalTime().date();
    m_fields = new FieldForm({sheet.form, fields, rules.required, sheet.view.record.values(), today}, this);
    m_fields->setVisible(!fields.isEmpty());
    m_fieldsPlace->addWidget(m_fields);
    const bool isSigned = rules.signature == modules::SignatureRule::Personal;
    m_pin->setVisible(isSigned);
    m_pinLabel->setVisible(isSigned);
    m_opinion->setPlaceholderText(rules.opinion == modules::OpinionRule::Required ? tr("An opinion is required here.")
                                                                                  : tr("An opinion, if there is one."));
    addButtons(sheet, possible);
    m_opinion->setFocus();
}

void SigningDialog::addButtons(const RecordSheet &sheet, const core::PossibleAct &possible)
{
    clearButtons();
    for (const modules::NamedWord &outcome : possible.outcomes) {
        QPushButton *button = addButton(outcome.name);
        button->setObjectName(u"outcome-"_s + outcome.id);
        connect(button, &QPushButton::clicked, this, [this, id = outcome.id] {
            decide({modules::ActionKind::Complete, m_task, id, {}, {}, {}});
        });
    }
    if (!possible.returnTargets.isEmpty()) {
        QPushButton *button = addButton(tr("&Return"));
        button->setObjectName(u"return"_s);
        auto *menu = new QMenu(button);
        for (const modules::NamedWord &target : possible.returnTargets) {
            QAction *action = menu->addAction(tr("to %1").arg(target.name));
            connect(action, &QAction::triggered, this, [this, id = target.id] {
                decide({modules::ActionKind::ReturnTo, m_task, {}, id, {}, {}});
            });
        }
        button->setMenu(menu);
    }
    if (!sheet.standing.acts.isEmpty())
        addFurtherActs(sheet, addButton(tr("M&ore")));
    addLeaving();
}

void SigningDialog::clearButtons()
{
    while (QLayoutItem *item = m_buttonRow->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QPushButton *SigningDialog::addButton(const QString &words)
{
    auto *button = new QPushButton(words, m_buttons);
    button->setAutoDefault(false); // Enter never approves.
    m_buttonRow->addWidget(button);
    return button;
}

void SigningDialog::addLeaving()
{
    m_buttonRow->addStretch();
    if (m_series && m_series->left() > 0) {
        QPushButton *skip = addButton(tr("S&kip"));
        skip->setObjectName(u"skip"_s);
        connect(skip, &QPushButton::clicked, this, [this] {
            m_isLeft = true;
            reject();
            Q_EMIT nextWanted();
        });
    }
    connect(addButton(tr("&Close")), &QPushButton::clicked, this, &QDialog::reject);
}

void SigningDialog::addFurtherActs(const RecordSheet &sheet, QPushButton *button)
{
    auto *menu = new FurtherActsMenu(m_presenter->session(), this);
    menu->offer(sheet);
    button->setObjectName(u"more"_s);
    button->setMenu(menu);
    // What is shown here is not where the record stands any more.
    connect(menu, &FurtherActsMenu::performed, this, &QDialog::accept);
    connect(button, &QObject::destroyed, menu, &QObject::deleteLater);
}

void SigningDialog::decide(Decision decision)
{
    m_notice->clear();
    decision.opinion = m_opinion->toPlainText().trimmed();
    if (decision.kind == modules::ActionKind::Complete && m_fields)
        decision.values = m_fields->changes();
    SecretBytes pin = m_pin->takePin();
    if (pin.isEmpty() && m_series && m_series->hasPin() && !m_pin->isHidden())
        pin = m_series->pin();
    m_tried = pin.clone();
    m_presenter->decide(decision, std::move(pin));
}

void SigningDialog::addSeries()
{
    if (m_series && m_series->hasPin())
        m_pin->setPlaceholderText(tr("Typed before; it holds for this one too"));
    m_goesOn->setObjectName(u"goesOn"_s);
    const qsizetype left = m_series ? m_series->left() : 0;
    m_goesOn->setVisible(left > 0);
    if (left == 0)
        return;
    m_goesOn->setText(tr("Go on with the &next one (%n left)", nullptr, static_cast<int>(left)));
    const QSettings kept(QSettings::IniFormat, QSettings::UserScope, u"wenyi"_s, u"wenyi"_s);
    m_goesOn->setChecked(kept.value(GoesOnKey.toString()).toBool());
    connect(m_goesOn, &QCheckBox::toggled, this, [](bool goesOn) {
        QSettings(QSettings::IniFormat, QSettings::UserScope, u"wenyi"_s, u"wenyi"_s)
            .setValue(GoesOnKey.toString(), goesOn);
    });
}

void SigningDialog::finish()
{
    const bool goesOn = m_series && m_series->left() > 0 && m_goesOn->isChecked();
    if (goesOn && !m_tried.isEmpty())
        m_series->keepPin(m_tried);
    m_tried = SecretBytes();
    m_isLeft = goesOn;
    accept();
    if (goesOn)
        Q_EMIT nextWanted();
}

void SigningDialog::refuse(const Error &error)
{
    m_tried = SecretBytes();
    forgetPin(); // Whatever it was: the next try is by what is typed.
    m_notice->showError(error);
}

void SigningDialog::forgetPin()
{
    if (!m_series || !m_series->hasPin())
        return;
    m_series->forgetPin();
    m_pin->setPlaceholderText({});
}

void SigningDialog::hideEvent(QHideEvent *event)
{
    if (!m_isLeft)
        forgetPin();
    QDialog::hideEvent(event);
}

void SigningDialog::setBusy(bool busy)
{
    m_buttons->setDisabled(busy);
    m_pin->setDisabled(busy);
    m_opinion->setDisabled(busy);
}

} // namespace wenyi::ui
