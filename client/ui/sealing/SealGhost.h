// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/sealing/SealPlacing.h"

#include <QObject>

namespace wenyi::ui {

class PageView;

/// The seal that is not there yet, moved over the pages by hand: it follows the pointer while it is held, the arrow
/// keys move it by 1 mm, with Shift by 0.1 mm. It never leaves its page, and snaps to the place by rule when it comes
/// near.
class SealGhost final : public QObject
{
    Q_OBJECT

public:
    static constexpr double SnapDistance = 4; ///< mm
    static constexpr double Step = 1;         ///< mm
    static constexpr double FineStep = 0.1;   ///< mm

    /// Looks at the view's mouse and keys from now on.
    explicit SealGhost(PageView &view);

    /// Where it stands by rule, and the sizes of the pages. Nothing is moved before.
    void setRule(const ofd::Stamp &byRule, const QList<layout::PageScene> &pages);
    /// There is no seal to be moved any more.
    void clear();
    /// Back to the place by rule.
    void reset();
    bool isByRule() const;
    core::SealAt place() const;
    /// To a place of a page, kept inside of it; a page that is not there is none.
    void put(const core::SealAt &at) { moveTo(at.page, at.centre); }

Q_SIGNALS:
    void moved();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    bool press(const QPointF &position);
    bool follow(const QPointF &position);
    bool moveByKey(int key, Qt::KeyboardModifiers modifiers);
    /// To a place of a page, kept inside of it.
    void moveTo(qsizetype page, layout::Point centre);

    PageView &m_view;
    std::optional<ofd::Stamp> m_byRule;
    QList<layout::Point> m_pages; ///< Width and height.
    core::SealAt m_at;
    std::optional<layout::Point> m_held; ///< From the ghost's middle to the pointer, while it is held.
};

} // namespace wenyi::ui
