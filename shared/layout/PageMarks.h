// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/TrackedChanges.h"
#include "shared/layout/TextLine.h"

namespace wenyi::layout {

/// The colour of the author of that number; told apart in print by their rules, too.
Color authorColor(int author);

/// The marks on a document's texts as its pages show them; without a document there are none.
class PageMarks
{
public:
    PageMarks() = default;
    /// The document outlives the marks.
    explicit PageMarks(const document::MarkedDocument &document)
        : m_document(&document)
    {
    }

    /// A text in pieces, each with its mark: `text` is what stands at that place from its character `offset` on.
    QList<StyledText> styled(
        const document::MarkedPlace &place, const QString &text, FontRole role, qsizetype offset = 0) const;

    static TextMark markOf(const document::MarkedDocument &document, const document::MarkedSpan &span);

private:
    const document::MarkedDocument *m_document = nullptr;
};

} // namespace wenyi::layout
