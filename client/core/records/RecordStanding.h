// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/RecordService.h"

namespace wenyi::core {

/// An act beside those that end a step, which a person can do now, with whom and what it can be done.
struct FurtherAct
{
    modules::ActionKind kind = modules::ActionKind::Withdraw;
    modules::TaskId task;             ///< Empty: of the record as a whole.
    QString stepName;                 ///< Of the task.
    QString holder;                   ///< Who has the task; empty where it is anybody's of a role.
    QList<modules::NamedWord> steps;  ///< ReturnTo: ids of the tasks that it may go back to, and their names.
    QList<modules::NamedWord> people; ///< Whom it may name, by rank: ids of members, and their names with the post.
};

/// Whether an act is refused where it gives no reason.
bool wantsReason(modules::ActionKind kind);
/// Whether an act names people: one, or for AddSigner several.
bool namesPeople(modules::ActionKind kind);

/// An open step as it is told: a task, or all tasks of a countersigning.
struct StandingStep
{
    QString name;
    QStringList waiting;  ///< Who has it or could take it, by name.
    QStringList done;     ///< Who has signed; of a countersigning only.
    bool isRound = false; ///< 会签
    Instant since;
    std::optional<Instant> due;
    modules::DeadlineLight light = modules::DeadlineLight::None;
    int urges = 0; ///< How often its tasks were urged.
};

/// Where a record is now, and what the person can do to it beside ending a step.
struct RecordStanding
{
    QList<StandingStep> steps;
    QString suspendedBy; ///< By name; empty while it goes on.
    Instant suspendedAt;
    QString end;                           ///< How it ended, by the id of ProcessState::ended,
    QString endName;                       ///< and by the name of the end event.
    std::optional<RefusedEvent> overtaken; ///< The person's newest act that something unknown to them came before.
    QList<FurtherAct> acts;
};

/// Of a record that was loaded from the same workspace. What is offered was asked of the engine itself, so that nothing
/// is offered that it refuses: ReturnTo, Withdraw, Transfer, AddSigner, RemoveSigner, Urge, Suspend, Resume, Terminate
/// and Reassign. `view.definition` must be there.
RecordStanding standingOf(const Workspace &workspace, const RecordView &view);

} // namespace wenyi::core
