// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/SyncOnce.h"
#include "client/cli/Unlock.h"
#include "client/core/uses/ApplicationService.h"
#include "client/ui/text/SealUseWords.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct ApplyArguments
{
    UnlockArguments unlock;
    NetworkUse network = NetworkUse::IfReachable;
    std::string file;
    std::string seal;
    std::string reason;
    int copies = 1;
};

struct DecideArguments
{
    UnlockArguments unlock;
    NetworkUse network = NetworkUse::IfReachable;
    std::string application;
    std::string words;
};

struct ListArguments
{
    UnlockArguments unlock;
    NetworkUse network = NetworkUse::IfReachable;
    bool all = false;
    std::string application;
    std::string target;
};

QString hexOf(const Digest &digest)
{
    return QString::fromLatin1(digest.toHex());
}

QString nameOf(const core::Workspace &workspace, const MemberId &id)
{
    const directory::Member *member = workspace.directory().member(id);
    return member ? member->name : id.toString();
}

QJsonObject jsonOf(const core::ApplicationView &view)
{
    const core::SealApplication &application = view.applied.application;
    QJsonObject json{{u"id"_s, hexOf(view.applied.id)},
        {u"state"_s, QString::fromLatin1(core::applicationStateName(view.state))},
        {u"seal"_s, application.seal.toString()}, {u"document"_s, hexOf(application.document)},
        {u"file"_s, application.fileName}, {u"copies"_s, static_cast<qint64>(application.copies)},
        {u"reason"_s, application.reason}, {u"applicant"_s, application.applicant.toString()},
        {u"at"_s, timeText(application.at)}};
    if (view.decision) {
        json.insert(u"decision"_s,
            QJsonObject{{u"approved"_s, view.decision->isApproved}, {u"by"_s, view.decision->by.toString()},
                {u"words"_s, view.decision->words}, {u"at"_s, timeText(view.decision->at)}});
    }
    if (view.useNumber)
        json.insert(u"use"_s, static_cast<qint64>(*view.useNumber));
    return json;
}

void tell(const core::Workspace &workspace, const core::ApplicationView &view, const Output &output)
{
    const core::SealApplication &application = view.applied.application;
    output.line(u"%1  %2  %3  ×%4  %5  %6"_s.arg(hexOf(view.applied.id).left(12), ui::applicationStateWords(view.state),
        application.fileName, QString::number(application.copies), nameOf(workspace, application.applicant),
        application.reason));
    output.line(u"    %1  SM3 %2"_s.arg(application.seal.toString(), hexOf(application.document)));
    if (view.decision)
        output.line(u"    %1  %2"_s.arg(nameOf(workspace, view.decision->by), view.decision->words));
}

Result<void> apply(const ApplyArguments &arguments, const Context &context)
{
    const QString path = fromArgument(arguments.file);
    core::ApplicationRequest request;
    WENYI_TRY(request.ofd, readBounded(path, limits::Blob));
    request.fileName = QFileInfo(path).fileName();
    request.seal = SealId(fromArgument(arguments.seal));
    request.copies = static_cast<quint64>(arguments.copies);
    request.reason = fromArgument(arguments.reason);
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    WENYI_TRY(const auto before, trySynchronising(*workspace, arguments.network));
    WENYI_TRY(const auto pin, readPin(arguments.unlock.pinFile));
    core::ApplicationService applications(*workspace);
    WENYI_TRY(const Digest id, applications.apply(request, pin));
    WENYI_TRY(const auto view, applications.find(hexOf(id)));
    const SyncAttempt attempt = trySynchronisingAgain(*workspace, arguments.network, before);
    tell(*workspace, view, context.output);
    attempt.tellFailure(context.output);
    QJsonObject json = jsonOf(view);
    json.insert(u"synchronisation"_s, attempt.toJson());
    context.output.result(json);
    return {};
}

Result<void> decide(const DecideArguments &arguments, const Context &context, bool isApproved)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    WENYI_TRY(const auto before, trySynchronising(*workspace, arguments.network));
    WENYI_TRY(const auto pin, readPin(arguments.unlock.pinFile));
    core::ApplicationService applications(*workspace);
    WENYI_TRY(const auto found, applications.find(fromArgument(arguments.application)));
    WENYI_CHECK(applications.decide(found.applied.id, isApproved, fromArgument(arguments.words), pin));
    WENYI_TRY(const auto view, applications.find(hexOf(found.applied.id)));
    const SyncAttempt attempt = trySynchronisingAgain(*workspace, arguments.network, before);
    tell(*workspace, view, context.output);
    attempt.tellFailure(context.output);
    QJsonObject json = jsonOf(view);
    json.insert(u"synchronisation"_s, attempt.toJson());
    context.output.result(json);
    return {};
}

Result<void> approve(const DecideArguments &arguments, const Context &context)
{
    return decide(arguments, context, true);
}

Result<void> refuse(const DecideArguments &arguments, const Context &context)
{
    return decide(arguments, context, false);
}

Result<void> list(const ListArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    WENYI_TRY(const auto attempt, trySynchronising(*workspace, arguments.network));
    core::ApplicationService applications(*workspace);
    QList<core::ApplicationView> views;
    if (!arguments.application.empty()) {
        WENYI_TRY(const auto one, applications.find(fromArgument(arguments.application)));
        if (!arguments.target.empty()) {
            WENYI_TRY(const QByteArray file, core::UseService(*workspace).copyOf(one.applied));
            WENYI_CHECK(writeDurably(fromArgument(arguments.target), file));
        }
        views.append(one);
    } else {
        WENYI_TRY(views, applications.list());
    }
    QJsonArray all;
    for (const core::ApplicationView &view : views) {
        const bool isOpen =
            view.state == core::SealApplicationState::Pending || view.state == core::SealApplicationState::Approved;
        if (!isOpen && !arguments.all && arguments.application.empty())
            continue;
        tell(*workspace, view, context.output);
        all.append(jsonOf(view));
    }
    context.output.result({{u"applications"_s, all}, {u"synchronisation"_s, attempt.toJson()}});
    return {};
}

void addDeciding(Command &seal, Chosen &chosen, const char *name, const char *about,
    Result<void> (*step)(const DecideArguments &, const Context &))
{
    auto arguments = std::make_shared<DecideArguments>();
    Command &command = seal.addCommand(name, about);
    addUnlockOptions(command, arguments->unlock);
    addOfflineOption(command, arguments->network);
    command.addOption("application", arguments->application, "Its number, or the first 8 characters at least")
        .required();
    command.addOption("--words", arguments->words, "An opinion");
    runWhenChosen(command, chosen, arguments, step);
}

} // namespace

void addSealApplicationCommands(Command &seal, Chosen &chosen)
{
    auto applying = std::make_shared<ApplyArguments>();
    Command &command = seal.addCommand("apply", "Apply for the unit's seal on exactly this file");
    addUnlockOptions(command, applying->unlock);
    addOfflineOption(command, applying->network);
    command.addOption("file", applying->file, "The OFD file").required();
    command.addOption("--reason", applying->reason, "What the seal is needed for").required();
    command.addOption("--copies", applying->copies, "Printed copies that are entitled; 1 if not given")
        .within(1, static_cast<int>(core::MostSealedCopies));
    command.addOption("--seal", applying->seal, "Which of the unit's seals; not needed where it has one");
    runWhenChosen(command, chosen, applying, apply);
    addDeciding(seal, chosen, "approve", "A leader approves an application, after looking at its file", approve);
    addDeciding(seal, chosen, "refuse", "A leader refuses an application", refuse);
    auto listing = std::make_shared<ListArguments>();
    Command &all = seal.addCommand("applications", "The applications that wait to be decided or to be used");
    addUnlockOptions(all, listing->unlock);
    addOfflineOption(all, listing->network);
    all.addFlag("--all", listing->all, "Those that are refused or used as well");
    const Option one = all.addOption("--application", listing->application, "Only this one");
    all.addOption("--out", listing->target, "Where a copy of its file goes").needs(one);
    runWhenChosen(all, chosen, listing, list);
}

} // namespace wenyi::cli
