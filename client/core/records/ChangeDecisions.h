// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace wenyi::core {

/// What a person decided about one change of another's.
enum class ChangeDecision {
    Open,     ///< Nothing yet: the text stays as it is in the later version.
    Accepted, ///< 接受修订
    Rejected  ///< 拒绝修订: the earlier version's text comes back.
};

/// 接受、拒绝修订: what was decided about the differences of two versions, until it is kept as a version of its own;
/// each step can be taken back.
class ChangeDecisions
{
public:
    /// Begins anew: nothing is decided about so many differences.
    void reset(qsizetype differences);
    /// Numbers that are no difference's are passed over; what changes nothing is no step.
    void decide(const QList<int> &differences, ChangeDecision decision);
    void decideAll(ChangeDecision decision);
    /// Takes the last step back.
    void undo();
    bool canUndo() const { return !m_steps.isEmpty(); }

    qsizetype size() const { return m_decisions.size(); }
    ChangeDecision at(qsizetype difference) const { return m_decisions.value(difference, ChangeDecision::Open); }
    qsizetype count(ChangeDecision decision) const { return m_decisions.count(decision); }
    bool isNone() const { return count(ChangeDecision::Open) == size(); }
    /// Which differences document::mergeVersions() takes from the earlier version.
    QList<bool> keepsBefore() const;

private:
    QList<ChangeDecision> m_decisions;
    QList<QList<ChangeDecision>> m_steps; ///< What was before each step.
};

} // namespace wenyi::core
