// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/HeadSetter.h"

#include "shared/layout/FormatHeads.h"
#include "shared/layout/Gb9704.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

using namespace gb9704;

namespace {

/// From one issuer's name to the next, of the names' size.
constexpr double JointPitch = 1.3;
/// 文件 beside several names is larger than they are, and stands so far from them (of the names' size).
constexpr double JointTail = 1.5;
constexpr double JointGap = 0.6;

/// The word at the end of a mark that stands beside all issuers; empty if it has none.
QString tailOf(const QString &mark)
{
    for (const QString &tail : {u"文件"_s, u"命令"_s, u"令"_s}) {
        if (mark.endsWith(tail))
            return tail;
    }
    return {};
}

} // namespace

std::unique_ptr<HeadSetter> HeadSetter::of(document::Format format, PageBuilder &pages)
{
    switch (format) {
    case document::Format::Document:
        return std::make_unique<DocumentHead>(pages);
    case document::Format::Letter:
        return std::make_unique<LetterHead>(pages);
    case document::Format::Order:
        return std::make_unique<OrderHead>(pages);
    case document::Format::Minutes:
        break;
    }
    return std::make_unique<MinutesHead>(pages);
}

TextLine HeadSetter::lineOf(const QString &text, FontRole role) const
{
    return setLine(text, role, Size3, Black, m_pages.fonts());
}

void HeadSetter::addText(const QString &field, const TextLine &line, double left, double top)
{
    m_pages.canvas().beginField(field);
    m_pages.canvas().addLine(0, line, left, top, Size3);
}

void HeadSetter::addCentred(const QString &field, const TextLine &line, double top, double size)
{
    m_pages.canvas().beginField(field);
    m_pages.canvas().addLine(0, line, Left + (BodyWidth - line.width) / 2, top, size);
}

int HeadSetter::setMarks(const document::OfficialDocument &document, double top)
{
    int rows = 0;
    const auto setMark = [&](const QString &field, const QString &text, FontRole role) {
        if (!text.isEmpty())
            addText(field, lineOf(text, role), Left, top + rows++ * Pitch);
    };
    setMark(u"copyNumber"_s, document.copyNumber, FontRole::FangSong);
    setMark(u"secrecy"_s, document.secrecy, FontRole::Hei);
    setMark(u"urgency"_s, document.urgency, FontRole::Hei);
    return rows;
}

double HeadSetter::setMarkLine(const QString &mark, double top, double largest)
{
    if (mark.isEmpty())
        return top;
    // 7.2.4: the size is free; the mark fills most of the width and stays on one line.
    const auto characters = static_cast<double>(mark.toUcs4().size());
    const double size = std::min(largest, BodyWidth / characters);
    addCentred(u"issuerMark"_s, setLine(mark, FontRole::SmallTitleSong, size, Red, m_pages.fonts()), top, size);
    return top + size;
}

double HeadSetter::setIssuerMark(const document::OfficialDocument &document, double top, double lowest)
{
    if (document.issuers.size() < 2)
        return setMarkLine(document.issuerMark, top, IssuerMarkLargest);
    return setJointMark(document.issuers, tailOf(document.issuerMark), top, lowest);
}

double HeadSetter::setJointMark(const QStringList &issuers, const QString &tail, double top, double lowest)
{
    qsizetype longest = 1;
    for (const QString &issuer : issuers)
        longest = std::max(longest, issuer.toUcs4().size());
    const auto tailLength = static_cast<double>(tail.size());
    // As large as the width and, with many issuers, what must stand below allow.
    const double across = static_cast<double>(longest) + (tail.isEmpty() ? 0 : JointGap + JointTail * tailLength);
    const double down = static_cast<double>(issuers.size() - 1) * JointPitch + 1;
    const double readable = std::min(Size3, (BodyBottom - top) / down);
    const double fitting = std::max(readable, (lowest - top) / down);
    const double size = std::min({IssuerMarkLargest / JointTail, BodyWidth / across, fitting});
    const double namesWidth = size * static_cast<double>(longest);
    const double left = Left + (BodyWidth - across * size) / 2;
    PageCanvas &canvas = m_pages.canvas();
    canvas.beginField(u"issuerMark"_s);
    for (qsizetype i = 0; i < issuers.size(); ++i) {
        const TextLine name = setLine(issuers.at(i), FontRole::SmallTitleSong, size, Red, m_pages.fonts());
        canvas.addLine(0, spreadTo(name, namesWidth), left, top + static_cast<double>(i) * JointPitch * size, size);
    }
    const double height = down * size;
    if (!tail.isEmpty()) {
        // 7.2.4: at the right of the names, in the middle of their height.
        const double tailSize = JointTail * size;
        const TextLine line = setLine(tail, FontRole::SmallTitleSong, tailSize, Red, m_pages.fonts());
        canvas.addLine(0, line, left + namesWidth + JointGap * size, top + (height - tailSize) / 2, tailSize);
    }
    return top + height;
}

void HeadSetter::addRedLine(double left, double top, double width, double thickness)
{
    m_pages.canvas().beginField(u"redLine"_s);
    m_pages.canvas().addRule(0, left, top, width, thickness, Red);
}

} // namespace wenyi::layout
