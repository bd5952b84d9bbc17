// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/BpmnReader.h"

#include "shared/base/Limits.h"
#include "shared/modules/JsonDeclaration.h"

#include <QSet>

namespace wenyi::modules {

using namespace Qt::StringLiterals;

namespace {

constexpr auto BpmnNamespace = "http://www.omg.org/spec/BPMN/20100524/MODEL"_L1;
constexpr qsizetype MaximumNodes = 300;
constexpr qsizetype MaximumFlows = 1'000;
constexpr qsizetype MaximumAttribute = 4'000;
constexpr int MaximumDepth = 64;
constexpr int MaximumAttributes = 64;
constexpr int MaximumDeadline = 3'650; // days

// What a designer writes beside the process itself: pictures and words for people.
const QSet<QString> passedOver{u"documentation"_s, u"extensionElements"_s, u"laneSet"_s, u"incoming"_s, u"outgoing"_s,
    u"association"_s, u"textAnnotation"_s, u"group"_s};

const QList<QStringView> ourAttributes{u"act", u"role", u"outcomes", u"refusals", u"returnTo", u"editable", u"required",
    u"assignment", u"sameAs", u"opinion", u"signature", u"withdraw", u"deadlineDays", u"deadlineField"};

std::optional<NodeKind> nodeKind(QStringView element)
{
    if (element == u"startEvent")
        return NodeKind::Start;
    if (element == u"userTask")
        return NodeKind::UserTask;
    if (element == u"exclusiveGateway")
        return NodeKind::ExclusiveGateway;
    if (element == u"parallelGateway")
        return NodeKind::ParallelGateway;
    if (element == u"endEvent")
        return NodeKind::End;
    return std::nullopt;
}

} // namespace

BpmnReader::BpmnReader(const QByteArray &bpmn)
{
    if (bpmn.size() > LargestModuleFile)
        m_fault = Error{ErrorCode::TooLarge, "process.size", QString::number(bpmn.size())};
    else
        m_xml.addData(bpmn);
}

Result<ProcessDefinition> BpmnReader::read()
{
    if (m_fault)
        return *m_fault;
    WENYI_CHECK(readDefinitions());
    return std::move(m_definition);
}

Error BpmnReader::fault(const QByteArray &reason, const QString &what) const
{
    return Error{ErrorCode::InvalidInput, reason, u"line %1: %2"_s.arg(m_xml.lineNumber()).arg(what)};
}

// The next element inside the current one; false at its end or at a fault, which checkToken() tells.
bool BpmnReader::nextElement()
{
    while (!m_xml.atEnd()) {
        switch (m_xml.readNext()) {
        case QXmlStreamReader::StartElement:
            ++m_depth;
            return true;
        case QXmlStreamReader::EndElement:
            --m_depth;
            return false;
        case QXmlStreamReader::DTD:
            m_fault = fault("process.dtd", u"a document type is refused"_s);
            return false;
        case QXmlStreamReader::EntityReference:
            m_fault = fault("process.entity", m_xml.name().toString());
            return false;
        default:
            break;
        }
    }
    return false;
}

Result<void> BpmnReader::checkToken() const
{
    if (m_fault)
        return *m_fault;
    if (m_xml.hasError())
        return fault("process.xml", m_xml.errorString());
    if (m_depth > MaximumDepth)
        return fault("process.depth", QString::number(m_depth));
    if (m_xml.isStartElement()) {
        if (m_xml.attributes().size() > MaximumAttributes)
            return fault("process.attributes", m_xml.name().toString());
        for (const QXmlStreamAttribute &attribute : m_xml.attributes()) {
            if (attribute.value().size() > MaximumAttribute)
                return fault("process.attributes", attribute.name().toString());
        }
    }
    return {};
}

Result<void> BpmnReader::skipElement()
{
    const int outside = m_depth - 1;
    while (m_depth > outside) {
        nextElement();
        WENYI_CHECK(checkToken());
    }
    return {};
}

Result<void> BpmnReader::readDefinitions()
{
    if (nextElement() && (m_xml.namespaceUri() != BpmnNamespace || m_xml.name() != u"definitions"))
        return fault("process.not-bpmn", m_xml.name().toString());
    WENYI_CHECK(checkToken());
    bool found = false;
    while (nextElement()) {
        WENYI_CHECK(checkToken());
        if (m_xml.namespaceUri() != BpmnNamespace) {
            WENYI_CHECK(skipElement()); // The diagram.
            continue;
        }
        if (m_xml.name() != u"process")
            return fault("process.unsupported-element", m_xml.name().toString());
        if (std::exchange(found, true))
            return fault("process.second-process", m_xml.name().toString());
        WENYI_CHECK(readProcess());
    }
    WENYI_CHECK(checkToken());
    if (!found)
        return fault("process.not-bpmn", u"there is no process"_s);
    nextElement(); // Only what may follow the root: an error otherwise.
    return checkToken();
}

Result<void> BpmnReader::readProcess()
{
    WENYI_TRY(m_definition.m_id, identifier(u"id"));
    while (nextElement()) {
        WENYI_CHECK(checkToken());
        WENYI_CHECK(readElement());
    }
    return checkToken();
}

Result<void> BpmnReader::readElement()
{
    if (m_xml.namespaceUri() != BpmnNamespace || passedOver.contains(m_xml.name().toString()))
        return skipElement();
    if (m_xml.name() == u"sequenceFlow")
        return readFlow();
    if (const auto kind = nodeKind(m_xml.name()))
        return readNode(*kind);
    return fault("process.unsupported-element", m_xml.name().toString());
}

Result<QString> BpmnReader::identifier(QStringView attribute) const
{
    const QString id = m_xml.attributes().value(attribute.toString()).toString();
    if (!isIdentifier(id))
        return fault("process.id", u"%1=\"%2\""_s.arg(attribute, id));
    return id;
}

QString BpmnReader::ours(QStringView attribute) const
{
    return m_xml.attributes()
        .value(QLatin1StringView(ProcessDefinition::Namespace), attribute.toString())
        .toString()
        .trimmed();
}

Result<QStringList> BpmnReader::words(QStringView attribute) const
{
    const QStringList words = ours(attribute).split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (!isIdentifier(word) || words.count(word) > 1)
            return fault("process.attribute", u"%1: %2"_s.arg(attribute, word));
    }
    return words;
}

template<typename Enum>
Result<Enum> BpmnReader::word(
    QStringView attribute, QStringView first, Enum firstValue, QStringView second, Enum secondValue) const
{
    const QString found = ours(attribute);
    if (found == second)
        return secondValue;
    if (found.isEmpty() || found == first)
        return firstValue;
    return fault("process.attribute", u"%1: %2"_s.arg(attribute, found));
}

Result<TaskRules> BpmnReader::readRules() const
{
    for (const QXmlStreamAttribute &attribute : m_xml.attributes()) {
        // A misspelt rule must not pass for an absent one.
        if (attribute.namespaceUri() == QLatin1StringView(ProcessDefinition::Namespace)
            && !ourAttributes.contains(attribute.name()))
            return fault("process.attribute", attribute.name().toString());
    }
    TaskRules rules;
    rules.act = ours(u"act");
    WENYI_TRY(rules.roles, words(u"role"));
    WENYI_TRY(rules.outcomes, words(u"outcomes"));
    WENYI_TRY(rules.refusals, words(u"refusals"));
    WENYI_TRY(rules.returnTo, words(u"returnTo"));
    WENYI_TRY(rules.required, words(u"required"));
    WENYI_TRY(rules.editable, words(u"editable"));
    for (const QString &field : std::as_const(rules.required)) {
        if (!rules.editable.contains(field))
            rules.editable.append(field);
    }
    WENYI_TRY(rules.assignment, word(u"assignment", u"role", Assignment::Role, u"starter", Assignment::Starter));
    rules.sameAs = ours(u"sameAs");
    WENYI_TRY(rules.opinion, word(u"opinion", u"optional", OpinionRule::Optional, u"required", OpinionRule::Required));
    WENYI_TRY(
        rules.signature, word(u"signature", u"none", SignatureRule::NotNeeded, u"personal", SignatureRule::Personal));
    WENYI_TRY(rules.withdraw, word(u"withdraw", u"allowed", WithdrawRule::Allowed, u"never", WithdrawRule::Never));
    rules.deadlineField = ours(u"deadlineField");
    if (const QString days = ours(u"deadlineDays"); !days.isEmpty()) {
        bool whole = false;
        const int count = days.toInt(&whole);
        if (!whole || count < 1 || count > MaximumDeadline)
            return fault("process.attribute", u"deadlineDays: "_s + days);
        rules.deadlineDays = count;
    }
    return rules;
}

Result<void> BpmnReader::readNode(NodeKind kind)
{
    if (m_definition.m_nodes.size() >= MaximumNodes)
        return fault("process.size", u"too many elements"_s);
    ProcessNode node;
    node.kind = kind;
    WENYI_TRY(node.id, identifier(u"id"));
    node.name = m_xml.attributes().value("name"_L1).toString().simplified().left(100);
    node.defaultFlow = m_xml.attributes().value("default"_L1).toString();
    WENYI_TRY(node.task, readRules());
    if (kind == NodeKind::UserTask) {
        if (!isIdentifier(node.task.act) || node.task.roles.isEmpty())
            return fault("process.task-rules", node.id + u": act and role must be given"_s);
        if (node.task.outcomes.isEmpty())
            node.task.outcomes = {u"done"_s};
        for (const QString &refusal : std::as_const(node.task.refusals)) {
            if (!node.task.outcomes.contains(refusal))
                return fault("process.task-rules", u"%1: %2 is not among its outcomes"_s.arg(node.id, refusal));
        }
    }
    m_definition.m_nodes.append(node);
    // Event definitions (timers, messages), loops and the like would change what the element means.
    while (nextElement()) {
        WENYI_CHECK(checkToken());
        if (m_xml.namespaceUri() == BpmnNamespace && !passedOver.contains(m_xml.name().toString()))
            return fault("process.unsupported-element", m_xml.name().toString());
        WENYI_CHECK(skipElement());
    }
    return checkToken();
}

Result<void> BpmnReader::readFlow()
{
    if (m_definition.m_flows.size() >= MaximumFlows)
        return fault("process.size", u"too many sequence flows"_s);
    SequenceFlow flow;
    WENYI_TRY(flow.id, identifier(u"id"));
    WENYI_TRY(flow.from, identifier(u"sourceRef"));
    WENYI_TRY(flow.to, identifier(u"targetRef"));
    flow.name = m_xml.attributes().value("name"_L1).toString().simplified().left(100);
    while (nextElement()) {
        WENYI_CHECK(checkToken());
        if (m_xml.name() != u"conditionExpression") {
            WENYI_CHECK(skipElement());
            continue;
        }
        const QString text = m_xml.readElementText(QXmlStreamReader::ErrorOnUnexpectedElement);
        --m_depth;
        WENYI_CHECK(checkToken());
        auto condition = Condition::parse(text.trimmed());
        if (!condition)
            return fault(condition.error().reason, flow.id + u": "_s + condition.error().detail);
        flow.condition = *condition;
    }
    WENYI_CHECK(checkToken());
    m_definition.m_flows.append(flow);
    return {};
}

} // namespace wenyi::modules
