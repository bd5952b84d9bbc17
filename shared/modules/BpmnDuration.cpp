// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/BpmnDuration.h"

#include <QRegularExpression>

namespace wenyi::modules {

using namespace Qt::StringLiterals;

std::optional<std::chrono::seconds> parseDuration(QStringView text)
{
    static const QRegularExpression form(u"^(-?)P(?=[0-9T])(?:([0-9]{1,3})W)?(?:([0-9]{1,4})D)?"
                                         "(?:T(?=[0-9])(?:([0-9]{1,5})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,7})S)?)?$"_s);
    constexpr auto Longest = std::chrono::days(3'650);
    const auto match = form.match(text.toString());
    if (!match.hasMatch())
        return std::nullopt;
    const auto part = [&](int group) { return match.captured(group).toInt(); };
    const std::chrono::seconds length = std::chrono::days(7 * part(2) + part(3)) + std::chrono::hours(part(4))
                                        + std::chrono::minutes(part(5)) + std::chrono::seconds(part(6));
    if (length > Longest)
        return std::nullopt;
    return match.captured(1).isEmpty() ? length : -length;
}

} // namespace wenyi::modules
