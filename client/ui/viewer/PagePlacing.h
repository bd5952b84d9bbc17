// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/ViewedFile.h"

#include <QSizeF>
#include <QTransform>

namespace wenyi::ui {

/// 连续、单页
enum class PageMode { Continuous, Single };

/// Where the pages of a file lie below each other, in pixels from the upper left corner of them all. Pure.
class PagePlacing
{
public:
    static constexpr int Gap = 12; ///< Pixels around and between pages.

    /// `scale`: pixels a millimetre. `turns`: quarter turns clockwise. `room`: the width that pages stand in the middle
    /// of. In single mode each page has a sheet of its own.
    void place(const QList<core::PageSize> &pages, double scale, int turns, double room);

    qsizetype pageCount() const { return m_rects.size(); }
    double scale() const { return m_scale; }
    int turns() const { return m_turns; }
    QSizeF size() const { return m_size; }
    const QRectF &rectOf(qsizetype page) const { return m_rects.at(page); }
    /// The pages that lie between two heights, as first and one behind the last.
    std::pair<qsizetype, qsizetype> pagesBetween(double top, double bottom) const;
    /// From millimetres on the page to pixels.
    QTransform toView(qsizetype page) const;

private:
    QList<QRectF> m_rects;
    QSizeF m_size;
    double m_scale = 1;
    int m_turns = 0;
};

} // namespace wenyi::ui
