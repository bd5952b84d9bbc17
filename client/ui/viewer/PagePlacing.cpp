// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/viewer/PagePlacing.h"

#include <algorithm>
#include <cmath>

namespace wenyi::ui {

void PagePlacing::place(const QList<core::PageSize> &pages, double scale, int turns, double room)
{
    m_scale = scale;
    m_turns = ((turns % 4) + 4) % 4;
    m_rects.clear();
    m_rects.reserve(pages.size());
    double widest = 0;
    double top = Gap;
    for (const core::PageSize &page : pages) {
        QSizeF size(page.width * scale, page.height * scale);
        if (m_turns % 2 == 1)
            size.transpose();
        widest = std::max(widest, size.width());
        m_rects.append(QRectF(QPointF(0, std::round(top)), size));
        top = std::round(top) + size.height() + Gap;
    }
    const double width = std::max(room, widest + 2.0 * Gap);
    for (QRectF &rect : m_rects)
        rect.moveLeft(std::round((width - rect.width()) / 2));
    m_size = pages.isEmpty() ? QSizeF() : QSizeF(widest + 2.0 * Gap, top);
}

std::pair<qsizetype, qsizetype> PagePlacing::pagesBetween(double top, double bottom) const
{
    const auto first = std::ranges::lower_bound(m_rects, top, {}, &QRectF::bottom);
    const auto behind = std::ranges::upper_bound(first, m_rects.end(), bottom, {}, &QRectF::top);
    return {first - m_rects.begin(), behind - m_rects.begin()};
}

QTransform PagePlacing::toView(qsizetype page) const
{
    const QRectF &rect = rectOf(page);
    QTransform to = QTransform::fromTranslate(rect.left(), rect.top());
    if (m_turns == 1)
        to.translate(rect.width(), 0);
    else if (m_turns == 2)
        to.translate(rect.width(), rect.height());
    else if (m_turns == 3)
        to.translate(0, rect.height());
    to.rotate(90.0 * m_turns);
    return to.scale(m_scale, m_scale);
}

} // namespace wenyi::ui
