// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/layout/PageBuilder.h"

namespace wenyi::layout {

/// 版记 (GB/T 9704 7.4): copies to, printer and print date between rules at the bottom of the last, even page.
class ImprintSetter
{
public:
    explicit ImprintSetter(PageBuilder &pages)
        : m_pages(pages)
    {
    }
    /// Sets the imprint, on a page of its own if need be; nothing when the document has none.
    void set(const document::OfficialDocument &document);

private:
    qsizetype choosePage(double height);

    PageBuilder &m_pages;
};

/// 页码 (7.5) on the first `numbered` pages.
void setPageNumbers(PageBuilder &pages, qsizetype numbered);

} // namespace wenyi::layout
