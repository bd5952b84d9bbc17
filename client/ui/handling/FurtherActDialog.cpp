// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/handling/FurtherActDialog.h"

#include "client/ui/text/StandingWords.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

using modules::ActionKind;

namespace {
constexpr qsizetype EasilySeen = 10; ///< More names than these are filtered.
}

FurtherActDialog::FurtherActDialog(std::unique_ptr<FurtherActPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_filter(new QLineEdit(this))
    , m_choice(new QListWidget(this))
    , m_words(new QPlainTextEdit(this))
    , m_isFinal(new QCheckBox(tr("It is fi&nal, and I want it"), this))
    , m_notice(new NoticeStrip(this))
    , m_perform(new QPushButton(furtherActName(m_presenter->act().kind), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    const core::FurtherAct &act = m_presenter->act();
    setWindowTitle(tr("%1 – %2").arg(furtherActWord(act.kind), m_presenter->title()));
    auto *layout = new QVBoxLayout(this);
    QLabel *title = plainLabel(tr("“%1”").arg(m_presenter->title()), LabelWrap::Wraps, this);
    QFont bold = font();
    bold.setBold(true);
    title->setFont(bold);
    layout->addWidget(title);
    if (!act.stepName.isEmpty())
        layout->addWidget(plainLabel(act.holder.isEmpty() ? tr("Step: %1").arg(act.stepName)
                                                          : tr("Step: %1, %2").arg(act.stepName, act.holder),
            LabelWrap::Wraps, this));
    layout->addWidget(plainLabel(furtherActSentence(act.kind), LabelWrap::Wraps, this));
    addChoice(layout);
    addWords(layout);
    m_isFinal->setObjectName(u"isFinal"_s);
    m_isFinal->setVisible(act.kind == ActionKind::Terminate);
    layout->addWidget(m_isFinal);
    layout->addWidget(m_notice);
    addButtons(layout);
    connect(m_isFinal, &QCheckBox::toggled, this, &FurtherActDialog::updateButton);
    connect(m_presenter.get(), &FurtherActPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(m_presenter.get(), &FurtherActPresenter::busyChanged, this, &FurtherActDialog::setBusy);
    connect(m_presenter.get(), &FurtherActPresenter::done, this, &QDialog::accept);
    updateButton();
    const bool mustChoose = m_choice->count() > 0 && m_choice->selectedItems().isEmpty();
    QWidget *first = m_words->isHidden() ? static_cast<QWidget *>(m_perform) : m_words;
    if (mustChoose)
        first = m_choice;
    first->setFocus();
    resize(520, sizeHint().height());
}

FurtherActDialog::~FurtherActDialog() = default;

void FurtherActDialog::addChoice(QVBoxLayout *layout)
{
    const core::FurtherAct &act = m_presenter->act();
    const bool isOfSteps = act.kind == ActionKind::ReturnTo;
    const QList<modules::NamedWord> &words = isOfSteps ? act.steps : act.people;
    QLabel *label = plainLabel(isOfSteps ? tr("Earlier ste&p") : tr("Peo&ple"), LabelWrap::OneLine, this);
    label->setBuddy(m_choice);
    m_choice->setObjectName(u"choice"_s);
    m_choice->setAccessibleName(isOfSteps ? tr("Earlier step") : tr("People"));
    m_choice->setTabKeyNavigation(false);
    for (const modules::NamedWord &word : words) {
        auto *item = new QListWidgetItem(word.name, m_choice);
        item->setData(Qt::UserRole, word.id);
        if (act.kind == ActionKind::AddSigner)
            item->setCheckState(Qt::Unchecked);
    }
    // A person is never chosen beforehand unless there is no other.
    if (act.kind != ActionKind::AddSigner && (words.size() == 1 || (isOfSteps && !words.isEmpty())))
        m_choice->setCurrentRow(0);
    const int rows = static_cast<int>(std::min(words.size(), EasilySeen));
    m_choice->setMinimumHeight((rows + 1) * (fontMetrics().lineSpacing() + 4));
    m_filter->setObjectName(u"filterPeople"_s);
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter by name or post"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setVisible(words.size() > EasilySeen);
    label->setVisible(!words.isEmpty());
    m_choice->setVisible(!words.isEmpty());
    connect(m_filter, &QLineEdit::textChanged, this, &FurtherActDialog::filterChoice);
    layout->addWidget(label);
    layout->addWidget(m_filter);
    layout->addWidget(m_choice, 1);
}

void FurtherActDialog::addWords(QVBoxLayout *layout)
{
    const ActionKind kind = m_presenter->act().kind;
    QLabel *label =
        plainLabel(core::wantsReason(kind) ? tr("Reas&on") : tr("W&ords, if any"), LabelWrap::OneLine, this);
    label->setBuddy(m_words);
    m_words->setObjectName(u"words"_s);
    m_words->setAccessibleName(core::wantsReason(kind) ? tr("Reason") : tr("Words"));
    m_words->setTabChangesFocus(true);
    m_words->setFixedHeight(fontMetrics().lineSpacing() * 4);
    if (kind == ActionKind::Urge)
        m_words->setPlainText(tr("Please handle this soon."));
    label->setVisible(kind != ActionKind::Withdraw);
    m_words->setVisible(kind != ActionKind::Withdraw);
    layout->addWidget(label);
    layout->addWidget(m_words);
}

void FurtherActDialog::addButtons(QVBoxLayout *layout)
{
    auto *row = new QHBoxLayout;
    auto *close = new QPushButton(tr("&Close"), this);
    m_perform->setObjectName(u"perform"_s);
    for (QPushButton *button : {m_perform, close}) // Enter does nothing by itself.
        button->setAutoDefault(false);
    row->addStretch();
    row->addWidget(m_perform);
    row->addWidget(close);
    layout->addLayout(row);
    connect(m_perform, &QPushButton::clicked, this, &FurtherActDialog::perform);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
}

void FurtherActDialog::filterChoice(const QString &words)
{
    for (int row = 0; row < m_choice->count(); ++row) {
        QListWidgetItem *item = m_choice->item(row);
        // Who was ticked stays in view, and who is out of view is not chosen.
        const bool isTicked = item->data(Qt::CheckStateRole).toInt() == Qt::Checked;
        item->setHidden(!isTicked && !item->text().contains(words.trimmed(), Qt::CaseInsensitive));
        if (item->isHidden())
            item->setSelected(false);
    }
}

QStringList FurtherActDialog::chosen() const
{
    QStringList ids;
    for (int row = 0; row < m_choice->count(); ++row) {
        const QListWidgetItem *item = m_choice->item(row);
        const QVariant tick = item->data(Qt::CheckStateRole);
        if (tick.isValid() ? tick.toInt() == Qt::Checked : item->isSelected())
            ids.append(item->data(Qt::UserRole).toString());
    }
    return ids;
}

void FurtherActDialog::perform()
{
    m_notice->clear();
    m_presenter->perform(chosen(), m_words->toPlainText().trimmed());
}

void FurtherActDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    m_choice->setDisabled(busy);
    m_words->setDisabled(busy);
    updateButton();
}

void FurtherActDialog::updateButton()
{
    // isHidden(), not isVisible(): the dialog itself may not be shown yet.
    m_perform->setEnabled(!m_isBusy && (m_isFinal->isHidden() || m_isFinal->isChecked()));
}

} // namespace wenyi::ui
