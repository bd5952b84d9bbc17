// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/TextRecognition.h"

#include "shared/document/DocumentLimits.h"
#include "shared/document/HeadingNumber.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace wenyi::document {

using namespace Qt::StringLiterals;

TextReader::TextReader(QList<TextSegment> segments)
    : m_segments(std::move(segments))
{
}

QString TextReader::text(qsizetype index) const
{
    return index < m_segments.size() ? m_segments.at(index).text : QString();
}

void TextReader::take(DocumentElement element, Certainty certainty, QByteArray reason)
{
    const TextSegment &segment = m_segments.at(m_position++);
    m_result.findings.append({certainty, element, segment.line, segment.text, std::move(reason)});
}

qsizetype TextReader::endOfTable() const
{
    const qsizetype columns = m_segments.at(m_position).cells.size();
    qsizetype end = m_position;
    while (end < m_segments.size() && columns >= 2 && m_segments.at(end).cells.size() == columns
           && end - m_position < limits::TableRows)
        ++end;
    return end;
}

void TextReader::takeBlock(QList<Block> &body, DocumentElement element)
{
    const qsizetype end = endOfTable();
    if (end - m_position < 2) {
        body.append(blockOf(next()));
        take(element);
        return;
    }
    Table table;
    while (m_position < end) {
        table.rows.append(m_segments.at(m_position).cells);
        take(element);
    }
    body.append(table);
}

void TextReader::conclude(DocumentElement element, QByteArray reason)
{
    m_result.findings.append({Certainty::Guessed, element, 0, {}, std::move(reason)});
}

ImportedText TextReader::take()
{
    return std::exchange(m_result, {});
}

bool isWithinLimits(const QStringList &entries)
{
    const auto isShort = [](const QString &entry) { return entry.size() <= limits::ElementText; };
    return !entries.isEmpty() && entries.size() <= limits::ElementEntries
           && std::all_of(entries.begin(), entries.end(), isShort);
}

bool isSubjectWords(QStringView text)
{
    static const QRegularExpression form(u"\\A主\\s*题\\s*词\\s*[:：]"_s);
    return text.size() <= 200 && form.match(text.toString()).hasMatch();
}

bool readSubjectWords(TextReader &reader)
{
    if (!isSubjectWords(reader.next()))
        return false;
    reader.take(DocumentElement::Title, Certainty::Left, "import.subject-words-abolished");
    return true;
}

} // namespace wenyi::document
