// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/EmbeddedFonts.h"

#include <hb-subset.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

template<auto destroy>
struct Destroy
{
    template<typename T>
    void operator()(T *object) const
    {
        destroy(object);
    }
};
using BlobHandle = std::unique_ptr<hb_blob_t, Destroy<hb_blob_destroy>>;
using FaceHandle = std::unique_ptr<hb_face_t, Destroy<hb_face_destroy>>;
using InputHandle = std::unique_ptr<hb_subset_input_t, Destroy<hb_subset_input_destroy>>;
using PlanHandle = std::unique_ptr<hb_subset_plan_t, Destroy<hb_subset_plan_destroy>>;

/// What one face has to show.
struct FaceUse
{
    layout::FontFaceRef face;
    QSet<quint32> glyphs;
    QSet<char32_t> characters;
};

/// Gathers what every face has to show, in the order of first use.
class FaceUses
{
public:
    void add(const QList<layout::SceneItem> &items, int depth = 0)
    {
        for (const layout::SceneItem &item : items) {
            if (const auto *run = std::get_if<layout::GlyphRun>(&item))
                add(*run);
            else if (const auto *group = std::get_if<layout::Group>(&item); group && depth < layout::DeepestGroup)
                add(*group, depth);
        }
    }
    const QList<FaceUse> &all() const { return m_uses; }

private:
    void add(const layout::Group &group, int depth)
    {
        if (m_groups.contains(group.items.get()))
            return; // Tiles share their items.
        m_groups.insert(group.items.get());
        add(*group.items, depth + 1);
    }

    void add(const layout::GlyphRun &run)
    {
        if (!run.face || run.glyphs.isEmpty())
            return;
        if (!m_places.contains(run.face.get())) {
            m_places.insert(run.face.get(), m_uses.size());
            m_uses.append(FaceUse{run.face, {}, {}});
        }
        FaceUse &use = m_uses[m_places.value(run.face.get())];
        for (const layout::Glyph &glyph : run.glyphs)
            use.glyphs.insert(glyph.index);
        for (const GlyphCluster &cluster : clustersOf(run)) {
            if (cluster.isMapped)
                use.characters.insert(singleCodePoint(run, cluster));
        }
    }

    QList<FaceUse> m_uses;
    QHash<const layout::FontFace *, qsizetype> m_places;
    QSet<const void *> m_groups;
};

InputHandle inputFor(const FaceUse &use)
{
    InputHandle input(hb_subset_input_create_or_fail());
    if (!input)
        return input;
    for (const quint32 glyph : use.glyphs)
        hb_set_add(hb_subset_input_glyph_set(input.get()), glyph);
    for (const char32_t character : use.characters)
        hb_set_add(hb_subset_input_unicode_set(input.get()), character);
    // Shaping is done; kept, these tables would draw in every alternate form of every glyph.
    hb_set_t *drop = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (const hb_tag_t tag : {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
             HB_TAG('B', 'A', 'S', 'E'), HB_TAG('k', 'e', 'r', 'n')})
        hb_set_add(drop, tag);
    return input;
}

Result<EmbeddedFont> subset(const FaceUse &use)
{
    const Error failed{ErrorCode::Internal, "ofd.font-subset", use.face->familyName()};
    const QByteArray &whole = use.face->bytes();
    const BlobHandle blob(hb_blob_create(
        whole.constData(), static_cast<unsigned>(whole.size()), HB_MEMORY_MODE_READONLY, nullptr, nullptr));
    const FaceHandle face(hb_face_create(blob.get(), static_cast<unsigned>(use.face->index())));
    const InputHandle input = inputFor(use);
    if (!input)
        return failed;
    const PlanHandle plan(hb_subset_plan_create_or_fail(face.get(), input.get()));
    if (!plan)
        return failed;
    const FaceHandle cut(hb_subset_plan_execute_or_fail(plan.get()));
    if (!cut)
        return failed;
    const BlobHandle result(hb_face_reference_blob(cut.get()));
    unsigned size = 0;
    const char *data = hb_blob_get_data(result.get(), &size);
    if (size == 0)
        return failed;
    EmbeddedFont font{use.face, QByteArray(data, static_cast<qsizetype>(size)), {}};
    const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
    for (const quint32 glyph : use.glyphs) {
        const hb_codepoint_t renamed = hb_map_get(map, glyph);
        if (renamed == HB_MAP_VALUE_INVALID)
            return failed;
        font.newGlyphs.insert(glyph, renamed);
    }
    return font;
}

} // namespace

QString EmbeddedFont::extension() const
{
    return bytes.startsWith("OTTO") ? u"otf"_s : u"ttf"_s;
}

Result<QList<EmbeddedFont>> embedFonts(const layout::DocumentScene &scene)
{
    QList<EmbeddedFont> fonts;
    FaceUses uses;
    for (const layout::PageScene &page : scene.pages)
        uses.add(page.items);
    for (const FaceUse &use : uses.all()) {
        WENYI_TRY(EmbeddedFont font, subset(use));
        fonts.append(std::move(font));
    }
    return fonts;
}

char32_t singleCodePoint(const layout::GlyphRun &run, const GlyphCluster &cluster)
{
    const QStringView codes = QStringView(run.text).sliced(cluster.codePosition, cluster.codeCount);
    if (codes.size() == 1 && !codes.front().isSurrogate())
        return codes.front().unicode();
    if (codes.size() == 2 && codes[0].isHighSurrogate() && codes[1].isLowSurrogate())
        return QChar::surrogateToUcs4(codes[0], codes[1]);
    return 0;
}

QList<GlyphCluster> clustersOf(const layout::GlyphRun &run)
{
    QList<GlyphCluster> clusters;
    for (qsizetype i = 0; i < run.glyphs.size(); ++i) {
        const qsizetype code = clusters.isEmpty() ? 0 : run.glyphs[i].cluster;
        if (!clusters.isEmpty() && code == clusters.last().codePosition) {
            ++clusters.last().glyphCount;
            continue;
        }
        const bool runsForward = clusters.isEmpty() || code > clusters.last().codePosition;
        if (!runsForward || code < 0 || code >= run.text.size())
            return {GlyphCluster{0, run.text.size(), 0, run.glyphs.size(), false}};
        if (!clusters.isEmpty())
            clusters.last().codeCount = code - clusters.last().codePosition;
        clusters.append(GlyphCluster{code, 0, i, 1, false});
    }
    if (clusters.isEmpty())
        return clusters;
    clusters.last().codeCount = run.text.size() - clusters.last().codePosition;
    for (GlyphCluster &cluster : clusters) {
        const char32_t character = singleCodePoint(run, cluster);
        cluster.isMapped = character != 0 && cluster.glyphCount == 1
                           && run.face->glyphFor(character) == run.glyphs[cluster.firstGlyph].index;
    }
    return clusters;
}

} // namespace wenyi::ofd
