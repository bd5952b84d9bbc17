// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/TextLine.h"

#include "shared/layout/FontHandles.h"
#include "shared/layout/LineBreaking.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace wenyi::layout {

namespace {

/// A full-width mark fills half its cell; the other half can be given up where a line must hold one more.
constexpr double MarkShrink = 0.5;
/// How much of a line is spread between its characters to fill the measure; beyond that a line stays ragged.
constexpr double LargestStretch = 2.5; // Cells.

/// An atom with its glyphs, ready to be placed.
struct SetAtom
{
    Atom atom;
    double width = 0;  ///< mm.
    double shrink = 0; ///< mm that it may give up.
    FontFaceRef face;
    QList<Glyph> glyphs; ///< Origins relative to the atom; clusters relative to its text.
};

class Shaper
{
public:
    Shaper(const QString &text, const QList<FontRole> &roles, const ParagraphStyle &style, const FontSet &fonts)
        : m_text(text)
        , m_roles(roles)
        , m_style(style)
        , m_fonts(fonts)
    {
    }

    QList<SetAtom> shape()
    {
        QList<SetAtom> set;
        for (const Atom &atom : atomsOf(m_text)) {
            SetAtom next{atom, 0, 0, {}, {}};
            atom.fullWidth ? placeFullWidth(next) : placeWord(next);
            set.append(std::move(next));
        }
        return set;
    }
    QString missing() const { return m_missing; }

private:
    FontFaceRef faceFor(char32_t character, FontRole role)
    {
        const auto face = m_fonts.faceFor(role, character);
        if (!face && !QChar::isSpace(character))
            m_missing.append(QString::fromUcs4(&character, 1));
        return face.value_or(m_fonts.face(role));
    }

    void placeFullWidth(SetAtom &atom)
    {
        const auto characters = QStringView(m_text).mid(atom.atom.start, atom.atom.length).toUcs4();
        atom.face = faceFor(characters.first(), m_roles.at(atom.atom.start));
        qsizetype cluster = 0;
        for (const char32_t character : characters) {
            const quint32 glyph = atom.face->glyphFor(character);
            // Faces differ in how wide they draw marks; each is centred in a cell of its own.
            const double inset = (m_style.cell - atom.face->advance(glyph) * m_style.size) / 2;
            atom.glyphs.append({glyph, {atom.width + inset, 0}, cluster});
            atom.width += m_style.cell;
            cluster += QChar::requiresSurrogates(character) ? 2 : 1;
        }
        const bool mark = atom.atom.first != MarkClass::None && atom.atom.length == 1;
        atom.shrink = mark ? m_style.cell * MarkShrink : 0;
    }

    void placeWord(SetAtom &atom)
    {
        const QString word = m_text.mid(atom.atom.start, atom.atom.length);
        atom.face = faceFor(word.toUcs4().first(), m_roles.at(atom.atom.start));
        hb_buffer_t *buffer = hb_buffer_create();
        hb_buffer_add_utf16(buffer, word.utf16(), static_cast<int>(word.size()), 0, static_cast<int>(word.size()));
        hb_buffer_guess_segment_properties(buffer);
        const std::array features{hb_feature_t{HB_TAG('l', 'i', 'g', 'a'), 0, 0, static_cast<unsigned>(-1)}};
        hb_shape(atom.face->handles().font, buffer, features.data(), static_cast<unsigned>(features.size()));
        const double scale = m_style.size / atom.face->unitsPerEm();
        unsigned count = 0;
        const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
        const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
        for (unsigned i = 0; i < count; ++i) {
            atom.glyphs.append(
                {infos[i].codepoint, {atom.width + positions[i].x_offset * scale, -positions[i].y_offset * scale},
                    static_cast<qsizetype>(infos[i].cluster)});
            atom.width += positions[i].x_advance * scale;
        }
        hb_buffer_destroy(buffer);
    }

    const QString &m_text;
    const QList<FontRole> &m_roles;
    const ParagraphStyle &m_style;
    const FontSet &m_fonts;
    QString m_missing;
};

/// The atoms of one line: from `begin` up to `end`.
struct LineRange
{
    qsizetype begin = 0;
    qsizetype end = 0;
};

bool mayBreakBefore(const QList<SetAtom> &atoms, qsizetype at)
{
    const Atom &before = atoms.at(at - 1).atom;
    const Atom &after = atoms.at(at).atom;
    if (after.blank || after.first == MarkClass::Closing || before.last == MarkClass::Opening)
        return false;
    // A Western mark or unit stays with the figure before it.
    return true;
}

/// The line that begins at `begin`: as much as the measure holds, marks giving way if that keeps a mark on its line.
LineRange nextLine(const QList<SetAtom> &atoms, qsizetype begin, double room)
{
    double natural = 0;
    double shrink = 0;
    qsizetype best = begin;
    for (qsizetype at = begin; at < atoms.size(); ++at) {
        natural += atoms.at(at).width;
        shrink += atoms.at(at).shrink;
        // Blanks at a line's end may hang over it.
        if (natural - shrink > room + 1e-6 && !atoms.at(at).atom.blank)
            break;
        const bool last = at + 1 == atoms.size();
        const bool breakable = last || mayBreakBefore(atoms, at + 1);
        // Giving way is for marks that may not begin the next line, not for one more character.
        const bool fits =
            natural <= room + 1e-6 || atoms.at(at).atom.last == MarkClass::Closing || atoms.at(at).atom.blank;
        if (breakable && fits)
            best = at + 1;
    }
    // Nothing could be broken (a word longer than the line): at least one atom goes on.
    return {begin, std::max(best, begin + 1)};
}

class LineSetter
{
public:
    LineSetter(const QString &text, const ParagraphStyle &style)
        : m_text(text)
        , m_style(style)
    {
    }

    TextLine set(const QList<SetAtom> &atoms, LineRange range, double indent, bool isLast) const
    {
        qsizetype end = range.end;
        while (end > range.begin && atoms.at(end - 1).atom.blank)
            --end; // Blanks at the end take no part in filling the line.
        const Spread spread = spreadOver(atoms, {range.begin, end}, m_style.measure - indent, isLast);
        TextLine line;
        line.indent = indent;
        double x = indent;
        for (qsizetype at = range.begin; at < range.end; ++at) {
            const SetAtom &atom = atoms.at(at);
            const double given = atom.shrink * spread.shrink;
            // An opening mark's blank half lies before it, a closing mark's behind.
            append(line, atom, atom.atom.first == MarkClass::Opening ? x - given : x);
            x += atom.width - given;
            if (at + 1 < end)
                x += spread.stretch;
            if (at < end)
                line.width = x;
        }
        return line;
    }

private:
    /// What each mark gives up (0 to 1 of its share) or what goes between characters (mm).
    struct Spread
    {
        double shrink = 0;
        double stretch = 0;
    };

    Spread spreadOver(const QList<SetAtom> &atoms, LineRange range, double room, bool isLast) const
    {
        double natural = 0;
        double shrink = 0;
        for (qsizetype at = range.begin; at < range.end; ++at) {
            natural += atoms.at(at).width;
            shrink += atoms.at(at).shrink;
        }
        const double left = room - natural;
        if (left < 0)
            return {shrink > 0 ? std::min(1.0, -left / shrink) : 0, 0};
        const auto gaps = static_cast<double>(range.end - range.begin - 1);
        if (isLast || gaps < 1 || left > LargestStretch * m_style.cell)
            return {};
        return {0, left / gaps};
    }

    void append(TextLine &line, const SetAtom &atom, double x) const
    {
        if (line.runs.isEmpty() || line.runs.constLast().face != atom.face) {
            GlyphRun run;
            run.face = atom.face;
            run.size = m_style.size;
            run.color = m_style.color;
            line.runs.append(run);
        }
        GlyphRun &run = line.runs.last();
        const qsizetype base = run.text.size();
        run.text += QStringView(m_text).mid(atom.atom.start, atom.atom.length);
        for (Glyph glyph : atom.glyphs) {
            glyph.origin.x += x;
            glyph.cluster += base;
            run.glyphs.append(glyph);
        }
    }

    const QString &m_text;
    const ParagraphStyle &m_style;
};

} // namespace

SetParagraph setParagraph(const QList<StyledText> &text, const ParagraphStyle &style, const FontSet &fonts)
{
    QString whole;
    QList<FontRole> roles;
    for (const StyledText &part : text) {
        whole += part.text;
        roles.resize(whole.size(), part.role);
    }
    Shaper shaper(whole, roles, style, fonts);
    const QList<SetAtom> atoms = shaper.shape();
    const LineSetter setter(whole, style);
    SetParagraph paragraph;
    paragraph.missing = shaper.missing();
    for (qsizetype at = 0; at < atoms.size();) {
        const double indent = at == 0 ? style.firstIndent : style.hangingIndent;
        const LineRange range = nextLine(atoms, at, style.measure - indent);
        paragraph.lines.append(setter.set(atoms, range, indent, range.end == atoms.size()));
        at = range.end;
    }
    return paragraph;
}

QStringList lineTexts(const SetParagraph &paragraph)
{
    QStringList texts;
    for (const TextLine &line : paragraph.lines) {
        QString text;
        for (const GlyphRun &run : line.runs)
            text += run.text;
        texts.append(text);
    }
    return texts;
}

TextLine setLine(const QString &text, FontRole role, double size, const Color &color, const FontSet &fonts)
{
    ParagraphStyle style;
    style.size = size;
    style.cell = size;
    style.measure = 1e6; // One line, whatever its length.
    style.color = color;
    const SetParagraph paragraph = setParagraph({{text, role}}, style, fonts);
    return paragraph.lines.isEmpty() ? TextLine{} : paragraph.lines.constFirst();
}

} // namespace wenyi::layout
