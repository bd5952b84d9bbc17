// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <chrono>

namespace wenyi::core {

/// How token helpers are run.
struct TokenSettings
{
    QString program = {};                           ///< Empty: where it is installed or was built.
    std::chrono::milliseconds patience{10'000};     ///< With one question.
    std::chrono::milliseconds personsTime{120'000}; ///< With a provider that asks the person for a PIN itself.
    QHash<QString, QString> variables = {};         ///< Of its environment, besides what every helper has.
};

} // namespace wenyi::core
