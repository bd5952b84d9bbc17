// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordProjection.h"
#include "shared/modules/Worklist.h"

#include <QStringList>

namespace wenyi::core {

class Workspace;

/// A record that has not ended, for who oversees the unit's work: where it stands and with whom, and not what it says.
struct RunningRecord
{
    StreamId stream;
    QString moduleName;
    QString number;      ///< 发文字号 or 收文编号 as text; empty before it is drawn.
    QString starter;     ///< By name.
    QStringList steps;   ///< Names of the open steps, each once.
    QStringList holders; ///< Who has them: people by name, else roles, each once.
    Instant since;       ///< The step that is open longest.
    std::optional<Instant> due;
    modules::DeadlineLight light = modules::DeadlineLight::None; ///< Of the step that is most urgent.
    int urges = 0;
    bool isSuspended = false;
};

/// 运转监控: all records of the unit that wait for somebody, the most overdue first, then by deadline and time.
struct RunningRecords
{
    /// As many are told at the most.
    static constexpr qsizetype Most = 2'000;

    QList<RunningRecord> records;
    bool areMore = false; ///< There are others, which were not looked at.
};

/// Out of the projection's tables, by those who have something to do. Fails as the database does.
Result<RunningRecords> runningRecords(Workspace &workspace);

} // namespace wenyi::core
