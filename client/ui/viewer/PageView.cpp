// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/viewer/PageView.h"

#include "client/ui/viewer/PageSelection.h"
#include "shared/layout/Resolution.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr double WholePixels = 4e6; ///< A page of more is shown in tiles.
constexpr int Tile = 1024;          ///< Device pixels.
constexpr double CoarseScale = 2;   ///< Pixels a millimetre: what is shown until the tiles are there.

} // namespace

PageView::PageView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_emptySentence(tr("No document is chosen."))
    , m_pictures(KeptBytes)
    , m_selection(new PageSelection(this))
{
    setAccessibleName(tr("Pages of the document"));
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setBackgroundRole(QPalette::Mid);
    viewport()->setAutoFillBackground(true);
    viewport()->setMouseTracking(true);
    // Always there, so that fitting the width does not change the width.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_wish.setSingleShot(true);
    m_wish.setInterval(0);
    connect(&m_wish, &QTimer::timeout, this, &PageView::wantPictures);
    connect(&m_pictures, &core::PictureCache::arrived, viewport(), qOverload<>(&QWidget::update));
    connect(m_selection, &PageSelection::changed, viewport(), qOverload<>(&QWidget::update));
}

PageView::~PageView() = default;

void PageView::setFile(const core::ViewedFileRef &file)
{
    const QList<core::PageSize> pages = file ? file->pages() : QList<core::PageSize>();
    const bool keepsPlace = file && m_file && pages.size() == m_pages.size();
    const int place = verticalScrollBar()->value();
    m_file = file;
    m_pages = pages;
    m_seals = file ? file->seals() : QList<core::ShownSeal>();
    m_hits.clear();
    m_currentHit = -1;
    m_pictures.setFile(
        file, keepsPlace ? core::PictureCache::Meanwhile::TheOldPages : core::PictureCache::Meanwhile::Nothing);
    m_selection->setFile(file);
    if (!keepsPlace)
        m_currentPage = pages.isEmpty() ? -1 : 0;
    applyFit();
    verticalScrollBar()->setValue(keepsPlace ? place : 0);
    updateCurrentPage();
    setAccessibleDescription(
        pages.isEmpty() ? m_emptySentence : tr("Page %1 of %2").arg(currentPage() + 1).arg(pageCount()));
    Q_EMIT currentPageChanged(m_currentPage, pageCount());
}

void PageView::setOverlays(QList<PageOverlay> overlays)
{
    m_overlays = std::move(overlays);
    viewport()->update();
}

void PageView::setEmptySentence(const QString &sentence)
{
    m_emptySentence = sentence;
    viewport()->update();
}

void PageView::setHits(const QList<core::SearchHit> &hits, qsizetype current, HitView view)
{
    m_hits = hits;
    m_currentHit = current;
    if (view == HitView::IntoView && current >= 0 && current < hits.size() && !hits.at(current).areas.isEmpty()) {
        const core::SearchHit &hit = hits.at(current);
        const bool isPlaced = m_mode == PageMode::Continuous || hit.page == m_currentPage;
        const layout::Rect &area = hit.areas.constFirst();
        const QRectF seen =
            isPlaced ? toViewport(hit.page).mapRect(QRectF(area.x, area.y, area.width, area.height)) : QRectF();
        if (!isPlaced || !QRectF(viewport()->rect()).contains(seen))
            showPlace(hit.page, area.y);
    }
    viewport()->update();
}

qsizetype PageView::currentPage() const
{
    return std::max<qsizetype>(m_currentPage, 0);
}

void PageView::showPlace(qsizetype page, double top)
{
    if (page < 0 || page >= pageCount())
        return;
    goToPage(page);
    // Of the page as it is turned: the place may then lie anywhere in the picture.
    const QPointF place = toViewport(page).map(QPointF(0, top));
    const double margin = top > 0 ? viewport()->height() / 3.0 : PagePlacing::Gap;
    const double y = top > 0 ? place.y() : pageRect(page).top();
    verticalScrollBar()->setValue(static_cast<int>(verticalScrollBar()->value() + y - margin));
    updateCurrentPage();
}

void PageView::goToPage(qsizetype page)
{
    if (m_mode == PageMode::Continuous || page == m_currentPage || page < 0 || page >= pageCount())
        return;
    m_currentPage = page;
    applyFit();
    verticalScrollBar()->setValue(0);
    setAccessibleDescription(tr("Page %1 of %2").arg(page + 1).arg(pageCount()));
    Q_EMIT currentPageChanged(page, pageCount());
}

void PageView::setZoom(double zoom)
{
    m_fit = PageFit::Free;
    const double middle = (verticalScrollBar()->value() + viewport()->height() / 2.0) / m_zoom;
    m_zoom = std::clamp(zoom, LeastZoom, MostZoom);
    placePages();
    verticalScrollBar()->setValue(static_cast<int>(middle * m_zoom - viewport()->height() / 2.0));
    Q_EMIT zoomChanged(m_zoom, m_fit);
}

void PageView::setFit(PageFit fit)
{
    const qsizetype page = currentPage();
    m_fit = fit;
    applyFit();
    if (fit == PageFit::Page && m_mode == PageMode::Continuous)
        showPlace(page);
}

void PageView::setMode(PageMode mode)
{
    const qsizetype page = currentPage();
    m_mode = mode;
    m_currentPage = m_pages.isEmpty() ? -1 : page;
    applyFit();
    showPlace(page);
}

void PageView::turn(int quarters)
{
    const qsizetype page = currentPage();
    m_turns = ((m_turns + quarters) % 4 + 4) % 4;
    applyFit();
    showPlace(page);
}

QList<core::PageSize> PageView::placedPages() const
{
    if (m_mode == PageMode::Continuous || m_pages.isEmpty())
        return m_pages;
    return {m_pages.at(currentPage())};
}

void PageView::applyFit()
{
    if (m_fit != PageFit::Free && !m_pages.isEmpty()) {
        double width = 0;
        for (const core::PageSize &page : placedPages())
            width = std::max(width, m_turns % 2 == 1 ? page.height : page.width);
        const core::PageSize &page = m_pages.at(currentPage());
        const double perMillimetre = logicalDpiX() / layout::MillimetresPerInch;
        m_zoom = (viewport()->width() - 2.0 * PagePlacing::Gap) / (width * perMillimetre);
        if (m_fit == PageFit::Page) {
            const double height = m_turns % 2 == 1 ? page.width : page.height;
            m_zoom = std::min(m_zoom, (viewport()->height() - 2.0 * PagePlacing::Gap) / (height * perMillimetre));
        }
        m_zoom = std::clamp(m_zoom, LeastZoom, MostZoom);
    }
    placePages();
    Q_EMIT zoomChanged(m_zoom, m_fit);
}

void PageView::placePages()
{
    m_placing.place(placedPages(), m_zoom * logicalDpiX() / layout::MillimetresPerInch, m_turns, viewport()->width());
    const QSizeF size = m_placing.size();
    verticalScrollBar()->setRange(0, std::max(0, qRound(size.height()) - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(40);
    horizontalScrollBar()->setRange(0, std::max(0, qRound(size.width()) - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    viewport()->update();
    m_wish.start();
}

QRectF PageView::pageRect(qsizetype page) const
{
    return m_placing.rectOf(page - firstPlaced())
        .translated(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
}

QTransform PageView::toViewport(qsizetype page) const
{
    return m_placing.toView(page - firstPlaced())
           * QTransform::fromTranslate(-horizontalScrollBar()->value(), -verticalScrollBar()->value());
}

std::pair<qsizetype, qsizetype> PageView::pagesInView(double margin) const
{
    const double top = verticalScrollBar()->value();
    const auto [first, behind] = m_placing.pagesBetween(top - margin, top + viewport()->height() + margin);
    return {first + firstPlaced(), behind + firstPlaced()};
}

std::optional<std::pair<qsizetype, layout::Point>> PageView::placeAt(const QPointF &position) const
{
    const auto [first, behind] = pagesInView(PagePlacing::Gap);
    for (qsizetype page = first; page < behind; ++page) {
        // The gap below a page belongs to it, so that a line can be followed over the edge.
        if (position.y() > pageRect(page).bottom() + PagePlacing::Gap && page + 1 < behind)
            continue;
        const QPointF place = toViewport(page).inverted().map(position);
        return std::pair(page, layout::Point{place.x(), place.y()});
    }
    return std::nullopt;
}

void PageView::updateCurrentPage()
{
    if (m_mode == PageMode::Single || m_pages.isEmpty())
        return;
    const double middle = verticalScrollBar()->value() + viewport()->height() / 2.0;
    const auto [first, behind] = m_placing.pagesBetween(0, middle);
    const qsizetype current = std::max<qsizetype>(0, behind - 1);
    if (current == m_currentPage)
        return;
    m_currentPage = current;
    setAccessibleDescription(tr("Page %1 of %2").arg(current + 1).arg(pageCount()));
    Q_EMIT currentPageChanged(current, pageCount());
}

double PageView::deviceScale() const
{
    return m_placing.scale() * devicePixelRatioF();
}

QList<core::PictureRequest> PageView::requestsFor(qsizetype page, const QRectF &seen, core::Urgency urgency) const
{
    const core::PageSize &size = m_pages.at(page);
    const double scale = deviceScale();
    const QRect whole(0, 0, qRound(size.width * scale), qRound(size.height * scale));
    if (double(whole.width()) * whole.height() <= WholePixels)
        return {{page, scale, {}, urgency}};
    QList<core::PictureRequest> requests{{page, CoarseScale, {}, urgency}};
    const QRectF onPage = toViewport(page).inverted().mapRect(seen);
    const QRect part = QRectF(onPage.topLeft() * scale, onPage.size() * scale).toAlignedRect().intersected(whole);
    for (int y = part.top() / Tile * Tile; y <= part.bottom(); y += Tile) {
        for (int x = part.left() / Tile * Tile; x <= part.right(); x += Tile)
            requests.append({page, scale, QRect(x, y, Tile, Tile).intersected(whole), urgency});
    }
    return requests;
}

void PageView::wantPictures()
{
    if (m_pages.isEmpty())
        return;
    QList<core::PictureRequest> wanted;
    QList<qsizetype> seenPages;
    const auto [first, behind] = pagesInView(0);
    const QRectF seen = viewport()->rect();
    for (qsizetype page = first; page < behind; ++page) {
        wanted += requestsFor(page, seen, core::Urgency::Seen);
        seenPages.append(page);
    }
    // One page around, as far as it is a whole one: tiles of what nobody sees would push out those that are seen.
    for (const qsizetype page : {behind, first - 1}) {
        if (page < 0 || page >= pageCount() || (m_mode == PageMode::Continuous && first == behind))
            continue;
        const core::PageSize &size = m_pages.at(page);
        const bool isWhole = size.width * size.height * deviceScale() * deviceScale() <= WholePixels;
        wanted.append({page, isWhole ? deviceScale() : CoarseScale, {}, core::Urgency::Later});
    }
    m_pictures.want(wanted);
    m_selection->setSeen(seenPages);
}

bool PageView::event(QEvent *event)
{
    // Another screen may have another ratio of pixels.
    if (event->type() == QEvent::ScreenChangeInternal || event->type() == QEvent::Show)
        m_wish.start();
    // These belong to the page while it has the focus, whatever the window's own shortcuts are.
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll)) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

bool PageView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const auto place = placeAt(help->pos()))
            Q_EMIT pointedAt(place->first, place->second, help->globalPos());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void PageView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    applyFit();
    updateCurrentPage();
}

void PageView::scrollContentsBy(int, int)
{
    viewport()->update();
    updateCurrentPage();
    m_wish.start();
}

void PageView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return m_selection->copy();
    if (event->matches(QKeySequence::SelectAll) && !m_pages.isEmpty())
        return m_selection->selectPage(currentPage());
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return setZoom(m_zoom * ZoomStep);
        case Qt::Key_Minus:
            return setZoom(m_zoom / ZoomStep);
        case Qt::Key_0:
            return setFit(PageFit::Width);
        default:
            break;
        }
    }
    const int place = verticalScrollBar()->value();
    switch (event->key()) {
    case Qt::Key_Home:
        goToPage(0);
        return verticalScrollBar()->setValue(0);
    case Qt::Key_End:
        goToPage(pageCount() - 1);
        return verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (horizontalScrollBar()->maximum() > 0)
            break;
        return showPlace(currentPage() + (event->key() == Qt::Key_Left ? -1 : 1));
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
    // In single mode the keys lead over the page's edge.
    if (m_mode == PageMode::Single && verticalScrollBar()->value() == place) {
        if (event->key() == Qt::Key_PageDown || event->key() == Qt::Key_Space)
            showPlace(currentPage() + 1);
        else if (event->key() == Qt::Key_PageUp)
            showPlace(currentPage() - 1);
    }
}

void PageView::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        setZoom(event->angleDelta().y() > 0 ? m_zoom * ZoomStep : m_zoom / ZoomStep);
        event->accept();
        return;
    }
    const int place = verticalScrollBar()->value();
    QAbstractScrollArea::wheelEvent(event);
    if (m_mode == PageMode::Single && verticalScrollBar()->value() == place && event->angleDelta().y() != 0)
        showPlace(currentPage() + (event->angleDelta().y() > 0 ? -1 : 1));
}

void PageView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const core::ShownSeal *seal = sealAt(event->position())) {
        Q_EMIT sealClicked(*seal);
        return;
    }
    if (const auto place = placeAt(event->position()))
        m_selection->begin(place->first, place->second);
}

void PageView::mouseMoveEvent(QMouseEvent *event)
{
    const auto place = placeAt(event->position());
    if (!event->buttons().testFlag(Qt::LeftButton)) {
        const bool overText = place && m_selection->hasTextAt(place->first, place->second);
        viewport()->setCursor(sealAt(event->position()) ? Qt::PointingHandCursor
                              : overText                ? Qt::IBeamCursor
                                                        : Qt::ArrowCursor);
        return;
    }
    // Beyond the edge the pages move along.
    const double beyond =
        std::min(0.0, event->position().y()) + std::max(0.0, event->position().y() - viewport()->height());
    if (beyond != 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + static_cast<int>(beyond));
    if (place)
        m_selection->extendTo(place->first, place->second);
}

} // namespace wenyi::ui
