// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/CairoFaces.h"

#include "shared/base/Limits.h"
#include "shared/layout/FaceCut.h"
#include "shared/layout/FontHandles.h"

#include <mutex>
#include <vector>

namespace wenyi::layout {

namespace {

/// Those of the product and the two of the machine that stand in for them.
constexpr size_t MostFaces = 8;
/// Drawings at the same time whose faces are kept.
constexpr size_t MostDrawings = 2;
/// A smaller face is a cut one already, or costs nothing.
constexpr qsizetype LeastCut = 512 * limits::KiB;
/// A cut face takes in what the drawings before showed up to here; more would cost more than it spares.
constexpr qsizetype MostGlyphs = 4000;

/// What drawings that ended have left for the next.
class Pool
{
public:
    CairoFaces::Faces take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_kept.empty())
            return {};
        CairoFaces::Faces faces = std::move(m_kept.back());
        m_kept.pop_back();
        return faces;
    }

    void keep(CairoFaces::Faces &&faces)
    {
        const std::lock_guard lock(m_mutex);
        if (m_kept.size() < MostDrawings)
            m_kept.push_back(std::move(faces));
    }

private:
    std::mutex m_mutex;
    std::vector<CairoFaces::Faces> m_kept;
};

Pool &pool()
{
    static Pool kept;
    return kept;
}

} // namespace

CairoFaces::CairoFaces(GlyphsOfFaces shown)
    : m_shown(std::move(shown))
    , m_faces(pool().take())
{
}

CairoFaces::~CairoFaces()
{
    // A face from memory belongs to one file that somebody looks at, and goes with it.
    std::erase_if(m_faces, [](const auto &known) { return known.second.face->handles().file == nullptr; });
    if (m_faces.size() <= MostFaces)
        pool().keep(std::move(m_faces));
}

Result<cairo_font_face_t *> CairoFaces::of(const FontFaceRef &face)
{
    const QSet<quint32> &shown = m_shown[face.get()];
    const auto known = m_faces.find(face.get());
    const bool isKnown = known != m_faces.end();
    if (isKnown && (!known->second.isCut || known->second.glyphs.contains(shown)))
        return known->second.cairo.get();
    WENYI_TRY(Open opened, open(face, shown, isKnown ? &known->second : nullptr));
    Open &kept = m_faces[face.get()];
    kept = std::move(opened);
    return kept.cairo.get();
}

/// `before` is the same face cut for other drawings.
Result<CairoFaces::Open> CairoFaces::open(const FontFaceRef &face, const QSet<quint32> &shown, const Open *before)
{
    if (face->bytes().size() >= LeastCut) {
        FaceUse use{shown, {}};
        if (before && before->glyphs.size() + shown.size() <= MostGlyphs)
            use.glyphs.unite(before->glyphs);
        const auto cut = cutFace(*face, use, GlyphNumbers::Kept);
        auto cairo = cut ? cairoFace(cut->bytes) : Result<Cairo<cairo_font_face_t>>(Error{});
        if (cairo)
            return Open{face, *std::move(cairo), true, use.glyphs};
    }
    WENYI_TRY(auto cairo, cairoFace(face));
    return Open{face, std::move(cairo), false, {}};
}

} // namespace wenyi::layout
