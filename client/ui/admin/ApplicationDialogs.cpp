// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/admin/ApplicationDialogs.h"

#include "client/ui/text/RegisterWords.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PathField.h"
#include "shared/crypto/Sm3.h"

#include <QFileInfo>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

QString factsOf(const RegisterSheet &sheet, quint64 number)
{
    const core::Application &application = sheet.state.applications().at(number);
    QString facts = ActDialog::tr("Application %1: %2\nAsked by %3, %4")
                        .arg(QString::number(number), applicationWords(application, sheet.state),
                            signerWords(application.applicant, sheet.state), momentWords(application.at));
    if (const auto *wanted = std::get_if<core::CertificateApplication>(&application.wanted))
        facts += u'\n' + ActDialog::tr("Key: SM3 %1").arg(shortDigest(crypto::sm3(wanted->publicKey)));
    return facts;
}

} // namespace

DecisionDialog::DecisionDialog(
    AuthorityPresenter &presenter, const RegisterSheet &sheet, quint64 application, Word word, QWidget *parent)
    : ActDialog(presenter, word == Word::Approve ? tr("Approve an application") : tr("Reject an application"),
        word == Word::Approve ? tr("&Approve") : tr("&Reject"), parent)
    , m_application(application)
    , m_word(word)
{
    setFacts(factsOf(sheet, application));
    m_words = addWords(tr("&Words"));
    weigh();
}

void DecisionDialog::act(SecretBytes pin)
{
    presenter().append(
        core::ApplicationDecision{m_application, m_word == Word::Approve, m_words->text()}, std::move(pin));
}

IssueDialog::IssueDialog(
    AuthorityPresenter &presenter, const RegisterSheet &sheet, quint64 application, QWidget *parent)
    : ActDialog(presenter, tr("Issue a certificate"), tr("&Issue"), parent)
    , m_application(application)
    , m_target(new PathField(tr("Where the certificate goes"), PathField::Choice::NewFile, {}, this))
{
    setFacts(factsOf(sheet, application));
    m_target->setObjectName(u"target"_s);
    addRow(tr("&File of the certificate"), m_target);
    addAuthorityPin();
    connect(m_target, &PathField::changed, this, &IssueDialog::weigh);
    weigh();
}

bool IssueDialog::isComplete() const
{
    return !m_target->path().isEmpty();
}

void IssueDialog::act(SecretBytes pin)
{
    presenter().issue(m_application, m_target->path(), std::move(pin), takeAuthorityPin());
}

PermitDialog::PermitDialog(AuthorityPresenter &presenter, RegisterSheetRef sheet, QWidget *parent)
    : ActDialog(presenter, tr("Permit unblocking"), tr("Per&mit"), parent)
    , m_sheet(std::move(sheet))
    , m_file(new PathField(tr("Request of the key file's owner"), PathField::Choice::File, {}, this))
    , m_target(new PathField(tr("Where the permission goes"), PathField::Choice::NewFile, {}, this))
{
    m_file->setObjectName(u"requestFile"_s);
    m_target->setObjectName(u"target"_s);
    setFacts(tr("Choose the request that the owner of the locked key file sent."));
    addRow(tr("&Request"), m_file);
    m_words = addWords(tr("&Words (how it was made sure who asks)"));
    addRow(tr("&File of the permission"), m_target);
    connect(m_file, &PathField::changed, this, &PermitDialog::readRequest);
    connect(m_target, &PathField::changed, this, &PermitDialog::weigh);
    connect(m_words, &QLineEdit::textChanged, this, &PermitDialog::weigh);
    weigh();
}

void PermitDialog::readRequest()
{
    m_request.reset();
    notice().clear();
    weigh();
    const quint64 asked = ++m_asked;
    if (!QFileInfo(m_file->path()).isFile()) {
        setFacts(tr("Choose the request that the owner of the locked key file sent."));
        return;
    }
    presenter().readRequest(m_file->path()).then(this, [this, asked](const Result<core::UnblockRequest> &request) {
        if (asked != m_asked)
            return;
        if (request) {
            showRequest(*request);
        } else {
            setFacts(tr("The file is no request of a locked key file."));
            notice().showError(request.error());
        }
    });
}

void PermitDialog::showRequest(const core::UnblockRequest &request)
{
    const crypto::Certificate &holder = request.certificate;
    const QString who =
        tr("%1 (%2), No. %3").arg(holder.commonName(), holder.subjectId(), QString::fromLatin1(holder.serialNumber()));
    const core::RegisteredCertificate *registered = m_sheet->state.certificate(holder.serialNumber());
    if (!registered || !(registered->certificate == holder)) {
        // A stranger's certificate says whatever its maker wanted.
        setFacts(tr("The register does not know the certificate of this key file: %1.").arg(who));
        return;
    }
    m_request = request;
    setFacts(tr("Key file of %1\n%2 · the PIN stays the owner's, only the count of wrong PINs is forgotten.")
                 .arg(who, standingWords(core::standingOf(*registered, m_sheet->now))));
    weigh();
}

bool PermitDialog::isComplete() const
{
    return m_request && !m_target->path().isEmpty() && !m_words->text().trimmed().isEmpty();
}

void PermitDialog::act(SecretBytes pin)
{
    presenter().permit(*m_request, m_words->text(), m_target->path(), std::move(pin));
}

} // namespace wenyi::ui
