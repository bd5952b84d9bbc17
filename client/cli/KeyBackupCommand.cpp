// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"
#include "client/cli/Unlock.h"
#include "client/core/profile/KeyBackup.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr int Shares = crypto::KeyShare::Shares;

struct BackupArguments
{
    std::string key;
    std::string pinFile;
    std::vector<std::string> shares;
    std::vector<std::string> custodians;
    std::vector<std::string> sharePinFiles;
};

struct RestoreArguments
{
    std::vector<std::string> shares;
    std::vector<std::string> sharePinFiles;
    std::string target;
    std::string newPinFile;
};

Result<void> backUp(const BackupArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto file, crypto::KeyFile::open(fromArgument(arguments.key)));
    WENYI_TRY(const auto pin, readPin(arguments.pinFile));
    std::array<core::ShareTarget, Shares> targets;
    QJsonArray shares;
    for (size_t i = 0; i < targets.size(); ++i) {
        WENYI_TRY(auto sharePin, readPin(arguments.sharePinFiles[i]));
        targets[i] = {{fromArgument(arguments.custodians[i]), std::move(sharePin)}, fromArgument(arguments.shares[i])};
        shares.append(QJsonObject{{u"share"_s, static_cast<int>(i) + 1}, {u"custodian"_s, targets[i].custodian.name},
            {u"file"_s, targets[i].path}});
    }
    WENYI_CHECK(core::backUpKey(file, pin, std::move(targets), {}, context.environment));
    for (const auto &share : std::as_const(shares)) {
        const QJsonObject row = share.toObject();
        context.output.line(u"%1  %2"_s.arg(row.value(u"custodian"_s).toString(), row.value(u"file"_s).toString()));
    }
    context.output.result({{u"holder"_s, file.certificate().commonName()},
        {u"serial"_s, QString::fromLatin1(file.certificate().serialNumber())}, {u"shares"_s, shares}});
    return {};
}

Result<void> restore(const RestoreArguments &arguments, const Context &context)
{
    WENYI_TRY(auto pinOfOne, readPin(arguments.sharePinFiles[0]));
    WENYI_TRY(auto pinOfOther, readPin(arguments.sharePinFiles[1]));
    WENYI_TRY(const auto newPin, readPin(arguments.newPinFile, "WENYI_NEW_PIN"));
    const core::OpenableShare one{fromArgument(arguments.shares[0]), std::move(pinOfOne)};
    const core::OpenableShare other{fromArgument(arguments.shares[1]), std::move(pinOfOther)};
    const QString target = fromArgument(arguments.target);
    WENYI_TRY(const auto certificate, core::restoreKey(one, other, target, newPin, {}, context.environment.random));
    context.output.line(u"%1  %2"_s.arg(certificate.commonName(), target));
    context.output.result({{u"holder"_s, certificate.commonName()},
        {u"serial"_s, QString::fromLatin1(certificate.serialNumber())}, {u"file"_s, target}});
    return {};
}

void addBackup(Command &key, Chosen &chosen)
{
    auto arguments = std::make_shared<BackupArguments>();
    Command &backup = key.addCommand(
        "backup", "Writes a key file as three shares for three custodians, any two of whom give it back");
    backup.addOption("key", arguments->key, "The key file").required();
    backup.addOption("--pin-file", arguments->pinFile, "File with its PIN; else the variable WENYI_PIN");
    backup.addOption("--share", arguments->shares, "Where a share is written; three times")
        .required()
        .values(Shares, Shares)
        .oneValueEach();
    backup.addOption("--custodian", arguments->custodians, "Who keeps it, in the same order")
        .required()
        .values(Shares, Shares)
        .oneValueEach();
    backup.addOption("--share-pin-file", arguments->sharePinFiles, "File with that person's own PIN for it")
        .required()
        .values(Shares, Shares)
        .oneValueEach();
    runWhenChosen(backup, chosen, arguments, backUp);
}

void addRestore(Command &key, Chosen &chosen)
{
    auto arguments = std::make_shared<RestoreArguments>();
    Command &restoring = key.addCommand("restore", "Makes a key file under a new PIN out of two shares");
    restoring.addOption("shares", arguments->shares, "Two of the three shares").required().values(2, 2);
    restoring.addOption("--share-pin-file", arguments->sharePinFiles, "File with each one's PIN, in the same order")
        .required()
        .values(2, 2)
        .oneValueEach();
    restoring.addOption("--out", arguments->target, "The key file that is made").required();
    restoring.addOption("--new-pin-file", arguments->newPinFile, "File with its PIN; else the variable WENYI_NEW_PIN");
    runWhenChosen(restoring, chosen, arguments, restore);
}

} // namespace

void addKeyBackupCommands(Command &key, Chosen &chosen)
{
    addBackup(key, chosen);
    addRestore(key, chosen);
}

} // namespace wenyi::cli
