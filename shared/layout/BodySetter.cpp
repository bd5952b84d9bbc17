// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/BodySetter.h"

#include "shared/layout/Gb9704.h"
#include "shared/layout/SignatorySetter.h"
#include "shared/layout/TitleShape.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;

namespace {

constexpr int TitleCharacters = static_cast<int>(BodyWidth / Size2); // In one line of 2号.
/// Rows of text that go along when the signatories need a new page.
constexpr int CarriedRows = 2;

ParagraphStyle textStyle(double firstIndent, double hangingIndent)
{
    return {Size3, Cell, BodyWidth, firstIndent, hangingIndent, Black};
}

FontRole headingRole(int level)
{
    // 7.3.3: 一、黑体，（一）楷体，1. and （1）仿宋.
    return level == 1 ? FontRole::Hei : level == 2 ? FontRole::Kai : FontRole::FangSong;
}

} // namespace

void BodySetter::setTitleLines(const QString &field, const QString &title)
{
    m_pages.beginField(field);
    for (const QString &text : shapeTitle(title, TitleCharacters)) {
        const TextLine line = setLine(text, FontRole::SmallTitleSong, Size2, Black, m_pages.fonts());
        m_pages.addLine(line, (BodyWidth - line.width) / 2);
    }
}

void BodySetter::setTitle(const QString &title)
{
    m_pages.skipRows(2); // 7.3.1
    setTitleLines(u"title"_s, title);
}

void BodySetter::appendParagraph(
    PendingLines &lines, const QString &field, const QList<StyledText> &text, double firstIndent, double hangingIndent)
{
    const SetParagraph paragraph = setParagraph(text, textStyle(firstIndent, hangingIndent), m_pages.fonts());
    m_pages.noteMissing(paragraph.missing);
    for (const TextLine &line : paragraph.lines)
        lines.append({field, line, {}, 0, {}, 1});
}

void BodySetter::setRecipients(const QStringList &recipients)
{
    if (recipients.isEmpty())
        return;
    m_pages.skipRows(1); // 7.3.2
    PendingLines lines;
    appendParagraph(lines, u"recipients"_s, {{recipients.join(u'，') + u'：', FontRole::FangSong}}, 0, 0);
    for (const PendingLine &line : std::as_const(lines))
        place(line);
}

void BodySetter::place(const PendingLine &line)
{
    if (line.field == u"blank"_s) {
        m_pages.skipRows(1);
        return;
    }
    m_pages.beginField(line.field);
    if (line.table) {
        addTableRow(m_pages, *line.table);
        return;
    }
    if (m_pages.rowsLeft() < line.rowsTogether)
        m_pages.startPage();
    const GridPlace at = m_pages.addLine(line.line);
    if (line.headingLevel > 0)
        m_pages.addHeading(line.headingText, line.headingLevel, at);
}

void BodySetter::appendHeading(PendingLines &lines, const document::Heading &heading)
{
    const qsizetype first = lines.size();
    appendParagraph(lines, u"body"_s, {{heading.text, headingRole(heading.level)}}, 2 * Cell, 0);
    if (first == lines.size())
        return;
    lines[first].headingLevel = heading.level;
    lines[first].headingText = heading.text;
    const auto rows = static_cast<int>(lines.size() - first);
    lines[first].rowsTogether = std::min(rows + 1, LinesPerPage);
}

Result<BodySetter::PendingLines> BodySetter::blockLines(const QList<document::Block> &blocks)
{
    PendingLines lines;
    for (const document::Block &block : blocks) {
        if (const auto *paragraph = std::get_if<document::Paragraph>(&block)) {
            appendParagraph(lines, u"body"_s, {{paragraph->text, FontRole::FangSong}}, 2 * Cell, 0);
        } else if (const auto *heading = std::get_if<document::Heading>(&block)) {
            appendHeading(lines, *heading);
        } else if (const auto *table = std::get_if<document::Table>(&block)) {
            WENYI_TRY(const QList<TableRow> rows, setTable(*table, m_pages.fonts()));
            for (const TableRow &row : rows)
                lines.append({u"table"_s, {}, row, 0, {}, row.rows});
        } else {
            return Error{ErrorCode::Unsupported, "layout.picture-block", {}};
        }
    }
    return lines;
}

BodySetter::PendingLines BodySetter::attachmentList(const QList<document::Attachment> &attachments)
{
    // 7.3.4: one blank row under the text, indent 2, no mark at the end; wrapped under the name's first character.
    PendingLines lines;
    const QString label = u"附件："_s;
    for (qsizetype i = 0; i < attachments.size(); ++i) {
        const QString number = attachments.size() == 1 ? QString() : u"%1."_s.arg(i + 1);
        const QString head = (i == 0 ? label : QString()) + number;
        const double indent = (2 + (i == 0 ? 0 : static_cast<double>(label.size()))) * Cell;
        const TextLine headLine = setLine(head, FontRole::FangSong, Size3, Black, m_pages.fonts());
        appendParagraph(lines, u"attachmentList"_s, {{head + attachments.at(i).name, FontRole::FangSong}}, indent,
            indent + headLine.width);
    }
    return lines;
}

int BodySetter::rowAfter(const PendingLines &lines, int row)
{
    for (const PendingLine &line : lines) {
        if (line.field == u"blank"_s) {
            row = std::min(row + 1, LinesPerPage);
            continue;
        }
        if (row + line.rowsTogether > LinesPerPage)
            row = 0;
        row += line.table ? line.rowsTogether : 1;
    }
    return row;
}

qsizetype BodySetter::firstCarried(const PendingLines &lines, int row, int rowsBelow)
{
    const int after = rowAfter(lines, row);
    if (rowsBelow == 0 || after + rowsBelow <= LinesPerPage)
        return lines.size();
    // 7.3.5.5: no page carries a seal without text.
    int carried = 0;
    for (qsizetype first = lines.size() - 1; first >= 0; --first) {
        carried += lines.at(first).field == u"blank"_s ? 0 : 1;
        if (carried == CarriedRows)
            return first;
    }
    return 0;
}

Result<QList<SealPlace>> BodySetter::setText(const document::OfficialDocument &document)
{
    WENYI_TRY(PendingLines lines, blockLines(document.body));
    if (!document.attachments.isEmpty()) {
        lines.append({u"blank"_s, {}, {}, 0, {}, 1});
        lines.append(attachmentList(document.attachments));
    }
    SignatorySetter signatories(m_pages, document);
    const qsizetype carried = firstCarried(lines, m_pages.next().row, signatories.rows());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i == carried)
            m_pages.startPage();
        place(lines.at(i));
    }
    const QList<SealPlace> places = signatories.set();
    setNote(document.note);
    return places;
}

void BodySetter::setNote(const QString &note)
{
    if (note.isEmpty())
        return;
    PendingLines lines;
    appendParagraph(lines, u"note"_s, {{u'（' + note + u'）', FontRole::FangSong}}, 2 * Cell, 0);
    for (const PendingLine &line : std::as_const(lines))
        place(line);
}

Result<void> BodySetter::setAttachment(const document::Attachment &attachment, int number)
{
    WENYI_TRY(const PendingLines lines, blockLines(attachment.body));
    // 7.3.7: a new page; 附件 and its number in 3号黑体 at the first line's left, the title centred on the third line.
    m_pages.startPage();
    m_pages.beginField(u"attachmentLabel"_s);
    const QString label = number == 0 ? u"附件"_s : u"附件%1"_s.arg(number);
    m_pages.addLine(setLine(label, FontRole::Hei, Size3, Black, m_pages.fonts()));
    m_pages.skipRows(1);
    const GridPlace titlePlace = m_pages.next();
    setTitleLines(u"attachmentTitle"_s, attachment.name);
    m_pages.addHeading(label + u' ' + attachment.name, 1, titlePlace);
    m_pages.skipRows(1);
    for (const PendingLine &line : lines) {
        PendingLine deeper = line;
        deeper.field = u"attachment"_s;
        deeper.headingLevel += deeper.headingLevel > 0 ? 1 : 0;
        place(deeper);
    }
    return {};
}

} // namespace wenyi::layout
