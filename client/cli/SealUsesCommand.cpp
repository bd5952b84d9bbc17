// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/SyncOnce.h"
#include "client/cli/Unlock.h"
#include "client/core/uses/UseService.h"
#include "client/ui/text/SealUseWords.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct SealUsesArguments
{
    UnlockArguments unlock;
    NetworkUse network = NetworkUse::IfReachable;
    std::string seal;
    int number = 0;
    std::string target;
    std::vector<std::string> files;
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

QJsonArray placesJson(const QList<ofd::Stamp> &places)
{
    QJsonArray json;
    for (const ofd::Stamp &place : places) {
        const layout::Rect &box = place.boundary;
        json.append(QJsonObject{{u"page"_s, static_cast<int>(place.page) + 1},
            {u"boundary"_s, QJsonArray{box.x, box.y, box.width, box.height}}});
    }
    return json;
}

QJsonObject jsonOf(const core::LoggedUse &logged, const std::optional<core::Approval> &approval)
{
    const core::SealUse &use = logged.use();
    const bool isIssue = use.warrant.kind == core::WarrantKind::Issue;
    QJsonObject json{{u"seal"_s, use.seal.toString()}, {u"number"_s, static_cast<qint64>(use.number)},
        {u"at"_s, timeText(use.at)}, {u"keeper"_s, use.keeper.toString()}, {u"desktop"_s, use.desktop.toString()},
        {u"title"_s, use.title}, {u"documentNumber"_s, use.documentNumber},
        {u"copies"_s, static_cast<qint64>(use.copies)}, {u"pages"_s, static_cast<qint64>(use.pages)},
        {u"content"_s, hexOf(use.content)}, {u"document"_s, hexOf(logged.completed.document)},
        {u"use"_s, hexOf(logged.digest)}, {u"previous"_s, hexOf(use.previous)},
        {u"warrant"_s, isIssue ? u"issue"_s : u"application"_s}, {u"warrantId"_s, hexOf(use.warrant.id)},
        {u"entry"_s, hexOf(logged.origin.entry)}, {u"places"_s, placesJson(use.places)}};
    if (isIssue)
        json.insert(u"record"_s, use.warrant.record.toString());
    if (approval)
        json.insert(u"approvedBy"_s, approval->by.toString());
    return json;
}

void tell(const core::Workspace &workspace, const core::LoggedUse &logged,
    const std::optional<core::Approval> &approval, const Output &output)
{
    const core::SealUse &use = logged.use();
    QStringList pages;
    for (const ofd::Stamp &place : use.places)
        pages.append(QString::number(place.page + 1));
    const bool isIssue = use.warrant.kind == core::WarrantKind::Issue;
    output.line(u"%1  No. %2  %3  %4  %5  %6"_s.arg(use.seal.toString(), QString::number(use.number), timeText(use.at),
        nameOf(workspace, use.keeper), use.documentNumber, use.title));
    output.line(u"    %1 %2, approved by %3; pages %4 of %5; SM3 %6"_s.arg(isIssue ? u"issue"_s : u"application"_s,
        hexOf(use.warrant.id).left(12), approval ? nameOf(workspace, approval->by) : u"—"_s, pages.join(u','),
        QString::number(use.pages), hexOf(use.content)));
}

QJsonObject jsonOf(const core::UseFinding &finding)
{
    QJsonObject json{{u"finding"_s, QString::fromLatin1(core::useFaultName(finding.fault))},
        {u"wrong"_s, finding.isWrong()}, {u"seal"_s, finding.seal.toString()},
        {u"number"_s, static_cast<qint64>(finding.number)}, {u"subject"_s, finding.subject}};
    if (finding.error)
        json.insert(u"error"_s, toJson(*finding.error));
    return json;
}

/// Writes the sealed document of one use out again.
Result<void> writeCopy(const SealUsesArguments &arguments, core::UseService &service, const core::UseRegister &uses)
{
    const QString seal = fromArgument(arguments.seal);
    const core::LoggedUse *found = nullptr;
    for (const core::LoggedUse &logged : uses.uses) {
        const bool isSeal = seal.isEmpty() || logged.use().seal.toString() == seal;
        if (isSeal && logged.use().number == static_cast<quint64>(arguments.number))
            found = &logged;
    }
    if (!found)
        return Error{ErrorCode::NotFound, "seal-use.none", QString::number(arguments.number)};
    WENYI_TRY(const QByteArray copy, service.copyOf(*found));
    return writeDurably(fromArgument(arguments.target), copy);
}

/// What is found about the register, and about each document that was given.
Result<QList<core::UseFinding>> findingsOf(
    const SealUsesArguments &arguments, const core::UseService &service, const core::RegisterReport &report)
{
    QList<core::UseFinding> findings;
    const SealId seal(fromArgument(arguments.seal));
    for (const core::UseFinding &finding : report.findings) {
        if (seal.isEmpty() || finding.seal.isEmpty() || finding.seal == seal)
            findings.append(finding);
    }
    for (const QString &path : fromArguments(arguments.files)) {
        WENYI_TRY(const QByteArray ofd, readBounded(path, limits::Blob));
        WENYI_TRY(const auto found, service.checkDocument(ofd, QFileInfo(path).fileName(), report.uses));
        findings += found;
    }
    return findings;
}

Result<void> uses(const SealUsesArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    WENYI_TRY(const auto attempt, trySynchronising(*workspace, arguments.network));
    core::UseService service(*workspace);
    WENYI_TRY(const auto report, service.check());
    WENYI_TRY(const auto findings, findingsOf(arguments, service, report));
    QJsonArray all;
    for (const core::LoggedUse &logged : report.uses.uses) {
        if (!arguments.seal.empty() && logged.use().seal.toString() != fromArgument(arguments.seal))
            continue;
        const auto found = report.approvals.find(logged.origin.entry);
        const auto approval = found == report.approvals.end() ? std::nullopt : std::optional(*found);
        tell(*workspace, logged, approval, context.output);
        all.append(jsonOf(logged, approval));
    }
    QJsonArray told;
    bool isWrong = false;
    for (const core::UseFinding &finding : findings) {
        context.output.line(u"%1 %2 No. %3: %4 (%5)"_s.arg(finding.isWrong() ? u"■"_s : u"▲"_s, finding.seal.toString(),
            QString::number(finding.number), ui::useFindingWords(finding),
            QString::fromLatin1(core::useFaultName(finding.fault))));
        isWrong = isWrong || finding.isWrong();
        told.append(jsonOf(finding));
    }
    if (arguments.number > 0)
        WENYI_CHECK(writeCopy(arguments, service, report.uses));
    context.output.line(u"%1 uses, %2"_s.arg(QString::number(all.size()), isWrong ? u"not whole"_s : u"whole"_s));
    context.output.result(
        {{u"uses"_s, all}, {u"findings"_s, told}, {u"whole"_s, !isWrong}, {u"synchronisation"_s, attempt.toJson()}});
    if (isWrong)
        return Error{ErrorCode::NotTrusted, "seal-use.not-whole", QString::number(told.size())};
    return {};
}

} // namespace

void addSealUsesCommand(Command &seal, Chosen &chosen)
{
    auto arguments = std::make_shared<SealUsesArguments>();
    Command &command = seal.addCommand("uses",
        "The register of seal uses, checked; exit status 0 only if it is whole and the files' uses stand in it");
    addUnlockOptions(command, arguments->unlock);
    addOfflineOption(command, arguments->network);
    command.addOption("--seal", arguments->seal, "Only this seal's");
    Option number = command.addOption("--copy", arguments->number, "The use of this number: its sealed document");
    number.within(1, std::numeric_limits<int>::max());
    command.addOption("--out", arguments->target, "Where that copy goes").needs(number);
    command.addOption("files", arguments->files, "Sealed OFD files whose uses have to stand in the register");
    runWhenChosen(command, chosen, arguments, uses);
}

} // namespace wenyi::cli
