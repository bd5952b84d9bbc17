// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/core/records/DraftFiles.h"
#include "shared/base/DurableFile.h"
#include "shared/document/DocumentJson.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/docx/DocxImport.h"

#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr qsizetype MaximumText = 64 * 1024 * 1024;

struct ImportArguments
{
    std::string source;
    std::string target;
};

QString certaintyName(document::Certainty certainty)
{
    switch (certainty) {
    case document::Certainty::Recognised:
        return u"recognised"_s;
    case document::Certainty::Guessed:
        return u"guessed"_s;
    case document::Certainty::Left:
        break;
    }
    return u"left"_s;
}

/// What a file is its first bytes say; only what another program has to read is known by its name.
Result<document::ImportedText> recognise(const QString &path)
{
    if (core::OfficeConverter::endings().contains(QFileInfo(path).suffix().toLower()))
        return core::readForImport(path, {});
    WENYI_TRY(const QByteArray text, readBounded(path, MaximumText));
    return document::importFile(text);
}

Result<void> run(const ImportArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto imported, recognise(fromArgument(arguments.source)));
    const QByteArray json = document::writeDocumentJson(imported.document, document::JsonStyle::Indented);
    WENYI_CHECK(writeDurably(fromArgument(arguments.target), json));
    QJsonArray findings;
    for (const document::ImportFinding &finding : imported.findings) {
        const QString certainty = certaintyName(finding.certainty);
        const QString element = QString::fromLatin1(document::elementName(finding.element));
        findings.append(QJsonObject{{u"line"_s, finding.line}, {u"certainty"_s, certainty}, {u"element"_s, element},
            {u"reason"_s, QString::fromLatin1(finding.reason)}, {u"note"_s, finding.note}});
        if (finding.certainty != document::Certainty::Recognised)
            context.output.line(u"%1: %2 (%3) %4"_s.arg(finding.line).arg(certainty, element, finding.source.left(40)));
    }
    context.output.line(fromArgument(arguments.target));
    context.output.result({{u"document"_s, fromArgument(arguments.target)}, {u"findings"_s, findings}});
    return {};
}

} // namespace

void addImportCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<ImportArguments>();
    Command &command =
        app.addCommand("import", "Recognise the elements of an official document in a plain text or a docx");
    command.addOption("text", arguments->source, "The text (UTF-8 or GB18030), docx, or what LibreOffice reads")
        .required();
    // The command's own --json takes a file and goes before the program's flag; what was recognised is machine-readable
    // by `wenyictl --json import …`.
    command.addOption("--json", arguments->target, "Where DOC.json goes").required();
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
