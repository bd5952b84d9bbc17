// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/bench/BenchText.h"

#include "shared/base/DurableFile.h"
#include "shared/document/DocumentKind.h"
#include "shared/document/DocumentLimits.h"

using namespace Qt::StringLiterals;

namespace wenyi::cli {

Result<QByteArray> readBenchText(const std::string &source, const Context &context)
{
    const QString path =
        source.empty() ? context.environment.resources + u"/documents/sample-notice.txt"_s : fromArgument(source);
    return readBounded(path, document::limits::ImportBytes);
}

void fillIn(document::OfficialDocument &document)
{
    const QString office = u"江阴市人民政府办公室"_s;
    // A plan is published by a notice.
    if (!document::kindFromWord(document.kind)) {
        document.kind = document::kindWord(document::DocumentKind::Notice);
        document.title = u"关于印发%1的通知"_s.arg(document.title);
    }
    if (document.number.isEmpty())
        document.number = u"澄政办发〔2026〕28号"_s;
    if (document.recipients.isEmpty())
        document.recipients = QStringList{u"各镇人民政府"_s};
    if (document.issuers.isEmpty())
        document.issuers = {office};
    if (document.issuerMark.isEmpty())
        document.issuerMark = document.issuers.constFirst() + u"文件"_s;
    if (document.signatories.isEmpty())
        document.signatories = document.issuers;
    if (!document.date.isValid())
        document.date = QDate(2026, 11, 20);
}

Result<qsizetype> pagesOf(const document::OfficialDocument &document, const layout::FontSetRef &fonts)
{
    WENYI_TRY(const auto set, layout::typeset(document, fonts));
    return set.scene.pages.size();
}

QList<document::Block> &mainText(document::OfficialDocument &document)
{
    QList<document::Block> *longest = &document.body;
    for (document::Attachment &attachment : document.attachments) {
        if (attachment.body.size() > longest->size())
            longest = &attachment.body;
    }
    return *longest;
}

Result<document::OfficialDocument> longText(
    const document::OfficialDocument &once, int pages, const layout::FontSetRef &fonts)
{
    document::OfficialDocument document = once;
    QList<document::Block> &text = mainText(document);
    const QList<document::Block> one = text;
    for (;;) {
        WENYI_TRY(const qsizetype filled, pagesOf(document, fonts));
        if (filled >= pages)
            return document;
        const qsizetype times = text.size() / one.size();
        const qsizetype lacking = std::max<qsizetype>(1, times * (pages - filled) / filled);
        for (qsizetype i = 0; i < lacking; ++i)
            text += one;
    }
}

} // namespace wenyi::cli
