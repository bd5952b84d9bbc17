// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/comparing/DecisionButtons.h"

#include "client/ui/widgets/PlainLabel.h"

#include <QGridLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

using core::ChangeDecision;

DecisionButtons::DecisionButtons(QWidget *parent)
    : QWidget(parent)
    , m_counts(plainLabel({}, LabelWrap::Wraps, this))
    , m_accept(add(tr("&Accept"), tr("Accept the chosen changes"), u"acceptChanges"_s))
    , m_reject(add(tr("&Reject"), tr("Reject the chosen changes: the earlier text comes back"), u"rejectChanges"_s))
    , m_acceptAll(add(tr("A&ccept all"), tr("Accept all changes"), u"acceptAllChanges"_s))
    , m_rejectAll(add(tr("Re&ject all"), tr("Reject all changes"), u"rejectAllChanges"_s))
    , m_undo(add(tr("&Undo"), tr("Take the last decision back (Ctrl+Z)"), u"undoDecision"_s))
    , m_keep(add(tr("&Keep as new version"),
          tr("Make a new version of what was decided; open changes stay as in the later version"), u"keepDecided"_s))
{
    m_counts->setObjectName(u"decisionCounts"_s);
    m_undo->setShortcut(QKeySequence::Undo);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_counts, 0, 0, 1, 3);
    layout->addWidget(m_accept, 1, 0);
    layout->addWidget(m_reject, 1, 1);
    layout->addWidget(m_undo, 1, 2);
    layout->addWidget(m_acceptAll, 2, 0);
    layout->addWidget(m_rejectAll, 2, 1);
    layout->addWidget(m_keep, 3, 0, 1, 3);
    connect(m_accept, &QPushButton::clicked, this, [this] { Q_EMIT decided(ChangeDecision::Accepted); });
    connect(m_reject, &QPushButton::clicked, this, [this] { Q_EMIT decided(ChangeDecision::Rejected); });
    connect(m_acceptAll, &QPushButton::clicked, this, [this] { Q_EMIT decidedAll(ChangeDecision::Accepted); });
    connect(m_rejectAll, &QPushButton::clicked, this, [this] { Q_EMIT decidedAll(ChangeDecision::Rejected); });
    connect(m_undo, &QPushButton::clicked, this, &DecisionButtons::undoWanted);
    connect(m_keep, &QPushButton::clicked, this, &DecisionButtons::keepWanted);
}

QPushButton *DecisionButtons::add(const QString &words, const QString &tip, const QString &name)
{
    auto *button = new QPushButton(words, this);
    button->setToolTip(tip.toHtmlEscaped());
    button->setObjectName(name);
    return button;
}

void DecisionButtons::showDecisions(const core::ChangeDecisions &decisions)
{
    m_counts->setText(tr("%1 accepted, %2 rejected, %3 open")
                          .arg(decisions.count(ChangeDecision::Accepted))
                          .arg(decisions.count(ChangeDecision::Rejected))
                          .arg(decisions.count(ChangeDecision::Open)));
    for (QPushButton *button : {m_accept, m_reject, m_acceptAll, m_rejectAll})
        button->setEnabled(decisions.size() > 0);
    m_undo->setEnabled(decisions.canUndo());
    m_keep->setEnabled(!decisions.isNone());
}

} // namespace wenyi::ui
