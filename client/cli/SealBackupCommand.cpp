// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Ca.h"
#include "client/cli/Commands.h"
#include "client/core/domain/AuthorityFolder.h"
#include "client/core/domain/SealBackup.h"
#include "client/core/domain/SealIssuing.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr qsizetype LargestFile = 16 * limits::MiB;

struct BackupArguments
{
    CaArguments ca;
    std::string file;
    std::string directory;
    std::string target;
    std::string profile;
};

void tell(const seal::ElectronicSeal &electronicSeal, const QString &target, const Output &output)
{
    const QString digest = QString::fromLatin1(electronicSeal.digest().toHex());
    output.line(u"%1  %2  %3"_s.arg(electronicSeal.info().id, digest, target));
    output.result({{u"id"_s, electronicSeal.info().id}, {u"digest"_s, digest}, {u"file"_s, target}});
}

Result<void> backUp(const BackupArguments &arguments, const Context &context)
{
    WENYI_TRY(const QByteArray der, readBounded(fromArgument(arguments.file), LargestFile));
    WENYI_TRY(const auto electronicSeal, seal::ElectronicSeal::fromDer(der));
    const Instant now = context.environment.clock.now();
    WENYI_TRY(const auto trust, core::authorityTrust(fromArgument(arguments.ca.folder), now));
    WENYI_TRY(const auto directory, core::readDirectory(fromArgument(arguments.directory), trust, now));
    WENYI_TRY(auto officer, openOfficer(arguments.ca, directory::Role::SystemAdministrator));
    WENYI_TRY(const QByteArray backup, core::backUpSeal(directory, electronicSeal, officer, now));
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, backup));
    tell(electronicSeal, target, context.output);
    return {};
}

Result<void> restore(const BackupArguments &arguments, const Context &context)
{
    WENYI_TRY(const QByteArray bytes, readBounded(fromArgument(arguments.file), LargestFile));
    WENYI_TRY(const auto backup, core::SealBackup::fromBytes(bytes));
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    const Instant now = context.environment.clock.now();
    WENYI_TRY(const auto trust, core::authorityTrust(fromArgument(arguments.ca.folder), now));
    WENYI_TRY(const auto directory, core::readDirectory(fromArgument(arguments.directory), trust, now));
    WENYI_TRY(const auto electronicSeal, core::restoreSeal(backup, {trust, opened->state(), directory}));
    if (!arguments.profile.empty()) {
        WENYI_TRY(const auto profile, core::Profile::open(fromArgument(arguments.profile)));
        WENYI_CHECK(core::handOverSeal(profile, directory.sealOf(electronicSeal.digest())->keeper, electronicSeal));
    }
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, electronicSeal.toDer()));
    tell(electronicSeal, target, context.output);
    return {};
}

} // namespace

void addSealBackupCommands(Command &seal, Chosen &chosen)
{
    auto backing = std::make_shared<BackupArguments>();
    Command &backup = seal.addCommand("backup",
        "备份: a registered seal, its public bytes, under an officer's signature; its key is backed up apart");
    backup.addOption("file", backing->file, "The seal, FILE.esl").required();
    addAuthorityFolder(backup, backing->ca);
    addOfficerOptions(backup, backing->ca);
    backup.addOption("--directory", backing->directory, "The directory in force, directory.wyd").required();
    backup.addOption("--out", backing->target, "Where the backup goes").required();
    runWhenChosen(backup, chosen, backing, backUp);
    auto restoring = std::make_shared<BackupArguments>();
    Command &restorer = seal.addCommand("restore", "恢复: the seal of a backup that holds and is registered still");
    restorer.addOption("file", restoring->file, "The backup").required();
    addAuthorityFolder(restorer, restoring->ca);
    restorer.addOption("--directory", restoring->directory, "The directory in force, directory.wyd").required();
    restorer.addOption("--profile", restoring->profile, "The keeper's profile, to put the seal there as well");
    restorer.addOption("--out", restoring->target, "Where the seal goes, FILE.esl").required();
    runWhenChosen(restorer, chosen, restoring, restore);
}

} // namespace wenyi::cli
