// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/Judge.h"
#include "client/cli/Unlock.h"
#include "client/core/sealing/PdfCopy.h"
#include "client/core/sealing/PdfKey.h"
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
    std::string profile;
    std::string member;
    std::string key;
    std::string pinFile;
    std::string target;
};

/// The key file that was named, or the member's own.
Result<QString> keyFileOf(const core::Profile &profile, const PdfCopyArguments &arguments)
{
    if (!arguments.key.empty())
        return fromArgument(arguments.key);
    WENYI_TRY(const MemberId member, memberOf(profile, arguments.member));
    const QString path = core::pdfKeyOf(profile, member);
    if (path.isEmpty())
        return Error{ErrorCode::NotFound, "pdf-key.none", member.toString()};
    return path;
}

Result<void> copy(const PdfCopyArguments &arguments, const Context &context)
{
    const Instant now = context.environment.clock.now();
    JudgeArguments byProfile;
    byProfile.profile = arguments.profile;
    WENYI_TRY(const auto judge, Judge::read(byProfile, context));
    WENYI_TRY(const auto profile, core::Profile::open(fromArgument(arguments.profile)));
    WENYI_TRY(const QString keyFile, keyFileOf(profile, arguments));
    WENYI_TRY(const auto pin, readPin(arguments.pinFile));
    WENYI_TRY(const QByteArray ofd, readBounded(fromArgument(arguments.file), limits::Blob));
    WENYI_TRY(const auto fonts, layout::FontSet::load(context.environment.fonts));
    core::PdfOrder order;
    order.keyFile = keyFile;
    order.target = fromArgument(arguments.target);
    order.trust = core::pdfTrustOf(judge.trust(), *judge.directory(), now);
    WENYI_TRY(order.pdf, core::pdfCopyOf(ofd, judge.service(), profile.unit, fonts, {}, now));
    WENYI_TRY(const auto written, core::signIntoFile(order, pin, [] { return false; }));
    const auto verdict = written->signatures();
    const QString conclusion = QString::fromLatin1(core::pdfConclusionName(verdict->conclusion));
    context.output.line(u"%1  %2"_s.arg(conclusion, order.target));
    context.output.line(u"A copy for readers of PDFs: the OFD stays the original."_s);
    context.output.result({{u"conclusion"_s, conclusion}, {u"file"_s, order.target},
        {u"signer"_s, verdict->signatures.constLast().signature.signer}});
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
    command.addOption("--profile", arguments->profile, "The desktop that judges the seals, of the unit that sealed")
        .required();
    command.addOption("--member", arguments->member, "Whose key signs; not needed where only one member may unlock");
    command.addOption("--key", arguments->key, "Another key file than the member's pdf.key");
    command.addOption("--pin-file", arguments->pinFile, "File with its PIN; else the variable WENYI_PIN");
    command.addOption("--out", arguments->target, "Where the signed PDF goes").required();
    runWhenChosen(command, chosen, arguments, copy);
}

} // namespace wenyi::cli
