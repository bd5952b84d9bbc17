// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/FaceCut.h"

#include <hb-subset.h>

#include <memory>

namespace wenyi::layout {

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

InputHandle inputFor(const FaceUse &use, GlyphNumbers numbers)
{
    InputHandle input(hb_subset_input_create_or_fail());
    if (!input)
        return input;
    // Outlines that call subroutines depend on which of these are left, and so on the other glyphs.
    if (numbers == GlyphNumbers::Kept)
        hb_subset_input_set_flags(
            input.get(), HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_DESUBROUTINIZE | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
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

} // namespace

std::optional<FaceCut> cutFace(const FontFace &face, const FaceUse &use, GlyphNumbers numbers)
{
    const QByteArray &whole = face.bytes();
    const BlobHandle blob(hb_blob_create(
        whole.constData(), static_cast<unsigned>(whole.size()), HB_MEMORY_MODE_READONLY, nullptr, nullptr));
    const FaceHandle opened(hb_face_create(blob.get(), static_cast<unsigned>(face.index())));
    const InputHandle input = inputFor(use, numbers);
    const PlanHandle plan(input ? hb_subset_plan_create_or_fail(opened.get(), input.get()) : nullptr);
    const FaceHandle cut(plan ? hb_subset_plan_execute_or_fail(plan.get()) : nullptr);
    if (!cut)
        return std::nullopt;
    const BlobHandle result(hb_face_reference_blob(cut.get()));
    unsigned size = 0;
    const char *data = hb_blob_get_data(result.get(), &size);
    if (size == 0)
        return std::nullopt;
    FaceCut made{QByteArray(data, static_cast<qsizetype>(size)), {}};
    const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
    for (const quint32 glyph : use.glyphs) {
        const hb_codepoint_t renamed = hb_map_get(map, glyph);
        if (renamed == HB_MAP_VALUE_INVALID && numbers == GlyphNumbers::Renewed)
            return std::nullopt;
        made.newGlyphs.insert(glyph, renamed);
    }
    return made;
}

} // namespace wenyi::layout
