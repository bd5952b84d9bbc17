// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/document/DocumentComparison.h"

#include <compare>
#include <map>

namespace wenyi::document {

/// Who made a revision, and when.
struct RevisionMaker
{
    QString author;
    std::optional<Instant> at;
    friend bool operator==(const RevisionMaker &, const RevisionMaker &) = default;
};

/// A stretch of text with its history; the numbers are those of revisions, counting from the base, which is 0.
struct TrackedRun
{
    QString text;
    int insertedBy = 0; ///< 0: it stood there from the beginning.
    int deletedBy = 0;  ///< 0: it stands there still.
    bool isMoved = false;
    friend bool operator==(const TrackedRun &, const TrackedRun &) = default;
};

using TrackedText = QList<TrackedRun>;

/// A stretch of an element's text on the page that was changed; in UTF-16 units.
struct MarkedSpan
{
    qsizetype start = 0;
    qsizetype length = 0;
    int insertedBy = 0;
    int deletedBy = 0;
    bool isMoved = false;
    friend bool operator==(const MarkedSpan &, const MarkedSpan &) = default;
};

enum class MarkedPart { Title, Recipients, Body, AttachmentName, AttachmentBody, Note };

/// Which text of a document a mark is on.
struct MarkedPlace
{
    MarkedPart part = MarkedPart::Body;
    int attachment = -1; ///< Counts from 0.
    int block = -1;
    int row = -1; ///< Of a table, with the column.
    int column = -1;
    friend auto operator<=>(const MarkedPlace &, const MarkedPlace &) = default;
};

/// One changed stretch with its place and its text.
struct MarkedChange
{
    MarkedPlace place;
    MarkedSpan span;
    QString text;
};

/// What a person added and took out, over all revisions.
struct AuthorShare
{
    QString author;
    QList<RevisionMaker> revisions; ///< Those that changed something.
    int insertions = 0;             ///< Places.
    int deletions = 0;
    qsizetype insertedCharacters = 0; ///< In UTF-16 units.
    qsizetype deletedCharacters = 0;
    int moves = 0; ///< Paragraphs; they count nowhere else.
};

/// A changed element that the page shows in its present form only, such as the date.
struct FieldHistory
{
    QByteArray name; ///< Of its member in DOC.json.
    TrackedText text;
};

/// 修订: a document in which what was taken out still stands, with who added and who took out what.
struct MarkedDocument
{
    OfficialDocument document;
    std::map<MarkedPlace, QList<MarkedSpan>> marks;
    QList<FieldHistory> fields;
    QList<RevisionMaker> makers; ///< By the number of the revision.
    QList<AuthorShare> authors;  ///< Those who changed something, in the order of their first revisions.

    /// Where a revision's author stands among `authors`; -1 for the base.
    int authorOf(int revision) const;
};

/// Every mark of the document, in the order of its places.
QList<MarkedChange> changesOf(const MarkedDocument &document);

/// 痕迹保留: folds a chain of revisions into one document with every insertion and deletion attributed to its author.
/// What somebody added and took out again oneself leaves no mark.
class ChangeTracking
{
public:
    ChangeTracking(const OfficialDocument &base, const RevisionMaker &maker);

    void add(const OfficialDocument &revision, const RevisionMaker &maker);
    MarkedDocument marked() const;

private:
    struct Row
    {
        QList<TrackedText> cells;
        int deletedBy = 0;
    };
    struct Unit
    {
        Block block; ///< Its kind; what stands in it is tracked.
        TrackedText text;
        QList<Row> rows;
        int insertedBy = 0;
        int deletedBy = 0;
    };
    struct Body
    {
        QList<Unit> units;
    };
    struct TrackedAttachment
    {
        TrackedText name;
        Body body;
        int deletedBy = 0;
    };

    bool isSamePerson(int one, int other) const;
    TrackedText folded(const TrackedText &text, const QList<TextRun> &runs, bool isMoved = false) const;
    void foldBody(Body &body, const QList<ComparedBlock> &compared) const;
    void foldUnit(Unit &unit, const ComparedBlock &compared) const;
    void foldRows(QList<Row> &rows, const QList<ComparedRow> &compared) const;
    void foldAttachments(const QList<ComparedAttachment> &compared);
    Unit newUnit(const ComparedBlock &compared) const;
    void markBody(MarkedDocument &marked, QList<Block> &blocks, const Body &body, MarkedPlace place) const;

    OfficialDocument m_latest;
    QList<RevisionMaker> m_makers;
    QList<FieldHistory> m_fields;
    Body m_body;
    QList<TrackedAttachment> m_attachments;
};

} // namespace wenyi::document
