// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/CertificatesPage.h"

#include "client/ui/admin/CertificateDialogs.h"
#include "client/ui/admin/DetailsBelow.h"
#include "client/ui/admin/OfficerButton.h"
#include "client/ui/text/RegisterWords.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/PlainLabel.h"
#include "client/ui/widgets/PlainTable.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

/// Time enough to renew, with two officers and a visit.
constexpr std::chrono::days SoonDue{90};

} // namespace

CertificatesPage::CertificatesPage(AuthorityPresenter &presenter, QWidget *parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_search(new QLineEdit(this))
    , m_filter(new QComboBox(this))
    , m_count(plainLabel({}, LabelWrap::OneLine, this))
    , m_table(new PlainTable(tr("Certificates"),
          {tr("Standing"), tr("Holder"), tr("Id"), tr("Purpose"), tr("Valid until"), tr("Serial number")}, Holder,
          this))
    , m_details(new QPlainTextEdit(this))
    , m_renew(new OfficerButton(tr("Re&new …"), ownerOf(core::CertificateApplication{}), this))
    , m_release(new OfficerButton(tr("Ask to &lift …"), ownerOf(core::ReleaseApplication{}), this))
    , m_publish(new OfficerButton(tr("Publish l&ist …"), ownerOf(core::ListPublication{}), this))
    , m_suspend(new OfficerButton(tr("S&uspend …"), ownerOf(core::CertificateRevocation{}), this))
    , m_revoke(new OfficerButton(tr("Re&voke …"), ownerOf(core::CertificateRevocation{}), this))
    , m_save(new QPushButton(tr("S&ave certificate …"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(buildSearch());
    layout->addWidget(detailsBelow(*m_table, *m_details, tr("Details of the certificate"), this), 1);
    layout->addLayout(buildButtons());
    connect(m_table, &PlainTable::chosenRowChanged, this, &CertificatesPage::weigh);
    connect(&m_presenter, &AuthorityPresenter::officerChanged, this, &CertificatesPage::weigh);
    weigh();
}

QLayout *CertificatesPage::buildSearch()
{
    m_search->setObjectName(u"search"_s);
    m_search->setAccessibleName(tr("Search certificates"));
    m_search->setPlaceholderText(tr("Name, id, organisation or serial number"));
    m_search->setClearButtonEnabled(true);
    m_filter->setObjectName(u"filter"_s);
    m_filter->setAccessibleName(tr("Which certificates are shown"));
    m_filter->addItems(
        {tr("All"), tr("Good"), tr("Good, ending within 90 days"), tr("Suspended"), tr("Revoked"), tr("Expired")});
    m_count->setObjectName(u"count"_s);
    auto *row = new QHBoxLayout;
    row->addWidget(m_search, 1);
    row->addWidget(m_filter);
    row->addWidget(m_count);
    connect(m_search, &QLineEdit::textChanged, this, &CertificatesPage::fill);
    connect(m_filter, &QComboBox::currentIndexChanged, this, &CertificatesPage::fill);
    return row;
}

QLayout *CertificatesPage::buildButtons()
{
    m_renew->setObjectName(u"renew"_s);
    m_release->setObjectName(u"release"_s);
    m_publish->setObjectName(u"publish"_s);
    m_suspend->setObjectName(u"suspend"_s);
    m_revoke->setObjectName(u"revoke"_s);
    m_save->setObjectName(u"saveCertificate"_s);
    m_save->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    for (QPushButton *button : std::initializer_list<QPushButton *>{m_renew, m_release, m_suspend, m_revoke, m_save})
        row->addWidget(button);
    row->addStretch();
    row->addWidget(m_publish);
    using Step = StandingDialog::Step;
    const auto ask = [this](Step step) { (new StandingDialog(m_presenter, *chosen(), step, this))->open(); };
    connect(m_renew, &QPushButton::clicked, this,
        [this] { (new RenewDialog(m_presenter, m_sheet, chosen()->certificate.serialNumber(), this))->open(); });
    connect(m_release, &QPushButton::clicked, this, [ask] { ask(Step::AskRelease); });
    connect(m_suspend, &QPushButton::clicked, this, [ask] { ask(Step::Suspend); });
    connect(m_revoke, &QPushButton::clicked, this, [ask] { ask(Step::Revoke); });
    connect(
        m_publish, &QPushButton::clicked, this, [this] { (new PublishDialog(m_presenter, *m_sheet, this))->open(); });
    connect(m_save, &QPushButton::clicked, this, &CertificatesPage::saveChosen);
    return row;
}

void CertificatesPage::showSheet(const RegisterSheetRef &sheet)
{
    m_sheet = sheet;
    fill();
}

bool CertificatesPage::isShown(const core::RegisteredCertificate &registered) const
{
    const core::CertificateStanding standing = core::standingOf(registered, m_sheet->now);
    const bool isGood = standing == core::CertificateStanding::Good;
    switch (static_cast<Filter>(m_filter->currentIndex())) {
    case Filter::All:
        return true;
    case Filter::Good:
        return isGood;
    case Filter::DueSoon:
        return isGood && registered.replacedBy.isEmpty() && registered.certificate.notAfter() < m_sheet->now + SoonDue;
    case Filter::Suspended:
        return standing == core::CertificateStanding::Suspended;
    case Filter::Revoked:
        return standing == core::CertificateStanding::Revoked;
    case Filter::Expired:
        break;
    }
    return standing == core::CertificateStanding::Expired;
}

void CertificatesPage::fill()
{
    if (!m_sheet)
        return;
    const core::RegisteredCertificate *before = chosen();
    const QByteArray again = before ? before->certificate.serialNumber() : QByteArray();
    const QString wanted = m_search->text().trimmed();
    m_shown.clear();
    QList<QStringList> rows;
    for (const QByteArray &serial : m_sheet->state.serialNumbers()) {
        const core::RegisteredCertificate &registered = *m_sheet->state.certificate(serial);
        const crypto::Certificate &certificate = registered.certificate;
        const QStringList texts{
            certificate.commonName(), certificate.organization(), certificate.subjectId(), QString::fromLatin1(serial)};
        const bool isFound = wanted.isEmpty() || std::any_of(texts.begin(), texts.end(), [&](const QString &text) {
            return text.contains(wanted, Qt::CaseInsensitive);
        });
        if (!isFound || !isShown(registered))
            continue;
        const auto purpose = certificate.purpose();
        m_shown.append(serial);
        rows.append({standingWords(core::standingOf(registered, m_sheet->now)), certificate.commonName(),
            certificate.subjectId(), purpose ? purposeWords(*purpose) : QString(),
            momentWords(certificate.notAfter()).left(10), QString::fromLatin1(serial)});
    }
    m_table->setRows(rows);
    m_count->setText(tr("%1 of %2").arg(rows.size()).arg(m_sheet->state.serialNumbers().size()));
    const auto row = m_shown.indexOf(again);
    if (!rows.isEmpty())
        m_table->chooseRow(static_cast<int>(std::max<qsizetype>(row, 0)));
    weigh();
}

const core::RegisteredCertificate *CertificatesPage::chosen() const
{
    const int row = m_table->chosenRow();
    return m_sheet && row >= 0 && row < m_shown.size() ? m_sheet->state.certificate(m_shown.at(row)) : nullptr;
}

QString CertificatesPage::detailsOf(const core::RegisteredCertificate &registered) const
{
    const crypto::Certificate &certificate = registered.certificate;
    QStringList lines{tr("Holder: %1 (%2)").arg(certificate.commonName(), certificate.subjectId()),
        tr("Organisation: %1").arg(certificate.organization()),
        tr("Valid: %1 to %2").arg(momentWords(certificate.notBefore()), momentWords(certificate.notAfter())),
        tr("Issued by act %1; suite %2").arg(registered.issuedBy).arg(crypto::suiteName(certificate.suite()))};
    if (registered.revocation) {
        const QString since = momentWords(registered.revocation->revokedAt);
        lines.append(registered.isSuspended()
                         ? tr("Suspended since %1. %2").arg(since, registered.words)
                         : tr("Revoked since %1: %2. %3")
                               .arg(since, revocationReasonWords(registered.revocation->reason), registered.words));
    }
    if (!registered.replacedBy.isEmpty())
        lines.append(tr("Renewed by No. %1").arg(QString::fromLatin1(registered.replacedBy)));
    lines.append(tr("Certificate: SM3 %1").arg(QString::fromLatin1(certificate.fingerprint().toHex())));
    return lines.join(u'\n');
}

void CertificatesPage::weigh()
{
    const core::RegisteredCertificate *one = chosen();
    const directory::Role role = m_presenter.role();
    m_renew->weigh(role, one && !one->isRevoked() && one->replacedBy.isEmpty());
    m_release->weigh(role, one && one->isSuspended());
    m_suspend->weigh(role, one && !one->revocation);
    m_revoke->weigh(role, one && !one->isRevoked());
    m_publish->weigh(role, m_sheet != nullptr);
    m_save->setEnabled(one);
    if (one)
        m_details->setPlainText(detailsOf(*one));
    else
        m_details->setPlainText(m_sheet ? tr("No certificate is shown here.") : QString());
}

void CertificatesPage::saveChosen()
{
    const QByteArray serial = chosen()->certificate.serialNumber();
    auto *dialog = new QFileDialog(this, tr("Save certificate"), {}, tr("Certificates (*.der)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"der"_s);
    dialog->selectFile(QString::fromLatin1(serial) + u".der"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, serial](const QString &file) { m_presenter.saveCertificate(serial, file); });
    dialog->open();
}

} // namespace wenyi::ui
