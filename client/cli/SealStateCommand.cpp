// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Ca.h"
#include "client/cli/Commands.h"
#include "client/cli/JsonForms.h"
#include "client/cli/SealHistory.h"
#include "client/core/domain/SealWithdrawing.h"
#include "shared/base/DurableFile.h"

#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

using directory::Role;
using directory::SealState;
using directory::WithdrawalReason;

struct WithdrawArguments
{
    CaArguments ca;
    SealState state = SealState::Suspended;
    std::string seal;
    std::string directory;
    std::string target;
    std::string reason;
    std::string since;
    std::string words;
};

struct ResumeArguments
{
    CaArguments ca;
    std::string seal;
    std::string words;
};

struct PublishArguments
{
    CaArguments ca;
    std::string directory;
    std::string target;
};

const std::map<std::string, WithdrawalReason> &withdrawalReasonWords()
{
    static const auto words = [] {
        std::map<std::string, WithdrawalReason> all;
        for (const WithdrawalReason reason : directory::allWithdrawalReasons())
            all.emplace(directory::withdrawalReasonName(reason).toStdString(), reason);
        return all;
    }();
    return words;
}

/// Local time unless it names a zone; nothing given is now. Fails with InvalidInput "seal-state.time-form".
Result<Instant> readMoment(const std::string &argument, Instant now)
{
    if (argument.empty())
        return now;
    const QString text = fromArgument(argument);
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (!time.isValid())
        return Error{ErrorCode::InvalidInput, "seal-state.time-form", text};
    return instantFromMilliseconds(time.toMSecsSinceEpoch());
}

/// Nothing of the register is written before everything else was found to be there.
Result<void> withdraw(const WithdrawArguments &arguments, const Context &context)
{
    const SealId id(fromArgument(arguments.seal));
    WENYI_TRY(const Instant since, readMoment(arguments.since, context.environment.clock.now()));
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    WENYI_TRY(auto officer, openOfficer(arguments.ca, Role::SecurityAdministrator));
    WENYI_TRY(const auto authority, openAuthority(arguments.ca, context));
    WENYI_TRY(const auto current, readCurrentDirectory(arguments.directory, authority));
    const core::SealWithdrawalAct act{
        id, arguments.state, withdrawalReasonWords().at(arguments.reason), since, fromArgument(arguments.words)};
    WENYI_TRY(const auto withdrawn, core::withdrawSeal(authority, *opened, current, act, officer));
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, withdrawn.directory));
    const QString state = directory::sealStateName(arguments.state);
    context.output.line(u"%1  %2  %3  %4"_s.arg(withdrawn.act).arg(id.toString(), state, target));
    context.output.result({{u"act"_s, static_cast<qint64>(withdrawn.act)}, {u"seal"_s, id.toString()},
        {u"state"_s, state}, {u"since"_s, timeText(since)}, {u"file"_s, target}});
    return {};
}

Result<void> resume(const ResumeArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    WENYI_TRY(auto officer, openOfficer(arguments.ca, Role::SystemAdministrator));
    const core::SealResumption application{SealId(fromArgument(arguments.seal)), fromArgument(arguments.words)};
    WENYI_TRY(const quint64 number, opened->append(application, officer));
    context.output.line(QString::number(number));
    context.output.result({{u"act"_s, static_cast<qint64>(number)}});
    return {};
}

Result<void> publish(const PublishArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    WENYI_TRY(const auto authority, openAuthority(arguments.ca, context));
    WENYI_TRY(const auto current, readCurrentDirectory(arguments.directory, authority));
    WENYI_TRY(const QByteArray next, core::issueDirectory(authority, *opened, current, current.content()));
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, next));
    const auto version = static_cast<qint64>(current.content().version) + 1;
    context.output.line(u"%1  %2"_s.arg(version).arg(target));
    context.output.result({{u"directoryVersion"_s, version}, {u"file"_s, target}});
    return {};
}

Result<void> show(const ResumeArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto opened, openRegister(arguments.ca, context));
    const SealId id(fromArgument(arguments.seal));
    const directory::RegisteredSeal *seal = opened->state().seal(id);
    if (!seal)
        return Error{ErrorCode::NotFound, "register.no-seal", id.toString()};
    QJsonObject object = registeredSealJson(*seal);
    for (auto field = object.begin(); field != object.end(); ++field)
        context.output.line(u"%1: %2"_s.arg(field.key(), field.value().toString()));
    const QJsonArray history = sealHistoryJson(*opened, id);
    for (const auto &row : history)
        context.output.line(historyLine(row.toObject()));
    object.insert(u"history"_s, history);
    context.output.result(object);
    return {};
}

void addDirectoryFiles(Command &command, std::string &current, std::string &target)
{
    command.addOption("--directory", current, "The directory in force, directory.wyd").required();
    command.addOption("--out", target, "Where its next version goes; `wenyi-server update` then spreads it").required();
}

void addWithdrawal(Command &seal, Chosen &chosen, const std::string &name, const std::string &about, SealState state)
{
    auto arguments = std::make_shared<WithdrawArguments>();
    arguments->state = state;
    Command &command = seal.addCommand(name, about);
    command.addOption("id", arguments->seal, "The seal's id, as `seal list` tells it").required();
    addAuthorityFolder(command, arguments->ca);
    addOfficerOptions(command, arguments->ca);
    addAuthorityPin(command, arguments->ca);
    command.addOption("--reason", arguments->reason, "Why").required().oneOf(withdrawalReasonWords());
    command.addOption("--since", arguments->since,
        "From when it is not to be trusted; of a lost one from when it must be presumed lost; now if not given");
    command.addOption("--words", arguments->words, "Why, in words");
    addDirectoryFiles(command, arguments->directory, arguments->target);
    runWhenChosen(command, chosen, arguments, withdraw);
}

std::shared_ptr<ResumeArguments> addOne(Command &command)
{
    auto arguments = std::make_shared<ResumeArguments>();
    command.addOption("id", arguments->seal, "The seal's id").required();
    addAuthorityFolder(command, arguments->ca);
    return arguments;
}

} // namespace

void addSealStateCommands(Command &seal, Chosen &chosen)
{
    addWithdrawal(seal, chosen, "suspend", "停用: the security administrator suspends a seal until it is resumed",
        SealState::Suspended);
    addWithdrawal(
        seal, chosen, "revoke", "作废: the security administrator revokes a seal for good", SealState::Revoked);
    Command &resuming = seal.addCommand("resume",
        "恢复: the system administrator asks to lift a suspension; `ca approve` does, `seal publish` tells it");
    auto resumed = addOne(resuming);
    addOfficerOptions(resuming, resumed->ca);
    resuming.addOption("--words", resumed->words, "Why");
    runWhenChosen(resuming, chosen, resumed, resume);
    auto publishing = std::make_shared<PublishArguments>();
    Command &publisher =
        seal.addCommand("publish", "The directory's next version, with every seal as the register has it");
    addAuthorityFolder(publisher, publishing->ca);
    addAuthorityPin(publisher, publishing->ca);
    addDirectoryFiles(publisher, publishing->directory, publishing->target);
    runWhenChosen(publisher, chosen, publishing, publish);
    Command &showing = seal.addCommand("show", "查询: one seal and its whole history, by the register: made, issued, "
                                               "suspended, resumed, revoked; who, when, why");
    auto shown = addOne(showing);
    runWhenChosen(showing, chosen, shown, show);
}

} // namespace wenyi::cli
