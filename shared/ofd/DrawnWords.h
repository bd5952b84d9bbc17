// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"

#include <QHash>

namespace wenyi::ofd {

/// Finds on a page what stands in a line of text like one of its characters and is no text: a figure of the line's
/// colour and height, or a picture of its height, beside the characters and not over them. Rules, frames, triangles,
/// circles, stars and other regular figures are none, nor are figures of more than one object.
class DrawnWords
{
public:
    /// Where characters other than blanks can have ink, upright on the page.
    void addLine(const QString &words, double size, const layout::Color &color, const QList<layout::Rect> &glyphs);
    void addPath(const layout::Path &path, const layout::Transform &toPage);
    void addPicture(const layout::Rect &box);

    /// The words of the first line with such a thing. `comparisons` is what may still be compared: at 0 it broke off.
    std::optional<QString> find(qsizetype &comparisons) const;

private:
    struct Line
    {
        QString words;
        double size = 0; ///< mm
        layout::Color color;
        QList<layout::Rect> glyphs;
        layout::Rect box;
    };
    struct Mark
    {
        layout::Rect box;
        std::optional<layout::Color> color; ///< None for a picture.
    };

    static bool standsIn(const Line &line, const Mark &mark);
    const Line *lineOf(const Mark &mark, qsizetype &comparisons) const;

    QList<Line> m_lines;
    QHash<int, QList<qsizetype>> m_rows; ///< Indexes of the lines that a strip of the page touches.
    QList<Mark> m_marks;
};

} // namespace wenyi::ofd
