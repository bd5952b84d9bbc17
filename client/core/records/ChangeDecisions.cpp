// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/records/ChangeDecisions.h"

#include <algorithm>
#include <numeric>

namespace wenyi::core {

void ChangeDecisions::reset(qsizetype differences)
{
    m_decisions = QList<ChangeDecision>(differences, ChangeDecision::Open);
    m_steps.clear();
}

void ChangeDecisions::decide(const QList<int> &differences, ChangeDecision decision)
{
    QList<ChangeDecision> decided = m_decisions;
    for (const int difference : differences) {
        if (difference >= 0 && difference < decided.size())
            decided[difference] = decision;
    }
    if (decided == m_decisions)
        return;
    m_steps.append(m_decisions);
    m_decisions = decided;
}

void ChangeDecisions::decideAll(ChangeDecision decision)
{
    QList<int> all(m_decisions.size());
    std::iota(all.begin(), all.end(), 0);
    decide(all, decision);
}

void ChangeDecisions::undo()
{
    if (canUndo())
        m_decisions = m_steps.takeLast();
}

QList<bool> ChangeDecisions::keepsBefore() const
{
    QList<bool> keeps;
    for (const ChangeDecision decision : m_decisions)
        keeps.append(decision == ChangeDecision::Rejected);
    return keeps;
}

} // namespace wenyi::core
