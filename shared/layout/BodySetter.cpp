// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/BodySetter.h"

#include "shared/layout/Gb9704.h"
#include "shared/layout/TitleShape.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;

namespace {

constexpr int TitleCharacters = static_cast<int>(BodyWidth / Size2); // In one line of 2号.
/// Rows from the text to the date with one signatory: two blank, the signatory, the date.
constexpr int RowsAboveSignatory = 2;

ParagraphStyle textStyle(double firstIndent, double hangingIndent)
{
    return {Size3, Cell, BodyWidth, firstIndent, hangingIndent, Black};
}

FontRole headingRole(int level)
{
    // 7.3.3: 一、黑体，（一）楷体，1. and （1）仿宋.
    return level == 1 ? FontRole::Hei : level == 2 ? FontRole::Kai : FontRole::FangSong;
}

QString arabicDate(const QDate &date)
{
    // 7.3.5.4: Arabic figures, the year in full, no leading zeros.
    return u"%1年%2月%3日"_s.arg(date.year()).arg(date.month()).arg(date.day());
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

void BodySetter::appendParagraph(QList<PendingLine> &lines, const QString &field, const QList<StyledText> &text,
    double firstIndent, double hangingIndent)
{
    const SetParagraph paragraph = setParagraph(text, textStyle(firstIndent, hangingIndent), m_pages.fonts());
    m_pages.noteMissing(paragraph.missing);
    for (const TextLine &line : paragraph.lines)
        lines.append({field, line, 0, {}});
}

void BodySetter::setRecipients(const QStringList &recipients)
{
    if (recipients.isEmpty())
        return;
    m_pages.skipRows(1); // 7.3.2
    QList<PendingLine> lines;
    appendParagraph(lines, u"recipients"_s, {{recipients.join(u'，') + u'：', FontRole::FangSong}}, 0, 0);
    for (const PendingLine &line : std::as_const(lines))
        place(line);
}

void BodySetter::place(const PendingLine &line)
{
    m_pages.beginField(line.field);
    const GridPlace at = m_pages.addLine(line.line);
    if (line.headingLevel > 0)
        m_pages.addHeading(line.headingText, line.headingLevel, at);
}

QList<BodySetter::PendingLine> BodySetter::blockLines(const QList<document::Block> &blocks)
{
    QList<PendingLine> lines;
    for (const document::Block &block : blocks) {
        if (const auto *paragraph = std::get_if<document::Paragraph>(&block)) {
            appendParagraph(lines, u"body"_s, {{paragraph->text, FontRole::FangSong}}, 2 * Cell, 0);
        } else if (const auto *heading = std::get_if<document::Heading>(&block)) {
            const qsizetype first = lines.size();
            appendParagraph(lines, u"body"_s, {{heading->text, headingRole(heading->level)}}, 2 * Cell, 0);
            if (first < lines.size()) {
                lines[first].headingLevel = heading->level;
                lines[first].headingText = heading->text;
            }
        } else if (const auto *table = std::get_if<document::Table>(&block)) {
            for (const QStringList &row : table->rows)
                appendParagraph(lines, u"table"_s, {{row.join(u"　"_s), FontRole::FangSong}}, 2 * Cell, 2 * Cell);
        }
    }
    return lines;
}

QList<BodySetter::PendingLine> BodySetter::attachmentList(const QList<document::Attachment> &attachments)
{
    // 7.3.4: one blank row under the text, indent 2, no mark at the end; wrapped under the name's first character.
    QList<PendingLine> lines;
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

QList<SealPlace> BodySetter::setText(const document::OfficialDocument &document)
{
    QList<PendingLine> lines = blockLines(document.body);
    if (!document.attachments.isEmpty()) {
        lines.append({u"blank"_s, {}, 0, {}});
        lines.append(attachmentList(document.attachments));
    }
    const auto signatories = static_cast<int>(document.signatories.size());
    const int below = signatories == 0 ? 0 : RowsAboveSignatory + signatories + 1;
    // No page carries a seal without text (7.3.5.5): the last two lines go with the signatories if these do not fit.
    qsizetype kept = lines.size();
    const int free = m_pages.rowsLeft();
    const auto total = static_cast<int>(lines.size());
    const int onLastPage = total <= free ? LinesPerPage - free + total : (total - free) % LinesPerPage;
    const int used = onLastPage == 0 ? LinesPerPage : onLastPage;
    if (below > 0 && used + below > LinesPerPage)
        kept = std::max<qsizetype>(0, lines.size() - 2);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i == kept)
            m_pages.startPage();
        if (lines.at(i).field == u"blank"_s)
            m_pages.skipRows(1);
        else
            place(lines.at(i));
    }
    const QList<SealPlace> places = setSignatories(document);
    setNote(document.note);
    return places;
}

QList<SealPlace> BodySetter::setSignatories(const document::OfficialDocument &document)
{
    if (document.signatories.isEmpty())
        return {};
    m_pages.skipRows(RowsAboveSignatory);
    const TextLine date = setLine(arabicDate(document.date), FontRole::FangSong, Size3, Black, m_pages.fonts());
    const double dateLeft = BodyWidth - DateRightIndent * Cell - date.width;
    QList<SealPlace> places;
    for (const QString &signatory : document.signatories) {
        // 7.3.5.1: centred over the date; a long name moves in until it ends inside the area.
        const TextLine line = setLine(signatory, FontRole::FangSong, Size3, Black, m_pages.fonts());
        const double centred = dateLeft + (date.width - line.width) / 2;
        const double left = std::clamp(centred, 0.0, std::max(0.0, BodyWidth - Cell - line.width));
        m_pages.beginField(u"signatory"_s);
        const GridPlace at = m_pages.addLine(line, left);
        // Seal and name share their centre; the seal stands higher than the middle of name and date.
        const double middle = rowTop(at.row) + (Pitch + Size3) / 2;
        places.append({signatory, at.page, {Left + left + line.width / 2, middle - SealBelowCentre}});
    }
    m_pages.beginField(u"date"_s);
    m_pages.addLine(date, dateLeft);
    return places;
}

void BodySetter::setNote(const QString &note)
{
    if (note.isEmpty())
        return;
    QList<PendingLine> lines;
    appendParagraph(lines, u"note"_s, {{u'（' + note + u'）', FontRole::FangSong}}, 2 * Cell, 0);
    for (const PendingLine &line : std::as_const(lines))
        place(line);
}

void BodySetter::setAttachment(const document::Attachment &attachment, int number)
{
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
    for (const PendingLine &line : blockLines(attachment.body)) {
        PendingLine deeper = line;
        deeper.field = u"attachment"_s;
        deeper.headingLevel += deeper.headingLevel > 0 ? 1 : 0;
        place(deeper);
    }
}

} // namespace wenyi::layout
