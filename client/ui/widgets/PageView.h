// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/paint/ScenePainter.h"

#include <QAbstractScrollArea>
#include <QCache>
#include <QPixmap>

#include <memory>

namespace wenyi::ui {

using SceneRef = std::shared_ptr<const layout::DocumentScene>;

/// A picture that lies over a page without being part of it: the ghost of a seal that is not there yet.
struct PageOverlay
{
    qsizetype page = 0;
    layout::Rect box; ///< mm on that page.
    QImage picture;   ///< Null: a circle marks the place.
};

/// 版面: the pages of a document one below the other, on white paper whatever the theme.
///
/// Keys: Page Up and Down, Home, End; Ctrl with plus, minus and 0 for the zoom.
class PageView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit PageView(QWidget *parent = nullptr);

    /// Keeps the place in the text when the number of pages stays what it was. Null: the empty sentence is shown.
    void setScene(SceneRef scene);
    const SceneRef &scene() const { return m_scene; }
    void setOverlays(QList<PageOverlay> overlays);
    /// The sentence that is shown while there is no document.
    void setEmptySentence(const QString &sentence);

    qsizetype pageCount() const;
    /// Counts from 0: the page that fills most of the view.
    qsizetype currentPage() const;
    void showPage(qsizetype page);
    /// Brings a place of a page (mm) into the middle of the view.
    void showPlace(qsizetype page, double top);
    /// 1.0 is the size on paper.
    double zoom() const;
    void setZoom(double zoom);
    void fitWidth();

Q_SIGNALS:
    void currentPageChanged(qsizetype page, qsizetype pages);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    double pixelsPerMillimetre() const;
    double widestPage() const; ///< mm
    QRectF pageRect(qsizetype page) const;
    void updateScrollBars();
    void updateCurrentPage();
    const QPixmap *pixmapOf(qsizetype page);
    void paintOverlays(QPainter &painter, qsizetype page, const QRectF &rect);

    SceneRef m_scene;
    QList<PageOverlay> m_overlays;
    QString m_emptySentence;
    double m_zoom = 1.0;
    bool m_fitsWidth = true;
    qsizetype m_currentPage = -1;
    layout::ScenePainter m_painter;
    QCache<qsizetype, QPixmap> m_pixmaps; ///< Of the present zoom; the cost is in KiB.
};

} // namespace wenyi::ui
