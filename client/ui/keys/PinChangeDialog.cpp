// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/keys/PinChangeDialog.h"

#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

PinChangeDialog::PinChangeDialog(std::unique_ptr<PinChangePresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_which(new QComboBox(this))
    , m_about(plainLabel({}, LabelWrap::Wraps, this))
    , m_from(new PinEdit(this))
    , m_to(new PinEdit(this))
    , m_repeated(new PinEdit(this))
    , m_worth(plainLabel({}, LabelWrap::Wraps, this))
    , m_notice(new NoticeStrip(this))
    , m_change(new QPushButton(tr("&Change"), this))
    , m_cancel(new QPushButton(tr("Cance&l"), this))
{
    setWindowTitle(tr("Change PIN"));
    setAttribute(Qt::WA_DeleteOnClose);
    buildLayout();
    for (PinEdit *edit : {m_from, m_to, m_repeated})
        connect(edit, &QLineEdit::textChanged, this, &PinChangeDialog::weigh);
    connect(m_change, &QPushButton::clicked, this, &PinChangeDialog::change);
    connect(m_cancel, &QPushButton::clicked, this, &PinChangeDialog::reject);
    connect(m_presenter.get(), &PinChangePresenter::busyChanged, this, &PinChangeDialog::setBusy);
    connect(m_presenter.get(), &PinChangePresenter::failed, m_notice, &NoticeStrip::showError);
    connect(m_presenter.get(), &PinChangePresenter::changed, this, &QDialog::accept);
    connect(m_presenter.get(), &PinChangePresenter::tokensRead, this, &PinChangeDialog::showTokens);
    m_presenter->readTokens();
    weigh();
    m_from->setFocus();
}

PinChangeDialog::~PinChangeDialog() = default;

void PinChangeDialog::buildLayout()
{
    const std::array<std::pair<PinEdit *, QString>, 3> rows{
        {{m_from, tr("&PIN so far")}, {m_to, tr("&New PIN")}, {m_repeated, tr("New PIN once &more")}}};
    auto *form = new QFormLayout;
    for (const auto &[edit, words] : rows) {
        edit->setMinimumWidth(260);
        edit->setAccessibleName(QString(words).remove(u'&'));
        form->addRow(words, edit);
        if (edit == m_to)
            form->addRow(QString(), m_worth);
    }
    m_from->setObjectName(u"pinSoFar"_s);
    m_to->setObjectName(u"newPin"_s);
    m_repeated->setObjectName(u"newPinRepeated"_s);
    m_worth->setObjectName(u"pinWorth"_s);
    // Room for two lines, so that nothing moves while somebody types.
    m_worth->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_worth->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_change, QDialogButtonBox::AcceptRole);
    buttons->addButton(m_cancel, QDialogButtonBox::RejectRole);
    m_change->setDefault(true);
    m_cancel->setAutoDefault(false);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->setContentsMargins(24, 20, 24, 18);
    buildChoice();
    layout->addWidget(m_which);
    layout->addWidget(m_about);
    layout->addWidget(m_notice);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(480);
}

void PinChangeDialog::buildChoice()
{
    m_which->setObjectName(u"whichPin"_s);
    m_which->setAccessibleName(tr("Which PIN"));
    m_which->addItem(tr("PIN of the key files on this desktop"));
    m_which->hide();
    m_about->setMinimumHeight(2 * fontMetrics().lineSpacing());
    connect(m_which, &QComboBox::currentIndexChanged, this, &PinChangeDialog::weigh);
}

QString PinChangeDialog::wordsOf(const TokenFacts &facts)
{
    const QString device = facts.token.place.device;
    if (!facts.standing)
        return facts.standing.error().reason == "token.no-device" ? tr("Token %1: not plugged in").arg(device)
                                                                  : tr("Token %1: does not answer").arg(device);
    const QString label = facts.standing->label;
    const QString name = label.isEmpty() || label == device ? device : tr("%1 (%2)").arg(label, device);
    if (facts.standing->attemptsLeft == 0)
        return tr("Token %1: locked").arg(name);
    if (facts.standing->attemptsLeft > 0)
        return tr("Token %1: %n attempts left", nullptr, facts.standing->attemptsLeft).arg(name);
    return facts.standing->isLow ? tr("Token %1: wrong PINs were given").arg(name) : tr("Token %1").arg(name);
}

void PinChangeDialog::showTokens(const QList<TokenFacts> &tokens)
{
    m_tokens = tokens;
    for (int i = 0; i < tokens.size(); ++i) {
        if (i + 1 < m_which->count())
            m_which->setItemText(i + 1, wordsOf(tokens.at(i)));
        else
            m_which->addItem(wordsOf(tokens.at(i)));
    }
    m_which->setVisible(!tokens.isEmpty());
    weigh();
}

const TokenFacts *PinChangeDialog::chosen() const
{
    const int index = m_which->currentIndex() - 1;
    return index >= 0 && index < m_tokens.size() ? &m_tokens.at(index) : nullptr;
}

void PinChangeDialog::weigh()
{
    const TokenFacts *token = chosen();
    m_about->setText(token ? tr("The new PIN is for this token alone, wherever it is used.")
                           : tr("The new PIN is for all of your keys on this desktop. What you unlocked stays open."));
    const SecretBytes pin = m_to->pin();
    const PinWorth worth = token ? PinChangePresenter::tokenWorthOf(pin) : PinChangePresenter::worthOf(pin);
    const bool isThere = !token || (token->standing && token->standing->attemptsLeft != 0);
    m_worth->setText(worth.words);
    m_change->setEnabled(
        !m_isBusy && isThere && worth.isAllowed && !m_from->text().isEmpty() && !m_repeated->text().isEmpty());
}

void PinChangeDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_which, m_from, m_to, m_repeated, m_cancel})
        widget->setDisabled(busy);
    weigh();
    if (!busy)
        m_from->setFocus();
}

void PinChangeDialog::change()
{
    m_notice->clear();
    SecretBytes from = m_from->takePin();
    SecretBytes to = m_to->takePin();
    const SecretBytes repeated = m_repeated->takePin();
    const TokenFacts *token = chosen();
    m_presenter->change(std::move(from), std::move(to), repeated, token ? std::optional(token->token) : std::nullopt);
}

void PinChangeDialog::reject()
{
    if (!m_isBusy)
        QDialog::reject();
}

} // namespace wenyi::ui
