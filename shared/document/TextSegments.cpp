// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/TextSegments.h"

#include "shared/document/DocumentLimits.h"
#include "shared/document/DocumentText.h"
#include "shared/document/HeadingNumber.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

/// A line longer than this holds several paragraphs rather than one.
constexpr qsizetype hugeLine = 400;

bool endsSentence(QChar character)
{
    return QStringView(u"。！？；：.!?”）)").contains(character);
}

bool isParagraphBreak(QStringView line, qsizetype start, qsizetype end)
{
    if (start == 0 || end == line.size())
        return false;
    const bool isIdeographic = line.mid(start, end - start).count(u'\u3000') >= 2;
    const bool isBeforeHeading = headingLevel(line.mid(end)) > 0;
    if (isBeforeHeading)
        return isIdeographic || end - start >= 4;
    return isIdeographic && (line.size() > hugeLine || endsSentence(line.at(start - 1)));
}

/// Where the paragraphs of one line begin.
QList<qsizetype> paragraphStarts(const QString &line)
{
    static const QRegularExpression blanks(u"[\\s\\x{00a0}\\x{3000}]{2,}"_s);
    static const QRegularExpression numbered(u"(?<=[.。])[一二三四五六七八九十]{1,3}[.．、]"_s);
    QList<qsizetype> starts{0};
    for (auto matches = blanks.globalMatch(line); matches.hasNext();) {
        const auto match = matches.next();
        if (isParagraphBreak(line, match.capturedStart(), match.capturedEnd()))
            starts.append(match.capturedEnd());
    }
    if (line.size() > hugeLine) {
        for (auto matches = numbered.globalMatch(line); matches.hasNext();)
            starts.append(matches.next().capturedStart());
        std::sort(starts.begin(), starts.end());
    }
    return starts;
}

QStringList cellsOf(QStringView line)
{
    QStringList cells;
    if (!line.contains(u'\t'))
        return cells;
    for (const QStringView cell : line.split(u'\t'))
        cells.append(toPageText(cell).trimmed());
    const auto isLong = [](const QString &cell) { return cell.size() > limits::BlockText; };
    const bool isRow = cells.size() <= limits::TableColumns && std::none_of(cells.begin(), cells.end(), isLong);
    return isRow ? cells : QStringList();
}

void appendParagraph(QList<TextSegment> &segments, int number, QString text)
{
    text = text.trimmed();
    while (text.size() > limits::BlockText) {
        // No paragraph of a document is so long; cut it rather than refuse a text that was pasted without line ends.
        const qsizetype cut =
            text.at(limits::BlockText - 1).isHighSurrogate() ? limits::BlockText - 1 : limits::BlockText;
        segments.append({number, text.left(cut), {}});
        text = text.mid(cut).trimmed();
    }
    if (!text.isEmpty())
        segments.append({number, text, {}});
}

void appendLine(QList<TextSegment> &segments, int number, QStringView line)
{
    const QString text = toPageText(line).trimmed();
    if (text.isEmpty())
        return;
    if (const QStringList cells = cellsOf(line.trimmed()); !cells.isEmpty() && text.size() <= limits::BlockText) {
        segments.append({number, text, cells});
        return;
    }
    const QList<qsizetype> starts = paragraphStarts(text);
    for (qsizetype i = 0; i < starts.size(); ++i) {
        const qsizetype end = i + 1 < starts.size() ? starts.at(i + 1) : text.size();
        appendParagraph(segments, number, text.mid(starts.at(i), end - starts.at(i)));
    }
}

} // namespace

Result<QString> decodeText(QByteArrayView bytes)
{
    if (bytes.size() > limits::ImportBytes)
        return Error{ErrorCode::TooLarge, "document.import-too-large", QString::number(bytes.size())};
    const auto marked = QStringConverter::encodingForData(bytes);
    QStringDecoder decoder(marked.value_or(QStringConverter::Utf8));
    QString text = decoder(bytes);
    if (!decoder.hasError())
        return text;
    QStringDecoder national("GB18030");
    if (national.isValid() && !marked) {
        text = national(bytes);
        if (!national.hasError() && !text.contains(QChar::ReplacementCharacter))
            return text;
    }
    return Error{ErrorCode::InvalidInput, "document.import-encoding", {}};
}

QList<TextSegment> segmentsOf(QStringView text)
{
    static const QRegularExpression lineEnd(u"\\r\\n|[\\n\\r\\x{000b}\\x{000c}\\x{0085}\\x{2028}\\x{2029}]"_s);
    QList<TextSegment> segments;
    const QString whole = text.toString();
    int number = 1;
    qsizetype start = 0;
    for (auto ends = lineEnd.globalMatch(whole); ends.hasNext(); ++number) {
        const auto end = ends.next();
        appendLine(segments, number, QStringView(whole).mid(start, end.capturedStart() - start));
        start = end.capturedEnd();
    }
    appendLine(segments, number, QStringView(whole).mid(start));
    return segments;
}

} // namespace wenyi::document
