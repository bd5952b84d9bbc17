// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/comparing/CompareWindow.h"

#include "client/ui/comparing/ComparisonView.h"
#include "client/ui/comparing/ComparisonWords.h"
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
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

CompareWindow::CompareWindow(std::unique_ptr<ComparePresenter> presenter, QWidget *parent)
    : QMainWindow(parent)
    , m_presenter(std::move(presenter))
    , m_before(new QComboBox(this))
    , m_after(new QComboBox(this))
    , m_count(plainLabel({}, LabelWrap::Wraps, this))
    , m_notice(new NoticeStrip(this))
    , m_differences(new QListWidget(this))
    , m_merge(new QPushButton(tr("Keep &merged version"), this))
    , m_tabs(new QTabWidget(this))
    , m_sides(new ComparisonView(this))
    , m_view(new QComboBox(this))
    , m_pages(new PageView(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Compare versions"));
    buildBar();
    buildLayout();
    connectPresenter();
    resize(1240, 820);
}

CompareWindow::~CompareWindow() = default;

void CompareWindow::buildBar()
{
    QToolBar *bar = addToolBar(tr("Compare"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    QAction *previous = bar->addAction(tr("&Previous difference"), this, [this] { step(-1); });
    previous->setShortcut(Qt::ALT | Qt::Key_Up);
    previous->setToolTip(tr("Previous difference (Alt+Up)"));
    QAction *next = bar->addAction(tr("&Next difference"), this, [this] { step(1); });
    next->setShortcut(Qt::ALT | Qt::Key_Down);
    next->setToolTip(tr("Next difference (Alt+Down)"));
    bar->addSeparator();
    QAction *save = bar->addAction(tr("Save marked pages as P&DF"), this, [this] {
        auto *dialog = new QFileDialog(this, tr("Save as PDF"), u"花脸稿.pdf"_s, tr("PDF (*.pdf)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(u"pdf"_s);
        connect(dialog, &QFileDialog::fileSelected, m_presenter.get(), &ComparePresenter::savePdf);
        dialog->open();
    });
    save->setToolTip(tr("Save the pages of the second tab as PDF"));
}

void CompareWindow::buildLayout()
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

    auto *left = new QWidget(this);
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->addWidget(plainLabel(tr("Earlier version"), LabelWrap::OneLine, this));
    leftLayout->addWidget(m_before);
    leftLayout->addWidget(plainLabel(tr("Later version"), LabelWrap::OneLine, this));
    leftLayout->addWidget(m_after);
    leftLayout->addWidget(m_count);
    leftLayout->addWidget(m_differences, 1);
    leftLayout->addWidget(m_merge);

    m_view->addItem(tr("Changes marked"), static_cast<int>(RevisionView::Marked));
    m_view->addItem(tr("Final text"), static_cast<int>(RevisionView::Final));
    m_view->addItem(tr("Original text"), static_cast<int>(RevisionView::Original));
    m_view->setAccessibleName(tr("What the pages show"));
    m_view->setObjectName(u"revisionView"_s);
    auto *marked = new QWidget(this);
    auto *markedLayout = new QVBoxLayout(marked);
    markedLayout->addWidget(m_view, 0, Qt::AlignLeft);
    markedLayout->addWidget(m_pages, 1);
    m_tabs->addTab(m_sides, tr("&Side by side"));
    m_tabs->addTab(marked, tr("Marked pa&ges"));

    auto *right = new QWidget(this);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->addWidget(m_notice);
    rightLayout->addWidget(m_tabs, 1);
    auto *splitter = new QSplitter(this);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 3);
    splitter->setSizes({320, 920});
    setCentralWidget(splitter);
}

void CompareWindow::connectPresenter()
{
    connect(m_presenter.get(), &ComparePresenter::loaded, this, &CompareWindow::showVersions);
    connect(m_presenter.get(), &ComparePresenter::compared, this, &CompareWindow::showCompared);
    connect(m_presenter.get(), &ComparePresenter::pagesSet, m_pages,
        [this](const SceneRef &scene) { m_pages->setFile(core::viewScene(scene)); });
    connect(m_presenter.get(), &ComparePresenter::failed, m_notice, &NoticeStrip::showError);
    connect(m_presenter.get(), &ComparePresenter::saved, this,
        [this](const QString &path) { m_notice->showNotice(NoticeStrip::Mood::Good, tr("Saved: %1").arg(path)); });
    connect(m_presenter.get(), &ComparePresenter::merged, this, [this] {
        m_notice->showNotice(
            NoticeStrip::Mood::Good, tr("The merged version was kept; both versions stay among the earlier ones."));
        m_presenter->load();
    });
    for (QComboBox *choice : {m_before, m_after})
        connect(choice, &QComboBox::activated, this, &CompareWindow::chooseVersions);
    connect(m_view, &QComboBox::activated, this, &CompareWindow::showPagesView);
    connect(m_differences, &QListWidget::currentRowChanged, m_sides, &ComparisonView::showDifference);
    connect(m_merge, &QPushButton::clicked, this, &CompareWindow::merge);
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
    QList<int> heads;
    for (int i = 0; i < list.versions.size(); ++i) {
        if (list.versions.at(i).isHead)
            heads.append(i);
    }
    const int last = static_cast<int>(list.versions.size()) - 1;
    const bool isFork = list.isForked && heads.size() > 1;
    m_after->setCurrentIndex(isFork ? heads.constLast() : last);
    m_before->setCurrentIndex(isFork ? heads.at(heads.size() - 2) : 0);
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
    if (before && after)
        m_presenter->compare(before->info.revision, after->info.revision);
}

void CompareWindow::showCompared(const ComparedVersionsRef &versions)
{
    m_compared = versions;
    const core::Version *before = chosen(m_before);
    const core::Version *after = chosen(m_after);
    const bool mayMerge = m_list.isForked && before && after && before != after && before->isHead && after->isHead;
    const document::ChangeCount &count = versions->count;
    m_count->setText(count.isNone() && versions->differences.isEmpty()
                         ? tr("✔ Both versions are the same.")
                         : tr("%1 added (%2 characters), %3 deleted (%4 characters), %5 moved")
                               .arg(count.insertions)
                               .arg(count.insertedCharacters)
                               .arg(count.deletions)
                               .arg(count.deletedCharacters)
                               .arg(count.moves));
    m_differences->clear();
    for (const document::Difference &difference : versions->differences) {
        auto *item = new QListWidgetItem(differenceWords(difference, versions->comparison), m_differences);
        if (mayMerge) {
            item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
            item->setCheckState(Qt::Unchecked);
        }
    }
    m_merge->setVisible(mayMerge);
    m_sides->show(versions->comparison, m_before->currentText(), m_after->currentText());
    showPagesView();
}

void CompareWindow::step(int direction)
{
    const int count = m_differences->count();
    if (count == 0)
        return;
    const int row = m_differences->currentRow();
    m_differences->setCurrentRow(row < 0 && direction > 0 ? 0 : std::clamp(row + direction, 0, count - 1));
}

void CompareWindow::showPagesView()
{
    m_presenter->setPages(static_cast<RevisionView>(m_view->currentData().toInt()));
}

void CompareWindow::merge()
{
    QList<bool> keepsBefore;
    for (int i = 0; i < m_differences->count(); ++i)
        keepsBefore.append(m_differences->item(i)->checkState() == Qt::Checked);
    m_presenter->merge(keepsBefore);
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
