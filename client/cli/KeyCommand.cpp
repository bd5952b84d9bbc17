// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"
#include "client/cli/JsonForms.h"
#include "client/cli/Unlock.h"
#include "client/core/profile/PinChange.h"
#include "client/core/profile/PinQuality.h"
#include "client/core/token/TokenKey.h"
#include "shared/crypto/KeyFile.h"
#include "shared/crypto/KeyShare.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct KeyListArguments
{
    std::string profile;
};

struct KeyShowArguments
{
    std::string file;
};

struct ChangePinArguments
{
    UnlockArguments unlock;
    std::string key;
    std::string newPinFile;
};

QJsonObject holderJson(const crypto::Certificate &certificate)
{
    return {{u"holder"_s, certificate.commonName()}, {u"id"_s, certificate.subjectId()},
        {u"serial"_s, QString::fromLatin1(certificate.serialNumber())},
        {u"notAfter"_s, timeText(certificate.notAfter())},
        {u"sm3"_s, QString::fromLatin1(certificate.fingerprint().toHex())}};
}

QJsonObject fileJson(const crypto::KeyFile &file)
{
    QJsonObject object = holderJson(file.certificate());
    object.insert(u"attemptsLeft"_s, file.attemptsLeft());
    return object;
}

/// What lies where a member's key file would; nothing where the member has no such key.
Result<std::optional<QJsonObject>> keyAt(const QString &path, const Context &context)
{
    WENYI_TRY(const auto onToken, core::TokenKey::read(path));
    if (onToken) {
        context.output.line(u"  %1  on token %2"_s.arg(QFileInfo(path).fileName(), onToken->place.device));
        return QJsonObject{{u"token"_s, onToken->place.device}};
    }
    if (!QFileInfo::exists(path))
        return std::nullopt;
    const auto file = crypto::KeyFile::open(path, core::keyfile::suitesOf(QFileInfo(path).fileName()));
    if (!file) { // The others are of interest all the same.
        context.output.line(u"  %1  %2"_s.arg(QFileInfo(path).fileName(), QString::fromLatin1(file.error().reason)));
        return QJsonObject{{u"fault"_s, QString::fromLatin1(file.error().reason)}};
    }
    const QJsonObject object = fileJson(*file);
    context.output.line(u"  %1  %2  %3  until %4  %5 attempts left"_s.arg(QFileInfo(path).fileName(),
        object.value(u"holder"_s).toString(), object.value(u"serial"_s).toString(),
        object.value(u"notAfter"_s).toString(), QString::number(file->attemptsLeft())));
    return object;
}

Result<void> list(const KeyListArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto profile, core::Profile::open(fromArgument(arguments.profile)));
    QJsonArray keys;
    for (const MemberId &member : profile.members) {
        context.output.line(member.toString());
        for (const QStringView name : core::keyfile::UnderPin) {
            WENYI_TRY(auto key, keyAt(profile.memberPath(member, name), context));
            if (!key)
                continue;
            key->insert(u"member"_s, member.toString());
            key->insert(u"file"_s, name.toString());
            keys.append(*key);
        }
    }
    context.output.result({{u"keys"_s, keys}});
    return {};
}

void showAll(const QJsonObject &object, const Context &context)
{
    for (auto field = object.begin(); field != object.end(); ++field)
        context.output.line(u"%1: %2"_s.arg(field.key(), field.value().toVariant().toString()));
    context.output.result(object);
}

Result<void> show(const KeyShowArguments &arguments, const Context &context)
{
    const QString path = fromArgument(arguments.file);
    const auto file = crypto::KeyFile::open(path, crypto::TakenSuites::Sm2AndP256);
    if (file) {
        showAll(fileJson(*file), context);
        return {};
    }
    const auto share = crypto::KeyShare::open(path);
    if (!share)
        return file.error();
    QJsonObject object = holderJson(share->certificate());
    object.insert(u"share"_s, share->number());
    object.insert(u"custodian"_s, share->custodian());
    object.insert(u"madeAt"_s, timeText(share->madeAt()));
    object.insert(u"backup"_s, QString::fromLatin1(share->backup().toHex()));
    showAll(object, context);
    return {};
}

/// One file by itself, e.g. an officer's.
Result<QStringList> changeOne(const QString &path, const SecretBytes &from, const SecretBytes &to, RandomSource &random)
{
    WENYI_CHECK(core::checkNewPin(to));
    WENYI_TRY(auto file, crypto::KeyFile::open(path, crypto::TakenSuites::Sm2AndP256));
    WENYI_CHECK(file.changePin(from, to, random));
    return QStringList{path};
}

Result<void> changePin(const ChangePinArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto from, readPin(arguments.unlock.pinFile));
    WENYI_TRY(const auto to, readPin(arguments.newPinFile, "WENYI_NEW_PIN"));
    QStringList files;
    if (!arguments.key.empty()) {
        WENYI_TRY(files, changeOne(fromArgument(arguments.key), from, to, context.environment.random));
    } else {
        WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
        WENYI_TRY(files, core::changePin(*workspace, from, to));
    }
    for (const QString &file : std::as_const(files))
        context.output.line(file);
    const bool isWeak = core::strengthOf(to) == core::PinStrength::Days;
    if (isWeak)
        context.output.line(u"Digits alone: whoever copies the files can try them all within days."_s);
    context.output.result({{u"files"_s, QJsonArray::fromStringList(files)}, {u"guessedWithinDays"_s, isWeak}});
    return {};
}

void addChangePin(Command &key, Chosen &chosen)
{
    auto arguments = std::make_shared<ChangePinArguments>();
    Command &change =
        key.addCommand("change-pin", "Gives all of a member's key files the next PIN, or none; or one file by itself");
    Command &which = change.addGroup("Which", "", 1, 1);
    which.addOption("--profile", arguments->unlock.profile, "Folder of the desktop's profile");
    which.addOption("--key", arguments->key, "One key file");
    change.addOption("--member", arguments->unlock.member, "Whose; not needed where only one member may unlock");
    change.addOption("--pin-file", arguments->unlock.pinFile, "File with the PIN so far; else the variable WENYI_PIN");
    change.addOption(
        "--new-pin-file", arguments->newPinFile, "File with the next one; else the variable WENYI_NEW_PIN");
    runWhenChosen(change, chosen, arguments, changePin);
}

} // namespace

void addKeyCommand(Command &app, Chosen &chosen)
{
    Command &key = app.addCommand("key", "Key files: PIN, backup among three custodians, unblocking");
    key.requireCommand();
    auto listing = std::make_shared<KeyListArguments>();
    Command &all = key.addCommand("list", "The keys of a desktop's members, and how many PINs may still be tried");
    all.addOption("--profile", listing->profile, "Folder of the desktop's profile").required();
    runWhenChosen(all, chosen, listing, list);
    auto showing = std::make_shared<KeyShowArguments>();
    Command &one = key.addCommand("show", "A key file or a share of a backup, without its PIN");
    one.addOption("file", showing->file, "The file").required();
    runWhenChosen(one, chosen, showing, show);
    addChangePin(key, chosen);
    addKeyBackupCommands(key, chosen);
    addKeyMakingCommands(key, chosen);
    addKeyUnblockCommands(key, chosen);
}

} // namespace wenyi::cli
