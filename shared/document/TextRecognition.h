// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/TextImport.h"
#include "shared/document/TextSegments.h"

#include <QStringView>

namespace wenyi::document {

/// The segments of a text being recognised, the document that they become and the findings; every segment is taken
/// exactly once, in order.
class TextReader
{
public:
    explicit TextReader(QList<TextSegment> segments);

    OfficialDocument &document() { return m_result.document; }
    qsizetype size() const { return m_segments.size(); }
    qsizetype position() const { return m_position; }
    bool atEnd() const { return m_position >= m_segments.size(); }
    /// The text of a segment; empty past the end.
    QString text(qsizetype index) const;
    /// The text of the next segment.
    QString next() const { return text(m_position); }

    /// Takes the next segment as (part of) an element.
    void take(DocumentElement element, Certainty certainty = Certainty::Recognised, QByteArray reason = {});
    /// Takes the next segment, or the rows of a table, into a body.
    void takeBlock(QList<Block> &body, DocumentElement element);
    /// Records an element that was concluded, not read.
    void conclude(DocumentElement element, QByteArray reason);
    ImportedText take();

private:
    qsizetype endOfTable() const;
    /// Takes the next segment as the block, or a part of it, that the body is about to get.
    void takePart(const QList<Block> &body, DocumentElement element);

    QList<TextSegment> m_segments;
    qsizetype m_position = 0;
    ImportedText m_result;
};

/// Tells how far an import is. Fails with Cancelled "import.cancelled".
Result<void> goOn(const Progress &progress, qint64 done, qint64 total);

/// What importText() does, from segments on. Fails with "document.import-too-large" or "document.import-empty".
Result<ImportedText> recognise(QList<TextSegment> segments, const ImportContext &context);
/// The same for segments that are all of one body: paragraphs, headings and tables. Fails as recognise() does.
Result<QList<Block>> recogniseBody(QList<TextSegment> segments);

/// A list that the model's limits allow in one element.
bool isWithinLimits(const QStringList &entries);

/// 主题词：…, an element that is no longer on the page since 2012.
bool isSubjectWords(QStringView text);
bool readSubjectWords(TextReader &reader);

} // namespace wenyi::document
