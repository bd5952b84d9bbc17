// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Clock.h"
#include "shared/base/Digest.h"
#include "shared/base/StrongId.h"
#include "shared/modules/TokenGame.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace wenyi::modules {

/// 任务: one opening of a user task, NODE.N with N counting from 1; the same on every replica.
using TaskId = StrongId<struct TaskIdTag>;

/// A person who acts, and as what.
struct Actor
{
    MemberId member;
    UnitCode unit;
    QStringList roles; ///< As the directory says for the time of the act; not what the person claims.
};

/// 意见: what a person wrote at a step.
struct Opinion
{
    QString words;
    std::optional<Digest> handwriting; ///< Blob of the picture.
    bool isEmpty() const { return words.trimmed().isEmpty() && !handwriting; }
    friend bool operator==(const Opinion &, const Opinion &) = default;
};

/// Never renumbered: these stand in journals.
enum class ActionKind {
    Start = 1,
    Save = 2,          ///< Values only; the task stays open.
    Complete = 3,      ///< With one of the task's outcomes.
    ReturnTo = 4,      ///< 退回 to an earlier task, with the reason as opinion.
    Withdraw = 5,      ///< 撤回 of one's own step, as long as nobody has touched what it opened.
    Transfer = 6,      ///< 转办: the task is another member's from now on.
    Delegate = 7,      ///< 代办: another member may do it in one's stead.
    Circulate = 8,     ///< 传阅 to members beside the process.
    MarkRead = 9,      ///< 圈阅 of what was circulated to oneself.
    Elapse = 10,       ///< 时限到: a timer's time has come; made by the desktop of whoever sees it first.
    AddSigner = 11,    ///< 加签 to a task of several people, or to one that allows it.
    RemoveSigner = 12, ///< 减签 of one who has not signed, with the reason as opinion.
    Urge = 13,         ///< 催办 of an open task that is somebody else's.
    Suspend = 14,      ///< 暂停, with the reason as opinion.
    Resume = 15,       ///< 恢复
    Terminate = 16,    ///< 终止 before its end, with the reason as opinion.
    Reassign = 17      ///< 改派 of a task by an administrator, with the reason as opinion.
};

/// The kind that was added last; whatever lies beyond it a newer program made.
inline constexpr ActionKind NewestKind = ActionKind::Reassign;

/// What somebody does.
struct Action
{
    ActionKind kind = ActionKind::Complete;
    Actor actor;
    Instant at;
    TaskId task;         ///< Of all but Start, Withdraw, Circulate, MarkRead, Suspend, Resume, Terminate.
    QString outcome;     ///< Complete.
    QString node;        ///< ReturnTo; Elapse: the timer.
    QList<Actor> others; ///< Transfer, Delegate, RemoveSigner, Reassign (one); AddSigner, Circulate.
    QJsonObject values;  ///< Start, Save, Complete; null unsets a field.
    Opinion opinion;
    QByteArray signature; ///< The personal signature, opaque here; who verifies it hands the action in.
};

/// A task that somebody is to do.
struct OpenTask
{
    TaskId id;
    QString node;
    UnitCode unit;
    MemberId assigned; ///< Empty: any member of the unit with one of the task's roles.
    MemberId delegate; ///< May do it in the stead of `assigned` or of the role.
    Instant since;
    std::optional<Instant> due;
    int urges = 0;                       ///< How often it was urged,
    std::optional<Instant> urgedAt = {}; ///< and when last.
    friend bool operator==(const OpenTask &, const OpenTask &) = default;
};

/// A member to whom a record was circulated beside the process.
struct Circulation
{
    MemberId member;
    Instant since;
    std::optional<Instant> readAt;
    friend bool operator==(const Circulation &, const Circulation &) = default;
};

/// 会签 of a task that is open for several people, beside their tasks.
struct Countersigning
{
    QString node;
    MemberId opener; ///< Whose step opened it; who made a task into one by adding a signer.
    Instant since;
    QList<MemberId> next; ///< Who signs in turn after those whose tasks are open.
    QList<MemberId> done; ///< Who has signed, in order.
    QString outcome;      ///< The first that was one of the task's refusals, else that of who signed last.
    friend bool operator==(const Countersigning &, const Countersigning &) = default;
};

/// 暂停 of a record.
struct Suspension
{
    MemberId member;
    Instant since;
    friend bool operator==(const Suspension &, const Suspension &) = default;
};

/// What the person who acted last could take back.
struct LastStep
{
    MemberId member;
    QString node;
    QList<TaskId> opened;
    QStringList waitingBefore;
    std::optional<Countersigning> round = {}; ///< Of a countersigning, as it was before.
    MemberId principal = {};                  ///< Of a countersigning: whose task it was.
    QStringList fired = {};                   ///< Timers of the task that had warned.
    friend bool operator==(const LastStep &, const LastStep &) = default;
};

/// ProcessState::ended of a record that somebody terminated, and of one whose sender took it back (endRecalled()).
inline constexpr QStringView TerminatedEnd = u"terminated";
inline constexpr QStringView RecalledEnd = u"recalled";

/// Where a record stands. Version 0: not started.
struct ProcessState
{
    int version = 0; ///< Of the module, from the start to the end.
    UnitCode unit;
    MemberId starter;
    QList<OpenTask> tasks;
    QStringList waiting;                  ///< Tokens that wait at a parallel gateway.
    QList<Countersigning> countersigning; ///< One for each open task of several people.
    QStringList fired;                    ///< Timers of open tasks that warned.
    std::optional<Suspension> suspension; ///< Nothing goes on until it is lifted.
    QString ended;                        ///< Id of the end event, TerminatedEnd or RecalledEnd; empty while it runs.
    QString outcome;                      ///< Of the step completed last.
    QMap<QString, int> visits;            ///< How often each task was opened.
    QMap<QString, MemberId> lastActor;    ///< Who completed each task last: a returned task goes back to that person.
    QList<MemberId> participants;         ///< Who acted, each once, in order.
    QList<Circulation> circulation;
    std::optional<LastStep> lastStep;
    QJsonObject values;

    bool isStarted() const { return version > 0; }
    bool isEnded() const { return !ended.isEmpty(); }
    const OpenTask *task(const TaskId &id) const;
    /// Since when a task is open; of one of several people since its first one's was.
    Instant openSince(const OpenTask &task) const;
    friend bool operator==(const ProcessState &, const ProcessState &) = default;
};

} // namespace wenyi::modules
