// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/UnitAlignment.h"

#include <QHash>

#include <algorithm>
#include <vector>

namespace wenyi::document {

namespace {

/// Shorter paragraphs repeat by chance (以上。) and are not called moved.
constexpr qsizetype ShortestMove = 6;
/// How far behind the last pair a unit that is alike is looked for.
constexpr qsizetype Window = 16;
/// So much of a unit's text is looked at for likeness.
constexpr qsizetype LongestLook = 2'000;
/// The share of common pairs of characters from which two units are one that was changed.
constexpr double LeastLikeness = 0.4;

using Digrams = std::vector<quint32>;

Digrams digramsOf(const AlignedUnit &unit)
{
    Digrams digrams;
    const QStringView text = QStringView(unit.text).left(LongestLook);
    for (qsizetype at = 0; at + 1 < text.size(); ++at)
        digrams.push_back((quint32(text.at(at).unicode()) << 16) | text.at(at + 1).unicode());
    std::ranges::sort(digrams);
    return digrams;
}

/// 1 for the same pairs of characters, 0 for none in common.
double likeness(const Digrams &one, const Digrams &other)
{
    if (one.empty() || other.empty())
        return 0;
    size_t common = 0;
    for (size_t i = 0, j = 0; i < one.size() && j < other.size();) {
        common += one[i] == other[j] ? 1 : 0;
        const bool isBefore = one[i] < other[j];
        const bool isBehind = other[j] < one[i];
        i += isBehind ? 0 : 1;
        j += isBefore ? 0 : 1;
    }
    return 2.0 * static_cast<double>(common) / static_cast<double>(one.size() + other.size());
}

QStringList keysOf(const QList<AlignedUnit> &units)
{
    QStringList keys;
    for (const AlignedUnit &unit : units)
        keys.append(unit.key);
    return keys;
}

/// What stands alone on both sides and is the same, once on each.
QList<AlignedPair> movesIn(
    const QList<AlignedPair> &pairs, const QList<AlignedUnit> &before, const QList<AlignedUnit> &after)
{
    struct Place
    {
        AlignedPair pair;
        int times = 0;
    };
    QHash<QString, Place> places;
    for (const AlignedPair &pair : pairs) {
        if (pair.before >= 0 && pair.after >= 0)
            continue;
        const AlignedUnit &unit = pair.before >= 0 ? before.at(pair.before) : after.at(pair.after);
        if (unit.text.size() < ShortestMove)
            continue;
        Place &place = places[unit.key];
        qsizetype &side = pair.before >= 0 ? place.pair.before : place.pair.after;
        place.times += side >= 0 ? 2 : 1;
        side = pair.before >= 0 ? pair.before : pair.after;
    }
    QList<AlignedPair> moves;
    for (const Place &place : std::as_const(places)) {
        if (place.times == 2 && place.pair.before >= 0 && place.pair.after >= 0)
            moves.append(place.pair);
    }
    std::ranges::sort(moves, {}, &AlignedPair::before);
    return moves;
}

/// Pairs what is alike in one gap, in order.
class GapPairing
{
public:
    GapPairing(const QList<AlignedUnit> &before, const QList<AlignedUnit> &after, const QList<AlignedPair> &moves)
        : m_before(before)
        , m_after(after)
    {
        for (const AlignedPair &move : moves) {
            m_movedBefore.insert(move.before, true);
            m_movedAfter.insert(move.after, true);
        }
    }

    void append(QList<AlignedPair> &pairs, const QList<qsizetype> &gone, const QList<qsizetype> &added) const
    {
        std::vector<Digrams> digrams;
        for (const qsizetype at : added)
            digrams.push_back(m_movedAfter.contains(at) ? Digrams() : digramsOf(m_after.at(at)));
        qsizetype next = 0; // Of what was added: behind the last pair.
        for (const qsizetype at : gone) {
            const qsizetype match = m_movedBefore.contains(at) ? -1 : bestMatch(m_before.at(at), added, digrams, next);
            if (match < 0) {
                pairs.append({at, -1});
                continue;
            }
            while (next < match)
                pairs.append({-1, added.at(next++)});
            pairs.append({at, added.at(next++)});
        }
        while (next < added.size())
            pairs.append({-1, added.at(next++)});
    }

private:
    qsizetype bestMatch(const AlignedUnit &unit, const QList<qsizetype> &added, const std::vector<Digrams> &digrams,
        qsizetype next) const
    {
        const Digrams own = digramsOf(unit);
        qsizetype best = -1;
        double bestLikeness = LeastLikeness;
        for (qsizetype at = next; at < std::min(added.size(), next + Window); ++at) {
            if (m_after.at(added.at(at)).sort != unit.sort)
                continue;
            const double found = likeness(own, digrams[static_cast<size_t>(at)]);
            if (found <= bestLikeness)
                continue;
            best = at;
            bestLikeness = found;
        }
        return best;
    }

    const QList<AlignedUnit> &m_before;
    const QList<AlignedUnit> &m_after;
    QHash<qsizetype, bool> m_movedBefore;
    QHash<qsizetype, bool> m_movedAfter;
};

} // namespace

UnitAlignment alignUnits(
    const QList<AlignedUnit> &before, const QList<AlignedUnit> &after, Moving moving, AlignmentBudget &budget)
{
    const QStringList from = keysOf(before);
    const QStringList to = keysOf(after);
    if (std::ranges::lexicographical_compare(to, from)) {
        UnitAlignment other = alignUnits(after, before, moving, budget);
        other.moves = exchanged(other.moves);
        other.pairs = exchanged(other.pairs);
        return other;
    }
    const QList<AlignedPair> equal = alignEqual(from, to, budget);
    UnitAlignment alignment;
    if (moving == Moving::Noticed)
        alignment.moves = movesIn(equal, before, after);
    const GapPairing pairing(before, after, alignment.moves);
    QList<qsizetype> gone;
    QList<qsizetype> added;
    for (const AlignedPair &pair : equal) {
        if (pair.after < 0) {
            gone.append(pair.before);
        } else if (pair.before < 0) {
            added.append(pair.after);
        } else {
            pairing.append(alignment.pairs, std::exchange(gone, {}), std::exchange(added, {}));
            alignment.pairs.append(pair);
        }
    }
    pairing.append(alignment.pairs, gone, added);
    return alignment;
}

} // namespace wenyi::document
