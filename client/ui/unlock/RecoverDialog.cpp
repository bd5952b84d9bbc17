// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/unlock/RecoverDialog.h"

#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

RecoverDialog::RecoverDialog(UnlockPresenter &presenter, MemberId member, QWidget *parent)
    : QDialog(parent)
    , m_presenter(presenter)
    , m_member(std::move(member))
    , m_pin(new PinEdit(this))
    , m_notice(new NoticeStrip(this))
    , m_recover(new QPushButton(tr("&Recover"), this))
{
    setWindowTitle(tr("Recover the store"));
    buildLayout();
    const auto enable = [this] { m_recover->setEnabled(!m_pin->text().isEmpty()); };
    connect(m_pin, &QLineEdit::textChanged, this, enable);
    connect(m_recover, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        m_presenter.recover(m_member, m_pin->takePin());
    });
    connect(&m_presenter, &UnlockPresenter::busyChanged, this, [this](bool isBusy) {
        m_pin->setDisabled(isBusy);
        if (!isBusy)
            m_pin->setFocus(); // It lost it by being disabled.
    });
    connect(&m_presenter, &UnlockPresenter::recoveryFailed, m_notice, &NoticeStrip::showError);
    connect(&m_presenter, &UnlockPresenter::recovered, this, &QDialog::accept);
    enable();
}

void RecoverDialog::buildLayout()
{
    m_recover->setObjectName(u"recoverNow"_s);
    m_recover->setDefault(true);
    QLabel *words = plainLabel(
        tr("The desktop's store could not be opened. It is put aside and nothing of it is deleted; the desktop then "
           "comes from the server anew. What was written here and not sent yet is kept as far as it can be read."),
        LabelWrap::Wraps, this);
    words->setMinimumHeight(5 * fontMetrics().lineSpacing()); // A wrapped label asks for the height of one line only.
    auto *form = new QFormLayout;
    form->addRow(tr("&PIN"), m_pin);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("&Cancel"), QDialogButtonBox::RejectRole)
        ->setAutoDefault(false); // Return recovers, wherever the focus is.
    buttons->addButton(m_recover, QDialogButtonBox::ActionRole); // It closes when it is done.
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(words);
    layout->addWidget(m_notice);
    layout->addLayout(form);
    layout->addWidget(buttons);
    setMinimumWidth(460);
}

} // namespace wenyi::ui
