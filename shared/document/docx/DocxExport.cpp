// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxExport.h"

#include "shared/archive/ZipFile.h"
#include "shared/document/ChineseDate.h"
#include "shared/document/DocumentText.h"
#include "shared/document/docx/DocxBlocks.h"
#include "shared/document/docx/DocxFlow.h"
#include "shared/document/docx/DocxHead.h"
#include "shared/document/docx/DocxImprint.h"
#include "shared/document/docx/DocxProperties.h"
#include "shared/document/docx/DocxStyleSheet.h"
#include "shared/document/docx/DocxStyles.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

/// 10.3: a row free under the text, names under each other behind their label.
void addAttendance(DocxFlow &flow, const OfficialDocument &document)
{
    constexpr int character = 320;
    DocxParagraphForm form;
    form.before = DocxRow;
    form.hanging = 3 * character;
    form.leftIndent = 2 * character + form.hanging;
    const auto add = [&](QStringView style, const QStringList &names, const QString &label) {
        if (names.isEmpty())
            return;
        flow.add({style, docxEntries(names, {label, DocxRunKind::Label}, u"、"_s, {}), form});
        form.before = 0;
    };
    add(docxstyle::Attendees, document.attendees, u"出席："_s);
    add(docxstyle::Excused, document.excused, u"请假："_s);
    add(docxstyle::Observers, document.observers, u"列席："_s);
}

void addSignature(DocxFlow &flow, const OfficialDocument &document)
{
    for (qsizetype i = 0; i < document.attachments.size(); ++i) {
        QString label = i == 0 ? u"附件："_s : u"　　　"_s;
        if (document.attachments.size() > 1)
            label += u"%1."_s.arg(i + 1);
        DocxParagraphForm statement; // 7.3.4: a row is free above the first.
        statement.before = i == 0 ? DocxRow : 0;
        flow.addElement(docxstyle::Statement, document.attachments.at(i).name, statement, label);
    }
    addAttendance(flow, document);
    for (qsizetype i = 0; i < document.signatories.size(); ++i) {
        DocxParagraphForm signatory;
        signatory.before = i == 0 ? 2 * DocxRow : 0;
        flow.addElement(docxstyle::Signatories, document.signatories.at(i), signatory);
    }
    flow.addElement(docxstyle::Date, chineseDate(document.date));
    flow.addElement(docxstyle::Note, document.note, {}, u"（"_s, u"）"_s);
}

void addAnnexes(DocxFlow &flow, const OfficialDocument &document)
{
    for (qsizetype i = 0; i < document.attachments.size(); ++i) {
        const Attachment &attachment = document.attachments.at(i);
        if (attachment.body.isEmpty())
            continue;
        DocxParagraphForm mark;
        mark.startsPage = true;
        flow.add({docxstyle::AnnexMark, {{u"附件%1"_s.arg(i + 1)}}, mark});
        flow.addElement(docxstyle::AnnexTitle, attachment.name);
        addDocxBlocks(flow, attachment.body, DocxBehind::Nothing);
    }
}

QByteArray documentPart(const OfficialDocument &document)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument();
    xml.writeStartElement(u"w:document"_s);
    xml.writeAttribute(u"xmlns:w"_s, u"http://schemas.openxmlformats.org/wordprocessingml/2006/main"_s);
    xml.writeAttribute(u"xmlns:r"_s, u"http://schemas.openxmlformats.org/officeDocument/2006/relationships"_s);
    xml.writeStartElement(u"w:body"_s);
    DocxFlow flow(xml, document.format == Format::Letter ? DocxFirstPage::Plain : DocxFirstPage::Numbered);
    addDocxHead(flow, document);
    addDocxBlocks(flow, document.body, document.signatories.isEmpty() ? DocxBehind::Nothing : DocxBehind::Text);
    addSignature(flow, document);
    addAnnexes(flow, document);
    addDocxImprint(flow, document);
    flow.finish();
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

/// What each part is; the parts of sections follow.
const QByteArray contentTypes =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>)";

const QByteArray packageRelationships =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>)";

const QByteArray documentRelationships =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>)";

QByteArray propertiesPart(const OfficialDocument &document)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument();
    xml.writeStartElement(u"Properties"_s);
    xml.writeAttribute(u"xmlns"_s, u"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"_s);
    xml.writeAttribute(u"xmlns:vt"_s, u"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"_s);
    int number = 2; // 0 and 1 are taken by the format.
    for (const auto &[name, value] : docxProperties(document)) {
        xml.writeStartElement(u"property"_s);
        xml.writeAttribute(u"fmtid"_s, u"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"_s);
        xml.writeAttribute(u"pid"_s, QString::number(number++));
        xml.writeAttribute(u"name"_s, name);
        xml.writeTextElement(u"vt:lpwstr"_s, value);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

} // namespace

Result<QByteArray> exportDocx(const OfficialDocument &document)
{
    const QStringList texts = textsOf(document);
    if (!std::ranges::all_of(texts, [](const QString &text) { return isPageText(text); }))
        return Error{ErrorCode::InvalidInput, "document.docx-text", {}};
    QList<archive::ArchiveEntry> parts{
        {u"[Content_Types].xml"_s, contentTypes + docxSectionContentTypes() + "</Types>"},
        {u"_rels/.rels"_s, packageRelationships}, {u"word/document.xml"_s, documentPart(document)},
        {u"word/styles.xml"_s, docxStyleSheet()},
        {u"word/_rels/document.xml.rels"_s, documentRelationships + docxSectionRelationships() + "</Relationships>"},
        {u"docProps/custom.xml"_s, propertiesPart(document)}};
    return archive::writeZip(parts + docxSectionParts());
}

} // namespace wenyi::document
