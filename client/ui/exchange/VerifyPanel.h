// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/text/PdfSignatureWords.h"
#include "client/ui/text/SealWords.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace wenyi::ui {

class NoticeStrip;

/// 验章条: above the page, where no document can draw: who sealed it, when, and whether it holds; the steps behind a
/// button. Hidden without a verdict.
class VerifyPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit VerifyPanel(const Clock &clock, QWidget *parent = nullptr);

    void showVerdict(const core::SealedDocumentVerdict &verdict);
    /// The same of a PDF's signatures.
    void showSignatures(const core::PdfVerdict &verdict);
    void clear();
    /// Shows the steps, if there is a verdict, and takes the keys.
    void openSteps();
    QString sentence() const;

private:
    QString signerWords(const core::SealFinding &finding) const;
    void addSteps(const core::SealFinding &finding);

    const Clock &m_clock;
    NoticeStrip *m_strip;
    QPushButton *m_stepsButton;
    QTreeWidget *m_steps;
};

} // namespace wenyi::ui
