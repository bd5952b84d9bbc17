// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/lock/LockScreen.h"

#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"
#include "shared/crypto/KeyFile.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

LockScreen::LockScreen(std::unique_ptr<LockPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_pin(new PinEdit(this))
    , m_attempts(plainLabel({}, LabelWrap::OneLine, this))
    , m_notice(new NoticeStrip(this))
    , m_unlock(new QPushButton(tr("&Unlock"), this))
    , m_other(new QPushButton(tr("&Other member"), this))
{
    setWindowTitle(tr("Wenyi – locked"));
    buildLayout();
    connect(m_unlock, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        m_presenter->reopen(m_pin->takePin());
    });
    connect(m_other, &QPushButton::clicked, this, &LockScreen::otherMemberWanted);
    connect(
        m_pin, &QLineEdit::textChanged, this, [this](const QString &text) { m_unlock->setDisabled(text.isEmpty()); });
    connect(m_presenter.get(), &LockPresenter::attemptsCounted, this, [this](int left) {
        m_attempts->setText(left == crypto::KeyFile::AllowedAttempts ? QString() : tr("%1 attempts left").arg(left));
    });
    connect(m_presenter.get(), &LockPresenter::busyChanged, this, &LockScreen::setBusy);
    connect(m_presenter.get(), &LockPresenter::failed, m_notice, &NoticeStrip::showError);
    m_unlock->setEnabled(false);
    m_presenter->countAttempts();
}

LockScreen::~LockScreen() = default;

void LockScreen::buildLayout()
{
    const SessionFacts &facts = m_presenter->facts();
    auto *unit = plainLabel(facts.unitName, LabelWrap::Wraps, this);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    unit->setFont(large);
    unit->setAlignment(Qt::AlignCenter);
    auto *words =
        plainLabel(tr("The session is locked. Open windows and what was typed are kept."), LabelWrap::Wraps, this);
    words->setAlignment(Qt::AlignCenter);
    const QString who = facts.post.isEmpty() ? facts.memberName : tr("%1 (%2)").arg(facts.memberName, facts.post);
    m_unlock->setDefault(true);
    m_unlock->setObjectName(u"reopen"_s);
    m_other->setAutoDefault(false);
    m_other->setObjectName(u"otherMember"_s);
    m_other->setToolTip(tr("Ends this session; drafts are kept, other windows close."));
    m_pin->setMinimumWidth(280);

    auto *form = new QFormLayout;
    form->addRow(tr("Member"), plainLabel(who, LabelWrap::OneLine, this));
    form->addRow(tr("&PIN"), m_pin);
    form->addRow(QString(), m_attempts);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_unlock, QDialogButtonBox::ActionRole);
    buttons->addButton(m_other, QDialogButtonBox::ActionRole);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->setContentsMargins(28, 24, 28, 20);
    layout->addWidget(unit);
    layout->addWidget(words);
    layout->addWidget(m_notice);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(460);
    m_pin->setFocus();
}

void LockScreen::setBusy(bool busy)
{
    m_pin->setDisabled(busy);
    m_other->setDisabled(busy);
    if (busy)
        m_unlock->setDisabled(true);
    else
        m_pin->setFocus();
}

void LockScreen::reject()
{
    m_notice->clear();
    m_pin->setFocus();
}

} // namespace wenyi::ui
