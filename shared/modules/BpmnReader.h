// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/modules/ProcessDefinition.h"

#include <QXmlStreamReader>

namespace wenyi::modules {

/// Reads the elements of a process.bpmn into a definition; what they mean together is checked by the definition.
class BpmnReader
{
public:
    explicit BpmnReader(const QByteArray &bpmn);
    Result<ProcessDefinition> read();

private:
    bool nextElement();
    Result<void> checkToken() const;
    Result<void> skipElement();
    Result<void> readDefinitions();
    Result<void> readProcess();
    Result<void> readElement();
    Result<void> readNode(NodeKind kind);
    Result<TaskRules> readRules() const;
    Result<void> readFlow();
    Result<QString> identifier(QStringView attribute) const;
    QString ours(QStringView attribute) const;
    Result<QStringList> words(QStringView attribute) const;
    template<typename Enum>
    Result<Enum> word(
        QStringView attribute, QStringView first, Enum firstValue, QStringView second, Enum secondValue) const;
    Error fault(const QByteArray &reason, const QString &what) const;

    QXmlStreamReader m_xml;
    ProcessDefinition m_definition;
    std::optional<Error> m_fault;
    int m_depth = 0;
};

} // namespace wenyi::modules
