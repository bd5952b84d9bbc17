// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/viewer/DocumentViewer.h"

#include "client/ui/exchange/VerifyPanel.h"
#include "client/ui/records/RecordSheet.h"
#include "client/ui/viewer/PrintPreview.h"
#include "client/ui/viewer/SearchBar.h"
#include "client/ui/viewer/ViewerSide.h"
#include "client/ui/widgets/PlainLabel.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QSplitter>
#include <QStyle>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr int FitWidthRow = 0;
constexpr int FitPageRow = 1;
constexpr int Percents[] = {25, 50, 75, 100, 125, 150, 200, 300, 400, 800};

} // namespace

DocumentViewer::DocumentViewer(QWidget *parent)
    : QWidget(parent)
    , m_bar(new QToolBar(tr("Viewer"), this))
    , m_pages(new PageView(this))
    , m_side(new ViewerSide(*m_pages, this))
    , m_search(new SearchBar(*m_pages, this))
    , m_page(new QSpinBox(m_bar))
    , m_pageCount(plainLabel({}, LabelWrap::OneLine, m_bar))
    , m_zoom(new QComboBox(m_bar))
{
    buildBar();
    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_side);
    splitter->addWidget(m_pages);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    m_side->hide();
    m_search->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_bar);
    layout->addWidget(m_search);
    layout->addWidget(splitter, 1);
    setFocusProxy(m_pages);
    connect(m_pages, &PageView::currentPageChanged, this, &DocumentViewer::showPageNumber);
    connect(m_pages, &PageView::zoomChanged, this, &DocumentViewer::showZoom);
    connect(m_pages, &PageView::sealClicked, this, [this] {
        if (m_verify)
            m_verify->openSteps();
    });
    setFile(nullptr);
}

QAction *DocumentViewer::addTool(const QString &words, const QKeySequence &keys, const QString &name)
{
    auto *action = new QAction(words, this);
    action->setObjectName(name);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    const QString plain = QString(words).remove(u'&');
    const QString tip = keys.isEmpty() ? plain : tr("%1 (%2)").arg(plain, keys.toString(QKeySequence::NativeText));
    action->setToolTip(tip.toHtmlEscaped()); // A key may be named "<".
    addAction(action);
    m_bar->addAction(action);
    return action;
}

void DocumentViewer::buildBar()
{
    m_bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_bar->setMovable(false);
    QAction *side = addTool(tr("Side"), QKeySequence(Qt::Key_F9), u"side"_s);
    side->setCheckable(true);
    connect(side, &QAction::toggled, m_side, &QWidget::setVisible);
    addPageBox();
    addZoom();
    connect(addTool(tr("Turn"), QKeySequence(Qt::CTRL | Qt::Key_R), u"turn"_s), &QAction::triggered, this,
        [this] { m_pages->turn(1); });
    QAction *single = addTool(tr("Single page"), {}, u"single"_s);
    single->setCheckable(true);
    connect(single, &QAction::toggled, this,
        [this](bool on) { m_pages->setMode(on ? PageMode::Single : PageMode::Continuous); });
    connect(addTool(tr("Find"), QKeySequence::Find, u"find"_s), &QAction::triggered, m_search, &SearchBar::open);
    m_print = addTool(tr("Print"), QKeySequence::Print, u"print"_s);
    connect(m_print, &QAction::triggered, this, &DocumentViewer::print);
    m_signedPdf = addTool(tr("Signed PDF …"), {}, u"signedPdf"_s);
    m_signedPdf->setToolTip(tr("A PDF copy signed by your key; the OFD stays the original"));
    m_signedPdf->setVisible(false);
    connect(m_signedPdf, &QAction::triggered, this, &DocumentViewer::signedPdfWanted);
    // Keys without a button of their own.
    for (const int by : {1, -1}) {
        auto *step = new QAction(this);
        step->setShortcut(by > 0 ? QKeySequence(Qt::Key_F3) : QKeySequence(Qt::SHIFT | Qt::Key_F3));
        step->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(step);
        connect(step, &QAction::triggered, m_search, [this, by] { m_search->step(by); });
    }
    auto *toPage = new QAction(this);
    toPage->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_G));
    toPage->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(toPage);
    connect(toPage, &QAction::triggered, this, [this] {
        m_page->setFocus();
        m_page->selectAll();
    });
}

void DocumentViewer::addPageBox()
{
    m_page->setObjectName(u"pageNumber"_s);
    m_page->setAccessibleName(tr("Page number"));
    m_page->setKeyboardTracking(false); // Typing 12 does not pass by page 1.
    m_page->setAlignment(Qt::AlignRight);
    connect(m_page, &QSpinBox::valueChanged, this, [this](int page) {
        if (page - 1 != m_pages->currentPage())
            m_pages->showPlace(page - 1);
    });
    m_bar->addWidget(m_page);
    m_bar->addWidget(m_pageCount);
}

void DocumentViewer::addZoom()
{
    m_zoom->setObjectName(u"zoom"_s);
    m_zoom->setAccessibleName(tr("Zoom"));
    m_zoom->setEditable(true);
    m_zoom->setInsertPolicy(QComboBox::NoInsert);
    m_zoom->addItems({tr("Fit width"), tr("Fit page")});
    for (const int percent : Percents)
        m_zoom->addItem(u"%1%"_s.arg(percent), percent);
    connect(m_zoom, &QComboBox::activated, this, &DocumentViewer::takeZoom);
    connect(m_zoom->lineEdit(), &QLineEdit::returnPressed, this, &DocumentViewer::takeZoom);
    m_bar->addWidget(m_zoom);
}

void DocumentViewer::takeZoom()
{
    const QString words = m_zoom->currentText();
    if (words == m_zoom->itemText(FitWidthRow))
        return m_pages->setFit(PageFit::Width);
    if (words == m_zoom->itemText(FitPageRow))
        return m_pages->setFit(PageFit::Page);
    bool isNumber = false;
    const double percent = QString(words).remove(u'%').trimmed().toDouble(&isNumber);
    if (isNumber)
        m_pages->setZoom(percent / 100);
    else
        showZoom(m_pages->zoom(), PageFit::Free);
}

void DocumentViewer::setFile(const core::ViewedFileRef &file, Printing printing)
{
    m_pages->setFile(file);
    m_side->showFile(file);
    m_search->restart();
    m_bar->setEnabled(file != nullptr);
    m_print->setVisible(printing == Printing::Offered);
    m_print->setEnabled(file && printing == Printing::Offered && file->facts().mayPrint);
}

void DocumentViewer::showRecord(const RecordSheet &sheet)
{
    const auto origin = sheet.incoming ? core::Origin::Foreign : core::Origin::Own;
    const auto printing = sheet.incoming ? Printing::NotHere : Printing::Offered;
    setFile(core::viewScene(sheet.scene, sheet.verdict, origin), printing);
}

void DocumentViewer::setVerifyPanel(VerifyPanel *panel)
{
    m_verify = panel;
}

void DocumentViewer::showPageNumber(qsizetype page, qsizetype pages)
{
    const QSignalBlocker quiet(m_page);
    m_page->setRange(pages > 0 ? 1 : 0, static_cast<int>(pages));
    m_page->setValue(static_cast<int>(page + 1));
    m_pageCount->setText(tr("/ %1 ").arg(pages));
}

void DocumentViewer::showZoom(double zoom, PageFit fit)
{
    const QSignalBlocker quiet(m_zoom);
    if (fit == PageFit::Free)
        m_zoom->setEditText(u"%1%"_s.arg(qRound(zoom * 100)));
    else
        m_zoom->setCurrentIndex(fit == PageFit::Width ? FitWidthRow : FitPageRow);
}

void DocumentViewer::offerSignedPdf(bool isOffered)
{
    m_signedPdf->setVisible(isOffered);
}

void DocumentViewer::print()
{
    if (m_print->isEnabled())
        (new PrintPreview(m_pages->file(), this))->open();
}

} // namespace wenyi::ui
