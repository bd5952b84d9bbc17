// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/DraftFiles.h"

#include "client/core/incoming/IncomingService.h"
#include "shared/base/DurableFile.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/HtmlImport.h"
#include "shared/document/docx/DocxExport.h"
#include "shared/document/docx/DocxImport.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using document::DocumentElement;
using document::ImportedText;

namespace {

/// Pasting does not leave the window's thread; more than this is pasted as plain text.
constexpr qsizetype LargestPaste = 2 * 1024 * 1024;

/// An element of which a text is silent stays as it is in the draft.
template<typename Value>
void keep(const Value &draft, Value &taken, DocumentElement element, QList<document::ImportFinding> &findings)
{
    if (taken != Value() || draft == Value())
        return;
    taken = draft;
    findings.append({document::Certainty::Guessed, element, 0, {}, "import.kept-from-draft"});
}

} // namespace

const QStringList &importableEndings()
{
    static const QStringList endings = QStringList{u"txt"_s, u"docx"_s} + OfficeConverter::endings();
    return endings;
}

bool isImportable(const QString &path)
{
    return importableEndings().contains(QFileInfo(path).suffix().toLower());
}

Result<ImportedText> readForImport(const QString &path, const document::ImportContext &context,
    const Progress &progress, const OfficeConverter &converter)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (!isImportable(path))
        return Error{ErrorCode::Unsupported, "import.file-kind", ending};
    if (!OfficeConverter::endings().contains(ending)) {
        WENYI_TRY(const QByteArray bytes, readBounded(path, document::limits::DocxBytes));
        return document::importFile(bytes, context, progress);
    }
    // How long another program takes nobody knows; that it is asked again and again lets it be stopped.
    const auto asked = [&progress](qint64, qint64) { return progress ? progress(0, 1) : Continuation::GoOn; };
    WENYI_TRY(const QByteArray made, converter.toDocx(path, asked));
    return document::importDocx(made, context, progress);
}

ClippedText ClippedText::of(const QMimeData &data)
{
    return {data.html(), data.text()};
}

Result<ImportedText> readForImport(const ClippedText &clipped, const document::ImportContext &context)
{
    if (!clipped.html.isEmpty()) {
        auto imported = document::importHtml(clipped.html, context);
        if (imported || clipped.plain.isEmpty())
            return imported;
    }
    return document::importText(clipped.plain.toUtf8(), context);
}

QList<document::Block> blocksToPaste(const ClippedText &clipped, PasteForm form)
{
    if (form == PasteForm::Plain || clipped.html.isEmpty() || clipped.html.size() > LargestPaste)
        return {};
    const auto by = form == PasteForm::AsCopied ? document::HeadingsBy::StylesAlone : document::HeadingsBy::NumbersToo;
    return document::blocksOfHtml(clipped.html, by).value_or(QList<document::Block>());
}

ImportedText overDraft(const document::OfficialDocument &draft, ImportedText imported)
{
    document::OfficialDocument &taken = imported.document;
    QList<document::ImportFinding> &findings = imported.findings;
    if (taken.kind.isEmpty() && taken.format == document::Format::Document) {
        // A text without a kind does not say which layout it is to have.
        taken.format = draft.format;
        taken.signing = draft.signing;
    }
    keep(draft.kind, taken.kind, DocumentElement::Kind, findings);
    keep(draft.copyNumber, taken.copyNumber, DocumentElement::CopyNumber, findings);
    keep(draft.secrecy, taken.secrecy, DocumentElement::Secrecy, findings);
    keep(draft.urgency, taken.urgency, DocumentElement::Urgency, findings);
    keep(draft.issuerMark, taken.issuerMark, DocumentElement::IssuerMark, findings);
    keep(draft.issuers, taken.issuers, DocumentElement::Issuers, findings);
    keep(draft.number, taken.number, DocumentElement::Number, findings);
    keep(draft.signers, taken.signers, DocumentElement::Signers, findings);
    keep(draft.title, taken.title, DocumentElement::Title, findings);
    keep(draft.recipients, taken.recipients, DocumentElement::Recipients, findings);
    keep(draft.signatories, taken.signatories, DocumentElement::Signatories, findings);
    keep(draft.date, taken.date, DocumentElement::Date, findings);
    keep(draft.note, taken.note, DocumentElement::Note, findings);
    keep(draft.copyTo, taken.copyTo, DocumentElement::CopyTo, findings);
    keep(draft.printer, taken.printer, DocumentElement::Printer, findings);
    keep(draft.printDate, taken.printDate, DocumentElement::PrintDate, findings);
    return imported;
}

QString docxNameFor(const document::OfficialDocument &document)
{
    return fileNameOfTitle(document.title, u".docx"_s);
}

Result<void> writeDocx(const QString &path, const document::OfficialDocument &document)
{
    WENYI_TRY(const QByteArray docx, document::exportDocx(document));
    return writeDurably(path, docx);
}

} // namespace wenyi::core
