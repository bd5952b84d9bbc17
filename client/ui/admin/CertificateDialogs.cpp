// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/CertificateDialogs.h"

#include "client/core/authority/CertificationService.h"
#include "client/ui/admin/RememberedPlace.h"
#include "client/ui/text/RegisterWords.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "shared/crypto/Sm3.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

QSpinBox *yearsField(QWidget *parent)
{
    auto *years = new QSpinBox(parent);
    years->setObjectName(u"years"_s);
    years->setRange(1, 20);
    years->setValue(3);
    return years;
}

/// Subject, purpose, serial number and validity of a certificate, in lines.
QString factsOf(const core::RegisteredCertificate &registered)
{
    const crypto::Certificate &certificate = registered.certificate;
    const auto purpose = certificate.purpose();
    return ActDialog::tr("%1 (%2) · %3\nNo. %4\nValid until %5")
        .arg(certificate.commonName(), certificate.subjectId(), purpose ? purposeWords(*purpose) : QString(),
            QString::fromLatin1(certificate.serialNumber()), momentWords(certificate.notAfter()));
}

} // namespace

ApplyDialog::ApplyDialog(AuthorityPresenter &presenter, RegisterSheetRef sheet, QWidget *parent)
    : ActDialog(presenter, tr("Apply for a certificate"), tr("&Apply"), parent)
    , m_sheet(std::move(sheet))
    , m_file(new PathField(tr("Certificate request, certificate or key file"), PathField::Choice::File, {}, this))
    , m_purpose(new QComboBox(this))
    , m_name(new QLineEdit(this))
    , m_organization(new QLineEdit(this))
    , m_id(new QLineEdit(this))
    , m_years(yearsField(this))
{
    using enum crypto::CertificatePurpose;
    for (const auto each :
        {Member, MemberEncryption, Unit, UnitEncryption, Desktop, Server, SealMaker, TimeStamp, PdfSigner})
        m_purpose->addItem(purposeWords(each), static_cast<int>(each));
    m_file->setObjectName(u"keyFile"_s);
    m_purpose->setObjectName(u"purpose"_s);
    m_name->setObjectName(u"name"_s);
    m_organization->setObjectName(u"organization"_s);
    m_id->setObjectName(u"id"_s);
    setFacts(tr("Choose the file with the key that is to be certified."));
    addRow(tr("&File"), m_file);
    addRow(tr("P&urpose"), m_purpose);
    addRow(tr("&Name"), m_name);
    addRow(tr("O&rganisation"), m_organization);
    addRow(tr("&Id (unit's code, member's or desktop's id)"), m_id);
    addRow(tr("&Years"), m_years);
    connect(m_file, &PathField::changed, this, &ApplyDialog::readKey);
    connect(m_purpose, &QComboBox::currentIndexChanged, this, &ApplyDialog::readKey);
    for (QLineEdit *edit : {m_name, m_organization, m_id})
        connect(edit, &QLineEdit::textChanged, this, &ApplyDialog::weigh);
    weigh();
}

crypto::CertificatePurpose ApplyDialog::purpose() const
{
    return static_cast<crypto::CertificatePurpose>(m_purpose->currentData().toInt());
}

void ApplyDialog::readKey()
{
    m_key.reset();
    notice().clear();
    weigh();
    const quint64 asked = ++m_asked;
    const QString file = m_file->path();
    if (!QFileInfo(file).isFile()) {
        setFacts(tr("Choose the file with the key that is to be certified."));
        return;
    }
    const auto taken =
        purpose() == crypto::CertificatePurpose::PdfSigner ? crypto::TakenSuites::Sm2AndP256 : crypto::TakenSuites::Sm2;
    presenter().readKey(file, taken).then(this, [this, asked](const Result<core::KeyToCertify> &key) {
        if (asked != m_asked)
            return;
        if (key) {
            showKey(*key);
        } else {
            setFacts(tr("There is no key in this file that can be certified for this purpose."));
            notice().showError(key.error());
        }
    });
}

void ApplyDialog::showKey(const core::KeyToCertify &key)
{
    using Source = core::KeyToCertify::Source;
    m_key = key;
    const QString name = key.subject.commonName;
    const QString who = key.subject.subjectId.isEmpty() ? name : tr("%1 (%2)").arg(name, key.subject.subjectId);
    QString facts;
    if (key.source == Source::Request)
        facts =
            tr("Certificate request by “%1”: whoever made it has the private key. The name is only a wish.").arg(who);
    else if (key.source == Source::Certificate)
        facts = tr("The key of the certificate of %1. The file does not show who has the private key.").arg(who);
    else
        facts = tr("The key of the key file of %1.").arg(who);
    facts += u'\n' + tr("Key: SM3 %1").arg(shortDigest(crypto::sm3(key.key.toDer())));
    for (const QByteArray &serial : m_sheet->state.serialNumbers()) {
        const crypto::Certificate &known = m_sheet->state.certificate(serial)->certificate;
        if (known.publicKey() == key.key) {
            facts += u'\n'
                     + tr("The register has a certificate for this key already: %1 (%2), No. %3.")
                           .arg(known.commonName(), known.subjectId(), QString::fromLatin1(serial));
        }
    }
    setFacts(facts);
    // What was typed by hand stays; what another file wished does not.
    const std::array edits{m_name, m_organization, m_id};
    const std::array wishes{key.subject.commonName, key.subject.organization, key.subject.subjectId};
    for (size_t i = 0; i < edits.size(); ++i) {
        if (edits[i]->text().isEmpty() || edits[i]->text() == m_wishes[i])
            edits[i]->setText(wishes[i]);
    }
    m_wishes = wishes;
    weigh();
}

bool ApplyDialog::isComplete() const
{
    return m_key && !m_name->text().trimmed().isEmpty() && !m_id->text().trimmed().isEmpty();
}

void ApplyDialog::act(SecretBytes pin)
{
    presenter().append(core::CertificateApplication{{m_name->text().trimmed(), m_organization->text().trimmed(),
                                                        m_id->text().trimmed()},
                           purpose(), m_key->key.toDer(), m_years->value(), {}},
        std::move(pin));
}

RenewDialog::RenewDialog(
    AuthorityPresenter &presenter, RegisterSheetRef sheet, const QByteArray &serialNumber, QWidget *parent)
    : ActDialog(presenter, tr("Apply for a renewal"), tr("&Apply"), parent)
    , m_sheet(std::move(sheet))
    , m_serialNumber(serialNumber)
    , m_years(yearsField(this))
{
    setFacts(factsOf(*m_sheet->state.certificate(serialNumber)) + u'\n'
             + tr("The next certificate is for the same subject, purpose and key."));
    addRow(tr("&Years"), m_years);
    weigh();
}

void RenewDialog::act(SecretBytes pin)
{
    const auto renewal = core::renewalOf(m_sheet->state, m_serialNumber, m_years->value());
    if (renewal)
        presenter().append(*renewal, std::move(pin));
    else
        notice().showError(renewal.error());
}

namespace {

QString titleOf(StandingDialog::Step step)
{
    switch (step) {
    case StandingDialog::Step::Suspend:
        return StandingDialog::tr("Suspend a certificate");
    case StandingDialog::Step::Revoke:
        return StandingDialog::tr("Revoke a certificate");
    case StandingDialog::Step::AskRelease:
        break;
    }
    return StandingDialog::tr("Apply to lift a suspension");
}

QString consequenceOf(StandingDialog::Step step)
{
    switch (step) {
    case StandingDialog::Step::Suspend:
        return StandingDialog::tr("It does not hold until the suspension is lifted, which takes two officers.");
    case StandingDialog::Step::Revoke:
        return StandingDialog::tr("It never holds again. Other desktops know it when the list is published.");
    case StandingDialog::Step::AskRelease:
        break;
    }
    return StandingDialog::tr("The security administrator decides on it.");
}

QString confirmationOf(StandingDialog::Step step)
{
    switch (step) {
    case StandingDialog::Step::Suspend:
        return StandingDialog::tr("&Suspend");
    case StandingDialog::Step::Revoke:
        return StandingDialog::tr("&Revoke");
    case StandingDialog::Step::AskRelease:
        break;
    }
    return StandingDialog::tr("&Apply");
}

} // namespace

StandingDialog::StandingDialog(
    AuthorityPresenter &presenter, const core::RegisteredCertificate &registered, Step step, QWidget *parent)
    : ActDialog(presenter, titleOf(step), confirmationOf(step), parent)
    , m_serialNumber(registered.certificate.serialNumber())
    , m_step(step)
{
    setFacts(factsOf(registered) + u'\n' + consequenceOf(step));
    if (step == Step::Revoke) {
        using enum crypto::RevocationReason;
        m_reason = new QComboBox(this);
        m_reason->setObjectName(u"reason"_s);
        for (const auto each :
            {KeyCompromise, AffiliationChanged, Superseded, CessationOfOperation, PrivilegeWithdrawn, Unspecified})
            m_reason->addItem(revocationReasonWords(each), static_cast<int>(each));
        addRow(tr("R&eason"), m_reason);
    }
    m_words = addWords(tr("&Words"));
    weigh();
}

void StandingDialog::act(SecretBytes pin)
{
    using crypto::RevocationReason;
    if (m_step == Step::AskRelease) {
        presenter().append(core::ReleaseApplication{m_serialNumber, m_words->text()}, std::move(pin));
        return;
    }
    const auto reason =
        m_reason ? static_cast<RevocationReason>(m_reason->currentData().toInt()) : RevocationReason::CertificateHold;
    presenter().append(core::CertificateRevocation{m_serialNumber, reason, m_words->text()}, std::move(pin));
}

PublishDialog::PublishDialog(AuthorityPresenter &presenter, const RegisterSheet &sheet, QWidget *parent)
    : ActDialog(presenter, tr("Publish the revocation list"), tr("P&ublish"), parent)
    , m_kind(new QComboBox(this))
    , m_days(new QSpinBox(this))
    , m_target(new PathField(tr("Where the list goes"), PathField::Choice::NewFile, {}, this))
    , m_withPdfs(new QCheckBox(tr("&Renew the list of the authority for PDFs too"), this))
    , m_withDirectory(new QCheckBox(tr("Make the director&y's next version, which brings the list to desktops"), this))
    , m_directory(new PathField(tr("Directory in force"), PathField::Choice::File, {}, this))
    , m_newDirectory(new PathField(tr("Next version of the directory"), PathField::Choice::NewFile, {}, this))
{
    const auto revoked = static_cast<int>(sheet.state.revoked().size());
    setFacts(tr("%n certificates are revoked or suspended.", nullptr, revoked) + u'\n'
             + (sheet.state.lastListNumber() == 0 ? tr("No list was published yet.")
                                                  : tr("The last list was No. %1.").arg(sheet.state.lastListNumber())));
    m_kind->setObjectName(u"kind"_s);
    m_kind->addItem(tr("Complete list"));
    m_kind->addItem(tr("Changes since the last complete list"));
    m_days->setObjectName(u"days"_s);
    m_days->setRange(1, 400);
    m_days->setValue(30);
    m_target->setObjectName(u"target"_s);
    m_withDirectory->setObjectName(u"withDirectory"_s);
    m_directory->setObjectName(u"directory"_s);
    m_newDirectory->setObjectName(u"newDirectory"_s);
    offerPdfs();
    addRow(tr("&Kind"), m_kind);
    addRow(tr("&Good for (days)"), m_days);
    addRow(tr("&File of the list"), m_target);
    addRow(QString(), m_withPdfs);
    addRow(QString(), m_withDirectory);
    addRow(tr("D&irectory in force"), m_directory);
    addRow(tr("&Next version"), m_newDirectory);
    addAuthorityPin();
    if (const core::AuthorityPlace place = rememberedPlace(); place.folder == presenter.folder())
        m_directory->setPath(place.directory);
    for (PathField *path : {m_directory, m_newDirectory})
        path->setEnabled(false);
    connect(m_withDirectory, &QCheckBox::toggled, this, [this](bool with) {
        m_directory->setEnabled(with);
        m_newDirectory->setEnabled(with);
        weigh();
    });
    for (PathField *path : {m_target, m_directory, m_newDirectory})
        connect(path, &PathField::changed, this, &PublishDialog::weigh);
    weigh();
}

/// Of a domain that has an authority for PDFs.
void PublishDialog::offerPdfs()
{
    const bool hasOne = QFileInfo::exists(presenter().folder() + u"/pdf-authority.der"_s);
    m_withPdfs->setObjectName(u"withPdfs"_s);
    m_withPdfs->setToolTip(tr("It is kept in the authority's folder, and every next version of the directory has it."));
    m_withPdfs->setChecked(hasOne);
    m_withPdfs->setEnabled(hasOne);
}

bool PublishDialog::isComplete() const
{
    const bool hasDirectory = !m_directory->path().isEmpty() && !m_newDirectory->path().isEmpty();
    return !m_target->path().isEmpty() && (!m_withDirectory->isChecked() || hasDirectory);
}

void PublishDialog::act(SecretBytes pin)
{
    using Kind = core::CertificateRegister::ListKind;
    core::AuthorityWork::Publication publication;
    publication.kind = m_kind->currentIndex() == 0 ? Kind::Complete : Kind::Delta;
    publication.lifetime = std::chrono::hours(24) * m_days->value();
    publication.target = m_target->path();
    publication.withPdfs = m_withPdfs->isChecked();
    if (m_withDirectory->isChecked()) {
        publication.directory = m_directory->path();
        publication.newDirectory = m_newDirectory->path();
    }
    presenter().publish(publication, std::move(pin), takeAuthorityPin());
}

} // namespace wenyi::ui
