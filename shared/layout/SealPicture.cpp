// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/SealPicture.h"

#include "shared/layout/SealDrawing.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

namespace wenyi::layout {

namespace {

constexpr double Pi = std::numbers::pi;

// The proportions of genuine seals, as fractions of the diameter unless said.
constexpr double StarRadius = 1.0 / 6; ///< A 42 mm seal has a star of 14 mm.
constexpr double NameHeight = 0.158;   ///< Height of the em square of the name.
constexpr double NameGap = 0.026;      ///< Between ring and name.
constexpr double OuterHeight = 0.122;  ///< Of a name in two arcs.
constexpr double InnerHeight = 0.1;
constexpr double ArcGap = 0.016; ///< Between the two.

/// Straight lines under the middle: so high, so far below the middle, at most so wide.
struct LineRoom
{
    double height;
    double centre;
    double width;
};
constexpr std::array OneLine{LineRoom{0.098, 0.285, 0.56}};
constexpr std::array TwoLines{LineRoom{0.082, 0.245, 0.6}, LineRoom{0.082, 0.352, 0.4}};

constexpr double Degree = Pi / 180;
constexpr double WidestPitch = 40 * Degree;   ///< Between two characters of a short name.
constexpr double NarrowestArc = 150 * Degree; ///< From the first character to the last, and what each adds to it.
constexpr double ArcPerCharacter = 9 * Degree;
constexpr double WidestArc = 258 * Degree;
constexpr double WidestArcOverLine = 218 * Degree; ///< A straight line needs the room at the foot.
constexpr double Fullness = 0.97;                  ///< Part of the pitch that a character may fill.
constexpr double Slimmest = 0.78;                  ///< Width to height of a character that has room.
constexpr double Narrowest = 0.5;                  ///< Below this a character is made smaller, not slimmer.

// A measure of the rule, and one that only offices' own rules and custom know.
constexpr auto Rule = u"国发〔1999〕25号";
constexpr auto Custom = u"各地规定，惯例";

constexpr std::array Measures{
    SealMeasure{"state-council", u"国务院", 60, 1, SealCentre::Empty, MeasureBound::Exactly, Rule},
    SealMeasure{"ministry", u"国务院组成部门、国务院办公厅", 50, 1, SealCentre::Empty, MeasureBound::Exactly, Rule},
    SealMeasure{"province", u"省（自治区、直辖市）人民政府", 50, 1, SealCentre::Empty, MeasureBound::Exactly, Rule},
    SealMeasure{"vice-ministry", u"副部级单位", 45, 1, SealCentre::Empty, MeasureBound::Exactly, Rule},
    SealMeasure{"county", u"州、市、县、区人民政府", 45, 1, SealCentre::Empty, MeasureBound::Exactly, Rule},
    SealMeasure{"township", u"乡镇人民政府", 42, 1, SealCentre::Star, MeasureBound::Exactly, Rule},
    SealMeasure{"department", u"政府工作部门、内设机构、事业单位", 45, 1, SealCentre::Star, MeasureBound::AtMost, Rule},
    SealMeasure{"bureau", u"县级政府工作部门及以下", 42, 1, SealCentre::Star, MeasureBound::AtMost, Custom},
};

void drawRing(cairo_t *context, const SealPictureDesign &design)
{
    cairo_set_line_width(context, design.ring);
    cairo_arc(context, 0, 0, (design.diameter - design.ring) / 2, 0, 2 * Pi);
    cairo_stroke(context);
}

void drawStar(cairo_t *context, double radius)
{
    const double innerRadius = radius * std::sin(Pi / 10) / std::sin(3 * Pi / 10); // Edges in line, as on the flag.
    cairo_new_path(context);
    for (int corner = 0; corner < 10; ++corner) {
        const double distance = corner % 2 == 0 ? radius : innerRadius;
        const double angle = corner * Pi / 5;
        cairo_line_to(context, distance * std::sin(angle), -distance * std::cos(angle));
    }
    cairo_close_path(context);
    cairo_fill(context);
}

/// How a text runs along an arc: mm, radians.
struct Arc
{
    double heads = 0; ///< Radius that the characters reach.
    double height = 0;
    double width = 0; ///< Of a character.
    double pitch = 0;

    double feet() const { return heads - height; }
};

Arc fitArc(double heads, double height, double widest, qsizetype count)
{
    const auto characters = static_cast<double>(count);
    const double angle = std::min(widest, NarrowestArc + ArcPerCharacter * characters);
    Arc arc{heads, height, 0, std::min(WidestPitch, angle / (characters - 1))};
    const auto roomFor = [&arc] { return Fullness * 2 * arc.feet() * std::tan(arc.pitch / 2); };
    // A long name gets smaller: its feet then stand further out, where there is more room for each.
    while (roomFor() < Narrowest * arc.height)
        arc.height *= 0.97;
    arc.width = std::min(arc.height * Slimmest, roomFor());
    return arc;
}

/// Characters upright along the arc, their feet towards the middle, the name symmetrical about the top.
void drawArc(cairo_t *context, const Arc &arc, const CharacterOutlines &outlines)
{
    double angle = -arc.pitch * static_cast<double>(outlines.size() - 1) / 2;
    for (const QList<PathElement> &outline : outlines) {
        cairo_save(context);
        cairo_rotate(context, angle);
        cairo_translate(context, 0, -arc.feet());
        fillCharacter(context, outline, arc.width, arc.height);
        cairo_restore(context);
        angle += arc.pitch;
    }
}

void drawName(cairo_t *context, const SealPictureDesign &design, const QList<CharacterOutlines> &arcs)
{
    const double heads = design.diameter / 2 - design.ring - NameGap * design.diameter;
    const double widest = design.line.isEmpty() ? WidestArc : WidestArcOverLine;
    const double height = (arcs.size() == 1 ? NameHeight : OuterHeight) * design.diameter;
    const Arc outer = fitArc(heads, height, widest, arcs.constFirst().size());
    drawArc(context, outer, arcs.constFirst());
    if (arcs.size() == 1)
        return;
    // The inner arc stays where it would be under an outer one of full height: both are symmetrical about the star.
    const double innerHeads = heads - (OuterHeight + ArcGap) * design.diameter;
    drawArc(context, fitArc(innerHeads, InnerHeight * design.diameter, WidestArcOverLine, arcs.constLast().size()),
        arcs.constLast());
}

void drawLine(cairo_t *context, const LineRoom &room, double diameter, const CharacterOutlines &outlines)
{
    const double height = room.height * diameter;
    const auto count = static_cast<double>(outlines.size());
    const double width = std::min(height * Slimmest, room.width * diameter / count);
    double x = -width * (count - 1) / 2;
    for (const QList<PathElement> &outline : outlines) {
        cairo_save(context);
        cairo_translate(context, x, room.centre * diameter + height / 2);
        fillCharacter(context, outline, width, height);
        cairo_restore(context);
        x += width;
    }
}

/// A text's one or two lines, each of so many characters; nothing where it has others.
std::optional<QStringList> linesOf(const QString &text, qsizetype least, std::array<qsizetype, 2> most)
{
    constexpr qsizetype Longest = 120; // Before anything is made of it.
    QStringList lines = text.left(Longest + 1).split(u'\n');
    if (text.size() > Longest || lines.size() > 2)
        return {};
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const qsizetype characters = lines.at(i).toUcs4().size();
        if (characters < least || characters > most.at(static_cast<size_t>(i)))
            return {};
    }
    return lines;
}

Result<QList<CharacterOutlines>> outlinesOf(const QStringList &lines, const FontSet &fonts)
{
    QList<CharacterOutlines> outlines;
    for (const QString &line : lines) {
        WENYI_TRY(const auto characters, characterOutlines(line, fonts));
        outlines.append(characters);
    }
    return outlines;
}

Result<void> check(const SealPictureDesign &design, int resolution)
{
    const auto refused = [](const char *reason) { return Error{ErrorCode::InvalidInput, reason, {}}; };
    if (!linesOf(design.unit, 2, {30, 20}))
        return refused("seal-picture.unit");
    if (!design.line.isEmpty() && !linesOf(design.line, 1, {10, 10}))
        return refused("seal-picture.line");
    // Written so that what is no number fails too.
    if (!(design.diameter >= 20 && design.diameter <= 60) || !(design.ring >= 0.5 && design.ring <= 3))
        return refused("seal-picture.size");
    if (resolution < 96 || resolution > 1200)
        return refused("seal-picture.resolution");
    return {};
}

} // namespace

std::span<const SealMeasure> sealMeasures()
{
    return Measures;
}

Result<QByteArray> drawSealPicture(const SealPictureDesign &design, const FontSet &fonts, int resolution)
{
    WENYI_CHECK(check(design, resolution));
    WENYI_TRY(const auto name, outlinesOf(design.unit.split(u'\n'), fonts));
    WENYI_TRY(const auto lines, outlinesOf(design.line.split(u'\n', Qt::SkipEmptyParts), fonts));
    const SealCanvas canvas(design.diameter, design.diameter, resolution);
    drawRing(canvas.context(), design);
    if (design.centre == SealCentre::Star)
        drawStar(canvas.context(), StarRadius * design.diameter);
    drawName(canvas.context(), design, name);
    const std::span<const LineRoom> rooms = lines.size() == 2 ? std::span<const LineRoom>(TwoLines) : OneLine;
    for (qsizetype i = 0; i < lines.size(); ++i)
        drawLine(canvas.context(), rooms[static_cast<size_t>(i)], design.diameter, lines.at(i));
    return canvas.png();
}

} // namespace wenyi::layout
