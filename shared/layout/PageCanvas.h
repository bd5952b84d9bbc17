// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/TextLine.h"
#include "shared/layout/Typesetter.h"

#include <QList>
#include <QString>

namespace wenyi::layout {

/// How what stands on a page is read: as the page, or from its right side, turned by a quarter (横排表格).
enum class Orientation { Upright, Sideways };

/// Draws on pages in millimetres as they are read and remembers which element of the document each thing belongs to.
class PageCanvas
{
public:
    explicit PageCanvas(FontSetRef fonts);

    const FontSet &fonts() const { return *m_fonts; }
    /// What follows belongs to this element until another begins.
    void beginField(const QString &name);
    /// Lets pages be added until there are that many.
    void ensurePages(qsizetype count);
    qsizetype pageCount() const { return m_pages.size(); }
    bool isBlank(qsizetype page) const { return m_pages.at(page).items.isEmpty(); }
    /// What is drawn on the page from here on is read that way.
    void turn(qsizetype page, Orientation orientation);
    Orientation orientation(qsizetype page) const { return m_orientations.at(page); }

    /// A line whose left edge is at `x` and the top of whose em square of `size` is at `top`.
    void addLine(qsizetype page, TextLine line, double x, double top, double size);
    void addRule(qsizetype page, double left, double top, double width, double thickness, const Color &color);
    void addPicture(qsizetype page, const QByteArray &encoded, const Rect &box);
    void noteMissing(const QString &characters);
    void addHeading(const QString &title, int level, qsizetype page, double top);
    TypesetDocument finish(const QString &title, QList<SealPlace> sealPlaces);

private:
    void addItem(qsizetype page, SceneItem item, const Rect &bounds);
    void addMark(qsizetype page, const LineRule &rule, const Point &origin, double thickness);
    void noteChange(qsizetype page, int change, const Rect &box);
    Transform toPage(qsizetype page) const;

    FontSetRef m_fonts;
    QList<PageScene> m_pages;
    QList<Orientation> m_orientations;
    QString m_field;
    QString m_missing;
    QList<OutlineHeading> m_outline;
    QList<ChangePlace> m_changes;
};

} // namespace wenyi::layout
