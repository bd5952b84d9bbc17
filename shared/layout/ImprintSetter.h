// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/layout/PageBuilder.h"

namespace wenyi::layout {

/// How a layout has its 版记.
enum class ImprintForm {
    Ruled, ///< Between rules at the bottom of the last, even page (7.4).
    Plain  ///< 信函 (10.1): recipients of copies alone, without rules, at the bottom of the last page.
};

/// 版记 (GB/T 9704 7.4): recipients that were moved here, copies to, printer and print date.
class ImprintSetter
{
public:
    /// `recipients`: those that stand here because the first page had no room for them (7.3.2).
    ImprintSetter(PageBuilder &pages, const document::OfficialDocument &document, ImprintForm form,
        const QStringList &recipients);

    /// mm that it takes above the area's bottom; 0 when the document has none.
    double height() const;
    /// Sets it under a text that ends at `textBottom` of the last page, on pages of its own if need be.
    void set(double textBottom);

private:
    struct Row
    {
        QString field;
        TextLine line;
        bool ruleAbove = false; ///< Between what is not alike.
    };

    void appendList(const QString &field, const QString &label, const QStringList &names);
    qsizetype firstPage(double textBottom) const;
    void setRows(qsizetype page, qsizetype first, qsizetype count);
    void setPrinter(qsizetype page, double top);

    PageBuilder &m_pages;
    const document::OfficialDocument &m_document;
    ImprintForm m_form;
    QList<Row> m_rows; ///< The printer's is the last, with no line of its own.
};

/// 页码 (7.5) on the pages from `first` up to `end`.
void setPageNumbers(PageBuilder &pages, qsizetype first, qsizetype end);

} // namespace wenyi::layout
