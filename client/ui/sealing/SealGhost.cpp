// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/sealing/SealGhost.h"

#include "client/ui/viewer/PageView.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace wenyi::ui {

namespace {

layout::Point middleOf(const layout::Rect &box)
{
    return {box.x + box.width / 2, box.y + box.height / 2};
}

} // namespace

SealGhost::SealGhost(PageView &view)
    : QObject(&view)
    , m_view(view)
{
    view.installEventFilter(this);
    view.viewport()->installEventFilter(this);
}

void SealGhost::setRule(const ofd::Stamp &byRule, const QList<layout::PageScene> &pages)
{
    m_byRule = byRule;
    m_pages.clear();
    for (const layout::PageScene &page : pages)
        m_pages.append({page.width, page.height});
    m_held.reset();
    m_at = {byRule.page, middleOf(byRule.boundary)};
}

void SealGhost::clear()
{
    if (m_held)
        m_view.viewport()->unsetCursor();
    m_held.reset();
    m_byRule.reset();
    m_pages.clear();
    m_at = {};
}

void SealGhost::reset()
{
    if (!m_byRule)
        return;
    m_held.reset();
    m_at = {m_byRule->page, middleOf(m_byRule->boundary)};
    Q_EMIT moved();
}

bool SealGhost::isByRule() const
{
    return !m_byRule || (m_at.page == m_byRule->page && m_at.centre == middleOf(m_byRule->boundary));
}

core::SealAt SealGhost::place() const
{
    return m_at;
}

void SealGhost::moveTo(qsizetype page, layout::Point centre)
{
    if (!m_byRule || page < 0 || page >= m_pages.size())
        return;
    const double halfWidth = m_byRule->boundary.width / 2;
    const double halfHeight = m_byRule->boundary.height / 2;
    const layout::Point size = m_pages.at(page);
    centre.x = std::clamp(centre.x, halfWidth, std::max(halfWidth, size.x - halfWidth));
    centre.y = std::clamp(centre.y, halfHeight, std::max(halfHeight, size.y - halfHeight));
    m_at = {page, centre};
    Q_EMIT moved();
}

bool SealGhost::press(const QPointF &position)
{
    const auto place = m_view.placeAt(position);
    if (!place || place->first != m_at.page)
        return false;
    const layout::Point held{place->second.x - m_at.centre.x, place->second.y - m_at.centre.y};
    if (std::abs(held.x) > m_byRule->boundary.width / 2 || std::abs(held.y) > m_byRule->boundary.height / 2)
        return false;
    m_held = held;
    m_view.viewport()->setCursor(Qt::ClosedHandCursor);
    return true;
}

bool SealGhost::follow(const QPointF &position)
{
    const auto place = m_view.placeAt(position);
    if (!place)
        return true;
    layout::Point centre{place->second.x - m_held->x, place->second.y - m_held->y};
    const layout::Point rule = middleOf(m_byRule->boundary);
    if (place->first == m_byRule->page && std::hypot(centre.x - rule.x, centre.y - rule.y) <= SnapDistance)
        centre = rule;
    moveTo(place->first, centre);
    return true;
}

bool SealGhost::moveByKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (modifiers & ~(Qt::ShiftModifier | Qt::KeypadModifier))
        return false;
    const double step = modifiers.testFlag(Qt::ShiftModifier) ? FineStep : Step;
    layout::Point centre = m_at.centre;
    switch (key) {
    case Qt::Key_Left:
        centre.x -= step;
        break;
    case Qt::Key_Right:
        centre.x += step;
        break;
    case Qt::Key_Up:
        centre.y -= step;
        break;
    case Qt::Key_Down:
        centre.y += step;
        break;
    default:
        return false;
    }
    moveTo(m_at.page, centre);
    return true;
}

bool SealGhost::eventFilter(QObject *object, QEvent *event)
{
    if (!m_byRule)
        return QObject::eventFilter(object, event);
    switch (event->type()) {
    case QEvent::KeyPress: {
        const auto *key = static_cast<QKeyEvent *>(event);
        return object == &m_view && moveByKey(key->key(), key->modifiers());
    }
    case QEvent::MouseButtonPress: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        return mouse->button() == Qt::LeftButton && press(mouse->position());
    }
    case QEvent::MouseMove:
        return m_held && follow(static_cast<QMouseEvent *>(event)->position());
    case QEvent::MouseButtonRelease:
        if (!m_held)
            return false;
        m_held.reset();
        m_view.viewport()->unsetCursor();
        return true;
    default:
        return QObject::eventFilter(object, event);
    }
}

} // namespace wenyi::ui
