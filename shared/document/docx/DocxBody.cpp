// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxBody.h"

#include "shared/document/DocumentLimits.h"
#include "shared/document/DocumentText.h"
#include "shared/document/TextRecognition.h"
#include "shared/document/docx/DocxXml.h"

#include <utility>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

bool isDeletion(QStringView name)
{
    return name == u"del" || name == u"moveFrom";
}

} // namespace

DocxBody::DocxBody(
    const QByteArray &xml, const QHash<QString, DocxStyle> &styles, DocxNumbering &numbering, DocxText &text)
    : m_reader(xml)
    , m_styles(styles)
    , m_numbering(numbering)
    , m_text(text)
    , m_length(xml.size())
{
}

void DocxBody::leave(QByteArray reason, const QString &text, const QString &note)
{
    if (m_text.remainders.size() < limits::Remarks)
        m_text.remainders.append({std::move(reason), static_cast<int>(m_text.items.size()) + 1,
            beginningOf(text, limits::ElementText), note});
}

Result<void> DocxBody::read(const Progress &progress)
{
    while (!m_reader.atEnd()) {
        m_reader.readNext();
        if (!m_reader.isStartElement())
            continue;
        if (m_text.items.size() >= limits::Blocks)
            return Error{ErrorCode::TooLarge, "document.docx-too-large", QString::number(m_text.items.size())};
        if (m_text.items.size() % 64 == 0)
            WENYI_CHECK(goOn(progress, m_reader.characterOffset(), m_length));
        if (m_reader.name() == u"p")
            m_text.items.append(readParagraph());
        else if (m_reader.name() == u"tbl") {
            WENYI_CHECK(readTable());
        } else if (m_reader.name() == u"pgSz")
            endSection(docxAttribute(m_reader, u"orient") == u"landscape");
        else if (m_reader.name() == u"Fallback")
            m_reader.skipCurrentElement(); // The same content once more, for older programs.
    }
    return {};
}

void DocxBody::endSection(bool isLandscape)
{
    for (; m_sectionStart < m_text.items.size(); ++m_sectionStart)
        m_text.items[m_sectionStart].isLandscape = isLandscape;
}

DocxItem DocxBody::readParagraph()
{
    DocxItem item;
    QString list;
    int level = -1;
    m_isInEntry = false;
    readInside(m_reader, [&](QStringView name) {
        if (name == u"r") {
            readRun(item);
        } else if (isDeletion(name) || name == u"ins" || name == u"moveTo") {
            readRevision(name.toString(), item);
        } else if (name == u"Fallback" || name == u"rPr" || name == u"pPrChange") {
            m_reader.skipCurrentElement();
        } else {
            readProperty(item, list, level);
            return DocxTaken::Start;
        }
        return DocxTaken::Whole;
    });
    const DocxStyle style = m_styles.value(item.style);
    item.style = style.name;
    item.outline = item.outline > 0 ? item.outline : style.outline;
    const QString effective = list.isEmpty() ? style.list : list;
    const QString label = effective.isEmpty() || item.text.isEmpty()
                              ? QString()
                              : m_numbering.next(effective, level < 0 ? style.listLevel : level);
    item.text.prepend(label);
    return item;
}

void DocxBody::readProperty(DocxItem &item, QString &list, int &level)
{
    const QString value = docxAttribute(m_reader, u"val");
    if (m_reader.name() == u"pStyle")
        item.style = value;
    else if (m_reader.name() == u"numId")
        list = value;
    else if (m_reader.name() == u"ilvl")
        level = value.toInt();
    else if (m_reader.name() == u"outlineLvl" && value.toInt() < 9)
        item.outline = value.toInt() + 1;
    else if (m_reader.name() == u"pgSz")
        endSection(docxAttribute(m_reader, u"orient") == u"landscape");
}

void DocxBody::readRevision(const QString &name, DocxItem &item)
{
    const QString note = docxAttribute(m_reader, u"author") + u' ' + docxAttribute(m_reader, u"date");
    if (isDeletion(name)) {
        const QString text = flatText();
        if (!text.isEmpty())
            leave("import.revision-deleted", text, note.trimmed());
        return;
    }
    const qsizetype before = item.text.size();
    readInside(m_reader, [&](QStringView inner) {
        if (inner == u"r")
            readRun(item);
        else if (isDeletion(inner))
            m_reader.skipCurrentElement(); // Inserted and deleted again.
        else
            return DocxTaken::Start;
        return DocxTaken::Whole;
    });
    if (item.text.size() > before)
        leave("import.revision-inserted", item.text.mid(before), note.trimmed());
}

void DocxBody::readRun(DocxItem &item)
{
    QString text;
    bool isEntry = false;
    readInside(m_reader, [&](QStringView name) {
        if (name == u"t")
            text += m_reader.readElementText(QXmlStreamReader::IncludeChildElements);
        else if (name == u"txbxContent")
            leave("import.text-box", flatText());
        else if (name == u"instrText" || name == u"delText" || name == u"Fallback")
            m_reader.skipCurrentElement();
        else {
            if (name == u"rStyle")
                isEntry = m_styles.value(docxAttribute(m_reader, u"val")).name == docxstyle::Entry;
            else if (name == u"br" || name == u"cr")
                text += u'\n';
            else if (name == u"tab" || name == u"ptab")
                text += u' ';
            else if (name == u"noBreakHyphen")
                text += u'-';
            else if (name == u"blip" || name == u"imagedata")
                leave("import.picture-left", {});
            return DocxTaken::Start;
        }
        return DocxTaken::Whole;
    });
    if (text.isEmpty())
        return;
    item.text += text;
    if (isEntry && m_isInEntry)
        item.entries.last() += text;
    else if (isEntry)
        item.entries.append(text);
    m_isInEntry = isEntry;
}

Result<void> DocxBody::readTable()
{
    ++m_tables;
    QString note;
    const qsizetype first = m_text.items.size();
    bool isTooLarge = false;
    m_elements = QList<DocxItem>();
    readInside(m_reader, [&](QStringView name) {
        if (name == u"tblDescription")
            note = docxAttribute(m_reader, u"val");
        if (name != u"tr")
            return DocxTaken::Start;
        DocxItem row = readRow();
        row.tableNote = note;
        isTooLarge |= m_text.items.size() - first >= limits::TableRows || row.cells.size() > limits::TableColumns;
        if (!isTooLarge)
            m_text.items.append(row);
        return DocxTaken::Whole;
    });
    if (isTooLarge)
        return Error{ErrorCode::TooLarge, "document.docx-too-large", QString::number(m_text.items.size() - first)};
    if (m_elements && !m_elements->isEmpty()) {
        m_text.items.remove(first, m_text.items.size() - first);
        m_text.items += *m_elements;
    }
    return {};
}

DocxItem DocxBody::readRow()
{
    DocxItem row;
    row.table = m_tables;
    readInside(m_reader, [&](QStringView name) {
        if (name == u"tblHeader")
            row.isHeadRow = docxAttribute(m_reader, u"val") != u"0" && docxAttribute(m_reader, u"val") != u"false";
        if (name != u"tc")
            return DocxTaken::Start;
        readCell(row.cells);
        return DocxTaken::Whole;
    });
    row.text = row.cells.join(u' ');
    return row;
}

void DocxBody::readCell(QStringList &cells)
{
    QString text;
    int span = 1;
    readInside(m_reader, [&](QStringView name) {
        if (name == u"p") {
            const DocxItem paragraph = readParagraph();
            if (!text.isEmpty() && !paragraph.text.isEmpty())
                text += u'\n';
            text += paragraph.text;
            noteElement(paragraph);
            return DocxTaken::Whole;
        }
        if (name == u"tbl") {
            text += flatText(); // A table within a cell has only its text here.
            leave("import.nested-table", {});
            m_elements.reset();
            return DocxTaken::Whole;
        }
        if (name == u"gridSpan")
            span = docxAttribute(m_reader, u"val").toInt();
        return DocxTaken::Start;
    });
    cells.append(text);
    if (span > 1)
        leave("import.merged-cells", text);
    // What follows stays under its head.
    for (; span > 1 && cells.size() <= limits::TableColumns; --span)
        cells.append(QString());
}

void DocxBody::noteElement(const DocxItem &paragraph)
{
    if (!m_elements || paragraph.text.isEmpty())
        return;
    if (isPlacedByTable(paragraph.style) && m_elements->size() < limits::TableRows)
        m_elements->append(paragraph);
    else
        m_elements.reset();
}

QString DocxBody::flatText()
{
    QString text;
    readInside(m_reader, [&](QStringView name) {
        if (name == u"p" && !text.isEmpty() && !text.endsWith(u'\n'))
            text += u'\n';
        if (name != u"t" && name != u"delText")
            return DocxTaken::Start;
        text += m_reader.readElementText(QXmlStreamReader::IncludeChildElements);
        return DocxTaken::Whole;
    });
    return text.trimmed();
}

} // namespace wenyi::document
