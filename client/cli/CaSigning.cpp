// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Ca.h"
#include "client/core/domain/AuthorityFolder.h"
#include "client/core/domain/AuthorityWork.h"
#include "client/core/domain/PdfAuthority.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QFileInfo>
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

struct CardArguments
{
    CaArguments ca;
    std::string directory;
    std::string target;
};

struct AppointArguments
{
    CaArguments ca;
    std::string role;
    std::string certificate;
};

Result<void> issue(const IssueArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    WENYI_TRY(auto officer, openOfficer(arguments.ca, Role::SystemAdministrator));
    WENYI_TRY(const auto pin, readAuthorityPin(arguments.ca));
    WENYI_TRY(const auto certificate, core::AuthorityWork(fromArgument(arguments.ca.folder), context.environment)
                                          .issue(*opened, static_cast<quint64>(arguments.application), officer, pin));
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, certificate.toDer()));
    const QString serial = QString::fromLatin1(certificate.serialNumber());
    context.output.line(u"%1  %2"_s.arg(serial, target));
    context.output.result({{u"serial"_s, serial}, {u"file"_s, target}});
    return {};
}

Result<void> publish(const PublishArguments &arguments, const Context &context)
{
    using Kind = core::CertificateRegister::ListKind;
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    WENYI_TRY(auto officer, openOfficer(arguments.ca, Role::SystemAdministrator));
    WENYI_TRY(const auto pin, readAuthorityPin(arguments.ca));
    const QString target = fromArgument(arguments.target);
    const core::AuthorityWork::Publication publication{arguments.isDelta ? Kind::Delta : Kind::Complete,
        std::chrono::hours(24) * arguments.days, target, !arguments.pdfTarget.empty(),
        fromArgument(arguments.pdfTarget), fromArgument(arguments.directory), fromArgument(arguments.newDirectory)};
    WENYI_CHECK(core::AuthorityWork(fromArgument(arguments.ca.folder), context.environment)
                    .publish(*opened, publication, officer, pin));
    const auto number = static_cast<qint64>(opened->state().lastListNumber());
    context.output.line(u"%1  %2"_s.arg(number).arg(target));
    const bool hasPdfs = QFileInfo::exists(fromArgument(arguments.ca.folder) + u"/pdf-authority.der"_s);
    if (hasPdfs && !publication.withPdfs && !publication.newDirectory.isEmpty())
        context.output.line(u"The list of the authority for PDFs stays the one of before; --pdf-out renews it."_s);
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

/// What goes to the other domain's administrator; its fingerprint goes there another way.
Result<void> writeCard(const CardArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto authority, openAuthority(arguments.ca, context));
    WENYI_TRY(const auto current, readCurrentDirectory(arguments.directory, authority));
    WENYI_TRY(const directory::PeerCard card, authority.cardOf(current.content()));
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, card.toBytes()));
    const QString root = QString::fromLatin1(card.rootFingerprint().toHex());
    context.output.line(u"%1  %2  %3"_s.arg(card.domain, root, target));
    context.output.result({{u"domain"_s, card.domain}, {u"root"_s, root}, {u"file"_s, target}});
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
    return core::readDirectory(fromArgument(file), trust, authority.now());
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
        "Where the complete list of the authority for PDFs goes (DER); it is made at the same time, and every next "
        "version of the directory brings it to the desktops");
    publisher.addOption("--out", publishing->target, "Where the list goes (DER)").required();
    runWhenChosen(publisher, chosen, publishing, publish);
    auto making = std::make_shared<CaArguments>();
    Command &maker = ca.addCommand("pdf-authority",
        "Who has the operating CA's PIN makes the domain's P-256 authority, for signatures on PDFs alone");
    addAuthorityFolder(maker, *making);
    addAuthorityPin(maker, *making);
    runWhenChosen(maker, chosen, making, makePdfAuthority);
    auto telling = std::make_shared<CardArguments>();
    Command &teller =
        ca.addCommand("card", "Who has the operating CA's PIN writes what another exchange domain is told of this one");
    addAuthorityFolder(teller, telling->ca);
    addAuthorityPin(teller, telling->ca);
    teller.addOption("--directory", telling->directory, "The directory in force, directory.wyd").required();
    teller.addOption("--out", telling->target, "Where the card goes, NAME.wypeer").required();
    runWhenChosen(teller, chosen, telling, writeCard);
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
