// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/OfficeConverter.h"
#include "shared/base/Progress.h"
#include "shared/document/TextImport.h"

#include <QMimeData>

namespace wenyi::core {

/// How the names of files end that an import takes: txt, docx, and what LibreOffice makes a docx of.
const QStringList &importableEndings();
bool isImportable(const QString &path);

/// 导入 of a file that somebody chose: what is recognised in it. It may take long and needs no workspace: any thread
/// may call it. Fails with Unsupported "import.file-kind", Cancelled "import.cancelled", and as
/// OfficeConverter::toDocx(), readBounded() and document::importFile() do.
Result<document::ImportedText> readForImport(const QString &path, const document::ImportContext &context,
    const Progress &progress = {}, const OfficeConverter &converter = OfficeConverter::installed());

/// What another program put on the clipboard, as HTML and as plain text; either may be empty.
struct ClippedText
{
    QString html;
    QString plain;

    static ClippedText of(const QMimeData &data);
};

/// The same for a clipboard: its HTML, or its plain text where that has no text or is too large.
Result<document::ImportedText> readForImport(const ClippedText &clipped, const document::ImportContext &context);

/// In which form a clipboard is pasted into a body.
enum class PasteForm {
    Recognised, ///< 按识别: headings by their styles and numbers, paragraphs and tables.
    AsCopied,   ///< 保留原格式: what each paragraph was there; nothing is concluded from its number.
    Plain       ///< 纯文本
};

/// The paragraphs, headings and tables that are pasted into a body; none where the clipboard has no HTML that says more
/// than its plain text does, and as plain text.
QList<document::Block> blocksToPaste(const ClippedText &clipped, PasteForm form = PasteForm::Recognised);

/// What becomes of a draft when an imported text is taken over: the text's elements, and the draft's own where the text
/// is silent, each of those with a finding. Body and attachments are the text's alone.
document::ImportedText overDraft(const document::OfficialDocument &draft, document::ImportedText imported);

/// The name under which a draft is offered for saving as docx: its title, without what some system cannot take.
QString docxNameFor(const document::OfficialDocument &document);
/// 导出: writes the document as docx, whole or not at all. Fails as document::exportDocx() and writeDurably() do.
Result<void> writeDocx(const QString &path, const document::OfficialDocument &document);

} // namespace wenyi::core
