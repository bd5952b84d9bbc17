// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/ChangeAuthors.h"

#include "shared/document/DocumentFields.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::document {

namespace {

constexpr std::pair<const char *, MarkedPart> shownFields[] = {
    {"title", MarkedPart::Title}, {"recipients", MarkedPart::Recipients}, {"note", MarkedPart::Note}};

/// The page parts the entries of a list by commas, a comparison by line ends.
QString partedAsOnPages(QString text)
{
    return text.replace(u'\n', u'，');
}

} // namespace

void ChangeAuthors::Version::append(const QString &more, int revision)
{
    if (more.isEmpty())
        return;
    text += more;
    if (!ends.isEmpty() && ends.constLast().second == revision)
        ends.last().first = text.size();
    else
        ends.append({text.size(), revision});
}

void ChangeAuthors::Version::skip(const QString &passed)
{
    isLost = isLost || partedAsOnPages(text.mid(at, passed.size())) != partedAsOnPages(passed);
    at += passed.size();
}

void ChangeAuthors::Version::take(QList<AuthoredRun> &result, const TextRun &run)
{
    const qsizetype start = at;
    skip(run.text);
    if (isLost) {
        result.append({run, 0});
        return;
    }
    const auto first = std::ranges::upper_bound(ends, start, {}, &std::pair<qsizetype, int>::first);
    qsizetype from = start;
    for (auto end = first; end != ends.end() && from < at; ++end) {
        const qsizetype to = std::min(end->first, at);
        result.append({{run.change, run.text.mid(from - start, to - from)}, end->second});
        from = to;
    }
}

void ChangeAuthors::Stream::append(const QString &text, int insertedBy, int deletedBy)
{
    if (insertedBy == 0)
        before.append(text, deletedBy);
    if (deletedBy == 0)
        after.append(text, insertedBy);
}

QList<AuthoredRun> ChangeAuthors::Stream::take(const QList<TextRun> &runs)
{
    QList<AuthoredRun> result;
    for (const TextRun &run : runs) {
        switch (run.change) {
        case RunChange::Same:
            before.skip(run.text);
            after.skip(run.text);
            result.append({run, 0});
            break;
        case RunChange::Deleted:
            before.take(result, run);
            break;
        case RunChange::Inserted:
            after.take(result, run);
            break;
        }
    }
    return result;
}

ChangeAuthors::ChangeAuthors(const MarkedDocument &marked)
{
    for (const QByteArray &name : fieldNames())
        m_fields[name].append(fieldText(marked.document, name), 0, 0);
    for (const FieldHistory &field : marked.fields) {
        Stream &stream = m_fields[field.name] = {};
        for (const TrackedRun &run : field.text)
            stream.append(run.text, run.insertedBy, run.deletedBy);
    }
    for (const auto &[name, part] : shownFields) {
        Stream &stream = m_fields[name] = {};
        appendText(stream, marked, {part}, fieldText(marked.document, name));
    }
    appendBody(marked, marked.document.body, {MarkedPart::Body});
    for (int i = 0; i < marked.document.attachments.size(); ++i) {
        const Attachment &attachment = marked.document.attachments.at(i);
        appendText(m_texts, marked, {MarkedPart::AttachmentName, i}, attachment.name);
        appendBody(marked, attachment.body, {MarkedPart::AttachmentBody, i});
    }
}

void ChangeAuthors::appendText(
    Stream &stream, const MarkedDocument &marked, const MarkedPlace &place, const QString &text)
{
    const auto found = marked.marks.find(place);
    qsizetype at = 0;
    if (found != marked.marks.end()) {
        for (const MarkedSpan &span : found->second) {
            stream.append(text.mid(at, span.start - at), 0, 0);
            stream.append(text.mid(span.start, span.length), span.insertedBy, span.deletedBy);
            at = span.start + span.length;
        }
    }
    stream.append(text.mid(at), 0, 0);
}

void ChangeAuthors::appendBody(const MarkedDocument &marked, const QList<Block> &body, MarkedPlace place)
{
    for (int block = 0; block < body.size(); ++block) {
        place.block = block;
        place.row = place.column = -1;
        if (const auto *paragraph = std::get_if<Paragraph>(&body.at(block))) {
            appendText(m_texts, marked, place, paragraph->text);
        } else if (const auto *heading = std::get_if<Heading>(&body.at(block))) {
            appendText(m_texts, marked, place, heading->text);
        } else if (const auto *table = std::get_if<Table>(&body.at(block))) {
            for (place.row = 0; place.row < table->rows.size(); ++place.row) {
                const QStringList &cells = table->rows.at(place.row);
                for (place.column = 0; place.column < cells.size(); ++place.column)
                    appendText(m_texts, marked, place, cells.at(place.column));
            }
        }
    }
}

QList<AuthoredRun> ChangeAuthors::ofField(const QByteArray &name, const QList<TextRun> &runs)
{
    return m_fields[name].take(runs);
}

QList<AuthoredRun> ChangeAuthors::ofNext(const QList<TextRun> &runs)
{
    return m_texts.take(runs);
}

} // namespace wenyi::document
