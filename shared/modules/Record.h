// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/modules/ModuleCatalogue.h"
#include "shared/modules/RecordEvent.h"

#include <optional>

namespace wenyi::modules {

/// Who may do what at a time; handed in, the directory knows.
class RoleSource
{
public:
    virtual ~RoleSource() = default;
    /// Empty for somebody who is not, or no longer, a member of the unit. Must give the same for the same `at` on every
    /// replica with the same directory.
    virtual QStringList rolesOf(const MemberId &member, const UnitCode &unit, Instant at) const = 0;
};

/// What was done to a record, one line of its history.
struct RecordStep
{
    Digest entry;
    ActionKind kind = ActionKind::Complete;
    TaskId task;
    QString node; ///< Of the task; of Start, Circulate and MarkRead empty.
    QString act;
    MemberId member;
    UnitCode unit;
    MemberId inSteadOf; ///< Whose task somebody else did or sent back; empty otherwise.
    QString outcome;
    QString returnedTo;
    QString timer; ///< Whose time had come.
    QList<MemberId> others;
    Opinion opinion;
    QByteArray signature;
    Instant at;
};

/// 事项: what a module keeps of one matter.
struct Record
{
    StreamId stream;
    QString module;
    ProcessState process;
    QList<RecordStep> history; ///< Steps that took effect, in order.
    QList<Reference> references;

    const QJsonObject &values() const { return process.values; }
    /// The newest reference of a name.
    std::optional<Digest> reference(QStringView name) const;
};

/// Whether an event that was refused for this reason was overtaken: its author's desktop allowed it, and something that
/// the author did not know of came before it in the order of things. Other refusals are of what nobody could have done
/// in any order: a fault of a program, or of somebody who tampers with one.
bool wasOvertaken(QByteArrayView reason);

/// What became of an event. One that is not effective is kept and shown to its author with the reason.
struct EventOutcome
{
    Digest entry;
    std::optional<Error> refusal;
    bool isEffective() const { return !refusal; }
    bool isOvertaken() const { return refusal && wasOvertaken(refusal->reason); }
};

/// The next event of a record, in the stream's order. A record that is not affected stays as it is. Besides apply()'s
/// the refusals are NotAllowed "record.other-module" and those of ModuleCatalogue::find().
EventOutcome applyEvent(
    Record &record, const RecordEvent &event, const ModuleCatalogue &catalogue, const RoleSource &roles);

/// 撤回 from outside: the sender took back what the record began with. It ends here, whatever was done to it: nothing
/// is to do any more, nothing can be taken back, and its history stays.
void endRecalled(ProcessState &process);

/// A record and what became of each of its events, in their order.
struct FoldedRecord
{
    Record record;
    QList<EventOutcome> outcomes;
};

/// Folds all events of a stream; the same events in the same order give the same record everywhere.
FoldedRecord fold(const StreamId &stream, const QList<RecordEvent> &events, const ModuleCatalogue &catalogue,
    const RoleSource &roles);

} // namespace wenyi::modules
