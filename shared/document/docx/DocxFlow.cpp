// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxFlow.h"

#include <utility>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

/// So low that an empty paragraph behind a table finds room on its page.
constexpr int LowLine = 20;

} // namespace

DocxFlow::DocxFlow(QXmlStreamWriter &xml, DocxFirstPage first)
    : m_xml(xml)
    , m_first(first)
{
}

void DocxFlow::add(DocxParagraph paragraph)
{
    turnTo(DocxPage::Upright);
    flush();
    m_last = std::move(paragraph);
    m_isEmpty = false;
}

void DocxFlow::addElement(
    QStringView style, const QString &text, const DocxParagraphForm &form, const QString &before, const QString &after)
{
    if (!text.isEmpty())
        add({style, {{before}, {text, DocxRunKind::Entry}, {after}}, form});
}

void DocxFlow::addList(QStringView style, const QStringList &entries, const QString &before, const QString &after)
{
    if (!entries.isEmpty())
        add({style, docxEntries(entries, {before}, u"，"_s, after)});
}

void DocxFlow::addTable(const DocxTable &table, DocxPage page, DocxParagraphForm behind)
{
    turnTo(page);
    flush();
    writeDocxTable(m_xml, table);
    behind.line = LowLine;
    m_last = DocxParagraph{{}, {}, behind};
    m_isEmpty = false;
}

void DocxFlow::finish()
{
    flush();
    writeSection();
}

void DocxFlow::turnTo(DocxPage page)
{
    if (page == m_page)
        return;
    if (!m_isEmpty) {
        // Whatever was added last left a paragraph behind it.
        writeDocxParagraph(m_xml, *std::exchange(m_last, std::nullopt), [this] { writeSection(); });
        m_first = DocxFirstPage::Numbered;
    }
    m_page = page;
}

void DocxFlow::writeSection()
{
    writeDocxSection(m_xml, m_page, m_first);
}

void DocxFlow::flush()
{
    if (m_last)
        writeDocxParagraph(m_xml, *std::exchange(m_last, std::nullopt));
}

QList<DocxRun> docxEntries(
    const QStringList &entries, const DocxRun &before, const QString &between, const QString &after)
{
    QList<DocxRun> runs{before};
    for (const QString &entry : entries) {
        if (runs.size() > 1)
            runs.append({between});
        runs.append({entry, DocxRunKind::Entry});
    }
    runs.append({after});
    return runs;
}

} // namespace wenyi::document
