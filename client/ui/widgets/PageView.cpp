// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/widgets/PageView.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr int Gap = 12; ///< Pixels around and between pages.
constexpr double LeastZoom = 0.2;
constexpr double MostZoom = 5.0;
constexpr double ZoomStep = 1.2;
constexpr double MillimetresPerInch = 25.4;
constexpr int KeptPixmaps = 96 * 1024; ///< KiB

} // namespace

PageView::PageView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_emptySentence(tr("No document is chosen."))
    , m_pixmaps(KeptPixmaps)
{
    setAccessibleName(tr("Pages of the document"));
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setBackgroundRole(QPalette::Mid);
    viewport()->setAutoFillBackground(true);
    // Always there, so that fitting the width does not change the width.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
}

void PageView::setScene(SceneRef scene)
{
    const bool keepsPlace = scene && m_scene && scene->pages.size() == m_scene->pages.size();
    const int place = verticalScrollBar()->value();
    m_scene = std::move(scene);
    m_pixmaps.clear();
    m_currentPage = -1;
    if (m_fitsWidth)
        fitWidth();
    else
        updateScrollBars();
    verticalScrollBar()->setValue(keepsPlace ? place : 0);
    updateCurrentPage();
    viewport()->update();
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

qsizetype PageView::pageCount() const
{
    return m_scene ? m_scene->pages.size() : 0;
}

qsizetype PageView::currentPage() const
{
    return std::max<qsizetype>(m_currentPage, 0);
}

void PageView::showPage(qsizetype page)
{
    showPlace(page, 0);
}

void PageView::showPlace(qsizetype page, double top)
{
    if (page < 0 || page >= pageCount())
        return;
    const double y = pageRect(page).top() + verticalScrollBar()->value() + top * pixelsPerMillimetre();
    const double margin = top > 0 ? viewport()->height() / 3.0 : Gap;
    verticalScrollBar()->setValue(static_cast<int>(y - margin));
}

double PageView::zoom() const
{
    return m_zoom;
}

void PageView::setZoom(double zoom)
{
    m_fitsWidth = false;
    const double middle = (verticalScrollBar()->value() + viewport()->height() / 2.0) / m_zoom;
    m_zoom = std::clamp(zoom, LeastZoom, MostZoom);
    m_pixmaps.clear();
    updateScrollBars();
    verticalScrollBar()->setValue(static_cast<int>(middle * m_zoom - viewport()->height() / 2.0));
    viewport()->update();
}

void PageView::fitWidth()
{
    m_fitsWidth = true;
    const double room = viewport()->width() - 2.0 * Gap;
    const double natural = widestPage() * logicalDpiX() / MillimetresPerInch;
    const double fitting = std::clamp(room / natural, LeastZoom, MostZoom);
    if (fitting != m_zoom)
        m_pixmaps.clear();
    m_zoom = fitting;
    updateScrollBars();
    viewport()->update();
}

double PageView::pixelsPerMillimetre() const
{
    return m_zoom * logicalDpiX() / MillimetresPerInch;
}

double PageView::widestPage() const
{
    double widest = 0;
    for (qsizetype page = 0; page < pageCount(); ++page)
        widest = std::max(widest, m_scene->pages.at(page).width);
    return widest > 0 ? widest : 210;
}

QRectF PageView::pageRect(qsizetype page) const
{
    double top = Gap;
    for (qsizetype before = 0; before < page; ++before)
        top += m_scene->pages.at(before).height * pixelsPerMillimetre() + Gap;
    const layout::PageScene &scene = m_scene->pages.at(page);
    const double width = scene.width * pixelsPerMillimetre();
    const double room = std::max(viewport()->width() * 1.0, widestPage() * pixelsPerMillimetre() + 2.0 * Gap);
    return QRectF(std::round((room - width) / 2 - horizontalScrollBar()->value()),
        std::round(top - verticalScrollBar()->value()), std::round(width),
        std::round(scene.height * pixelsPerMillimetre()));
}

void PageView::updateScrollBars()
{
    double height = Gap;
    for (qsizetype page = 0; page < pageCount(); ++page)
        height += m_scene->pages.at(page).height * pixelsPerMillimetre() + Gap;
    const double width = pageCount() > 0 ? widestPage() * pixelsPerMillimetre() + 2.0 * Gap : 0;
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(height) - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(40);
    horizontalScrollBar()->setRange(0, std::max(0, static_cast<int>(width) - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
}

void PageView::updateCurrentPage()
{
    qsizetype current = pageCount() > 0 ? 0 : -1;
    for (qsizetype page = 0; page < pageCount(); ++page) {
        if (pageRect(page).top() < viewport()->height() / 2.0)
            current = page;
    }
    if (current == m_currentPage)
        return;
    m_currentPage = current;
    setAccessibleDescription(current < 0 ? m_emptySentence : tr("Page %1 of %2").arg(current + 1).arg(pageCount()));
    Q_EMIT currentPageChanged(current, pageCount());
}

const QPixmap *PageView::pixmapOf(qsizetype page)
{
    if (const QPixmap *kept = m_pixmaps.object(page))
        return kept;
    const double resolution = m_zoom * logicalDpiX() * devicePixelRatioF();
    const auto image = layout::renderPage(m_scene->pages.at(page), resolution, m_painter);
    if (!image)
        return nullptr;
    auto pixmap = std::make_unique<QPixmap>(QPixmap::fromImage(*image));
    pixmap->setDevicePixelRatio(devicePixelRatioF());
    const qsizetype cost = image->sizeInBytes() / 1024;
    m_pixmaps.insert(page, pixmap.release(), std::min<qsizetype>(cost, KeptPixmaps));
    return m_pixmaps.object(page);
}

void PageView::paintOverlays(QPainter &painter, qsizetype page, const QRectF &rect)
{
    const double scale = pixelsPerMillimetre();
    for (const PageOverlay &overlay : m_overlays) {
        if (overlay.page != page)
            continue;
        const QRectF box(rect.left() + overlay.box.x * scale, rect.top() + overlay.box.y * scale,
            overlay.box.width * scale, overlay.box.height * scale);
        painter.save();
        painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        if (!overlay.picture.isNull()) {
            painter.setOpacity(0.6);
            painter.drawImage(box, overlay.picture);
            painter.setOpacity(1.0);
        }
        painter.setPen(QPen(QColor(200, 0, 0), 1.2, Qt::DashLine));
        painter.drawEllipse(box);
        painter.restore();
    }
}

void PageView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    if (pageCount() == 0) {
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(
            viewport()->rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_emptySentence);
        return;
    }
    for (qsizetype page = 0; page < pageCount(); ++page) {
        const QRectF rect = pageRect(page);
        if (rect.top() > viewport()->height())
            break;
        if (rect.bottom() < 0)
            continue;
        painter.fillRect(rect, Qt::white);
        if (const QPixmap *pixmap = pixmapOf(page))
            painter.drawPixmap(rect, *pixmap, QRectF(pixmap->rect()));
        paintOverlays(painter, page, rect);
    }
}

void PageView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (m_fitsWidth)
        fitWidth();
    else
        updateScrollBars();
    updateCurrentPage();
}

void PageView::scrollContentsBy(int, int)
{
    viewport()->update();
    updateCurrentPage();
}

void PageView::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return setZoom(m_zoom * ZoomStep);
        case Qt::Key_Minus:
            return setZoom(m_zoom / ZoomStep);
        case Qt::Key_0:
            return fitWidth();
        default:
            break;
        }
    }
    switch (event->key()) {
    case Qt::Key_Home:
        return verticalScrollBar()->setValue(0);
    case Qt::Key_End:
        return verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void PageView::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return QAbstractScrollArea::wheelEvent(event);
    setZoom(event->angleDelta().y() > 0 ? m_zoom * ZoomStep : m_zoom / ZoomStep);
    event->accept();
}

} // namespace wenyi::ui
