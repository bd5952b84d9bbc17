// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/VerdictReport.h"

#include "client/cli/JsonForms.h"
#include "client/ui/text/SealWords.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/text/WithdrawalWords.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

/// The sentence behind a step's reason.
QString reasonSentence(const seal::SealStepResult &step)
{
    return ui::sentenceFor({ErrorCode::NotTrusted, step.reason, step.detail});
}

QJsonObject stampJson(const ofd::Stamp &stamp)
{
    return {{u"page"_s, static_cast<qint64>(stamp.page) + 1}, {u"x"_s, stamp.boundary.x}, {u"y"_s, stamp.boundary.y},
        {u"width"_s, stamp.boundary.width}, {u"height"_s, stamp.boundary.height},
        {u"clipped"_s, stamp.clip.has_value()}};
}

QJsonObject findingJson(const core::SealFinding &finding)
{
    QJsonArray stamps;
    for (const ofd::Stamp &stamp : finding.stamps)
        stamps.append(stampJson(stamp));
    QJsonObject object{{u"path"_s, finding.path},
        {u"conclusion"_s, QString::fromLatin1(core::conclusionName(finding.conclusion))},
        {u"sealName"_s, finding.sealName}, {u"sealId"_s, finding.sealId},
        {u"seal"_s, QString::fromLatin1(finding.seal.toHex())}, {u"signerName"_s, finding.signerName},
        {u"signerId"_s, finding.signerId}, {u"steps"_s, stepsJson(finding.verdict)},
        {u"withdrawal"_s, withdrawalJson(finding.verdict)}, {u"changed"_s, QJsonArray::fromStringList(finding.changed)},
        {u"uncovered"_s, QJsonArray::fromStringList(finding.uncovered)},
        {u"extra"_s, QJsonArray::fromStringList(finding.extra)}, {u"stamps"_s, stamps}};
    if (finding.sealedAt)
        object.insert(u"sealedAt"_s, timeText(*finding.sealedAt));
    if (finding.verdict.stampedAt)
        object.insert(u"stampedAt"_s, timeText(*finding.verdict.stampedAt));
    if (finding.verdict.revocationsAsOf)
        object.insert(u"revocationsAsOf"_s, timeText(*finding.verdict.revocationsAsOf));
    if (finding.registeredUnit)
        object.insert(u"registeredUnit"_s, finding.registeredUnit->toString());
    if (finding.registeredMember) {
        object.insert(u"registeredMember"_s, finding.registeredMember->toString());
        object.insert(u"isLeaders"_s, finding.isLeaders);
    }
    if (finding.use)
        object.insert(u"useNumber"_s, static_cast<qint64>(finding.use->number));
    if (finding.fault)
        object.insert(u"fault"_s, toJson(*finding.fault));
    return object;
}

void printFiles(const QString &what, const QStringList &files, const Output &output)
{
    for (const QString &file : files)
        output.line(u"    %1: %2"_s.arg(what, file));
}

void printFinding(const core::SealFinding &finding, const Output &output)
{
    output.line(u"%1: %2"_s.arg(finding.path, ui::conclusionWords(finding.conclusion)));
    if (!finding.sealName.isEmpty())
        output.line(u"    seal: %1 (%2), signer: %3"_s.arg(finding.sealName, finding.sealId, finding.signerName));
    else if (!finding.signerName.isEmpty())
        output.line(u"    signer: %1, without a seal"_s.arg(finding.signerName));
    if (finding.registeredMember)
        output.line(u"    "_s + ui::stampOwnerWords(finding));
    if (finding.sealedAt)
        output.line(u"    sealed at: %1"_s.arg(timeText(*finding.sealedAt)));
    if (finding.use)
        output.line(u"    use of the seal: No. %1"_s.arg(finding.use->number));
    if (finding.verdict.stampedAt)
        output.line(u"    time stamp: %1"_s.arg(timeText(*finding.verdict.stampedAt)));
    if (finding.verdict.revocationsAsOf)
        output.line(u"    revocations as of: %1"_s.arg(timeText(*finding.verdict.revocationsAsOf)));
    if (finding.fault)
        output.line(u"    fault: %1 (%2)"_s.arg(ui::sentenceFor(*finding.fault), describe(*finding.fault)));
    printSteps(finding.verdict, output);
    printFiles(u"altered, missing or not comparable"_s, finding.changed, output);
    printFiles(u"shown, but not under the seal"_s, finding.uncovered, output);
    printFiles(u"not shown and not under the seal"_s, finding.extra, output);
}

} // namespace

void printSteps(const seal::SealVerdict &verdict, const Output &output)
{
    for (const seal::SealStepResult &step : verdict.steps) {
        const QString head = u"    %1: %2"_s.arg(ui::stepWords(step.step), ui::outcomeWords(step.outcome));
        if (step.reason.isEmpty()) {
            output.line(head);
            continue;
        }
        const QString detail = step.detail.isEmpty() ? QString() : u": "_s + step.detail;
        output.line(u"%1. %2 (%3%4)"_s.arg(head, reasonSentence(step), QString::fromLatin1(step.reason), detail));
    }
    if (verdict.withdrawal)
        output.line(u"    seal: %1"_s.arg(ui::withdrawalWords(*verdict.withdrawal)));
}

QJsonValue withdrawalJson(const seal::SealVerdict &verdict)
{
    if (!verdict.withdrawal)
        return QJsonValue::Null;
    const seal::Withdrawal &withdrawal = *verdict.withdrawal;
    const bool isRevoked = withdrawal.kind == seal::Withdrawal::Kind::Revoked;
    const auto moment = [](const std::optional<Instant> &at) { return at ? QJsonValue(timeText(*at)) : QJsonValue(); };
    return QJsonObject{{u"state"_s, directory::sealStateName(
                                        isRevoked ? directory::SealState::Revoked : directory::SealState::Suspended)},
        {u"since"_s, moment(withdrawal.since)}, {u"until"_s, moment(withdrawal.until)},
        {u"reason"_s, QString::fromLatin1(withdrawal.reason)}, {u"words"_s, ui::withdrawalWords(withdrawal)}};
}

QJsonArray stepsJson(const seal::SealVerdict &verdict)
{
    QJsonArray steps;
    for (const seal::SealStepResult &step : verdict.steps) {
        QJsonObject object{{u"step"_s, QString::fromLatin1(seal::stepName(step.step))},
            {u"outcome"_s, QString::fromLatin1(seal::outcomeName(step.outcome))}};
        if (!step.reason.isEmpty()) {
            object.insert(u"reason"_s, QString::fromLatin1(step.reason));
            object.insert(u"sentence"_s, reasonSentence(step));
        }
        if (!step.detail.isEmpty())
            object.insert(u"detail"_s, step.detail);
        steps.append(object);
    }
    return steps;
}

QString basisSentence(core::TrustBasis basis)
{
    return basis == core::TrustBasis::Domain
               ? u"judged by the domain's trust and directory"_s
               : u"judged by the given roots; whether a seal is registered was not asked"_s;
}

void printVerdict(const core::SealedDocumentVerdict &verdict, const Output &output)
{
    for (const core::SealFinding &finding : verdict.seals)
        printFinding(finding, output);
    for (const QString &removed : verdict.removed)
        output.line(u"%1: in the package, but not in its list of signatures"_s.arg(removed));
    for (const ofd::ShownDoubt &doubt : verdict.doubts)
        output.line(u"in doubt: %1 (%2)"_s.arg(ui::doubtWords(doubt), ofd::describe(doubt)));
    output.line(u"%1 (%2; %3)"_s.arg(ui::conclusionWords(verdict),
        QString::fromLatin1(core::conclusionName(verdict.conclusion)), basisSentence(verdict.basis)));
}

QJsonObject verdictJson(const core::SealedDocumentVerdict &verdict)
{
    QJsonArray signatures;
    for (const core::SealFinding &finding : verdict.seals)
        signatures.append(findingJson(finding));
    QJsonArray doubts;
    for (const ofd::ShownDoubt &doubt : verdict.doubts)
        doubts.append(QJsonObject{{u"kind"_s, QString::fromLatin1(doubt.kind)},
            {u"page"_s, static_cast<qint64>(doubt.page) + 1}, {u"detail"_s, doubt.detail}});
    return {{u"conclusion"_s, QString::fromLatin1(core::conclusionName(verdict.conclusion))}, {u"doubts"_s, doubts},
        {u"fullyValid"_s, verdict.isFullyValid()}, {u"basis"_s, QString::fromLatin1(core::basisName(verdict.basis))},
        {u"closedBy"_s, verdict.isClosedByStamp ? u"signature-stamp"_s : u"seals"_s}, {u"signatures"_s, signatures},
        {u"removed"_s, QJsonArray::fromStringList(verdict.removed)}};
}

} // namespace wenyi::cli
