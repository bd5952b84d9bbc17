// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/RegisterWords.h"

#include "client/ui/text/DirectoryWords.h"
#include "client/ui/text/Wording.h"

#include <QCoreApplication>
#include <QDateTime>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Register", text);
}

/// 张三（江阴/zhang）, or the serial number where the register does not know it.
QString subjectWords(const QByteArray &serialNumber, const core::RegisterState &state)
{
    const core::RegisteredCertificate *registered = state.certificate(serialNumber);
    if (!registered)
        return QString::fromLatin1(serialNumber);
    return translated(QT_TRANSLATE_NOOP("Register", "%1 (%2), No. %3"))
        .arg(registered->certificate.commonName(), registered->certificate.subjectId(),
            QString::fromLatin1(serialNumber));
}

QString sealWords(const SealId &id, const core::RegisterState &state)
{
    const directory::RegisteredSeal *seal = state.seal(id);
    return seal ? seal->name : id.toString();
}

QString certificateWords(const QByteArray &der)
{
    const auto certificate = crypto::Certificate::fromDer(der, crypto::TakenSuites::Sm2AndP256);
    if (!certificate)
        return {};
    return translated(QT_TRANSLATE_NOOP("Register", "%1 (%2), No. %3"))
        .arg(certificate->commonName(), certificate->subjectId(), QString::fromLatin1(certificate->serialNumber()));
}

QString wantedWords(const core::CertificateApplication &wanted)
{
    const QString &name = wanted.subject.commonName;
    const QString &id = wanted.subject.subjectId;
    const QString purpose = purposeWords(wanted.purpose);
    const QString years = QString::number(wanted.years);
    if (wanted.renews.isEmpty())
        return translated(QT_TRANSLATE_NOOP("Register", "%1 (%2): %3, %4 years")).arg(name, id, purpose, years);
    return translated(QT_TRANSLATE_NOOP("Register", "%1 (%2): %3, %4 years, renews No. %5"))
        .arg(name, id, purpose, years, QString::fromLatin1(wanted.renews));
}

/// Words for each kind of act.
struct Teller
{
    const core::RegisterState &state;

    ActWords operator()(const core::OfficerAppointment &content) const
    {
        return {translated(QT_TRANSLATE_NOOP("Register", "Appoint officer")),
            translated(QT_TRANSLATE_NOOP("Register", "%1: %2"))
                .arg(roleWords(content.role), certificateWords(content.certificate)),
            {}, {}};
    }
    ActWords operator()(const core::CertificateApplication &content) const
    {
        return {content.renews.isEmpty() ? translated(QT_TRANSLATE_NOOP("Register", "Apply for certificate"))
                                         : translated(QT_TRANSLATE_NOOP("Register", "Apply for renewal")),
            wantedWords(content), {}, {}};
    }
    ActWords operator()(const core::ReleaseApplication &content) const
    {
        return {translated(QT_TRANSLATE_NOOP("Register", "Apply to lift suspension")),
            subjectWords(content.serialNumber, state), content.words, {}};
    }
    ActWords operator()(const core::ApplicationDecision &content) const
    {
        const auto found = state.applications().find(content.application);
        const QString about = found == state.applications().end() ? QString() : applicationWords(found->second, state);
        return {content.isApproved ? translated(QT_TRANSLATE_NOOP("Register", "Approve"))
                                   : translated(QT_TRANSLATE_NOOP("Register", "Reject")),
            translated(QT_TRANSLATE_NOOP("Register", "application %1: %2")).arg(content.application).arg(about),
            content.words, {}};
    }
    ActWords operator()(const core::CertificateIssue &content) const
    {
        const QString about = certificateWords(content.certificate);
        return {translated(QT_TRANSLATE_NOOP("Register", "Issue certificate")),
            content.application == 0
                ? translated(QT_TRANSLATE_NOOP("Register", "%1, without an application, by the operating CA"))
                      .arg(about)
                : translated(QT_TRANSLATE_NOOP("Register", "application %1: %2")).arg(content.application).arg(about),
            {}, {}};
    }
    ActWords operator()(const core::CertificateRevocation &content) const
    {
        const bool suspends = content.reason == crypto::RevocationReason::CertificateHold;
        const QString about = subjectWords(content.serialNumber, state);
        return {suspends ? translated(QT_TRANSLATE_NOOP("Register", "Suspend certificate"))
                         : translated(QT_TRANSLATE_NOOP("Register", "Revoke certificate")),
            suspends
                ? about
                : translated(QT_TRANSLATE_NOOP("Register", "%1: %2")).arg(about, revocationReasonWords(content.reason)),
            content.words, {}};
    }
    ActWords operator()(const core::ListPublication &content) const
    {
        const QString number = QString::number(content.number);
        return {translated(QT_TRANSLATE_NOOP("Register", "Publish revocation list")),
            content.base ? translated(QT_TRANSLATE_NOOP("Register", "No. %1, changes since No. %2"))
                               .arg(number, QString::number(*content.base))
                         : translated(QT_TRANSLATE_NOOP("Register", "No. %1, complete")).arg(number),
            {}, {}};
    }
    ActWords operator()(const core::UnblockPermission &content) const
    {
        return {translated(QT_TRANSLATE_NOOP("Register", "Permit unblocking")),
            subjectWords(content.serialNumber, state), content.words, {}};
    }
    ActWords operator()(const core::SealRegistration &content) const
    {
        return {translated(QT_TRANSLATE_NOOP("Register", "Register seal")),
            translated(QT_TRANSLATE_NOOP("Register", "%1, kept by %2"))
                .arg(content.seal.name, content.seal.keeper.toString()),
            {}, {}};
    }
    ActWords operator()(const core::SealWithdrawalAct &content) const
    {
        const bool suspends = content.state == directory::SealState::Suspended;
        return {suspends ? translated(QT_TRANSLATE_NOOP("Register", "Suspend seal"))
                         : translated(QT_TRANSLATE_NOOP("Register", "Revoke seal")),
            translated(QT_TRANSLATE_NOOP("Register", "%1, since %2"))
                .arg(sealWords(content.seal, state), momentWords(content.since)),
            content.words, {}};
    }
    ActWords operator()(const core::SealResumption &content) const
    {
        return {translated(QT_TRANSLATE_NOOP("Register", "Apply to resume seal")), sealWords(content.seal, state),
            content.words, {}};
    }
};

QString cell(QString text)
{
    // OWASP "CSV injection": names come from outside, and a spreadsheet computes what begins so.
    static constexpr QStringView Formula = u"=+-@\t\r";
    if (!text.isEmpty() && Formula.contains(text.front()))
        text.prepend(u'\'');
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

QString line(const QStringList &cells)
{
    QStringList quoted;
    for (const QString &text : cells)
        quoted.append(cell(text));
    return quoted.join(u',') + u"\r\n"_s;
}

} // namespace

QString purposeWords(crypto::CertificatePurpose purpose)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("Register", "root CA"),
        QT_TRANSLATE_NOOP("Register", "operating CA"), QT_TRANSLATE_NOOP("Register", "server"),
        QT_TRANSLATE_NOOP("Register", "unit signing"), QT_TRANSLATE_NOOP("Register", "unit encryption"),
        QT_TRANSLATE_NOOP("Register", "member signing"), QT_TRANSLATE_NOOP("Register", "member encryption"),
        QT_TRANSLATE_NOOP("Register", "desktop"), QT_TRANSLATE_NOOP("Register", "seal maker"),
        QT_TRANSLATE_NOOP("Register", "time stamp"), QT_TRANSLATE_NOOP("Register", "PDF signing")};
    return translated(words[static_cast<size_t>(purpose)]);
}

QString revocationReasonWords(crypto::RevocationReason reason)
{
    switch (reason) {
    case crypto::RevocationReason::KeyCompromise:
        return translated(QT_TRANSLATE_NOOP("Register", "key lost or known to others"));
    case crypto::RevocationReason::AffiliationChanged:
        return translated(QT_TRANSLATE_NOOP("Register", "unit or post changed"));
    case crypto::RevocationReason::Superseded:
        return translated(QT_TRANSLATE_NOOP("Register", "replaced by another certificate"));
    case crypto::RevocationReason::CessationOfOperation:
        return translated(QT_TRANSLATE_NOOP("Register", "not used any more"));
    case crypto::RevocationReason::PrivilegeWithdrawn:
        return translated(QT_TRANSLATE_NOOP("Register", "right withdrawn"));
    case crypto::RevocationReason::CertificateHold:
        return translated(QT_TRANSLATE_NOOP("Register", "suspended"));
    default: // The register takes no other.
        return translated(QT_TRANSLATE_NOOP("Register", "no reason told"));
    }
}

QString standingWords(core::CertificateStanding standing)
{
    switch (standing) {
    case core::CertificateStanding::Suspended:
        return translated(QT_TRANSLATE_NOOP("Register", "◆ suspended"));
    case core::CertificateStanding::Revoked:
        return translated(QT_TRANSLATE_NOOP("Register", "■ revoked"));
    case core::CertificateStanding::Expired:
        return translated(QT_TRANSLATE_NOOP("Register", "○ expired"));
    case core::CertificateStanding::Good:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("Register", "● good"));
}

QString applicationStageWords(const core::Application &application)
{
    using State = core::ApplicationState;
    switch (application.state) {
    case State::Open:
        return translated(QT_TRANSLATE_NOOP("Register", "▲ to be decided"));
    case State::Approved:
        return translated(QT_TRANSLATE_NOOP("Register", "▶ approved, to be issued"));
    case State::Rejected:
        return translated(QT_TRANSLATE_NOOP("Register", "■ rejected"));
    case State::Done:
        break;
    }
    return std::holds_alternative<core::CertificateApplication>(application.wanted)
               ? translated(QT_TRANSLATE_NOOP("Register", "● issued"))
               : translated(QT_TRANSLATE_NOOP("Register", "● approved"));
}

QString applicationWords(const core::Application &application, const core::RegisterState &state)
{
    if (const auto *wanted = std::get_if<core::CertificateApplication>(&application.wanted))
        return wantedWords(*wanted);
    if (const auto *release = std::get_if<core::ReleaseApplication>(&application.wanted))
        return translated(QT_TRANSLATE_NOOP("Register", "lift the suspension of %1"))
            .arg(subjectWords(release->serialNumber, state));
    return translated(QT_TRANSLATE_NOOP("Register", "resume the seal %1"))
        .arg(sealWords(std::get<core::SealResumption>(application.wanted).seal, state));
}

QString signerWords(const Digest &fingerprint, const core::RegisterState &state)
{
    const crypto::Certificate *signer = state.signer(fingerprint);
    if (!signer)
        return QString::fromLatin1(fingerprint.toHex().left(16));
    return translated(QT_TRANSLATE_NOOP("Register", "%1 (%2)")).arg(signer->commonName(), signer->subjectId());
}

ActWords wordsOf(const core::RegisterAct &act, const core::RegisterState &state)
{
    ActWords words = std::visit(Teller{state}, act.content);
    const auto role = core::officerFor(act.content);
    words.office = role ? roleWords(*role) : purposeWords(crypto::CertificatePurpose::OperatingAuthority);
    return words;
}

QByteArray registerCsv(const std::vector<core::SignedAct> &acts, const core::RegisterState &state)
{
    QString csv = line({translated(QT_TRANSLATE_NOOP("Register", "No.")),
        translated(QT_TRANSLATE_NOOP("Register", "Time")), translated(QT_TRANSLATE_NOOP("Register", "Office")),
        translated(QT_TRANSLATE_NOOP("Register", "Officer")), translated(QT_TRANSLATE_NOOP("Register", "Act")),
        translated(QT_TRANSLATE_NOOP("Register", "About")), translated(QT_TRANSLATE_NOOP("Register", "Words")),
        translated(QT_TRANSLATE_NOOP("Register", "Signer's certificate (SM3)")),
        translated(QT_TRANSLATE_NOOP("Register", "Digest of the act (SM3)"))});
    for (const core::SignedAct &act : acts) {
        const ActWords words = wordsOf(act.act, state);
        csv += line({QString::number(act.act.number), toDateTime(act.act.at).toLocalTime().toString(Qt::ISODate),
            words.office, signerWords(act.act.signer, state), words.kind, words.about, words.words,
            QString::fromLatin1(act.act.signer.toHex()), QString::fromLatin1(act.digest().toHex())});
    }
    return "\xEF\xBB\xBF" + csv.toUtf8();
}

} // namespace wenyi::ui
