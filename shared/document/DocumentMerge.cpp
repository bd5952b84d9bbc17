// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentMerge.h"

#include "shared/document/DocumentFields.h"

#include <map>
#include <tuple>

namespace wenyi::document {

namespace {

void appendBody(
    QList<Difference> &differences, const QList<ComparedBlock> &body, DifferencePart part, qsizetype attachment)
{
    for (qsizetype i = 0; i < body.size(); ++i) {
        const UnitChange change = body.at(i).change;
        if (change == UnitChange::Same || change == UnitChange::MovedAway)
            continue;
        if (part == DifferencePart::Body)
            differences.append({part, i, -1, change});
        else
            differences.append({part, attachment, i, change});
    }
}

/// Which differences are undone, by their places.
class Choice
{
public:
    Choice(const QList<Difference> &differences, const QList<bool> &keepsBefore)
    {
        for (qsizetype i = 0; i < differences.size(); ++i) {
            const Difference &one = differences.at(i);
            m_kept[{one.part, one.index, one.block}] = keepsBefore.value(i);
        }
    }

    bool keepsBefore(DifferencePart part, qsizetype index, qsizetype block = -1) const
    {
        const auto found = m_kept.find({part, index, block});
        return found != m_kept.end() && found->second;
    }

private:
    std::map<std::tuple<DifferencePart, qsizetype, qsizetype>, bool> m_kept;
};

/// The block of a moved paragraph at its new place; the same paragraph stands at both.
qsizetype newPlaceOf(const QList<ComparedBlock> &body, const Block &block)
{
    for (qsizetype i = 0; i < body.size(); ++i) {
        if (body.at(i).change == UnitChange::MovedHere && body.at(i).block == block)
            return i;
    }
    return -1;
}

template<typename KeepsBefore>
QList<Block> mergedBody(
    const QList<Block> &before, const QList<ComparedBlock> &compared, const KeepsBefore &keepsBefore)
{
    QList<Block> body;
    for (qsizetype i = 0; i < compared.size(); ++i) {
        const ComparedBlock &one = compared.at(i);
        const bool isMoved = one.change == UnitChange::MovedAway;
        const bool isKept = keepsBefore(isMoved ? newPlaceOf(compared, one.block) : i);
        // What stands in one of the two only is taken with it. (A list and not append(): GCC 12 at -O3 believes that
        // the copy of a block is read before it is written.)
        if ((isKept ? one.before : one.after) >= 0)
            body += isKept ? before.sliced(one.before, 1) : QList<Block>{one.block};
    }
    return body;
}

} // namespace

QList<Difference> differencesOf(const DocumentComparison &comparison)
{
    QList<Difference> differences;
    for (qsizetype i = 0; i < comparison.fields.size(); ++i) {
        if (hasChanges(comparison.fields.at(i).runs))
            differences.append({DifferencePart::Field, i, -1, UnitChange::Changed});
    }
    appendBody(differences, comparison.body, DifferencePart::Body, -1);
    for (qsizetype i = 0; i < comparison.attachments.size(); ++i) {
        const ComparedAttachment &attachment = comparison.attachments.at(i);
        const bool isWhole = attachment.change == UnitChange::Deleted || attachment.change == UnitChange::Inserted;
        if (isWhole || hasChanges(attachment.name))
            differences.append({DifferencePart::AttachmentName, i, -1, attachment.change});
        if (!isWhole)
            appendBody(differences, attachment.body, DifferencePart::AttachmentBody, i);
    }
    return differences;
}

OfficialDocument mergeVersions(const OfficialDocument &before, const OfficialDocument &after,
    const DocumentComparison &comparison, const QList<bool> &keepsBefore)
{
    const Choice choice(differencesOf(comparison), keepsBefore);
    OfficialDocument merged = after;
    for (qsizetype i = 0; i < comparison.fields.size(); ++i) {
        const QByteArray &name = comparison.fields.at(i).name;
        if (choice.keepsBefore(DifferencePart::Field, i))
            setFieldText(merged, name, fieldText(before, name));
    }
    merged.body = mergedBody(
        before.body, comparison.body, [&](qsizetype block) { return choice.keepsBefore(DifferencePart::Body, block); });
    merged.attachments.clear();
    qsizetype next = 0;
    for (qsizetype i = 0; i < comparison.attachments.size(); ++i) {
        const ComparedAttachment &one = comparison.attachments.at(i);
        const bool isKept = choice.keepsBefore(DifferencePart::AttachmentName, i);
        const Attachment from = one.change == UnitChange::Inserted ? Attachment() : before.attachments.value(next++);
        if ((one.change == UnitChange::Inserted && isKept) || (one.change == UnitChange::Deleted && !isKept))
            continue;
        const bool isWhole = one.change == UnitChange::Deleted || one.change == UnitChange::Inserted;
        const auto keepsBlock = [&](qsizetype block) {
            return isWhole ? isKept : choice.keepsBefore(DifferencePart::AttachmentBody, i, block);
        };
        merged.attachments.append(
            {isKept ? from.name : textAfter(one.name), mergedBody(from.body, one.body, keepsBlock)});
    }
    return merged;
}

} // namespace wenyi::document
