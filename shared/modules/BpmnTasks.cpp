// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/BpmnDuration.h"
#include "shared/modules/BpmnReader.h"
#include "shared/modules/JsonDeclaration.h"

namespace wenyi::modules {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaximumNodes = 300;
constexpr int MaximumDeadline = 3'650; // days

const QList<QStringView> ourAttributes{u"act", u"role", u"outcomes", u"refusals", u"returnTo", u"returnBy", u"editable",
    u"required", u"assignment", u"sameAs", u"opinion", u"signature", u"withdraw", u"deadlineDays", u"deadlineField",
    u"signers", u"from", u"days", u"deadlineWorkingDays", u"addSigners", u"administrator"};

// Ids of elements, which other programs also begin with an underscore.
bool isElementId(QStringView id)
{
    return isIdentifier(id) || (id.startsWith(u'_') && id.size() <= 64 && isIdentifier(u'x' + id.sliced(1).toString()));
}

} // namespace

QString BpmnReader::attribute(QStringView name) const
{
    return m_xml.attributes().value(name.toString()).toString();
}

QString BpmnReader::identifier(QStringView name)
{
    const QString id = attribute(name);
    if (!isElementId(id))
        find("process.id", u"%1 %2=\"%3\""_s.arg(m_xml.name(), name, id.left(100)));
    return id;
}

QString BpmnReader::ours(QStringView attribute) const
{
    return m_xml.attributes()
        .value(QLatin1StringView(ProcessDefinition::Namespace), attribute.toString())
        .toString()
        .trimmed();
}

QStringList BpmnReader::words(QStringView attribute)
{
    const QStringList words = ours(attribute).split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (!isElementId(word) || words.count(word) > 1)
            find("process.attribute", u"%1: %2"_s.arg(attribute, word));
    }
    return words;
}

std::optional<int> BpmnReader::days(QStringView attribute)
{
    const QString text = ours(attribute);
    if (text.isEmpty())
        return std::nullopt;
    bool whole = false;
    const int count = text.toInt(&whole);
    if (!whole || count < 1 || count > MaximumDeadline)
        find("process.attribute", u"%1: %2"_s.arg(attribute, text));
    return count;
}

// The first of the words where the attribute is not there.
template<typename Enum>
Enum BpmnReader::word(QStringView attribute, std::initializer_list<std::pair<QStringView, Enum>> words)
{
    const QString found = ours(attribute);
    for (const auto &[name, value] : words) {
        if (found == name)
            return value;
    }
    if (!found.isEmpty())
        find("process.attribute", u"%1: %2"_s.arg(attribute, found));
    return words.begin()->second;
}

std::optional<Condition> BpmnReader::condition(const QString &text, const QString &where)
{
    auto condition = Condition::parse(text);
    if (condition)
        return *condition;
    find(condition.error().reason, where + u": "_s + condition.error().detail);
    return std::nullopt;
}

// A misspelt rule must not pass for an absent one.
void BpmnReader::checkAttributes()
{
    for (const QXmlStreamAttribute &attribute : m_xml.attributes()) {
        if (attribute.namespaceUri() == QLatin1StringView(ProcessDefinition::Namespace)
            && !ourAttributes.contains(attribute.name()))
            find("process.attribute", attribute.name().toString());
    }
}

// Attributes of BPMN's own that would make an element that we know into something else.
void BpmnReader::checkMeaning()
{
    const std::pair<QStringView, QStringView> harmless[] = {{u"isForCompensation", u"false"},
        {u"triggeredByEvent", u"false"}, {u"startQuantity", u"1"}, {u"completionQuantity", u"1"},
        {u"behavior", u"All"}};
    for (const auto &[name, value] : harmless) {
        const QString found = attribute(name);
        if (!found.isEmpty() && found != value)
            find("process.unsupported-element", u"%1 with %2=\"%3\""_s.arg(nameOfElement(), name, found.left(100)));
    }
}

TaskRules BpmnReader::readRules()
{
    TaskRules rules;
    rules.act = ours(u"act");
    rules.roles = words(u"role");
    rules.outcomes = words(u"outcomes");
    rules.refusals = words(u"refusals");
    rules.returnsAnywhere = ours(u"returnTo") == u"*";
    if (!rules.returnsAnywhere)
        rules.returnTo = words(u"returnTo");
    rules.returnBy = words(u"returnBy");
    rules.required = words(u"required");
    rules.editable = words(u"editable");
    for (const QString &field : std::as_const(rules.required)) {
        if (!rules.editable.contains(field))
            rules.editable.append(field);
    }
    rules.assignment =
        word<Assignment>(u"assignment", {{u"role", Assignment::Role}, {u"starter", Assignment::Starter}});
    rules.sameAs = ours(u"sameAs");
    rules.opinion =
        word<OpinionRule>(u"opinion", {{u"optional", OpinionRule::Optional}, {u"required", OpinionRule::Required}});
    rules.signature = word<SignatureRule>(
        u"signature", {{u"none", SignatureRule::NotNeeded}, {u"personal", SignatureRule::Personal}});
    rules.withdraw =
        word<WithdrawRule>(u"withdraw", {{u"allowed", WithdrawRule::Allowed}, {u"never", WithdrawRule::Never}});
    rules.addSigners =
        word<AddSigners>(u"addSigners", {{u"never", AddSigners::Never}, {u"allowed", AddSigners::Allowed}});
    rules.deadlineField = ours(u"deadlineField");
    rules.deadlineDays = days(u"deadlineDays");
    rules.deadlineWorkingDays = days(u"deadlineWorkingDays");
    return rules;
}

ProcessNode BpmnReader::newNode(NodeKind kind)
{
    checkAttributes();
    checkMeaning();
    ProcessNode node;
    node.kind = kind;
    node.id = identifier(u"id");
    node.name = attribute(u"name").simplified().left(100);
    node.parent = m_scope;
    return node;
}

void BpmnReader::append(const ProcessNode &node)
{
    m_definition.m_nodes.append(node);
    if (m_definition.m_nodes.size() > MaximumNodes && !m_fault)
        m_fault = fault("process.size", u"too many elements"_s);
}

Result<void> BpmnReader::readNode(NodeKind kind)
{
    ProcessNode node = newNode(kind);
    node.defaultFlow = attribute(u"default");
    node.task = readRules();
    if (kind == NodeKind::UserTask) {
        checkTaskRules(node);
        WENYI_CHECK(readTask(node));
        append(node);
        return checkToken();
    }
    append(node);
    // Event definitions (timers, messages) would change what the element means.
    return skipRest();
}

void BpmnReader::checkTaskRules(ProcessNode &task)
{
    TaskRules &rules = task.task;
    if (!isIdentifier(rules.act) || rules.roles.isEmpty())
        find("process.task-rules", task.id + u": act and role must be given"_s);
    if (rules.deadlineDays && rules.deadlineWorkingDays)
        find("process.task-rules", task.id + u": deadlineDays or deadlineWorkingDays, not both"_s);
    if (rules.outcomes.isEmpty())
        rules.outcomes = {u"done"_s};
    for (const QString &refusal : std::as_const(rules.refusals)) {
        if (!rules.outcomes.contains(refusal))
            find("process.task-rules", u"%1: %2 is not among its outcomes"_s.arg(task.id, refusal));
    }
}

Result<void> BpmnReader::readTask(ProcessNode &node)
{
    while (nextElement()) {
        WENYI_CHECK(checkToken());
        if (isPassedOver())
            WENYI_CHECK(skipElement());
        else if (m_xml.name() == u"multiInstanceLoopCharacteristics")
            WENYI_CHECK(readLoop(node));
        else
            WENYI_CHECK(skipUnsupported());
    }
    return checkToken();
}

Result<void> BpmnReader::readLoop(ProcessNode &task)
{
    checkAttributes();
    checkMeaning();
    CountersignRule rule;
    rule.order = attribute(u"isSequential") == u"true" ? SigningOrder::InTurn : SigningOrder::AllAtOnce;
    rule.signersField = ours(u"signers");
    if (!isIdentifier(rule.signersField))
        find("process.task-rules", task.id + u": signers must name a field"_s);
    while (nextElement()) {
        WENYI_CHECK(checkToken());
        if (isBpmn(u"completionCondition")) {
            WENYI_TRY(const QString text, readText());
            rule.enough = condition(text, task.id);
        } else if (isPassedOver()) {
            WENYI_CHECK(skipElement());
        } else {
            WENYI_CHECK(skipUnsupported());
        }
    }
    task.task.countersign = rule;
    return checkToken();
}

Result<void> BpmnReader::readTimer()
{
    ProcessNode node = newNode(NodeKind::Timer);
    node.host = identifier(u"attachedToRef");
    node.timer.effect = attribute(u"cancelActivity") == u"false" ? TimerEffect::Warns : TimerEffect::Interrupts;
    node.timer.from =
        word<TimerStart>(u"from", {{u"opening", TimerStart::Opening}, {u"deadline", TimerStart::Deadline}});
    node.timer.days = word<DayKind>(u"days", {{u"calendar", DayKind::Calendar}, {u"working", DayKind::Working}});
    const QString name = nameOfElement();
    const qsizetype told = m_findings.size() + m_untold;
    bool found = false;
    while (nextElement()) {
        WENYI_CHECK(checkToken());
        if (isBpmn(u"timerEventDefinition") && !std::exchange(found, true))
            WENYI_CHECK(readTimerDefinition(node.timer));
        else if (isPassedOver())
            WENYI_CHECK(skipElement());
        else
            WENYI_CHECK(skipUnsupported());
    }
    WENYI_CHECK(checkToken());
    // An event of another kind was named already.
    if (!found && told == m_findings.size() + m_untold)
        find("process.unsupported-element", name + u" without a timer"_s);
    append(node);
    return checkToken();
}

Result<void> BpmnReader::readTimerDefinition(TimerRule &timer)
{
    const qsizetype told = m_findings.size() + m_untold;
    bool found = false;
    while (nextElement()) {
        WENYI_CHECK(checkToken());
        if (!isBpmn(u"timeDuration") || found) {
            WENYI_CHECK(isPassedOver() ? skipElement() : skipUnsupported());
            continue;
        }
        found = true;
        WENYI_TRY(const QString text, readText());
        const auto length = parseDuration(text);
        timer.after = length.value_or(std::chrono::seconds(0));
        const bool isBefore = timer.after < std::chrono::seconds(0);
        const bool isPart =
            timer.days == DayKind::Working && timer.after % std::chrono::days(1) != std::chrono::seconds(0);
        if (!length || isPart || (isBefore && timer.from == TimerStart::Opening))
            find("process.timer", u"%1: \"%2\""_s.arg(m_element, text.left(100)));
    }
    WENYI_CHECK(checkToken());
    if (!found && told == m_findings.size() + m_untold)
        find("process.timer", m_element + u": a timeDuration is expected"_s);
    return {};
}

} // namespace wenyi::modules
