// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/core/profile/Profile.h"
#include "client/core/token/TokenKey.h"
#include "client/core/token/TokenProcess.h"
#include "shared/crypto/Certificate.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct DriverArguments
{
    std::string profile;
    std::string driver;
    std::string kind;
    std::string sm2Mechanism;
};

struct UseArguments
{
    std::string profile;
    std::string member;
    std::string key;
    std::string driver;
    std::string device;
    std::string application;
    std::string container;
};

QString hex(quint64 number)
{
    return u"0x%1"_s.arg(number, 0, 16);
}

QJsonObject driverJson(const core::TokenDriver &driver)
{
    return {{u"kind"_s, core::driverKindName(driver.kind)}, {u"path"_s, driver.path},
        {u"sm3"_s, QString::fromLatin1(driver.digest.toHex())}, {u"sm2Mechanism"_s, hex(driver.sm2Mechanism)}};
}

/// "as allowed", or why the driver would not be loaded.
QString standing(const core::TokenDriver &driver)
{
    const auto content = core::readDriver(driver);
    return content ? u"as-allowed"_s : QString::fromLatin1(content.error().reason);
}

Result<void> list(const DriverArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto profile, core::Profile::open(fromArgument(arguments.profile)));
    WENYI_TRY(const auto drivers, core::TokenDrivers::read(profile));
    QJsonArray all;
    for (const core::TokenDriver &driver : drivers.all()) {
        QJsonObject object = driverJson(driver);
        object.insert(u"standing"_s, standing(driver));
        context.output.line(
            u"%1  %2  %3"_s.arg(core::driverKindName(driver.kind), driver.path, object[u"standing"_s].toString()));
        all.append(object);
    }
    QJsonArray keys;
    for (const MemberId &member : profile.members) {
        for (const QStringView file : {core::keyfile::PersonalSigning, core::keyfile::Seal}) {
            WENYI_TRY(const auto key, core::TokenKey::read(profile.memberPath(member, file)));
            if (!key)
                continue;
            const auto &[device, application, container] = key->place;
            context.output.line(u"%1 %2: %3 / %4 / %5 (%6)"_s.arg(
                member.toString(), file, device, application, container, key->driver));
            keys.append(QJsonObject{{u"member"_s, member.toString()}, {u"key"_s, file.chopped(4).toString()},
                {u"driver"_s, key->driver}, {u"device"_s, device}, {u"application"_s, application},
                {u"container"_s, container}});
        }
    }
    context.output.result({{u"drivers"_s, all}, {u"keys"_s, keys}});
    return {};
}

QJsonObject keyJson(const token::TokenKey &key, const Context &context)
{
    QJsonObject object{{u"application"_s, key.application}, {u"container"_s, key.container},
        {u"certificate"_s, QString::fromLatin1(key.certificate.toBase64())}};
    QString holder = u"no certificate for signing"_s;
    if (!key.certificate.isEmpty()) {
        const auto certificate = crypto::Certificate::fromDer(key.certificate);
        // Which one it is tells whether it can be used here.
        holder = certificate ? certificate->commonName() : QString::fromLatin1(certificate.error().reason);
        object.insert(u"holder"_s, certificate ? certificate->commonName() : QString());
        object.insert(u"usable"_s, certificate.has_value());
    }
    context.output.line(u"    %1 / %2: %3"_s.arg(key.application, key.container, holder));
    return object;
}

Result<QJsonObject> probeDevices(core::TokenProcess &process, const Context &context)
{
    WENYI_TRY(const auto found, process.ask<token::Devices>(token::ListDevices{}));
    QJsonArray devices;
    for (const token::Device &device : found.devices) {
        QStringList mechanisms;
        for (const quint64 mechanism : device.mechanisms)
            mechanisms.append(hex(mechanism));
        context.output.line(u"  %1 %2"_s.arg(device.name, device.label));
        if (!mechanisms.isEmpty())
            context.output.line(u"    signs by: %1"_s.arg(mechanisms.join(u' ')));
        QJsonArray keys;
        for (const token::TokenKey &key : device.keys)
            keys.append(keyJson(key, context));
        devices.append(QJsonObject{{u"name"_s, device.name}, {u"label"_s, device.label}, {u"keys"_s, keys},
            {u"mechanisms"_s, QJsonArray::fromStringList(mechanisms)}});
    }
    return QJsonObject{{u"devices"_s, devices}};
}

Result<QJsonObject> probeSeals(core::TokenProcess &process, const Context &context)
{
    WENYI_TRY(const auto found, process.ask<token::Seals>(token::ListSeals{}));
    QJsonArray seals;
    for (const token::SealName &seal : found.seals) {
        context.output.line(u"  %1  %2"_s.arg(seal.id, seal.name));
        seals.append(QJsonObject{{u"id"_s, seal.id}, {u"name"_s, seal.name}});
    }
    return QJsonObject{{u"seals"_s, seals}};
}

Result<QJsonObject> probeDriver(const core::TokenDriver &driver, const Context &context)
{
    context.output.line(u"%1  %2"_s.arg(core::driverKindName(driver.kind), driver.path));
    core::TokenProcess process(driver, context.environment.tokens);
    WENYI_TRY(const auto loaded, process.load());
    context.output.line(u"  %1"_s.arg(loaded.description));
    WENYI_TRY(QJsonObject object,
        driver.kind == token::DriverKind::Oes ? probeSeals(process, context) : probeDevices(process, context));
    object.insert(u"driver"_s, driverJson(driver));
    object.insert(u"description"_s, loaded.description);
    object.insert(u"guards"_s, QJsonArray::fromStringList(loaded.guards));
    return object;
}

Result<void> probe(const DriverArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto profile, core::Profile::open(fromArgument(arguments.profile)));
    WENYI_TRY(const auto drivers, core::TokenDrivers::read(profile));
    QList<core::TokenDriver> wanted = drivers.all();
    if (!arguments.driver.empty()) {
        WENYI_TRY(const auto driver, drivers.at(fromArgument(arguments.driver)));
        wanted = {driver};
    }
    QJsonArray probed;
    for (const core::TokenDriver &driver : wanted) {
        WENYI_TRY(const auto object, probeDriver(driver, context));
        probed.append(object);
    }
    context.output.result({{u"drivers"_s, probed}});
    return {};
}

Result<void> allow(const DriverArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto profile, core::Profile::open(fromArgument(arguments.profile)));
    WENYI_TRY(const auto kind, core::driverKindNamed(fromArgument(arguments.kind)));
    bool isNumber = true;
    const QString number = fromArgument(arguments.sm2Mechanism);
    const quint64 mechanism = number.isEmpty() ? 0 : number.toULongLong(&isNumber, 0);
    if (!isNumber)
        return Error{ErrorCode::InvalidInput, "token.mechanism", number};
    WENYI_TRY(const auto driver, core::describeDriver(kind, fromArgument(arguments.driver), mechanism));
    WENYI_TRY(auto drivers, core::TokenDrivers::read(profile));
    drivers.allow(driver);
    WENYI_CHECK(drivers.write(profile));
    context.output.line(u"%1  %2"_s.arg(QString::fromLatin1(driver.digest.toHex()), driver.path));
    context.output.result({{u"driver"_s, driverJson(driver)}});
    return {};
}

Result<void> use(const UseArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto profile, core::Profile::open(fromArgument(arguments.profile)));
    MemberId member(fromArgument(arguments.member));
    if (member.isEmpty() && profile.members.size() == 1)
        member = profile.members.first();
    if (!profile.members.contains(member))
        return Error{ErrorCode::InvalidInput, "unlock.which-member", member.toString()};
    WENYI_TRY(const auto drivers, core::TokenDrivers::read(profile));
    WENYI_TRY(const auto driver, drivers.at(fromArgument(arguments.driver)));
    const core::TokenKey key{driver.path,
        {fromArgument(arguments.device), fromArgument(arguments.application), fromArgument(arguments.container)}};
    // What could not be read again is not written.
    WENYI_CHECK(core::TokenKey::fromJson(key.toJson()));
    WENYI_CHECK(key.write(profile.memberPath(member, fromArgument(arguments.key) + u".key"_s)));
    context.output.result({{u"member"_s, member.toString()}, {u"key"_s, fromArgument(arguments.key)}});
    return {};
}

void addUse(Command &command, Chosen &chosen)
{
    auto arguments = std::make_shared<UseArguments>();
    Command &use = command.addCommand("use", "Names a key on a token in the place of a member's key file");
    use.addOption("--profile", arguments->profile, "Folder of the desktop's profile").required();
    use.addOption("--member", arguments->member, "Whose key; not needed where only one member unlocks the desktop");
    use.addOption("--key", arguments->key, "Which key").required().oneOf(std::vector<std::string>{"sign", "seal"});
    use.addOption("--driver", arguments->driver, "Path of one of the drivers that are allowed").required();
    use.addOption("--device", arguments->device, "Device, or the token's label or serial number").required();
    use.addOption("--application", arguments->application, "Application; PKCS#11 has none");
    use.addOption("--container", arguments->container, "Container, or the certificate's label").required();
    runWhenChosen(use, chosen, arguments, cli::use);
}

} // namespace

void addTokenCommand(Command &app, Chosen &chosen)
{
    Command &command = app.addCommand("token", "Keys on tokens, by drivers of others in a helper process");
    command.requireCommand();
    auto arguments = std::make_shared<DriverArguments>();
    Command &listing = command.addCommand("list", "The drivers that are allowed, and the keys that are named");
    listing.addOption("--profile", arguments->profile, "Folder of the desktop's profile").required();
    runWhenChosen(listing, chosen, arguments, list);
    Command &probing = command.addCommand("probe", "Devices, containers and certificates, without a PIN");
    probing.addOption("--profile", arguments->profile, "Folder of the desktop's profile").required();
    probing.addOption("--driver", arguments->driver, "Path of one driver; else each that is allowed");
    runWhenChosen(probing, chosen, arguments, probe);
    Command &allowing = command.addCommand("allow", "Allows a driver as its file is now");
    allowing.addOption("--profile", arguments->profile, "Folder of the desktop's profile").required();
    allowing.addOption("--kind", arguments->kind, "How it is spoken to")
        .required()
        .oneOf(std::vector<std::string>{"pkcs11", "skf", "oes"});
    allowing.addOption("--driver", arguments->driver, "Path of the library").required();
    allowing.addOption(
        "--sm2-mechanism", arguments->sm2Mechanism, "PKCS#11: the vendor's number for SM2 over a digest");
    runWhenChosen(allowing, chosen, arguments, allow);
    addUse(command, chosen);
}

} // namespace wenyi::cli
