// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/exchange/SyncLogDialog.h"

#include "client/ui/exchange/SyncLogModel.h"
#include "client/ui/text/SyncWording.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

SyncLogDialog::SyncLogDialog(core::SyncKeeper &keeper, const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_keeper(keeper)
    , m_clock(clock)
    , m_model(new SyncLogModel(keeper, clock, this))
    , m_status(plainLabel({}, LabelWrap::Wraps, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_retry(new QPushButton(tr("&Retry"), this))
    , m_cancel(new QPushButton(tr("Ca&ncel"), this))
    , m_copy(new QPushButton(tr("Copy &details"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Synchronisation log"));
    buildTable();
    buildLayout();
    connect(m_retry, &QPushButton::clicked, &m_keeper, &core::SyncKeeper::synchroniseNow);
    connect(m_cancel, &QPushButton::clicked, &m_keeper, &core::SyncKeeper::cancel);
    connect(m_copy, &QPushButton::clicked, this, &SyncLogDialog::copyDetails);
    connect(&m_keeper, &core::SyncKeeper::statusChanged, this, &SyncLogDialog::showStatus);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &SyncLogDialog::showEmptiness);
    showStatus(m_keeper.status());
    showEmptiness();
}

void SyncLogDialog::buildTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Synchronisation log"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int character = fontMetrics().horizontalAdvance(u'汉');
    header->resizeSection(SyncLogModel::Time, 11 * character);
    header->resizeSection(SyncLogModel::What, 15 * character);
    header->resizeSection(SyncLogModel::Result, 11 * character);
    header->resizeSection(SyncLogModel::Cause, 16 * character);
    header->setStretchLastSection(true);
}

void SyncLogDialog::buildLayout()
{
    QLabel *empty = plainLabel(tr("Nothing went and nothing came since you unlocked."), LabelWrap::Wraps, this);
    empty->setAlignment(Qt::AlignCenter);
    empty->setMargin(24);
    m_stack->addWidget(m_table);
    m_stack->addWidget(empty);
    m_retry->setObjectName(u"retry"_s);
    m_copy->setObjectName(u"copyDetails"_s);
    auto *close = new QPushButton(tr("&Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto *row = new QHBoxLayout;
    for (QPushButton *button : {m_retry, m_cancel, m_copy, close})
        button->setAutoDefault(false);
    row->addWidget(m_retry);
    row->addWidget(m_cancel);
    row->addWidget(m_copy);
    row->addStretch();
    row->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_status);
    layout->addWidget(m_stack, 1);
    layout->addLayout(row);
    resize(980, 460);
}

void SyncLogDialog::showStatus(const core::SyncStatus &status)
{
    m_status->setText(progressWords(status, m_clock.now()));
    m_cancel->setEnabled(status.running.has_value());
}

void SyncLogDialog::showEmptiness()
{
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
    m_copy->setEnabled(m_model->rowCount() > 0);
}

void SyncLogDialog::copyDetails()
{
    QStringList lines;
    const QModelIndex chosen = m_table->currentIndex();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!chosen.isValid() || row == chosen.row())
            lines.append(detailsOf(m_model->eventAt(row)));
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace wenyi::ui
