// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/AddRecipientsDialog.h"

#include "client/ui/exchange/RecipientPicker.h"
#include "client/ui/text/ExchangeWording.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"
#include "client/ui/widgets/PlainTable.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

AddRecipientsDialog::AddRecipientsDialog(std::unique_ptr<AddRecipientsPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_recipients(new PlainTable(tr("Further recipients"), {tr("Recipient"), tr("Way")}, 0, this))
    , m_remove(new QPushButton(tr("Remove &recipient"), this))
    , m_picker(new RecipientPicker(this))
    , m_notice(new NoticeStrip(this))
    , m_send(new QPushButton(tr("&Send"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add recipients"));
    m_recipients->setObjectName(u"recipients"_s);
    m_remove->setObjectName(u"removeRecipient"_s);
    m_send->setObjectName(u"sendFurther"_s);
    buildLayout();
    connectPresenter();
    showRecipients();
    m_presenter->load();
}

AddRecipientsDialog::~AddRecipientsDialog() = default;

void AddRecipientsDialog::buildLayout()
{
    auto *close = new QPushButton(tr("&Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_remove);
    buttons->addStretch();
    buttons->addWidget(m_send);
    buttons->addWidget(close);
    for (QPushButton *button : {m_remove, m_send, close})
        button->setAutoDefault(false); // Enter never sends.
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(plainLabel(
        tr("They get the document as it was dispatched, with the same attachments."), LabelWrap::Wraps, this));
    layout->addWidget(m_recipients, 2);
    layout->addWidget(m_picker, 3);
    layout->addWidget(m_notice);
    layout->addLayout(buttons);
    resize(560, 620);
}

void AddRecipientsDialog::connectPresenter()
{
    AddRecipientsPresenter *presenter = m_presenter.get();
    connect(presenter, &AddRecipientsPresenter::loaded, m_picker, &RecipientPicker::showBook);
    connect(presenter, &AddRecipientsPresenter::recipientsChanged, this, &AddRecipientsDialog::showRecipients);
    connect(presenter, &AddRecipientsPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(presenter, &AddRecipientsPresenter::busyChanged, this, &AddRecipientsDialog::setBusy);
    connect(presenter, &AddRecipientsPresenter::done, this, &QDialog::accept);
    connect(presenter, &AddRecipientsPresenter::confirmationWanted, this, [this] {
        m_notice->showNotice(NoticeStrip::Mood::Caution,
            tr("One of these units returned the document, or it was taken back from it. Press “Send” once more to send "
               "it all the same."));
    });
    connect(m_picker, &RecipientPicker::chosen, this, [this](const QList<UnitCode> &units) {
        m_notice->clear();
        m_presenter->add(units);
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        m_presenter->remove(m_recipients->chosenRow());
    });
    connect(m_recipients, &PlainTable::chosenRowChanged, this,
        [this](int row) { m_remove->setEnabled(row >= 0 && !m_isBusy); });
    connect(m_send, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        m_presenter->send();
    });
}

void AddRecipientsDialog::showRecipients()
{
    QList<QStringList> rows;
    for (const core::Recipient &recipient : m_presenter->recipients())
        rows.append({recipient.label(), recipient.channel ? channelWords(*recipient.channel) : QString()});
    m_recipients->setRows(rows);
    m_remove->setEnabled(m_recipients->chosenRow() >= 0 && !m_isBusy);
    m_send->setEnabled(!rows.isEmpty() && !m_isBusy);
}

void AddRecipientsDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    m_picker->setEnabled(!busy); // What comes back is about those who were asked of.
    m_remove->setEnabled(!busy && m_recipients->chosenRow() >= 0);
    m_send->setEnabled(!busy && m_recipients->rowCount() > 0);
}

} // namespace wenyi::ui
