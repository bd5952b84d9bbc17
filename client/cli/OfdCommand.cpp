// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/core/viewing/ForeignPictures.h"
#include "shared/base/DurableFile.h"
#include "shared/base/Limits.h"
#include "shared/layout/FontSet.h"
#include "shared/layout/Resolution.h"
#include "shared/ofd/OfdReader.h"

#include <QDir>
#include <QImage>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

struct OfdArguments
{
    std::string file;
    std::string pictures;
    double dpi = 96;
};

Result<ofd::OfdDocument> readFile(const OfdArguments &arguments, const Context &context)
{
    WENYI_TRY(const QByteArray bytes, readBounded(fromArgument(arguments.file), limits::Blob));
    WENYI_TRY(const auto package, ofd::Package::open(bytes));
    WENYI_TRY(const auto fonts, layout::FontSet::load(context.environment.fonts));
    return ofd::readOfd(package, fonts);
}

Result<void> info(const OfdArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto document, readFile(arguments, context));
    const ofd::DocumentInfo &about = document.content.info;
    QJsonObject custom;
    for (const ofd::CustomData &data : about.customData)
        custom.insert(data.name, data.value);
    const auto pages = static_cast<int>(document.content.scene.pages.size());
    context.output.line(u"title: %1"_s.arg(about.title));
    context.output.line(u"author: %1"_s.arg(about.author));
    context.output.line(u"pages: %1"_s.arg(pages));
    for (const ofd::CustomData &data : about.customData)
        context.output.line(u"%1: %2"_s.arg(data.name, data.value));
    for (const QString &skipped : document.skipped)
        context.output.line(u"not shown: %1"_s.arg(skipped));
    QJsonObject substituted;
    for (const ofd::SubstitutedFont &font : document.substitutedFonts) {
        context.output.line(u"font: %1 shown as %2"_s.arg(font.wanted, font.shown));
        substituted.insert(font.wanted, font.shown);
    }
    context.output.result({{u"title"_s, about.title}, {u"author"_s, about.author}, {u"pages"_s, pages},
        {u"customData"_s, custom}, {u"attachments"_s, static_cast<int>(document.content.attachments.size())},
        {u"skipped"_s, QJsonArray::fromStringList(document.skipped)}, {u"substitutedFonts"_s, substituted},
        {u"documents"_s, static_cast<int>(document.documents.size())}});
    return {};
}

Result<void> text(const OfdArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto document, readFile(arguments, context));
    for (const QString &page : document.pageTexts)
        context.output.line(page);
    context.output.result({{u"pages"_s, QJsonArray::fromStringList(document.pageTexts)}});
    return {};
}

Result<void> render(const OfdArguments &arguments, const Context &context)
{
    WENYI_TRY(const auto document, readFile(arguments, context));
    const QDir folder(fromArgument(arguments.pictures));
    if (!folder.mkpath(u"."_s))
        return Error{ErrorCode::StorageFailure, "render.folder", folder.path()};
    core::ForeignPainter painter(core::decodedByHelper());
    QJsonArray files;
    for (qsizetype i = 0; i < document.content.scene.pages.size(); ++i) {
        WENYI_TRY(const QImage picture,
            painter.whole(document.content.scene.pages.at(i), arguments.dpi / layout::MillimetresPerInch));
        const QString file = folder.filePath(u"page-%1.png"_s.arg(i + 1));
        if (!picture.save(file))
            return Error{ErrorCode::StorageFailure, "render.write", file};
        context.output.line(file);
        files.append(file);
    }
    context.output.result({{u"pictures"_s, files}});
    return {};
}

using OfdStep = Result<void> (*)(const OfdArguments &, const Context &);

} // namespace

void addOfdCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<OfdArguments>();
    Command &command = app.addCommand("ofd", "Look into an OFD file");
    command.requireCommand();
    const auto add = [&](const char *name, const char *about, OfdStep step) -> Command & {
        Command &sub = command.addCommand(name, about);
        sub.addOption("file", arguments->file, "The OFD file").required();
        runWhenChosen(sub, chosen, arguments, step);
        return sub;
    };
    add("info", "Metadata, pages, and what cannot be shown", info);
    add("text", "The text of each page", text);
    Command &rendering = add("render", "Each page as a PNG picture", render);
    rendering.addOption("--png", arguments->pictures, "Folder for the pictures").required();
    rendering.addOption("--dpi", arguments->dpi, "Dots an inch").within(10.0, 1200.0);
    addOfdVerifyCommand(command, chosen);
}

} // namespace wenyi::cli
