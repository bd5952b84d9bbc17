// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/comparing/CompareWindow.h"

#include "client/ui/comparing/ComparisonView.h"
#include "client/ui/comparing/ComparisonWords.h"
#include "client/ui/comparing/DecisionButtons.h"
#include "client/ui/viewer/PrintPreview.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QToolBar>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr int PagesTab = 1;

/// The rows of those that are wanted; else both heads of a fork; else what others made of the last version of mine,
/// and where the newest is mine or nothing is, everything from the first on.
std::pair<int, int> versionsToCompare(
    const VersionList &list, const std::optional<std::pair<Digest, Digest>> &wanted, const MemberId &member)
{
    const QList<core::Version> &versions = list.versions;
    const int last = static_cast<int>(versions.size()) - 1;
    QList<int> heads;
    int mine = 0;
    std::pair<int, int> rows(-1, -1);
    for (int i = 0; i <= last; ++i) {
        const core::RevisionInfo &info = versions.at(i).info;
        if (versions.at(i).isHead)
            heads.append(i);
        if (info.author == member)
            mine = i;
        if (wanted && info.revision == wanted->first)
            rows.first = i;
        if (wanted && info.revision == wanted->second)
            rows.second = i;
    }
    if (rows.first >= 0 && rows.second >= 0)
        return rows;
    if (list.isForked && heads.size() > 1)
        return {heads.at(heads.size() - 2), heads.constLast()};
    return {mine < last ? mine : 0, last};
}

} // namespace

CompareWindow::CompareWindow(std::unique_ptr<ComparePresenter> presenter, QWidget *parent)
    : QMainWindow(parent)
    , m_presenter(std::move(presenter))
    , m_before(new QComboBox(this))
    , m_after(new QComboBox(this))
    , m_count(plainLabel({}, LabelWrap::Wraps, this))
    , m_notice(new NoticeStrip(this))
    , m_differences(new QListWidget(this))
    , m_merge(new QPushButton(tr("Keep &merged version"), this))
    , m_deciding(new DecisionButtons(this))
    , m_tabs(new QTabWidget(this))
    , m_sides(new ComparisonView(this))
    , m_view(new QComboBox(this))
    , m_pages(new PageView(this))
    , m_note(plainLabel({}, LabelWrap::Wraps, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Compare versions"));
    m_notice->offerDismissal();
    buildBar();
    buildLayout();
    connectPresenter();
    connectDeciding();
    resize(1240, 820);
}

CompareWindow::~CompareWindow() = default;

void CompareWindow::buildBar()
{
    QToolBar *bar = addToolBar(tr("Compare"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    QAction *previous = bar->addAction(tr("&Previous change"), this, [this] { step(-1); });
    previous->setShortcuts({QKeySequence(Qt::SHIFT | Qt::Key_F7), QKeySequence(Qt::ALT | Qt::Key_Up)});
    previous->setToolTip(tr("Previous change (Shift+F7 or Alt+Up)"));
    QAction *next = bar->addAction(tr("&Next change"), this, [this] { step(1); });
    next->setShortcuts({QKeySequence(Qt::Key_F7), QKeySequence(Qt::ALT | Qt::Key_Down)});
    next->setToolTip(tr("Next change (F7 or Alt+Down)"));
    bar->addSeparator();
    buildFileActions(bar);
}

void CompareWindow::buildFileActions(QToolBar *bar)
{
    QAction *print = bar->addAction(tr("P&rint pages"), this, &CompareWindow::printPages);
    print->setObjectName(u"printPages"_s);
    print->setShortcut(QKeySequence::Print);
    print->setToolTip(tr("Print the pages of the second tab, with a preview (Ctrl+P)"));
    QAction *save = bar->addAction(tr("Save pages as P&DF"), this, &CompareWindow::savePages);
    save->setObjectName(u"savePages"_s);
    save->setToolTip(tr("Save the pages of the second tab as PDF"));
}

void CompareWindow::savePages()
{
    const QString name = m_view->currentData().toInt() == static_cast<int>(RevisionView::Marked)
                             ? tr("Marked pages")
                             : m_view->currentText();
    auto *dialog = new QFileDialog(this, tr("Save as PDF"), name + u".pdf"_s, tr("PDF (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"pdf"_s);
    connect(dialog, &QFileDialog::fileSelected, m_presenter.get(), &ComparePresenter::savePdf);
    dialog->open();
}

void CompareWindow::printPages()
{
    if (m_pages->pageCount() > 0)
        (new PrintPreview(m_pages->file(), this))->open();
}

QWidget *CompareWindow::buildList()
{
    m_before->setAccessibleName(tr("Earlier version"));
    m_before->setObjectName(u"earlierVersion"_s);
    m_after->setAccessibleName(tr("Later version"));
    m_after->setObjectName(u"laterVersion"_s);
    m_differences->setAccessibleName(tr("Differences"));
    m_differences->setObjectName(u"differences"_s);
    m_differences->setWordWrap(true);
    m_merge->setObjectName(u"keepMerged"_s);
    m_merge->setToolTip(tr("Ticked differences stay as in the earlier version"));
    m_merge->hide();
    m_deciding->hide();
    auto *left = new QWidget(this);
    auto *layout = new QVBoxLayout(left);
    layout->addWidget(plainLabel(tr("Earlier version"), LabelWrap::OneLine, this));
    layout->addWidget(m_before);
    layout->addWidget(plainLabel(tr("Later version"), LabelWrap::OneLine, this));
    layout->addWidget(m_after);
    layout->addWidget(m_count);
    layout->addWidget(m_differences, 1);
    layout->addWidget(m_merge);
    layout->addWidget(m_deciding);
    return left;
}

QWidget *CompareWindow::buildPages()
{
    m_view->addItem(tr("Changes marked"), static_cast<int>(RevisionView::Marked));
    m_view->addItem(tr("Final text"), static_cast<int>(RevisionView::Final));
    m_view->addItem(tr("Original text"), static_cast<int>(RevisionView::Original));
    m_view->setAccessibleName(tr("What the pages show"));
    m_view->setObjectName(u"revisionView"_s);
    auto *marked = new QWidget(this);
    auto *layout = new QVBoxLayout(marked);
    layout->addWidget(m_view, 0, Qt::AlignLeft);
    layout->addWidget(m_pages, 1);
    return marked;
}

void CompareWindow::buildLayout()
{
    m_tabs->addTab(m_sides, tr("&Side by side"));
    m_tabs->addTab(buildPages(), tr("Marked pa&ges"));
    m_note->setAccessibleName(tr("Who made the change"));
    m_note->setObjectName(u"changeNote"_s);
    m_note->setMinimumHeight(2 * fontMetrics().lineSpacing()); // What is above it does not move with it.
    m_note->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_note->setContentsMargins(6, 0, 6, 4);

    auto *right = new QWidget(this);
    auto *layout = new QVBoxLayout(right);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_notice);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_note);
    auto *splitter = new QSplitter(this);
    splitter->addWidget(buildList());
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 3);
    splitter->setSizes({340, 900});
    setCentralWidget(splitter);
    showNote({});
}

void CompareWindow::connectPresenter()
{
    connect(m_presenter.get(), &ComparePresenter::loaded, this, &CompareWindow::showVersions);
    connect(m_presenter.get(), &ComparePresenter::compared, this, &CompareWindow::showCompared);
    connect(m_presenter.get(), &ComparePresenter::pagesSet, this, &CompareWindow::showPages);
    connect(m_presenter.get(), &ComparePresenter::failed, this, [this](const Error &error) {
        m_notice->showError(error);
        m_isClosing = false;
        m_deciding->setEnabled(mayDecide()); // What was decided is there still.
    });
    connect(m_presenter.get(), &ComparePresenter::saved, this,
        [this](const QString &path) { m_notice->showNotice(NoticeStrip::Mood::Good, tr("Saved: %1").arg(path)); });
    connect(m_presenter.get(), &ComparePresenter::merged, this, [this] {
        m_notice->showNotice(
            NoticeStrip::Mood::Good, tr("The merged version was kept; both versions stay among the earlier ones."));
        if (m_isClosing)
            return closeKept();
        m_presenter->load();
    });
    for (QComboBox *choice : {m_before, m_after})
        connect(choice, &QComboBox::activated, this, &CompareWindow::chooseVersions);
    connect(m_view, &QComboBox::activated, this, &CompareWindow::showPagesView);
    connect(m_differences, &QListWidget::currentRowChanged, m_sides, &ComparisonView::showDifference);
    connect(m_merge, &QPushButton::clicked, this, &CompareWindow::merge);
    connect(m_sides, &ComparisonView::noteChanged, this, &CompareWindow::showNote);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] { showNote({}); });
    connect(m_pages, &PageView::pointedAt, this, [this](qsizetype page, const layout::Point &place, const QPoint &at) {
        const auto isThere = [&](const std::pair<qsizetype, layout::Rect> &area) {
            const layout::Rect &box = area.second;
            return area.first == page && place.x >= box.x && place.x <= box.x + box.width && place.y >= box.y
                   && place.y <= box.y + box.height;
        };
        const auto found = std::ranges::find_if(std::as_const(m_changes),
            [&](const PageChange &change) { return std::ranges::any_of(change.areas, isThere); });
        const QString note = found == m_changes.cend() ? QString() : noteOf(*found);
        QToolTip::showText(at, note.toHtmlEscaped(), m_pages);
    });
}

void CompareWindow::showVersions(const VersionList &list)
{
    m_list = list;
    const Instant now = m_presenter->clock().now();
    for (QComboBox *choice : {m_before, m_after}) {
        choice->clear();
        for (const core::Version &version : list.versions)
            choice->addItem(versionWords(version, now));
    }
    const auto [before, after] = versionsToCompare(list, m_wanted, m_presenter->member());
    m_wanted.reset();
    m_before->setCurrentIndex(before);
    m_after->setCurrentIndex(after);
    chooseVersions();
}

const core::Version *CompareWindow::chosen(const QComboBox *choice) const
{
    const int index = choice->currentIndex();
    return index >= 0 && index < m_list.versions.size() ? &m_list.versions.at(index) : nullptr;
}

void CompareWindow::chooseVersions()
{
    const core::Version *before = chosen(m_before);
    const core::Version *after = chosen(m_after);
    m_deciding->setEnabled(false); // Until what they are about is there.
    if (before && after)
        m_presenter->compare(before->info.revision, after->info.revision);
}

void CompareWindow::showCompared(const ComparedVersionsRef &versions)
{
    m_compared = versions;
    const document::ChangeCount &count = versions->count;
    m_count->setText(count.isNone() && versions->differences.isEmpty()
                         ? tr("✔ Both versions are the same.")
                         : tr("%1 added (%2 characters), %3 deleted (%4 characters), %5 moved")
                               .arg(count.insertions)
                               .arg(count.insertedCharacters)
                               .arg(count.deletions)
                               .arg(count.deletedCharacters)
                               .arg(count.moves));
    m_sides->show(versions->comparison, versions->marked, m_before->currentText(), m_after->currentText(),
        m_presenter->clock().now());
    m_differences->clear();
    const bool isMerging = mayMerge();
    const bool isDeciding = mayDecide() && !versions->differences.isEmpty();
    m_differences->setSelectionMode(
        isDeciding ? QAbstractItemView::ExtendedSelection : QAbstractItemView::SingleSelection);
    for (qsizetype i = 0; i < versions->differences.size(); ++i) {
        const QString words = differenceWords(versions->differences.at(i), versions->comparison);
        auto *item = new QListWidgetItem(words, m_differences);
        item->setToolTip(m_sides->noteOf(i).toHtmlEscaped());
        item->setData(Qt::UserRole, words);
        if (isMerging) {
            item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
            item->setCheckState(Qt::Unchecked);
        }
    }
    m_merge->setVisible(isMerging);
    m_deciding->setVisible(isDeciding);
    m_deciding->setEnabled(isDeciding);
    takeUpDecisions(isDeciding);
    showPagesView();
}

void CompareWindow::step(int direction)
{
    if (m_tabs->currentIndex() == PagesTab)
        return stepOnPages(direction);
    const int count = m_differences->count();
    if (count == 0)
        return;
    const int row = m_differences->currentRow();
    const int next = row < 0 && direction > 0 ? 0 : std::clamp(row + direction, 0, count - 1);
    if (next == row)
        m_sides->showDifference(row);
    else
        m_differences->setCurrentRow(next, QItemSelectionModel::ClearAndSelect);
}

void CompareWindow::stepOnPages(int direction)
{
    if (m_changes.isEmpty())
        return;
    m_change = m_change < 0 && direction > 0 ? 0 : std::clamp<qsizetype>(m_change + direction, 0, m_changes.size() - 1);
    const PageChange &change = m_changes.at(m_change);
    // What runs on to a second page is marked on both.
    QList<core::SearchHit> hits;
    for (const auto &[page, area] : change.areas) {
        if (hits.isEmpty() || hits.constLast().page != page)
            hits.append({page, {}, {}});
        hits.last().areas.append(area);
    }
    m_pages->setHits(hits, 0, HitView::IntoView);
    showNote(noteOf(change));
}

QString CompareWindow::noteOf(const PageChange &change) const
{
    return changeNote(change.change.span, change.change.text, m_compared->marked.makers, m_presenter->clock().now());
}

void CompareWindow::showNote(const QString &note)
{
    m_note->setText(note.isEmpty() ? tr("At a change stands here who made it, when, and how. F7: next, Shift+F7: "
                                        "previous change.")
                                   : note);
}

void CompareWindow::showPages(const ComparedPages &pages)
{
    m_changes = pages.changes;
    m_change = -1;
    m_pages->setFile(core::viewScene(pages.scene));
}

void CompareWindow::showPagesView()
{
    m_presenter->setPages(static_cast<RevisionView>(m_view->currentData().toInt()), m_decisions.keepsBefore());
}

void showComparison(Session &session, const SessionFacts &facts, const StreamId &stream, QWidget *parent)
{
    const QString name = u"comparison-"_s + stream.toString();
    auto *window = parent->findChild<CompareWindow *>(name, Qt::FindDirectChildrenOnly);
    if (!window) {
        window = new CompareWindow(std::make_unique<ComparePresenter>(session, facts, stream), parent);
        window->setObjectName(name);
    }
    window->show();
    window->raise();
    window->activateWindow();
    window->presenter().load();
}

} // namespace wenyi::ui
