// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/layout/PageBuilder.h"

namespace wenyi::layout {

/// 发文机关署名 and 成文日期 with room for what makes the document valid (GB/T 9704 7.3.5).
///
/// With seals: one signatory over the date; several in rows of up to three in their order, each with a seal of its own
/// that touches no other, the last one over the date (7.3.5.1); twelve stand on a page with text, those behind them on
/// the next. Without: names under each other, the date under them
/// (7.3.5.2). With signature stamps: each duty beside its stamp, the date under the last (7.3.5.3).
class SignatorySetter
{
public:
    SignatorySetter(PageBuilder &pages, const document::OfficialDocument &document, const StampSize &stamp);

    /// Rows of the grid that all of it takes, the free ones above included; 0 without signatories.
    int rows() const;
    /// mm that a seal needs under the last row.
    double roomBelow() const;
    /// Sets it on the next rows; where the seals belong.
    QList<SealPlace> set();

private:
    /// How joint seals stand: so many in a row, so far from each other, the last one there.
    struct SealRows
    {
        int perRow = 1;
        double apart = 0;
        double lastCentre = 0; ///< mm from the area's left.
    };

    QList<SealPlace> setSeals();
    QList<SealPlace> setUnsealed();
    QList<SealPlace> setStamps();
    SealRows sealRows() const;
    /// The place of the next row of names with the room that its seals need.
    GridPlace takeSealRow(bool isLast);
    int rowsOfSeals() const;
    int rowsPerStamp() const;
    int dateRows() const { return m_date.runs.isEmpty() ? 0 : 1; }
    TextLine lineOf(const QString &text) const;
    double widestName() const;
    void addText(const QString &field, const TextLine &line, double x, qsizetype page, double top);
    void addDate(double x, const GridPlace &at);
    /// A name around `centre` (mm from the area's left), moved until it lies in the area.
    SealPlace addSignatory(const QString &name, double centre, const GridPlace &at);

    PageBuilder &m_pages;
    document::Signing m_signing;
    QStringList m_signatories;
    StampSize m_stamp;
    TextLine m_date;
};

} // namespace wenyi::layout
