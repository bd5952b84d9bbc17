// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/FontFace.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>
#include <optional>
#include <variant>

/// The page scene: the meeting point of DESIGN section 6. The typesetter and the OFD reader make it; the screen, PDF,
/// OFD, PNG and printer show it. Millimetres, origin top left, y down.
namespace wenyi::layout {

struct Point
{
    double x = 0; ///< mm
    double y = 0; ///< mm
    friend bool operator==(const Point &, const Point &) = default;
};

struct Rect
{
    double x = 0; ///< mm
    double y = 0;
    double width = 0;
    double height = 0;
    friend bool operator==(const Rect &, const Rect &) = default;
};

/// x' = a·x + c·y + e, y' = b·x + d·y + f (GB/T 33190 CTM).
struct Transform
{
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
    friend bool operator==(const Transform &, const Transform &) = default;
};

struct Color
{
    quint8 red = 0, green = 0, blue = 0, alpha = 255;
    friend bool operator==(const Color &, const Color &) = default;
};

/// One glyph at its place. `cluster` is the index into GlyphRun::text (UTF-16) of the first character it stands for.
struct Glyph
{
    quint32 index = 0; ///< In the run's face.
    Point origin;      ///< Baseline origin on the page, before the run's transform.
    qsizetype cluster = 0;
    friend bool operator==(const Glyph &, const Glyph &) = default;
};

/// Glyphs of one face, size and colour on one baseline, with the text they stand for.
struct GlyphRun
{
    FontFaceRef face;
    double size = 0; ///< mm, of the em square.
    Color color;
    Transform transform;
    QString text;
    QList<Glyph> glyphs;
};

struct MoveTo
{
    Point to;
};
struct LineTo
{
    Point to;
};
struct CurveTo
{
    Point control1, control2, to;
};
struct ClosePath
{
};
using PathElement = std::variant<MoveTo, LineTo, CurveTo, ClosePath>;

enum class FillRule { NonZero, EvenOdd };

struct Path
{
    QList<PathElement> elements;
    std::optional<Color> fill;
    std::optional<Color> stroke;
    double lineWidth = 0.353; ///< mm
    FillRule fillRule = FillRule::NonZero;
    Transform transform;
};

enum class BlendMode { Normal, Multiply };

/// An encoded picture (PNG, JPEG) in a rectangle.
struct Image
{
    QByteArray encoded;
    Rect box;
    Transform transform;                 ///< Applied to the box.
    BlendMode blend = BlendMode::Normal; ///< Seals are Multiply, so that the text under them stays readable.
    std::optional<Rect> clip;
};

using SceneItem = std::variant<GlyphRun, Path, Image>;

/// Which element of the official document (GB/T 9704 要素) an item belongs to, e.g. "title"; for 公文域 and tests.
struct SceneField
{
    QString name;
    qsizetype firstItem = 0;
    qsizetype itemCount = 0;
    Rect bounds;
};

struct PageScene
{
    double width = 210;     ///< mm
    double height = 297;    ///< mm
    QList<SceneItem> items; ///< Painted in this order.
    QList<SceneField> fields;
};

/// Everything that is shown, page by page.
struct DocumentScene
{
    QString title;
    QList<PageScene> pages;
};

} // namespace wenyi::layout
