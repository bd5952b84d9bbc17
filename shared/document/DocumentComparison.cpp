// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentComparison.h"

#include "shared/document/DocumentFields.h"
#include "shared/document/UnitAlignment.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::document {

namespace {

constexpr QChar CellEnd = QChar(0x1F);
constexpr QChar RowEnd = QChar(0x1E);

enum Sort { Text, TableSort, PictureSort };

QString textOfTable(const Table &table)
{
    QStringList rows;
    for (const QStringList &row : table.rows)
        rows.append(row.join(CellEnd));
    return rows.join(RowEnd);
}

AlignedUnit unitOf(const Block &block)
{
    if (const auto *paragraph = std::get_if<Paragraph>(&block))
        return {u'p' + paragraph->text, paragraph->text, Text};
    if (const auto *heading = std::get_if<Heading>(&block))
        return {QString::number(heading->level) + heading->text, heading->text, Text};
    if (const auto *picture = std::get_if<Picture>(&block))
        return {u'i' + picture->source, picture->source, PictureSort};
    const auto &table = std::get<Table>(block);
    const QString text = textOfTable(table);
    const int shape = table.headRows * 3 + static_cast<int>(table.orientation);
    return {u't' + QString::number(shape) + CellEnd + text, text, TableSort};
}

QString textOf(const Block &block)
{
    if (const auto *paragraph = std::get_if<Paragraph>(&block))
        return paragraph->text;
    const auto *heading = std::get_if<Heading>(&block);
    return heading ? heading->text : QString();
}

QList<TextRun> wholly(RunChange change, const QString &text)
{
    return text.isEmpty() ? QList<TextRun>() : QList<TextRun>{{change, text}};
}

RunChange runChange(UnitChange change)
{
    switch (change) {
    case UnitChange::Deleted:
    case UnitChange::MovedAway:
        return RunChange::Deleted;
    case UnitChange::Inserted:
    case UnitChange::MovedHere:
        return RunChange::Inserted;
    default:
        return RunChange::Same;
    }
}

ComparedRow wholeRow(UnitChange change, const QStringList &row)
{
    ComparedRow compared;
    compared.change = change;
    compared.cellsBefore = runChange(change) == RunChange::Inserted ? 0 : row.size();
    compared.cellsAfter = runChange(change) == RunChange::Deleted ? 0 : row.size();
    for (const QString &cell : row)
        compared.cells.append(wholly(runChange(change), cell));
    return compared;
}

class Comparer
{
public:
    QList<TextRun> texts(const QString &before, const QString &after) { return compareTexts(before, after, m_budget); }

    QList<ComparedBlock> bodies(const QList<Block> &before, const QList<Block> &after)
    {
        const UnitAlignment alignment = alignUnits(units(before), units(after), Moving::Noticed, m_budget);
        QList<ComparedBlock> compared;
        for (const AlignedPair &pair : alignment.pairs)
            compared.append(block(before, after, pair));
        QSet<qsizetype> away;
        QSet<qsizetype> here;
        for (const AlignedPair &move : alignment.moves) {
            away.insert(move.before);
            here.insert(move.after);
        }
        for (ComparedBlock &one : compared) {
            if (one.after < 0 && away.contains(one.before))
                one.change = UnitChange::MovedAway;
            else if (one.before < 0 && here.contains(one.after))
                one.change = UnitChange::MovedHere;
        }
        return compared;
    }

    QList<ComparedAttachment> attachments(const QList<Attachment> &before, const QList<Attachment> &after)
    {
        QList<ComparedAttachment> compared;
        for (const AlignedPair &pair : alignUnits(units(before), units(after), Moving::Ignored, m_budget).pairs) {
            const Attachment from = pair.before < 0 ? Attachment() : before.at(pair.before);
            const Attachment to = pair.after < 0 ? Attachment() : after.at(pair.after);
            const UnitChange change = pair.before < 0  ? UnitChange::Inserted
                                      : pair.after < 0 ? UnitChange::Deleted
                                      : from == to     ? UnitChange::Same
                                                       : UnitChange::Changed;
            compared.append({change, texts(from.name, to.name), bodies(from.body, to.body)});
        }
        return compared;
    }

private:
    static QList<AlignedUnit> units(const QList<Block> &body)
    {
        QList<AlignedUnit> list;
        for (const Block &block : body)
            list.append(unitOf(block));
        return list;
    }

    static QList<AlignedUnit> units(const QList<Attachment> &attachments)
    {
        QList<AlignedUnit> list;
        for (const Attachment &attachment : attachments)
            list.append({attachment.name, attachment.name, 0});
        return list;
    }

    ComparedBlock block(const QList<Block> &before, const QList<Block> &after, const AlignedPair &pair)
    {
        ComparedBlock compared;
        compared.before = pair.before;
        compared.after = pair.after;
        compared.block = pair.after >= 0 ? after.at(pair.after) : before.at(pair.before);
        if (pair.before >= 0 && pair.after >= 0) {
            const Block &from = before.at(pair.before);
            compared.change = from == compared.block ? UnitChange::Same : UnitChange::Changed;
            compared.runs = texts(textOf(from), textOf(compared.block));
            if (const auto *table = std::get_if<Table>(&from))
                compared.rows = rows(*table, std::get<Table>(compared.block));
            return compared;
        }
        compared.change = pair.after >= 0 ? UnitChange::Inserted : UnitChange::Deleted;
        compared.runs = wholly(runChange(compared.change), textOf(compared.block));
        if (const auto *table = std::get_if<Table>(&compared.block)) {
            for (const QStringList &row : table->rows)
                compared.rows.append(wholeRow(compared.change, row));
        }
        return compared;
    }

    QList<ComparedRow> rows(const Table &before, const Table &after)
    {
        const auto unitsOf = [](const Table &table) {
            QList<AlignedUnit> list;
            for (const QStringList &row : table.rows)
                list.append({row.join(CellEnd), row.join(CellEnd), 0});
            return list;
        };
        QList<ComparedRow> compared;
        for (const AlignedPair &pair : alignUnits(unitsOf(before), unitsOf(after), Moving::Ignored, m_budget).pairs) {
            if (pair.before < 0)
                compared.append(wholeRow(UnitChange::Inserted, after.rows.at(pair.after)));
            else if (pair.after < 0)
                compared.append(wholeRow(UnitChange::Deleted, before.rows.at(pair.before)));
            else
                compared.append(row(before.rows.at(pair.before), after.rows.at(pair.after)));
        }
        return compared;
    }

    ComparedRow row(const QStringList &before, const QStringList &after)
    {
        ComparedRow compared;
        compared.change = before == after ? UnitChange::Same : UnitChange::Changed;
        compared.cellsBefore = before.size();
        compared.cellsAfter = after.size();
        for (qsizetype cell = 0; cell < std::max(before.size(), after.size()); ++cell)
            compared.cells.append(texts(before.value(cell), after.value(cell)));
        return compared;
    }

    AlignmentBudget m_budget;
};

void count(ChangeCount &counted, const QList<TextRun> &runs)
{
    for (const TextRun &run : runs) {
        if (run.change == RunChange::Inserted) {
            ++counted.insertions;
            counted.insertedCharacters += run.text.size();
        } else if (run.change == RunChange::Deleted) {
            ++counted.deletions;
            counted.deletedCharacters += run.text.size();
        }
    }
}

void count(ChangeCount &counted, const QList<ComparedBlock> &body)
{
    for (const ComparedBlock &block : body) {
        if (block.change == UnitChange::MovedHere)
            ++counted.moves;
        if (block.change == UnitChange::MovedAway || block.change == UnitChange::MovedHere)
            continue;
        count(counted, block.runs);
        for (const ComparedRow &row : block.rows) {
            for (const QList<TextRun> &cell : row.cells)
                count(counted, cell);
        }
        if (std::holds_alternative<Picture>(block.block)) {
            counted.insertions += block.change == UnitChange::Inserted ? 1 : 0;
            counted.deletions += block.change == UnitChange::Deleted ? 1 : 0;
        }
    }
}

/// The block made from its version before; nothing where that is another than was compared.
std::optional<Block> applied(const Block &before, const ComparedBlock &compared)
{
    if (textOf(before) != textBefore(compared.runs))
        return std::nullopt;
    Block block = compared.block;
    if (auto *paragraph = std::get_if<Paragraph>(&block))
        paragraph->text = textAfter(compared.runs);
    else if (auto *heading = std::get_if<Heading>(&block))
        heading->text = textAfter(compared.runs);
    else if (auto *table = std::get_if<Table>(&block)) {
        table->rows.clear();
        for (const ComparedRow &row : compared.rows) {
            if (row.change == UnitChange::Deleted)
                continue;
            QStringList cells;
            for (const QList<TextRun> &cell : row.cells.first(std::min(row.cellsAfter, row.cells.size())))
                cells.append(textAfter(cell));
            table->rows.append(cells);
        }
    }
    return block;
}

std::optional<QList<Block>> applied(const QList<Block> &before, const QList<ComparedBlock> &compared)
{
    QList<Block> body;
    for (const ComparedBlock &one : compared) {
        if (one.before >= before.size())
            return std::nullopt;
        if (one.after < 0)
            continue;
        const auto block = one.before < 0 ? one.block : applied(before.at(one.before), one);
        if (!block)
            return std::nullopt;
        body.append(*block);
    }
    return body;
}

} // namespace

DocumentComparison compareDocuments(const OfficialDocument &before, const OfficialDocument &after)
{
    Comparer comparer;
    DocumentComparison comparison;
    for (const QByteArray &name : fieldNames())
        comparison.fields.append({name, comparer.texts(fieldText(before, name), fieldText(after, name))});
    comparison.body = comparer.bodies(before.body, after.body);
    comparison.attachments = comparer.attachments(before.attachments, after.attachments);
    return comparison;
}

bool hasChanges(const DocumentComparison &comparison)
{
    const auto isSame = [](const auto &one) { return one.change == UnitChange::Same; };
    const auto isSameField = [](const ComparedField &field) { return !hasChanges(field.runs); };
    return !std::ranges::all_of(comparison.fields, isSameField) || !std::ranges::all_of(comparison.body, isSame)
           || !std::ranges::all_of(comparison.attachments, isSame);
}

ChangeCount countChanges(const DocumentComparison &comparison)
{
    ChangeCount counted;
    for (const ComparedField &field : comparison.fields)
        count(counted, field.runs);
    count(counted, comparison.body);
    for (const ComparedAttachment &attachment : comparison.attachments) {
        count(counted, attachment.name);
        count(counted, attachment.body);
    }
    return counted;
}

std::optional<OfficialDocument> applyComparison(const OfficialDocument &before, const DocumentComparison &comparison)
{
    OfficialDocument document;
    for (const ComparedField &field : comparison.fields) {
        if (textBefore(field.runs) != fieldText(before, field.name)
            || !setFieldText(document, field.name, textAfter(field.runs)))
            return std::nullopt;
    }
    const auto body = applied(before.body, comparison.body);
    if (!body)
        return std::nullopt;
    document.body = *body;
    qsizetype next = 0;
    for (const ComparedAttachment &one : comparison.attachments) {
        const bool isNew = one.change == UnitChange::Inserted;
        if (!isNew && next >= before.attachments.size())
            return std::nullopt;
        const Attachment from = isNew ? Attachment() : before.attachments.at(next++);
        const auto attachmentBody = applied(from.body, one.body);
        if (!attachmentBody || textBefore(one.name) != from.name)
            return std::nullopt;
        if (one.change != UnitChange::Deleted)
            document.attachments.append({textAfter(one.name), *attachmentBody});
    }
    return document;
}

} // namespace wenyi::document
