// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/PdfDesk.h"
#include "client/core/sealing/PdfCopy.h"
#include "client/core/sealing/PdfKey.h"
#include "client/core/sealing/PdfTrail.h"
#include "client/core/sealing/PdfWork.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct PdfCopyArguments
{
    std::string file;
    PdfDeskArguments desk;
    std::string key;
    std::string pinFile;
    std::string target;
};

/// The key file that was named, or the member's own.
Result<QString> keyFileOf(const core::Profile &profile, const MemberId &member, const PdfCopyArguments &arguments)
{
    if (!arguments.key.empty())
        return fromArgument(arguments.key);
    const QString path = core::pdfKeyOf(profile, member);
    if (path.isEmpty())
        return Error{ErrorCode::NotFound, "pdf-key.none", member.toString()};
    return path;
}

Result<void> copy(const PdfCopyArguments &arguments, const Context &context)
{
    const Instant now = context.environment.clock.now();
    WENYI_TRY(const auto profile, core::Profile::open(fromArgument(arguments.desk.profile)));
    WENYI_TRY(const MemberId member, memberOf(profile, arguments.desk.member));
    WENYI_TRY(const QString keyFile, keyFileOf(profile, member, arguments));
    WENYI_TRY(const auto pin, readPin(arguments.pinFile));
    WENYI_TRY(const QByteArray ofd, readBounded(fromArgument(arguments.file), limits::Blob));
    WENYI_TRY(const auto desk, unlockPdfDesk(profile.folder, member, arguments.desk, pin, context));
    const core::VerificationService verification(desk->trust(), desk->directory(), context.environment.clock);
    core::PdfOrder order;
    order.keyFile = keyFile;
    order.target = fromArgument(arguments.target);
    order.trust = core::pdfTrustOf(desk->trust(), desk->directory(), now);
    WENYI_TRY(order.pdf, core::pdfCopyOf(ofd, verification, profile.unit, desk->fonts(), {}, now));
    const auto sign = [&] { return core::signIntoFile(order, pin, [] { return false; }); };
    WENYI_TRY(const auto written, core::withPdfTrail(*desk, core::pdfTrailSubject(order.pdf, keyFile), sign));
    const auto verdict = written->signatures();
    const QString conclusion = QString::fromLatin1(core::pdfConclusionName(verdict->conclusion));
    context.output.line(u"%1  %2"_s.arg(conclusion, order.target));
    context.output.line(u"A copy for readers of PDFs: the OFD stays the original."_s);
    QJsonObject result{{u"conclusion"_s, conclusion}, {u"file"_s, order.target},
        {u"signer"_s, verdict->signatures.constLast().signature.signer}};
    tellListAge(core::pdfListAge(keyFile, order.trust), context.output, result);
    context.output.result(result);
    return {};
}

} // namespace

void addPdfCopyCommand(Command &pdf, Chosen &chosen)
{
    auto arguments = std::make_shared<PdfCopyArguments>();
    Command &command =
        pdf.addCommand("copy", "A PDF copy of a sealed OFD with its seals shown, signed; the OFD stays the original");
    command.addOption("file", arguments->file, "The OFD file that the desktop's unit sealed; every seal has to hold")
        .required();
    command
        .addOption("--profile", arguments->desk.profile,
            "The desktop that judges the seals and writes it down, of the unit that sealed")
        .required();
    addPdfDeskOptions(command, arguments->desk);
    command.addOption("--key", arguments->key, "Another key file than the member's pdf.key");
    command.addOption("--pin-file", arguments->pinFile, "File with its PIN; else the variable WENYI_PIN");
    command.addOption("--out", arguments->target, "Where the signed PDF goes").required();
    runWhenChosen(command, chosen, arguments, copy);
}

} // namespace wenyi::cli
