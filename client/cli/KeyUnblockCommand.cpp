// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Ca.h"
#include "client/cli/Commands.h"
#include "client/cli/JsonForms.h"
#include "client/core/authority/KeyUnblocking.h"
#include "client/core/domain/AuthorityFolder.h"
#include "client/core/profile/ProfileUnblocking.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr qsizetype LargestRequest = 128 * limits::KiB;
constexpr qsizetype LargestPermission = 65 * limits::MiB;

struct RequestArguments
{
    std::string key;
    std::string target;
};

struct PermitArguments
{
    CaArguments ca;
    std::string request;
    std::string words;
    std::string target;
};

struct UnblockArguments
{
    std::string key;
    std::string permission;
    std::string profile;
    std::string authority;
};

Result<void> request(const RequestArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto file, crypto::KeyFile::open(fromArgument(arguments.key), crypto::TakenSuites::Sm2AndP256));
    WENYI_TRY(const auto made, core::UnblockRequest::make(file, context.environment.random));
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, made.toBytes()));
    context.output.line(u"%1  %2"_s.arg(file.certificate().commonName(), target));
    context.output.result({{u"holder"_s, file.certificate().commonName()},
        {u"serial"_s, QString::fromLatin1(file.certificate().serialNumber())}, {u"file"_s, target}});
    return {};
}

Result<void> permit(const PermitArguments &arguments, const Context &context)
{
    WENYI_TRY(const QByteArray bytes, readBounded(fromArgument(arguments.request), LargestRequest));
    WENYI_TRY(const auto wanted, core::UnblockRequest::fromBytes(bytes));
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    WENYI_TRY(auto officer, openOfficer(arguments.ca, directory::Role::SecurityAdministrator));
    WENYI_TRY(
        const QByteArray permission, core::permitUnblocking(*opened, wanted, fromArgument(arguments.words), officer));
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, permission));
    context.output.line(u"%1  %2"_s.arg(wanted.certificate.commonName(), target));
    context.output.result(
        {{u"act"_s, static_cast<qint64>(opened->state().size())}, {u"holder"_s, wanted.certificate.commonName()},
            {u"serial"_s, QString::fromLatin1(wanted.certificate.serialNumber())}, {u"file"_s, target}});
    return {};
}

/// What the desktop trusts, with the revocations that its directory brought.
Result<core::UnblockTrust> trustOfProfile(const QString &folder, const Context &context)
{
    WENYI_TRY(const auto profile, core::Profile::open(folder));
    return core::readUnblockTrust(profile, context.environment.clock.now());
}

Result<core::UnblockTrust> trustOfAuthority(const QString &folder, const Context &context)
{
    WENYI_TRY(auto trust, core::authorityTrust(folder, context.environment.clock.now()));
    WENYI_TRY(const QByteArray der, readBounded(folder + u"/operating.der"_s, limits::MiB));
    WENYI_TRY(auto operating, crypto::Certificate::fromDer(der));
    return core::UnblockTrust{std::move(trust), std::move(operating)};
}

Result<void> unblock(const UnblockArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto file, crypto::KeyFile::open(fromArgument(arguments.key), crypto::TakenSuites::Sm2AndP256));
    WENYI_TRY(const QByteArray permission, readBounded(fromArgument(arguments.permission), LargestPermission));
    WENYI_TRY(auto trust, arguments.authority.empty() ? trustOfProfile(fromArgument(arguments.profile), context)
                                                      : trustOfAuthority(fromArgument(arguments.authority), context));
    WENYI_CHECK(core::unblock(file, permission, std::move(trust), context.environment.clock.now()));
    context.output.line(u"%1  %2 attempts left"_s.arg(file.certificate().commonName()).arg(file.attemptsLeft()));
    context.output.result({{u"holder"_s, file.certificate().commonName()}, {u"attemptsLeft"_s, file.attemptsLeft()}});
    return {};
}

Result<void> listPermissions(const CaArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto opened, openRegister(arguments, context));
    QJsonArray rows;
    for (const core::SignedAct &act : opened->acts()) {
        const auto *permitted = std::get_if<core::UnblockPermission>(&act.act.content);
        if (!permitted)
            continue;
        const core::RegisteredCertificate *registered = opened->state().certificate(permitted->serialNumber);
        const QString holder = registered ? registered->certificate.commonName() : QString();
        const QString serial = QString::fromLatin1(permitted->serialNumber);
        context.output.line(u"%1  %2  %3  %4  %5"_s.arg(
            QString::number(act.act.number), timeText(act.act.at), serial, holder, permitted->words));
        rows.append(QJsonObject{{u"act"_s, static_cast<qint64>(act.act.number)}, {u"at"_s, timeText(act.act.at)},
            {u"serial"_s, serial}, {u"holder"_s, holder}, {u"words"_s, permitted->words}});
    }
    context.output.result({{u"permissions"_s, rows}});
    return {};
}

} // namespace

void addKeyUnblockCommands(Command &key, Chosen &chosen)
{
    auto asking = std::make_shared<RequestArguments>();
    Command &ask = key.addCommand("request", "Asks the security administrator to unblock a key file that is locked");
    ask.addOption("key", asking->key, "The key file").required();
    ask.addOption("--out", asking->target, "The request that is written").required();
    runWhenChosen(ask, chosen, asking, request);
    auto taking = std::make_shared<UnblockArguments>();
    Command &take = key.addCommand("unblock", "Forgets the wrong PINs by a permission of `ca unblock`; the PIN stays");
    take.addOption("key", taking->key, "The key file").required();
    take.addOption("--permission", taking->permission, "The permission").required();
    Command &trust = take.addGroup("Trust", "", 1, 1);
    trust.addOption("--profile", taking->profile, "By the trust of this desktop's profile");
    trust.addOption("--authority", taking->authority, "By that of the authority's own folder (officers' keys)");
    runWhenChosen(take, chosen, taking, unblock);
}

void addCaUnblocking(Command &ca, Chosen &chosen)
{
    auto permitting = std::make_shared<PermitArguments>();
    Command &unblocking =
        ca.addCommand("unblock", "The security administrator permits a locked key file to be used again, this once");
    addAuthorityFolder(unblocking, permitting->ca);
    addOfficerOptions(unblocking, permitting->ca);
    unblocking.addOption("request", permitting->request, "What `key request` wrote").required();
    unblocking.addOption("--words", permitting->words, "Why, and how it was made sure who asks");
    unblocking.addOption("--out", permitting->target, "The permission that is written").required();
    runWhenChosen(unblocking, chosen, permitting, permit);
    auto listing = std::make_shared<CaArguments>();
    Command &all = ca.addCommand("unblocked", "Every permission to unblock a key file that was given");
    addAuthorityFolder(all, *listing);
    runWhenChosen(all, chosen, listing, listPermissions);
}

} // namespace wenyi::cli
