// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/document/OfficialDocument.h"
#include "shared/layout/PageBuilder.h"

#include <memory>

namespace wenyi::layout {

/// 版头 (GB/T 9704 7.2) of one of the four layouts, from common parts: marks, issuer mark, number, red lines.
class HeadSetter
{
public:
    explicit HeadSetter(PageBuilder &pages)
        : m_pages(pages)
    {
    }
    virtual ~HeadSetter() = default;
    HeadSetter(const HeadSetter &) = delete;
    HeadSetter &operator=(const HeadSetter &) = delete;

    /// The head of that layout.
    static std::unique_ptr<HeadSetter> of(document::Format format, PageBuilder &pages);
    /// Sets the head on the first page and opens the area under it, in which so many rows should find room.
    virtual void set(const document::OfficialDocument &document, int rowsBelow) = 0;

protected:
    TextLine lineOf(const QString &text, FontRole role = FontRole::FangSong) const;
    /// A line of 3号 on the first page.
    void addText(const QString &field, const TextLine &line, double left, double top);
    void addCentred(const QString &field, const TextLine &line, double top, double size);
    /// 份号, 密级 and 紧急程度, those that there are, from `top` down (7.2.1 to 7.2.3); how many.
    int setMarks(const document::OfficialDocument &document, double top);
    /// 发文机关标志, of several issuers under each other with 文件 beside them (7.2.4); its bottom.
    double setIssuerMark(const document::OfficialDocument &document, double top, double lowest);
    /// The mark alone on one line.
    double setMarkLine(const QString &mark, double top, double largest);
    void addRedLine(double left, double top, double width, double thickness);

    PageBuilder &m_pages;

private:
    double setJointMark(const QStringList &issuers, const QString &tail, double top, double lowest);
};

} // namespace wenyi::layout
