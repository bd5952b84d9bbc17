// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/Unlock.h"
#include "client/core/profile/PinQuality.h"
#include "client/core/sealing/PdfKey.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/crypto/CertificateRequest.h"
#include "shared/crypto/KeyFile.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr auto Taken = crypto::TakenSuites::Sm2AndP256;

struct KeyMakingArguments
{
    std::string pinFile;
    std::string target;
    std::string name;
    std::string organization;
    std::string id;
    std::string request;
    std::string key;
    std::string certificate;
    std::string profile;
    std::string member;
    crypto::Suite suite = crypto::Suite::Sm2WithSm3;
};

/// Until it is certified a key stands under a certificate of its own, which nothing trusts and what signs with it
/// refuses.
Result<void> make(const KeyMakingArguments &arguments, const Context &context)
{
    constexpr std::chrono::days Provisional{90};
    const crypto::CertificateSubject subject{
        fromArgument(arguments.name), fromArgument(arguments.organization), fromArgument(arguments.id)};
    WENYI_TRY(const auto pin, readPin(arguments.pinFile));
    WENYI_CHECK(core::checkNewPin(pin));
    const Instant now = context.environment.clock.now();
    RandomSource &random = context.environment.random;
    WENYI_TRY(const auto own,
        crypto::CertificateAuthority::createRoot(subject, now, now + Provisional, random, arguments.suite));
    WENYI_TRY(const QByteArray request, crypto::CertificateRequest::make(subject, own.key()));
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(crypto::KeyFile::create(target, own.key(), own.certificate(), pin, {}, random));
    WENYI_CHECK(writeDurably(fromArgument(arguments.request), request));
    context.output.line(target);
    context.output.result({{u"key"_s, target}, {u"request"_s, fromArgument(arguments.request)}});
    return {};
}

Result<void> certify(const KeyMakingArguments &arguments, const Context &context)
{
    WENYI_TRY(const QByteArray bytes, readBounded(fromArgument(arguments.certificate), limits::MiB));
    const bool isPem = bytes.contains("-----BEGIN ");
    WENYI_TRY(const auto certificate,
        isPem ? crypto::Certificate::fromPem(bytes, Taken) : crypto::Certificate::fromDer(bytes, Taken));
    WENYI_TRY(const auto file, crypto::KeyFile::open(fromArgument(arguments.key), Taken));
    WENYI_TRY(const auto pin, readPin(arguments.pinFile));
    WENYI_TRY(const auto key, file.unlock(pin));
    RandomSource &random = context.environment.random;
    QString target = fromArgument(arguments.target);
    if (arguments.profile.empty()) {
        WENYI_CHECK(crypto::KeyFile::create(target, key, certificate, pin, {}, random));
    } else {
        WENYI_TRY(const auto profile, core::Profile::open(fromArgument(arguments.profile)));
        WENYI_TRY(const MemberId member, memberOf(profile, arguments.member));
        WENYI_TRY(target, core::takePdfKey(profile, member, key, certificate, pin, random));
    }
    context.output.line(u"%1  %2"_s.arg(certificate.commonName(), target));
    context.output.result({{u"name"_s, certificate.commonName()},
        {u"serial"_s, QString::fromLatin1(certificate.serialNumber())}, {u"key"_s, target}});
    return {};
}

void addMaking(Command &command, crypto::Suite suite, Chosen &chosen)
{
    auto arguments = std::make_shared<KeyMakingArguments>();
    arguments->suite = suite;
    command.addOption("--name", arguments->name, "Common name").required();
    command.addOption("--organization", arguments->organization, "Organisation");
    command.addOption("--id", arguments->id, "The unit's code or the member's id").required();
    command.addOption("--pin-file", arguments->pinFile, "File with the key's PIN; else the variable WENYI_PIN");
    command.addOption("--request", arguments->request, "Where the certificate request goes (DER)").required();
    command.addOption("--out", arguments->target, "Where the key file goes").required();
    runWhenChosen(command, chosen, arguments, make);
}

void addCertifying(Command &command, crypto::Suite suite, Chosen &chosen)
{
    auto arguments = std::make_shared<KeyMakingArguments>();
    command.addOption("--key", arguments->key, "The key file that was made").required();
    command.addOption("--pin-file", arguments->pinFile, "File with its PIN; else the variable WENYI_PIN");
    command.addOption("--certificate", arguments->certificate, "The certificate (PEM or DER)").required();
    Command &where = command.addGroup("Where", "", 1, 1);
    where.addOption("--out", arguments->target, "Where the key file goes");
    if (suite == crypto::Suite::EcdsaP256WithSha256) {
        Option profile = where.addOption("--profile", arguments->profile,
            "The desktop where the key becomes the member's own, pdf.key, under the member's PIN");
        command.addOption("--member", arguments->member, "Whose; not needed where only one member may unlock")
            .needs(profile);
    }
    runWhenChosen(command, chosen, arguments, certify);
}

} // namespace

void addPdfKeyCommands(Command &pdf, Chosen &chosen)
{
    addMaking(pdf.addCommand("new-key", "A new P-256 key for PDFs, and the request that `ca apply` takes"),
        crypto::Suite::EcdsaP256WithSha256, chosen);
    addCertifying(
        pdf.addCommand("certify-key", "The same key under the certificate that was issued for it, as a new key file"),
        crypto::Suite::EcdsaP256WithSha256, chosen);
}

void addKeyMakingCommands(Command &key, Chosen &chosen)
{
    addMaking(key.addCommand("new", "A new SM2 key, for time stamps say, and the request that `ca apply` takes"),
        crypto::Suite::Sm2WithSm3, chosen);
    addCertifying(
        key.addCommand("certify", "The same key under the certificate that was issued for it, as a new key file"),
        crypto::Suite::Sm2WithSm3, chosen);
}

} // namespace wenyi::cli
