// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/core/viewing/PdfFile.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/layout/Resolution.h"

#include <QDir>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct PdfArguments
{
    std::string file;
    std::string pictures;
    double dpi = 96;
};

Result<core::ViewedFileRef> openFile(const PdfArguments &arguments)
{
    WENYI_TRY(const QByteArray bytes, readBounded(fromArgument(arguments.file), limits::Blob));
    return core::PdfFile::open(bytes);
}

Result<void> text(const PdfArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto file, openFile(arguments));
    QJsonArray texts;
    for (qsizetype page = 0; page < file->pages().size(); ++page) {
        WENYI_TRY(const auto text, core::waitFor(file->text(page)));
        context.output.line(text.text);
        texts.append(text.text);
    }
    context.output.result({{u"pages"_s, texts}});
    return {};
}

Result<void> renderPages(const PdfArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto file, openFile(arguments));
    const QDir folder(fromArgument(arguments.pictures));
    if (!folder.mkpath(u"."_s))
        return Error{ErrorCode::StorageFailure, "render.folder", folder.path()};
    QJsonArray pictures;
    for (qsizetype page = 0; page < file->pages().size(); ++page) {
        const core::PictureRequest request{page, arguments.dpi / layout::MillimetresPerInch, {}, core::Urgency::Seen};
        WENYI_TRY(const QImage picture, core::waitFor(file->picture(request)));
        const QString path = folder.filePath(u"page-%1.png"_s.arg(page + 1));
        if (!picture.save(path))
            return Error{ErrorCode::StorageFailure, "render.write", path};
        context.output.line(path);
        pictures.append(path);
    }
    context.output.result({{u"pictures"_s, pictures}});
    return {};
}

} // namespace

void addPdfCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<PdfArguments>();
    Command &command = app.addCommand("pdf", "Look into a PDF file, by a confined helper, and sign it");
    command.requireCommand();
    Command &reading = command.addCommand("text", "The text of each page");
    reading.addOption("file", arguments->file, "The PDF file").required();
    runWhenChosen(reading, chosen, arguments, text);
    Command &rendering = command.addCommand("render", "Each page as a PNG picture");
    rendering.addOption("file", arguments->file, "The PDF file").required();
    rendering.addOption("--out,--png", arguments->pictures, "Folder for the pictures").required();
    rendering.addOption("--dpi", arguments->dpi, "Dots an inch").within(10.0, 1200.0);
    runWhenChosen(rendering, chosen, arguments, renderPages);
    addPdfVerifyCommand(command, chosen);
    addPdfSignCommand(command, chosen);
    addPdfCopyCommand(command, chosen);
    addPdfKeyCommands(command, chosen);
}

} // namespace wenyi::cli
