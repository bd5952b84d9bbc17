// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/TextRecognition.h"

#include "shared/document/DocumentLimits.h"
#include "shared/document/HeadingNumber.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestStyledHeading = 100;

/// A heading by its number, else by its style: what is set as one and is short is one, numbered or not.
Block styledBlockOf(const TextSegment &segment)
{
    Block block = blockOf(segment.text);
    const bool isStyled = segment.outline >= 1 && segment.outline <= 4 && segment.text.size() <= longestStyledHeading;
    if (!isStyled || std::holds_alternative<Heading>(block))
        return block;
    const int level = headingLevel(segment.text);
    return Heading{level > 0 ? level : segment.outline, segment.text};
}

} // namespace

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
    const int table = m_segments.at(m_position).table;
    while (table > 0 && end < m_segments.size() && m_segments.at(end).table == table)
        ++end;
    if (table > 0)
        return end;
    while (end < m_segments.size() && columns >= 2 && m_segments.at(end).cells.size() == columns
           && end - m_position < limits::TableRows)
        ++end;
    return end;
}

void TextReader::takePart(const QList<Block> &body, DocumentElement element)
{
    take(element);
    ImportFinding &finding = m_result.findings.last();
    finding.block = static_cast<int>(body.size());
    const QList<Attachment> &attachments = m_result.document.attachments;
    const auto isItsBody = [&body](const Attachment &attachment) { return &attachment.body == &body; };
    const auto owner = std::find_if(attachments.begin(), attachments.end(), isItsBody);
    finding.attachment = owner == attachments.end() ? -1 : static_cast<int>(owner - attachments.begin());
}

void TextReader::takeBlock(QList<Block> &body, DocumentElement element)
{
    const qsizetype end = endOfTable();
    const TextSegment &first = m_segments.at(m_position);
    if (end - m_position < 2 && first.table == 0) {
        Block block = styledBlockOf(first);
        takePart(body, element);
        body.append(std::move(block));
        return;
    }
    Table table;
    if (first.isSideways)
        table.orientation = TableOrientation::Sideways;
    while (m_position < end) {
        table.rows.append(m_segments.at(m_position).cells);
        takePart(body, element);
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

Result<void> goOn(const Progress &progress, qint64 done, qint64 total)
{
    if (progress && progress(done, total) == Continuation::Cancel)
        return Error{ErrorCode::Cancelled, "import.cancelled", {}};
    return {};
}

Result<QList<Block>> recogniseBody(QList<TextSegment> segments)
{
    if (segments.isEmpty())
        return Error{ErrorCode::InvalidInput, "document.import-empty", {}};
    if (segments.size() > limits::Blocks)
        return Error{ErrorCode::TooLarge, "document.import-too-large", QString::number(segments.size())};
    TextReader reader(std::move(segments));
    QList<Block> body;
    while (!reader.atEnd())
        reader.takeBlock(body, DocumentElement::Body);
    return body;
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
