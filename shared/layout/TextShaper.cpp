// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/TextShaper.h"

#include "shared/layout/FontHandles.h"

#include <algorithm>
#include <array>
#include <memory>

namespace wenyi::layout {

namespace {

/// A full-width mark fills half its cell; the other half can be given up where a line must hold one more.
constexpr double MarkShrink = 0.5;

struct BufferDeleter
{
    void operator()(hb_buffer_t *buffer) const { hb_buffer_destroy(buffer); }
};

class Shaper
{
public:
    Shaper(const QString &text, const QList<FontRole> &roles, const CharacterMarks &marks, const ParagraphStyle &style,
        const FontSet &fonts)
        : m_text(text)
        , m_roles(roles)
        , m_marks(marks)
        , m_style(style)
        , m_fonts(fonts)
        , m_buffer(hb_buffer_create())
    {
    }

    ShapedText shape()
    {
        const QList<Atom> atoms = atomsOf(m_text);
        m_shaped.atoms.reserve(static_cast<size_t>(atoms.size()));
        m_shaped.glyphs.reserve(static_cast<size_t>(m_text.size()));
        for (const Atom &atom : atoms) {
            if (atom.fullWidth)
                appendFullWidth(atom);
            else
                appendWord(atom);
        }
        return std::move(m_shaped);
    }

private:
    CharacterGlyph glyphAt(qsizetype at)
    {
        const char32_t character = characterAt(at);
        const CharacterGlyph glyph = m_fonts.glyphFor(m_roles.at(at), character);
        if (glyph.missing && !QChar::isSpace(character))
            m_shaped.missing.append(QString::fromUcs4(&character, 1));
        return glyph;
    }

    bool isMarkedAlike(qsizetype one, qsizetype other) const
    {
        return m_marks.isEmpty() || m_marks.at(one) == m_marks.at(other);
    }

    bool beginsWithFigure(const Atom &atom) const { return m_text.at(atom.start).isDigit(); }

    /// A document number's year and serial, and a range of figures, are one thing: 〔2004〕28号, 2004—2006.
    bool belongsTogether(const Atom &next) const
    {
        const std::vector<ShapedAtom> &set = m_shaped.atoms;
        if (set.size() < 2)
            return false;
        const Atom &before = set.back().atom;
        const QChar last = m_text.at(before.start + before.length - 1);
        const Atom &earlier = set.at(set.size() - 2).atom;
        if (beginsWithFigure(next)) {
            const bool range = before.length == 1 && (last == u'—' || last == u'～') && beginsWithFigure(earlier);
            return last == u'〕' || range;
        }
        return m_text.at(next.start) == u'号' && last.isDigit() && m_text.at(earlier.start) == u'〕';
    }

    /// The UTF-16 length of the character at `at`.
    qsizetype lengthAt(qsizetype at) const
    {
        const bool pair =
            m_text.at(at).isHighSurrogate() && at + 1 < m_text.size() && m_text.at(at + 1).isLowSurrogate();
        return pair ? 2 : 1;
    }

    char32_t characterAt(qsizetype at) const
    {
        return lengthAt(at) == 2 ? QChar::surrogateToUcs4(m_text.at(at), m_text.at(at + 1)) : m_text.at(at).unicode();
    }

    Atom partOf(const Atom &whole, qsizetype begin, qsizetype end) const
    {
        Atom part = whole;
        part.start = begin;
        part.length = end - begin;
        part.first = begin == whole.start ? whole.first : markClass(m_text.at(begin).unicode());
        part.last = end == whole.start + whole.length ? whole.last : markClass(m_text.at(end - 1).unicode());
        return part;
    }

    void appendFullWidth(const Atom &whole)
    {
        // A run of dots or dashes longer than a line is parted between its pairs.
        const auto most = std::max<qsizetype>(2, static_cast<qsizetype>(longest() / m_style.cell) / 2 * 2);
        for (qsizetype begin = whole.start; begin < whole.start + whole.length;) {
            const qsizetype end = std::min(whole.start + whole.length, begin + std::max(most, lengthAt(begin)));
            ShapedAtom next{partOf(whole, begin, end)};
            next.joined = belongsTogether(next.atom);
            placeFullWidth(next);
            m_shaped.atoms.push_back(next);
            begin = end;
        }
    }

    void appendWord(const Atom &word)
    {
        const size_t first = m_shaped.atoms.size();
        const qsizetype wordEnd = word.start + word.length;
        double width = 0;
        for (qsizetype begin = word.start; begin < wordEnd;) {
            const FontFaceRef *face = glyphAt(begin).face;
            qsizetype end = begin + lengthAt(begin);
            while (end < wordEnd && m_roles.at(end) == m_roles.at(begin) && isMarkedAlike(begin, end)
                   && *m_fonts.glyphFor(m_roles.at(end), characterAt(end)).face == *face) {
                glyphAt(end); // Notes it where no face has it.
                end += lengthAt(end);
            }
            ShapedAtom next{partOf(word, begin, end)};
            next.face = face;
            next.joined = m_shaped.atoms.size() > first || belongsTogether(next.atom);
            placeWord(next);
            width += next.width;
            m_shaped.atoms.push_back(next);
            begin = end;
        }
        if (width > longest() && !word.blank)
            partWord(first);
    }

    /// A word longer than the line may break anywhere.
    void partWord(size_t first)
    {
        const auto begins = m_shaped.atoms.begin() + static_cast<std::ptrdiff_t>(first);
        const std::vector<ShapedAtom> pieces(begins, m_shaped.atoms.end());
        m_shaped.glyphs.resize(pieces.front().firstGlyph);
        m_shaped.atoms.resize(first);
        for (const ShapedAtom &piece : pieces) {
            const qsizetype pieceEnd = piece.atom.start + piece.atom.length;
            for (qsizetype begin = piece.atom.start; begin < pieceEnd;) {
                const qsizetype end = begin + lengthAt(begin);
                ShapedAtom next{partOf(piece.atom, begin, end)};
                next.face = piece.face;
                placeWord(next);
                m_shaped.atoms.push_back(next);
                begin = end;
            }
        }
    }

    /// What any line of the paragraph holds.
    double longest() const { return m_style.measure - std::max(m_style.firstIndent, m_style.hangingIndent); }

    void placeFullWidth(ShapedAtom &atom)
    {
        atom.firstGlyph = m_shaped.glyphs.size();
        const qsizetype end = atom.atom.start + atom.atom.length;
        for (qsizetype at = atom.atom.start; at < end; at += lengthAt(at)) {
            const CharacterGlyph glyph = glyphAt(at);
            atom.face = atom.face ? atom.face : glyph.face;
            // Faces differ in how wide they draw marks; each is centred in a cell of its own.
            const double inset = (m_style.cell - static_cast<double>(glyph.advance) * m_style.size) / 2;
            m_shaped.glyphs.push_back({glyph.glyph, {atom.width + inset, 0}, at - atom.atom.start});
            atom.width += m_style.cell;
        }
        atom.glyphCount = m_shaped.glyphs.size() - atom.firstGlyph;
        const bool mark = atom.atom.first != MarkClass::None && atom.atom.length == 1;
        atom.shrink = mark ? m_style.cell * MarkShrink : 0;
    }

    void placeWord(ShapedAtom &atom)
    {
        const auto length = static_cast<int>(atom.atom.length);
        hb_buffer_clear_contents(m_buffer.get());
        hb_buffer_add_utf16(m_buffer.get(), m_text.utf16() + atom.atom.start, length, 0, length);
        hb_buffer_guess_segment_properties(m_buffer.get());
        static const std::array features{hb_feature_t{HB_TAG('l', 'i', 'g', 'a'), 0, 0, static_cast<unsigned>(-1)}};
        hb_shape((*atom.face)->handles().font, m_buffer.get(), features.data(), static_cast<unsigned>(features.size()));
        const double scale = m_style.size / (*atom.face)->unitsPerEm();
        unsigned count = 0;
        const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(m_buffer.get(), &count);
        const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(m_buffer.get(), &count);
        atom.firstGlyph = m_shaped.glyphs.size();
        atom.glyphCount = count;
        for (unsigned i = 0; i < count; ++i) {
            m_shaped.glyphs.push_back(
                {infos[i].codepoint, {atom.width + positions[i].x_offset * scale, -positions[i].y_offset * scale},
                    static_cast<qsizetype>(infos[i].cluster)});
            atom.width += positions[i].x_advance * scale;
        }
    }

    const QString &m_text;
    const QList<FontRole> &m_roles;
    const CharacterMarks &m_marks;
    const ParagraphStyle &m_style;
    const FontSet &m_fonts;
    std::unique_ptr<hb_buffer_t, BufferDeleter> m_buffer;
    ShapedText m_shaped;
};

} // namespace

ShapedText shapeText(const QString &text, const QList<FontRole> &roles, const CharacterMarks &marks,
    const ParagraphStyle &style, const FontSet &fonts)
{
    return Shaper(text, roles, marks, style, fonts).shape();
}

} // namespace wenyi::layout
