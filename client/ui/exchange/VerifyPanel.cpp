// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/VerifyPanel.h"

#include "client/ui/text/Sentences.h"
#include "client/ui/text/WithdrawalWords.h"
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
    case core::SealingConclusion::Unsealed:
    case core::SealingConclusion::CannotBeChecked:
    case core::SealingConclusion::NotSealed:
        return NoticeStrip::Mood::Caution;
    default:
        return NoticeStrip::Mood::Bad;
    }
}

NoticeStrip::Mood moodOf(core::PdfConclusion conclusion)
{
    if (conclusion == core::PdfConclusion::Valid)
        return NoticeStrip::Mood::Good;
    return conclusion <= core::PdfConclusion::NotSigned ? NoticeStrip::Mood::Caution : NoticeStrip::Mood::Bad;
}

} // namespace

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
    for (const core::SealFinding &finding : verdict.seals)
        who.append(signerWords(finding));
    QString words = conclusionWords(verdict);
    if (!verdict.doubts.isEmpty())
        words = tr("%1; in doubt: %2").arg(words, doubtWords(verdict.doubts.first()));
    m_strip->showNotice(moodOf(verdict.conclusion), who.isEmpty() ? words : tr("%1: %2").arg(words, who.join(u'；')));
    m_steps->clear();
    for (const core::SealFinding &finding : verdict.seals)
        addSteps(finding);
    for (const ofd::ShownDoubt &doubt : verdict.doubts)
        new QTreeWidgetItem(m_steps, {doubtWords(doubt), doubt.detail});
    m_steps->expandAll();
    m_stepsButton->setVisible(m_steps->topLevelItemCount() > 0);
    show();
}

/// Who sealed, or signed without a seal, and when.
QString VerifyPanel::signerWords(const core::SealFinding &finding) const
{
    if (!finding.sealedAt)
        return finding.name();
    const QString when = timeWords(*finding.sealedAt, m_clock.now());
    return finding.sealName.isEmpty() ? tr("%1, signed %2 without a seal").arg(finding.name(), when)
                                      : tr("%1, sealed %2").arg(finding.name(), when);
}

void VerifyPanel::addSteps(const core::SealFinding &finding)
{
    auto *top = new QTreeWidgetItem(m_steps, {finding.name(), conclusionWords(finding.conclusion)});
    for (const seal::SealStepResult &result : finding.verdict.steps) {
        QString words = outcomeWords(result.outcome);
        if (!result.reason.isEmpty() && result.outcome != seal::StepOutcome::Passed)
            words = tr("%1: %2").arg(words, sentenceFor({ErrorCode::NotTrusted, result.reason, result.detail}));
        new QTreeWidgetItem(top, {stepWords(result.step), words});
    }
    if (finding.use)
        new QTreeWidgetItem(
            top, {tr("Use of the seal"), tr("No. %1, as the seal's signature tells").arg(finding.use->number)});
    if (finding.registeredMember)
        new QTreeWidgetItem(top, {tr("Signature stamp"), stampOwnerWords(finding)});
    if (finding.verdict.withdrawal)
        new QTreeWidgetItem(top, {tr("Seal withdrawn"), withdrawalWords(*finding.verdict.withdrawal)});
    for (const QString &file : finding.changed)
        new QTreeWidgetItem(top, {tr("Altered file"), file});
    for (const QString &file : finding.uncovered)
        new QTreeWidgetItem(top, {tr("File without protection"), file});
}

void VerifyPanel::showSignatures(const core::PdfVerdict &verdict)
{
    m_strip->showNotice(moodOf(verdict.conclusion), pdfVerdictWords(verdict));
    m_steps->clear();
    for (const core::PdfSignatureFinding &finding : verdict.signatures) {
        auto *top = new QTreeWidgetItem(m_steps, {signatureTitle(finding), pdfConclusionWords(finding.conclusion)});
        for (const SignatureLine &line : signatureLines(finding))
            new QTreeWidgetItem(top, {line.what, line.words});
    }
    m_steps->expandAll();
    m_stepsButton->setVisible(!verdict.signatures.isEmpty());
    show();
}

void VerifyPanel::clear()
{
    m_stepsButton->setChecked(false);
    m_steps->clear();
    hide();
}

void VerifyPanel::openSteps()
{
    if (isHidden() || m_stepsButton->isHidden())
        return;
    m_stepsButton->setChecked(true);
    m_steps->setFocus();
}

QString VerifyPanel::sentence() const
{
    return m_strip->sentence();
}

} // namespace wenyi::ui
