// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/ApplicationsPage.h"

#include "client/ui/admin/ApplicationDialogs.h"
#include "client/ui/admin/CertificateDialogs.h"
#include "client/ui/admin/DetailsBelow.h"
#include "client/ui/admin/OfficerButton.h"
#include "client/ui/text/RegisterWords.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/PlainTable.h"
#include "shared/crypto/Sm3.h"

#include <QPlainTextEdit>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

/// What waits stands before what is over: to be decided, to be issued, the rest.
int orderOf(const core::Application &application)
{
    switch (application.state) {
    case core::ApplicationState::Open:
        return 0;
    case core::ApplicationState::Approved:
        return 1;
    default:
        return 2;
    }
}

} // namespace

ApplicationsPage::ApplicationsPage(AuthorityPresenter &presenter, QWidget *parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_table(new PlainTable(tr("Applications"),
          {tr("Stage"), tr("No."), tr("Time"), tr("Applicant"), tr("What is asked for")}, Wanted, this))
    , m_details(new QPlainTextEdit(this))
    , m_apply(new OfficerButton(tr("A&pply …"), ownerOf(core::CertificateApplication{}), this))
    , m_approve(new OfficerButton(tr("&Approve …"), ownerOf(core::ApplicationDecision{}), this))
    , m_reject(new OfficerButton(tr("Re&ject …"), ownerOf(core::ApplicationDecision{}), this))
    , m_issue(new OfficerButton(tr("&Issue …"), ownerOf(core::CertificateIssue{1, {}}), this))
    , m_permit(new OfficerButton(tr("Permit &unblocking …"), ownerOf(core::UnblockPermission{}), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(detailsBelow(*m_table, *m_details, tr("Details of the application"), this), 1);
    layout->addLayout(buildButtons());
    connect(m_table, &PlainTable::chosenRowChanged, this, &ApplicationsPage::weigh);
    connect(&m_presenter, &AuthorityPresenter::officerChanged, this, &ApplicationsPage::weigh);
    weigh();
}

QLayout *ApplicationsPage::buildButtons()
{
    m_apply->setObjectName(u"apply"_s);
    m_approve->setObjectName(u"approve"_s);
    m_reject->setObjectName(u"reject"_s);
    m_issue->setObjectName(u"issue"_s);
    m_permit->setObjectName(u"permit"_s);
    auto *row = new QHBoxLayout;
    for (OfficerButton *button : {m_apply, m_approve, m_reject, m_issue})
        row->addWidget(button);
    row->addStretch();
    row->addWidget(m_permit);
    using Word = DecisionDialog::Word;
    const auto decide = [this](Word word) {
        (new DecisionDialog(m_presenter, *m_sheet, chosen()->number, word, this))->open();
    };
    connect(m_apply, &QPushButton::clicked, this, [this] { (new ApplyDialog(m_presenter, m_sheet, this))->open(); });
    connect(m_approve, &QPushButton::clicked, this, [decide] { decide(Word::Approve); });
    connect(m_reject, &QPushButton::clicked, this, [decide] { decide(Word::Reject); });
    connect(m_issue, &QPushButton::clicked, this,
        [this] { (new IssueDialog(m_presenter, *m_sheet, chosen()->number, this))->open(); });
    connect(m_permit, &QPushButton::clicked, this, [this] { (new PermitDialog(m_presenter, m_sheet, this))->open(); });
    return row;
}

void ApplicationsPage::showSheet(const RegisterSheetRef &sheet)
{
    const core::Application *before = chosen();
    const quint64 again = before ? before->number : 0;
    m_sheet = sheet;
    m_shown.clear();
    const auto &applications = sheet->state.applications();
    for (auto each = applications.rbegin(); each != applications.rend(); ++each)
        m_shown.append(each->first); // The newest first.
    std::stable_sort(m_shown.begin(), m_shown.end(),
        [&](quint64 a, quint64 b) { return orderOf(applications.at(a)) < orderOf(applications.at(b)); });
    QList<QStringList> rows;
    for (const quint64 number : std::as_const(m_shown)) {
        const core::Application &application = applications.at(number);
        rows.append({applicationStageWords(application), QString::number(number), momentWords(application.at),
            signerWords(application.applicant, sheet->state), applicationWords(application, sheet->state)});
    }
    m_table->setRows(rows);
    if (!rows.isEmpty())
        m_table->chooseRow(static_cast<int>(std::max<qsizetype>(m_shown.indexOf(again), 0)));
    weigh();
}

int ApplicationsPage::waiting() const
{
    const auto &applications = m_sheet->state.applications();
    return static_cast<int>(std::count_if(applications.begin(), applications.end(),
        [](const auto &each) { return each.second.state == core::ApplicationState::Open; }));
}

const core::Application *ApplicationsPage::chosen() const
{
    const int row = m_table->chosenRow();
    return m_sheet && row >= 0 && row < m_shown.size() ? &m_sheet->state.applications().at(m_shown.at(row)) : nullptr;
}

QString ApplicationsPage::detailsOf(const core::Application &application) const
{
    QStringList lines{applicationWords(application, m_sheet->state),
        tr("Asked by %1, %2").arg(signerWords(application.applicant, m_sheet->state), momentWords(application.at))};
    if (const auto *wanted = std::get_if<core::CertificateApplication>(&application.wanted)) {
        lines.append(tr("Organisation: %1").arg(wanted->subject.organization));
        lines.append(tr("Key: SM3 %1").arg(shortDigest(crypto::sm3(wanted->publicKey))));
    } else if (const auto *release = std::get_if<core::ReleaseApplication>(&application.wanted)) {
        lines.append(tr("Words of who asked: %1").arg(release->words));
    } else {
        lines.append(tr("Words of who asked: %1").arg(std::get<core::SealResumption>(application.wanted).words));
    }
    if (application.state != core::ApplicationState::Open)
        lines.append(tr("Words of the decision: %1").arg(application.words));
    return lines.join(u'\n');
}

void ApplicationsPage::weigh()
{
    const core::Application *one = chosen();
    const directory::Role role = m_presenter.role();
    const bool isOpen = one && one->state == core::ApplicationState::Open;
    m_apply->weigh(role, m_sheet != nullptr);
    m_approve->weigh(role, isOpen);
    m_reject->weigh(role, isOpen);
    m_issue->weigh(role, one && one->state == core::ApplicationState::Approved);
    m_permit->weigh(role, m_sheet != nullptr);
    if (one)
        m_details->setPlainText(detailsOf(*one));
    else
        m_details->setPlainText(m_sheet ? tr("Nobody has asked for anything yet.") : QString());
}

} // namespace wenyi::ui
