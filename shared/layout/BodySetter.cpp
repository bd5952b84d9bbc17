// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/BodySetter.h"

#include "shared/layout/Gb9704.h"
#include "shared/layout/SignatorySetter.h"
#include "shared/layout/TitleShape.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;
using document::MarkedPart;
using document::MarkedPlace;

namespace {

/// Rows of text that a head of many marks leaves room for.
constexpr int RowsShown = 1;
/// How many rows of recipients a head of many marks leaves room for.
constexpr int RecipientRowsShown = 1;
/// Rows of signatories, date and note that a page of text has room for.
constexpr int MostClosingRows = LinesPerPage - 2;

ParagraphStyle textStyle(double cell, double firstIndent, double hangingIndent)
{
    return {Size3, cell, BodyWidth, firstIndent, hangingIndent, Black};
}

FontRole headingRole(int level)
{
    // 7.3.3: 一、黑体，（一）楷体，1. and （1）仿宋.
    return level == 1 ? FontRole::Hei : level == 2 ? FontRole::Kai : FontRole::FangSong;
}

int rowsOfItems(const FlowItems &items)
{
    int rows = 0;
    for (const FlowItem &item : items)
        rows += item.rows;
    return rows;
}

/// A heading goes with the first row of what follows it, which may be another heading.
void keepHeadingsWithText(FlowItems &items)
{
    for (size_t i = items.size(); i-- > 0;) {
        if (items[i].headingLevel == 0 || items[i].tableRow)
            continue;
        size_t next = i + 1;
        int rows = 1;
        while (next < items.size() && items[next].headingLevel == 0
               && next < i + static_cast<size_t>(items[i].rowsTogether))
            rows += items[next++].rows;
        const bool follows = next < items.size() && items[next].orientation == items[i].orientation;
        const int together = rows + (follows ? std::max(items[next].rows, items[next].rowsTogether) : 0);
        items[i].rowsTogether = together <= LinesPerPage ? together : std::min(rows + 1, LinesPerPage);
    }
}

/// The items from `begin` on are that part of the text.
void beginPart(FlowItems &items, size_t begin, int part)
{
    for (size_t i = begin; i < items.size(); ++i)
        items[i].part = part;
}

void append(FlowItems &items, FlowItems &&more)
{
    std::move(more.begin(), more.end(), std::back_inserter(items));
}

} // namespace

BodySetter::BodySetter(PageBuilder &pages, const document::OfficialDocument &document, const PictureSource &pictures,
    const PageMarks &marks, const StampSize &stamp)
    : m_pages(pages)
    , m_document(document)
    , m_pictures(pictures)
    , m_marks(marks)
    , m_stamp(stamp)
    , m_cell(Cell)
{
    const PageArea area = fullArea(Orientation::Upright);
    appendRows(m_title, 2); // 7.3.1; an order without a title has its text there (10.2).
    append(m_title, titleItems(u"title"_s, document.title, area, {MarkedPart::Title}));
    if (document.recipients.isEmpty())
        return;
    appendRows(m_recipients, 1); // 7.3.2
    const QString recipients = document.recipients.join(u'，') + u'：';
    appendParagraph(
        m_recipients, u"recipients"_s, m_marks.styled({MarkedPart::Recipients}, recipients, FontRole::FangSong), 0, 0);
}

int BodySetter::rowsOnFirstPage() const
{
    return rowsOfItems(m_title) + std::min(rowsOfItems(m_recipients), 1 + RecipientRowsShown) + RowsShown;
}

bool BodySetter::recipientsMove(int rowsOfFirstPage) const
{
    return !m_recipients.empty() && rowsOfItems(m_title) + rowsOfItems(m_recipients) >= rowsOfFirstPage;
}

void BodySetter::appendRows(FlowItems &items, int count, Orientation orientation)
{
    FlowItem blank;
    blank.rows = count;
    blank.orientation = orientation;
    items.push_back(blank);
}

FlowItems BodySetter::titleItems(
    const QString &field, const QString &title, const PageArea &area, const MarkedPlace &place)
{
    FlowItems items;
    if (title.isEmpty())
        return items;
    const auto longest = static_cast<int>(area.width / Size2);
    qsizetype offset = 0;
    for (const QString &text : shapeTitle(title, longest)) {
        FlowItem item;
        item.field = field;
        offset = std::max(offset, title.indexOf(text, offset));
        item.line =
            setLine(m_marks.styled(place, text, FontRole::SmallTitleSong, offset), Size2, Black, m_pages.fonts());
        offset += text.size();
        item.x = (area.width - item.line.width) / 2;
        items.push_back(std::move(item));
    }
    return items;
}

void BodySetter::appendParagraph(
    FlowItems &items, const QString &field, const QList<StyledText> &text, double firstIndent, double hangingIndent)
{
    SetParagraph paragraph = setParagraph(text, textStyle(m_cell, firstIndent, hangingIndent), m_pages.fonts());
    m_pages.canvas().noteMissing(paragraph.missing);
    for (TextLine &line : paragraph.lines) {
        FlowItem item;
        item.field = field;
        item.line = std::move(line);
        items.push_back(std::move(item));
    }
}

void BodySetter::appendHeading(
    FlowItems &items, const QString &field, const document::Heading &heading, const MarkedPlace &place)
{
    const size_t first = items.size();
    appendParagraph(items, field, m_marks.styled(place, heading.text, headingRole(heading.level)), 2 * m_cell, 0);
    if (first == items.size())
        return;
    items[first].headingLevel = heading.level;
    items[first].headingText = heading.text;
    items[first].rowsTogether = static_cast<int>(items.size() - first);
}

void BodySetter::appendTable(FlowItems &items, const SetTable &table)
{
    const auto head = std::make_shared<const QList<TableRow>>(table.head);
    const auto addRow = [&](const TableRow &row) {
        FlowItem item;
        item.field = u"table"_s;
        item.tableRow = std::make_shared<const TableRow>(row);
        item.orientation = table.orientation;
        item.rows = row.rows;
        items.push_back(std::move(item));
    };
    const size_t first = items.size();
    for (const TableRow &row : table.head)
        addRow(row);
    for (const TableRow &row : table.rows) {
        addRow(row);
        // The first row stays under the head itself.
        if (!table.head.isEmpty() && &row != &table.rows.constFirst())
            items.back().tableHead = head;
    }
    if (!table.head.isEmpty() && !table.rows.isEmpty())
        items[first].rowsTogether = rowsOf(table.head) + table.rows.constFirst().rows;
}

Result<void> BodySetter::appendBlocks(FlowItems &items, const QString &field, const QList<document::Block> &blocks,
    TableTurning lastTable, MarkedPlace place, int first)
{
    for (place.block = first; place.block < blocks.size(); ++place.block) {
        const document::Block &block = blocks.at(place.block);
        const size_t begin = items.size();
        if (const auto *paragraph = std::get_if<document::Paragraph>(&block)) {
            appendParagraph(items, field, m_marks.styled(place, paragraph->text, FontRole::FangSong), 2 * m_cell, 0);
        } else if (const auto *heading = std::get_if<document::Heading>(&block)) {
            appendHeading(items, field, *heading, place);
        } else if (const auto *table = std::get_if<document::Table>(&block)) {
            const TableTurning turning = &block == &blocks.constLast() ? lastTable : TableTurning::Allowed;
            WENYI_TRY(const SetTable set, setTable(*table, turning, m_pages.fonts(), m_marks, place));
            appendTable(items, set);
        } else {
            WENYI_TRY(SetPicture picture, setPicture(std::get<document::Picture>(block), m_pictures));
            FlowItem item;
            item.field = u"picture"_s;
            item.rows = picture.rows;
            item.picture = std::make_shared<const SetPicture>(std::move(picture));
            items.push_back(std::move(item));
        }
        beginPart(items, begin, place.block);
    }
    return {};
}

void BodySetter::appendAttachmentList(FlowItems &items)
{
    const QList<document::Attachment> &attachments = m_document.attachments;
    if (attachments.isEmpty())
        return;
    // 7.3.4: one blank row under the text, indent 2, no mark at the end; wrapped under the name's first character.
    appendRows(items, 1);
    const QString label = u"附件："_s;
    for (qsizetype i = 0; i < attachments.size(); ++i) {
        const QString number = attachments.size() == 1 ? QString() : u"%1."_s.arg(i + 1);
        const QString head = (i == 0 ? label : QString()) + number;
        const double indent = (2 + (i == 0 ? 0 : static_cast<double>(label.size()))) * m_cell;
        // In the cells of a line, as the head itself is set.
        const SetParagraph headLine =
            setParagraph({{head, FontRole::FangSong}}, textStyle(m_cell, 0, 0), m_pages.fonts());
        const double width = headLine.lines.isEmpty() ? 0 : headLine.lines.constFirst().width;
        const size_t first = items.size();
        const MarkedPlace place{MarkedPart::AttachmentName, static_cast<int>(i)};
        QList<StyledText> text = m_marks.styled(place, attachments.at(i).name, FontRole::FangSong);
        if (text.constFirst().mark)
            text.prepend({head, FontRole::FangSong});
        else
            text.first().text.prepend(head);
        appendParagraph(items, u"attachmentList"_s, text, indent, indent + width);
        // A name stays on one page.
        if (first < items.size())
            items[first].rowsTogether = std::min(static_cast<int>(items.size() - first), LinesPerPage);
    }
}

void BodySetter::appendAttendance(FlowItems &items)
{
    // 10.3: one blank row under the text, indent 2, the label in 黑体, names wrapped under the first one.
    bool first = true;
    const auto appendNames = [&](const QString &label, const QStringList &names) {
        if (names.isEmpty())
            return;
        if (first)
            appendRows(items, 1);
        first = false;
        const double indent = 2 * m_cell;
        appendParagraph(items, u"attendance"_s,
            {{label, FontRole::Hei}, {u'：' + names.join(u'、'), FontRole::FangSong}}, indent,
            indent + static_cast<double>(label.size() + 1) * m_cell);
    };
    appendNames(u"出席"_s, m_document.attendees);
    appendNames(u"请假"_s, m_document.excused);
    appendNames(u"列席"_s, m_document.observers);
}

FlowItems BodySetter::noteItems()
{
    FlowItems items;
    if (!m_document.note.isEmpty()) {
        QList<StyledText> text = m_marks.styled({MarkedPart::Note}, m_document.note, FontRole::FangSong);
        text.prepend({u"（"_s, FontRole::FangSong});
        text.append({u"）"_s, FontRole::FangSong});
        appendParagraph(items, u"note"_s, text, 2 * Cell, 0);
    }
    return items;
}

Result<void> BodySetter::appendText(FlowItems &items, TableTurning lastTable, int firstPart)
{
    const auto blocks = static_cast<int>(m_document.body.size());
    WENYI_CHECK(appendBlocks(items, u"body"_s, m_document.body, lastTable, {MarkedPart::Body}, firstPart));
    const size_t list = items.size();
    if (firstPart <= blocks)
        appendAttachmentList(items);
    beginPart(items, list, blocks);
    const size_t attendance = items.size();
    appendAttendance(items);
    beginPart(items, attendance, blocks + 1);
    keepHeadingsWithText(items);
    return {};
}

Result<QList<SealPlace>> BodySetter::setText(const Surroundings &surroundings)
{
    SignatorySetter signatories(m_pages, m_document, m_stamp);
    Flow flow{std::move(m_title), {}};
    if (!surroundings.recipientsMoved && !m_recipients.empty())
        append(flow.items, std::move(m_recipients));
    else if (!m_document.title.isEmpty())
        appendRows(flow.items, 1);
    const TableTurning lastTable = signatories.rows() > 0 ? TableTurning::Avoided : TableTurning::Allowed;
    WENYI_CHECK(appendText(flow.items, lastTable, 0));
    FlowItems note = noteItems();

    const PageArea area = m_pages.area();
    flow.plan = planFlow(flow.items, area);
    FlowClosing closing{signatories.rows() + rowsOfItems(note), surroundings.imprintRoom, surroundings.evenPageOnly};
    if (closing.rows > MostClosingRows)
        closing = {MostClosingRows, 0, false}; // The rest goes on behind.
    else if (closing.imprintRoom > 0)
        closing.imprintRoom += note.empty() ? signatories.roomBelow() : 0;
    const auto closer = [this, lastTable](int part) -> Result<FlowItems> {
        FlowItems items;
        m_cell = TightCell;
        const auto set = appendText(items, lastTable, part);
        m_cell = Cell;
        WENYI_CHECK(set);
        return items;
    };
    WENYI_CHECK(closeFlow(flow, area, closing, closer));
    placeFlow(m_pages, std::move(flow.items), flow.plan);
    if (closing.rows > 0 && m_pages.canvas().orientation(m_pages.next().page) == Orientation::Sideways)
        m_pages.startPage();
    const QList<SealPlace> places = signatories.set();
    for (FlowItem &item : note) {
        m_pages.canvas().beginField(item.field);
        m_pages.addLine(std::move(item.line), item.x);
    }
    noteBottom(note.empty() ? signatories.roomBelow() : 0);
    return places;
}

void BodySetter::noteBottom(double roomBelow)
{
    const int row = m_pages.next().row;
    m_bottom = row == 0 ? m_pages.area().top : m_pages.topOf(row - 1) + Size3 + roomBelow;
}

Result<void> BodySetter::setAttachment(qsizetype index)
{
    const document::Attachment &attachment = m_document.attachments.at(index);
    const auto which = static_cast<int>(index);
    FlowItems text;
    WENYI_CHECK(appendBlocks(
        text, u"attachment"_s, attachment.body, TableTurning::Allowed, {MarkedPart::AttachmentBody, which}));
    for (FlowItem &item : text) {
        item.field = item.field.isEmpty() ? item.field : u"attachment"_s;
        item.headingLevel += item.headingLevel > 0 ? 1 : 0;
    }
    // 7.3.7: a new page; 附件 and its number in 3号黑体 at the first line's left, the title centred on the third line;
    // above a turned table they are turned with it.
    const Orientation orientation = text.empty() ? Orientation::Upright : text.front().orientation;
    const PageArea area = fullArea(orientation);
    const QString label = m_document.attachments.size() == 1 ? u"附件"_s : u"附件%1"_s.arg(index + 1);
    FlowItem labelItem;
    labelItem.field = u"attachmentLabel"_s;
    labelItem.line = setLine(label, FontRole::Hei, Size3, Black, m_pages.fonts());
    labelItem.orientation = orientation;
    FlowItems items{labelItem};
    appendRows(items, 1, orientation);
    FlowItems title = titleItems(u"attachmentTitle"_s, attachment.name, area, {MarkedPart::AttachmentName, which});
    if (!title.empty()) {
        title.front().headingLevel = 1;
        title.front().headingText = label + u' ' + attachment.name;
        title.front().rowsTogether = static_cast<int>(title.size());
    }
    for (FlowItem &item : title)
        item.orientation = orientation;
    append(items, std::move(title));
    appendRows(items, 1, orientation);
    append(items, std::move(text));
    keepHeadingsWithText(items);
    m_pages.startPage(orientation);
    const FlowPlan plan = planFlow(items, area);
    placeFlow(m_pages, std::move(items), plan);
    noteBottom(0);
    return {};
}

} // namespace wenyi::layout
