// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/viewer/PagePrinter.h"

#include "shared/base/DurableFile.h"
#include "shared/layout/PdfWriter.h"

#include <QPageLayout>
#include <QPromise>
#include <QtConcurrent>

#include <algorithm>
#include <cmath>

namespace wenyi::ui {

namespace {

void writePages(QPromise<Result<void>> &promise, const layout::DocumentScene &scene, const layout::PdfInfo &info,
    const QString &path)
{
    const auto pdf = layout::writePdf(scene, info);
    if (!promise.isCanceled()) // Else no file is left behind.
        promise.addResult(pdf ? writeDurably(path, *pdf) : Result<void>(pdf.error()));
}

} // namespace

PagePrinter::PagePrinter(
    core::ViewedFileRef file, std::unique_ptr<QPrinter> printer, qsizetype first, qsizetype last, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_sizes(m_file->pages())
    , m_printer(std::move(printer))
    , m_first(std::clamp<qsizetype>(first, 0, m_sizes.size() - 1))
    , m_last(std::clamp<qsizetype>(last, m_first, m_sizes.size() - 1))
    , m_page(m_first)
{
    m_turn.setSingleShot(true);
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &PagePrinter::printNext);
    connect(&m_picture, &QFutureWatcherBase::finished, this, [this] {
        if (m_isEnded || m_picture.future().resultCount() == 0)
            return;
        const Result<QImage> picture = m_picture.result();
        // A page that cannot be shown comes out empty, as it is on the screen but for the sentence.
        if (picture)
            drawPicture(*picture);
        goOn();
    });
    connect(&m_pdf, &QFutureWatcherBase::finished, this, [this] {
        if (m_isEnded || m_pdf.future().resultCount() == 0)
            return;
        Q_EMIT progressed(m_last - m_first + 1, m_last - m_first + 1);
        end(m_pdf.result());
    });
}

PagePrinter::~PagePrinter()
{
    disconnect();
    cancel();
}

bool PagePrinter::writesPdf() const
{
    if (m_printer->outputFormat() != QPrinter::PdfFormat || m_printer->outputFileName().isEmpty())
        return false;
    for (qsizetype page = m_first; page <= m_last; ++page) {
        if (!m_file->scene(page))
            return false;
    }
    return true;
}

void PagePrinter::start()
{
    if (writesPdf())
        return writePdfFile();
    m_printer->setFullPage(true);
    choosePaper(*m_printer, m_sizes.at(m_first));
    if (!m_painter.begin(m_printer.get()))
        return end(Error{ErrorCode::Unavailable, "print.printer", m_printer->printerName()});
    m_turn.start();
}

void PagePrinter::writePdfFile()
{
    layout::DocumentScene scene;
    scene.title = m_file->facts().title;
    for (qsizetype page = m_first; page <= m_last; ++page)
        scene.pages.append(*m_file->scene(page));
    layout::PdfInfo info{scene.title, m_file->facts().author, QDateTime::currentDateTime(), {}};
    m_pdf.setFuture(QtConcurrent::run(writePages, scene, info, m_printer->outputFileName()));
}

void PagePrinter::choosePaper(QPrinter &printer, const core::PageSize &page)
{
    const bool isWide = page.width > page.height;
    QSizeF paper(page.width, page.height);
    if (isWide)
        paper.transpose();
    const QPageSize size(paper, QPageSize::Millimeter, {}, QPageSize::FuzzyMatch);
    printer.setPageLayout(QPageLayout(
        size, isWide ? QPageLayout::Landscape : QPageLayout::Portrait, QMarginsF(0, 0, 0, 0), QPageLayout::Millimeter));
}

void PagePrinter::drawScene(
    QPainter &painter, QPrinter &printer, const layout::PageScene &scene, layout::ScenePainter &scenePainter)
{
    const double scale = printer.resolution() / 25.4;
    painter.save();
    painter.scale(scale, scale);
    scenePainter.paint(painter, scene);
    painter.restore();
}

void PagePrinter::drawPicture(const QImage &picture)
{
    const core::PageSize &size = m_sizes.at(m_page);
    const double scale = m_printer->resolution() / 25.4;
    m_painter.drawImage(QRectF(0, 0, size.width * scale, size.height * scale), picture);
}

void PagePrinter::printNext()
{
    if (m_page > m_first) {
        choosePaper(*m_printer, m_sizes.at(m_page));
        if (!m_printer->newPage())
            return end(Error{ErrorCode::Unavailable, "print.printer", m_printer->printerName()});
    }
    if (const auto scene = m_file->scene(m_page)) {
        drawScene(m_painter, *m_printer, *scene, m_scenePainter);
        goOn();
        return;
    }
    const core::PageSize &size = m_sizes.at(m_page);
    const double scale = std::min(PictureScale, std::sqrt(core::MostPicturePixels / (size.width * size.height)));
    m_picture.setFuture(m_file->picture({m_page, scale, {}, core::Urgency::Later}));
}

void PagePrinter::goOn()
{
    ++m_page;
    Q_EMIT progressed(m_page - m_first, m_last - m_first + 1);
    if (m_isEnded)
        return;
    if (m_page <= m_last)
        m_turn.start();
    else
        end({});
}

void PagePrinter::cancel()
{
    if (!m_isEnded && m_painter.isActive())
        m_printer->abort();
    end(Error{ErrorCode::Cancelled, "print.cancelled", {}});
}

void PagePrinter::end(const Result<void> &result)
{
    if (m_isEnded)
        return;
    m_isEnded = true;
    m_turn.stop();
    m_picture.cancel();
    m_pdf.cancel();
    if (m_painter.isActive())
        m_painter.end();
    Q_EMIT finished(result);
}

} // namespace wenyi::ui
