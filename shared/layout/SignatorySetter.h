// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/layout/PageBuilder.h"

namespace wenyi::layout {

/// 发文机关署名 and 成文日期 with room for the seals (GB/T 9704 7.3.5.1): one signatory over the date; several in rows
/// in their order, each with a seal of its own that touches no other, the last one over the date.
class SignatorySetter
{
public:
    SignatorySetter(PageBuilder &pages, const document::OfficialDocument &document);

    /// Rows of the grid that all of it takes, the free ones above included; 0 without signatories.
    int rows() const;
    /// Sets it on the next rows; where the seals belong.
    QList<SealPlace> set();

private:
    QList<SealPlace> setOne();
    QList<SealPlace> setJoint();
    TextLine lineOf(const QString &text) const;
    /// A name around `centre` (mm from the area's left), moved until it lies in the area.
    SealPlace addSignatory(const QString &name, double centre, const GridPlace &at);

    PageBuilder &m_pages;
    QStringList m_signatories;
    TextLine m_date;
    int m_perRow = 1;
};

} // namespace wenyi::layout
