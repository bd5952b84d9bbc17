// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/SecrecyMark.h"

#include <QRegularExpression>

#include <array>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<QStringView, 3> words{u"秘密", u"机密", u"绝密"};

} // namespace

Result<SecrecyMark> SecrecyMark::parse(QStringView text)
{
    static const QRegularExpression form(u"\\A(秘密|机密|绝密)(?:★([1-9][0-9]?年|[1-9][0-9]?个月|长期))?\\z"_s);
    const auto match = form.match(text.toString());
    if (!match.hasMatch())
        return Error{ErrorCode::InvalidInput, "document.secrecy-form", text.left(100).toString()};
    SecrecyMark mark;
    while (words.at(static_cast<size_t>(mark.level)) != match.capturedView(1))
        mark.level = static_cast<SecrecyLevel>(static_cast<int>(mark.level) + 1);
    mark.term = match.captured(2);
    return mark;
}

QString SecrecyMark::toString() const
{
    return term.isEmpty() ? secrecyWord(level) : secrecyWord(level) + u'★' + term;
}

QString secrecyWord(SecrecyLevel level)
{
    return words.at(static_cast<size_t>(level)).toString();
}

} // namespace wenyi::document
