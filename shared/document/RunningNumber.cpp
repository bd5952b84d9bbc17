// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/RunningNumber.h"

#include <QRegularExpression>

namespace wenyi::document {

using namespace Qt::StringLiterals;

Result<RunningNumber> RunningNumber::parse(QStringView text)
{
    static const QRegularExpression form(u"\\A第([1-9][0-9]{0,4})(号|期)\\z"_s);
    const auto match = form.match(text.toString());
    if (!match.hasMatch())
        return Error{ErrorCode::InvalidInput, "document.number-form", text.left(100).toString()};
    return RunningNumber{match.captured(2) == u"号" ? Word::Order : Word::Issue, match.captured(1).toInt()};
}

QString RunningNumber::toString() const
{
    return (word == Word::Order ? u"第%1号"_s : u"第%1期"_s).arg(serial);
}

} // namespace wenyi::document
