// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/DraftWindow.h"

#include "client/ui/drafting/DraftFilesPresenter.h"
#include "client/ui/drafting/DraftForm.h"
#include "client/ui/drafting/FormatCheckPanel.h"
#include "client/ui/drafting/ImportPanel.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QAction>
#include <QCloseEvent>
#include <QScrollArea>
#include <QSplitter>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

#include <utility>

namespace wenyi::ui {

DraftWindow::DraftWindow(std::unique_ptr<DraftPresenter> presenter, QWidget *parent)
    : QMainWindow(parent)
    , m_presenter(std::move(presenter))
    , m_form(new DraftForm(this))
    , m_pages(new PageView(this))
    , m_check(new FormatCheckPanel(this))
    , m_import(new ImportPanel(this))
    , m_files(new DraftFilesPresenter(m_presenter->session(), this))
    , m_notice(new NoticeStrip(this))
    , m_saved(plainLabel({}, LabelWrap::OneLine, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    buildActions();
    buildLayout();
    buildCheck();
    buildImport();
    connectSaving();
    m_notice->offerDismissal();
    connect(m_form, &DraftForm::edited, this, [this] {
        m_beforeMending.reset();
        m_check->setUndoable(false);
        m_presenter->edit(m_form->document());
        updateTitle();
    });
    connect(m_presenter.get(), &DraftPresenter::loaded, this, [this](const document::OfficialDocument &document) {
        m_form->showDocument(document);
        m_form->focusElement(document::DocumentElement::Title);
        clearFailure(DraftWork::Loading);
        updateTitle();
    });
    connect(m_presenter.get(), &DraftPresenter::pagesSet, m_pages, [this](const SceneRef &scene) {
        m_pages->setFile(core::viewScene(scene));
        clearFailure(DraftWork::SettingPages);
    });
    connect(m_presenter.get(), &DraftPresenter::renewed, this, [this](const document::OfficialDocument &document) {
        m_form->changeTo(document);
        showNotice(tr("The draft was changed in another window; you see its newest version."));
        updateTitle();
    });
    connect(m_presenter.get(), &DraftPresenter::submitted, this, &QWidget::close);
    updateTitle();
}

DraftWindow::~DraftWindow() = default;

void DraftWindow::connectSaving()
{
    connect(m_presenter.get(), &DraftPresenter::saving, this, [this] { m_saved->setText(tr("Saving …")); });
    connect(m_presenter.get(), &DraftPresenter::saved, this, [this](Instant at) {
        m_saved->setText(tr("Saved %1").arg(timeWords(at, at)));
        clearFailure(DraftWork::Saving);
        if (m_isClosing)
            close();
    });
    connect(m_presenter.get(), &DraftPresenter::failed, this, &DraftWindow::showFailure);
}

void DraftWindow::showFailure(DraftWork work, const Error &error)
{
    if (work == DraftWork::Saving) {
        m_isClosing = false;
        m_saved->setText(tr("■ Not saved"));
    }
    m_notice->showError(error);
    m_failed = work;
}

void DraftWindow::clearFailure(DraftWork work)
{
    if (m_failed != work)
        return;
    m_notice->clear();
    m_failed.reset();
}

void DraftWindow::showNotice(const QString &sentence)
{
    m_notice->showNotice(NoticeStrip::Mood::Good, sentence);
    m_failed.reset();
}

void DraftWindow::closeEvent(QCloseEvent *event)
{
    if (m_presenter->isSaved() || m_failed == DraftWork::Saving)
        return QMainWindow::closeEvent(event);
    m_isClosing = true;
    event->ignore();
    m_presenter->saveNow();
}

void DraftWindow::buildActions()
{
    QToolBar *bar = addToolBar(tr("Draft"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    QAction *save = bar->addAction(tr("&Save"), this, [this] { m_presenter->saveNow(); });
    save->setShortcut(QKeySequence::Save);
    save->setToolTip(tr("Save now (Ctrl+S); it is saved by itself, too"));
    QAction *submit = bar->addAction(tr("Su&bmit for review"), this, [this] {
        clearFailure(DraftWork::Submitting);
        m_presenter->edit(m_form->document());
        m_presenter->submit();
    });
    submit->setObjectName(QStringLiteral("submit"));
    submit->setShortcut(Qt::CTRL | Qt::Key_Return);
    submit->setToolTip(tr("Submit for review (Ctrl+Enter)"));
    QAction *compare = bar->addAction(tr("Compare &versions"), this, [this] {
        m_presenter->saveNow();
        if (!m_presenter->stream().isEmpty())
            Q_EMIT comparisonWanted(m_presenter->stream());
    });
    compare->setObjectName(QStringLiteral("compare"));
    compare->setToolTip(tr("What was changed, by whom and when"));
    bar->addSeparator();
    buildFileActions(bar);
}

void DraftWindow::buildLayout()
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setMinimumWidth(420);

    auto *right = new QWidget(this);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(6, 6, 6, 6);
    rightLayout->addWidget(m_notice);
    rightLayout->addWidget(m_import, 1);
    rightLayout->addWidget(m_pages, 1);
    rightLayout->addWidget(m_check);

    auto *splitter = new QSplitter(this);
    splitter->addWidget(scroll);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    setCentralWidget(splitter);
    statusBar()->addWidget(m_saved);
    resize(1240, 820);
}

void DraftWindow::buildCheck()
{
    connect(m_presenter.get(), &DraftPresenter::faultsFound, this,
        [this](const QList<document::FormatFault> &faults, const QList<bool> &mendable) {
            m_check->showFaults(faults, mendable);
            m_form->markFaults(faults);
        });
    connect(m_check, &FormatCheckPanel::placeWanted, m_form, &DraftForm::focusFault);
    connect(m_check, &FormatCheckPanel::mendWanted, this, [this](const document::FormatFault &fault) {
        if (const auto mended = DraftPresenter::mended(m_form->document(), fault))
            change(*mended);
    });
    connect(m_check, &FormatCheckPanel::mendAllWanted, this,
        [this] { change(DraftPresenter::mendedWholly(m_form->document())); });
    connect(m_check, &FormatCheckPanel::undoWanted, this, [this] {
        if (m_beforeMending)
            m_form->changeTo(*std::exchange(m_beforeMending, std::nullopt));
    });
}

void DraftWindow::change(const document::OfficialDocument &mended)
{
    const document::OfficialDocument before = m_form->document();
    m_form->changeTo(mended);
    m_beforeMending = before;
    m_check->setUndoable(true);
}

void DraftWindow::updateTitle()
{
    const QString title = m_form->document().title;
    setWindowTitle(title.isEmpty() ? tr("New draft") : tr("Draft – %1").arg(title));
}

} // namespace wenyi::ui
