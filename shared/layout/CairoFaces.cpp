// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/CairoFaces.h"

#include "shared/layout/FontHandles.h"

#include <mutex>
#include <vector>

namespace wenyi::layout {

namespace {

/// Those of the product and the two of the machine that stand in for them.
constexpr size_t MostFaces = 8;
/// Drawings at the same time whose faces are kept.
constexpr size_t MostDrawings = 2;

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

CairoFaces::CairoFaces()
    : m_faces(pool().take())
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
    auto known = m_faces.find(face.get());
    if (known == m_faces.end()) {
        WENYI_TRY(auto made, cairoFace(face));
        known = m_faces.emplace(face.get(), Open{face, std::move(made)}).first;
    }
    return known->second.cairo.get();
}

} // namespace wenyi::layout
