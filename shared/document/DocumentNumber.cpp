// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentNumber.h"

#include <QRegularExpression>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

Result<DocumentNumber> read(const QRegularExpression &form, QStringView text)
{
    const auto match = form.match(text.toString());
    if (!match.hasMatch())
        return Error{ErrorCode::InvalidInput, "document.number-form", text.left(100).toString()};
    return DocumentNumber{match.captured(1), match.captured(2).toInt(), match.captured(3).toInt()};
}

} // namespace

Result<DocumentNumber> DocumentNumber::parse(QStringView text)
{
    // GB/T 9704-2012 7.2.5: full year in 〔〕, no 第, no leading zero.
    static const QRegularExpression form(u"\\A(\\p{Han}{2,20})〔([12][0-9]{3})〕([1-9][0-9]{0,4})号\\z"_s);
    return read(form, text);
}

Result<DocumentNumber> DocumentNumber::parseLoosely(QStringView text)
{
    static const QRegularExpression form(
        u"\\A(\\p{Han}{2,20})\\s*[〔\\[［【(（]\\s*([12][0-9]{3})\\s*[〕\\]］】)）]\\s*第?\\s*0{0,4}([1-9][0-9]{0,4})\\s*号\\z"_s);
    return read(form, text);
}

QString DocumentNumber::toString() const
{
    return u"%1〔%2〕%3号"_s.arg(issuerCode).arg(year).arg(serial);
}

} // namespace wenyi::document
