// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/Judge.h"
#include "client/cli/SealFaceOptions.h"
#include "client/cli/VerdictReport.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr qsizetype MaximumSeal = 8 * limits::MiB;

struct ListArguments
{
    std::string profile;
    std::string unit;
};

struct VerifyArguments
{
    std::string file;
    JudgeArguments judge;
};

Result<void> list(const ListArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto judge, Judge::read({arguments.profile, {}, {}}, context));
    const directory::Directory &directory = *judge.directory();
    const QString wanted = fromArgument(arguments.unit);
    const directory::Unit *only = directory.unitNamed(wanted);
    if (!only)
        only = directory.unit(UnitCode(wanted));
    if (!wanted.isEmpty() && !only)
        return Error{ErrorCode::NotFound, "directory.unknown-name", wanted};
    QJsonArray seals;
    for (const directory::RegisteredSeal &seal : directory.content().seals) {
        if (only && seal.unit != only->code)
            continue;
        const QJsonObject row = registeredSealJson(seal);
        const QStringList parts{seal.id.toString(), seal.name, row.value(u"state"_s).toString(), seal.keeper.toString(),
            row.value(u"digest"_s).toString(), row.value(u"since"_s).toString(), row.value(u"reason"_s).toString()};
        context.output.line(parts.join(u"  "_s).trimmed());
        seals.append(row);
    }
    context.output.result(
        {{u"directoryVersion"_s, static_cast<qint64>(directory.content().version)}, {u"seals"_s, seals}});
    return {};
}

QJsonObject sealJson(const seal::ElectronicSeal &electronicSeal)
{
    const seal::SealInfo &info = electronicSeal.info();
    return {{u"id"_s, info.id}, {u"name"_s, info.name}, {u"vendor"_s, info.vendor},
        {u"version"_s, static_cast<int>(electronicSeal.version())},
        {u"digest"_s, QString::fromLatin1(electronicSeal.digest().toHex())}, {u"created"_s, timeText(info.created)},
        {u"validFrom"_s, timeText(info.validFrom)}, {u"validTo"_s, timeText(info.validTo)},
        {u"width"_s, info.face.width}, {u"height"_s, info.face.height}};
}

Result<void> verify(const VerifyArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto judge, Judge::read(arguments.judge, context));
    WENYI_TRY(const QByteArray der, readBounded(fromArgument(arguments.file), MaximumSeal));
    WENYI_TRY(const auto electronicSeal, seal::ElectronicSeal::fromDer(der));
    const core::VerificationService service = judge.service();
    const seal::SealVerdict verdict = service.verifySeal(electronicSeal);
    const seal::SealInfo &info = electronicSeal.info();
    const QString conclusion = QString::fromLatin1(seal::conclusionName(verdict.conclusion));
    context.output.line(
        u"%1 (%2), %3 to %4"_s.arg(info.name, info.id, timeText(info.validFrom), timeText(info.validTo)));
    printSteps(verdict, context.output);
    context.output.line(u"%1 (%2)"_s.arg(conclusion, basisSentence(service.basis())));
    context.output.result({{u"conclusion"_s, conclusion}, {u"fullyValid"_s, verdict.isFullyValid()},
        {u"basis"_s, QString::fromLatin1(core::basisName(service.basis()))}, {u"seal"_s, sealJson(electronicSeal)},
        {u"steps"_s, stepsJson(verdict)}, {u"withdrawal"_s, withdrawalJson(verdict)}});
    if (!verdict.isFullyValid())
        return Error{ErrorCode::NotTrusted, "verification.not-fully-valid", conclusion};
    return {};
}

} // namespace

void addSealCommand(Command &app, Chosen &chosen)
{
    Command &command = app.addCommand("seal", "Electronic seals: made, registered, used, listed, verified");
    command.requireCommand();
    auto listing = std::make_shared<ListArguments>();
    Command &all = command.addCommand("list", "The seals that a desktop's directory has registered");
    all.addOption("--profile", listing->profile, "Folder of the desktop's profile; nobody has to unlock it").required();
    all.addOption("--unit", listing->unit, "Only this unit's, by name or code");
    runWhenChosen(all, chosen, listing, list);
    auto verifying = std::make_shared<VerifyArguments>();
    Command &one = command.addCommand(
        "verify", "One seal (SESeal, DER) by itself: form, maker, period; exit status 0 only if it is fully valid");
    one.addOption("file", verifying->file, "The seal, FILE.esl").required();
    addJudgeOptions(one, verifying->judge);
    runWhenChosen(one, chosen, verifying, verify);
    addSealMakingCommands(command, chosen);
    addSealStateCommands(command, chosen);
    addSealBackupCommands(command, chosen);
    addSealMeasuresCommand(command, chosen);
    addSealSignCommand(command, chosen);
    addSealApplicationCommands(command, chosen);
    addSealUsesCommand(command, chosen);
}

} // namespace wenyi::cli
