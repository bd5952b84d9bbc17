// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/modules/ProcessDefinition.h"

#include <functional>

namespace wenyi::modules {

/// Where a process stands: its open tasks, and the flows whose token waits at a gateway for the others.
struct Marking
{
    QStringList tasks;   ///< In ascending order; a node stands here at most once.
    QStringList waiting; ///< Ids of sequence flows, in ascending order.
    QString ended;       ///< The end event that was reached last, once nothing is open and nothing waits.

    friend auto operator<=>(const Marking &a, const Marking &b)
    {
        return std::tie(a.tasks, a.waiting, a.ended) <=> std::tie(b.tasks, b.waiting, b.ended);
    }
    friend bool operator==(const Marking &, const Marking &) = default;
};

/// The ways on from an exclusive gateway: one when running, all when exploring.
using Choice = std::function<QList<const SequenceFlow *>(const ProcessNode &gateway)>;

/// All markings that follow when a token leaves along a flow. Fails with InvalidInput "process.endless-gateways",
/// "process.token-twice", TooLarge "process.states".
Result<QList<Marking>> advance(
    const ProcessDefinition &definition, const Marking &from, const SequenceFlow &flow, const Choice &choice);

/// Explores every marking that a process can come to, whatever conditions and persons decide. Fails with InvalidInput
/// "process.deadlock", "process.no-way-out", "process.unreachable" or with a fault of advance().
Result<void> checkSoundness(const ProcessDefinition &definition);

} // namespace wenyi::modules
