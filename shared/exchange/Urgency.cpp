// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/Urgency.h"

#include <array>

namespace wenyi::exchange {

namespace {

constexpr std::array<QStringView, 4> urgencyWords{u"平件", u"加急", u"特急", u"特提"};
constexpr std::array<QStringView, 4> secrecyWords{u"", u"秘密", u"机密", u"绝密"};

} // namespace

QString urgencyWord(Urgency urgency)
{
    return urgencyWords.at(static_cast<size_t>(urgency)).toString();
}

Result<Urgency> urgencyFromWord(QStringView word)
{
    if (word.isEmpty() || word == u"平急")
        return Urgency::Ordinary;
    for (size_t i = 0; i < urgencyWords.size(); ++i) {
        if (urgencyWords.at(i) == word)
            return static_cast<Urgency>(i);
    }
    return Error{ErrorCode::InvalidInput, "exchange.urgency-unknown", word.toString()};
}

QString secrecyWord(Secrecy secrecy)
{
    return secrecyWords.at(static_cast<size_t>(secrecy)).toString();
}

Result<Secrecy> secrecyFromMark(QStringView mark)
{
    const QStringView word = mark.left(mark.indexOf(u'★')); // The whole mark where no term follows.
    for (size_t i = 0; i < secrecyWords.size(); ++i) {
        if (secrecyWords.at(i) == word)
            return static_cast<Secrecy>(i);
    }
    return Error{ErrorCode::InvalidInput, "exchange.secrecy-unknown", mark.toString()};
}

} // namespace wenyi::exchange
