// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/lock/InputPause.h"

#include <QCoreApplication>
#include <QEvent>

namespace wenyi::ui {

InputPause::InputPause(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_last(clock.now())
{
    QCoreApplication::instance()->installEventFilter(this);
}

void InputPause::restart()
{
    m_last = m_clock.now();
}

std::chrono::milliseconds InputPause::length()
{
    const Instant now = m_clock.now();
    if (now < m_last)
        m_last = now;
    return now - m_last;
}

bool InputPause::eventFilter(QObject *, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TabletPress:
    case QEvent::TabletMove:
    case QEvent::DragMove:
        // What the program itself makes of its windows is nobody's input.
        if (event->spontaneous())
            restart();
        break;
    case QEvent::InputMethod: // Comes from the input method, never from the window system itself.
        restart();
        break;
    default:
        break;
    }
    return false;
}

} // namespace wenyi::ui
