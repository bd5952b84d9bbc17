// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/modules/ProcessDefinition.h"

#include <functional>

namespace wenyi::modules {

/// Where a process stands: its open tasks, the flows whose token waits at a gateway for the others, and the timers that
/// have warned. A task of several people is one task here.
struct Marking
{
    QStringList tasks;      ///< In ascending order; a node stands here at most once.
    QStringList waiting;    ///< Ids of sequence flows, in ascending order.
    QString ended;          ///< The end event that was reached last, once nothing is open and nothing waits.
    QStringList fired = {}; ///< Timers of open tasks that warned, in ascending order; used only when exploring.

    friend auto operator<=>(const Marking &a, const Marking &b)
    {
        return std::tie(a.tasks, a.waiting, a.ended, a.fired) <=> std::tie(b.tasks, b.waiting, b.ended, b.fired);
    }
    friend bool operator==(const Marking &, const Marking &) = default;
};

/// The ways on from an exclusive gateway: one when running, all when exploring.
using FlowChoice = std::function<QList<const SequenceFlow *>(const ProcessNode &gateway)>;

/// All markings that follow when a token leaves along a flow. Fails with InvalidInput "process.endless-gateways",
/// "process.token-twice", TooLarge "process.states".
Result<QList<Marking>> advance(
    const ProcessDefinition &definition, const Marking &from, const SequenceFlow &flow, const FlowChoice &choice);

/// Explores every marking that a process can come to, whatever conditions, timers and persons decide. Fails with
/// InvalidInput "process.deadlock", "process.no-way-out", "process.unreachable" or with a fault of advance(). Gives
/// the tasks that can be open alone, with nothing beside them, in the order of the file.
Result<QStringList> checkSoundness(const ProcessDefinition &definition);

} // namespace wenyi::modules
