// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/RemarkAnchor.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace wenyi::document {

namespace {

qsizetype countBlocks(const OfficialDocument &document, int part)
{
    if (part == 0)
        return document.body.size();
    return part > 0 && part <= document.attachments.size() ? document.attachments.at(part - 1).body.size() : 0;
}

/// The occurrence of the words in a text that begins nearest to `start`.
std::optional<qsizetype> nearest(const QString &text, const QString &words, qsizetype start)
{
    std::optional<qsizetype> best;
    for (qsizetype at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
        if (!best || std::abs(at - start) < std::abs(*best - start))
            best = at;
    }
    return best;
}

/// The block with just this text that is nearest to where it was: the words may stand in several.
std::optional<RemarkPlace> findWholeBlock(
    const RemarkPlace &place, const QString &text, const OfficialDocument &after, int blocks)
{
    std::optional<RemarkPlace> best;
    RemarkPlace candidate = place;
    for (candidate.block = 0; candidate.block < blocks; ++candidate.block) {
        const bool isNearer = !best || std::abs(candidate.block - place.block) < std::abs(best->block - place.block);
        if (isNearer && textAt(after, candidate) == text)
            best = candidate;
    }
    return best;
}

std::optional<RemarkPlace> findWords(
    const RemarkPlace &place, const QString &words, const OfficialDocument &after, int blocks)
{
    std::optional<RemarkPlace> best;
    RemarkPlace candidate = place;
    for (candidate.block = 0; candidate.block < blocks; ++candidate.block) {
        if (best && std::abs(candidate.block - place.block) >= std::abs(best->block - place.block))
            continue;
        if (const auto at = nearest(textAt(after, candidate), words, place.start)) {
            candidate.start = static_cast<int>(*at);
            best = candidate;
        }
    }
    return best;
}

} // namespace

AnchoredPlace reanchor(const RemarkPlace &remarked, const OfficialDocument &before, const OfficialDocument &after)
{
    const QString text = textAt(before, remarked);
    RemarkPlace place = remarked; // Never longer than the text it was on.
    place.start = static_cast<int>(std::clamp<qsizetype>(place.start, 0, text.size()));
    const QString words = text.mid(place.start, std::max(place.length, 0));
    place.length = static_cast<int>(words.size());
    const int blocks = static_cast<int>(countBlocks(after, place.part));
    auto found = text.isEmpty() ? std::nullopt : findWholeBlock(place, text, after, blocks);
    if (!found && !words.isEmpty())
        found = findWords(place, words, after, blocks);
    if (found)
        return {*found, *found == place ? Anchoring::Kept : Anchoring::Moved};
    const bool isPartGone = place.part < 0 || place.part > after.attachments.size();
    const int block = isPartGone ? 0 : std::clamp(place.block, 0, std::max(blocks - 1, 0));
    return {{isPartGone ? 0 : place.part, block, 0, 0}, Anchoring::Lost};
}

QList<Remark> reanchored(const QList<Remark> &remarks, const OfficialDocument &before, const OfficialDocument &after)
{
    QList<Remark> moved = remarks;
    for (Remark &remark : moved)
        remark.place = reanchor(remark.place, before, after).place;
    return moved;
}

} // namespace wenyi::document
