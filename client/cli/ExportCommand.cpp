// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "shared/base/DurableFile.h"
#include "shared/document/DocumentJson.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/docx/DocxExport.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct ExportArguments
{
    std::string source;
    std::string target;
};

Result<void> run(const ExportArguments &arguments, const Context &context)
{
    WENYI_TRY(const QByteArray json, readBounded(fromArgument(arguments.source), document::limits::Json));
    WENYI_TRY(const auto document, document::readDocumentJson(json));
    WENYI_TRY(const QByteArray docx, document::exportDocx(document));
    WENYI_CHECK(writeDurably(fromArgument(arguments.target), docx));
    context.output.line(fromArgument(arguments.target));
    context.output.result({{u"docx"_s, fromArgument(arguments.target)}});
    return {};
}

} // namespace

void addExportCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<ExportArguments>();
    Command &command = app.addCommand("export", "Write a document as docx, its elements as named styles");
    command.addOption("document", arguments->source, "DOC.json").required();
    command.addOption("--docx", arguments->target, "Where the docx goes").required();
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
