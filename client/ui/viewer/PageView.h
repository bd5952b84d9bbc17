// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/PictureCache.h"
#include "client/core/viewing/SceneFile.h"
#include "client/core/viewing/TextSearch.h"
#include "client/ui/viewer/PagePlacing.h"

#include <QAbstractScrollArea>
#include <QTimer>

namespace wenyi::ui {

class PageSelection;
using core::SceneRef;

enum class OverlayOutline { Ellipse, Rectangle };

/// A picture that lies over a page without being part of it: the ghost of a seal that is not there yet.
struct PageOverlay
{
    qsizetype page = 0;
    layout::Rect box; ///< mm on that page.
    QImage picture;   ///< Null: the outline marks the place.
    OverlayOutline outline = OverlayOutline::Ellipse;
};

/// Whether the hit that is looked at is brought into view.
enum class HitView { WhereItIs, IntoView };

/// How the zoom follows the window.
enum class PageFit { Free, Width, Page };

/// 版面: the pages of a file one below the other, or one at a time, on white paper whatever the theme. Only what is
/// seen and a page around it is painted, away from this thread; the widget lays pictures down.
///
/// Keys: Page Up and Down, Home, End; Left and Right for the page before and after; Ctrl with plus, minus and 0 for the
/// zoom, C to copy, A to select the page.
class PageView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    static constexpr double LeastZoom = 0.25;
    static constexpr double MostZoom = 8.0;
    static constexpr double ZoomStep = 1.2;
    static constexpr qsizetype KeptBytes = 96 * 1024 * 1024;

    explicit PageView(QWidget *parent = nullptr);
    ~PageView() override;

    /// Keeps the place in the text, and shows the old pages until the new ones are painted, when the number of pages
    /// stays what it was. Null: the empty sentence is shown.
    void setFile(const core::ViewedFileRef &file);
    const core::ViewedFileRef &file() const { return m_file; }
    void setOverlays(QList<PageOverlay> overlays);
    /// The sentence that is shown while there is no document.
    void setEmptySentence(const QString &sentence);
    /// What was searched for; `current`: the hit that is looked at, -1 for none.
    void setHits(const QList<core::SearchHit> &hits, qsizetype current, HitView view);

    /// The page and the place on it (mm) that are shown at a point of the viewport.
    std::optional<std::pair<qsizetype, layout::Point>> placeAt(const QPointF &position) const;

    qsizetype pageCount() const { return m_pages.size(); }
    /// Counts from 0: the page that fills most of the view.
    qsizetype currentPage() const;
    /// Brings a place of a page (mm) into view: its upper edge at 0.
    void showPlace(qsizetype page, double top = 0);
    /// 1.0 is the size on paper.
    double zoom() const { return m_zoom; }
    void setZoom(double zoom);
    void setFit(PageFit fit);
    void setMode(PageMode mode);
    /// By quarter turns, clockwise.
    void turn(int quarters);
    PageSelection &selection() { return *m_selection; }
    const core::PictureCache &pictures() const { return m_pictures; }

Q_SIGNALS:
    void currentPageChanged(qsizetype page, qsizetype pages);
    void zoomChanged(double zoom, wenyi::ui::PageFit fit);
    void sealClicked(const wenyi::core::ShownSeal &seal);
    /// The mouse rests on a place of a page (mm); what a balloon may say of it is shown at `at` of the screen.
    void pointedAt(qsizetype page, const wenyi::layout::Point &place, const QPoint &at);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    /// The pages that stand on the sheet: all, or the one of single mode.
    QList<core::PageSize> placedPages() const;
    qsizetype firstPlaced() const { return m_mode == PageMode::Single ? m_currentPage : 0; }
    QRectF pageRect(qsizetype page) const;       ///< In the viewport.
    QTransform toViewport(qsizetype page) const; ///< From millimetres.
    std::pair<qsizetype, qsizetype> pagesInView(double margin) const;
    void placePages();
    void applyFit();
    void updateCurrentPage();
    void goToPage(qsizetype page);
    void wantPictures();
    double deviceScale() const; ///< Device pixels a millimetre.
    QList<core::PictureRequest> requestsFor(qsizetype page, const QRectF &seen, core::Urgency urgency) const;

    void paintPage(QPainter &painter, qsizetype page);
    void paintPictures(QPainter &painter, qsizetype page);
    void paintFault(QPainter &painter, qsizetype page, const Error &fault);
    void paintMarks(QPainter &painter, qsizetype page);
    void paintOverlays(QPainter &painter, qsizetype page);
    void paintSeals(QPainter &painter, qsizetype page);
    const core::ShownSeal *sealAt(const QPointF &position) const;

    core::ViewedFileRef m_file;
    QList<core::PageSize> m_pages;
    QList<core::ShownSeal> m_seals;
    QList<PageOverlay> m_overlays;
    QList<core::SearchHit> m_hits;
    qsizetype m_currentHit = -1;
    QString m_emptySentence;
    PagePlacing m_placing;
    core::PictureCache m_pictures;
    PageSelection *m_selection;
    QTimer m_wish; ///< Asks for pictures once after everything that moved.
    PageMode m_mode = PageMode::Continuous;
    PageFit m_fit = PageFit::Width;
    int m_turns = 0;
    double m_zoom = 1.0;
    qsizetype m_currentPage = -1;
};

} // namespace wenyi::ui
