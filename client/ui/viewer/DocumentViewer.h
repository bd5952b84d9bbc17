// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ui/viewer/PageView.h"

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QSpinBox;
class QToolBar;

namespace wenyi::ui {

class SearchBar;
class ViewerSide;
class VerifyPanel;
struct RecordSheet;

/// 阅览: a file's pages with everything around them: page and zoom, thumbnails and outline, search, turning, printing.
///
/// Keys besides those of the pages: Ctrl+F to search, F3 and Shift+F3 for the hits, F9 for the side, Ctrl+P to print,
/// Ctrl+G for the page number, Ctrl+R to turn.
class DocumentViewer final : public QWidget
{
    Q_OBJECT

public:
    /// 打印: whether this document may be printed here. A document that arrived has a quota that its own prints count
    /// against, so that it is not printed by the way.
    enum class Printing { Offered, NotHere };

    explicit DocumentViewer(QWidget *parent = nullptr);

    void setFile(const core::ViewedFileRef &file, Printing printing = Printing::Offered);
    /// The pages of a record with its seals and what they are worth.
    void showRecord(const RecordSheet &sheet);
    /// Where a click on a seal opens the steps of its check.
    void setVerifyPanel(VerifyPanel *panel);
    PageView &pages() { return *m_pages; }
    SearchBar &searchBar() { return *m_search; }
    void print();
    /// 导出带签名的 PDF: whether that is offered for what is shown.
    void offerSignedPdf(bool isOffered);

Q_SIGNALS:
    void signedPdfWanted();

private:
    void buildBar();
    QAction *addTool(const QString &words, const QKeySequence &keys, const QString &name);
    void addPageBox();
    void addZoom();
    void showPageNumber(qsizetype page, qsizetype pages);
    void showZoom(double zoom, PageFit fit);
    void takeZoom();

    QToolBar *m_bar;
    PageView *m_pages;
    ViewerSide *m_side;
    SearchBar *m_search;
    QSpinBox *m_page;
    QLabel *m_pageCount;
    QComboBox *m_zoom;
    QAction *m_print = nullptr;
    QAction *m_signedPdf = nullptr;
    VerifyPanel *m_verify = nullptr;
};

} // namespace wenyi::ui
