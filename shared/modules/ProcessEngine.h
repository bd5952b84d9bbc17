// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/modules/ModuleDefinition.h"
#include "shared/modules/ProcessState.h"

namespace wenyi::modules {

/// What follows from an action: a pure function. The state handed in stays as it is; `definition` must be the version
/// that the state began with ("process.version").
///
/// Fails with NotAllowed "process.already-started", "process.not-started", "process.ended", "process.unit",
/// "process.role", "process.not-your-task", "process.step-passed", "process.outcome", "process.return-target",
/// "process.field-not-editable", "process.required-field", "process.opinion-required", "process.reason-required",
/// "process.signature-required", "process.nothing-to-withdraw", "process.withdraw-passed", "process.other-member",
/// "process.not-participant", "process.not-circulated", "process.no-timer", "process.timer-early",
/// "process.timer-fired", "process.suspended", "process.not-suspended", "process.not-starter",
/// "process.not-administrator", "process.terminate-passed", "process.own-task", "process.urged-lately",
/// "process.add-signer", "process.signer-twice", "process.no-signer", "process.not-opener", "process.last-signer";
/// NotFound "process.no-such-task"; InvalidInput "process.no-other-member" or "field.…" of a value.
Result<ProcessState> apply(const ModuleDefinition &definition, const ProcessState &state, const Action &action);

/// Whether a person may do an open task. Fails with NotAllowed "process.unit", "process.not-your-task", "process.role".
Result<void> mayDo(const ModuleDefinition &definition, const OpenTask &task, const Actor &actor);

/// Whether a person who may not do an open task may send it back in the stead of whom it waits for (wenyi:returnBy):
/// the way out where that one is away. Fails with NotAllowed "process.unit", "process.role".
Result<void> mayReturnForOther(const ModuleDefinition &definition, const OpenTask &task, const Actor &actor);

/// Whether a person can take the last step back. Fails as apply() would.
Result<void> mayWithdraw(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor);

/// Whether a person may urge a task: whoever had part in the record, and does not have the task. Fails as apply()
/// would.
Result<void> mayUrge(
    const ModuleDefinition &definition, const ProcessState &state, const OpenTask &task, const Actor &actor);
/// Whether a person may halt a record: its starter or an administrator. Fails as apply() would.
Result<void> maySuspend(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor);
/// Whether a person may set it going again: who halted it or an administrator. Fails as apply() would.
Result<void> mayResume(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor);
/// Whether a person may end it: an administrator, or its starter until a step was done that is never taken back. Fails
/// as apply() would.
Result<void> mayTerminate(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor);
/// Whether a person may give its tasks to others: an administrator. Fails as apply() would.
Result<void> mayReassign(const ModuleDefinition &definition, const ProcessState &state, const Actor &actor);

/// Where a task may be sent back to now: those of its returnTo that were done before.
QStringList returnTargets(const ModuleDefinition &definition, const ProcessState &state, const OpenTask &task);

} // namespace wenyi::modules
