// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PdfWriter.h"

#include "shared/layout/CairoHandles.h"
#include "shared/layout/CairoPainter.h"
#include "shared/layout/Gb9704.h"
#include "shared/layout/PdfArchive.h"
#include "shared/layout/SceneRuns.h"

#include <cairo-pdf.h>

using namespace Qt::StringLiterals;

namespace wenyi::layout {

namespace {

constexpr double PointsPerMillimetre = 1 / gb9704::MillimetresPerPoint;
/// PDF 32000-1, Annex C: 14400 units of a page.
constexpr double LargestPage = 14400 / PointsPerMillimetre;

cairo_status_t appendBytes(void *data, const unsigned char *bytes, unsigned int length)
{
    static_cast<QByteArray *>(data)->append(reinterpret_cast<const char *>(bytes), static_cast<qsizetype>(length));
    return CAIRO_STATUS_SUCCESS;
}

void setMetadata(cairo_surface_t *surface, const DocumentScene &scene, const PdfInfo &info)
{
    const auto set = [surface](cairo_pdf_metadata_t key, const QString &value) {
        if (!value.isEmpty())
            cairo_pdf_surface_set_metadata(surface, key, value.toUtf8().constData());
    };
    set(CAIRO_PDF_METADATA_TITLE, info.title.isEmpty() ? scene.title : info.title);
    set(CAIRO_PDF_METADATA_AUTHOR, info.author);
    set(CAIRO_PDF_METADATA_CREATOR, u"Wenyi"_s);
    const QString date = info.created.toUTC().toString(Qt::ISODate);
    set(CAIRO_PDF_METADATA_CREATE_DATE, date);
    set(CAIRO_PDF_METADATA_MOD_DATE, date);
}

void addOutline(cairo_surface_t *surface, const QList<OutlineHeading> &outline)
{
    // An entry hangs under the last one of a higher level.
    QList<std::pair<int, int>> open;
    for (const OutlineHeading &heading : outline) {
        while (!open.isEmpty() && open.constLast().first >= heading.level)
            open.removeLast();
        const int parent = open.isEmpty() ? CAIRO_PDF_OUTLINE_ROOT : open.constLast().second;
        const QByteArray place = "page=" + QByteArray::number(heading.page + 1) + " pos=[0 "
                                 + QByteArray::number(heading.top * PointsPerMillimetre, 'f', 2) + "]";
        const int id = cairo_pdf_surface_add_outline(surface, parent, heading.title.toUtf8().constData(),
            place.constData(), open.isEmpty() ? CAIRO_PDF_OUTLINE_FLAG_OPEN : cairo_pdf_outline_flags_t{});
        open.append({heading.level, id});
    }
}

Result<void> check(const DocumentScene &scene, const PdfInfo &info)
{
    if (scene.pages.isEmpty())
        return Error{ErrorCode::InvalidInput, "layout.no-pages", scene.title};
    const auto isLength = [](double length) { return length > 0 && length <= LargestPage; };
    for (const PageScene &page : scene.pages) {
        if (!isLength(page.width) || !isLength(page.height))
            return Error{ErrorCode::InvalidInput, "layout.page-size", u"%1 x %2"_s.arg(page.width).arg(page.height)};
    }
    for (const OutlineHeading &heading : info.outline) {
        if (heading.page < 0 || heading.page >= scene.pages.size())
            return Error{ErrorCode::InvalidInput, "layout.outline-page", heading.title};
    }
    if (!info.created.isValid())
        return Error{ErrorCode::InvalidInput, "layout.pdf-date", {}};
    return {};
}

GlyphsOfFaces glyphsIn(const DocumentScene &scene)
{
    GlyphsOfFaces shown;
    forEachRun(scene, [&shown](const GlyphRun &run) {
        QSet<quint32> &glyphs = shown[run.face.get()];
        for (const Glyph &glyph : run.glyphs)
            glyphs.insert(glyph.index);
    });
    return shown;
}

Error failure(cairo_status_t status)
{
    return Error{ErrorCode::Internal, "layout.pdf-write", QString::fromUtf8(cairo_status_to_string(status))};
}

} // namespace

Result<QByteArray> writePdf(const DocumentScene &scene, const PdfInfo &info)
{
    WENYI_CHECK(check(scene, info));
    QByteArray pdf;
    Cairo<cairo_surface_t> surface(cairo_pdf_surface_create_for_stream(appendBytes, &pdf, 1, 1));
    cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
    setMetadata(surface.get(), scene, info);
    Cairo<cairo_t> context(cairo_create(surface.get()));
    const Cairo<cairo_font_options_t> options(cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(context.get(), options.get());
    CairoPainter painter(context.get(), glyphsIn(scene));
    for (const PageScene &page : scene.pages) {
        cairo_pdf_surface_set_size(surface.get(), page.width * PointsPerMillimetre, page.height * PointsPerMillimetre);
        cairo_save(context.get());
        cairo_scale(context.get(), PointsPerMillimetre, PointsPerMillimetre);
        WENYI_CHECK(painter.paint(page));
        cairo_restore(context.get());
        cairo_show_page(context.get());
    }
    addOutline(surface.get(), info.outline);
    if (const cairo_status_t status = cairo_status(context.get()); status != CAIRO_STATUS_SUCCESS)
        return failure(status);
    cairo_surface_finish(surface.get());
    if (const cairo_status_t status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
        return failure(status);
    return toPdfArchive(pdf, info.created);
}

} // namespace wenyi::layout
