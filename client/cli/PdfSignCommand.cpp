// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/PdfDesk.h"
#include "client/cli/Places.h"
#include "client/core/sealing/PdfFace.h"
#include "client/core/sealing/PdfKey.h"
#include "client/core/sealing/PdfSigning.h"
#include "client/core/sealing/PdfTrail.h"
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
    PdfDeskArguments desk;
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

/// The desktop that was named, or the one in whose folder the key lies; none for a key that lies elsewhere.
Result<std::optional<core::KeyFileOwner>> deskOf(const PdfSignArguments &arguments)
{
    if (arguments.desk.profile.empty())
        return core::ownerOfKeyFile(fromArgument(arguments.key));
    WENYI_TRY(const auto profile, core::Profile::open(fromArgument(arguments.desk.profile)));
    WENYI_TRY(const MemberId member, memberOf(profile, arguments.desk.member));
    return std::optional(core::KeyFileOwner{profile.folder, member});
}

/// The key file that was named, or the member's own; none where the key lies on a token.
Result<QString> keyFileOf(const PdfSignArguments &arguments, const core::Workspace &desk)
{
    if (!arguments.key.empty() || !arguments.driver.empty())
        return fromArgument(arguments.key);
    const QString path = core::pdfKeyOf(desk.profile(), desk.member().id);
    if (path.isEmpty())
        return Error{ErrorCode::NotFound, "pdf-key.none", desk.member().id.toString()};
    return path;
}

/// A key file's key, or with a driver one on a token; the desktop says which drivers may be loaded.
Result<std::unique_ptr<crypto::Signer>> openSigner(
    const PdfSignArguments &arguments, const QString &keyFile, const SecretBytes &pin, const core::Workspace &desk)
{
    if (arguments.driver.empty())
        return core::openPdfKey(keyFile, pin);
    WENYI_TRY(const auto drivers, core::TokenDrivers::read(desk.profile()));
    WENYI_TRY(const auto driver, drivers.at(fromArgument(arguments.driver)));
    const token::KeyPlace place{fromArgument(arguments.device), {}, fromArgument(arguments.container)};
    return core::TokenSigner::openForPdfs(driver, desk.environment().tokens, place, pin);
}

struct Signed
{
    crypto::Certificate by;
    std::optional<core::RevocationAge> listAge; ///< Nothing where no list was asked.
};

/// With a desktop behind it: by its knowledge of revocations, and with the try in its audit log.
Result<Signed> signAtDesk(core::Workspace &desk, const PdfSignArguments &arguments, const QByteArray &pdf,
    const core::PdfSigningRequest &request, const SecretBytes &pin)
{
    const Instant now = desk.environment().clock.now();
    const core::PdfTrust trust = core::pdfTrustOf(desk.trust(), desk.directory(), now);
    WENYI_TRY(const QString keyFile, keyFileOf(arguments, desk));
    const auto sign = [&]() -> Result<Signed> {
        WENYI_TRY(const auto signer, openSigner(arguments, keyFile, pin, desk));
        WENYI_CHECK(core::checkPdfSigner(signer->certificate(), trust));
        WENYI_TRY(const QByteArray product, core::signPdf(pdf, request, *signer, now));
        WENYI_CHECK(writeDurably(fromArgument(arguments.target), product));
        return Signed{signer->certificate(), core::pdfListAge(signer->certificate(), trust)};
    };
    return core::withPdfTrail(desk, core::pdfTrailSubject(pdf, keyFile), sign);
}

/// By a key of nobody's desktop: there is no directory to ask, and no log.
Result<Signed> signAlone(const PdfSignArguments &arguments, const QByteArray &pdf,
    const core::PdfSigningRequest &request, const SecretBytes &pin, const Context &context)
{
    WENYI_TRY(const auto signer, core::openPdfKey(fromArgument(arguments.key), pin));
    WENYI_TRY(const QByteArray product, core::signPdf(pdf, request, *signer, context.environment.clock.now()));
    WENYI_CHECK(writeDurably(fromArgument(arguments.target), product));
    return Signed{signer->certificate(), {}};
}

Result<Signed> signAnywhere(const PdfSignArguments &arguments, const QByteArray &pdf,
    const core::PdfSigningRequest &request, const Context &context)
{
    WENYI_TRY(const auto pin, readPin(arguments.pinFile));
    WENYI_TRY(const auto owner, deskOf(arguments));
    if (!owner) {
        context.output.line(u"No desktop is named (--profile), and the key lies in none: whether its certificate was"
                            " revoked is not asked, and no log has it."_s);
        return signAlone(arguments, pdf, request, pin, context);
    }
    WENYI_TRY(const auto desk, unlockPdfDesk(owner->profile, owner->member, arguments.desk, pin, context));
    return signAtDesk(*desk, arguments, pdf, request, pin);
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
    WENYI_TRY(const Signed done, signAnywhere(arguments, pdf, request, context));
    const QString target = fromArgument(arguments.target);
    const QString suite = crypto::suiteName(done.by.suite());
    context.output.line(u"%1  %2  %3"_s.arg(done.by.commonName(), suite, target));
    if (done.by.suite() == crypto::Suite::Sm2WithSm3)
        context.output.line(u"Other programs that read PDFs do not know SM2 and SM3: they cannot verify this."_s);
    QJsonObject result{{u"signer"_s, done.by.commonName()}, {u"suite"_s, suite}, {u"file"_s, target}};
    tellListAge(done.listAge, context.output, result);
    context.output.result(result);
    return {};
}

} // namespace

void addPdfSignCommand(Command &pdf, Chosen &chosen)
{
    auto arguments = std::make_shared<PdfSignArguments>();
    Command &command = pdf.addCommand(
        "sign", "Sign a PDF in an update behind it; a P-256 key (`pdf new-key`) makes what other programs verify");
    command.addOption("file", arguments->file, "The PDF file").required();
    Command &key =
        command.addGroup("Key", "Whose signature it is: a key file's, a token's, or else the member's own", 1, 2);
    key.addOption("--key", arguments->key, "The signer's key file");
    Option driver = key.addOption("--driver", arguments->driver,
        "The driver of the token (PKCS#11) that has a P-256 key, as `token allow` has it");
    const Option profile = key.addOption("--profile", arguments->desk.profile,
        "The desktop that judges the signer and writes it down; not needed for a key file that lies in one");
    addPdfDeskOptions(command, arguments->desk);
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
