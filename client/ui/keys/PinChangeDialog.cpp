// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/keys/PinChangeDialog.h"

#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

PinChangeDialog::PinChangeDialog(std::unique_ptr<PinChangePresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
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
    layout->addWidget(
        plainLabel(tr("The new PIN is for all of your keys on this desktop. What you unlocked stays open."),
            LabelWrap::Wraps, this));
    layout->addWidget(m_notice);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(480);
}

void PinChangeDialog::weigh()
{
    const PinWorth worth = PinChangePresenter::worthOf(m_to->pin());
    m_worth->setText(worth.words);
    m_change->setEnabled(!m_isBusy && worth.isAllowed && !m_from->text().isEmpty() && !m_repeated->text().isEmpty());
}

void PinChangeDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_from, m_to, m_repeated, m_cancel})
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
    m_presenter->change(std::move(from), std::move(to), repeated);
}

void PinChangeDialog::reject()
{
    if (!m_isBusy)
        QDialog::reject();
}

} // namespace wenyi::ui
