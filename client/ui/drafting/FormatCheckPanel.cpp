// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/FormatCheckPanel.h"

#include "client/ui/text/Sentences.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace wenyi::ui {

FormatCheckPanel::FormatCheckPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(plainLabel({}, LabelWrap::OneLine, this))
    , m_list(new QListWidget(this))
    , m_locate(new QPushButton(tr("&Go to place"), this))
    , m_mend(new QPushButton(tr("Mend &this"), this))
    , m_mendAll(new QPushButton(tr("Mend a&ll"), this))
    , m_undo(new QPushButton(tr("Undo mending"), this))
{
    m_list->setAccessibleName(tr("Format check"));
    m_list->setWordWrap(true);
    m_list->setMaximumHeight(m_list->fontMetrics().lineSpacing() * 8);
    m_list->setObjectName(QStringLiteral("formatFaults"));
    m_locate->setObjectName(QStringLiteral("locateFault"));
    m_mend->setObjectName(QStringLiteral("mendFault"));
    m_mendAll->setObjectName(QStringLiteral("mendAllFaults"));
    m_undo->setObjectName(QStringLiteral("undoMending"));
    m_undo->hide();
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {m_locate, m_mend, m_mendAll, m_undo})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_title);
    layout->addWidget(m_list);
    layout->addLayout(buttons);
    const auto locate = [this] {
        if (m_list->currentRow() >= 0)
            Q_EMIT placeWanted(m_faults.at(m_list->currentRow()));
    };
    connect(m_list, &QListWidget::itemActivated, this, locate);
    connect(m_list, &QListWidget::itemClicked, this, locate);
    connect(m_list, &QListWidget::currentRowChanged, this, &FormatCheckPanel::updateButtons);
    connect(m_locate, &QPushButton::clicked, this, locate);
    connect(m_mend, &QPushButton::clicked, this, [this] { Q_EMIT mendWanted(m_faults.at(m_list->currentRow())); });
    connect(m_mendAll, &QPushButton::clicked, this, &FormatCheckPanel::mendAllWanted);
    connect(m_undo, &QPushButton::clicked, this, &FormatCheckPanel::undoWanted);
    showFaults({}, {});
}

void FormatCheckPanel::showFaults(const QList<document::FormatFault> &faults, const QList<bool> &mendable)
{
    const int row = m_list->currentRow();
    const bool isSame = faults == m_faults;
    m_faults = faults;
    m_mendable = mendable;
    if (!isSame) {
        m_list->clear();
        for (qsizetype i = 0; i < faults.size(); ++i) {
            const document::FormatFault &fault = faults.at(i);
            const bool mustBeMended = fault.severity == document::FaultSeverity::Error;
            const QString mark = mustBeMended ? tr("■ must") : tr("▲ look");
            const QString sentence = fault.clause.isEmpty() ? sentenceForRule(fault)
                                                            : tr("%1 (%2)").arg(sentenceForRule(fault), fault.clause);
            m_list->addItem(tr("%1: %2").arg(mark, sentence));
        }
        m_list->setCurrentRow(std::min<int>(row, m_list->count() - 1));
    }
    m_title->setText(faults.isEmpty() ? tr("✔ Format check: nothing to mend")
                                      : tr("Format check: %n to mend", nullptr, static_cast<int>(faults.size())));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_list, m_locate, m_mend, m_mendAll})
        widget->setVisible(!faults.isEmpty());
    updateButtons();
}

void FormatCheckPanel::setUndoable(bool undoable)
{
    m_undo->setVisible(undoable);
}

void FormatCheckPanel::updateButtons()
{
    const int row = m_list->currentRow();
    m_locate->setEnabled(row >= 0);
    m_mend->setEnabled(row >= 0 && m_mendable.value(row));
    m_mendAll->setEnabled(m_mendable.contains(true));
}

} // namespace wenyi::ui
