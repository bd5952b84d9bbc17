// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/modules/Condition.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace wenyi::modules {

enum class NodeKind { Start, UserTask, ExclusiveGateway, ParallelGateway, End, SubProcess, Timer };

/// Whom a task is given to when the process comes to it for the first time.
enum class Assignment {
    Role,   ///< Whoever of the unit has one of the task's roles.
    Starter ///< The person who started the record, e.g. its drafter.
};

enum class OpinionRule { Optional, Required };
enum class SignatureRule { NotNeeded, Personal };
enum class WithdrawRule { Allowed, Never };
enum class AddSigners { Never, Allowed };

enum class SigningOrder { AllAtOnce, InTurn };

/// 会签: a userTask with multiInstanceLoopCharacteristics is given to several people, each of whom signs.
struct CountersignRule
{
    SigningOrder order = SigningOrder::AllAtOnce; ///< isSequential
    QString
        signersField; ///< wenyi:signers: a field of kind list, the members' ids. Nobody named: whoever has the role.
    /// completionCondition: enough have signed. It sees the record's fields, `outcome` of who signed last, and how many
    /// there are: nrOfInstances, nrOfCompletedInstances, nrOfActiveInstances.
    std::optional<Condition> enough;
};

enum class TimerStart { Opening, Deadline };
enum class DayKind { Calendar, Working };
enum class TimerEffect {
    Interrupts, ///< cancelActivity: the task is taken away and the process goes on along the timer's flow.
    Warns       ///< The task stays; the timer's flow, if it has one, begins a branch beside it.
};

/// A boundaryEvent with a timerEventDefinition.
struct TimerRule
{
    TimerStart from = TimerStart::Opening; ///< wenyi:from, opening or deadline.
    std::chrono::seconds after{0};         ///< timeDuration; negative only from the deadline.
    DayKind days = DayKind::Calendar;      ///< wenyi:days, calendar or working: of which kind its whole days are.
    TimerEffect effect = TimerEffect::Interrupts;
};

/// What our own attributes say of a userTask (namespace ProcessDefinition::Namespace).
struct TaskRules
{
    QString act;          ///< wenyi:act, a word of the glossary: draft, review, issue, number, seal …
    QStringList roles;    ///< wenyi:role: who may do it; any of them.
    QStringList outcomes; ///< wenyi:outcomes: how it may end; "done" if not said. Conditions see it as `outcome`.
    QStringList refusals; ///< wenyi:refusals: outcomes that need no field set, but a reason as opinion (退文, 作废).
    QStringList returnTo; ///< wenyi:returnTo: earlier tasks that it may be sent back to.
    QStringList returnBy; ///< wenyi:returnBy: roles that may send back what waits for a person, and do nothing else.
    QStringList editable; ///< wenyi:editable: fields that may be changed here; those required are among them.
    QStringList required; ///< wenyi:required: fields that must be set before it ends, unless by a refusal or a return.
    Assignment assignment = Assignment::Role; ///< wenyi:assignment, role or starter.
    QString sameAs;                           ///< wenyi:sameAs: a task; whoever completed that one last gets this one.
    OpinionRule opinion = OpinionRule::Optional;        ///< wenyi:opinion, optional or required.
    SignatureRule signature = SignatureRule::NotNeeded; ///< wenyi:signature, none or personal.
    WithdrawRule withdraw = WithdrawRule::Allowed;      ///< wenyi:withdraw, allowed or never.
    std::optional<int> deadlineDays;        ///< wenyi:deadlineDays: calendar days from when the task opened.
    std::optional<int> deadlineWorkingDays; ///< wenyi:deadlineWorkingDays: due when the so manieth working day ends.
    QString deadlineField;                  ///< wenyi:deadlineField: a date field, due at the end of that day.
    std::optional<CountersignRule> countersign;
    AddSigners addSigners = AddSigners::Never; ///< wenyi:addSigners: also where it is no countersigning.
    bool returnsAnywhere = false;              ///< wenyi:returnTo="*"; returnTo then names the tasks that it means.
};

struct ProcessNode
{
    QString id;
    QString name;
    NodeKind kind = NodeKind::UserTask;
    TaskRules task;      ///< Of a user task; of the start event only `roles` and `editable`.
    QString defaultFlow; ///< Of an exclusive gateway that parts.
    QString parent;      ///< The sub-process that it stands in; empty outside of all.
    QString host;        ///< Of a timer: the user task that it is attached to.
    TimerRule timer;
};

struct SequenceFlow
{
    QString id;
    QString name;
    QString from;
    QString to;
    std::optional<Condition> condition;
};

/// process.bpmn: the subset of BPMN 2.0 (ISO/IEC 19510) that the process engine runs; docs/MODULES.md describes it.
///
/// One process of startEvent, userTask (also for several people: multiInstanceLoopCharacteristics), exclusiveGateway,
/// parallelGateway, boundaryEvent with a timer, embedded subProcess, endEvent and sequenceFlow; diagrams, names,
/// documentation, lanes, pools and other people's extensions are passed over, every other element is refused. An
/// exclusive gateway that parts has a default flow and a condition (see Condition) on every other one, tried in the
/// order of the file. A return takes the whole process to the task it names; parallel branches are given up.
///
/// What was read is also sound: from every state that can occur, whatever the conditions and timers say, an end can be
/// reached.
class ProcessDefinition
{
public:
    static constexpr char Namespace[] = "urn:wenyi:process";
    static constexpr QStringView SystemAdministrator = u"system-administrator";

    /// Fails with InvalidInput "process.…"; the detail begins with the line or the element. What the engine does not
    /// support is "process.unsupported-element", and the detail names every such element with its line and id.
    static Result<ProcessDefinition> fromBpmn(const QByteArray &bpmn);

    const QString &id() const { return m_id; }
    /// wenyi:administrator: roles that may halt, end and reassign its records; SystemAdministrator if not said.
    const QStringList &administrators() const { return m_administrators; }
    const QList<ProcessNode> &nodes() const { return m_nodes; }
    const QList<SequenceFlow> &flows() const { return m_flows; }
    /// Null when there is none.
    const ProcessNode *node(QStringView id) const;
    const SequenceFlow *flow(QStringView id) const;
    QList<const SequenceFlow *> flowsFrom(QStringView node) const;
    QList<const SequenceFlow *> flowsTo(QStringView node) const;
    const ProcessNode &start() const;
    /// The start event inside a sub-process.
    const ProcessNode &startOf(QStringView subProcess) const;
    bool isWithin(QStringView node, QStringView subProcess) const;
    /// The timers on a task, in the order of the file.
    QList<const ProcessNode *> timersOn(QStringView task) const;
    /// Every field that a task or a condition names.
    QStringList fields() const;

private:
    friend class BpmnReader;
    Result<void> check() const;
    Result<void> checkFlows() const;
    Result<void> checkNode(const ProcessNode &node) const;

    QString m_id;
    QStringList m_administrators{SystemAdministrator.toString()};
    QList<ProcessNode> m_nodes;
    QList<SequenceFlow> m_flows;
};

} // namespace wenyi::modules
