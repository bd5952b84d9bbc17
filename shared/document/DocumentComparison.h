// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/document/TextComparison.h"

#include <QByteArray>

namespace wenyi::document {

/// What became of a paragraph, a row or an attachment as a whole.
enum class UnitChange {
    Same,
    Changed,
    Deleted,
    Inserted,
    MovedAway, ///< Stood here; the same stands elsewhere now.
    MovedHere
};

/// A row of a table in both versions.
struct ComparedRow
{
    UnitChange change = UnitChange::Same; ///< Not moved.
    QList<QList<TextRun>> cells;
    qsizetype cellsBefore = 0; ///< How many of them the row had, and has.
    qsizetype cellsAfter = 0;
    friend bool operator==(const ComparedRow &, const ComparedRow &) = default;
};

/// A paragraph, heading, table or picture in both versions.
struct ComparedBlock
{
    UnitChange change = UnitChange::Same;
    qsizetype before = -1; ///< Its index in the body of each version; -1 where it has none.
    qsizetype after = -1;
    Block block;             ///< As it is now; what is gone, as it was.
    QList<TextRun> runs;     ///< Of a paragraph or heading.
    QList<ComparedRow> rows; ///< Of a table.
    friend bool operator==(const ComparedBlock &, const ComparedBlock &) = default;
};

struct ComparedAttachment
{
    UnitChange change = UnitChange::Same; ///< Not moved.
    QList<TextRun> name;
    QList<ComparedBlock> body;
    friend bool operator==(const ComparedAttachment &, const ComparedAttachment &) = default;
};

/// An element of the head or the foot; several entries stand on lines of their own.
struct ComparedField
{
    QByteArray name; ///< Of its member in DOC.json: "recipients".
    QList<TextRun> runs;
    friend bool operator==(const ComparedField &, const ComparedField &) = default;
};

/// 比较: what became of a document, element by element.
struct DocumentComparison
{
    QList<ComparedField> fields; ///< All of them in the order of DOC.json, changed or not.
    QList<ComparedBlock> body;
    QList<ComparedAttachment> attachments;
    friend bool operator==(const DocumentComparison &, const DocumentComparison &) = default;
};

/// How much was changed.
struct ChangeCount
{
    int insertions = 0; ///< Places.
    int deletions = 0;
    qsizetype insertedCharacters = 0; ///< In UTF-16 units; a moved paragraph counts in `moves` alone.
    qsizetype deletedCharacters = 0;
    int moves = 0;
    bool isNone() const { return insertions == 0 && deletions == 0 && moves == 0; }
    friend bool operator==(const ChangeCount &, const ChangeCount &) = default;
};

/// Compares by paragraph first, with what was moved, then by sentence, then by grouped characters. The work is bounded
/// whatever the documents hold; beyond it texts count as replaced. Exchanging the documents exchanges what is deleted
/// and what is inserted.
DocumentComparison compareDocuments(const OfficialDocument &before, const OfficialDocument &after);

bool hasChanges(const DocumentComparison &comparison);
ChangeCount countChanges(const DocumentComparison &comparison);

/// The second document made from the first; nothing where the comparison is not of this document.
std::optional<OfficialDocument> applyComparison(const OfficialDocument &before, const DocumentComparison &comparison);

} // namespace wenyi::document
