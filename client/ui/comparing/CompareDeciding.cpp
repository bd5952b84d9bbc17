// SPDX-License-Identifier: GPL-3.0-or-later
// What a person decides in the comparison, and that none of it goes unasked.
#include "client/ui/comparing/CompareWindow.h"

#include "client/ui/comparing/ComparisonWords.h"
#include "client/ui/comparing/DecisionButtons.h"
#include "client/ui/widgets/NoticeStrip.h"

#include <QCloseEvent>
#include <QComboBox>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>

namespace wenyi::ui {

void CompareWindow::connectDeciding()
{
    using core::ChangeDecision;
    connect(m_deciding, &DecisionButtons::decided, this, &CompareWindow::decide);
    connect(m_deciding, &DecisionButtons::decidedAll, this, [this](ChangeDecision decision) {
        m_decisions.decideAll(decision);
        showDecisions();
    });
    connect(m_deciding, &DecisionButtons::undoWanted, this, [this] {
        m_decisions.undo();
        showDecisions();
    });
    connect(m_deciding, &DecisionButtons::keepWanted, this, &CompareWindow::keepDecided);
    connect(m_presenter.get(), &ComparePresenter::mayWriteChanged, this, [this](bool mayWrite) {
        if (m_list.mayWrite == mayWrite)
            return;
        m_list.mayWrite = mayWrite;
        if (m_compared)
            showCompared(m_compared);
    });
    connect(m_presenter.get(), &ComparePresenter::decidedKept, this, [this](const Digest &from, const Digest &kept) {
        m_notice->showNotice(NoticeStrip::Mood::Good,
            tr("What was decided is the newest version now; the version it was made from stays among the others."));
        m_decisions.reset(0);
        if (m_isClosing)
            return closeKept();
        m_wanted = {from, kept};
        m_presenter->load();
    });
}

bool CompareWindow::mayMerge() const
{
    const core::Version *before = chosen(m_before);
    const core::Version *after = chosen(m_after);
    return m_list.isForked && before && after && before != after && before->isHead && after->isHead;
}

/// Only about the newest version: what was made from an older one would be a fork.
bool CompareWindow::mayDecide() const
{
    const core::Version *before = chosen(m_before);
    const core::Version *after = chosen(m_after);
    return m_list.mayWrite && !m_list.isForked && before && after && !before->isHead && after->isHead;
}

/// Of versions that were compared before in this window, what was decided then.
void CompareWindow::takeUpDecisions(bool isDeciding)
{
    if (m_decidedPair && !m_decisions.isNone())
        m_otherDecisions.insert(*m_decidedPair, m_decisions);
    m_decidedPair.reset();
    m_decisions.reset(isDeciding ? m_compared->differences.size() : 0);
    const core::Version *before = chosen(m_before);
    const core::Version *after = chosen(m_after);
    if (isDeciding && before && after) {
        m_decidedPair = {before->info.revision, after->info.revision};
        const core::ChangeDecisions earlier = m_otherDecisions.take(*m_decidedPair);
        if (earlier.size() == m_decisions.size())
            m_decisions = earlier;
    }
    showDecisions();
}

void CompareWindow::showDecisions()
{
    for (int i = 0; i < m_differences->count(); ++i) {
        QListWidgetItem *item = m_differences->item(i);
        const QString words = item->data(Qt::UserRole).toString();
        const QString decision = decisionWord(m_decisions.at(i));
        item->setText(decision.isEmpty() ? words : tr("%1 | %2").arg(decision, words));
    }
    m_deciding->showDecisions(m_decisions);
    if (m_view->currentData().toInt() == static_cast<int>(RevisionView::Final))
        showPagesView();
}

void CompareWindow::decide(core::ChangeDecision decision)
{
    QList<int> chosen;
    for (const QModelIndex &index : m_differences->selectionModel()->selectedRows())
        chosen.append(index.row());
    m_decisions.decide(chosen, decision);
    showDecisions();
    if (chosen.size() == 1 && chosen.constFirst() + 1 < m_differences->count())
        m_differences->setCurrentRow(chosen.constFirst() + 1, QItemSelectionModel::ClearAndSelect);
}

void CompareWindow::keepDecided()
{
    m_notice->clear();
    m_deciding->setEnabled(false);
    m_presenter->keepDecided(m_decisions.keepsBefore());
}

void CompareWindow::merge()
{
    QList<bool> keepsBefore;
    for (int i = 0; i < m_differences->count(); ++i)
        keepsBefore.append(m_differences->item(i)->checkState() == Qt::Checked);
    m_presenter->merge(keepsBefore);
}

bool CompareWindow::isAnythingUnkept() const
{
    for (int i = 0; mayMerge() && i < m_differences->count(); ++i) {
        if (m_differences->item(i)->checkState() == Qt::Checked)
            return true;
    }
    return !m_decisions.isNone();
}

void CompareWindow::closeEvent(QCloseEvent *event)
{
    if (!isAnythingUnkept())
        return QMainWindow::closeEvent(event);
    event->ignore();
    askBeforeClosing();
}

void CompareWindow::askBeforeClosing()
{
    if (m_isClosing || findChild<QMessageBox *>())
        return;
    auto *question = new QMessageBox(QMessageBox::Question, tr("Compare versions"),
        tr("What you decided about the changes was not kept yet."), QMessageBox::NoButton, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    QPushButton *keep = question->addButton(tr("&Keep as new version"), QMessageBox::AcceptRole);
    QPushButton *discard = question->addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    question->addButton(tr("&Go on deciding"), QMessageBox::RejectRole);
    question->setDefaultButton(keep);
    connect(keep, &QPushButton::clicked, this, [this] {
        m_isClosing = true;
        mayMerge() ? merge() : keepDecided();
    });
    connect(discard, &QPushButton::clicked, this, &CompareWindow::closeKept);
    question->open();
}

/// Nothing is left to be asked about.
void CompareWindow::closeKept()
{
    m_decisions.reset(0);
    for (int i = 0; mayMerge() && i < m_differences->count(); ++i)
        m_differences->item(i)->setCheckState(Qt::Unchecked);
    close();
}

} // namespace wenyi::ui
