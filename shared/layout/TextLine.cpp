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
constexpr double LargestStretch = 6; // Cells.

/// An atom with its glyphs, ready to be placed; a word whose characters come from several faces is several of them.
struct SetAtom
{
    Atom atom;
    double width = 0;  ///< mm.
    double shrink = 0; ///< mm that it may give up.
    FontFaceRef face;
    QList<Glyph> glyphs; ///< Origins relative to the atom; clusters relative to its text.
    bool joined = false; ///< Never parted from the one before: no break, no stretch.
};

bool isClosingMark(const SetAtom &atom)
{
    return atom.atom.fullWidth && atom.atom.first == MarkClass::Closing;
}

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
            if (atom.fullWidth)
                appendFullWidth(set, atom);
            else
                appendWord(set, atom);
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

    bool beginsWithFigure(const Atom &atom) const { return m_text.at(atom.start).isDigit(); }

    /// A document number's year and serial, and a range of figures, are one thing: 〔2004〕28号, 2004—2006.
    bool belongsTogether(const QList<SetAtom> &set, const Atom &next) const
    {
        if (set.size() < 2)
            return false;
        const Atom &before = set.constLast().atom;
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

    char32_t characterAt(qsizetype at) const { return QStringView(m_text).mid(at, lengthAt(at)).toUcs4().first(); }

    Atom partOf(const Atom &whole, qsizetype begin, qsizetype end) const
    {
        Atom part = whole;
        part.start = begin;
        part.length = end - begin;
        part.first = begin == whole.start ? whole.first : markClass(m_text.at(begin).unicode());
        part.last = end == whole.start + whole.length ? whole.last : markClass(m_text.at(end - 1).unicode());
        return part;
    }

    void appendFullWidth(QList<SetAtom> &set, const Atom &whole)
    {
        // A run of dots or dashes longer than a line is parted between its pairs.
        const auto most = std::max<qsizetype>(2, static_cast<qsizetype>(longest() / m_style.cell) / 2 * 2);
        for (qsizetype begin = whole.start; begin < whole.start + whole.length;) {
            const qsizetype end = std::min(whole.start + whole.length, begin + std::max(most, lengthAt(begin)));
            SetAtom next{partOf(whole, begin, end), 0, 0, {}, {}, false};
            next.joined = belongsTogether(set, next.atom);
            placeFullWidth(next);
            set.append(std::move(next));
            begin = end;
        }
    }

    void appendWord(QList<SetAtom> &set, const Atom &word)
    {
        const qsizetype first = set.size();
        const qsizetype wordEnd = word.start + word.length;
        double width = 0;
        for (qsizetype begin = word.start; begin < wordEnd;) {
            const FontFaceRef face = faceFor(characterAt(begin), m_roles.at(begin));
            qsizetype end = begin + lengthAt(begin);
            while (end < wordEnd && m_roles.at(end) == m_roles.at(begin)
                   && faceFor(characterAt(end), m_roles.at(end)) == face)
                end += lengthAt(end);
            SetAtom next{partOf(word, begin, end), 0, 0, face, {}, false};
            next.joined = set.size() > first || belongsTogether(set, next.atom);
            placeWord(next);
            width += next.width;
            set.append(std::move(next));
            begin = end;
        }
        if (width > longest() && !word.blank)
            partWord(set, first);
    }

    /// A word longer than the line may break anywhere.
    void partWord(QList<SetAtom> &set, qsizetype first)
    {
        const QList<SetAtom> pieces = set.mid(first);
        set.resize(first);
        for (const SetAtom &piece : pieces) {
            const qsizetype pieceEnd = piece.atom.start + piece.atom.length;
            for (qsizetype begin = piece.atom.start; begin < pieceEnd;) {
                const qsizetype end = begin + lengthAt(begin);
                SetAtom next{partOf(piece.atom, begin, end), 0, 0, piece.face, {}, false};
                placeWord(next);
                set.append(std::move(next));
                begin = end;
            }
        }
    }

    /// What any line of the paragraph holds.
    double longest() const { return m_style.measure - std::max(m_style.firstIndent, m_style.hangingIndent); }

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
    return !atoms.at(at).joined && !after.blank && after.first != MarkClass::Closing
           && before.last != MarkClass::Opening;
}

/// The line that begins at `begin`: as much as the measure holds, marks giving way if that keeps a mark on its line.
LineRange nextLine(const QList<SetAtom> &atoms, qsizetype begin, double room)
{
    constexpr double Tolerance = 1e-6;
    double natural = 0;
    double core = 0; // Without the closing marks and blanks at its end.
    double shrink = 0;
    qsizetype best = begin;
    qsizetype holding = begin;
    for (qsizetype at = begin; at < atoms.size(); ++at) {
        const SetAtom &atom = atoms.at(at);
        natural += atom.width;
        shrink += atom.shrink;
        if (!isClosingMark(atom) && !atom.atom.blank)
            core = natural;
        // Blanks at a line's end may hang over it.
        if (natural - shrink > room + Tolerance && !atom.atom.blank)
            break;
        // Giving way is for marks that may not begin the next line, not for one more character.
        if (core > room + Tolerance)
            continue;
        holding = at + 1;
        if (at + 1 == atoms.size() || mayBreakBefore(atoms, at + 1))
            best = at + 1;
    }
    // Nowhere to break: what fits goes on, at least one atom.
    return {begin, best > begin ? best : std::max(holding, begin + 1)};
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
            if (at + 1 < end && !atoms.at(at + 1).joined)
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
        int gaps = 0;
        for (qsizetype at = range.begin + 1; at < range.end; ++at)
            gaps += atoms.at(at).joined ? 0 : 1;
        if (isLast || gaps == 0 || left > LargestStretch * m_style.cell)
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
    TextLine line = paragraph.lines.isEmpty() ? TextLine{} : paragraph.lines.constFirst();
    line.missing = paragraph.missing;
    return line;
}

} // namespace wenyi::layout
