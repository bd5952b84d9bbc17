// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/layout/PageBuilder.h"

namespace wenyi::layout {

/// 版头 (GB/T 9704 7.2): copy number, secrecy, urgency, issuer mark, number, signers, red line.
class HeadSetter
{
public:
    explicit HeadSetter(PageBuilder &pages)
        : m_pages(pages)
    {
    }
    /// Sets the head on the first page and leaves the builder at the first row under the red line.
    void set(const document::OfficialDocument &document);

private:
    void setMarks(const document::OfficialDocument &document);
    double setIssuerMark(const QString &mark);
    double setNumber(const document::OfficialDocument &document, double top);
    double setSigners(const QStringList &signers, double top);

    PageBuilder &m_pages;
};

} // namespace wenyi::layout
