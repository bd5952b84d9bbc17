// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/TrackedChanges.h"
#include "shared/layout/TextLine.h"

#include <map>

namespace wenyi::layout {

/// The colour of the author of that number.
Color authorColor(int author);

/// The dashes of the rules of the author of that number (mm drawn, mm left out, and so on; none for a full line), so
/// that authors are told apart on paper without colours, too.
const QList<double> &rulePattern(int author);

/// The marks on a document's texts as its pages show them; without a document there are none.
class PageMarks
{
public:
    PageMarks() = default;
    /// The document outlives the marks.
    explicit PageMarks(const document::MarkedDocument &document);

    /// A text in pieces, each with its mark: `text` is what stands at that place from its character `offset` on.
    QList<StyledText> styled(
        const document::MarkedPlace &place, const QString &text, FontRole role, qsizetype offset = 0) const;

    static TextMark markOf(const document::MarkedDocument &document, const document::MarkedSpan &span);

private:
    const document::MarkedDocument *m_document = nullptr;
    std::map<document::MarkedPlace, int> m_firstChange; ///< Its number in changesOf().
};

} // namespace wenyi::layout
