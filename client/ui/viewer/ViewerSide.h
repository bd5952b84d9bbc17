// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/core/viewing/PictureCache.h"

#include <QAbstractListModel>
#include <QTabWidget>
#include <QTimer>

class QListView;
class QTreeWidget;

namespace wenyi::ui {

class PageView;

/// 缩略图: the pages small; a picture is painted when the list first asks for it.
class ThumbnailModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int Width = 110; ///< Pixels of a page.
    static constexpr qsizetype KeptBytes = 16 * 1024 * 1024;
    static constexpr qsizetype MostWanted = 40; ///< More are not in view at once.

    explicit ThumbnailModel(QObject *parent = nullptr);

    void setFile(const core::ViewedFileRef &file, double pixelRatio);
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    const core::PictureCache &pictures() const { return m_pictures; }

private:
    core::PictureRequest requestFor(int row) const;
    QSize sizeOf(int row) const;

    QList<core::PageSize> m_pages;
    core::PictureCache m_pictures;
    double m_ratio = 1;
    mutable QList<int> m_asked; ///< The last rows that were shown without a picture, the last one first.
    mutable QTimer m_wish;
};

/// 侧栏: thumbnails, and the outline where the file has one.
class ViewerSide final : public QTabWidget
{
    Q_OBJECT

public:
    explicit ViewerSide(PageView &pages, QWidget *parent = nullptr);

    void showFile(const core::ViewedFileRef &file);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fillOutline(const QList<core::FileHeading> &headings);
    void fillThumbnails();

    PageView &m_pages;
    core::ViewedFileRef m_file;
    bool m_isFilled = false; ///< The thumbnails are of the file.
    ThumbnailModel *m_model;
    QListView *m_thumbnails;
    QTreeWidget *m_outline;
};

} // namespace wenyi::ui
