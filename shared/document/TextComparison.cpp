// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/TextComparison.h"

#include <algorithm>
#include <vector>

namespace wenyi::document {

namespace {

/// So few characters between two changes are not worth keeping apart.
constexpr qsizetype ShortSame = 1;
/// Where less than one part in this many stayed, the whole is replaced.
constexpr qsizetype LeastSame = 4;

bool endsSentence(QChar character)
{
    return QStringView(u"。！？；\n").contains(character);
}

bool closes(QChar character)
{
    return QStringView(u"”’）》」』").contains(character);
}

QStringList sentencesOf(const QString &text)
{
    QStringList sentences;
    qsizetype begin = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const bool isLast = at + 1 == text.size();
        if (!isLast && !endsSentence(text.at(at)))
            continue;
        qsizetype end = at + 1;
        while (end < text.size() && (closes(text.at(end)) || endsSentence(text.at(end))))
            ++end;
        sentences.append(text.mid(begin, end - begin));
        begin = end;
        at = end - 1;
    }
    return sentences;
}

enum class TokenKind { Single, Figures, Letters };

TokenKind kindOf(QChar character)
{
    if (character.isDigit())
        return TokenKind::Figures;
    return character.script() == QChar::Script_Latin ? TokenKind::Letters : TokenKind::Single;
}

/// Figures and Western words stay whole; so does a character with the marks that belong to it.
QStringList tokensOf(const QString &text)
{
    QStringList tokens;
    for (qsizetype at = 0; at < text.size();) {
        const TokenKind kind = kindOf(text.at(at));
        qsizetype end = at + 1;
        if (text.at(at).isHighSurrogate() && end < text.size() && text.at(end).isLowSurrogate())
            ++end;
        while (end < text.size() && kind != TokenKind::Single && kindOf(text.at(end)) == kind)
            ++end;
        while (end < text.size() && text.at(end).isMark())
            ++end;
        // Variation selectors of names (IVS) lie beyond the first plane.
        while (end + 1 < text.size() && text.at(end) == QChar(0xDB40) && text.at(end + 1).isLowSurrogate())
            end += 2;
        tokens.append(text.mid(at, end - at));
        at = end;
    }
    return tokens;
}

/// What stayed, and what was changed behind it.
struct Piece
{
    QString same, deleted, inserted;

    bool isChange() const { return !deleted.isEmpty() || !inserted.isEmpty(); }
    qsizetype changed() const { return std::max(deleted.size(), inserted.size()); }
};

/// Whether what stayed between two changes only tears them apart.
bool isNoise(const Piece &before, const Piece &piece)
{
    const qsizetype same = piece.same.size();
    if (!before.isChange() || !piece.isChange())
        return false;
    return same <= ShortSame || (same <= 4 && same <= before.changed() && same <= piece.changed());
}

std::vector<Piece> grouped(const std::vector<Piece> &pieces)
{
    std::vector<Piece> groups;
    for (const Piece &piece : pieces) {
        groups.push_back(piece);
        while (groups.size() > 1 && isNoise(groups[groups.size() - 2], groups.back())) {
            const Piece last = std::move(groups.back());
            groups.pop_back();
            groups.back().deleted += last.same + last.deleted;
            groups.back().inserted += last.same + last.inserted;
        }
    }
    return groups;
}

/// A sentence that was added or taken out begins behind the mark before it: 甲。[乙。]丙 and not 甲[。乙]。丙.
void moveBehindMarks(std::vector<Piece> &pieces)
{
    for (size_t i = 0; i + 1 < pieces.size(); ++i) {
        Piece &piece = pieces[i];
        Piece &next = pieces[i + 1];
        if (piece.deleted.isEmpty() == piece.inserted.isEmpty() || (next.isChange() && next.same.size() < 2))
            continue;
        QString &text = piece.deleted.isEmpty() ? piece.inserted : piece.deleted;
        const QChar mark = text.at(0);
        if ((!endsSentence(mark) && mark != u'，' && mark != u'、') || next.same.at(0) != mark)
            continue;
        piece.same += mark;
        text = text.mid(1) + mark;
        next.same.remove(0, 1);
    }
}

/// Texts of sentences that are not the same.
std::vector<Piece> compareTokens(const QString &before, const QString &after, AlignmentBudget &budget)
{
    const QStringList from = tokensOf(before);
    const QStringList to = tokensOf(after);
    std::vector<Piece> pieces(1);
    qsizetype same = 0;
    for (const AlignedPair &pair : alignEqual(from, to, budget)) {
        if (pair.before >= 0 && pair.after >= 0) {
            if (pieces.back().isChange())
                pieces.emplace_back();
            pieces.back().same += from.at(pair.before);
            same += from.at(pair.before).size();
        } else if (pair.before >= 0) {
            pieces.back().deleted += from.at(pair.before);
        } else {
            pieces.back().inserted += to.at(pair.after);
        }
    }
    if (same * LeastSame < std::max(before.size(), after.size()) && !before.isEmpty() && !after.isEmpty())
        return {Piece{{}, before, after}};
    std::vector<Piece> groups = grouped(pieces);
    moveBehindMarks(groups);
    return groups;
}

void append(QList<TextRun> &runs, RunChange change, const QString &text)
{
    if (text.isEmpty())
        return;
    if (!runs.isEmpty() && runs.constLast().change == change)
        runs.last().text += text;
    else
        runs.append({change, text});
}

void append(QList<TextRun> &runs, const std::vector<Piece> &pieces)
{
    for (const Piece &piece : pieces) {
        append(runs, RunChange::Same, piece.same);
        append(runs, RunChange::Deleted, piece.deleted);
        append(runs, RunChange::Inserted, piece.inserted);
    }
}

QString textWithout(const QList<TextRun> &runs, RunChange change)
{
    QString text;
    for (const TextRun &run : runs)
        text += run.change == change ? QString() : run.text;
    return text;
}

} // namespace

QList<TextRun> compareTexts(const QString &before, const QString &after, AlignmentBudget &budget)
{
    QList<TextRun> runs;
    if (before == after) {
        append(runs, RunChange::Same, before);
        return runs;
    }
    const QStringList from = sentencesOf(before);
    const QStringList to = sentencesOf(after);
    QString deleted;
    QString inserted;
    const auto closeGap = [&] {
        append(runs, compareTokens(std::exchange(deleted, {}), std::exchange(inserted, {}), budget));
    };
    for (const AlignedPair &pair : alignEqual(from, to, budget)) {
        if (pair.before >= 0 && pair.after >= 0) {
            closeGap();
            append(runs, RunChange::Same, from.at(pair.before));
        } else if (pair.before >= 0) {
            deleted += from.at(pair.before);
        } else {
            inserted += to.at(pair.after);
        }
    }
    closeGap();
    return runs;
}

QString textBefore(const QList<TextRun> &runs)
{
    return textWithout(runs, RunChange::Inserted);
}

QString textAfter(const QList<TextRun> &runs)
{
    return textWithout(runs, RunChange::Deleted);
}

bool hasChanges(const QList<TextRun> &runs)
{
    return std::ranges::any_of(runs, [](const TextRun &run) { return run.change != RunChange::Same; });
}

} // namespace wenyi::document
