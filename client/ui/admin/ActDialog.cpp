// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/ActDialog.h"

#include "client/ui/text/DirectoryWords.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

ActDialog::ActDialog(AuthorityPresenter &presenter, const QString &title, const QString &confirm, QWidget *parent)
    : QDialog(parent)
    , m_presenter(presenter)
    , m_facts(plainLabel({}, LabelWrap::Wraps, this))
    , m_notice(new NoticeStrip(this))
    , m_form(new QFormLayout)
    , m_pin(new PinEdit(this))
    , m_confirm(new QPushButton(confirm, this))
    , m_cancel(new QPushButton(tr("Cance&l"), this))
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    m_facts->setObjectName(u"facts"_s);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_pin->setObjectName(u"pin"_s);
    m_confirm->setObjectName(u"confirm"_s);
    m_confirm->setAutoDefault(false);
    m_cancel->setAutoDefault(false);
    m_form->addRow(tr("&PIN of the %1").arg(roleWords(presenter.role())), m_pin);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_confirm);
    buttons->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(22, 18, 22, 16);
    layout->setSpacing(12);
    layout->addWidget(m_facts);
    layout->addWidget(m_notice);
    layout->addLayout(m_form);
    layout->addStretch();
    layout->addLayout(buttons);
    setMinimumWidth(620);
    connect(m_pin, &QLineEdit::textChanged, this, &ActDialog::weigh);
    connect(m_cancel, &QPushButton::clicked, this, &ActDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        if (const auto isNew = checkNewFiles(*this); isNew)
            act(m_pin->takePin());
        else
            m_notice->showError(isNew.error());
    });
    connect(&presenter, &AuthorityPresenter::busyChanged, this, &ActDialog::setBusy);
    connect(&presenter, &AuthorityPresenter::actFailed, m_notice, &NoticeStrip::showError);
    connect(&presenter, &AuthorityPresenter::performed, this, &QDialog::accept);
}

ActDialog::~ActDialog() = default;

void ActDialog::setFacts(const QString &facts)
{
    m_facts->setText(facts);
}

void ActDialog::addRow(const QString &label, QWidget *field)
{
    // The PIN stays the last row.
    m_form->insertRow(m_form->rowCount() - (m_authorityPin ? 2 : 1), label, field);
}

QLineEdit *ActDialog::addWords(const QString &label)
{
    auto *words = new QLineEdit(this);
    words->setObjectName(u"words"_s);
    words->setMaxLength(core::RegisterAct::LongestWords);
    addRow(label, words);
    return words;
}

void ActDialog::addAuthorityPin()
{
    m_authorityPin = new PinEdit(this);
    m_authorityPin->setObjectName(u"authorityPin"_s);
    m_authorityPin->setAccessibleName(tr("PIN of the operating CA"));
    m_form->addRow(tr("PIN of the &operating CA"), m_authorityPin);
    connect(m_authorityPin, &QLineEdit::textChanged, this, &ActDialog::weigh);
}

SecretBytes ActDialog::takeAuthorityPin()
{
    return m_authorityPin->takePin();
}

void ActDialog::weigh()
{
    const bool hasPins = !m_pin->text().isEmpty() && (!m_authorityPin || !m_authorityPin->text().isEmpty());
    m_confirm->setEnabled(!m_isBusy && hasPins && isComplete());
}

void ActDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    m_pin->setDisabled(busy);
    if (m_authorityPin)
        m_authorityPin->setDisabled(busy);
    m_cancel->setDisabled(busy);
    weigh();
}

void ActDialog::reject()
{
    if (!m_isBusy)
        QDialog::reject();
}

} // namespace wenyi::ui
