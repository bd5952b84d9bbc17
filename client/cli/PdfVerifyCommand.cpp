// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/JsonForms.h"
#include "client/cli/Judge.h"
#include "client/core/viewing/PdfFile.h"
#include "client/ui/text/PdfSignatureWords.h"
#include "client/ui/text/Sentences.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct PdfVerifyArguments
{
    std::string file;
    JudgeArguments judge;
};

QJsonObject findingJson(const core::PdfSignatureFinding &finding)
{
    const render::Signature &signature = finding.signature;
    QJsonObject object{{u"conclusion"_s, QString::fromLatin1(core::pdfConclusionName(finding.conclusion))},
        {u"field"_s, signature.field}, {u"signer"_s, signature.signer}, {u"issuer"_s, signature.issuer},
        {u"coversWholeFile"_s, signature.standing == render::Standing::Whole}};
    if (!finding.reason.isEmpty()) {
        object.insert(u"reason"_s, QString::fromLatin1(finding.reason));
        object.insert(u"sentence"_s, ui::sentenceFor({ErrorCode::NotTrusted, finding.reason, {}}));
    }
    if (const auto at = finding.signedAt())
        object.insert(u"signedAt"_s, timeText(*at));
    if (signature.page >= 0)
        object.insert(u"page"_s, signature.page + 1);
    if (signature.certification > 0)
        object.insert(u"certification"_s, signature.certification);
    return object;
}

QJsonObject pdfVerdictJson(const core::PdfVerdict &verdict)
{
    QJsonArray signatures;
    for (const core::PdfSignatureFinding &finding : verdict.signatures)
        signatures.append(findingJson(finding));
    return {{u"conclusion"_s, QString::fromLatin1(core::pdfConclusionName(verdict.conclusion))},
        {u"fullyValid"_s, verdict.isFullyValid()}, {u"signatures"_s, signatures}};
}

void printVerdict(const core::PdfVerdict &verdict, const Output &output)
{
    for (const core::PdfSignatureFinding &finding : verdict.signatures) {
        output.line(u"%1: %2"_s.arg(ui::signatureTitle(finding), ui::pdfConclusionWords(finding.conclusion)));
        for (const ui::SignatureLine &line : ui::signatureLines(finding))
            output.line(u"    %1: %2"_s.arg(line.what, line.words));
    }
    output.line(u"%1 (%2)"_s.arg(
        ui::pdfConclusionWords(verdict.conclusion), QString::fromLatin1(core::pdfConclusionName(verdict.conclusion))));
}

Result<core::PdfTrust> trustOf(const JudgeArguments &arguments, const Context &context)
{
    const Instant now = context.environment.clock.now();
    if (arguments.profile.empty() && arguments.roots.empty())
        return core::PdfTrust{{}, now};
    WENYI_TRY(const auto judge, Judge::read(arguments, context, crypto::TakenSuites::Sm2AndP256));
    if (judge.directory())
        return core::pdfTrustOf(judge.trust(), *judge.directory(), now);
    return core::PdfTrust{judge.trust(), now};
}

Result<void> run(const PdfVerifyArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto trust, trustOf(arguments.judge, context));
    WENYI_TRY(const QByteArray bytes, readBounded(fromArgument(arguments.file), limits::Blob));
    WENYI_TRY(const auto file, core::PdfFile::open(bytes, {}, trust));
    const auto verdict = file->signatures();
    if (verdict->fault)
        return *verdict->fault;
    printVerdict(*verdict, context.output);
    context.output.result(pdfVerdictJson(*verdict));
    if (!verdict->isFullyValid())
        return Error{ErrorCode::NotTrusted, "verification.pdf-not-valid",
            QString::fromLatin1(core::pdfConclusionName(verdict->conclusion))};
    return {};
}

} // namespace

void addPdfVerifyCommand(Command &pdf, Chosen &chosen)
{
    auto arguments = std::make_shared<PdfVerifyArguments>();
    Command &command = pdf.addCommand("verify",
        "Every signature of a PDF; exit status 0 only if there is one, all hold, cover the whole file, and come from "
        "who is trusted");
    command.addOption("file", arguments->file, "The PDF file").required();
    addJudgeOptions(command, arguments->judge, JudgedBy::SomebodyOrNobody);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
