// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Commands.h"

#include "client/core/sealing/FinalDocument.h"
#include "shared/base/DurableFile.h"
#include "shared/crypto/Sm3.h"
#include "shared/document/DocumentJson.h"
#include "shared/document/FormatMending.h"
#include "shared/layout/PdfWriter.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace wenyi::cli {

namespace {

constexpr qsizetype MaximumJson = 64 * 1024 * 1024;
constexpr qsizetype MaximumPicture = 64 * 1024 * 1024;

struct TypesetArguments
{
    std::string source;
    std::string ofd;
    std::string pdf;
    std::string issuer;
    std::string pictures;
};

/// Where a fault is: "body 3", "attachments 1 4" for the fourth block of the first, with the words in question.
QString placeOf(const document::OfficialDocument &document, const document::FormatFault &fault)
{
    QString place = QString::fromLatin1(document::elementName(fault.element));
    for (const int number : {fault.index, fault.block})
        place += number < 0 ? QString() : u" %1"_s.arg(number + 1);
    const auto text = fault.length > 0 ? document::faultyText(document, fault) : std::nullopt;
    return text ? place + u" “"_s + text->mid(fault.start, fault.length) + u'”' : place;
}

/// Prints what breaks the rules; whether something stands in the way of setting the pages.
bool reportFaults(const document::OfficialDocument &document, const Output &output)
{
    const QList<document::FormatFault> faults = document::checkFormat(document);
    QJsonArray array;
    for (const document::FormatFault &fault : faults) {
        const bool error = fault.severity == document::FaultSeverity::Error;
        const QString element = QString::fromLatin1(document::elementName(fault.element));
        const QString rule = QString::fromLatin1(fault.rule);
        output.line(u"%1: %2 %3 (%4): %5"_s.arg(
            error ? u"error"_s : u"warning"_s, placeOf(document, fault), rule, fault.clause, fault.hint));
        array.append(QJsonObject{{u"severity"_s, error ? u"error"_s : u"warning"_s}, {u"element"_s, element},
            {u"index"_s, fault.index}, {u"block"_s, fault.block}, {u"start"_s, static_cast<qint64>(fault.start)},
            {u"length"_s, static_cast<qint64>(fault.length)}, {u"rule"_s, rule}, {u"clause"_s, fault.clause},
            {u"hint"_s, fault.hint}});
    }
    const bool blocked = document::blocksTypesetting(faults);
    if (blocked)
        output.result({{u"faults"_s, array}});
    return blocked;
}

/// Pictures of a folder, each in a file of the name of its digest.
layout::PictureSource picturesOf(const QString &folder)
{
    if (folder.isEmpty())
        return {};
    return [folder](const QString &source) -> Result<QByteArray> {
        WENYI_TRY(const Digest wanted, Digest::fromHex(source.mid(source.indexOf(u':') + 1).toLatin1()));
        WENYI_TRY(
            const QByteArray bytes, readBounded(folder + u'/' + QString::fromLatin1(wanted.toHex()), MaximumPicture));
        if (crypto::sm3(bytes).bytes != wanted.bytes)
            return Error{ErrorCode::Corrupt, "layout.picture", source};
        return bytes;
    };
}

Result<void> run(const TypesetArguments &arguments, const Context &context)
{
    WENYI_TRY(const QByteArray json, readBounded(fromArgument(arguments.source), MaximumJson));
    WENYI_TRY(const auto document, document::readDocumentJson(json));
    if (reportFaults(document, context.output))
        return Error{ErrorCode::InvalidInput, "sealing.format", fromArgument(arguments.source)};
    WENYI_TRY(const auto fonts, layout::FontSet::load(context.environment.fonts));
    const layout::PictureSource pictures = picturesOf(fromArgument(arguments.pictures));
    const Instant now = context.environment.clock.now();
    QJsonObject result;
    if (!arguments.ofd.empty()) {
        WENYI_TRY(const auto final,
            core::finishDocument(document, UnitCode(fromArgument(arguments.issuer)), fonts, now, pictures));
        WENYI_CHECK(writeDurably(fromArgument(arguments.ofd), final.ofd));
        result.insert(u"ofd"_s, fromArgument(arguments.ofd));
        context.output.line(fromArgument(arguments.ofd));
    }
    if (!arguments.pdf.empty()) {
        WENYI_TRY(const auto pages, layout::typeset(document, fonts, pictures));
        layout::PdfInfo info;
        info.author = document.issuers.join(u'，');
        info.created = toDateTime(now);
        info.outline = pages.outline;
        WENYI_TRY(const QByteArray pdf, layout::writePdf(pages.scene, info));
        WENYI_CHECK(writeDurably(fromArgument(arguments.pdf), pdf));
        result.insert(u"pdf"_s, fromArgument(arguments.pdf));
        context.output.line(fromArgument(arguments.pdf));
    }
    context.output.result(result);
    return {};
}

} // namespace

void addTypesetCommand(Command &app, Chosen &chosen)
{
    auto arguments = std::make_shared<TypesetArguments>();
    Command &command = app.addCommand("typeset", "Set a document on its pages by GB/T 9704");
    command.addOption("document", arguments->source, "DOC.json").required();
    command.addOption("--ofd", arguments->ofd, "Where the OFD goes; the document must have its number");
    command.addOption("--pdf", arguments->pdf, "Where the PDF goes");
    command.addOption("--issuer", arguments->issuer, "Code of the issuing unit, for the OFD's identifier");
    command.addOption("--pictures", arguments->pictures, "Folder of the text's pictures, named by their digests");
    runWhenChosen(command, chosen, arguments, run);
}

} // namespace wenyi::cli
