// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/VerifyPanel.h"

#include "client/ui/text/Sentences.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/NoticeStrip.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace wenyi::ui {

namespace {

NoticeStrip::Mood moodOf(core::SealingConclusion conclusion)
{
    switch (conclusion) {
    case core::SealingConclusion::Valid:
        return NoticeStrip::Mood::Good;
    case core::SealingConclusion::ValidWithRemarks:
    case core::SealingConclusion::CannotBeChecked:
    case core::SealingConclusion::NotSealed:
        return NoticeStrip::Mood::Caution;
    default:
        return NoticeStrip::Mood::Bad;
    }
}

QString stepWords(seal::SealStep step)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("Seals", "Form of the signature"),
        QT_TRANSLATE_NOOP("Seals", "Signature value"), QT_TRANSLATE_NOOP("Seals", "Signer's certificate"),
        QT_TRANSLATE_NOOP("Seals", "Time of sealing"), QT_TRANSLATE_NOOP("Seals", "Content unchanged"),
        QT_TRANSLATE_NOOP("Seals", "What was sealed"), QT_TRANSLATE_NOOP("Seals", "Maker's signature on the seal"),
        QT_TRANSLATE_NOOP("Seals", "Maker's certificate"), QT_TRANSLATE_NOOP("Seals", "Seal within its period"),
        QT_TRANSLATE_NOOP("Seals", "Signer belongs to the seal"), QT_TRANSLATE_NOOP("Seals", "Time stamp"),
        QT_TRANSLATE_NOOP("Seals", "Seal registered")};
    return QCoreApplication::translate("Seals", words[static_cast<size_t>(step)]);
}

QString outcomeWords(seal::StepOutcome outcome)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("Seals", "✔ holds"),
        QT_TRANSLATE_NOOP("Seals", "▲ holds, with a remark"), QT_TRANSLATE_NOOP("Seals", "▲ not checked"),
        QT_TRANSLATE_NOOP("Seals", "■ does not hold")};
    return QCoreApplication::translate("Seals", words[static_cast<size_t>(outcome)]);
}

} // namespace

QString conclusionWords(core::SealingConclusion conclusion)
{
    static const char *const words[] = {QT_TRANSLATE_NOOP("Seals", "The seal is valid"),
        QT_TRANSLATE_NOOP("Seals", "The seal is valid, with a remark"),
        QT_TRANSLATE_NOOP("Seals", "The seal could not be checked completely"),
        QT_TRANSLATE_NOOP("Seals", "The document bears no seal"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: the seal is not that of the sending unit"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: part of the document is not under the seal"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: seal or certificate was outside its period"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: seal or certificate is revoked"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: the seal itself is not genuine or not registered"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: the signer's certificate does not hold"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: the content was altered after sealing"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: the signature does not hold"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: the signature cannot be read"),
        QT_TRANSLATE_NOOP("Seals", "Not valid: a seal was removed from the document")};
    return QCoreApplication::translate("Seals", words[static_cast<size_t>(conclusion)]);
}

VerifyPanel::VerifyPanel(const Clock &clock, QWidget *parent)
    : QFrame(parent)
    , m_clock(clock)
    , m_strip(new NoticeStrip(this))
    , m_stepsButton(new QPushButton(tr("Steps of the &check"), this))
    , m_steps(new QTreeWidget(this))
{
    setAccessibleName(tr("Check of the seal"));
    m_stepsButton->setCheckable(true);
    m_stepsButton->setAutoDefault(false);
    m_steps->setAccessibleName(tr("Steps of the check"));
    m_steps->setHeaderLabels({tr("Step"), tr("Result")});
    m_steps->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_steps->setMaximumHeight(240);
    m_steps->hide();
    auto *row = new QHBoxLayout;
    row->addWidget(m_strip, 1);
    row->addWidget(m_stepsButton, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row);
    layout->addWidget(m_steps);
    connect(m_stepsButton, &QPushButton::toggled, m_steps, &QWidget::setVisible);
    hide();
}

void VerifyPanel::showVerdict(const core::SealedDocumentVerdict &verdict)
{
    QStringList who;
    for (const core::SealFinding &finding : verdict.seals) {
        who.append(finding.sealedAt
                       ? tr("%1, sealed %2").arg(finding.sealName, timeWords(*finding.sealedAt, m_clock.now()))
                       : finding.sealName);
    }
    const QString words = conclusionWords(verdict.conclusion);
    m_strip->showNotice(moodOf(verdict.conclusion), who.isEmpty() ? words : tr("%1: %2").arg(words, who.join(u'；')));
    m_steps->clear();
    for (const core::SealFinding &finding : verdict.seals)
        addSteps(finding);
    m_steps->expandAll();
    m_stepsButton->setVisible(!verdict.seals.isEmpty());
    show();
}

void VerifyPanel::addSteps(const core::SealFinding &finding)
{
    auto *top = new QTreeWidgetItem(m_steps, {finding.sealName, conclusionWords(finding.conclusion)});
    for (const seal::SealStepResult &result : finding.verdict.steps) {
        QString words = outcomeWords(result.outcome);
        if (!result.reason.isEmpty() && result.outcome != seal::StepOutcome::Passed)
            words = tr("%1: %2").arg(words, sentenceFor({ErrorCode::NotTrusted, result.reason, result.detail}));
        new QTreeWidgetItem(top, {stepWords(result.step), words});
    }
    for (const QString &file : finding.changed)
        new QTreeWidgetItem(top, {tr("Altered file"), file});
    for (const QString &file : finding.uncovered)
        new QTreeWidgetItem(top, {tr("File without protection"), file});
}

void VerifyPanel::clear()
{
    m_stepsButton->setChecked(false);
    m_steps->clear();
    hide();
}

QString VerifyPanel::sentence() const
{
    return m_strip->sentence();
}

} // namespace wenyi::ui
