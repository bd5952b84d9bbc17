// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/viewer/ViewerSide.h"

#include "client/ui/viewer/PageView.h"

#include <QHeaderView>
#include <QListView>
#include <QTreeWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {
constexpr int Tallest = 2 * ThumbnailModel::Width; ///< Pixels of a page that is a long strip.
constexpr int PageRole = Qt::UserRole;
constexpr int TopRole = Qt::UserRole + 1;
} // namespace

ThumbnailModel::ThumbnailModel(QObject *parent)
    : QAbstractListModel(parent)
    , m_pictures(KeptBytes)
{
    m_wish.setSingleShot(true);
    m_wish.setInterval(0);
    connect(&m_wish, &QTimer::timeout, this, [this] {
        QList<core::PictureRequest> wanted;
        for (const int row : std::as_const(m_asked))
            wanted.append(requestFor(row));
        m_pictures.want(wanted);
    });
    connect(&m_pictures, &core::PictureCache::arrived, this, [this](qsizetype page) {
        m_asked.removeOne(static_cast<int>(page));
        const QModelIndex changed = index(static_cast<int>(page));
        Q_EMIT dataChanged(changed, changed, {Qt::DecorationRole});
    });
}

void ThumbnailModel::setFile(const core::ViewedFileRef &file, double pixelRatio)
{
    beginResetModel();
    m_pages = file ? file->pages() : QList<core::PageSize>();
    m_ratio = pixelRatio;
    m_asked.clear();
    m_pictures.setFile(file);
    endResetModel();
}

int ThumbnailModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_pages.size());
}

QSize ThumbnailModel::sizeOf(int row) const
{
    const core::PageSize &page = m_pages.at(row);
    return {Width, std::clamp(qRound(Width * page.height / page.width), 20, Tallest)};
}

core::PictureRequest ThumbnailModel::requestFor(int row) const
{
    const core::PageSize &page = m_pages.at(row);
    const double scale = std::min(Width / page.width, Tallest / page.height) * m_ratio;
    return {row, scale, {}, core::Urgency::Later};
}

QVariant ThumbnailModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_pages.size())
        return {};
    if (role == Qt::DisplayRole)
        return QString::number(index.row() + 1);
    if (role == Qt::AccessibleTextRole)
        return tr("Page %1").arg(index.row() + 1);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignCenter);
    if (role != Qt::DecorationRole)
        return {};
    if (auto picture = m_pictures.find(requestFor(index.row()))) {
        picture->setDevicePixelRatio(m_ratio);
        return *picture;
    }
    if (!m_pictures.faultOf(index.row())) {
        m_asked.removeOne(index.row());
        m_asked.prepend(index.row());
        m_asked.resize(std::min(m_asked.size(), MostWanted));
        m_wish.start();
    }
    QImage blank(sizeOf(index.row()), QImage::Format_RGB32);
    blank.fill(Qt::white);
    return blank;
}

ViewerSide::ViewerSide(PageView &pages, QWidget *parent)
    : QTabWidget(parent)
    , m_pages(pages)
    , m_model(new ThumbnailModel(this))
    , m_thumbnails(new QListView(this))
    , m_outline(new QTreeWidget(this))
{
    m_thumbnails->setObjectName(u"thumbnails"_s);
    m_thumbnails->setAccessibleName(tr("Thumbnails"));
    m_thumbnails->setViewMode(QListView::IconMode);
    m_thumbnails->setFlow(QListView::TopToBottom);
    m_thumbnails->setWrapping(false);
    m_thumbnails->setMovement(QListView::Static);
    m_thumbnails->setUniformItemSizes(true); // Else every page would be asked for its picture.
    m_thumbnails->setSpacing(6);
    m_thumbnails->setIconSize(QSize(ThumbnailModel::Width, Tallest));
    m_thumbnails->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_thumbnails->setModel(m_model);
    QPalette colours = m_thumbnails->palette(); // White pages need another ground to be seen on.
    colours.setColor(QPalette::Base, colours.color(QPalette::Mid));
    m_thumbnails->setPalette(colours);
    m_outline->setObjectName(u"outline"_s);
    m_outline->setAccessibleName(tr("Outline"));
    m_outline->setHeaderHidden(true);
    m_outline->setTextElideMode(Qt::ElideRight);
    addTab(m_thumbnails, tr("Thumbnails"));
    addTab(m_outline, tr("Outline"));
    setMinimumWidth(ThumbnailModel::Width + 60);
    setMaximumWidth(3 * ThumbnailModel::Width);
    connect(m_thumbnails, &QListView::activated, this, [this](const QModelIndex &at) { m_pages.showPlace(at.row()); });
    connect(m_thumbnails, &QListView::clicked, this, [this](const QModelIndex &at) { m_pages.showPlace(at.row()); });
    const auto toHeading = [this](QTreeWidgetItem *item) {
        m_pages.showPlace(item->data(0, PageRole).toLongLong(), item->data(0, TopRole).toDouble());
    };
    connect(m_outline, &QTreeWidget::itemActivated, this, toHeading);
    connect(m_outline, &QTreeWidget::itemClicked, this, toHeading);
    connect(&m_pages, &PageView::currentPageChanged, this, [this](qsizetype page) {
        if (isVisible())
            m_thumbnails->setCurrentIndex(m_model->index(static_cast<int>(page)));
    });
}

void ViewerSide::showFile(const core::ViewedFileRef &file)
{
    m_file = file;
    m_isFilled = false;
    fillOutline(file ? file->outline() : QList<core::FileHeading>());
    if (isVisible())
        fillThumbnails();
}

void ViewerSide::showEvent(QShowEvent *event)
{
    fillThumbnails();
    QTabWidget::showEvent(event);
}

void ViewerSide::fillThumbnails()
{
    if (m_isFilled)
        return;
    m_isFilled = true;
    m_model->setFile(m_file, devicePixelRatioF());
    m_thumbnails->setCurrentIndex(m_model->index(static_cast<int>(m_pages.currentPage())));
}

void ViewerSide::fillOutline(const QList<core::FileHeading> &headings)
{
    m_outline->clear();
    QList<QTreeWidgetItem *> open; ///< The headings that the next one may belong under, outermost first.
    QList<int> levels;
    for (const core::FileHeading &heading : headings) {
        while (!levels.isEmpty() && levels.constLast() >= heading.level) {
            levels.removeLast();
            open.removeLast();
        }
        auto *item = open.isEmpty() ? new QTreeWidgetItem(m_outline) : new QTreeWidgetItem(open.constLast());
        item->setText(0, heading.title);
        item->setToolTip(0, heading.title.toHtmlEscaped());
        item->setData(0, PageRole, heading.page);
        item->setData(0, TopRole, heading.top);
        open.append(item);
        levels.append(heading.level);
    }
    m_outline->expandToDepth(1);
    setTabVisible(indexOf(m_outline), !headings.isEmpty());
}

} // namespace wenyi::ui
