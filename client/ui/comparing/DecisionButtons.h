// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/records/ChangeDecisions.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace wenyi::ui {

/// 接受、拒绝修订: the acts on the changes of another person, and how many are decided.
///
/// Keys: Ctrl+Z takes the last decision back.
class DecisionButtons final : public QWidget
{
    Q_OBJECT

public:
    explicit DecisionButtons(QWidget *parent = nullptr);

    void showDecisions(const core::ChangeDecisions &decisions);

Q_SIGNALS:
    /// About the differences that are chosen.
    void decided(wenyi::core::ChangeDecision decision);
    void decidedAll(wenyi::core::ChangeDecision decision);
    void undoWanted();
    /// Of what was decided a version is to be made.
    void keepWanted();

private:
    QPushButton *add(const QString &words, const QString &tip, const QString &name);

    QLabel *m_counts;
    QPushButton *m_accept;
    QPushButton *m_reject;
    QPushButton *m_acceptAll;
    QPushButton *m_rejectAll;
    QPushButton *m_undo;
    QPushButton *m_keep;
};

} // namespace wenyi::ui
