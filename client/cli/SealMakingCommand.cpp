// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/SealFaceOptions.h"
#include "client/cli/Unlock.h"
#include "client/core/domain/AuthorityFolder.h"
#include "client/core/domain/SealIssuing.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr qsizetype MaximumSeal = 8 * limits::MiB;
constexpr qsizetype MaximumDirectory = 64 * limits::MiB;

/// The folder of the domain's authority, and the PIN of its keys.
struct AuthorityArguments
{
    std::string folder;
    std::string pinFile;
};

struct MakeArguments
{
    AuthorityArguments authority;
    std::string signer;
    std::string name;
    std::string target;
    int years = 3;
    FaceArguments face;
};

struct IssueArguments
{
    AuthorityArguments authority;
    std::string seal;
    std::string directory;
    std::string target;
    std::string keeper;
    std::string replaces;
    std::string profile;
};

Result<core::DomainAuthority> openAuthority(const AuthorityArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto pin, readPin(arguments.pinFile));
    return core::DomainAuthority::open(fromArgument(arguments.folder), pin, context.environment);
}

void tell(const seal::ElectronicSeal &electronicSeal, const QString &file, const Output &output)
{
    const QString digest = QString::fromLatin1(electronicSeal.digest().toHex());
    output.line(u"%1  %2  %3  %4"_s.arg(electronicSeal.info().id, electronicSeal.info().name, digest, file));
    output.result({{u"id"_s, electronicSeal.info().id}, {u"name"_s, electronicSeal.info().name}, {u"digest"_s, digest},
        {u"file"_s, file}});
}

Result<void> make(const MakeArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto signer, core::readSealSigner(fromArgument(arguments.signer)));
    const QString given = fromArgument(arguments.name);
    const QString name = given.isEmpty() ? signer.commonName() : given;
    WENYI_TRY(const auto face, makeFace(arguments.face, name, context));
    WENYI_TRY(auto authority, openAuthority(arguments.authority, context));
    // A break parts the arcs of the face; the name is one text.
    const core::SealOrder order{signer, QString(name).remove(u"\\n"_s), typeOf(arguments.face), face, arguments.years};
    WENYI_TRY(const auto made, core::makeOrderedSeal(authority, order, context.environment));
    if (!arguments.face.preview.empty())
        WENYI_CHECK(writeDurably(fromArgument(arguments.face.preview), face.bytes));
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, made.toDer()));
    tell(made, target, context.output);
    return {};
}

Result<void> issue(const IssueArguments &arguments, const Context &context)
{
    WENYI_TRY(const QByteArray der, readBounded(fromArgument(arguments.seal), MaximumSeal));
    WENYI_TRY(const auto electronicSeal, seal::ElectronicSeal::fromDer(der));
    WENYI_TRY(const auto authority, openAuthority(arguments.authority, context));
    WENYI_TRY(const auto trust, authority.trust());
    WENYI_TRY(const QByteArray bytes, readBounded(fromArgument(arguments.directory), MaximumDirectory));
    WENYI_TRY(const auto directory, directory::Directory::open(bytes, trust, context.environment.clock.now()));
    core::SealIssue order{electronicSeal, MemberId(fromArgument(arguments.keeper)), {}};
    if (!arguments.replaces.empty())
        order.replaces = SealId(fromArgument(arguments.replaces));
    WENYI_TRY(
        const auto opened, core::openRegister(fromArgument(arguments.authority.folder), context.environment.clock));
    WENYI_TRY(const QByteArray next, core::registerSeal(authority, *opened, directory, order));
    if (!arguments.profile.empty()) {
        WENYI_TRY(const auto profile, core::Profile::open(fromArgument(arguments.profile)));
        WENYI_CHECK(core::handOverSeal(profile, order.keeper, electronicSeal));
    }
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, next));
    tell(electronicSeal, target, context.output);
    return {};
}

void addAuthorityOptions(Command &command, AuthorityArguments &arguments)
{
    command.addOption("--authority", arguments.folder, "Folder of the domain's authority").required();
    command.addOption("--pin-file", arguments.pinFile, "File with the PIN of its keys; else the variable WENYI_PIN");
}

} // namespace

void addSealMakingCommands(Command &seal, Chosen &chosen)
{
    auto making = std::make_shared<MakeArguments>();
    Command &maker =
        seal.addCommand("make", "Draw a seal, or clean a scanned one, and sign it with the domain's seal maker");
    addAuthorityOptions(maker, making->authority);
    maker
        .addOption("--signer", making->signer,
            "Who will seal with it: the unit's certificate (PEM or DER) or the seal keeper's key file; of a person's "
            "seal "
            "the member's")
        .required();
    maker.addOption("--name", making->name,
        "What stands around the star or in the square; the certificate's name if not given; \\n parts two arcs");
    addFaceOptions(maker, making->face);
    maker.addOption("--years", making->years, "How long it may be used; 3 if not given").within(1, 10);
    maker.addOption("--out", making->target, "Where the seal goes, FILE.esl").required();
    runWhenChosen(maker, chosen, making, make);
    auto issuing = std::make_shared<IssueArguments>();
    Command &issuer =
        seal.addCommand("issue", "Register a seal in the directory; `wenyi-server update` then spreads it");
    addAuthorityOptions(issuer, issuing->authority);
    issuer.addOption("file", issuing->seal, "The seal, FILE.esl").required();
    issuer.addOption("--directory", issuing->directory, "The directory in force, directory.wyd").required();
    issuer
        .addOption("--keeper", issuing->keeper, "The member who keeps it, or whose personal seal it is, UNIT-CODE/NAME")
        .required();
    issuer.addOption(
        "--replaces", issuing->replaces, "换证重制: the id of the seal that is revoked with it, as replaced");
    issuer.addOption("--profile", issuing->profile, "The keeper's profile, to put the seal there as well");
    issuer.addOption("--out", issuing->target, "Where the new directory goes").required();
    runWhenChosen(issuer, chosen, issuing, issue);
}

} // namespace wenyi::cli
