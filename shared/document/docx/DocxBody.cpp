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
    int depth = 1;
    while (depth > 0 && !m_reader.atEnd()) {
        m_reader.readNext();
        if (m_reader.isEndElement())
            --depth;
        if (!m_reader.isStartElement())
            continue;
        const QString name = m_reader.name().toString();
        if (name == u"r") {
            readRun(item);
        } else if (isDeletion(name) || name == u"ins" || name == u"moveTo") {
            readRevision(name, item);
        } else if (name == u"Fallback" || name == u"rPr" || name == u"pPrChange") {
            m_reader.skipCurrentElement();
        } else {
            readProperty(item, list, level);
            ++depth;
        }
    }
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

void DocxBody::readRevision(QStringView name, DocxItem &item)
{
    const QString note = docxAttribute(m_reader, u"author") + u' ' + docxAttribute(m_reader, u"date");
    if (isDeletion(name)) {
        const QString text = flatText();
        if (!text.isEmpty())
            leave("import.revision-deleted", text, note.trimmed());
        return;
    }
    const qsizetype before = item.text.size();
    int depth = 1;
    while (depth > 0 && !m_reader.atEnd()) {
        m_reader.readNext();
        if (m_reader.isEndElement())
            --depth;
        if (!m_reader.isStartElement())
            continue;
        if (m_reader.name() == u"r")
            readRun(item);
        else if (isDeletion(m_reader.name()))
            m_reader.skipCurrentElement(); // Inserted and deleted again.
        else
            ++depth;
    }
    if (item.text.size() > before)
        leave("import.revision-inserted", item.text.mid(before), note.trimmed());
}

void DocxBody::readRun(DocxItem &item)
{
    QString text;
    bool isEntry = false;
    int depth = 1;
    while (depth > 0 && !m_reader.atEnd()) {
        m_reader.readNext();
        if (m_reader.isEndElement())
            --depth;
        if (!m_reader.isStartElement())
            continue;
        const QString name = m_reader.name().toString();
        if (name == u"t") {
            text += m_reader.readElementText(QXmlStreamReader::IncludeChildElements);
            continue;
        }
        if (name == u"txbxContent") {
            leave("import.text-box", flatText());
            continue;
        }
        if (name == u"instrText" || name == u"delText" || name == u"Fallback") {
            m_reader.skipCurrentElement();
            continue;
        }
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
        ++depth;
    }
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
    qsizetype rows = 0;
    while (!m_reader.atEnd()) {
        m_reader.readNext();
        if (m_reader.isEndElement() && m_reader.name() == u"tbl")
            break;
        if (!m_reader.isStartElement())
            continue;
        if (m_reader.name() == u"tblDescription") {
            note = docxAttribute(m_reader, u"val");
        } else if (m_reader.name() == u"tr") {
            DocxItem row = readRow();
            if (++rows > limits::TableRows || row.cells.size() > limits::TableColumns)
                return Error{ErrorCode::TooLarge, "document.docx-too-large", QString::number(rows)};
            row.tableNote = note;
            m_text.items.append(row);
        }
    }
    return {};
}

DocxItem DocxBody::readRow()
{
    DocxItem row;
    row.table = m_tables;
    while (!m_reader.atEnd()) {
        m_reader.readNext();
        if (m_reader.isEndElement() && m_reader.name() == u"tr")
            break;
        if (m_reader.isStartElement() && m_reader.name() == u"tblHeader")
            row.isHeadRow = docxAttribute(m_reader, u"val") != u"0" && docxAttribute(m_reader, u"val") != u"false";
        if (m_reader.isStartElement() && m_reader.name() == u"tc")
            readCell(row.cells);
    }
    row.text = row.cells.join(u' ');
    return row;
}

void DocxBody::readCell(QStringList &cells)
{
    QString text;
    int span = 1;
    int depth = 1;
    while (depth > 0 && !m_reader.atEnd()) {
        m_reader.readNext();
        if (m_reader.isEndElement())
            --depth;
        if (!m_reader.isStartElement())
            continue;
        if (m_reader.name() == u"p") {
            const DocxItem paragraph = readParagraph();
            if (!text.isEmpty() && !paragraph.text.isEmpty())
                text += u'\n';
            text += paragraph.text;
            continue;
        }
        if (m_reader.name() == u"tbl") {
            text += flatText(); // A table within a cell has only its text here.
            leave("import.nested-table", {});
            continue;
        }
        if (m_reader.name() == u"gridSpan")
            span = docxAttribute(m_reader, u"val").toInt();
        ++depth;
    }
    cells.append(text);
    if (span > 1)
        leave("import.merged-cells", text);
    // What follows stays under its head.
    for (; span > 1 && cells.size() <= limits::TableColumns; --span)
        cells.append(QString());
}

QString DocxBody::flatText()
{
    QString text;
    int depth = 1;
    while (depth > 0 && !m_reader.atEnd()) {
        m_reader.readNext();
        if (m_reader.isEndElement()) {
            --depth;
            if (m_reader.name() == u"p" && !text.endsWith(u'\n'))
                text += u'\n';
        }
        if (!m_reader.isStartElement())
            continue;
        if (m_reader.name() == u"t" || m_reader.name() == u"delText")
            text += m_reader.readElementText(QXmlStreamReader::IncludeChildElements);
        else
            ++depth;
    }
    return text.trimmed();
}

} // namespace wenyi::document
