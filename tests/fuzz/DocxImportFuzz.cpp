// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/archive/ZipFile.h"
#include "shared/document/DocumentJson.h"
#include "shared/document/docx/DocxExport.h"
#include "shared/document/docx/DocxImport.h"

#include <cstdlib>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

/// A container, or else the text of one: few mutants of a container survive its checksums.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (!bytes.startsWith("PK"))
        bytes = archive::writeZip(
            {{u"word/document.xml"_s, bytes}, {u"word/styles.xml"_s, bytes}, {u"word/numbering.xml"_s, bytes}})
                    .value();
    const auto imported = importDocx(bytes);
    if (!imported)
        return 0;
    // The document is one that others will take.
    const auto again = readDocumentJson(writeDocumentJson(imported->document));
    if (!again || *again != imported->document || !exportDocx(imported->document))
        std::abort();
    return 0;
}

extern "C" void wenyiFuzzSeeds(void (*add)(const uint8_t *data, size_t size))
{
    const QByteArray text =
        u"<w:d xmlns:w=\"w\"><w:style w:styleId=\"1\"><w:name w:val=\"公文标题\"/><w:numId w:val=\"1\"/></w:style>"
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>"
        "<w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
        "<w:body><w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t>关于检查的通知</w:t></w:r></w:p>"
        "<w:p><w:ins w:author=\"a\"><w:r><w:t>各镇：</w:t></w:r></w:ins><w:del><w:r><w:delText>x</w:delText></w:r>"
        "</w:del></w:p><w:tbl><w:tr><w:tc><w:gridSpan w:val=\"2\"/><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr>"
        "</w:tbl></w:body></w:d>"_s.toUtf8();
    OfficialDocument document;
    document.title = u"关于检查的通知"_s;
    document.body = {Heading{1, u"一、范围"_s}, Paragraph{u"甲。"_s}};
    for (const QByteArray &seed : {text, exportDocx(document).value()})
        add(reinterpret_cast<const uint8_t *>(seed.constData()), static_cast<size_t>(seed.size()));
}
