// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Ca.h"
#include "client/cli/Commands.h"
#include "client/cli/Unlock.h"
#include "client/core/authority/CertificationService.h"
#include "client/core/authority/KeyToCertify.h"
#include "client/core/domain/AuthorityFolder.h"
#include "client/core/domain/RegisterFounding.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

using directory::Role;

struct ApplyArguments
{
    CaArguments ca;
    std::string request;
    std::string purpose;
    std::string name;
    std::string organization;
    std::string id;
    int years = 3;
};

struct SerialArguments
{
    CaArguments ca;
    std::string serial;
    std::string reason = "unspecified";
    std::string words;
    int years = 3;
};

struct DecisionArguments
{
    CaArguments ca;
    qsizetype application = 0;
    std::string words;
    bool isApproved = false;
};

/// Writes one act of an officer and tells its number.
Result<void> write(
    const CaArguments &arguments, Role role, const core::RegisterContent &content, const Context &context)
{
    WENYI_TRY(const auto opened, openRegister(arguments, context));
    WENYI_TRY(auto officer, openOfficer(arguments, role));
    WENYI_TRY(const quint64 number, opened->append(content, officer));
    context.output.line(QString::number(number));
    context.output.result({{u"act"_s, static_cast<qint64>(number)}});
    return {};
}

Result<void> apply(const ApplyArguments &arguments, const Context &context)
{
    const auto purpose = purposeWords().at(arguments.purpose);
    const auto taken =
        purpose == crypto::CertificatePurpose::PdfSigner ? crypto::TakenSuites::Sm2AndP256 : crypto::TakenSuites::Sm2;
    WENYI_TRY(const auto wanted, core::readKeyToCertify(fromArgument(arguments.request), taken));
    const core::CertificateApplication application{
        {fromArgument(arguments.name), fromArgument(arguments.organization), fromArgument(arguments.id)}, purpose,
        wanted.key.toDer(), arguments.years, {}};
    return write(arguments.ca, Role::SystemAdministrator, application, context);
}

Result<void> renew(const SerialArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    WENYI_TRY(const auto application,
        core::renewalOf(opened->state(), QByteArray::fromStdString(arguments.serial), arguments.years));
    return write(arguments.ca, Role::SystemAdministrator, application, context);
}

Result<void> release(const SerialArguments &arguments, const Context &context)
{
    const core::ReleaseApplication application{
        QByteArray::fromStdString(arguments.serial), fromArgument(arguments.words)};
    return write(arguments.ca, Role::SystemAdministrator, application, context);
}

Result<void> decide(const DecisionArguments &arguments, const Context &context)
{
    const core::ApplicationDecision decision{
        static_cast<quint64>(arguments.application), arguments.isApproved, fromArgument(arguments.words)};
    return write(arguments.ca, Role::SecurityAdministrator, decision, context);
}

Result<void> revoke(const SerialArguments &arguments, const Context &context)
{
    const core::CertificateRevocation revocation{
        QByteArray::fromStdString(arguments.serial), reasonWords().at(arguments.reason), fromArgument(arguments.words)};
    return write(arguments.ca, Role::SecurityAdministrator, revocation, context);
}

std::vector<std::string> reasons()
{
    std::vector<std::string> words;
    for (const auto &[word, reason] : reasonWords()) {
        if (reason != crypto::RevocationReason::CertificateHold)
            words.push_back(word);
    }
    return words;
}

void addApply(Command &ca, Chosen &chosen)
{
    auto arguments = std::make_shared<ApplyArguments>();
    Command &command =
        ca.addCommand("apply", "The system administrator asks for a certificate; tells the act's number");
    addAuthorityFolder(command, arguments->ca);
    addOfficerOptions(command, arguments->ca);
    command
        .addOption("--request", arguments->request,
            "Whose key: a certificate request (PKCS#10, PEM or DER), or a key file or certificate")
        .required();
    command
        .addOption("--purpose", arguments->purpose,
            "What it is for; `pdf` is for a P-256 key that signs PDFs, all others are for SM2 keys")
        .required()
        .oneOf(purposeWords());
    command.addOption("--name", arguments->name, "Common name").required();
    command.addOption("--organization", arguments->organization, "Organisation");
    command.addOption("--id", arguments->id, "The unit's code, or the member's or desktop's id").required();
    command.addOption("--years", arguments->years, "How long it is good for; 3 if not given").within(1, 20);
    runWhenChosen(command, chosen, arguments, apply);
}

std::shared_ptr<SerialArguments> addSerialCommand(Command &command)
{
    auto arguments = std::make_shared<SerialArguments>();
    addAuthorityFolder(command, arguments->ca);
    addOfficerOptions(command, arguments->ca);
    command.addOption("serial", arguments->serial, "Serial number of the certificate, as `ca list` tells it")
        .required();
    return arguments;
}

void addApplications(Command &ca, Chosen &chosen)
{
    addApply(ca, chosen);
    Command &renewing =
        ca.addCommand("renew", "The system administrator asks for a certificate's next one, for its key");
    auto renewal = addSerialCommand(renewing);
    renewing.addOption("--years", renewal->years, "How long it is good for; 3 if not given").within(1, 20);
    runWhenChosen(renewing, chosen, renewal, renew);
    Command &releasing = ca.addCommand("release", "The system administrator asks to lift a suspension");
    auto lifted = addSerialCommand(releasing);
    releasing.addOption("--words", lifted->words, "Why");
    runWhenChosen(releasing, chosen, lifted, release);
}

void addDecision(Command &ca, Chosen &chosen, const std::string &name, const std::string &about, bool isApproved)
{
    auto arguments = std::make_shared<DecisionArguments>();
    arguments->isApproved = isApproved;
    Command &command = ca.addCommand(name, about);
    addAuthorityFolder(command, arguments->ca);
    addOfficerOptions(command, arguments->ca);
    command.addOption("application", arguments->application, "Number of the application").required();
    command.addOption("--words", arguments->words, "Why");
    runWhenChosen(command, chosen, arguments, decide);
}

void addRevocations(Command &ca, Chosen &chosen)
{
    Command &revoking = ca.addCommand("revoke", "The security administrator revokes a certificate for good");
    auto revoked = addSerialCommand(revoking);
    revoking.addOption("--reason", revoked->reason, "Why").required().oneOf(reasons());
    revoking.addOption("--words", revoked->words, "Why, in words");
    runWhenChosen(revoking, chosen, revoked, revoke);
    Command &suspending = ca.addCommand("suspend", "The security administrator suspends a certificate until `release`");
    auto suspended = addSerialCommand(suspending);
    suspended->reason = "hold";
    suspending.addOption("--words", suspended->words, "Why, in words");
    runWhenChosen(suspending, chosen, suspended, revoke);
}

} // namespace

void addAuthorityFolder(Command &command, CaArguments &arguments)
{
    command.addOption("--authority", arguments.folder, "Folder of the domain's authority").required();
}

void addOfficerOptions(Command &command, CaArguments &arguments)
{
    command.addOption("--pin-file", arguments.pinFile, "File with the officer's PIN; else the variable WENYI_PIN");
    command.addOption(
        "--officer-key", arguments.officerKey, "The officer's key file; officers/ of the authority if not given");
}

void addAuthorityPin(Command &command, CaArguments &arguments)
{
    command.addOption("--authority-pin-file", arguments.authorityPinFile,
        "File with the operating CA's PIN; else the variable WENYI_AUTHORITY_PIN");
}

Result<std::unique_ptr<core::CertificateRegister>> openRegister(const CaArguments &arguments, const Context &context)
{
    return core::openRegister(fromArgument(arguments.folder), context.environment.clock);
}

Result<crypto::KeySigner> openOfficer(const CaArguments &arguments, Role role)
{
    WENYI_TRY(const auto pin, readPin(arguments.pinFile));
    return core::openOfficer(arguments.officerKey.empty() ? core::officerKeyPath(fromArgument(arguments.folder), role)
                                                          : fromArgument(arguments.officerKey),
        pin);
}

Result<SecretBytes> readAuthorityPin(const CaArguments &arguments)
{
    return readPin(arguments.authorityPinFile, "WENYI_AUTHORITY_PIN");
}

const std::map<std::string, crypto::CertificatePurpose> &purposeWords()
{
    using enum crypto::CertificatePurpose;
    static const std::map<std::string, crypto::CertificatePurpose> words{{"server", Server}, {"unit", Unit},
        {"unit-encryption", UnitEncryption}, {"member", Member}, {"member-encryption", MemberEncryption},
        {"desktop", Desktop}, {"seal-maker", SealMaker}, {"time-stamp", TimeStamp}, {"pdf", PdfSigner}};
    return words;
}

const std::map<std::string, crypto::RevocationReason> &reasonWords()
{
    using enum crypto::RevocationReason;
    static const std::map<std::string, crypto::RevocationReason> words{{"unspecified", Unspecified},
        {"key-compromise", KeyCompromise}, {"affiliation-changed", AffiliationChanged}, {"superseded", Superseded},
        {"cessation-of-operation", CessationOfOperation}, {"hold", CertificateHold},
        {"privilege-withdrawn", PrivilegeWithdrawn}};
    return words;
}

namespace {

template<typename Meaning>
QString wordFor(const std::map<std::string, Meaning> &words, Meaning meaning)
{
    for (const auto &[word, known] : words) {
        if (known == meaning)
            return QString::fromStdString(word);
    }
    return {};
}

} // namespace

QString wordOf(crypto::CertificatePurpose purpose)
{
    if (purpose == crypto::CertificatePurpose::RootAuthority) // Registered is the one for PDFs, never applied for.
        return u"pdf-authority"_s;
    return wordFor(purposeWords(), purpose);
}

QString wordOf(crypto::RevocationReason reason)
{
    return wordFor(reasonWords(), reason);
}

void addCaCommand(Command &app, Chosen &chosen)
{
    Command &ca = app.addCommand("ca", "The domain's certificates: applied for, approved, issued, revoked, listed");
    ca.requireCommand();
    addApplications(ca, chosen);
    addDecision(ca, chosen, "approve", "The security administrator approves an application", true);
    addDecision(ca, chosen, "reject", "The security administrator rejects an application", false);
    addRevocations(ca, chosen);
    addCaSigning(ca, chosen);
    addCaTimeStamp(ca, chosen);
    addCaUnblocking(ca, chosen);
    addCaReports(ca, chosen);
}

} // namespace wenyi::cli
