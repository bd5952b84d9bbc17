// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/client/cli/CommandOffice.h"

#include <QJsonArray>
#include <QJsonObject>

/// Who speaks by commands about the exchange, and what of an answer is looked at.
namespace wenyi::cli::tests {

inline const QString SenderMailRoom = QStringLiteral("市政府办/mailroom");
inline const QString FinanceMailRoom = QStringLiteral("市财政局/mailroom");
inline const QString TownMailRoom = QStringLiteral("澄江镇/mailroom");

inline QJsonObject first(const QJsonObject &object, const QString &array)
{
    return object.value(array).toArray().at(0).toObject();
}

inline QString reasonOf(const CommandRun &run)
{
    return run.json().value(QStringLiteral("refused")).toObject().value(QStringLiteral("reason")).toString();
}

/// Where a unit's delivery stands in what `track` said.
inline QString stageOf(const QJsonObject &tracking, const QString &unit)
{
    for (const auto &value : tracking.value(QStringLiteral("deliveries")).toArray()) {
        const QJsonObject delivery = value.toObject();
        if (delivery.value(QStringLiteral("unit")).toObject().value(QStringLiteral("name")).toString() == unit)
            return delivery.value(QStringLiteral("stage")).toString();
    }
    return {};
}

} // namespace wenyi::cli::tests
