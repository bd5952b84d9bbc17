// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/EmbeddedFonts.h"

#include "shared/layout/FaceCut.h"
#include "shared/layout/SceneRuns.h"

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

/// Gathers what every face has to show, in the order of first use.
class FaceUses
{
public:
    void add(const layout::GlyphRun &run)
    {
        if (!run.face || run.glyphs.isEmpty())
            return;
        if (!m_places.contains(run.face.get())) {
            m_places.insert(run.face.get(), m_uses.size());
            m_uses.append({run.face, {}});
        }
        layout::FaceUse &use = m_uses[m_places.value(run.face.get())].second;
        for (const layout::Glyph &glyph : run.glyphs)
            use.glyphs.insert(glyph.index);
        for (const GlyphCluster &cluster : clustersOf(run)) {
            if (cluster.isMapped)
                use.characters.insert(singleCodePoint(run, cluster));
        }
    }
    const QList<std::pair<layout::FontFaceRef, layout::FaceUse>> &all() const { return m_uses; }

private:
    QList<std::pair<layout::FontFaceRef, layout::FaceUse>> m_uses;
    QHash<const layout::FontFace *, qsizetype> m_places;
};

} // namespace

QString EmbeddedFont::extension() const
{
    return bytes.startsWith("OTTO") ? u"otf"_s : u"ttf"_s;
}

Result<QList<EmbeddedFont>> embedFonts(const layout::DocumentScene &scene)
{
    FaceUses uses;
    layout::forEachRun(scene, [&uses](const layout::GlyphRun &run) { uses.add(run); });
    QList<EmbeddedFont> fonts;
    for (const auto &[face, use] : uses.all()) {
        const auto cut = layout::cutFace(*face, use, layout::GlyphNumbers::Renewed);
        if (!cut)
            return Error{ErrorCode::Internal, "ofd.font-subset", face->familyName()};
        fonts.append({face, cut->bytes, cut->newGlyphs});
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
