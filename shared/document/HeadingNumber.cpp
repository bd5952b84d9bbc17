// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/HeadingNumber.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

/// A number stands at the very beginning; no more than this of the text can belong to it.
constexpr qsizetype numberLength = 12;
constexpr qsizetype longestHeading = 60;

} // namespace

int headingLevel(QStringView text)
{
    static const std::array<QRegularExpression, 4> forms{
        QRegularExpression(u"\\A[一二三四五六七八九十]{1,3}[、.．]"_s),
        QRegularExpression(u"\\A[（(][一二三四五六七八九十]{1,3}[)）]"_s),
        QRegularExpression(u"\\A[1-9][0-9]?(?:、|[.．](?![0-9]))"_s),
        QRegularExpression(u"\\A[（(][1-9][0-9]?[)）]"_s),
    };
    const QString head = text.left(numberLength).toString();
    for (size_t i = 0; i < forms.size(); ++i) {
        if (forms.at(i).match(head).hasMatch())
            return static_cast<int>(i) + 1;
    }
    return 0;
}

bool hasStandardHeadingNumber(QStringView text)
{
    static const QRegularExpression form(
        u"\\A(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[1-9][0-9]?\\.(?![0-9])|（[1-9][0-9]?）)(?![\\s\\x{3000}])"_s);
    return form.match(text.left(numberLength).toString()).hasMatch();
}

Block blockOf(const QString &text)
{
    static constexpr QStringView sentenceMarks = u"。！？；";
    const int level = headingLevel(text);
    if (level == 0 || text.size() > longestHeading)
        return Paragraph{text};
    // 一、…。 and （一）…。 are set as headings with their full stop; 1.…。 is a numbered sentence.
    const bool mayEndSentence = level <= 2 && text.endsWith(u'。');
    const QStringView inside = QStringView(text).chopped(mayEndSentence ? 1 : 0);
    const auto isMark = [](QChar character) { return sentenceMarks.contains(character); };
    if (std::any_of(inside.begin(), inside.end(), isMark) || inside.endsWith(u'：') || inside.endsWith(u'，'))
        return Paragraph{text};
    return Heading{level, text};
}

} // namespace wenyi::document
