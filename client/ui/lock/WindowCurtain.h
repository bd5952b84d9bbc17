// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QWidget>

namespace wenyi::ui {

/// 幕布: takes all windows of the program off the screen but one, and lets no input through to them. They stay as they
/// are, with what was typed into them; only PINs are wiped.
class WindowCurtain final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// `spared` is the window that stays, with what it opens itself. Windows that others open from now on stay off the
    /// screen, too. What the program put on the clipboard is cleared.
    void close(QWidget *spared);
    /// Shows again what was hidden, and what would have been shown meanwhile; the one that was active in front.
    void open();
    /// Nothing is shown again: the windows are about to go.
    void drop();
    bool isClosed() const { return m_spared; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isSpared(QObject *watched) const;
    void hide(QWidget *window);
    /// Keeps a window off the screen that is being shown just now.
    void keepAway(QWidget *window);

    QList<QPointer<QWidget>> m_hidden; ///< In the order in which they came.
    QPointer<QWidget> m_active;
    QPointer<QWidget> m_spared; ///< While closed.
};

} // namespace wenyi::ui
