// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Ca.h"
#include "client/core/authority/CertificationService.h"
#include "client/core/domain/PdfAuthority.h"
#include "client/core/domain/RegisterFounding.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

using directory::Role;

struct IssueArguments
{
    CaArguments ca;
    qsizetype application = 0;
    std::string target;
};

struct PublishArguments
{
    CaArguments ca;
    std::string target;
    std::string directory;
    std::string newDirectory;
    std::string pdfTarget;
    int days = 30;
    bool isDelta = false;
};

struct AppointArguments
{
    CaArguments ca;
    std::string role;
    std::string certificate;
};

/// The authority for PDFs, where the domain has one. Opened where it is wanted alone: another PIN on its key, or none
/// left, keeps nobody from issuing or revoking.
Result<std::optional<crypto::CertificateAuthority>> openPdfAuthority(const CaArguments &arguments)
{
    WENYI_TRY(const auto pin, readAuthorityPin(arguments));
    auto opened = core::openPdfAuthority(fromArgument(arguments.folder), pin);
    if (!opened && opened.error().code == ErrorCode::NotFound)
        return std::optional<crypto::CertificateAuthority>();
    if (!opened)
        return opened.error();
    return std::optional(std::move(*opened));
}

bool isForPdfs(const core::RegisterState &state, quint64 number)
{
    const auto found = state.applications().find(number);
    const auto *wanted = found == state.applications().end()
                             ? nullptr
                             : std::get_if<core::CertificateApplication>(&found->second.wanted);
    return wanted && wanted->purpose == crypto::CertificatePurpose::PdfSigner;
}

Result<void> issue(const IssueArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    WENYI_TRY(auto officer, openOfficer(arguments.ca, Role::SystemAdministrator));
    WENYI_TRY(const auto authority, openAuthority(arguments.ca, context));
    std::optional<crypto::CertificateAuthority> forPdfs;
    if (isForPdfs(opened->state(), static_cast<quint64>(arguments.application))) {
        WENYI_TRY(forPdfs, openPdfAuthority(arguments.ca));
    }
    core::CertificationService service(
        *opened, authority.operating(), context.environment, forPdfs ? &*forPdfs : nullptr);
    WENYI_TRY(const auto certificate, service.issue(static_cast<quint64>(arguments.application), officer));
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, certificate.toDer()));
    const QString serial = QString::fromLatin1(certificate.serialNumber());
    context.output.line(u"%1  %2"_s.arg(serial, target));
    context.output.result({{u"serial"_s, serial}, {u"file"_s, target}});
    return {};
}

/// The directory in force as its next version, with the authority's list and the seals' states in it.
Result<void> renewDirectory(
    const PublishArguments &arguments, const core::DomainAuthority &authority, core::CertificateRegister &certificates)
{
    WENYI_TRY(const auto current, readCurrentDirectory(arguments.directory, authority));
    WENYI_TRY(const QByteArray next, core::issueDirectory(authority, certificates, current, current.content()));
    return writeDurably(fromArgument(arguments.newDirectory), next);
}

Result<void> publish(const PublishArguments &arguments, const Context &context)
{
    using Kind = core::CertificateRegister::ListKind;
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    WENYI_TRY(auto officer, openOfficer(arguments.ca, Role::SystemAdministrator));
    WENYI_TRY(auto authority, openAuthority(arguments.ca, context));
    std::optional<crypto::CertificateAuthority> forPdfs;
    if (!arguments.pdfTarget.empty()) {
        WENYI_TRY(forPdfs, openPdfAuthority(arguments.ca));
        if (!forPdfs)
            return Error{ErrorCode::NotFound, "authority.no-pdf", {}};
    }
    core::CertificationService service(
        *opened, authority.operating(), context.environment, forPdfs ? &*forPdfs : nullptr);
    const auto lifetime = std::chrono::hours(24) * arguments.days;
    WENYI_TRY(
        const QByteArray list, service.publish(arguments.isDelta ? Kind::Delta : Kind::Complete, lifetime, officer));
    if (!arguments.isDelta)
        WENYI_CHECK(authority.keepRevocationList(list));
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, list));
    if (!arguments.pdfTarget.empty()) {
        WENYI_TRY(const QByteArray pdfList, service.listForPdfs(lifetime));
        WENYI_CHECK(writeDurably(fromArgument(arguments.pdfTarget), pdfList));
    }
    if (!arguments.directory.empty())
        WENYI_CHECK(renewDirectory(arguments, authority, *opened));
    const auto number = static_cast<qint64>(opened->state().lastListNumber());
    context.output.line(u"%1  %2"_s.arg(number).arg(target));
    context.output.result({{u"number"_s, number}, {u"delta"_s, arguments.isDelta}, {u"file"_s, target}});
    return {};
}

Result<void> makePdfAuthority(const CaArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto opened, openRegister(arguments, context));
    WENYI_TRY(const auto authority, openAuthority(arguments, context));
    WENYI_TRY(const auto pin, readAuthorityPin(arguments));
    const QString folder = fromArgument(arguments.folder);
    WENYI_TRY(const auto certificate, core::createPdfAuthority(folder, authority, *opened, pin, context.environment));
    const QString serial = QString::fromLatin1(certificate.serialNumber());
    const QString file = folder + u"/pdf-authority.der"_s;
    context.output.line(u"%1  %2"_s.arg(serial, file));
    context.output.result({{u"serial"_s, serial}, {u"file"_s, file}});
    return {};
}

const std::map<std::string, Role> &officerWords()
{
    static const std::map<std::string, Role> words{
        {"system", Role::SystemAdministrator}, {"security", Role::SecurityAdministrator}, {"audit", Role::Auditor}};
    return words;
}

Result<void> appoint(const AppointArguments &arguments, const Context &context)
{
    WENYI_TRY(const QByteArray der, readBounded(fromArgument(arguments.certificate), limits::MiB));
    WENYI_TRY(const auto certificate, crypto::Certificate::fromDer(der));
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    WENYI_TRY(const auto authority, openAuthority(arguments.ca, context));
    WENYI_TRY(const auto trust, authority.trust());
    WENYI_CHECK(trust.verify(certificate, crypto::CertificatePurpose::Member, context.environment.clock.now()));
    const auto signer = authority.operatingSigner();
    WENYI_TRY(const quint64 number,
        opened->append(core::OfficerAppointment{officerWords().at(arguments.role), der}, *signer));
    context.output.line(QString::number(number));
    context.output.result({{u"act"_s, static_cast<qint64>(number)}});
    return {};
}

} // namespace

Result<core::DomainAuthority> openAuthority(const CaArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto pin, readAuthorityPin(arguments));
    return core::DomainAuthority::open(fromArgument(arguments.folder), pin, context.environment);
}

Result<directory::Directory> readCurrentDirectory(const std::string &file, const core::DomainAuthority &authority)
{
    WENYI_TRY(const auto trust, authority.trust());
    WENYI_TRY(const QByteArray bytes, readBounded(fromArgument(file), 64 * limits::MiB));
    return directory::Directory::open(bytes, trust, authority.now());
}

void addCaSigning(Command &ca, Chosen &chosen)
{
    auto issuing = std::make_shared<IssueArguments>();
    Command &issuer = ca.addCommand("issue", "The system administrator has an approved application's certificate made");
    addAuthorityFolder(issuer, issuing->ca);
    addOfficerOptions(issuer, issuing->ca);
    addAuthorityPin(issuer, issuing->ca);
    issuer.addOption("application", issuing->application, "Number of the application").required();
    issuer.addOption("--out", issuing->target, "Where the certificate goes (DER)").required();
    runWhenChosen(issuer, chosen, issuing, issue);
    auto publishing = std::make_shared<PublishArguments>();
    Command &publisher = ca.addCommand("publish", "The system administrator has the next revocation list made");
    addAuthorityFolder(publisher, publishing->ca);
    addOfficerOptions(publisher, publishing->ca);
    addAuthorityPin(publisher, publishing->ca);
    publisher.addFlag("--delta", publishing->isDelta, "Only what changed since the last complete list");
    publisher.addOption("--days", publishing->days, "How long it is good for; 30 if not given").within(1, 400);
    const Option renewed = publisher.addOption("--new-directory", publishing->newDirectory,
        "Where the directory's next version goes, which brings the authority's complete list to every desktop");
    Option current = publisher.addOption("--directory", publishing->directory, "The directory in force, directory.wyd");
    current.needs(renewed);
    publisher.addOption("--pdf-out", publishing->pdfTarget,
        "Where the complete list of the authority for PDFs goes (DER); it is made at the same time");
    publisher.addOption("--out", publishing->target, "Where the list goes (DER)").required();
    runWhenChosen(publisher, chosen, publishing, publish);
    auto making = std::make_shared<CaArguments>();
    Command &maker = ca.addCommand("pdf-authority",
        "Who has the operating CA's PIN makes the domain's P-256 authority, for signatures on PDFs alone");
    addAuthorityFolder(maker, *making);
    addAuthorityPin(maker, *making);
    runWhenChosen(maker, chosen, making, makePdfAuthority);
    auto appointing = std::make_shared<AppointArguments>();
    Command &appointer =
        ca.addCommand("appoint", "Who has the operating CA's PIN makes somebody one of the three officers");
    addAuthorityFolder(appointer, appointing->ca);
    addAuthorityPin(appointer, appointing->ca);
    appointer.addOption("--role", appointing->role, "Which of the three").required().oneOf(officerWords());
    appointer.addOption("--certificate", appointing->certificate, "The person's certificate (DER)").required();
    runWhenChosen(appointer, chosen, appointing, appoint);
}

} // namespace wenyi::cli
