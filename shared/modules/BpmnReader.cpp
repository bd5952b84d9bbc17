// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/BpmnReader.h"

#include "shared/modules/JsonDeclaration.h"

#include <QSet>

#include <algorithm>

namespace wenyi::modules {

using namespace Qt::StringLiterals;

namespace {

constexpr auto BpmnNamespace = "http://www.omg.org/spec/BPMN/20100524/MODEL"_L1;
constexpr qsizetype MaximumFlows = 1'000;
constexpr qsizetype MaximumAttribute = 4'000;
constexpr int MaximumDepth = 64;
constexpr int MaximumAttributes = 64;
/// So many findings are told in full; a person reads no more at once.
constexpr qsizetype MaximumFindings = 200;

// What a designer writes beside the process itself: pictures and words for people.
const QSet<QString> passedOver{u"documentation"_s, u"extensionElements"_s, u"laneSet"_s, u"incoming"_s, u"outgoing"_s,
    u"association"_s, u"textAnnotation"_s, u"group"_s, u"category"_s};

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
    if (!m_findings.isEmpty())
        return summary();
    return std::move(m_definition);
}

// What is not supported goes first: the rest may be a consequence of it.
Error BpmnReader::summary() const
{
    const auto isUnsupported = [](const Error &finding) { return finding.reason == "process.unsupported-element"; };
    const auto first = std::find_if(m_findings.begin(), m_findings.end(), isUnsupported);
    Error all = first == m_findings.end() ? m_findings.constFirst() : *first;
    QStringList details;
    for (const Error &finding : m_findings)
        details.append(finding.detail);
    if (m_untold > 0)
        details.append(u"and %1 more"_s.arg(m_untold));
    all.detail = details.join(u"; ");
    return all;
}

Error BpmnReader::fault(const QByteArray &reason, const QString &what) const
{
    return Error{ErrorCode::InvalidInput, reason, u"line %1: %2"_s.arg(m_xml.lineNumber()).arg(what)};
}

void BpmnReader::find(const QByteArray &reason, const QString &what)
{
    if (m_findings.size() < MaximumFindings)
        m_findings.append(fault(reason, what));
    else
        ++m_untold;
}

// scriptTask "check", or of one without an id where it stands: timerEventDefinition in "start".
QString BpmnReader::nameOfElement() const
{
    const QString id = attribute(u"id").left(100);
    if (!id.isEmpty())
        return u"%1 \"%2\""_s.arg(m_xml.name(), id);
    return m_element.isEmpty() ? m_xml.name().toString() : u"%1 in \"%2\""_s.arg(m_xml.name(), m_element);
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

bool BpmnReader::isBpmn(QStringView element) const
{
    return m_xml.namespaceUri() == BpmnNamespace && m_xml.name() == element;
}

bool BpmnReader::isPassedOver() const
{
    return m_xml.namespaceUri() != BpmnNamespace || passedOver.contains(m_xml.name().toString());
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

Result<void> BpmnReader::skipUnsupported()
{
    find("process.unsupported-element", nameOfElement());
    return skipElement();
}

// The elements inside one that has none which the engine knows: pictures and words, or something unsupported.
Result<void> BpmnReader::skipRest()
{
    while (nextElement()) {
        WENYI_CHECK(checkToken());
        WENYI_CHECK(isPassedOver() ? skipElement() : skipUnsupported());
    }
    return checkToken();
}

Result<QString> BpmnReader::readText()
{
    const QString text = m_xml.readElementText(QXmlStreamReader::ErrorOnUnexpectedElement);
    --m_depth;
    WENYI_CHECK(checkToken());
    return text.trimmed();
}

Result<void> BpmnReader::readDefinitions()
{
    if (nextElement() && (m_xml.namespaceUri() != BpmnNamespace || m_xml.name() != u"definitions"))
        return fault("process.not-bpmn", m_xml.name().toString());
    WENYI_CHECK(checkToken());
    bool found = false;
    while (nextElement()) {
        WENYI_CHECK(checkToken());
        if (isPassedOver())
            WENYI_CHECK(skipElement()); // The diagram.
        else if (m_xml.name() == u"collaboration")
            WENYI_CHECK(readCollaboration());
        else if (m_xml.name() == u"process" && !std::exchange(found, true))
            WENYI_CHECK(readProcess());
        else
            WENYI_CHECK(skipUnsupported()); // Also a second process.
    }
    WENYI_CHECK(checkToken());
    if (!found)
        return fault("process.not-bpmn", u"there is no process"_s);
    nextElement(); // Only what may follow the root: an error otherwise.
    return checkToken();
}

// The pools around a process are a picture; messages between them are not.
Result<void> BpmnReader::readCollaboration()
{
    m_element = attribute(u"id").left(100);
    while (nextElement()) {
        WENYI_CHECK(checkToken());
        WENYI_CHECK(isPassedOver() || m_xml.name() == u"participant" ? skipElement() : skipUnsupported());
    }
    return checkToken();
}

Result<void> BpmnReader::readProcess()
{
    checkAttributes();
    m_definition.m_id = identifier(u"id");
    if (const QStringList administrators = words(u"administrator"); !administrators.isEmpty())
        m_definition.m_administrators = administrators;
    while (nextElement()) {
        WENYI_CHECK(checkToken());
        WENYI_CHECK(readElement());
    }
    return checkToken();
}

Result<void> BpmnReader::readElement()
{
    if (isPassedOver())
        return skipElement();
    m_element = attribute(u"id").left(100);
    if (m_xml.name() == u"sequenceFlow")
        return readFlow();
    if (m_xml.name() == u"subProcess")
        return readSubProcess();
    if (m_xml.name() == u"boundaryEvent")
        return readTimer();
    if (const auto kind = nodeKind(m_xml.name()))
        return readNode(*kind);
    return skipUnsupported();
}

Result<void> BpmnReader::readSubProcess()
{
    const ProcessNode node = newNode(NodeKind::SubProcess);
    append(node);
    const QString outside = std::exchange(m_scope, node.id);
    while (nextElement()) {
        WENYI_CHECK(checkToken());
        WENYI_CHECK(readElement());
    }
    m_scope = outside;
    return checkToken();
}

Result<void> BpmnReader::readFlow()
{
    if (m_definition.m_flows.size() >= MaximumFlows)
        return fault("process.size", u"too many sequence flows"_s);
    SequenceFlow flow;
    flow.id = identifier(u"id");
    flow.from = identifier(u"sourceRef");
    flow.to = identifier(u"targetRef");
    flow.name = attribute(u"name").simplified().left(100);
    while (nextElement()) {
        WENYI_CHECK(checkToken());
        if (!isBpmn(u"conditionExpression")) {
            WENYI_CHECK(skipElement());
            continue;
        }
        WENYI_TRY(const QString text, readText());
        flow.condition = condition(text, flow.id);
    }
    WENYI_CHECK(checkToken());
    m_definition.m_flows.append(flow);
    return {};
}

} // namespace wenyi::modules
