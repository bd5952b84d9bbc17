// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/DispatchDialog.h"

#include "client/ui/exchange/AttachmentList.h"
#include "client/ui/exchange/RecipientPicker.h"
#include "client/ui/exchange/SendingTime.h"
#include "client/ui/exchange/VerifyPanel.h"
#include "client/ui/text/ExchangeWording.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/text/Wording.h"
#include "client/ui/viewer/DocumentViewer.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"
#include "client/ui/widgets/PlainTable.h"

#include <QAction>
#include <QComboBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {
constexpr int MostPrints = 9999;
}

DispatchDialog::DispatchDialog(std::unique_ptr<DispatchPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_verify(new VerifyPanel(m_presenter->clock(), this))
    , m_pages(new DocumentViewer(this))
    , m_title(plainLabel({}, LabelWrap::Wraps, this))
    , m_facts(plainLabel({}, LabelWrap::Wraps, this))
    , m_recipients(new PlainTable(tr("Recipients"), {tr("Recipient"), tr("Way")}, 0, this))
    , m_remove(new QPushButton(tr("Remove &recipient"), this))
    , m_picker(new RecipientPicker(this))
    , m_urgency(new QComboBox(this))
    , m_quota(new QSpinBox(this))
    , m_time(new SendingTime(m_presenter->clock(), this))
    , m_attachments(new AttachmentList(this))
    , m_notice(new NoticeStrip(this))
    , m_dispatch(new QPushButton(tr("&Dispatch"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Dispatch"));
    buildLayout();
    connectPresenter();
    updateDispatch();
    m_presenter->load();
}

DispatchDialog::~DispatchDialog() = default;

void DispatchDialog::buildLayout()
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
    scroll->setMinimumWidth(430);

    m_dispatch->setObjectName(u"dispatch"_s);
    auto *close = new QPushButton(tr("&Close"), this);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    for (QPushButton *button : {m_dispatch, close}) {
        button->setAutoDefault(false); // Enter never dispatches.
        buttons->addWidget(button);
    }
    connect(close, &QPushButton::clicked, this, &QDialog::reject);

    auto *right = new QWidget(this);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(8, 0, 0, 0);
    rightLayout->addWidget(scroll, 1);
    rightLayout->addWidget(m_notice);
    rightLayout->addLayout(buttons);

    auto *splitter = new QSplitter(this);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setSizes({640, 520});
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(splitter);
    resize(1180, 780);
}

QWidget *DispatchDialog::buildRightSide()
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_facts->setAccessibleName(tr("What is dispatched"));
    m_urgency->setAccessibleName(tr("Urgency"));
    m_urgency->setObjectName(u"urgency"_s);
    m_quota->setAccessibleName(tr("Prints with red head and seal for each recipient"));
    m_quota->setObjectName(u"quota"_s);
    m_quota->setRange(0, MostPrints);
    m_quota->setValue(1);
    m_quota->setToolTip(m_quota->accessibleName().toHtmlEscaped());
    buildRecipients();

    auto *side = new QWidget(this);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 6, 0);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addWidget(m_recipients, 2);
    layout->addWidget(m_remove, 0, Qt::AlignLeft);
    layout->addWidget(m_picker, 3);
    auto *row = new QHBoxLayout;
    QLabel *urgencyLabel = plainLabel(tr("&Urgency"), LabelWrap::OneLine, side);
    urgencyLabel->setBuddy(m_urgency);
    QLabel *quotaLabel = plainLabel(tr("&Print quota"), LabelWrap::OneLine, side);
    quotaLabel->setBuddy(m_quota);
    row->addWidget(urgencyLabel);
    row->addWidget(m_urgency);
    row->addSpacing(16);
    row->addWidget(quotaLabel);
    row->addWidget(m_quota);
    row->addStretch();
    layout->addLayout(row);
    layout->addWidget(m_time);
    layout->addWidget(m_attachments, 2);
    return side;
}

void DispatchDialog::buildRecipients()
{
    m_recipients->setObjectName(u"recipients"_s);
    m_recipients->setMinimumHeight(fontMetrics().lineSpacing() * 5);
    m_remove->setObjectName(u"removeRecipient"_s);
    m_remove->setAutoDefault(false);
    m_remove->setEnabled(false);
    auto *remove = new QAction(m_recipients);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_recipients->addAction(remove);
    const auto removeChosen = [this] {
        m_notice->clear();
        m_presenter->removeRecipient(m_recipients->chosenRow());
    };
    connect(remove, &QAction::triggered, this, removeChosen);
    connect(m_remove, &QPushButton::clicked, this, removeChosen);
    connect(m_recipients, &PlainTable::chosenRowChanged, this, [this](int row) { m_remove->setEnabled(row >= 0); });
}

void DispatchDialog::connectPresenter()
{
    DispatchPresenter *presenter = m_presenter.get();
    connect(presenter, &DispatchPresenter::loaded, this, &DispatchDialog::showSheet);
    connect(presenter, &DispatchPresenter::notAllowed, this, [this](const Error &error) {
        m_mayDispatch = false;
        m_notice->showError(error);
        updateDispatch();
    });
    connect(presenter, &DispatchPresenter::recipientsChanged, this, &DispatchDialog::showRecipients);
    connect(presenter, &DispatchPresenter::attachmentsChanged, this, &DispatchDialog::showAttachments);
    connect(presenter, &DispatchPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(presenter, &DispatchPresenter::busyChanged, this, &DispatchDialog::setBusy);
    connect(presenter, &DispatchPresenter::done, this, &QDialog::accept);
    connect(m_picker, &RecipientPicker::chosen, this, [this](const QList<UnitCode> &units) {
        m_notice->clear();
        m_presenter->addRecipients(units);
    });
    connect(m_attachments, &AttachmentList::filesWanted, this, [this](const QStringList &paths) {
        m_notice->clear();
        m_presenter->addFiles(paths);
    });
    connect(m_attachments, &AttachmentList::removalWanted, presenter, &DispatchPresenter::removeAttachment);
    connect(m_dispatch, &QPushButton::clicked, this, [this] {
        m_notice->clear();
        m_presenter->dispatch(static_cast<exchange::Urgency>(m_urgency->currentData().toInt()),
            static_cast<quint64>(m_quota->value()), m_time->moment());
    });
}

void DispatchDialog::showSheet(const DispatchSheet &sheet)
{
    setWindowTitle(tr("Dispatch – %1").arg(sheet.record.title));
    m_title->setText(sheet.record.title);
    QStringList facts;
    if (!sheet.record.number.isEmpty())
        facts.append(tr("Number: %1").arg(sheet.record.number));
    if (sheet.record.scene)
        facts.append(tr("Pages: %1").arg(sheet.record.scene->pages.size()));
    m_facts->setText(facts.join(u" · "_s));
    m_pages->pages().setEmptySentence(tr("This record has no page to show."));
    m_pages->showRecord(sheet.record);
    if (sheet.record.verdict)
        m_verify->showVerdict(*sheet.record.verdict);
    m_picker->showBook(sheet.book);
    showUrgencies(sheet.least);
    m_mayDispatch = !sheet.record.fault;
    if (sheet.record.fault)
        m_notice->showError(*sheet.record.fault);
    updateDispatch();
}

void DispatchDialog::showUrgencies(exchange::Urgency least)
{
    m_urgency->clear();
    // 特提 is of telegrams; it stands here only where the document bears it.
    const auto most = std::max(least, exchange::Urgency::Urgent);
    for (int urgency = static_cast<int>(least); urgency <= static_cast<int>(most); ++urgency)
        m_urgency->addItem(exchange::urgencyWord(static_cast<exchange::Urgency>(urgency)), urgency);
}

void DispatchDialog::showRecipients()
{
    QList<QStringList> rows;
    QStringList unknown;
    for (const core::Recipient &recipient : m_presenter->recipients()) {
        rows.append({recipient.label(), recipient.channel ? channelWords(*recipient.channel) : tr("■ not found")});
        if (recipient.fault)
            unknown.append(recipient.name);
    }
    m_recipients->setRows(rows);
    m_remove->setEnabled(m_recipients->chosenRow() >= 0);
    if (!unknown.isEmpty()) {
        m_notice->showNotice(NoticeStrip::Mood::Caution,
            tr("The directory does not know %1. Choose whom it means from the list and remove it, or ask the system "
               "administrator to enter the name.")
                .arg(unknown.join(u'、')));
    }
    updateDispatch();
}

void DispatchDialog::showAttachments()
{
    QList<std::pair<QString, qint64>> files;
    for (const core::DispatchAttachment &attachment : m_presenter->attachments())
        files.append({attachment.name, attachment.bytes.size()});
    m_attachments->showFiles(files);
}

void DispatchDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    updateDispatch();
}

void DispatchDialog::updateDispatch()
{
    m_dispatch->setEnabled(m_mayDispatch && !m_isBusy);
}

} // namespace wenyi::ui
