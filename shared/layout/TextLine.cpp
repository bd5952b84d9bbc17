// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/TextLine.h"

#include "shared/layout/TextShaper.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace wenyi::layout {

namespace {

constexpr double Tolerance = 1e-6;
/// How much of a line is spread between its characters to fill the measure; beyond that a line stays ragged.
constexpr double LargestStretch = 6; // Cells.
/// In lines shorter than this a last character on a line of its own is left there.
constexpr double ShortestMeasure = 12; // Cells.
/// Where the rules of marked text run, in ems from the baseline.
constexpr double UnderBaseline = 0.16;
constexpr double OverBaseline = 0.34;
constexpr double DoubleRules = 0.06;
/// How much of the line above goes down at most so that the last character is not alone.
constexpr double MostGoingDown = 3; // Cells.

using Atoms = std::vector<ShapedAtom>;

/// The atoms of one line: from `begin` up to `end`.
struct LineRange
{
    size_t begin = 0;
    size_t end = 0;
};

bool isClosingMark(const ShapedAtom &atom)
{
    return atom.atom.fullWidth && atom.atom.first == MarkClass::Closing;
}

bool mayBreakBefore(const Atoms &atoms, size_t at)
{
    const Atom &before = atoms[at - 1].atom;
    const Atom &after = atoms[at].atom;
    return !atoms[at].joined && !after.blank && after.first != MarkClass::Closing && before.last != MarkClass::Opening;
}

/// The line that begins at `begin`: as much as the measure holds, marks giving way if that keeps a mark on its line.
LineRange nextLine(const Atoms &atoms, size_t begin, double room)
{
    double natural = 0;
    double core = 0; // Without the closing marks and blanks at its end.
    double shrink = 0;
    size_t best = begin;
    size_t holding = begin;
    for (size_t at = begin; at < atoms.size(); ++at) {
        const ShapedAtom &atom = atoms[at];
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

/// 孤字: whether nothing but one character, with the marks behind it, is on the line.
bool isLoneCharacter(const Atoms &atoms, LineRange line)
{
    int characters = 0;
    for (size_t at = line.begin; at < line.end; ++at) {
        if (!atoms[at].atom.fullWidth && !atoms[at].atom.blank)
            return false;
        characters += isClosingMark(atoms[at]) || atoms[at].atom.blank ? 0 : 1;
    }
    return characters == 1;
}

/// Draws a last character that would be alone in a line into the line above, or gives it company from there.
void avoidLoneCharacter(const Atoms &atoms, std::vector<LineRange> &lines, double room, double cell)
{
    if (lines.size() < 2 || room < ShortestMeasure * cell || !isLoneCharacter(atoms, lines.back()))
        return;
    LineRange &above = lines[lines.size() - 2];
    double natural = 0;
    double shrink = 0;
    for (size_t at = above.begin; at < atoms.size(); ++at) {
        natural += atoms[at].width;
        shrink += atoms[at].shrink;
    }
    if (natural - shrink <= room + Tolerance) {
        above.end = atoms.size();
        lines.pop_back();
        return;
    }
    double goingDown = 0;
    for (size_t at = above.end - 1; at > above.begin; --at) {
        goingDown += atoms[at].width;
        if (goingDown > MostGoingDown * cell)
            return;
        if (!mayBreakBefore(atoms, at))
            continue;
        above.end = at;
        lines.back().begin = at;
        return;
    }
}

std::vector<LineRange> breakLines(const Atoms &atoms, const ParagraphStyle &style)
{
    std::vector<LineRange> lines;
    double room = style.measure - style.firstIndent;
    for (size_t at = 0; at < atoms.size(); at = lines.back().end) {
        lines.push_back(nextLine(atoms, at, room));
        if (lines.back().end < atoms.size())
            room = style.measure - style.hangingIndent;
    }
    const bool twoLines = lines.size() == 2;
    const double above = style.measure - (twoLines ? style.firstIndent : style.hangingIndent);
    avoidLoneCharacter(atoms, lines, above, style.cell);
    return lines;
}

class LineSetter
{
public:
    LineSetter(const QString &text, const ShapedText &shaped, const ParagraphStyle &style, const CharacterMarks &marks)
        : m_text(text)
        , m_shaped(shaped)
        , m_style(style)
        , m_marks(marks)
    {
    }

    TextLine set(LineRange range, double indent) const
    {
        const Atoms &atoms = m_shaped.atoms;
        const bool isLast = range.end == atoms.size();
        size_t end = range.end;
        while (end > range.begin && atoms[end - 1].atom.blank)
            --end; // Blanks at the end take no part in filling the line.
        const Spread spread = spreadOver({range.begin, end}, m_style.measure - indent, isLast);
        TextLine line;
        line.indent = indent;
        double x = indent;
        for (size_t at = range.begin; at < range.end; ++at) {
            const ShapedAtom &atom = atoms[at];
            const double given = atom.shrink * spread.shrink;
            const bool isOther = at > range.begin && markOf(atom) != markOf(atoms[at - 1]);
            if (line.runs.isEmpty() || line.runs.constLast().face != *atom.face || isOther)
                beginRun(line, at, range.end);
            const double left = x;
            // An opening mark's blank half lies before it, a closing mark's behind.
            append(line.runs.last(), atom, atom.atom.first == MarkClass::Opening ? x - given : x);
            x += atom.width - given;
            if (at + 1 < end && !atoms[at + 1].joined)
                x += spread.stretch;
            if (at < end)
                line.width = x;
            if (at < end && markOf(atom))
                addRules(line, *markOf(atom), left, x);
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

    const TextMark *markOf(const ShapedAtom &atom) const
    {
        return m_marks.isEmpty() ? nullptr : m_marks.at(atom.atom.start);
    }

    void addRules(TextLine &line, const TextMark &mark, double left, double right) const
    {
        const auto add = [&](double rise) {
            for (LineRule &rule : line.rules) {
                const bool continues = rule.rise == rise && rule.color == mark.color && rule.change == mark.change;
                if (continues && std::abs(rule.x + rule.width - left) < Tolerance) {
                    rule.width = right - rule.x;
                    return;
                }
            }
            line.rules.append({left, right - left, rise, mark.color, mark.pattern, mark.change});
        };
        const double apart = mark.isDoubled ? m_style.size * DoubleRules : 0;
        for (const double shift : mark.isDoubled ? QList<double>{-apart, apart} : QList<double>{0}) {
            if (mark.isUnderlined)
                add(shift - m_style.size * UnderBaseline);
            if (mark.isStruck)
                add(shift + m_style.size * OverBaseline);
        }
    }

    Spread spreadOver(LineRange range, double room, bool isLast) const
    {
        const Atoms &atoms = m_shaped.atoms;
        double natural = 0;
        double shrink = 0;
        int gaps = 0;
        for (size_t at = range.begin; at < range.end; ++at) {
            natural += atoms[at].width;
            shrink += atoms[at].shrink;
            gaps += at == range.begin || atoms[at].joined ? 0 : 1;
        }
        const double left = room - natural;
        if (left < 0)
            return {shrink > 0 ? std::min(1.0, -left / shrink) : 0, 0};
        if (isLast || m_style.fill == LineFill::Ragged || gaps == 0 || left > LargestStretch * m_style.cell)
            return {};
        return {0, left / gaps};
    }

    void beginRun(TextLine &line, size_t begin, size_t end) const
    {
        const Atoms &atoms = m_shaped.atoms;
        GlyphRun run;
        run.face = *atoms[begin].face;
        run.size = m_style.size;
        const TextMark *mark = markOf(atoms[begin]);
        run.color = mark ? mark->color : m_style.color;
        qsizetype glyphs = 0;
        for (size_t at = begin; at < end && *atoms[at].face == run.face; ++at)
            glyphs += static_cast<qsizetype>(atoms[at].glyphCount);
        run.glyphs.reserve(glyphs);
        line.runs.append(std::move(run));
    }

    void append(GlyphRun &run, const ShapedAtom &atom, double x) const
    {
        const qsizetype base = run.text.size();
        run.text += QStringView(m_text).mid(atom.atom.start, atom.atom.length);
        for (size_t i = atom.firstGlyph; i < atom.firstGlyph + atom.glyphCount; ++i) {
            const Glyph &glyph = m_shaped.glyphs[i];
            run.glyphs.append({glyph.index, {glyph.origin.x + x, glyph.origin.y}, glyph.cluster + base});
        }
    }

    const QString &m_text;
    const ShapedText &m_shaped;
    const ParagraphStyle &m_style;
    const CharacterMarks &m_marks;
};

} // namespace

SetParagraph setParagraph(const QList<StyledText> &text, const ParagraphStyle &style, const FontSet &fonts)
{
    QString whole;
    QList<FontRole> roles;
    CharacterMarks marks;
    const bool isMarked = std::ranges::any_of(text, [](const StyledText &part) { return part.mark.has_value(); });
    for (const StyledText &part : text) {
        whole += part.text;
        roles.resize(whole.size(), part.role);
        if (isMarked)
            marks.resize(whole.size(), part.mark ? &*part.mark : nullptr);
    }
    const ShapedText shaped = shapeText(whole, roles, marks, style, fonts);
    const LineSetter setter(whole, shaped, style, marks);
    SetParagraph paragraph;
    paragraph.missing = shaped.missing;
    for (const LineRange &range : breakLines(shaped.atoms, style))
        paragraph.lines.append(setter.set(range, range.begin == 0 ? style.firstIndent : style.hangingIndent));
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
    return setLine({{text, role}}, size, color, fonts);
}

TextLine setLine(const QList<StyledText> &text, double size, const Color &color, const FontSet &fonts)
{
    ParagraphStyle style;
    style.size = size;
    style.cell = size;
    style.measure = 1e6; // One line, whatever its length.
    style.color = color;
    const SetParagraph paragraph = setParagraph(text, style, fonts);
    TextLine line = paragraph.lines.isEmpty() ? TextLine{} : paragraph.lines.constFirst();
    line.missing = paragraph.missing;
    return line;
}

TextLine spreadTo(TextLine line, double width)
{
    qsizetype glyphs = 0;
    for (const GlyphRun &run : std::as_const(line.runs))
        glyphs += run.glyphs.size();
    if (glyphs < 2 || line.width >= width)
        return line;
    const double gap = (width - line.width) / static_cast<double>(glyphs - 1);
    qsizetype before = 0;
    for (GlyphRun &run : line.runs) {
        for (Glyph &glyph : run.glyphs)
            glyph.origin.x += gap * static_cast<double>(before++);
    }
    line.width = width;
    return line;
}

} // namespace wenyi::layout
