// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/TextReader.h"

#include "shared/ofd/Attributes.h"
#include "shared/ofd/Geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

using layout::Point;
using layout::Transform;

constexpr double LargestSize = 10'000;   // mm
constexpr double Slant = 0.25;           // Of an upright face that stands for an italic one.
constexpr double BoldOutline = 1.0 / 32; // Of the em, around each glyph of a face that stands for a bold one.
constexpr double BoldWeight = 600;       // From here on text is bold; 400 is the default.
constexpr QChar GlyphOnly(0xA4);

/// A CGTransform: glyphs in place of characters, counted over all TextCodes of the object.
struct GlyphMapping
{
    qsizetype position = 0;
    qsizetype codes = 1;
    QList<quint32> glyphs;
};

/// A glyph before it has a place.
struct Slot
{
    quint32 glyph = 0;
    qsizetype cluster = 0;
    char32_t character = 0;
    layout::FontFaceRef face;
};

bool needsGlyph(char32_t character)
{
    return character > 0x20 && character != 0x3000 && character != 0xA0 && character != GlyphOnly.unicode();
}

Transform rotation(double degrees)
{
    const double turn = degrees * std::numbers::pi / 180;
    // Exact for the quarter turns that the standard knows.
    const double cosine = std::round(std::cos(turn) * 1e12) / 1e12;
    const double sine = std::round(std::sin(turn) * 1e12) / 1e12;
    return {cosine, sine, -sine, cosine, 0, 0};
}

class TextObject
{
public:
    TextObject(const XmlElement &element, const Transform &toPage, const layout::GlyphRun &look, Resources &resources)
        : m_element(element)
        , m_toPage(toPage)
        , m_look(look)
        , m_resources(resources)
        , m_fontId(element.attribute(u"Font"))
        , m_font(resources.font(m_fontId))
        , m_size(std::clamp(numberOf(element, u"Size", 0), 0.0, LargestSize))
        , m_direction(rotation(numberOf(element, u"ReadDirection", 0)))
    {
        const double scale = numberOf(element, u"HScale", 1);
        m_horizontalScale = scale > 0 && scale < 100 ? scale : 1;
        const bool isSlanted = flagOf(element, u"Italic", false) || m_font.lacksSlant;
        m_glyphMatrix = combine(
            {m_horizontalScale, 0, isSlanted ? -Slant : 0, 1, 0, 0}, rotation(numberOf(element, u"CharDirection", 0)));
        if (!m_look.outline && (m_font.lacksWeight || numberOf(element, u"Weight", 400) >= BoldWeight)) {
            m_look.outline = m_look.color;
            m_look.outlineWidth = quantised(m_size * BoldOutline);
        }
    }

    TextContent read()
    {
        QList<GlyphMapping> mappings = readMappings();
        Point pen;
        qsizetype position = 0;
        for (const XmlElement &code : m_element.children) {
            if (!code.is(u"TextCode"))
                continue;
            // A place that is not told is the last one's.
            pen = {numberOf(code, u"X", pen.x), numberOf(code, u"Y", pen.y)};
            const QString text = withoutLineBreaks(code.text);
            addCode(code, text, pen, position, mappings);
            position += text.size();
        }
        return std::move(m_content);
    }

private:
    QList<GlyphMapping> readMappings() const;
    QList<Slot> slotsFor(
        const QString &text, qsizetype position, const QList<GlyphMapping> &mappings, const FontChoice &font) const;
    void fillGaps(QList<Slot> &glyphSlots) const;
    QList<Point> placesFor(const XmlElement &code, const QList<Slot> &glyphSlots, Point pen) const;
    void addCode(const XmlElement &code, const QString &text, Point pen, qsizetype position,
        const QList<GlyphMapping> &mappings);
    void addRuns(const QString &text, const QList<Slot> &glyphSlots, const QList<Point> &places);
    layout::GlyphRun runOf(
        QStringView text, qsizetype firstCode, const QList<Slot> &glyphSlots, const QList<Point> &places) const;
    double advanceOf(const Slot &slot) const;

    const XmlElement &m_element;
    const Transform m_toPage;
    layout::GlyphRun m_look;
    Resources &m_resources;
    QString m_fontId;
    FontChoice m_font;
    double m_size = 0;
    Transform m_direction;
    double m_horizontalScale = 1;
    Transform m_glyphMatrix; ///< Of each glyph about its own origin.
    TextContent m_content;
};

QList<GlyphMapping> TextObject::readMappings() const
{
    QList<GlyphMapping> mappings;
    for (const XmlElement &element : m_element.children) {
        if (!element.is(u"CGTransform"))
            continue;
        GlyphMapping mapping;
        mapping.position = static_cast<qsizetype>(numberOf(element, u"CodePosition", 0));
        mapping.codes = std::max<qsizetype>(1, static_cast<qsizetype>(numberOf(element, u"CodeCount", 1)));
        for (const double glyph : parseNumbers(element.childText(u"Glyphs"))) {
            if (glyph >= 0 && glyph <= 0xFFFF)
                mapping.glyphs.append(static_cast<quint32>(glyph));
        }
        mappings.append(mapping);
    }
    return mappings;
}

QList<Slot> TextObject::slotsFor(
    const QString &text, qsizetype position, const QList<GlyphMapping> &mappings, const FontChoice &font) const
{
    QList<Slot> glyphSlots;
    auto mapping = mappings.cbegin();
    for (qsizetype i = 0; i < text.size();) {
        while (mapping != mappings.cend() && mapping->position < position + i)
            ++mapping;
        // The numbers mean nothing in a face that only stands in for the embedded one.
        if (font.isEmbedded && mapping != mappings.cend() && mapping->position == position + i) {
            for (const quint32 glyph : mapping->glyphs)
                glyphSlots.append(Slot{glyph, i, text[i].unicode(), font.face});
            i += std::min(mapping->codes, text.size() - i);
            continue;
        }
        const bool isPair = i + 1 < text.size() && text[i].isHighSurrogate() && text[i + 1].isLowSurrogate();
        const char32_t character = isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        glyphSlots.append(Slot{font.face ? font.face->glyphFor(character) : 0, i, character, font.face});
        i += isPair ? 2 : 1;
    }
    return glyphSlots;
}

/// Characters that the face lacks get a face that has them.
void TextObject::fillGaps(QList<Slot> &glyphSlots) const
{
    for (Slot &slot : glyphSlots) {
        if (slot.glyph != 0 || !slot.face || !needsGlyph(slot.character))
            continue;
        if (const auto face = m_resources.fallback(m_fontId, slot.character)) {
            slot.face = face;
            slot.glyph = face->glyphFor(slot.character);
        }
    }
}

double TextObject::advanceOf(const Slot &slot) const
{
    // Without a face: half an em for Latin, a whole one for Chinese.
    const double ems = slot.face ? slot.face->advance(slot.glyph) : slot.character < 0x2E80 ? 0.5 : 1.0;
    return ems * m_size * m_horizontalScale;
}

QList<Point> TextObject::placesFor(const XmlElement &code, const QList<Slot> &glyphSlots, Point pen) const
{
    const bool isTold = code.hasAttribute(u"DeltaX") || code.hasAttribute(u"DeltaY");
    const QList<double> stepsX = expandDeltas(code.attribute(u"DeltaX"), glyphSlots.size());
    const QList<double> stepsY = expandDeltas(code.attribute(u"DeltaY"), glyphSlots.size());
    QList<Point> places;
    for (qsizetype i = 0; i < glyphSlots.size(); ++i) {
        if (i > 0 && isTold) {
            pen = {pen.x + stepsX.value(i - 1), pen.y + stepsY.value(i - 1)};
        } else if (i > 0) {
            const Point step = apply(m_direction, {advanceOf(glyphSlots[i - 1]), 0});
            pen = {pen.x + step.x, pen.y + step.y};
        }
        places.append(pen);
    }
    return places;
}

void TextObject::addCode(
    const XmlElement &code, const QString &text, Point pen, qsizetype position, const QList<GlyphMapping> &mappings)
{
    if (text.isEmpty())
        return;
    QList<Slot> glyphSlots = slotsFor(text, position, mappings, m_font);
    // A subset without a character map, and no glyph numbers either: another face has to do.
    const auto isBlank = [](const Slot &slot) { return slot.glyph == 0; };
    if (m_font.isEmbedded && std::ranges::all_of(glyphSlots, isBlank))
        glyphSlots = slotsFor(text, position, mappings, {m_resources.substitute(m_fontId), false});
    if (glyphSlots.isEmpty())
        return;
    fillGaps(glyphSlots);
    const QList<Point> places = placesFor(code, glyphSlots, pen);
    Point behind = places.last();
    behind.x += advanceOf(glyphSlots.last());
    const bool isUpright = m_toPage.b == 0 && m_toPage.c == 0 && m_toPage.a > 0;
    const bool isGlyphOnly = text.count(GlyphOnly) == text.size();
    if (!isGlyphOnly)
        m_content.pieces.append(TextPiece{text, apply(m_toPage, places.first()), apply(m_toPage, behind),
            m_size * std::hypot(m_toPage.c, m_toPage.d), isUpright});
    if (isGlyphOnly) {
        for (Slot &slot : glyphSlots)
            slot.cluster = 0;
    }
    addRuns(isGlyphOnly ? QString() : text, glyphSlots, places);
}

/// A run for each stretch of glyphs of one face.
void TextObject::addRuns(const QString &text, const QList<Slot> &glyphSlots, const QList<Point> &places)
{
    qsizetype first = 0;
    for (qsizetype i = 1; i <= glyphSlots.size(); ++i) {
        if (i < glyphSlots.size() && glyphSlots[i].face == glyphSlots[first].face)
            continue;
        if (glyphSlots[first].face) {
            const qsizetype from = first == 0 ? 0 : glyphSlots[first].cluster;
            const qsizetype to = i == glyphSlots.size() ? text.size() : glyphSlots[i].cluster;
            const QStringView part = QStringView(text).sliced(std::min(from, text.size()));
            m_content.runs.append(runOf(part.first(std::clamp<qsizetype>(to - from, 0, part.size())), from,
                glyphSlots.sliced(first, i - first), places.sliced(first, i - first)));
        }
        first = i;
    }
}

layout::GlyphRun TextObject::runOf(
    QStringView text, qsizetype firstCode, const QList<Slot> &glyphSlots, const QList<Point> &places) const
{
    layout::GlyphRun run = m_look;
    run.face = glyphSlots.first().face;
    run.size = m_size;
    run.text = text.toString();
    // What only moves goes into the places, so that a plain run has no matrix.
    const auto undone = m_glyphMatrix == Transform{} ? std::nullopt : inverted(m_glyphMatrix);
    const bool isPlain = onlyMoves(m_toPage) && !undone;
    if (!isPlain)
        run.transform = undone ? combine(m_glyphMatrix, m_toPage) : m_toPage;
    for (qsizetype i = 0; i < glyphSlots.size(); ++i) {
        const Point place = isPlain ? apply(m_toPage, places[i]) : undone ? apply(*undone, places[i]) : places[i];
        run.glyphs.append(layout::Glyph{glyphSlots[i].glyph, place, glyphSlots[i].cluster - firstCode});
    }
    return run;
}

} // namespace

QList<double> expandDeltas(QStringView text, qsizetype count)
{
    QList<double> steps;
    const QString blanked = text.toString().simplified().replace(u',', u' ');
    const QList<QStringView> parts = QStringView(blanked).split(u' ', Qt::SkipEmptyParts);
    const auto number = [&parts](qsizetype i) {
        const double value = i < parts.size() ? parts[i].toDouble() : 0;
        return std::isfinite(value) && std::abs(value) <= 1e7 ? value : 0;
    };
    for (qsizetype i = 0; i < parts.size() && steps.size() < count - 1; ++i) {
        if (parts[i] == u"g" || parts[i] == u"G") {
            // No more than there are glyphs for, whatever is asked.
            const double told = i + 1 < parts.size() ? parts[i + 1].toDouble() : 0;
            const double room = static_cast<double>(count - 1 - steps.size());
            const auto times = static_cast<qsizetype>(told > 0 ? std::min(told, room) : 0);
            steps.insert(steps.size(), times, number(i + 2));
            i += 2;
        } else {
            steps.append(number(i));
        }
    }
    while (!steps.isEmpty() && steps.size() < count - 1)
        steps.append(steps.last());
    return steps;
}

TextContent readTextObject(
    const XmlElement &element, const Transform &toPage, const layout::GlyphRun &look, Resources &resources)
{
    return TextObject(element, toPage, look, resources).read();
}

} // namespace wenyi::ofd
