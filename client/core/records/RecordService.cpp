// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/RecordService.h"

#include "client/core/profile/WorkspaceLock.h"
#include "client/core/records/NumberService.h"
#include "client/core/records/RecalledRecord.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::core {

using modules::ActionKind;

// A record folded from the journal, which is the truth; the projection's tables are for lists.
struct RecordService::Reading
{
    modules::Record record;
    const modules::ModuleDefinition *definition = nullptr;
    QList<RefusedEvent> refused;
};

namespace {

const modules::TaskRules *rulesOf(
    const modules::ModuleDefinition &definition, const modules::ProcessState &state, const modules::TaskId &task)
{
    const modules::OpenTask *open = state.task(task);
    return open ? &definition.process.node(open->node)->task : nullptr;
}

QString nodeName(const modules::ModuleDefinition &definition, const QString &node)
{
    const modules::ProcessNode *found = definition.process.node(node);
    return found ? found->name : node;
}

/// Where records of the module begin: 起草, 来文.
QString startName(const modules::ModuleDefinition &definition)
{
    const auto isStart = [](const modules::ProcessNode &node) { return node.kind == modules::NodeKind::Start; };
    const QList<modules::ProcessNode> &nodes = definition.process.nodes();
    const auto start = std::find_if(nodes.begin(), nodes.end(), isStart);
    return start == nodes.end() ? QString() : start->name;
}

} // namespace

QString HistoryLine::by() const
{
    return inSteadOfName.isEmpty() ? memberName : u"%1（代%2）"_s.arg(memberName, inSteadOfName);
}

QString statementAct(const QString &act, ActionKind kind, const QString &outcome)
{
    return act + u'.' + (kind == ActionKind::ReturnTo ? u"return"_s : outcome);
}

Result<void> checkSays(const SignedStatement &statement, const modules::RecordStep &step, const StreamId &stream)
{
    const SignedStatement said{statementAct(step.act, step.kind, step.outcome), stream, statement.document,
        step.opinion.words, step.at, step.member};
    if (statement != said)
        return Error{ErrorCode::NotTrusted, "record.signature-differs", step.act};
    return {};
}

RecordService::RecordService(Workspace &workspace)
    : m_workspace(workspace)
    , m_roles(workspace.directory())
{
}

modules::Actor RecordService::me() const
{
    const directory::Member &member = m_workspace.member();
    return {member.id, member.unit, m_roles.rolesOf(member.id, member.unit, m_workspace.environment().clock.now())};
}

Result<RecordService::Reading> RecordService::read(const StreamId &stream, const std::optional<Digest> &until)
{
    Reading reading;
    reading.record.stream = stream;
    WENYI_TRY(const auto entries, m_workspace.journal().stream(stream));
    bool isRecalled = false;
    for (const auto &[stored, number, payload] : entries) {
        if (until && stored.id == *until)
            break;
        isRecalled = isRecalled || (payload && endsRecalled(stored.entry, *payload));
        // Also where the ruling stands before the record's beginning, as it may after a restore.
        if (isRecalled && reading.record.process.isStarted())
            modules::endRecalled(reading.record.process);
        if (stored.entry.kind != entrykind::RecordEvent || !payload)
            continue;
        const auto event = modules::RecordEvent::fromBytes(*payload, stored.id, stored.entry.actor);
        const std::optional<Error> refusal =
            event ? modules::applyEvent(reading.record, *event, m_workspace.modules(), m_roles).refusal
                  : std::optional(event.error());
        if (refusal && !(event && isSaidAlready(*event, *refusal)))
            reading.refused.append({stored.id, stored.entry.actor,
                instantFromMilliseconds(stored.entry.time.milliseconds), refusal->reason, refusal->detail});
    }
    if (!reading.record.process.isStarted())
        return Error{ErrorCode::NotFound, "record.none", stream.toString()};
    if (isRecalled)
        modules::endRecalled(reading.record.process);
    WENYI_TRY(reading.definition, m_workspace.modules().find(reading.record.module, reading.record.process.version));
    return reading;
}

Result<modules::Record> RecordService::before(const StreamId &stream, const Digest &entry)
{
    WENYI_TRY(Reading reading, read(stream, entry));
    return std::move(reading.record);
}

HistoryLine RecordService::describeStep(
    const modules::RecordStep &step, const modules::ModuleDefinition &definition) const
{
    const auto nameOf = [this](const MemberId &id) {
        const directory::Member *member = m_workspace.directory().member(id);
        return member ? member->name : id.toString();
    };
    HistoryLine line;
    line.step = step;
    line.memberName = nameOf(step.member);
    line.inSteadOfName = step.inSteadOf.isEmpty() ? QString() : nameOf(step.inSteadOf);
    if (const directory::Member *member = m_workspace.directory().member(step.member))
        line.post = member->post;
    line.stepName = step.kind == ActionKind::Start ? startName(definition) : nodeName(definition, step.node);
    line.actName = definition.actName(step.act);
    line.outcomeName = step.outcome.isEmpty() ? QString() : definition.outcomeName(step.outcome);
    line.returnedToName = nodeName(definition, step.returnedTo);
    for (const MemberId &other : step.others)
        line.otherNames.append(nameOf(other));
    return line;
}

Result<RecordView> RecordService::load(const StreamId &stream)
{
    WENYI_TRY(Reading reading, read(stream));
    const modules::ModuleDefinition &definition = *reading.definition;
    RecordView view;
    for (const modules::RecordStep &step : std::as_const(reading.record.history))
        view.history.append(describeStep(step, definition));
    for (const auto &possible : modules::possibleActs(definition, reading.record.process, me())) {
        PossibleAct act{
            possible, nodeName(definition, possible.task.node), definition.actName(possible.rules.act), {}, {}};
        for (const QString &outcome : possible.rules.outcomes)
            act.outcomes.append({outcome, definition.outcomeName(outcome)});
        for (const QString &target : possible.returnTargets)
            act.returnTargets.append({target, nodeName(definition, target)});
        view.possible.append(act);
    }
    view.canWithdraw = modules::mayWithdraw(definition, reading.record.process, me()).has_value();
    view.refused = reading.refused;
    view.definition = reading.definition;
    view.record = std::move(reading.record);
    return view;
}

Result<journal::NewEntry> RecordService::entryOf(const StreamId &stream, const modules::RecordEvent &event) const
{
    WENYI_TRY(const QByteArray payload, event.toBytes());
    return journal::NewEntry{
        stream, event.module, entrykind::RecordEvent.toString(), payload, {}, m_workspace.profile().unit.toString()};
}

Result<void> RecordService::check(const modules::Record &record, const modules::RecordEvent &event) const
{
    modules::Record tried = record;
    const modules::EventOutcome outcome = modules::applyEvent(tried, event, m_workspace.modules(), m_roles);
    if (outcome.refusal)
        return *outcome.refusal;
    return {};
}

Result<QList<journal::NewEntry>> RecordService::startEntries(const StartRequest &request)
{
    WENYI_TRY(const modules::ModuleDefinition *definition, m_workspace.modules().newest(request.module));
    StreamId stream = request.stream;
    if (stream.isEmpty())
        stream = StreamId(QString::fromLatin1(m_workspace.environment().random.bytes(16).toHex()));
    WENYI_TRY(const bool exists, m_workspace.journal().hasStream(stream));
    if (exists)
        return Error{ErrorCode::AlreadyExists, "record.exists", stream.toString()};
    modules::RecordEvent event;
    event.module = definition->id;
    event.version = definition->version;
    event.action.kind = ActionKind::Start;
    event.action.actor = {m_workspace.member().id, m_workspace.member().unit, {}};
    event.action.at = m_workspace.environment().clock.now();
    event.action.values = request.values;
    event.references = request.references;
    modules::Record record;
    record.stream = stream;
    WENYI_CHECK(check(record, event));
    WENYI_TRY(const auto entry, entryOf(stream, event));
    return QList<journal::NewEntry>{entry};
}

Result<StreamId> RecordService::start(const StartRequest &request)
{
    WENYI_TRY(const auto entries, startEntries(request));
    WENYI_CHECK(m_workspace.journal().append(m_workspace.member().id, entries));
    return entries.constLast().stream;
}

modules::RecordEvent RecordService::eventOf(const modules::Record &record, const ActRequest &request) const
{
    modules::RecordEvent event;
    event.module = record.module;
    event.version = record.process.version;
    event.references = request.references;
    modules::Action &action = event.action;
    action.kind = request.kind;
    action.actor = {m_workspace.member().id, m_workspace.member().unit, {}};
    action.at = request.at.value_or(m_workspace.environment().clock.now());
    action.task = request.task;
    action.outcome = request.outcome;
    action.node = request.returnTo;
    action.values = request.values;
    action.opinion = request.opinion;
    for (const MemberId &other : request.others) {
        const directory::Member *member = m_workspace.directory().member(other);
        action.others.append({other, member ? member->unit : UnitCode(), {}});
    }
    return event;
}

Result<void> RecordService::sign(modules::RecordEvent &event, const modules::Record &record,
    const modules::TaskRules &rules, const Digest &document, const SecretBytes *pin) const
{
    if (!pin)
        return Error{ErrorCode::NotAllowed, "record.pin-required", rules.act};
    // First whether the rules allow it at all: a PIN is not asked, nor an attempt spent, for what cannot be done.
    event.action.signature = "unsigned";
    WENYI_CHECK(check(record, event));
    const modules::Action &action = event.action;
    const SignedStatement statement{statementAct(rules.act, action.kind, action.outcome), record.stream, document,
        action.opinion.words, action.at, action.actor.member};
    WENYI_TRY(const auto signer, m_workspace.openKey(keyfile::PersonalSigning, *pin));
    WENYI_TRY(const PersonalSignature signature, signStatement(statement, *signer));
    event.action.signature = signature.toBytes();
    return {};
}

Result<QList<journal::NewEntry>> RecordService::actEntries(
    const StreamId &stream, const ActRequest &request, const SecretBytes *pin)
{
    WENYI_CHECK(checkOpen(m_workspace.profile(), m_workspace.member().id, m_workspace.keys()));
    WENYI_TRY(const Reading reading, read(stream));
    const modules::Record &record = reading.record;
    WENYI_CHECK(NumberService::checkNoneBrought(*reading.definition, request.values));
    modules::RecordEvent event = eventOf(record, request);
    QList<journal::NewEntry> entries;
    const modules::TaskRules *rules = rulesOf(*reading.definition, record.process, request.task);
    if (rules && request.kind == ActionKind::Complete && !rules->refusals.contains(request.outcome)) {
        NumberService numbers(m_workspace);
        WENYI_TRY(entries, numbers.fillIn(*reading.definition, *rules, record, event.action.values));
    }
    const bool signs = rules && rules->signature == modules::SignatureRule::Personal
                       && (request.kind == ActionKind::Complete || (request.kind == ActionKind::ReturnTo && pin));
    if (signs)
        WENYI_CHECK(sign(event, record, *rules, request.document, pin));
    WENYI_CHECK(check(record, event));
    WENYI_TRY(const auto entry, entryOf(stream, event));
    entries.append(entry);
    return entries;
}

Result<Digest> RecordService::act(const StreamId &stream, const ActRequest &request, const SecretBytes *pin)
{
    WENYI_TRY(const auto entries, actEntries(stream, request, pin));
    WENYI_TRY(const auto ids, m_workspace.journal().append(m_workspace.member().id, entries));
    return ids.constLast();
}

Result<SignedStatement> RecordService::checkSignature(const StreamId &stream, const modules::RecordStep &step) const
{
    if (step.signature.isEmpty())
        return Error{ErrorCode::NotTrusted, "record.signature-missing", step.act};
    WENYI_TRY(const auto signature, PersonalSignature::fromBytes(step.signature));
    WENYI_TRY(const auto statement, verifyStatement(signature, m_workspace.trust()));
    WENYI_CHECK(checkSays(statement, step, stream));
    return statement;
}

Result<QList<modules::RecordStep>> RecordService::signedSteps(const StreamId &stream)
{
    WENYI_TRY(const Reading reading, read(stream));
    QList<modules::RecordStep> steps;
    for (const modules::RecordStep &step : reading.record.history) {
        const modules::ProcessNode *node = reading.definition->process.node(step.node);
        const bool demanded =
            node && step.kind == ActionKind::Complete && node->task.signature == modules::SignatureRule::Personal;
        if (demanded || !step.signature.isEmpty())
            steps.append(step);
    }
    return steps;
}

Result<QList<SignatureCheck>> RecordService::verifySignatures(const StreamId &stream)
{
    WENYI_TRY(const auto steps, signedSteps(stream));
    QList<SignatureCheck> checks;
    for (const modules::RecordStep &step : steps) {
        SignatureCheck check{step.entry, step.member, step.act, {}, {}};
        if (const auto statement = checkSignature(stream, step))
            check.statement = *statement;
        else
            check.fault = statement.error();
        checks.append(check);
    }
    return checks;
}

} // namespace wenyi::core
