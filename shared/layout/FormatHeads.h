// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/HeadSetter.h"

namespace wenyi::layout {

/// 文件 (7.2): marks, issuer mark 35 mm under the area's top, number, signers of a document to a superior, red line.
class DocumentHead : public HeadSetter
{
public:
    using HeadSetter::HeadSetter;
    void set(const document::OfficialDocument &document, int rowsBelow) override;

private:
    double setNumber(const document::OfficialDocument &document, double top);
    void setSigners(const QStringList &signers, double top);
};

/// 信函 (10.1): mark 30 mm under the page's top, double red lines under it and at the page's bottom, number at the
/// right.
class LetterHead : public HeadSetter
{
public:
    using HeadSetter::HeadSetter;
    void set(const document::OfficialDocument &document, int rowsBelow) override;
};

/// 命令(令) (10.2): mark 20 mm under the area's top, the order's number under it.
class OrderHead : public HeadSetter
{
public:
    using HeadSetter::HeadSetter;
    void set(const document::OfficialDocument &document, int rowsBelow) override;
};

/// 纪要 (10.3): mark 35 mm under the area's top. What else the head has is the office's choice: here the number, the
/// issuer at the left and, where nobody signs, the date at the right over the red line.
class MinutesHead : public HeadSetter
{
public:
    using HeadSetter::HeadSetter;
    void set(const document::OfficialDocument &document, int rowsBelow) override;
};

} // namespace wenyi::layout
