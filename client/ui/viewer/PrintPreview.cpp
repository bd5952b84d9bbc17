// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/viewer/PrintPreview.h"

#include "client/ui/viewer/PagePrinter.h"
#include "client/ui/widgets/NoticeStrip.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPrintDialog>
#include <QPrintPreviewWidget>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

PrintPreview::PrintPreview(core::ViewedFileRef file, QWidget *parent)
    : QDialog(parent)
    , m_file(std::move(file))
    , m_paper(QPrinter::HighResolution)
    , m_notice(new NoticeStrip(this))
    , m_progress(new QProgressBar(this))
    , m_print(new QPushButton(tr("&Print …"), this))
    , m_close(new QPushButton(tr("&Close"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Print preview"));
    m_paper.setFullPage(true);
    PagePrinter::choosePaper(m_paper, m_file->pages().constFirst());
    m_preview = new QPrintPreviewWidget(&m_paper, this);
    m_preview->setAccessibleName(tr("Print preview"));
    m_preview->setObjectName(u"preview"_s);
    m_print->setObjectName(u"print"_s);
    m_progress->setAccessibleName(tr("Progress of printing"));
    m_progress->hide();
    auto *row = new QHBoxLayout;
    row->addWidget(m_progress, 1);
    row->addStretch();
    row->addWidget(m_print);
    row->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_notice);
    layout->addWidget(m_preview, 1);
    layout->addLayout(row);
    resize(760, 860);
    if (m_file->pages().size() > MostPreviewed)
        m_notice->showNotice(NoticeStrip::Mood::Caution,
            tr("The first %1 pages are shown here; all pages can be printed.").arg(MostPreviewed));
    connect(m_preview, &QPrintPreviewWidget::paintRequested, this, &PrintPreview::draw);
    connect(m_print, &QPushButton::clicked, this, &PrintPreview::askPrinter);
    connect(m_close, &QPushButton::clicked, this, &PrintPreview::reject);
    wantPictures();
}

PrintPreview::~PrintPreview() = default;

/// Pages that are no scenes are shown once all their pictures are there, or the reasons why there are none.
void PrintPreview::wantPictures()
{
    QList<core::PictureRequest> wanted;
    for (qsizetype page = 0; page < std::min(m_file->pages().size(), MostPreviewed); ++page) {
        if (!m_file->scene(page))
            wanted.append(pictureOf(page));
    }
    connect(&m_pictures, &core::PictureCache::arrived, this, [this] {
        if (m_pictures.isIdle())
            m_preview->updatePreview();
    });
    m_pictures.setFile(m_file);
    m_pictures.want(wanted);
}

core::PictureRequest PrintPreview::pictureOf(qsizetype page)
{
    return {page, PictureScale, {}, core::Urgency::Later};
}

void PrintPreview::draw(QPrinter *printer)
{
    QPainter painter;
    const QList<core::PageSize> sizes = m_file->pages();
    const qsizetype count = std::min(sizes.size(), MostPreviewed);
    for (qsizetype page = 0; page < count; ++page) {
        if (page == 0 ? !painter.begin(printer) : !printer->newPage())
            return;
        const core::PageSize &size = sizes.at(page);
        const double scale = printer->resolution() / 25.4;
        painter.save();
        // The preview has one paper only: a page of the other orientation lies on its side.
        if ((size.width > size.height) != (sizes.constFirst().width > sizes.constFirst().height)) {
            painter.translate(0, size.width * scale);
            painter.rotate(-90);
        }
        if (const auto scene = m_file->scene(page))
            PagePrinter::drawScene(painter, *printer, *scene, m_scenePainter);
        else if (const auto picture = m_pictures.find(pictureOf(page)))
            painter.drawImage(QRectF(0, 0, size.width * scale, size.height * scale), *picture);
        painter.restore();
    }
}

void PrintPreview::askPrinter()
{
    auto printer = std::make_shared<std::unique_ptr<QPrinter>>(std::make_unique<QPrinter>(QPrinter::HighResolution));
    (*printer)->setDocName(m_file->facts().title);
    auto *dialog = new QPrintDialog(printer->get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QAbstractPrintDialog::PrintPageRange);
    dialog->setMinMax(1, static_cast<int>(m_file->pages().size()));
    // The dialog holds the printer until it is gone.
    connect(dialog, &QPrintDialog::finished, this, [this, printer](int result) {
        if (result == QDialog::Accepted)
            print(std::move(*printer));
    });
    dialog->open();
}

void PrintPreview::print(std::unique_ptr<QPrinter> printer)
{
    const bool isRange = printer->printRange() == QPrinter::PageRange && printer->fromPage() > 0;
    const qsizetype first = isRange ? printer->fromPage() - 1 : 0;
    const qsizetype last = isRange ? printer->toPage() - 1 : m_file->pages().size() - 1;
    m_print->setEnabled(false);
    m_close->setText(tr("&Cancel"));
    m_progress->setRange(0, static_cast<int>(last - first + 1));
    m_progress->setValue(0);
    m_progress->show();
    m_job = new PagePrinter(m_file, std::move(printer), first, last, this);
    connect(m_job, &PagePrinter::progressed, m_progress,
        [this](qsizetype done) { m_progress->setValue(static_cast<int>(done)); });
    connect(m_job, &PagePrinter::finished, this, [this](const Result<void> &result) {
        m_job->deleteLater();
        m_job = nullptr;
        m_print->setEnabled(true);
        m_close->setText(tr("&Close"));
        m_progress->hide();
        if (result)
            accept();
        else
            m_notice->showError(result.error());
    });
    m_job->start();
}

void PrintPreview::reject()
{
    if (m_job)
        m_job->cancel();
    else
        QDialog::reject();
}

} // namespace wenyi::ui
