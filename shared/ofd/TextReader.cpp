// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/TextReader.h"

#include "shared/ofd/Geometry.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

using layout::Point;

constexpr double LargestSize = 10'000; // mm

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
};

double numberOr(const XmlElement &element, QStringView name, double otherwise)
{
    bool ok = false;
    const double value = element.attribute(name).toDouble(&ok);
    return ok && std::abs(value) <= 1e7 ? value : otherwise;
}

class TextObject
{
public:
    TextObject(const XmlElement &element, const layout::Transform &toPage, Resources &resources)
        : m_element(element)
        , m_toPage(toPage)
        , m_resources(resources)
        , m_fontId(element.attribute(u"Font"))
        , m_font(resources.font(m_fontId))
        , m_size(std::clamp(numberOr(element, u"Size", 0), 0.0, LargestSize))
    {
        const double scale = numberOr(element, u"HScale", 1);
        m_horizontalScale = scale > 0 && scale < 100 ? scale : 1;
    }

    TextContent read(const layout::Color &color)
    {
        QList<GlyphMapping> mappings = readMappings();
        Point pen;
        qsizetype position = 0;
        for (const XmlElement &code : m_element.children) {
            if (code.name != u"TextCode")
                continue;
            // A place that is not told is the last one's.
            pen = {numberOr(code, u"X", pen.x), numberOr(code, u"Y", pen.y)};
            const QString text = withoutLineBreaks(code.text);
            addCode(code, text, pen, position, mappings, color);
            position += text.size();
        }
        return std::move(m_content);
    }

private:
    QList<GlyphMapping> readMappings() const;
    QList<Slot> slotsFor(
        const QString &text, qsizetype position, const QList<GlyphMapping> &mappings, const FontChoice &font) const;
    QList<Point> placesFor(
        const XmlElement &code, const QList<Slot> &glyphSlots, const layout::FontFaceRef &face, Point pen) const;
    void addCode(const XmlElement &code, const QString &text, Point pen, qsizetype position,
        const QList<GlyphMapping> &mappings, const layout::Color &color);
    void addRun(const QString &text, const QList<Slot> &glyphSlots, const QList<Point> &places,
        const layout::FontFaceRef &face, const layout::Color &color);
    double advanceOf(const Slot &slot, const layout::FontFaceRef &face) const;

    const XmlElement &m_element;
    const layout::Transform m_toPage;
    Resources &m_resources;
    QString m_fontId;
    FontChoice m_font;
    double m_size = 0;
    double m_horizontalScale = 1;
    TextContent m_content;
};

QList<GlyphMapping> TextObject::readMappings() const
{
    QList<GlyphMapping> mappings;
    for (const XmlElement &element : m_element.children) {
        if (element.name != u"CGTransform")
            continue;
        GlyphMapping mapping;
        mapping.position = static_cast<qsizetype>(numberOr(element, u"CodePosition", 0));
        mapping.codes = std::max<qsizetype>(1, static_cast<qsizetype>(numberOr(element, u"CodeCount", 1)));
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
                glyphSlots.append(Slot{glyph, i, text[i].unicode()});
            i += std::min(mapping->codes, text.size() - i);
            continue;
        }
        const bool isPair = i + 1 < text.size() && text[i].isHighSurrogate() && text[i + 1].isLowSurrogate();
        const char32_t character = isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        glyphSlots.append(Slot{font.face ? font.face->glyphFor(character) : 0, i, character});
        i += isPair ? 2 : 1;
    }
    return glyphSlots;
}

double TextObject::advanceOf(const Slot &slot, const layout::FontFaceRef &face) const
{
    // Without a face: half an em for Latin, a whole one for Chinese.
    const double ems = face ? face->advance(slot.glyph) : slot.character < 0x2E80 ? 0.5 : 1.0;
    return ems * m_size * m_horizontalScale;
}

QList<Point> TextObject::placesFor(
    const XmlElement &code, const QList<Slot> &glyphSlots, const layout::FontFaceRef &face, Point pen) const
{
    const bool isTold = code.hasAttribute(u"DeltaX") || code.hasAttribute(u"DeltaY");
    const QList<double> stepsX = expandDeltas(code.attribute(u"DeltaX"), glyphSlots.size());
    const QList<double> stepsY = expandDeltas(code.attribute(u"DeltaY"), glyphSlots.size());
    QList<Point> places;
    for (qsizetype i = 0; i < glyphSlots.size(); ++i) {
        if (i > 0) {
            pen.x += isTold ? stepsX.value(i - 1) : advanceOf(glyphSlots[i - 1], face);
            pen.y += stepsY.value(i - 1);
        }
        places.append(pen);
    }
    return places;
}

void TextObject::addCode(const XmlElement &code, const QString &text, Point pen, qsizetype position,
    const QList<GlyphMapping> &mappings, const layout::Color &color)
{
    if (text.isEmpty())
        return;
    FontChoice font = m_font;
    QList<Slot> glyphSlots = slotsFor(text, position, mappings, font);
    // A subset without a character map, and no glyph numbers either: another face has to do.
    const auto isBlank = [](const Slot &slot) { return slot.glyph == 0; };
    if (font.isEmbedded && std::ranges::all_of(glyphSlots, isBlank)) {
        font = {m_resources.substitute(m_fontId), false};
        glyphSlots = slotsFor(text, position, mappings, font);
    }
    if (glyphSlots.isEmpty())
        return;
    const QList<Point> places = placesFor(code, glyphSlots, font.face, pen);
    Point behind = places.last();
    behind.x += advanceOf(glyphSlots.last(), font.face);
    const bool isUpright = m_toPage.b == 0 && m_toPage.c == 0 && m_toPage.a > 0;
    m_content.pieces.append(TextPiece{text, apply(m_toPage, places.first()), apply(m_toPage, behind),
        m_size * std::hypot(m_toPage.c, m_toPage.d), isUpright});
    if (font.face)
        addRun(text, glyphSlots, places, font.face, color);
}

void TextObject::addRun(const QString &text, const QList<Slot> &glyphSlots, const QList<Point> &places,
    const layout::FontFaceRef &face, const layout::Color &color)
{
    layout::GlyphRun run{face, m_size, color, {}, text, {}};
    // What only moves goes into the places, so that a plain run has no matrix.
    const bool isPlain = onlyMoves(m_toPage) && m_horizontalScale == 1;
    if (!isPlain)
        run.transform = combine({m_horizontalScale, 0, 0, 1, 0, 0}, m_toPage);
    for (qsizetype i = 0; i < glyphSlots.size(); ++i) {
        const Point place = isPlain ? apply(m_toPage, places[i]) : Point{places[i].x / m_horizontalScale, places[i].y};
        run.glyphs.append(layout::Glyph{glyphSlots[i].glyph, place, glyphSlots[i].cluster});
    }
    m_content.runs.append(std::move(run));
}

} // namespace

QList<double> expandDeltas(QStringView text, qsizetype count)
{
    QList<double> steps;
    const QList<QStringView> parts = text.split(u' ', Qt::SkipEmptyParts);
    const auto number = [&parts](qsizetype i) {
        const double value = i < parts.size() ? parts[i].trimmed().toDouble() : 0;
        return std::isfinite(value) && std::abs(value) <= 1e7 ? value : 0;
    };
    for (qsizetype i = 0; i < parts.size() && steps.size() < count - 1; ++i) {
        if (parts[i].trimmed() == u"g") {
            // No more than there are glyphs for, whatever is asked.
            const double told = i + 1 < parts.size() ? parts[i + 1].trimmed().toDouble() : 0;
            const double room = static_cast<double>(count - 1 - steps.size());
            const auto times = static_cast<qsizetype>(told > 0 ? std::min(told, room) : 0);
            steps.insert(steps.size(), times, number(i + 2));
            i += 2;
        } else if (!parts[i].trimmed().isEmpty()) {
            steps.append(number(i));
        }
    }
    while (!steps.isEmpty() && steps.size() < count - 1)
        steps.append(steps.last());
    return steps;
}

TextContent readTextObject(
    const XmlElement &element, const layout::Transform &toPage, const layout::Color &color, Resources &resources)
{
    return TextObject(element, toPage, resources).read(color);
}

} // namespace wenyi::ofd
