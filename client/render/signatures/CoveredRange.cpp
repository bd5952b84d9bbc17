// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/render/signatures/CoveredRange.h"

#include <algorithm>

namespace wenyi::render {

namespace {

Error refused(const char *reason)
{
    return {ErrorCode::Corrupt, reason, {}};
}

bool isHexDigit(char character)
{
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f')
           || (character >= 'A' && character <= 'F');
}

/// Whether a gap is the string, whole and alone: digits in pairs between its brackets, no blanks, no comment.
bool isStringOf(QByteArrayView gap, QByteArrayView contents)
{
    if (gap.size() != 2 + contents.size() * 2 || gap.front() != '<' || gap.back() != '>')
        return false;
    const QByteArrayView digits = gap.sliced(1, gap.size() - 2);
    return std::all_of(digits.begin(), digits.end(), isHexDigit)
           && QByteArrayView(QByteArray::fromHex(digits.toByteArray())) == contents;
}

} // namespace

Result<CoveredRange> coveredRange(QByteArrayView file, const QList<qint64> &byteRange, QByteArrayView contents)
{
    if (byteRange.size() != 4)
        return refused("pdf-signature.byte-range");
    if (contents.isEmpty())
        return refused("pdf-signature.contents");
    const qint64 firstLength = byteRange.at(1);
    const qint64 second = byteRange.at(2);
    const qint64 secondLength = byteRange.at(3);
    if (byteRange.at(0) != 0)
        return refused("pdf-signature.byte-range-start");
    if (firstLength < 1 || secondLength < 1 || second <= firstLength)
        return refused("pdf-signature.byte-range-order");
    // Compared so that nothing can overflow.
    if (second > file.size() || secondLength > file.size() - second)
        return refused("pdf-signature.byte-range-end");
    if (!isStringOf(file.sliced(firstLength, second - firstLength), contents))
        return refused("pdf-signature.gap");
    return CoveredRange{
        file.first(firstLength), file.sliced(second, secondLength), second + secondLength == file.size()};
}

} // namespace wenyi::render
