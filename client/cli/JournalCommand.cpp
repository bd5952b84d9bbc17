// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/Unlock.h"
#include "client/core/evidence/EvidenceService.h"
#include "client/core/exchange/AuditHeads.h"
#include "client/core/exchange/HeadsElsewhere.h"
#include "client/ui/text/ActWords.h"
#include "client/ui/text/SealWords.h"
#include "shared/base/DurableFile.h"
#include "shared/exchange/ExchangeLimits.h"
#include "shared/exchange/HeadsFile.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct VerifyArguments
{
    UnlockArguments unlock;
    std::string auditHead;
    std::vector<std::string> heads;
    bool withActs = false;
};

/// What is told of any signature.
void addVerdict(QJsonObject &json, const core::ActVerdict &verdict, const QString &sentence)
{
    QJsonArray remarks;
    for (const core::EvidenceRemark &remark : verdict.remarks)
        remarks.append(QString::fromLatin1(remark.fault.reason));
    json.insert(u"conclusion"_s, QString::fromLatin1(core::conclusionName(verdict.conclusion)));
    json.insert(u"sentence"_s, sentence);
    json.insert(u"remarks"_s, remarks);
    if (verdict.provenAt)
        json.insert(u"provenAt"_s, timeText(*verdict.provenAt));
    if (verdict.stampRanOut)
        json.insert(u"stampRanOut"_s, timeText(*verdict.stampRanOut));
    if (verdict.fault)
        json.insert(u"fault"_s, QString::fromLatin1(verdict.fault->reason));
}

QJsonObject jsonOf(const StreamId &stream, const core::JudgedAct &act, const QString &sentence)
{
    QJsonObject json{{u"record"_s, stream.toString()}, {u"act"_s, act.step.act},
        {u"member"_s, act.step.member.toString()}, {u"claimedAt"_s, timeText(act.step.at)}};
    addVerdict(json, act.verdict, sentence);
    return json;
}

QJsonObject jsonOf(const core::JudgedUse &use, const QString &sentence)
{
    QJsonObject json{{u"kind"_s, use.kind}, {u"seal"_s, use.seal.toString()},
        {u"number"_s, static_cast<qint64>(use.number)}, {u"member"_s, use.member.toString()},
        {u"claimedAt"_s, timeText(use.at)}};
    addVerdict(json, use.verdict, sentence);
    if (use.sealed)
        json.insert(u"sealConclusion"_s, QString::fromLatin1(core::conclusionName(use.sealed->conclusion)));
    return json;
}

/// One line for each act that was signed, by what was kept with it. Gives how many do not hold.
Result<qsizetype> verifyActs(core::Workspace &workspace, const Context &context, QJsonArray &acts)
{
    qsizetype bad = 0;
    core::EvidenceService evidence(workspace);
    WENYI_TRY(const auto streams, core::EvidenceProjection::streams(workspace.journal().database()));
    for (const StreamId &stream : streams) {
        const auto judged = evidence.judge(stream);
        if (!judged && judged.error().reason == "record.none")
            continue; // Nothing of it took effect.
        if (!judged)
            return judged.error();
        for (const core::JudgedAct &act : *judged) {
            const QString sentence = ui::actSentence(act.verdict, context.environment.clock.now());
            bad += act.verdict.holds() ? 0 : 1;
            acts.append(jsonOf(stream, act, sentence));
            context.output.line(
                u"%1  %2  %3  %4"_s.arg(stream.toString(), act.step.act, act.step.member.toString(), sentence));
        }
    }
    return bad;
}

/// The same for the register of seal uses; of a use also the seal on the document that was kept.
Result<qsizetype> verifyUses(core::Workspace &workspace, const Context &context, QJsonArray &uses)
{
    qsizetype bad = 0;
    WENYI_TRY(const auto judged, core::EvidenceService(workspace).judgeUses());
    for (const core::JudgedUse &use : judged) {
        const QString sentence = ui::actSentence(use.verdict, context.environment.clock.now());
        bad += use.holds() ? 0 : 1;
        uses.append(jsonOf(use, sentence));
        const QString seal = use.sealed ? ui::conclusionWords(use.sealed->conclusion) : u"—"_s;
        context.output.line(u"%1 No. %2  %3  %4  %5  %6"_s.arg(
            use.seal.toString(), QString::number(use.number), use.kind, use.member.toString(), sentence, seal));
    }
    return bad;
}

/// Holds the audit log against what others kept of it; nothing where no file is given.
Result<std::optional<core::HeadsElsewhere::Held>> checkElsewhere(
    core::Workspace &workspace, const std::vector<std::string> &files)
{
    if (files.empty())
        return std::optional<core::HeadsElsewhere::Held>();
    WENYI_TRY(const auto kept, exchange::readHeadsFiles(fromArguments(files)));
    WENYI_TRY(const auto held, core::HeadsElsewhere(workspace).check(kept));
    return std::optional(held);
}

void tell(const core::HeadsElsewhere::Held &held, QJsonObject &result, const Output &output)
{
    result.insert(u"auditHeadsElsewhere"_s, held.heads);
    result.insert(u"auditHeadsUnproven"_s, held.unproven);
    output.line(u"the audit log goes on from %1 heads that others kept"_s.arg(held.heads));
    if (held.unproven > 0)
        output.line(u"%1 of them are under a certificate that the unit no longer has"_s.arg(held.unproven));
}

Result<void> verify(const VerifyArguments &arguments, const Context &context)
{
    journal::AuditHead known;
    if (!arguments.auditHead.empty()) {
        WENYI_TRY(known, journal::AuditHead::fromString(fromArgument(arguments.auditHead)));
    }
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    WENYI_TRY(const quint64 entries, workspace->journal().verify(desktopKeys(*workspace)));
    WENYI_TRY(const auto damaged, workspace->blobs().scrub());
    WENYI_TRY(const quint64 audited, workspace->audit().verify());
    WENYI_CHECK(workspace->audit().follows(known));
    WENYI_TRY(const qsizetype noted, core::AuditHeads(*workspace).check());
    WENYI_TRY(const auto elsewhere, checkElsewhere(*workspace, arguments.heads));
    WENYI_TRY(const journal::AuditHead head, workspace->audit().head());
    QJsonArray acts;
    QJsonArray uses;
    qsizetype bad = 0;
    if (arguments.withActs) {
        WENYI_TRY(bad, verifyActs(*workspace, context, acts));
        WENYI_TRY(const qsizetype badUses, verifyUses(*workspace, context, uses));
        bad += badUses;
    }
    QJsonArray blobs;
    for (const Digest &digest : damaged)
        blobs.append(QString::fromLatin1(digest.toHex()));
    QJsonObject result{{u"entries"_s, static_cast<qint64>(entries)}, {u"damagedBlobs"_s, blobs},
        {u"auditRecords"_s, static_cast<qint64>(audited)}, {u"auditHead"_s, head.toString()},
        {u"auditHeadsInJournal"_s, noted}};
    if (arguments.withActs) {
        result.insert(u"acts"_s, acts);
        result.insert(u"uses"_s, uses);
    }
    if (elsewhere)
        tell(*elsewhere, result, context.output);
    context.output.result(result);
    if (!damaged.isEmpty())
        return Error{ErrorCode::Corrupt, "blob.damaged", QString::fromLatin1(damaged.first().toHex())};
    if (bad > 0)
        return Error{ErrorCode::NotTrusted, "journal.acts", QString::number(bad)};
    context.output.line(u"%1 entries, every chain, head and blob holds"_s.arg(entries));
    context.output.line(u"the audit log goes on from %1 heads noted in the journal"_s.arg(noted));
    context.output.line(u"head of the audit log: %1"_s.arg(head.toString()));
    return {};
}

struct HeadsArguments
{
    UnlockArguments unlock;
    std::string unit;
    std::string target;
};

/// Writes down what others told of their audit logs, for whoever checks those.
Result<void> writeHeadsOfOthers(const HeadsArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments.unlock, context));
    const QString wanted = fromArgument(arguments.unit);
    const directory::Unit *only = workspace->directory().unitNamed(wanted);
    if (!only)
        only = workspace->directory().unit(UnitCode(wanted));
    if (!wanted.isEmpty() && !only)
        return Error{ErrorCode::NotFound, "directory.unknown-name", wanted};
    const UnitCode unit = only ? only->code : UnitCode();
    WENYI_TRY(const auto receipts, core::HeadsElsewhere(*workspace).ofOthers(unit));
    if (receipts.isEmpty())
        return Error{ErrorCode::NotFound, "heads.none", unit.toString()};
    const QByteArray file = exchange::writeHeads(receipts);
    if (file.size() > exchange::bounds::HeadsFile)
        return Error{ErrorCode::TooLarge, "heads.size", QString::number(file.size())};
    const QString target = fromArgument(arguments.target);
    WENYI_CHECK(writeDurably(target, file));
    context.output.line(u"%1 heads of others' audit logs: %2"_s.arg(receipts.size()).arg(target));
    context.output.result({{u"heads"_s, receipts.size()}, {u"file"_s, target}});
    return {};
}

Result<void> rebuild(const UnlockArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments, context));
    quint64 entries = 0;
    WENYI_CHECK(workspace->journal().rebuild([&](quint64 done, quint64) {
        entries = done;
        return true;
    }));
    context.output.line(u"rebuilt from %1 entries"_s.arg(entries));
    context.output.result({{u"entries"_s, static_cast<qint64>(entries)}});
    return {};
}

Result<void> stats(const UnlockArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto workspace, unlock(arguments, context));
    WENYI_TRY(const auto head, workspace->journal().logHead());
    WENYI_TRY(const quint64 unsent, workspace->journal().unsentCount());
    WENYI_TRY(const quint64 held, workspace->journal().heldCount());
    context.output.line(u"log position %1, %2 entries not sent"_s.arg(head.number).arg(unsent));
    if (held > 0)
        context.output.line(
            u"%1 entries of other desktops that the server lost and has not been sent again"_s.arg(held));
    context.output.result(
        {{u"logPosition"_s, static_cast<qint64>(head.number)}, {u"logHash"_s, QString::fromLatin1(head.hash.toHex())},
            {u"unsent"_s, static_cast<qint64>(unsent)}, {u"held"_s, static_cast<qint64>(held)}});
    return {};
}

using Step = Result<void> (*)(const UnlockArguments &, const Context &);

} // namespace

void addJournalCommand(Command &app, Chosen &chosen)
{
    Command &command = app.addCommand("journal", "Check, rebuild or measure a desktop's store");
    command.requireCommand();
    const auto add = [&](const char *name, const char *about, Step step) {
        Command &sub = command.addCommand(name, about);
        auto arguments = addUnlockOptions(sub);
        runWhenChosen(sub, chosen, arguments, step);
    };
    auto arguments = std::make_shared<VerifyArguments>();
    Command &sub = command.addCommand("verify", "Walk every chain, signature, blob and projection");
    addUnlockOptions(sub, arguments->unlock);
    sub.addOption(
        "--audit-head", arguments->auditHead, "The audit log's head that an earlier check told, kept elsewhere");
    sub.addOption("--heads", arguments->heads, "A file of `journal heads`, from another unit's desktop").oneValueEach();
    sub.addFlag("--acts", arguments->withActs,
        "Also judge every signed act by what was kept with it; exit 1 where one does not hold");
    runWhenChosen(sub, chosen, arguments, verify);
    auto headsArguments = std::make_shared<HeadsArguments>();
    Command &heads =
        command.addCommand("heads", "Write down what other units and the server told here of their audit logs");
    addUnlockOptions(heads, headsArguments->unlock);
    heads.addOption("--out", headsArguments->target, "The file, for `verify --heads` there").required();
    heads.addOption("--unit", headsArguments->unit, "Only this unit's (its name or code)");
    runWhenChosen(heads, chosen, headsArguments, writeHeadsOfOthers);
    add("rebuild", "Drop every projection and make it anew from the entries", rebuild);
    add("stats", "How far the journal reaches", stats);
}

} // namespace wenyi::cli
