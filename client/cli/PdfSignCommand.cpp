// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/Places.h"
#include "client/cli/Unlock.h"
#include "client/core/profile/Profile.h"
#include "client/core/sealing/PdfFace.h"
#include "client/core/sealing/PdfKey.h"
#include "client/core/sealing/PdfSigning.h"
#include "client/core/token/TokenDrivers.h"
#include "client/core/token/TokenSigner.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

using core::PdfSignatureKind;

struct PdfSignArguments
{
    std::string file;
    std::string key;
    std::string profile;
    std::string driver;
    std::string device;
    std::string container;
    std::string pinFile;
    std::string target;
    std::string at;
    std::string picture;
    std::string seal;
    double width = 42;
    std::string reason;
    std::string kind = "pkcs7";
    std::vector<std::string> chain;
};

const std::map<std::string, PdfSignatureKind> &kinds()
{
    static const std::map<std::string, PdfSignatureKind> all{
        {"pkcs7", PdfSignatureKind::Pkcs7Detached}, {"cades", PdfSignatureKind::CadesDetached}};
    return all;
}

Result<core::PdfAppearance> readAppearance(const PdfSignArguments &arguments)
{
    WENYI_TRY(const auto place, readPlace(arguments.at));
    if (arguments.seal.empty() && arguments.picture.empty())
        return Error{ErrorCode::InvalidInput, "pdf-sign.no-picture", {}};
    core::PdfAppearance appearance{place.page, place.centre, arguments.width, {}};
    if (arguments.seal.empty()) {
        WENYI_TRY(appearance.picture, readBounded(fromArgument(arguments.picture), limits::Blob));
        return appearance;
    }
    WENYI_TRY(const QByteArray der, readBounded(fromArgument(arguments.seal), 8 * limits::MiB));
    WENYI_TRY(const auto face, core::faceOfPersonalSeal(der));
    appearance.picture = face.picture;
    appearance.width = face.width;
    return appearance;
}

Result<QList<crypto::Certificate>> readChain(const PdfSignArguments &arguments)
{
    constexpr auto Suites = crypto::TakenSuites::Sm2AndP256;
    QList<crypto::Certificate> chain;
    for (const std::string &path : arguments.chain) {
        WENYI_TRY(const QByteArray bytes, readBounded(fromArgument(path), limits::MiB));
        if (bytes.contains("-----BEGIN ")) {
            WENYI_TRY(const auto several, crypto::Certificate::listFromPem(bytes, Suites));
            chain += several;
        } else {
            WENYI_TRY(const auto one, crypto::Certificate::fromDer(bytes, Suites));
            chain.append(one);
        }
    }
    return chain;
}

/// A key file's key, or with a driver one on a token; the profile says which drivers may be loaded.
Result<std::unique_ptr<crypto::Signer>> openSigner(const PdfSignArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto pin, readPin(arguments.pinFile));
    if (arguments.key.empty()) {
        WENYI_TRY(const auto profile, core::Profile::open(fromArgument(arguments.profile)));
        WENYI_TRY(const auto drivers, core::TokenDrivers::read(profile));
        WENYI_TRY(const auto driver, drivers.at(fromArgument(arguments.driver)));
        const token::KeyPlace place{fromArgument(arguments.device), {}, fromArgument(arguments.container)};
        return core::TokenSigner::openForPdfs(driver, context.environment.tokens, place, pin);
    }
    return core::openPdfKey(fromArgument(arguments.key), pin);
}

Result<void> sign(const PdfSignArguments &arguments, const Context &context)
{
    core::PdfSigningRequest request;
    request.kind = kinds().at(arguments.kind);
    request.reason = fromArgument(arguments.reason);
    WENYI_TRY(request.chain, readChain(arguments));
    if (!arguments.at.empty()) {
        WENYI_TRY(request.appearance, readAppearance(arguments));
    }
    WENYI_TRY(const QByteArray pdf, readBounded(fromArgument(arguments.file), limits::Blob));
    WENYI_TRY(const auto signer, openSigner(arguments, context));
    WENYI_TRY(const QByteArray product, core::signPdf(pdf, request, *signer, context.environment.clock.now()));
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, product));
    const crypto::Certificate &certificate = signer->certificate();
    const QString suite = crypto::suiteName(certificate.suite());
    context.output.line(u"%1  %2  %3"_s.arg(certificate.commonName(), suite, target));
    if (certificate.suite() == crypto::Suite::Sm2WithSm3)
        context.output.line(u"Other programs that read PDFs do not know SM2 and SM3: they cannot verify this."_s);
    context.output.result({{u"signer"_s, certificate.commonName()}, {u"suite"_s, suite}, {u"file"_s, target}});
    return {};
}

} // namespace

void addPdfSignCommand(Command &pdf, Chosen &chosen)
{
    auto arguments = std::make_shared<PdfSignArguments>();
    Command &command = pdf.addCommand(
        "sign", "Sign a PDF in an update behind it; a P-256 key (`pdf new-key`) makes what other programs verify");
    command.addOption("file", arguments->file, "The PDF file").required();
    Command &key = command.addGroup("Key", "Whose signature it is", 1, 1);
    key.addOption("--key", arguments->key, "The signer's key file");
    Option driver = key.addOption("--driver", arguments->driver,
        "The driver of the token (PKCS#11) that has a P-256 key, as `token allow` has it");
    const Option profile =
        command.addOption("--profile", arguments->profile, "The desktop whose drivers may be loaded").needs(driver);
    const Option device = command.addOption("--device", arguments->device, "The token's label").needs(driver);
    const Option container =
        command.addOption("--container", arguments->container, "The certificate's label on it").needs(driver);
    driver.needs(profile).needs(device).needs(container);
    command.addOption("--pin-file", arguments->pinFile, "File with its PIN; else the variable WENYI_PIN");
    command.addOption("--chain", arguments->chain, "Certificates that go along (PEM or DER); may be given again")
        .oneValueEach();
    command.addOption("--subfilter", arguments->kind, "adbe.pkcs7.detached or ETSI.CAdES.detached; pkcs7 if not given")
        .oneOf(kinds());
    command.addOption("--reason", arguments->reason, "Why it is signed");
    Option at = command.addOption("--at", arguments->at,
        "PAGE,X,Y: where a picture stands; pages count from 1, millimetres from the upper left to its middle");
    Command &face = command.addGroup("Picture", "What stands there", 0, 1);
    Option picture = face.addOption("--picture", arguments->picture, "A picture; what is transparent stays so");
    picture.needs(at);
    Option seal = face.addOption("--seal", arguments->seal, "The face of this personal seal (DER), at its own size");
    seal.needs(at);
    command.addOption("--width", arguments->width, "Of the picture in millimetres; 42 if not given")
        .within(1.0, 500.0)
        .needs(picture);
    command.addOption("--out", arguments->target, "Where the signed PDF goes").required();
    runWhenChosen(command, chosen, arguments, sign);
}

} // namespace wenyi::cli
