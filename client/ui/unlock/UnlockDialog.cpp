// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/unlock/UnlockDialog.h"

#include "client/core/profile/StoreRecovery.h"
#include "client/ui/unlock/RecoverDialog.h"
#include "client/ui/unlock/UnblockDialog.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"
#include "shared/crypto/KeyFile.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

UnlockDialog::UnlockDialog(UnlockPresenter &presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(presenter)
    , m_unit(plainLabel({}, LabelWrap::Wraps, this))
    , m_members(new QComboBox(this))
    , m_pin(new PinEdit(this))
    , m_attempts(plainLabel({}, LabelWrap::Wraps, this))
    , m_notice(new NoticeStrip(this))
    , m_unlock(new QPushButton(tr("&Unlock"), this))
    , m_unblock(new QPushButton(tr("Un&block a key …"), this))
    , m_recover(new QPushButton(tr("&Recover the store …"), this))
{
    setWindowTitle(tr("Wenyi – unlock"));
    buildLayout();
    connect(m_unlock, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        m_presenter.unlock(chosen(), m_pin->takePin());
    });
    connect(m_unblock, &QPushButton::clicked, this, &UnlockDialog::unblock);
    connect(m_recover, &QPushButton::clicked, this, &UnlockDialog::recover);
    const auto enable = [this] { m_unlock->setEnabled(!m_pin->text().isEmpty() && m_members->currentIndex() >= 0); };
    connect(m_pin, &QLineEdit::textChanged, this, enable);
    connect(m_members, &QComboBox::currentIndexChanged, this, [this, enable] {
        enable();
        showAttempts();
    });
    connect(&m_presenter, &UnlockPresenter::desktopRead, this, &UnlockDialog::showDesktop);
    connect(&m_presenter, &UnlockPresenter::busyChanged, this, &UnlockDialog::setBusy);
    connect(&m_presenter, &UnlockPresenter::failed, this, [this](const Error &error) {
        m_notice->showError(error);
        m_recover->setVisible(core::isStoreDamage(error));
    });
    connect(&m_presenter, &UnlockPresenter::unlocked, this, &QDialog::accept);
    enable();
    m_presenter.load();
}

void UnlockDialog::buildLayout()
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    m_unit->setFont(large);
    m_unit->setAlignment(Qt::AlignCenter);
    m_members->setAccessibleName(tr("Member"));
    m_unlock->setDefault(true);
    m_pin->setMinimumWidth(280);
    m_attempts->setObjectName(u"attempts"_s);
    m_unblock->setObjectName(u"unblock"_s);
    m_unblock->setAutoDefault(false);
    m_unblock->hide();
    m_recover->setObjectName(u"recover"_s);
    m_recover->setAutoDefault(false);
    m_recover->hide();

    auto *form = new QFormLayout;
    form->addRow(tr("&Member"), m_members);
    form->addRow(tr("&PIN"), m_pin);
    form->addRow(QString(), m_attempts);
    form->addRow(QString(), m_unblock);
    form->addRow(QString(), m_recover);

    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_unlock, QDialogButtonBox::AcceptRole);
    QPushButton *quit = buttons->addButton(tr("&Quit"), QDialogButtonBox::RejectRole);
    quit->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->setContentsMargins(28, 24, 28, 20);
    layout->addWidget(m_unit);
    layout->addWidget(m_notice);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(460);
}

void UnlockDialog::showDesktop(const DesktopFacts &facts)
{
    const MemberId before = m_members->count() > 0 ? chosen() : m_presenter.preferred();
    m_facts = facts;
    m_unit->setText(facts.unitName);
    m_members->clear();
    for (const DesktopMember &member : facts.members) {
        m_members->addItem(
            member.post.isEmpty() ? member.name : tr("%1 (%2)").arg(member.name, member.post), member.id.toString());
    }
    m_members->setCurrentIndex(std::max(0, m_members->findData(before.toString())));
    showAttempts();
    m_pin->setFocus();
}

void UnlockDialog::showAttempts()
{
    const int index = m_members->currentIndex();
    const int left = index < 0 ? 0 : m_facts.members.at(index).attemptsLeft;
    const QStringList locked = index < 0 ? QStringList() : m_facts.members.at(index).lockedKeys;
    m_unblock->setVisible(!locked.isEmpty());
    // A wrapped label asks a window for the height of one line only.
    m_attempts->setMinimumHeight(locked.isEmpty() ? 0 : 3 * fontMetrics().lineSpacing());
    if (!locked.isEmpty()) {
        QStringList words;
        for (const QString &key : locked)
            words.append(keyFileWords(key));
        m_attempts->setText(tr("Too many wrong PINs locked: %1. The security administrator can permit to unblock it.")
                                .arg(words.join(u'、')));
        return;
    }
    if (left == crypto::KeyFile::AllowedAttempts || index < 0)
        m_attempts->setText(QString());
    else
        m_attempts->setText(tr("%1 attempts left").arg(left));
}

void UnlockDialog::unblock()
{
    m_notice->clear();
    auto *dialog = new UnblockDialog(
        std::make_unique<UnblockPresenter>(m_presenter.session(), m_facts.members.at(m_members->currentIndex())), this);
    connect(dialog, &QDialog::finished, this, [this](int result) {
        if (result == QDialog::Accepted)
            m_notice->showNotice(NoticeStrip::Mood::Good, tr("Unblocked. Please type the PIN that you had before."));
        m_presenter.load(); // One of several may be open again.
    });
    dialog->open();
}

void UnlockDialog::recover()
{
    m_notice->clear();
    auto *dialog = new RecoverDialog(m_presenter, chosen(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&m_presenter, &UnlockPresenter::recovered, dialog, [this](const QString &aside) {
        m_recover->hide();
        m_notice->showNotice(NoticeStrip::Mood::Good,
            tr("The damaged store lies in %1. Please unlock the desktop now: it comes from the server.").arg(aside));
    });
    dialog->open();
}

void UnlockDialog::setBusy(bool busy)
{
    m_pin->setDisabled(busy);
    m_recover->setDisabled(busy);
    m_members->setDisabled(busy);
    m_unblock->setDisabled(busy);
    if (busy)
        m_unlock->setDisabled(true);
    else
        m_pin->setFocus();
}

MemberId UnlockDialog::chosen() const
{
    return MemberId(m_members->currentData().toString());
}

} // namespace wenyi::ui
