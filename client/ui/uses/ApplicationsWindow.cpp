// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/uses/ApplicationsWindow.h"

#include "client/ui/keys/TokenNotice.h"
#include "client/ui/text/Wording.h"
#include "client/ui/viewer/DocumentViewer.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PinEdit.h"
#include "client/ui/widgets/PlainLabel.h"
#include "client/ui/widgets/PlainTable.h"

#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

ApplicationsWindow::ApplicationsWindow(std::unique_ptr<ApplicationsPresenter> presenter, QWidget *parent)
    : QDialog(parent)
    , m_presenter(std::move(presenter))
    , m_table(new PlainTable(tr("Applications that wait"),
          {tr("File"), tr("Copies"), tr("Reason"), tr("Applicant"), tr("Time")}, Reason, this))
    , m_facts(plainLabel({}, LabelWrap::Wraps, this))
    , m_viewer(new DocumentViewer(this))
    , m_notice(new NoticeStrip(this))
    , m_words(new QLineEdit(this))
    , m_pin(new PinEdit(this))
    , m_approve(new QPushButton(tr("&Approve"), this))
    , m_refuse(new QPushButton(tr("&Refuse"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Applications to use a seal"));
    buildLayout();
    connectPresenter();
    setBusy(false);
    m_presenter->load();
}

ApplicationsWindow::~ApplicationsWindow() = default;

void ApplicationsWindow::buildLayout()
{
    m_facts->setAccessibleName(tr("What is applied for"));
    m_facts->setObjectName(u"facts"_s);
    auto *pages = new QWidget(this);
    auto *beside = new QVBoxLayout(pages);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->addWidget(m_facts);
    beside->addWidget(m_viewer, 1);
    auto *parts = new QSplitter(Qt::Vertical, this);
    parts->addWidget(m_table);
    parts->addWidget(pages);
    parts->setStretchFactor(0, 1);
    parts->setStretchFactor(1, 5);
    parts->setChildrenCollapsible(false);
    m_table->setMinimumHeight(4 * fontMetrics().height() + 30);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(parts, 1);
    auto *token = new TokenNotice(m_presenter->session(), {core::keyfile::PersonalSigning.toString()}, this);
    token->hold(m_pin);
    layout->addWidget(m_notice);
    layout->addWidget(token);
    layout->addLayout(decisionRow());
    resize(920, 900);
}

QLayout *ApplicationsWindow::decisionRow()
{
    QLabel *wordsLabel = plainLabel(tr("&Opinion"), LabelWrap::OneLine, this);
    wordsLabel->setBuddy(m_words);
    QLabel *pinLabel = plainLabel(tr("&PIN"), LabelWrap::OneLine, this);
    pinLabel->setBuddy(m_pin);
    m_words->setObjectName(u"words"_s);
    m_words->setMaxLength(500);
    m_approve->setObjectName(u"approve"_s);
    m_refuse->setObjectName(u"refuse"_s);
    auto *close = new QPushButton(tr("&Close"), this);
    auto *row = new QHBoxLayout;
    row->addWidget(wordsLabel);
    row->addWidget(m_words, 3);
    row->addWidget(pinLabel);
    row->addWidget(m_pin, 1);
    for (QPushButton *button : {m_approve, m_refuse, close}) {
        button->setAutoDefault(false); // Enter never decides.
        row->addWidget(button);
    }
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_pin, &QLineEdit::textChanged, this, [this] { setBusy(m_isBusy); });
    connect(m_approve, &QPushButton::clicked, this, [this] { decide(true); });
    connect(m_refuse, &QPushButton::clicked, this, [this] { decide(false); });
    return row;
}

void ApplicationsWindow::connectPresenter()
{
    connect(m_table, &PlainTable::chosenRowChanged, this, &ApplicationsWindow::choose);
    connect(m_presenter.get(), &ApplicationsPresenter::loaded, this, &ApplicationsWindow::showSheet);
    connect(m_presenter.get(), &ApplicationsPresenter::opened, this, [this](const core::ViewedFileRef &file) {
        m_viewer->setFile(file, DocumentViewer::Printing::NotHere);
        m_isShown = true;
        setBusy(false);
    });
    connect(m_presenter.get(), &ApplicationsPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(m_presenter.get(), &ApplicationsPresenter::busyChanged, this, &ApplicationsWindow::setBusy);
    connect(m_presenter.get(), &ApplicationsPresenter::decided, this, [this](bool isApproved) {
        m_words->clear();
        m_notice->showNotice(NoticeStrip::Mood::Good,
            isApproved ? tr("Approved. The seal may be put on this file once.") : tr("Refused."));
    });
}

void ApplicationsWindow::showSheet(const ApplicationsSheet &sheet)
{
    m_sheet = sheet;
    QList<QStringList> rows;
    int again = -1;
    for (const core::ApplicationView &view : sheet.waiting) {
        const core::SealApplication &application = view.applied.application;
        if (view.applied.id == m_chosen)
            again = static_cast<int>(rows.size());
        rows.append({application.fileName, QString::number(application.copies), application.reason,
            sheet.names.value(application.applicant, application.applicant.toString()),
            timeWords(application.at, sheet.now)});
    }
    m_table->setRows(rows);
    if (rows.isEmpty())
        m_facts->setText(tr("No application waits to be decided."));
    const int row = again >= 0 ? again : rows.isEmpty() ? -1 : 0;
    if (row >= 0 && row != m_table->chosenRow())
        m_table->chooseRow(row);
    else
        choose(row);
}

void ApplicationsWindow::choose(int row)
{
    const bool isChosen = row >= 0 && row < m_sheet.waiting.size();
    // One whose file has not come yet is tried again.
    if (isChosen && m_isShown && m_sheet.waiting.at(row).applied.id == m_chosen)
        return;
    m_isShown = false;
    m_chosen = isChosen ? m_sheet.waiting.at(row).applied.id : Digest();
    m_viewer->setFile({});
    setBusy(m_isBusy);
    if (!isChosen)
        return;
    const core::ApplicationView &view = m_sheet.waiting.at(row);
    const core::SealApplication &application = view.applied.application;
    m_facts->setText(tr("%1 · %2 copies · seal: %3\n%4 · SM3 %5")
                         .arg(application.fileName)
                         .arg(application.copies)
                         .arg(m_sheet.seals.value(application.seal, application.seal.toString()), application.reason,
                             shortDigest(application.document)));
    m_presenter->open(view);
}

void ApplicationsWindow::decide(bool isApproved)
{
    m_notice->clear();
    m_presenter->decide(isApproved, m_words->text(), m_pin->takePin());
}

void ApplicationsWindow::setBusy(bool busy)
{
    m_isBusy = busy;
    m_pin->setDisabled(busy);
    const bool canDecide = !busy && !m_chosen.isNull() && !m_pin->text().isEmpty();
    m_approve->setEnabled(canDecide && m_isShown);
    m_refuse->setEnabled(canDecide);
}

void showSealApplications(Session &session, QWidget *parent)
{
    auto *window = parent->findChild<ApplicationsWindow *>({}, Qt::FindDirectChildrenOnly);
    if (!window)
        window = new ApplicationsWindow(std::make_unique<ApplicationsPresenter>(session), parent);
    window->show();
    window->raise();
    window->activateWindow();
}

} // namespace wenyi::ui
