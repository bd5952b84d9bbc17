// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/PictureCache.h"
#include "shared/layout/paint/ScenePainter.h"

#include <QDialog>
#include <QPrinter>

#include <memory>

class QLabel;
class QPrintPreviewWidget;
class QProgressBar;
class QPushButton;

namespace wenyi::ui {

class NoticeStrip;
class PagePrinter;

/// 打印预览: the pages as the printer draws them; then the choice of printer and pages, and how far printing is.
class PrintPreview final : public QDialog
{
    Q_OBJECT

public:
    static constexpr qsizetype MostPreviewed = 40; ///< Pages; all of them are printed.
    static constexpr qsizetype KeptBytes = 96 * 1024 * 1024;
    static constexpr double PictureScale = 2.5; ///< Pixels a millimetre, of pages that are no scenes.

    explicit PrintPreview(core::ViewedFileRef file, QWidget *parent = nullptr);
    ~PrintPreview() override;

    void reject() override;

private:
    void wantPictures();
    static core::PictureRequest pictureOf(qsizetype page);
    void draw(QPrinter *printer);
    void askPrinter();
    void print(std::unique_ptr<QPrinter> printer);

    core::ViewedFileRef m_file;
    QPrinter m_paper; ///< Of the preview only.
    layout::ScenePainter m_scenePainter;
    core::PictureCache m_pictures{KeptBytes};
    NoticeStrip *m_notice;
    QPrintPreviewWidget *m_preview;
    QProgressBar *m_progress;
    QPushButton *m_print;
    QPushButton *m_close;
    PagePrinter *m_job = nullptr;
};

} // namespace wenyi::ui
