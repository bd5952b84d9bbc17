// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/cli/Judge.h"
#include "client/cli/VerdictReport.h"
#include "client/core/sealing/PaintedDoubts.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/layout/FontSet.h"
#include "shared/ofd/OfdReader.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct OfdVerifyArguments
{
    std::string file;
    JudgeArguments judge;
};

/// What its pages do not show as it is; pages that cannot be read are shown to nobody.
QList<ofd::ShownDoubt> doubtsOn(const QByteArray &bytes, const Context &context)
{
    const auto fonts = layout::FontSet::load(context.environment.fonts);
    const auto package = ofd::Package::open(bytes);
    if (!fonts || !package)
        return {};
    const auto document = ofd::readOfd(*package, *fonts);
    return document ? core::paintedDoubts(*document, *fonts) : QList<ofd::ShownDoubt>();
}

Result<void> run(const OfdVerifyArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto judge, Judge::read(arguments.judge, context));
    WENYI_TRY(const QByteArray bytes, readBounded(fromArgument(arguments.file), limits::Blob));
    WENYI_TRY(auto verdict, judge.service().verify(bytes));
    addDoubts(verdict, doubtsOn(bytes, context));
    printVerdict(verdict, context.output);
    context.output.result(verdictJson(verdict));
    if (!verdict.isFullyValid())
        return Error{ErrorCode::NotTrusted, "verification.not-fully-valid",
            QString::fromLatin1(core::conclusionName(verdict.conclusion))};
    return {};
}

} // namespace

void addOfdVerifyCommand(Command &ofd, Chosen &chosen)
{
    auto arguments = std::make_shared<OfdVerifyArguments>();
    Command &command = ofd.addCommand(
        "verify", "Every signature with its steps; exit status 0 only if all are fully valid and cover what is shown");
    command.addOption("file", arguments->file, "The OFD file").required();
    addJudgeOptions(command, arguments->judge);
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
