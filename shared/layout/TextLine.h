// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/FontSet.h"
#include "shared/layout/PageScene.h"

#include <QList>
#include <QString>

#include <optional>

namespace wenyi::layout {

/// How text that was changed is shown (花脸稿): by colour and by shape.
struct TextMark
{
    Color color;
    bool isUnderlined = false;
    bool isStruck = false;
    bool isDoubled = false; ///< Two rules for one: what was moved.
    int pattern = 0;        ///< Of the rules, for paper without colours; see rulePattern().
    int change = -1;        ///< Which of the document's changes it is (changesOf()); -1 for none.
    friend bool operator==(const TextMark &, const TextMark &) = default;
};

/// Text of one role in a paragraph; several follow each other where faces change (a heading and its text).
struct StyledText
{
    QString text;
    FontRole role = FontRole::FangSong;
    std::optional<TextMark> mark = {};
};

/// Whether a line's characters are spread so that it fills the measure.
enum class LineFill {
    Full,
    Ragged ///< In narrow columns, where the blanks would be wide.
};

/// How a paragraph is set.
struct ParagraphStyle
{
    double size = 0;          ///< mm, em of the characters.
    double cell = 0;          ///< mm, what a full-width character takes along the line.
    double measure = 0;       ///< mm, the line's width.
    double firstIndent = 0;   ///< mm, of the first line.
    double hangingIndent = 0; ///< mm, of the others.
    Color color;
    LineFill fill = LineFill::Full;
};

/// A rule along a line, in its author's colour.
struct LineRule
{
    double x = 0;     ///< mm from the line's left edge.
    double width = 0; ///< mm
    double rise = 0;  ///< mm from the baseline up to the rule's middle.
    Color color;
    int pattern = 0; ///< As of its mark.
    int change = -1;
};

/// One line: glyph runs whose origins are relative to the line's left edge and baseline.
struct TextLine
{
    QList<GlyphRun> runs;
    double indent = 0; ///< mm; the runs stand behind it already.
    double width = 0;  ///< mm, with the indent.
    QString missing;   ///< Of setLine(): characters that no face has.
    QList<LineRule> rules = {};
};

/// Lines of a paragraph and the characters that no face has (they are shown by .notdef and must be mended).
struct SetParagraph
{
    QList<TextLine> lines;
    QString missing;
};

/// Breaks and sets a paragraph by the rules of Chinese text (GB/T 15834; CLREQ): no line begins with a closing or ends
/// with an opening mark, ellipses and dashes stay whole, Western words, figures, ranges (2004—2006) and the year and
/// serial of a document number are not broken unless they are longer than a line, marks give way up to half their width
/// where that keeps a closing mark on its line, full lines fill the measure.
SetParagraph setParagraph(const QList<StyledText> &text, const ParagraphStyle &style, const FontSet &fonts);

/// The lines of a paragraph as text, for tests and for choosing a shape.
QStringList lineTexts(const SetParagraph &paragraph);

/// Text on one line that is not broken, as for headings of fixed place.
TextLine setLine(const QString &text, FontRole role, double size, const Color &color, const FontSet &fonts);
TextLine setLine(const QList<StyledText> &text, double size, const Color &color, const FontSet &fonts);

/// The line with blanks between its characters so that it is as wide as that; one that is wider stays as it is.
TextLine spreadTo(TextLine line, double width);

} // namespace wenyi::layout
