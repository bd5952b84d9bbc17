// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/TrackedChanges.h"

namespace wenyi::document {

/// A stretch of a compared text with the revision that took it out or brought it in.
struct AuthoredRun
{
    TextRun run;
    int revision = 0; ///< Of MarkedDocument::makers; 0 where nothing changed, or where no single revision did it.
    friend bool operator==(const AuthoredRun &, const AuthoredRun &) = default;
};

/// Who made each change of a comparison of two versions, by the tracked changes between the two.
///
/// A comparison of the two alone may align them otherwise than the revisions did one after the other; by their places
/// in the earlier and the later text the characters are nevertheless the same. The texts are asked for in the order in
/// which the comparison has them.
class ChangeAuthors
{
public:
    explicit ChangeAuthors(const MarkedDocument &marked);

    /// Of an element by the name of its member in DOC.json.
    QList<AuthoredRun> ofField(const QByteArray &name, const QList<TextRun> &runs);
    /// Of the next text of the body, then of the attachments: of each its name, then its body; tables cell by cell.
    QList<AuthoredRun> ofNext(const QList<TextRun> &runs);

private:
    /// The characters of one version, with the revision that took them out (brought them in).
    struct Version
    {
        QString text;
        QList<std::pair<qsizetype, int>> ends; ///< Where a stretch ends, and its revision.
        qsizetype at = 0;
        bool isLost = false; ///< It said something else than the comparison: it is not of these versions.

        void append(const QString &more, int revision);
        void take(QList<AuthoredRun> &result, const TextRun &run);
        void skip(const QString &passed);
    };
    struct Stream
    {
        Version before;
        Version after;

        void append(const QString &text, int insertedBy, int deletedBy);
        QList<AuthoredRun> take(const QList<TextRun> &runs);
    };
    void appendText(Stream &stream, const MarkedDocument &marked, const MarkedPlace &place, const QString &text);
    void appendBody(const MarkedDocument &marked, const QList<Block> &body, MarkedPlace place);

    std::map<QByteArray, Stream> m_fields;
    Stream m_texts;
};

} // namespace wenyi::document
