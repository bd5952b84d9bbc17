// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/ImportPanel.h"

#include "client/ui/drafting/ImportFindingModel.h"
#include "client/ui/drafting/ImportWords.h"
#include "client/ui/session/LongWork.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace wenyi::ui {

namespace {

void prepare(QTableView &table)
{
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setShowGrid(false);
    table.setAlternatingRowColors(true);
    table.setTabKeyNavigation(false);
    table.setWordWrap(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + 10);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int character = table.fontMetrics().horizontalAdvance(u'文');
    table.setColumnWidth(ImportFindingModel::CertaintyColumn, 6 * character);
    table.setColumnWidth(ImportFindingModel::ElementColumn, 7 * character);
    table.setColumnWidth(ImportFindingModel::ReasonColumn, 18 * character);
    table.horizontalHeader()->setSectionResizeMode(ImportFindingModel::TextColumn, QHeaderView::Stretch);
}

} // namespace

ImportPanel::ImportPanel(QWidget *parent)
    : QFrame(parent)
    , m_findings(new ImportFindingModel(this))
    , m_title(plainLabel({}, LabelWrap::Wraps, this))
    , m_progress(new QProgressBar(this))
    , m_table(new QTableView(this))
    , m_onlyDoubtful(new QCheckBox(tr("&Only what was guessed or left"), this))
    , m_accept(new QPushButton(tr("Take ov&er"), this))
    , m_locate(new QPushButton(tr("Go to t&his place"), this))
    , m_undo(new QPushButton(tr("Undo the import"), this))
    , m_close(new QPushButton(this))
{
    setFrameShape(QFrame::StyledPanel);
    m_table->setModel(m_findings);
    m_table->setAccessibleName(tr("What was recognised"));
    m_progress->setAccessibleName(tr("How far reading is"));
    prepare(*m_table);
    m_table->setObjectName(QStringLiteral("importFindings"));
    m_accept->setObjectName(QStringLiteral("acceptImport"));
    m_locate->setObjectName(QStringLiteral("locateFinding"));
    m_undo->setObjectName(QStringLiteral("undoImport"));
    m_close->setObjectName(QStringLiteral("closeImport"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_onlyDoubtful);
    buttons->addStretch();
    for (QPushButton *button : {m_locate, m_undo, m_accept, m_close})
        buttons->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(m_progress);
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);
    connect(m_onlyDoubtful, &QCheckBox::toggled, this, &ImportPanel::fill);
    connect(m_accept, &QPushButton::clicked, this, &ImportPanel::accepted);
    connect(m_undo, &QPushButton::clicked, this, &ImportPanel::undoWanted);
    connect(m_close, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    connect(m_locate, &QPushButton::clicked, this, &ImportPanel::goToPlace);
    connect(m_table, &QTableView::clicked, this, &ImportPanel::goToPlace);
    connect(m_table, &QTableView::activated, this, &ImportPanel::goToPlace);
    hide();
}

void ImportPanel::showReading(const QString &name)
{
    m_name = name;
    showProgress(0);
    showStep(Step::Reading);
    m_close->setFocus();
}

void ImportPanel::showProgress(int done)
{
    m_progress->setRange(0, done > 0 ? LongWork::Whole : 0); // Busy, until it is known how far it is.
    m_progress->setValue(done);
}

void ImportPanel::showReport(const document::ImportedText &imported)
{
    m_imported = imported;
    fill();
    showStep(Step::Report);
    m_table->setFocus(); // Not the button: a key that was on its way must not take anything over.
}

void ImportPanel::showTaken()
{
    showStep(Step::Taken);
    m_table->setFocus();
}

void ImportPanel::showStep(Step step)
{
    m_step = step;
    m_progress->setVisible(step == Step::Reading);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_table, m_onlyDoubtful})
        widget->setVisible(step != Step::Reading);
    m_accept->setVisible(step == Step::Report);
    for (QPushButton *button : {m_locate, m_undo})
        button->setVisible(step == Step::Taken);
    m_close->setText(step == Step::Taken ? tr("Close report") : tr("Cancel"));
    if (step == Step::Reading)
        m_title->setText(tr("Reading %1 …").arg(m_name));
    else if (step == Step::Report)
        m_title->setText(tr("%1: %2. Nothing has changed yet.").arg(m_name, findingCounts(m_imported.findings)));
    else
        m_title->setText(
            tr("%1 was taken over: %2. A click goes to its place.").arg(m_name, findingCounts(m_imported.findings)));
    setVisible(true);
}

void ImportPanel::fill()
{
    using Rows = ImportFindingModel::Rows;
    m_findings->show(m_imported, m_onlyDoubtful->isChecked() ? Rows::Doubtful : Rows::All);
}

void ImportPanel::goToPlace()
{
    const QModelIndex current = m_table->currentIndex();
    if (m_step == Step::Taken && current.isValid())
        Q_EMIT placeWanted(m_findings->finding(current.row()));
}

} // namespace wenyi::ui
