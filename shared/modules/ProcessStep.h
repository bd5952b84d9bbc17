// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/modules/ModuleDefinition.h"
#include "shared/modules/ProcessState.h"

namespace wenyi::modules {

Error refused(const QByteArray &reason, const QString &detail = {});
bool hasRole(const Actor &actor, const QStringList &roles);

/// One action on a copy of the state, which is given back only when all of it was allowed: what apply() is made of.
class ProcessStep
{
public:
    /// Definition and action outlive the step.
    ProcessStep(const ModuleDefinition &definition, const ProcessState &state, const Action &action);
    Result<ProcessState> run();

private:
    Result<void> perform();
    Result<void> performOnRecord();
    Result<void> performOnTask();
    void tidy();

    Result<void> start();
    Result<void> save();
    Result<void> complete();
    Result<void> returnTo();
    Result<void> withdraw();
    Result<void> handOver();
    Result<void> circulate();
    Result<void> markRead();
    Result<void> elapse();
    Result<void> addSigners();
    Result<void> removeSigner();
    Result<void> urge();
    Result<void> suspend();
    Result<void> resume();
    Result<void> terminate();
    Result<void> reassign();

    Result<void> findOpenTask();
    Result<void> findTask();
    Error missingTask() const;
    Result<void> takeValues(const QStringList &editable);
    Result<void> checkComplete(const TaskRules &rules) const;
    Result<void> checkReason() const;
    void touched();

    Result<void> goOn(const QString &from, const Marking &before);
    Marking markingWithout(const QString &node) const;
    QList<TaskId> open(const QString &node, const MemberId &assigned);
    TaskId openFor(const QString &node, const MemberId &assigned);
    OpenTask &taskRef(const TaskId &id);
    bool isOpen(const QString &node) const;

    Countersigning *roundOf(const QString &node);
    QList<TaskId> openRound(const QString &node, const CountersignRule &rule);
    QList<MemberId> signersOf(const CountersignRule &rule) const;
    Result<void> sign(const Countersigning &before);
    bool isSigner(const Countersigning &round, const MemberId &member) const;
    Result<void> mayAddSigners();
    bool isEnough(const Countersigning &round, qsizetype open) const;
    Result<void> closeRound(const Countersigning &round, const Countersigning &before);
    void reopenSigner(const LastStep &last);

    const ModuleDefinition &m_definition;
    ProcessState m_state;
    const Action &m_action;
    OpenTask m_task;
    const ProcessNode *m_node = nullptr;
    bool m_returnsForOther = false;
};

} // namespace wenyi::modules
