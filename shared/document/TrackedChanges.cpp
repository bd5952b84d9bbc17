// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/TrackedChanges.h"

#include "shared/document/DocumentFields.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace wenyi::document {

namespace {

void append(TrackedText &text, TrackedRun run)
{
    if (run.text.isEmpty())
        return;
    if (!text.isEmpty()) {
        TrackedRun &last = text.last();
        if (last.insertedBy == run.insertedBy && last.deletedBy == run.deletedBy && last.isMoved == run.isMoved) {
            last.text += run.text;
            return;
        }
    }
    text.append(std::move(run));
}

bool isWhollyGone(const TrackedText &text)
{
    return std::ranges::all_of(text, [](const TrackedRun &run) { return run.deletedBy != 0; });
}

bool wasChanged(const TrackedText &text)
{
    return std::ranges::any_of(text, [](const TrackedRun &run) { return run.insertedBy != 0 || run.deletedBy != 0; });
}

QString plainText(const TrackedText &text)
{
    QString plain;
    for (const TrackedRun &run : text)
        plain += run.text;
    return plain;
}

/// The text with its marks at its place; line ends of lists as the page parts them.
QString put(MarkedDocument &marked, const MarkedPlace &place, const TrackedText &text)
{
    const QString plain = plainText(text);
    qsizetype at = 0;
    for (const TrackedRun &run : text) {
        if (run.insertedBy != 0 || run.deletedBy != 0)
            marked.marks[place].append({at, run.text.size(), run.insertedBy, run.deletedBy, run.isMoved});
        at += run.text.size();
    }
    return plain;
}

TrackedText original(const QString &text)
{
    return text.isEmpty() ? TrackedText() : TrackedText{{text}};
}

AuthorShare &shareOf(MarkedDocument &marked, int revision)
{
    const RevisionMaker &maker = marked.makers.at(revision);
    auto share = std::ranges::find(marked.authors, maker.author, &AuthorShare::author);
    if (share == marked.authors.end()) {
        marked.authors.append({maker.author, {}});
        share = marked.authors.end() - 1;
    }
    if (!share->revisions.contains(maker))
        share->revisions.append(maker);
    return *share;
}

void countIn(MarkedDocument &marked, int insertedBy, int deletedBy, qsizetype characters, bool isMoved = false)
{
    if (isMoved) {
        if (insertedBy != 0 && deletedBy == 0)
            ++shareOf(marked, insertedBy).moves;
        return;
    }
    if (insertedBy != 0) {
        AuthorShare &share = shareOf(marked, insertedBy);
        ++share.insertions;
        share.insertedCharacters += characters;
    }
    if (deletedBy != 0) {
        AuthorShare &share = shareOf(marked, deletedBy);
        ++share.deletions;
        share.deletedCharacters += characters;
    }
}

void countAuthors(MarkedDocument &marked)
{
    for (const auto &[place, spans] : marked.marks) {
        for (const MarkedSpan &span : spans)
            countIn(marked, span.insertedBy, span.deletedBy, span.length, span.isMoved);
    }
    for (const FieldHistory &field : std::as_const(marked.fields)) {
        for (const TrackedRun &run : field.text)
            countIn(marked, run.insertedBy, run.deletedBy, run.text.size());
    }
    const auto firstRevision = [&marked](const AuthorShare &share) {
        return std::ranges::find(marked.makers, share.author, &RevisionMaker::author) - marked.makers.begin();
    };
    std::ranges::sort(marked.authors, {}, firstRevision);
}

QString textOf(const QList<Block> &body, const MarkedPlace &place)
{
    const Block block = body.value(place.block);
    if (const auto *paragraph = std::get_if<Paragraph>(&block))
        return paragraph->text;
    if (const auto *heading = std::get_if<Heading>(&block))
        return heading->text;
    const auto *table = std::get_if<Table>(&block);
    return table ? table->rows.value(place.row).value(place.column) : QString();
}

QString textAt(const OfficialDocument &document, const MarkedPlace &place)
{
    switch (place.part) {
    case MarkedPart::Title:
        return document.title;
    case MarkedPart::Recipients:
        return document.recipients.join(u'，');
    case MarkedPart::Body:
        return textOf(document.body, place);
    case MarkedPart::AttachmentName:
        return document.attachments.value(place.attachment).name;
    case MarkedPart::AttachmentBody:
        return textOf(document.attachments.value(place.attachment).body, place);
    case MarkedPart::Note:
        break;
    }
    return document.note;
}

constexpr std::pair<const char *, MarkedPart> shownFields[] = {
    {"title", MarkedPart::Title}, {"recipients", MarkedPart::Recipients}, {"note", MarkedPart::Note}};

} // namespace

int MarkedDocument::authorOf(int revision) const
{
    if (revision <= 0 || revision >= makers.size())
        return -1;
    const auto share = std::ranges::find(authors, makers.at(revision).author, &AuthorShare::author);
    return share == authors.end() ? -1 : static_cast<int>(share - authors.begin());
}

QList<MarkedChange> changesOf(const MarkedDocument &document)
{
    QList<MarkedChange> changes;
    for (const auto &[place, spans] : document.marks) {
        const QString text = textAt(document.document, place);
        for (const MarkedSpan &span : spans)
            changes.append({place, span, text.mid(span.start, span.length)});
    }
    return changes;
}

ChangeTracking::ChangeTracking(const OfficialDocument &base, const RevisionMaker &maker)
    : m_latest(base)
    , m_makers{maker}
{
    for (const QByteArray &name : fieldNames())
        m_fields.append({name, original(fieldText(base, name))});
    // Everything of the base is new to a tracking that has nothing yet; revision 0 leaves no marks.
    const DocumentComparison comparison = compareDocuments({}, base);
    foldBody(m_body, comparison.body);
    foldAttachments(comparison.attachments);
}

bool ChangeTracking::isSamePerson(int one, int other) const
{
    return one != 0 && other != 0 && m_makers.at(one).author == m_makers.at(other).author;
}

TrackedText ChangeTracking::folded(const TrackedText &text, const QList<TextRun> &runs, bool isMoved) const
{
    const int revision = static_cast<int>(m_makers.size()) - 1;
    TrackedText result;
    qsizetype index = 0;  // Of the run in `text` that comes next,
    qsizetype offset = 0; // and what of it is done.
    const auto copyGone = [&] {
        while (index < text.size() && text.at(index).deletedBy != 0)
            append(result, text.at(index++));
    };
    for (const TextRun &run : runs) {
        if (run.change == RunChange::Inserted) {
            append(result, {run.text, revision, 0, isMoved});
            continue;
        }
        for (qsizetype left = run.text.size(); left > 0;) {
            copyGone();
            if (index >= text.size())
                break;
            TrackedRun part = text.at(index);
            part.text = part.text.mid(offset, left);
            left -= part.text.size();
            offset += part.text.size();
            if (offset == text.at(index).text.size()) {
                ++index;
                offset = 0;
            }
            if (run.change == RunChange::Deleted) {
                if (isSamePerson(part.insertedBy, revision))
                    continue;
                part.deletedBy = revision;
                part.isMoved = part.isMoved || isMoved;
            }
            append(result, part);
        }
        copyGone();
    }
    while (index < text.size())
        append(result, text.at(index++));
    return result;
}

ChangeTracking::Unit ChangeTracking::newUnit(const ComparedBlock &compared) const
{
    Unit unit;
    unit.block = compared.block;
    unit.insertedBy = static_cast<int>(m_makers.size()) - 1;
    unit.text = folded({}, compared.runs, compared.change == UnitChange::MovedHere);
    foldRows(unit.rows, compared.rows);
    return unit;
}

void ChangeTracking::foldRows(QList<Row> &rows, const QList<ComparedRow> &compared) const
{
    const int revision = static_cast<int>(m_makers.size()) - 1;
    QList<Row> result;
    qsizetype next = 0;
    const auto copyGone = [&] {
        while (next < rows.size() && rows.at(next).deletedBy != 0)
            result.append(rows.at(next++));
    };
    for (const ComparedRow &one : compared) {
        copyGone();
        Row row = one.change == UnitChange::Inserted || next >= rows.size() ? Row() : rows.at(next++);
        row.cells.resize(std::max(row.cells.size(), one.cells.size()));
        for (qsizetype cell = 0; cell < one.cells.size(); ++cell)
            row.cells[cell] = folded(row.cells.at(cell), one.cells.at(cell));
        row.deletedBy = one.change == UnitChange::Deleted ? revision : 0;
        const auto isEmpty = [](const TrackedText &cell) { return cell.isEmpty(); };
        if (row.deletedBy == 0 || !std::ranges::all_of(row.cells, isEmpty))
            result.append(row);
    }
    copyGone();
    rows = result;
}

void ChangeTracking::foldUnit(Unit &unit, const ComparedBlock &compared) const
{
    unit.text = folded(unit.text, compared.runs, compared.change == UnitChange::MovedAway);
    foldRows(unit.rows, compared.rows);
    if (compared.after >= 0)
        unit.block = compared.block;
    else
        unit.deletedBy = static_cast<int>(m_makers.size()) - 1;
}

void ChangeTracking::foldBody(Body &body, const QList<ComparedBlock> &compared) const
{
    QList<Unit> result;
    qsizetype next = 0;
    const auto copyGone = [&] {
        while (next < body.units.size() && body.units.at(next).deletedBy != 0)
            result.append(body.units.at(next++));
    };
    for (const ComparedBlock &one : compared) {
        copyGone();
        if (one.before < 0) {
            result.append(newUnit(one));
            continue;
        }
        if (next >= body.units.size())
            break;
        Unit unit = body.units.at(next++);
        foldUnit(unit, one);
        const bool isNothing = unit.text.isEmpty() && unit.rows.isEmpty();
        if (unit.deletedBy != 0 && (isNothing || isSamePerson(unit.insertedBy, unit.deletedBy))
            && isWhollyGone(unit.text) && !wasChanged(unit.text))
            continue; // Its own author took it out again, or nothing can be shown of it (a picture).
        result.append(unit);
    }
    copyGone();
    body.units = result;
}

void ChangeTracking::foldAttachments(const QList<ComparedAttachment> &compared)
{
    QList<TrackedAttachment> result;
    qsizetype next = 0;
    const auto copyGone = [&] {
        while (next < m_attachments.size() && m_attachments.at(next).deletedBy != 0)
            result.append(m_attachments.at(next++));
    };
    for (const ComparedAttachment &one : compared) {
        copyGone();
        TrackedAttachment attachment;
        if (one.change != UnitChange::Inserted && next < m_attachments.size())
            attachment = m_attachments.at(next++);
        attachment.name = folded(attachment.name, one.name);
        foldBody(attachment.body, one.body);
        if (one.change == UnitChange::Deleted)
            attachment.deletedBy = static_cast<int>(m_makers.size()) - 1;
        if (attachment.deletedBy == 0 || !attachment.name.isEmpty())
            result.append(attachment);
    }
    copyGone();
    m_attachments = result;
}

void ChangeTracking::add(const OfficialDocument &revision, const RevisionMaker &maker)
{
    const DocumentComparison comparison = compareDocuments(m_latest, revision);
    m_makers.append(maker);
    for (qsizetype i = 0; i < m_fields.size(); ++i)
        m_fields[i].text = folded(m_fields.at(i).text, comparison.fields.at(i).runs);
    foldBody(m_body, comparison.body);
    foldAttachments(comparison.attachments);
    m_latest = revision;
}

void ChangeTracking::markBody(MarkedDocument &marked, QList<Block> &blocks, const Body &body, MarkedPlace place) const
{
    for (const Unit &unit : body.units) {
        place.block = static_cast<int>(blocks.size());
        place.row = place.column = -1;
        Block block = unit.block;
        if (auto *paragraph = std::get_if<Paragraph>(&block)) {
            paragraph->text = put(marked, place, unit.text);
        } else if (auto *heading = std::get_if<Heading>(&block)) {
            heading->text = put(marked, place, unit.text);
        } else if (auto *table = std::get_if<Table>(&block)) {
            table->rows.clear();
            for (const Row &row : unit.rows) {
                place.row = static_cast<int>(table->rows.size());
                QStringList cells;
                for (const TrackedText &cell : row.cells) {
                    place.column = static_cast<int>(cells.size());
                    cells.append(put(marked, place, cell));
                }
                table->rows.append(cells);
            }
        } else if (unit.deletedBy != 0) {
            continue; // A picture that is gone.
        }
        blocks.append(block);
    }
}

MarkedDocument ChangeTracking::marked() const
{
    MarkedDocument marked;
    marked.document = m_latest;
    marked.makers = m_makers;
    for (const FieldHistory &field : m_fields) {
        if (!wasChanged(field.text))
            continue;
        const auto shown = std::ranges::find(shownFields, field.name, &std::pair<const char *, MarkedPart>::first);
        if (shown == std::end(shownFields)) {
            marked.fields.append(field);
            continue;
        }
        TrackedText text = field.text;
        for (TrackedRun &run : text)
            run.text.replace(u'\n', u'，'); // As the page parts the recipients.
        setFieldText(marked.document, field.name, put(marked, {shown->second}, text));
    }
    marked.document.body.clear();
    markBody(marked, marked.document.body, m_body, {MarkedPart::Body});
    marked.document.attachments.clear();
    for (const TrackedAttachment &attachment : m_attachments) {
        Attachment shown;
        const int index = static_cast<int>(marked.document.attachments.size());
        shown.name = put(marked, {MarkedPart::AttachmentName, index}, attachment.name);
        markBody(marked, shown.body, attachment.body, {MarkedPart::AttachmentBody, index});
        marked.document.attachments.append(shown);
    }
    countAuthors(marked);
    return marked;
}

} // namespace wenyi::document
