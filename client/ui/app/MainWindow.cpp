// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/app/MainWindow.h"

#include "client/ui/app/StepWindows.h"
#include "client/ui/exchange/SyncLogDialog.h"
#include "client/ui/exchange/SyncMenu.h"
#include "client/ui/exchange/SyncStatusView.h"
#include "client/ui/keys/TokenNotice.h"
#include "client/ui/pdf/PdfWindows.h"
#include "client/ui/records/NavigationPane.h"
#include "client/ui/records/RecordModel.h"
#include "client/ui/records/RecordPreview.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/ColumnChoice.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {
constexpr int FilterPause = 200; ///< ms
constexpr qsizetype MostInSeries = 100;
} // namespace

MainWindow::MainWindow(Session &session, const SessionFacts &facts, QWidget *parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_facts(facts)
    , m_list(session)
    , m_previewPresenter(session, facts.fonts)
    , m_navigation(new NavigationPane(facts.modules, NavigationPane::homeOf(facts.roles), this))
    , m_model(new RecordModel(session.environment().clock, this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_table(new QTableView(this))
    , m_filter(new QLineEdit(this))
    , m_listStack(new QStackedWidget(this))
    , m_empty(plainLabel({}, LabelWrap::Wraps, this))
    , m_notice(new NoticeStrip(this))
    , m_preview(new RecordPreview(m_previewPresenter, session.environment().clock, this))
{
    setWindowTitle(tr("Wenyi – %1, %2").arg(facts.unitName, facts.memberName));
    buildPanes();
    buildActions();
    buildStatusBar();
    connectList();
    m_navigation->choose(core::Box::Awaiting); // Asks for its list.
    m_list.count();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPanes()
{
    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_navigation);
    splitter->addWidget(buildList());
    splitter->addWidget(m_preview);
    connect(m_preview, &RecordPreview::signedPdfWanted, this,
        [this](const StreamId &stream, const QString &title) { exportSignedPdf(m_session, stream, title, this); });
    splitter->setSizes({180, 750, 470});
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 3);
    splitter->setStretchFactor(2, 3);
    setCentralWidget(splitter);
    resize(1400, 860);
}

QWidget *MainWindow::buildList()
{
    m_filter->setPlaceholderText(tr("Filter by title or number (Ctrl+K)"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(RecordModel::SortRole);
    m_table->setModel(m_sorted);
    m_table->setAccessibleName(tr("Records"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int character = fontMetrics().horizontalAdvance(u'汉');
    // Together as wide as the list of a new window; when it changed last is shown by who wants it.
    const QList<int> widths{4, 17, 11, 5, 8, 6, 10};
    for (int column = 0; column < RecordModel::ColumnCount; ++column)
        header->resizeSection(column, widths.at(column) * character + 12);
    m_table->setColumnHidden(RecordModel::Changed, true);
    // The core's own order first: urgency, then the newest change.
    header->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    new ColumnChoice(m_table, u"records"_s, RecordModel::Title, m_table);

    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMargin(24);
    m_listStack->addWidget(m_table);
    m_listStack->addWidget(m_empty);
    auto *pane = new QWidget(this);
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_filter);
    QStringList keys;
    for (const QStringView key : core::keyfile::All)
        keys.append(key.toString());
    layout->addWidget(m_notice);
    layout->addWidget(new TokenNotice(m_session, keys, pane));
    layout->addWidget(m_listStack, 1);
    return pane;
}

void MainWindow::buildStatusBar()
{
    if (core::SyncKeeper *keeper = m_session.sync()) {
        auto *status = new SyncStatusView(*keeper, m_session.environment().clock, this);
        connect(status, &SyncStatusView::logWanted, this, &MainWindow::showSyncLog);
        statusBar()->addWidget(status);
        auto *menu = new SyncMenu(m_session, this);
        connect(menu, &SyncMenu::failed, m_notice, &NoticeStrip::showError);
        statusBar()->addPermanentWidget(menu);
    } else {
        const QString words = m_facts.connection == directory::Connection::Standalone
                                  ? tr("Standalone desktop: exchange by USB")
                                  : tr("Offline");
        statusBar()->addWidget(plainLabel(words, LabelWrap::OneLine, this));
    }
    QString who = m_facts.memberName;
    if (!m_facts.post.isEmpty())
        who = tr("%1 (%2)").arg(m_facts.memberName, m_facts.post);
    statusBar()->addPermanentWidget(plainLabel(who, LabelWrap::OneLine, this));
}

void MainWindow::connectList()
{
    const auto more = [](const core::RecordPage &page) {
        return page.next ? RecordModel::More::Yes : RecordModel::More::No;
    };
    connect(m_navigation, &NavigationPane::chosen, this, &MainWindow::showBox);
    connect(&m_list, &RecordListPresenter::replaced, this, [this, more](const core::RecordPage &page) {
        m_model->replace(page.rows, more(page));
        showPage();
    });
    connect(&m_list, &RecordListPresenter::updated, this, [this, more](const core::RecordPage &page) {
        m_model->update(page.rows, more(page));
        showPage();
    });
    connect(&m_list, &RecordListPresenter::appended, this,
        [this, more](const core::RecordPage &page) { m_model->append(page.rows, more(page)); });
    connect(&m_list, &RecordListPresenter::counted, m_navigation, &NavigationPane::showCounts);
    connect(&m_list, &RecordListPresenter::failed, m_notice, &NoticeStrip::showError);
    connect(m_model, &RecordModel::moreWanted, &m_list, &RecordListPresenter::fetchMore);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &MainWindow::chooseRow);
    connect(m_table, &QTableView::activated, this, &MainWindow::handleChosen);
    m_filterPause.setSingleShot(true);
    m_filterPause.setInterval(FilterPause);
    connect(m_filter, &QLineEdit::textChanged, &m_filterPause, qOverload<>(&QTimer::start));
    connect(&m_filterPause, &QTimer::timeout, this, &MainWindow::applyQuery);
}

void MainWindow::showBox(core::Box box, const QString &module)
{
    m_box = box;
    m_module = module;
    applyQuery();
}

void MainWindow::applyQuery()
{
    m_list.show({m_box, m_module, m_filter->text().trimmed()});
}

void MainWindow::showPage()
{
    m_empty->setText(
        m_filter->text().trimmed().isEmpty() ? emptySentence(m_box) : tr("Nothing matches the filter. Esc clears it."));
    m_listStack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
    if (m_model->rowCount() > 0 && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_sorted->index(0, RecordModel::Title));
    chooseRow();
}

void MainWindow::chooseRow()
{
    const core::RecordRow *row = chosenRow();
    const StreamId stream = row ? row->stream : StreamId();
    if (stream != m_previewPresenter.stream() || stream.isEmpty())
        m_previewPresenter.show(stream);
    updateActions();
}

const core::RecordRow *MainWindow::chosenRow() const
{
    const QModelIndex index = m_sorted->mapToSource(m_table->currentIndex());
    return index.isValid() ? &m_model->row(index.row()) : nullptr;
}

void MainWindow::handleChosen()
{
    if (const core::RecordRow *row = chosenRow(); row && m_handle->isEnabled())
        openDialog(*row);
}

void MainWindow::openDialog(const core::RecordRow &row)
{
    // What stands under it in the list, as it is sorted, follows it in a series.
    QList<core::RecordRow> behind;
    const int chosen = m_table->currentIndex().row();
    for (int i = chosen + 1; chosen >= 0 && i < m_sorted->rowCount() && behind.size() < MostInSeries; ++i)
        behind.append(m_model->row(m_sorted->mapToSource(m_sorted->index(i, 0)).row()));
    if (m_box != core::Box::Awaiting)
        behind.clear();
    showStepWindow(m_session, m_facts, row, this, behind);
}

void MainWindow::showSyncLog()
{
    if (!m_session.sync())
        return;
    auto *open = findChild<SyncLogDialog *>();
    if (!open)
        open = new SyncLogDialog(*m_session.sync(), m_session.environment().clock, this);
    open->show();
    open->raise();
    open->activateWindow();
}

void MainWindow::newDraft()
{
    showDraftWindow(m_session, m_facts, StreamId(), this);
}

} // namespace wenyi::ui
