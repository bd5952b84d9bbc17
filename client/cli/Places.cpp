// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cli/Places.h"

#include "client/cli/Command.h"

#include <cmath>

namespace wenyi::cli {

Result<QList<double>> readNumbers(const std::string &argument, qsizetype count)
{
    const QString text = fromArgument(argument);
    const QStringList parts = text.split(QLatin1Char(','));
    QList<double> numbers;
    for (const QString &part : parts) {
        bool isNumber = false;
        const double number = part.trimmed().toDouble(&isNumber);
        if (isNumber && std::isfinite(number))
            numbers.append(number);
    }
    if (parts.size() != count || numbers.size() != count)
        return Error{ErrorCode::InvalidInput, "sealing.place-form", text};
    return numbers;
}

Result<core::SealAt> readPlace(const std::string &argument)
{
    WENYI_TRY(const auto numbers, readNumbers(argument, 3));
    const double page = numbers.at(0);
    if (page != std::floor(page) || std::abs(page) > 1e6)
        return Error{ErrorCode::InvalidInput, "sealing.place-form", fromArgument(argument)};
    return core::SealAt{static_cast<qsizetype>(page) - 1, {numbers.at(1), numbers.at(2)}};
}

} // namespace wenyi::cli
