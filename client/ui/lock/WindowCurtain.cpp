// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/lock/WindowCurtain.h"

#include "client/ui/widgets/PinEdit.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QToolTip>
#include <QWindow>

#include <algorithm>
#include <functional>
#include <utility>

namespace wenyi::ui {

namespace {

/// Menus, lists of combo boxes and tips come and go by themselves; they are not shown again.
bool isPassing(const QWidget *window)
{
    const Qt::WindowType type = window->windowType();
    return type == Qt::Popup || type == Qt::ToolTip || type == Qt::SplashScreen;
}

int depthOf(const QWidget *window)
{
    int depth = 0;
    for (const QWidget *parent = window->parentWidget(); parent; parent = parent->parentWidget())
        ++depth;
    return depth;
}

bool isInput(QEvent::Type type)
{
    switch (type) {
    case QEvent::KeyPress:
    case QEvent::KeyRelease:
    case QEvent::ShortcutOverride:
    case QEvent::Shortcut:
    case QEvent::InputMethod:
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::ContextMenu:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
    case QEvent::TabletPress:
    case QEvent::TabletMove:
    case QEvent::TabletRelease:
    case QEvent::DragEnter:
    case QEvent::Drop:
        return true;
    default:
        return false;
    }
}

/// Only what this program put there: what others did is not ours to take.
void clearOwnClipboard()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (clipboard->ownsClipboard())
        clipboard->clear(QClipboard::Clipboard);
    if (clipboard->supportsSelection() && clipboard->ownsSelection())
        clipboard->clear(QClipboard::Selection);
}

} // namespace

void WindowCurtain::close(QWidget *spared)
{
    if (isClosed())
        return;
    m_spared = spared;
    m_active = QApplication::activeWindow() == spared ? nullptr : QApplication::activeWindow();
    while (QWidget *popup = QApplication::activePopupWidget())
        popup->close();
    QToolTip::hideText();
    clearOwnClipboard();
    for (QWidget *widget : QApplication::allWidgets()) {
        if (auto *pin = qobject_cast<PinEdit *>(widget); pin && !isSpared(pin))
            static_cast<void>(pin->takePin());
    }
    // Inner windows first, so that none is left without its parent for a moment.
    QList<QWidget *> windows;
    for (QWidget *window : QApplication::topLevelWidgets()) {
        if (window->isVisible() && !isSpared(window))
            windows.append(window);
    }
    std::ranges::stable_sort(windows, std::greater(), depthOf);
    for (QWidget *window : std::as_const(windows))
        hide(window);
    std::ranges::reverse(m_hidden);
    QCoreApplication::instance()->installEventFilter(this);
}

void WindowCurtain::hide(QWidget *window)
{
    if (!isPassing(window))
        m_hidden.append(window);
    window->hide();
}

void WindowCurtain::keepAway(QWidget *window)
{
    // It is in the middle of being shown: it is told not to appear, and hidden when it is through.
    window->setAttribute(Qt::WA_DontShowOnScreen);
    QMetaObject::invokeMethod(
        window,
        [curtain = QPointer(this), window] {
            const bool isOver = isPassing(window) || !window->isVisible(); // Closed again by now, perhaps.
            window->hide();
            window->setAttribute(Qt::WA_DontShowOnScreen, false);
            if (isOver || !curtain)
                return;
            if (curtain->isClosed())
                curtain->m_hidden.append(window);
            else
                window->show();
        },
        Qt::QueuedConnection);
}

void WindowCurtain::open()
{
    const auto hidden = std::exchange(m_hidden, {});
    drop();
    for (const QPointer<QWidget> &window : hidden) {
        if (window)
            window->show();
    }
    if (m_active) {
        m_active->raise();
        m_active->activateWindow();
    }
}

void WindowCurtain::drop()
{
    QCoreApplication::instance()->removeEventFilter(this);
    m_spared.clear();
    m_hidden.clear();
}

bool WindowCurtain::isSpared(QObject *watched) const
{
    if (const auto *window = qobject_cast<QWindow *>(watched)) {
        const auto windows = QApplication::topLevelWidgets();
        return std::ranges::any_of(
            windows, [&](QWidget *owner) { return owner->windowHandle() == window && isSpared(owner); });
    }
    for (const QObject *object = watched; object; object = object->parent()) {
        if (object == m_spared)
            return true;
    }
    return false;
}

bool WindowCurtain::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show && watched->isWidgetType()) {
        auto *window = static_cast<QWidget *>(watched);
        if (window->isWindow() && !event->spontaneous() && !isSpared(window))
            keepAway(window);
        return false;
    }
    return isInput(event->type()) && !isSpared(watched);
}

} // namespace wenyi::ui
