// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/ViewedFile.h"
#include "shared/layout/paint/ScenePainter.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPainter>
#include <QPrinter>
#include <QTimer>

#include <memory>

namespace wenyi::ui {

/// Prints some pages of a file, one in each turn of the event loop, so that the window stays alive; a scene is drawn as
/// it is on the screen, of another page its picture. What is printed into a PDF file is written as PDF of the scenes,
/// whose text can be searched.
class PagePrinter final : public QObject
{
    Q_OBJECT

public:
    static constexpr double PictureScale = 300 / 25.4; ///< Pixels a millimetre at most, where there is no scene.

    /// Pages count from 0; `last` too.
    PagePrinter(core::ViewedFileRef file, std::unique_ptr<QPrinter> printer, qsizetype first, qsizetype last,
        QObject *parent = nullptr);
    ~PagePrinter() override;

    void start();
    void cancel();

    /// Sets paper and orientation for a page.
    static void choosePaper(QPrinter &printer, const core::PageSize &page);
    /// Draws a scene onto the printer's present page.
    static void drawScene(
        QPainter &painter, QPrinter &printer, const layout::PageScene &scene, layout::ScenePainter &scenePainter);

Q_SIGNALS:
    void progressed(qsizetype done, qsizetype pages);
    /// Once. Fails with Unavailable "print.printer", Cancelled "print.cancelled", StorageFailure "file.write", and as
    /// layout::writePdf() does.
    void finished(const wenyi::Result<void> &result);

private:
    bool writesPdf() const;
    void writePdfFile();
    void printNext();
    void drawPicture(const QImage &picture);
    void goOn();
    void end(const Result<void> &result);

    core::ViewedFileRef m_file;
    QList<core::PageSize> m_sizes;
    std::unique_ptr<QPrinter> m_printer;
    QPainter m_painter;
    layout::ScenePainter m_scenePainter;
    QTimer m_turn;
    QFutureWatcher<Result<QImage>> m_picture;
    QFutureWatcher<Result<void>> m_pdf;
    qsizetype m_first;
    qsizetype m_last;
    qsizetype m_page;
    bool m_isEnded = false;
};

} // namespace wenyi::ui
