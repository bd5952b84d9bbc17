// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/profile/Workspace.h"
#include "client/core/records/DirectoryRoles.h"
#include "client/core/records/PersonalSignature.h"
#include "client/core/records/RecordProjection.h"
#include "shared/modules/Worklist.h"

namespace wenyi::core {

/// A record's reference to the blob in which its sealed OFD lies, of a document that goes out as of one that came.
inline constexpr QStringView SealedOfdReference = u"ofd";

/// A step of a record's history with what people call it.
struct HistoryLine
{
    modules::RecordStep step;
    QString memberName;
    QString inSteadOfName; ///< Whose task it was, where somebody did it in another's stead.
    QString post;
    QString stepName;
    QString actName;
    QString outcomeName;
    QString returnedToName;
    QStringList otherNames;

    /// Both names where it was done in another's stead: 李四（代张三）.
    QString by() const;
};

/// What I can do at an open task, with the names for buttons and menus.
struct PossibleAct
{
    modules::PossibleActs possible;
    QString stepName;
    QString actName;
    QList<modules::NamedWord> outcomes;
    QList<modules::NamedWord> returnTargets; ///< Ids of tasks and their names.
};

/// A record as a window shows it.
struct RecordView
{
    modules::Record record;
    const modules::ModuleDefinition *definition = nullptr; ///< Lives as long as the workspace.
    QList<HistoryLine> history;
    QList<PossibleAct> possible;
    bool canWithdraw = false;
    QList<RefusedEvent> refused; ///< What took no effect, mine and others'.
};

/// A record to be begun.
struct StartRequest
{
    QString module;
    QJsonObject values;
    QList<modules::Reference> references;
    StreamId stream; ///< Empty: a new one is drawn. An envelope that is taken in names its own, so that it comes once.
};

/// What somebody wants to do to a record; the fields that its kind does not use stay empty.
struct ActRequest
{
    modules::ActionKind kind = modules::ActionKind::Complete;
    modules::TaskId task;
    QString outcome;        ///< Complete.
    QString returnTo;       ///< ReturnTo: a task's node. Elapse: the timer.
    QList<MemberId> others; ///< Transfer, Delegate (one), Circulate.
    QJsonObject values;
    modules::Opinion opinion;
    QList<modules::Reference> references;
    Digest document;                ///< SM3 of the document as it was shown; what a personal signature names.
    std::optional<Instant> at = {}; ///< Elapse: by the server's clock. Of all others empty: now, by this desktop's.
};

/// Whether one personal signature of a record's history holds, and what it says.
struct SignatureCheck
{
    Digest entry;
    MemberId member;
    QString act;
    std::optional<SignedStatement> statement; ///< When it holds.
    std::optional<Error> fault;
};

/// The words of a signed statement's `act`: the act with how it ended, "issue.agree", or "review.return".
QString statementAct(const QString &act, modules::ActionKind kind, const QString &outcome);

/// Whether a signed statement says what a step of the record says. Fails with NotTrusted "record.signature-differs".
Result<void> checkSays(const SignedStatement &statement, const modules::RecordStep &step, const StreamId &stream);

/// 办理: begins records and does acts on them as the member who unlocked the workspace.
///
/// What the rules do not allow is refused before anything is written, with the reasons of modules::apply().
class RecordService
{
public:
    explicit RecordService(Workspace &workspace);

    /// Fails with NotFound "record.none".
    Result<RecordView> load(const StreamId &stream);
    /// The record as it stood when an entry of its stream came. Fails with NotFound "record.none".
    Result<modules::Record> before(const StreamId &stream, const Digest &entry);
    /// Fails with AlreadyExists "record.exists" and as modules::apply() does.
    Result<StreamId> start(const StartRequest &request);
    /// Gives the id of the entry. `pin` opens the member's signing key where the step wants a personal signature. A
    /// number that the step has to set is drawn (NumberService) in the same transaction. Fails with NotAllowed
    /// "record.pin-required", "number.…", and as load(), modules::apply() and Workspace::openKey() do.
    Result<Digest> act(const StreamId &stream, const ActRequest &request, const SecretBytes *pin = nullptr);

    /// The entries that start() and act() append, for services that write more in the same transaction; the record's
    /// own event is the last one.
    Result<QList<journal::NewEntry>> startEntries(const StartRequest &request);
    Result<QList<journal::NewEntry>> actEntries(
        const StreamId &stream, const ActRequest &request, const SecretBytes *pin);

    /// The steps of the history that bear a personal signature, or had to. Fails with NotFound "record.none".
    Result<QList<modules::RecordStep>> signedSteps(const StreamId &stream);
    /// Checks each personal signature of the history: that it holds and says what the step says. Steps that had to be
    /// signed and are not are faults too ("record.signature-missing"); NotTrusted "record.signature-differs", and as
    /// verifyStatement() does.
    Result<QList<SignatureCheck>> verifySignatures(const StreamId &stream);

private:
    struct Reading;
    /// Up to an entry, where one is given.
    Result<Reading> read(const StreamId &stream, const std::optional<Digest> &until = {});
    modules::Actor me() const;
    modules::RecordEvent eventOf(const modules::Record &record, const ActRequest &request) const;
    Result<void> sign(modules::RecordEvent &event, const modules::Record &record, const modules::TaskRules &rules,
        const Digest &document, const SecretBytes *pin) const;
    Result<void> check(const modules::Record &record, const modules::RecordEvent &event) const;
    Result<journal::NewEntry> entryOf(const StreamId &stream, const modules::RecordEvent &event) const;
    HistoryLine describeStep(const modules::RecordStep &step, const modules::ModuleDefinition &definition) const;
    Result<SignedStatement> checkSignature(const StreamId &stream, const modules::RecordStep &step) const;

    Workspace &m_workspace;
    DirectoryRoles m_roles;
};

} // namespace wenyi::core
