// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/text/Sentences.h"
#include "client/ui/viewer/PageSelection.h"
#include "client/ui/viewer/PageView.h"
#include "client/ui/viewer/SealMarks.h"

#include <QPainter>

#include <algorithm>

namespace wenyi::ui {

namespace {

QRectF toRectF(const layout::Rect &rect)
{
    return {rect.x, rect.y, rect.width, rect.height};
}

} // namespace

void PageView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    if (pageCount() == 0) {
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(
            viewport()->rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_emptySentence);
        return;
    }
    const auto [first, behind] = pagesInView(0);
    for (qsizetype page = first; page < behind; ++page)
        paintPage(painter, page);
}

void PageView::paintPage(QPainter &painter, qsizetype page)
{
    const QRectF rect = pageRect(page);
    painter.fillRect(rect, Qt::white);
    if (const Error *fault = m_pictures.faultOf(page)) {
        paintFault(painter, page, *fault);
        return;
    }
    painter.save();
    painter.setClipRect(rect);
    paintPictures(painter, page);
    paintMarks(painter, page);
    painter.restore();
    paintOverlays(painter, page);
    paintSeals(painter, page);
}

void PageView::paintPictures(QPainter &painter, qsizetype page)
{
    const core::PageSize &size = m_pages.at(page);
    const double scale = deviceScale();
    painter.save();
    // One unit is a device pixel of the page's picture from here on: pixels are laid down as they are.
    painter.setTransform(toViewport(page), true);
    painter.scale(1 / scale, 1 / scale);
    const QRectF whole(0, 0, size.width * scale, size.height * scale);
    const QList<core::PictureRequest> requests = requestsFor(page, viewport()->rect(), core::Urgency::Seen);
    const bool isWhole = requests.size() == 1 && !requests.constFirst().tile && requests.constFirst().scale == scale;
    if (const auto picture = isWhole ? m_pictures.find(requests.constFirst()) : std::nullopt) {
        painter.drawImage(QPointF(0, 0), *picture);
        painter.restore();
        return;
    }
    if (const auto coarse = m_pictures.anyOf(page)) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(whole, *coarse);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    }
    for (const core::PictureRequest &request : requests) {
        if (!request.tile)
            continue;
        if (const auto picture = m_pictures.find(request))
            painter.drawImage(request.tile->topLeft(), *picture);
    }
    painter.restore();
}

void PageView::paintFault(QPainter &painter, qsizetype page, const Error &fault)
{
    const QRectF rect = pageRect(page);
    const double margin = std::min(24.0, rect.width() / 8);
    painter.save();
    painter.setClipRect(rect);
    painter.setPen(QColor(0x8f, 0x13, 0x09)); // On white paper, whatever the theme.
    painter.drawText(rect.adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap,
        tr("■ Page %1\n%2").arg(page + 1).arg(sentenceFor(fault)));
    painter.restore();
}

void PageView::paintMarks(QPainter &painter, qsizetype page)
{
    const QTransform toView = toViewport(page);
    const auto fill = [&](const layout::Rect &area, const QColor &color) {
        painter.fillRect(toView.mapRect(toRectF(area)), color);
    };
    painter.save();
    painter.setCompositionMode(QPainter::CompositionMode_Multiply); // The text stays readable.
    const auto first = std::ranges::lower_bound(std::as_const(m_hits), page, {}, &core::SearchHit::page);
    for (auto hit = first; hit != m_hits.cend() && hit->page == page; ++hit) {
        const bool isCurrent = hit - m_hits.cbegin() == m_currentHit;
        for (const layout::Rect &area : hit->areas)
            fill(area, isCurrent ? QColor(255, 170, 80) : QColor(255, 240, 130));
    }
    const QColor chosen = palette().color(QPalette::Highlight).lighter(160);
    for (const layout::Rect &area : m_selection->areasOn(page))
        fill(area, chosen);
    painter.restore();
    // A frame besides the colour tells which hit is the current one.
    if (m_currentHit >= 0 && m_currentHit < m_hits.size() && m_hits.at(m_currentHit).page == page) {
        painter.setPen(QPen(QColor(170, 70, 0), 1.5));
        for (const layout::Rect &area : m_hits.at(m_currentHit).areas)
            painter.drawRect(toView.mapRect(toRectF(area)));
    }
}

void PageView::paintOverlays(QPainter &painter, qsizetype page)
{
    for (const PageOverlay &overlay : m_overlays) {
        if (overlay.page != page)
            continue;
        painter.save();
        painter.setTransform(toViewport(page), true);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        const QRectF box = toRectF(overlay.box);
        if (!overlay.picture.isNull()) {
            painter.setOpacity(0.6);
            painter.drawImage(box, overlay.picture);
            painter.setOpacity(1.0);
        }
        QPen pen(QColor(200, 0, 0), 1.2, Qt::DashLine);
        pen.setCosmetic(true);
        painter.setPen(pen);
        if (overlay.outline == OverlayOutline::Ellipse)
            painter.drawEllipse(box);
        else
            painter.drawRect(box);
        painter.restore();
    }
}

void PageView::paintSeals(QPainter &painter, qsizetype page)
{
    for (const core::ShownSeal &seal : m_seals) {
        if (seal.page != page)
            continue;
        const QRectF box = toViewport(page).mapRect(toRectF(seal.box));
        paintSealMark(painter, seal.conclusion, sealMarkRect(font(), seal.conclusion, box, pageRect(page)));
    }
}

const core::ShownSeal *PageView::sealAt(const QPointF &position) const
{
    const auto [first, behind] = pagesInView(0);
    for (const core::ShownSeal &seal : m_seals) {
        if (seal.page < first || seal.page >= behind)
            continue;
        const QRectF box = toViewport(seal.page).mapRect(toRectF(seal.box));
        if (box.contains(position)
            || sealMarkRect(font(), seal.conclusion, box, pageRect(seal.page)).contains(position))
            return &seal;
    }
    return nullptr;
}

} // namespace wenyi::ui
