// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/PdfWriter.h"

#include "shared/layout/CairoHandles.h"
#include "shared/layout/Gb9704.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <unordered_map>
#include <vector>

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

cairo_matrix_t matrixOf(const Transform &transform)
{
    return {transform.a, transform.b, transform.c, transform.d, transform.e, transform.f};
}

void setColor(cairo_t *context, const Color &color)
{
    cairo_set_source_rgba(context, color.red / 255.0, color.green / 255.0, color.blue / 255.0, color.alpha / 255.0);
}

/// A run's text as UTF-8, cut into the pieces that its glyphs stand for.
struct ClusteredText
{
    QByteArray text;
    std::vector<cairo_text_cluster_t> clusters;
};

/// One cluster for each piece; a run whose clusters do not ascend is one piece.
ClusteredText clusteredText(const GlyphRun &run)
{
    ClusteredText clustered;
    const auto add = [&](qsizetype begin, qsizetype end, qsizetype glyphs) {
        const QByteArray piece = QStringView(run.text).sliced(begin, end - begin).toUtf8();
        clustered.clusters.push_back({static_cast<int>(piece.size()), static_cast<int>(glyphs)});
        clustered.text += piece;
    };
    const auto ascending = std::ranges::is_sorted(run.glyphs, {}, &Glyph::cluster)
                           && run.glyphs.constFirst().cluster >= 0 && run.glyphs.constLast().cluster < run.text.size();
    if (!ascending) {
        add(0, run.text.size(), run.glyphs.size());
        return clustered;
    }
    qsizetype begin = 0;
    qsizetype firstGlyph = 0;
    for (qsizetype glyph = 1; glyph <= run.glyphs.size(); ++glyph) {
        const bool isEnd = glyph == run.glyphs.size();
        if (!isEnd && run.glyphs.at(glyph).cluster == run.glyphs.at(firstGlyph).cluster)
            continue;
        const qsizetype end = isEnd ? run.text.size() : run.glyphs.at(glyph).cluster;
        add(begin, end, glyph - firstGlyph);
        begin = end;
        firstGlyph = glyph;
    }
    return clustered;
}

/// Draws scenes on one cairo context, in millimetres.
class PdfPainter
{
public:
    explicit PdfPainter(cairo_t *context)
        : m_context(context)
    {
    }

    Result<void> paint(const PageScene &page)
    {
        for (const SceneItem &item : page.items) {
            cairo_save(m_context);
            const auto painted = std::visit([this](const auto &shown) { return paintItem(shown); }, item);
            cairo_restore(m_context);
            if (!painted)
                return painted;
        }
        return {};
    }

private:
    Result<cairo_font_face_t *> faceOf(const FontFaceRef &face)
    {
        auto known = m_faces.find(face.get());
        if (known == m_faces.end()) {
            WENYI_TRY(auto made, cairoFace(face));
            known = m_faces.emplace(face.get(), std::move(made)).first;
        }
        return known->second.get();
    }

    Result<void> paintItem(const GlyphRun &run)
    {
        if (run.glyphs.isEmpty() || !run.face)
            return {};
        WENYI_TRY(cairo_font_face_t * face, faceOf(run.face));
        const cairo_matrix_t matrix = matrixOf(run.transform);
        cairo_transform(m_context, &matrix);
        cairo_set_font_face(m_context, face);
        cairo_set_font_size(m_context, run.size);
        setColor(m_context, run.color);
        std::vector<cairo_glyph_t> glyphs;
        glyphs.reserve(static_cast<size_t>(run.glyphs.size()));
        for (const Glyph &glyph : run.glyphs)
            glyphs.push_back({glyph.index, glyph.origin.x, glyph.origin.y});
        if (run.text.isEmpty()) {
            cairo_show_glyphs(m_context, glyphs.data(), static_cast<int>(glyphs.size()));
            return {};
        }
        const ClusteredText text = clusteredText(run);
        cairo_show_text_glyphs(m_context, text.text.constData(), static_cast<int>(text.text.size()), glyphs.data(),
            static_cast<int>(glyphs.size()), text.clusters.data(), static_cast<int>(text.clusters.size()), {});
        return {};
    }

    void addElement(const MoveTo &step) { cairo_move_to(m_context, step.to.x, step.to.y); }
    void addElement(const LineTo &step) { cairo_line_to(m_context, step.to.x, step.to.y); }
    void addElement(const CurveTo &step)
    {
        cairo_curve_to(
            m_context, step.control1.x, step.control1.y, step.control2.x, step.control2.y, step.to.x, step.to.y);
    }
    void addElement(const ClosePath &) { cairo_close_path(m_context); }

    Result<void> paintItem(const Path &path)
    {
        const cairo_matrix_t matrix = matrixOf(path.transform);
        cairo_transform(m_context, &matrix);
        cairo_new_path(m_context);
        for (const PathElement &element : path.elements)
            std::visit([this](const auto &step) { addElement(step); }, element);
        cairo_set_fill_rule(
            m_context, path.fillRule == FillRule::EvenOdd ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING);
        if (path.fill) {
            setColor(m_context, *path.fill);
            cairo_fill_preserve(m_context);
        }
        if (path.stroke) {
            setColor(m_context, *path.stroke);
            cairo_set_line_width(m_context, path.lineWidth);
            cairo_stroke_preserve(m_context);
        }
        cairo_new_path(m_context);
        return {};
    }

    Result<void> paintItem(const Image &image)
    {
        WENYI_TRY(const auto picture, cairoPicture(image.encoded));
        if (image.clip) {
            cairo_rectangle(m_context, image.clip->x, image.clip->y, image.clip->width, image.clip->height);
            cairo_clip(m_context);
        }
        const cairo_matrix_t matrix = matrixOf(image.transform);
        cairo_transform(m_context, &matrix);
        cairo_translate(m_context, image.box.x, image.box.y);
        cairo_scale(m_context, image.box.width / cairo_image_surface_get_width(picture.get()),
            image.box.height / cairo_image_surface_get_height(picture.get()));
        cairo_set_source_surface(m_context, picture.get(), 0, 0);
        if (image.blend == BlendMode::Multiply)
            cairo_set_operator(m_context, CAIRO_OPERATOR_MULTIPLY);
        cairo_paint(m_context);
        return {};
    }

    cairo_t *m_context;
    std::unordered_map<const FontFace *, Cairo<cairo_font_face_t>> m_faces;
};

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
    PdfPainter painter(context.get());
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
    return pdf;
}

} // namespace wenyi::layout
