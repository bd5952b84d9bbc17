// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/HtmlReader.h"

#include "shared/document/DocumentLimits.h"
#include "shared/document/DocumentText.h"
#include "shared/document/HeadingNumber.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <utility>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostDepth = 1'000; ///< libxml2 searches its open elements for each that ends.
constexpr qsizetype MostElements = 1'000'000;

bool isBlank(QChar character)
{
    return character == u' ' || character == u'\t' || character == u'\n' || character == u'\r' || character == u'\f'
           || character == QChar::Nbsp;
}

/// Chinese and its marks: between two of them a line end of the source is no blank.
bool isWide(QChar character)
{
    return character.unicode() >= 0x2E80 || character == u'—' || character == u'…' || character == u'“'
           || character == u'”';
}

/// Blanks as a browser shows them, and those that only part the source's lines taken out.
QString collapsed(const QString &text)
{
    QString result;
    for (qsizetype i = 0; i < text.size();) {
        if (!isBlank(text.at(i))) {
            result += text.at(i++);
            continue;
        }
        bool hasLineEnd = false;
        for (; i < text.size() && isBlank(text.at(i)); ++i)
            hasLineEnd = hasLineEnd || text.at(i) == u'\n' || text.at(i) == u'\r';
        const bool isAtEdge = result.isEmpty() || i == text.size();
        if (!isAtEdge && !(hasLineEnd && isWide(result.back()) && isWide(text.at(i))))
            result += u' ';
    }
    return toPageText(result).trimmed();
}

bool isHiddenByStyle(const QString &style)
{
    // Word's mark of a comment is no text either.
    static const QRegularExpression form(u"(display\\s*:\\s*none|visibility\\s*:\\s*hidden|mso-hide\\s*:\\s*all|"
                                         "mso-special-character\\s*:\\s*comment)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return form.match(style).hasMatch();
}

/// As preformatted text and the messages of chat programs have it.
bool keepsLinesByStyle(const QString &style)
{
    static const QRegularExpression form(
        u"white-space\\s*:\\s*(pre|break-spaces)"_s, QRegularExpression::CaseInsensitiveOption);
    return form.match(style).hasMatch();
}

int outlineOf(const QString &name, const QString &style)
{
    if (name.size() == 2 && name.at(0) == u'h' && name.at(1) >= u'1' && name.at(1) <= u'6')
        return name.at(1).digitValue();
    static const QRegularExpression level(u"mso-outline-level\\s*:\\s*([1-9])"_s);
    return level.match(style).captured(1).toInt();
}

/// Without the blanks that word processors put behind the number of a heading.
QString withTightNumber(const QString &text)
{
    const qsizetype length = headingNumberLength(text);
    const bool isHeading = length > 0 && length < text.size() && isWide(text.at(length));
    return isHeading ? text.left(length).trimmed() + text.mid(length) : text;
}

int spanOf(const QString &value, qsizetype most)
{
    return static_cast<int>(std::clamp<qlonglong>(value.toLongLong(), 1, most));
}

} // namespace

HtmlReader::Role HtmlReader::roleOf(const QString &name, const QHash<QString, QString> &attributes)
{
    static const QSet<QString> hidden{u"head"_s, u"title"_s, u"script"_s, u"style"_s, u"template"_s, u"noscript"_s,
        u"iframe"_s, u"object"_s, u"embed"_s, u"applet"_s, u"svg"_s, u"canvas"_s, u"audio"_s, u"video"_s, u"select"_s,
        u"textarea"_s, u"button"_s, u"xml"_s, u"rt"_s, u"rp"_s};
    static const QSet<QString> paragraphs{u"p"_s, u"div"_s, u"h1"_s, u"h2"_s, u"h3"_s, u"h4"_s, u"h5"_s, u"h6"_s,
        u"body"_s, u"html"_s, u"blockquote"_s, u"center"_s, u"address"_s, u"article"_s, u"section"_s, u"header"_s,
        u"footer"_s, u"main"_s, u"nav"_s, u"aside"_s, u"figure"_s, u"figcaption"_s, u"form"_s, u"fieldset"_s, u"hr"_s,
        u"br"_s, u"dl"_s, u"dt"_s, u"dd"_s, u"caption"_s, u"details"_s, u"summary"_s, u"pre"_s};
    static const QHash<QString, Role> others{{u"del"_s, Role::Deleted}, {u"table"_s, Role::Table}, {u"tr"_s, Role::Row},
        {u"td"_s, Role::Cell}, {u"th"_s, Role::Cell}, {u"ol"_s, Role::Numbered}, {u"ul"_s, Role::Bulleted},
        {u"menu"_s, Role::Bulleted}, {u"li"_s, Role::Item}};
    if (hidden.contains(name) || isHiddenByStyle(attributes.value(u"style"_s)))
        return Role::Hidden;
    return paragraphs.contains(name) ? Role::Paragraph : others.value(name, Role::Inline);
}

void HtmlReader::start(const QString &name, const QHash<QString, QString> &attributes)
{
    if (++m_elements > MostElements || m_open.size() >= MostDepth)
        m_isTooLarge = true;
    if (m_isTooLarge)
        return;
    const Role role = roleOf(name, attributes);
    const bool keepsLines = name == u"pre" || keepsLinesByStyle(attributes.value(u"style"_s));
    m_open.append({name, role, m_outline, keepsLines});
    m_preformatted += keepsLines ? 1 : 0;
    if (m_hidden == 0 && m_isChosen && (name == u"img" || name == u"v:imagedata"))
        leave("import.picture-left", attributes.value(u"alt"_s));
    if (role != Role::Inline && role != Role::Hidden && role != Role::Deleted)
        endParagraph();
    if (role == Role::Paragraph && m_tables == 0) {
        const int outline = outlineOf(name, attributes.value(u"style"_s));
        m_outline = outline > 0 ? outline : m_outline;
    }
    open(role, attributes);
}

void HtmlReader::open(Role role, const QHash<QString, QString> &attributes)
{
    switch (role) {
    case Role::Inline:
    case Role::Paragraph:
        break;
    case Role::Hidden:
        ++m_hidden;
        break;
    case Role::Deleted:
        ++m_deletions;
        break;
    case Role::Table:
        if (++m_tables == 2)
            leave("import.nested-table", {});
        break;
    case Role::Row:
        beginRow();
        break;
    case Role::Cell:
        beginCell(attributes);
        break;
    case Role::Numbered:
        m_counters.append(spanOf(attributes.value(u"start"_s), 9'999) - 1);
        break;
    case Role::Bulleted:
        m_counters.append(-1);
        break;
    case Role::Item:
        if (!m_counters.isEmpty() && m_counters.last() >= 0)
            m_label = QString::number(++m_counters.last()) + u'.';
        break;
    }
}

void HtmlReader::end(const QString &name)
{
    if (m_isTooLarge)
        return;
    const auto isNamed = [&name](const Open &element) { return element.name == name; };
    if (std::none_of(m_open.begin(), m_open.end(), isNamed))
        return;
    for (bool isClosed = false; !isClosed;) {
        const Open element = m_open.takeLast();
        isClosed = element.name == name;
        close(element);
    }
}

void HtmlReader::close(const Open &element)
{
    if (element.role != Role::Inline && element.role != Role::Hidden && element.role != Role::Deleted)
        endParagraph();
    m_outline = element.outline;
    m_preformatted -= element.keepsLines ? 1 : 0;
    if (element.role == Role::Hidden)
        --m_hidden;
    else if (element.role == Role::Item)
        m_label.clear();
    else if (element.role == Role::Cell)
        endCell();
    else if (element.role == Role::Table && --m_tables == 0)
        endTable();
    else if (element.role == Role::Numbered || element.role == Role::Bulleted)
        m_counters.removeLast();
    else if (element.role == Role::Deleted && --m_deletions == 0)
        leave("import.revision-deleted", std::exchange(m_deleted, {}));
}

void HtmlReader::read(const QString &text)
{
    if (m_hidden > 0 || !m_isChosen || m_isTooLarge)
        return;
    m_characters += text.size();
    m_isTooLarge = m_characters > limits::ImportBytes;
    if (m_deletions > 0) {
        m_deleted += text;
        return;
    }
    if (m_preformatted == 0) {
        m_paragraph += text;
        return;
    }
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i > 0)
            endParagraph();
        m_paragraph += lines.at(i);
    }
}

void HtmlReader::readComment(const QString &text)
{
    if (text != u"StartFragment" && text != u"EndFragment")
        return;
    endParagraph();
    m_isChosen = text == u"StartFragment";
}

void HtmlReader::endParagraph()
{
    QString text = collapsed(std::exchange(m_paragraph, {}));
    if (!text.isEmpty())
        text = withTightNumber(text.prepend(std::exchange(m_label, {})));
    while (!text.isEmpty() && !m_isTooLarge) {
        const QString part = beginningOf(text, limits::BlockText);
        text = text.mid(part.size()).trimmed();
        if (isInCell()) {
            m_rows.last().last().append(part);
            continue;
        }
        TextSegment segment{static_cast<int>(m_text.segments.size()) + 1, part, {}};
        segment.outline = m_outline;
        m_text.segments.append(segment);
        m_isTooLarge = m_text.segments.size() > limits::Blocks;
    }
}

void HtmlReader::beginRow()
{
    if (m_tables != 1)
        return;
    m_isInCell = false;
    m_rows.append(QList<Cell>());
    m_isTooLarge = m_isTooLarge || m_rows.size() > limits::TableRows;
}

void HtmlReader::fillSpans(qsizetype column)
{
    QList<Cell> &row = m_rows.last();
    for (; column < m_rowsBelow.size() && m_rowsBelow.at(column) > 0 && row.size() == column; ++column) {
        row.append(Cell());
        --m_rowsBelow[column];
    }
}

void HtmlReader::beginCell(const QHash<QString, QString> &attributes)
{
    if (m_tables != 1)
        return;
    if (m_isInCell)
        endCell();
    if (m_rows.isEmpty())
        beginRow();
    fillSpans(m_rows.last().size());
    if (m_rows.last().size() >= limits::TableColumns) {
        m_isTooLarge = true;
        return;
    }
    m_rows.last().append(Cell());
    m_isInCell = true;
    m_columns = spanOf(attributes.value(u"colspan"_s), limits::TableColumns + 1 - m_rows.last().size());
    m_rowSpan = spanOf(attributes.value(u"rowspan"_s), limits::TableRows);
}

void HtmlReader::endCell()
{
    if (m_tables != 1 || !m_isInCell)
        return;
    m_isInCell = false;
    QList<Cell> &row = m_rows.last();
    if (m_columns > 1 || m_rowSpan > 1)
        leave("import.merged-cells", row.last().join(u' '));
    const qsizetype first = row.size() - 1;
    for (int further = 1; further < m_columns; ++further)
        row.append(Cell()); // What follows stays under its head.
    if (m_rowsBelow.size() < row.size())
        m_rowsBelow.resize(row.size());
    for (qsizetype column = first; column < row.size(); ++column)
        m_rowsBelow[column] = m_rowSpan - 1;
    fillSpans(row.size());
}

void HtmlReader::endTable()
{
    m_isInCell = false;
    m_rowsBelow.clear();
    const QList<QList<Cell>> rows = std::exchange(m_rows, {});
    // A table of one column is a frame around paragraphs.
    const bool isFrame = std::all_of(rows.begin(), rows.end(), [](const QList<Cell> &row) { return row.size() <= 1; });
    m_tableNumber += isFrame ? 0 : 1;
    for (const QList<Cell> &row : rows) {
        TextSegment segment;
        for (const Cell &cell : row) {
            for (const QString &line : isFrame ? cell : Cell())
                m_text.segments.append({static_cast<int>(m_text.segments.size()) + 1, line, {}});
            segment.cells.append(beginningOf(cell.join(u' '), limits::BlockText));
        }
        segment.line = static_cast<int>(m_text.segments.size()) + 1;
        segment.text = segment.cells.join(u' ').trimmed();
        segment.table = m_tableNumber;
        if (!isFrame && !segment.text.isEmpty())
            m_text.segments.append(segment);
    }
    m_isTooLarge = m_isTooLarge || m_text.segments.size() > limits::Blocks;
}

void HtmlReader::leave(const QByteArray &reason, const QString &source)
{
    const QString text = beginningOf(collapsed(source), limits::ElementText);
    const bool isTaken = reason == "import.merged-cells" || reason == "import.nested-table";
    if (m_text.left.size() < limits::Remarks && (reason != "import.revision-deleted" || !text.isEmpty()))
        m_text.left.append({isTaken ? Certainty::Guessed : Certainty::Left, DocumentElement::Body,
            static_cast<int>(m_text.segments.size()) + 1, text, reason});
}

HtmlText HtmlReader::take()
{
    while (!m_open.isEmpty())
        close(m_open.takeLast());
    endParagraph();
    if (!m_rows.isEmpty())
        endTable();
    return std::exchange(m_text, {});
}

} // namespace wenyi::document
