// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/drafting/DraftWindow.h"

#include "client/ui/drafting/DraftForm.h"
#include "client/ui/text/Sentences.h"
#include "client/ui/text/Wording.h"
#include "client/ui/widgets/NoticeStrip.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QAction>
#include <QCloseEvent>
#include <QListWidget>
#include <QScrollArea>
#include <QSplitter>
#include <QStatusBar>
#include <QToolBar>
#include <QVBoxLayout>

namespace wenyi::ui {

DraftWindow::DraftWindow(std::unique_ptr<DraftPresenter> presenter, QWidget *parent)
    : QMainWindow(parent)
    , m_presenter(std::move(presenter))
    , m_form(new DraftForm(this))
    , m_pages(new PageView(this))
    , m_faultsTitle(plainLabel({}, LabelWrap::OneLine, this))
    , m_faults(new QListWidget(this))
    , m_notice(new NoticeStrip(this))
    , m_saved(plainLabel({}, LabelWrap::OneLine, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    buildActions();
    buildLayout();
    connect(m_form, &DraftForm::edited, this, [this] {
        m_presenter->edit(m_form->document());
        updateTitle();
    });
    connect(m_presenter.get(), &DraftPresenter::loaded, this, [this](const document::OfficialDocument &document) {
        m_form->showDocument(document);
        m_form->focusElement(document::DocumentElement::Title);
        updateTitle();
    });
    connect(m_presenter.get(), &DraftPresenter::pagesSet, m_pages, &PageView::setScene);
    connect(m_presenter.get(), &DraftPresenter::faultsFound, this, &DraftWindow::showFaults);
    connect(m_presenter.get(), &DraftPresenter::saving, this, [this] { m_saved->setText(tr("Saving …")); });
    connect(m_presenter.get(), &DraftPresenter::saved, this, [this](Instant at) {
        m_saved->setText(tr("Saved %1").arg(timeWords(at, at)));
        m_notice->clear();
        m_hasFailed = false;
        if (m_isClosing)
            close();
    });
    connect(m_presenter.get(), &DraftPresenter::failed, this, [this](const Error &error) {
        m_hasFailed = true;
        m_isClosing = false;
        m_notice->showError(error);
    });
    connect(m_presenter.get(), &DraftPresenter::submitted, this, &QWidget::close);
    updateTitle();
}

DraftWindow::~DraftWindow() = default;

void DraftWindow::closeEvent(QCloseEvent *event)
{
    if (m_presenter->isSaved() || m_hasFailed)
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
        m_presenter->edit(m_form->document());
        m_presenter->submit();
    });
    submit->setObjectName(QStringLiteral("submit"));
    submit->setShortcut(Qt::CTRL | Qt::Key_Return);
    submit->setToolTip(tr("Submit for review (Ctrl+Enter)"));
}

void DraftWindow::buildLayout()
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setMinimumWidth(420);

    m_faults->setAccessibleName(tr("Format check"));
    m_faults->setWordWrap(true);
    m_faults->setMaximumHeight(150);
    connect(m_faults, &QListWidget::itemActivated, this,
        [this](QListWidgetItem *item) { m_form->focusElement(m_shownFaults.at(m_faults->row(item)).element); });
    connect(m_faults, &QListWidget::itemClicked, m_faults, &QListWidget::itemActivated);

    auto *right = new QWidget(this);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(6, 6, 6, 6);
    rightLayout->addWidget(m_notice);
    rightLayout->addWidget(m_pages, 1);
    rightLayout->addWidget(m_faultsTitle);
    rightLayout->addWidget(m_faults);

    auto *splitter = new QSplitter(this);
    splitter->addWidget(scroll);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    setCentralWidget(splitter);
    statusBar()->addWidget(m_saved);
    resize(1240, 820);
}

void DraftWindow::showFaults(const QList<document::FormatFault> &faults)
{
    m_shownFaults = faults;
    m_faults->clear();
    for (const document::FormatFault &fault : faults) {
        const QString mark = fault.severity == document::FaultSeverity::Error ? tr("■ must") : tr("▲ look");
        m_faults->addItem(tr("%1: %2 (%3)").arg(mark, sentenceForRule(fault), fault.clause));
    }
    m_faultsTitle->setText(faults.isEmpty() ? tr("✔ Format check: nothing to mend")
                                            : tr("Format check: %n to mend", nullptr, static_cast<int>(faults.size())));
    m_faults->setVisible(!faults.isEmpty());
}

void DraftWindow::updateTitle()
{
    const QString title = m_form->document().title;
    setWindowTitle(title.isEmpty() ? tr("New draft") : tr("Draft – %1").arg(title));
}

} // namespace wenyi::ui
