// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEvent>
#include <QTimer>
#include <QWidget>

#include <functional>

namespace wenyi::ui {

/// Tells once when a widget was painted with what it is to show, and the picture was handed to the window system.
class FirstPaint final : public QObject
{
public:
    FirstPaint(QWidget *widget, std::function<bool()> isReady, std::function<void()> painted)
        : QObject(widget)
        , m_isReady(std::move(isReady))
        , m_painted(std::move(painted))
    {
        widget->installEventFilter(this);
    }

    bool eventFilter(QObject *widget, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_isReady()) {
            widget->removeEventFilter(this);
            // All that is to be painted is painted and flushed before the next event.
            QTimer::singleShot(0, this, [this] { m_painted(); });
        }
        return false;
    }

private:
    std::function<bool()> m_isReady;
    std::function<void()> m_painted;
};

} // namespace wenyi::ui
