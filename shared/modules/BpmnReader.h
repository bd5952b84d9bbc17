// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/modules/ProcessDefinition.h"

#include <QXmlStreamReader>

#include <initializer_list>

namespace wenyi::modules {

/// Reads the elements of a process.bpmn into a definition; what they mean together is checked by the definition.
///
/// It reads on to the end of the file past whatever the engine does not support, so that all of it is told at once.
class BpmnReader
{
public:
    explicit BpmnReader(const QByteArray &bpmn);
    /// The faults of the file's own form end the reading; what else is wrong is gathered, and told in one error.
    Result<ProcessDefinition> read();

private:
    bool nextElement();
    bool isBpmn(QStringView element) const;
    bool isPassedOver() const;
    Result<void> checkToken() const;
    Result<void> skipElement();
    Result<void> skipUnsupported();
    Result<void> skipRest();
    Result<void> readDefinitions();
    Result<void> readCollaboration();
    Result<void> readProcess();
    Result<void> readElement();
    Result<void> readNode(NodeKind kind);
    Result<void> readSubProcess();
    Result<void> readTask(ProcessNode &node);
    Result<void> readLoop(ProcessNode &task);
    Result<void> readTimer();
    Result<void> readTimerDefinition(TimerRule &timer);
    Result<void> readFlow();
    Result<QString> readText();
    ProcessNode newNode(NodeKind kind);
    void append(const ProcessNode &node);
    TaskRules readRules();
    void checkTaskRules(ProcessNode &task);
    void checkAttributes();
    void checkMeaning();

    QString attribute(QStringView name) const;
    QString identifier(QStringView attribute);
    QString ours(QStringView attribute) const;
    QStringList words(QStringView attribute);
    std::optional<int> days(QStringView attribute);
    std::optional<Condition> condition(const QString &text, const QString &where);
    template<typename Enum>
    Enum word(QStringView attribute, std::initializer_list<std::pair<QStringView, Enum>> words);

    Error fault(const QByteArray &reason, const QString &what) const;
    /// Notes what is wrong here and reads on.
    void find(const QByteArray &reason, const QString &what);
    QString nameOfElement() const;
    Error summary() const;

    QXmlStreamReader m_xml;
    ProcessDefinition m_definition;
    QList<Error> m_findings;
    qsizetype m_untold = 0; ///< Findings beyond those that are told in full.
    std::optional<Error> m_fault;
    QString m_scope;   ///< The sub-process that is being read.
    QString m_element; ///< The element that is being read, for those inside it that have no id of their own.
    int m_depth = 0;
};

} // namespace wenyi::modules
