// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/FontFace.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
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

struct MoveTo
{
    Point to;
    friend bool operator==(const MoveTo &, const MoveTo &) = default;
};
struct LineTo
{
    Point to;
    friend bool operator==(const LineTo &, const LineTo &) = default;
};
struct CurveTo
{
    Point control1, control2, to;
    friend bool operator==(const CurveTo &, const CurveTo &) = default;
};
struct ClosePath
{
    friend bool operator==(const ClosePath &, const ClosePath &) = default;
};
using PathElement = std::variant<MoveTo, LineTo, CurveTo, ClosePath>;

enum class FillRule { NonZero, EvenOdd };

/// An area outside of which nothing is painted, in the coordinates that the item's own transform leads to.
struct ClipPath
{
    QList<PathElement> elements;
    FillRule fillRule = FillRule::NonZero;
    friend bool operator==(const ClipPath &, const ClipPath &) = default;
};
/// What lies in all of the areas is painted; no area, no clip.
using Clip = QList<ClipPath>;

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
    std::optional<Color> outline = {}; ///< Strokes the glyphs besides filling them: outlined or emboldened text.
    double outlineWidth = 0;           ///< mm, before the transform.
    Clip clip = {};
};

/// A colour at a place between a shading's start (0) and its end (1).
struct ColorStop
{
    double position = 0;
    Color color;
    friend bool operator==(const ColorStop &, const ColorStop &) = default;
};

/// A corner of a triangle of a mesh.
struct MeshCorner
{
    Point place;
    Color color;
    friend bool operator==(const MeshCorner &, const MeshCorner &) = default;
};

/// Colours that run along a line, from one circle to another, or between the corners of triangles, in place of one
/// colour.
struct Shading
{
    enum class Kind { Axial, Radial, Mesh };
    Kind kind = Kind::Axial;
    Point start, end;
    double startRadius = 0, endRadius = 0; ///< Radial only.
    QList<ColorStop> stops;                ///< Axial and radial: at least one, positions ascending.
    QList<MeshCorner> corners = {};   ///< Mesh only: three for each triangle, later ones painted over earlier ones.
    std::optional<Color> ground = {}; ///< Mesh only: under the triangles and beside them.
    bool extendsStart = false;        ///< The first colour goes on before the start; else nothing is painted there.
    bool extendsEnd = false;
    Transform transform; ///< From the shading's own space to the page's (not the path's).
    friend bool operator==(const Shading &, const Shading &) = default;
};
using ShadingRef = std::shared_ptr<const Shading>;

enum class LineCap { Butt, Round, Square };
enum class LineJoin { Miter, Round, Bevel };

/// How a stroke is drawn besides its colour and width.
struct LineStyle
{
    LineCap cap = LineCap::Butt;
    LineJoin join = LineJoin::Miter;
    double miterLimit = 4.234; ///< GB/T 33190: the schema's default.
    QList<double> dashes;      ///< mm drawn, mm left out, and so on; empty for a full line.
    double dashOffset = 0;     ///< mm
    friend bool operator==(const LineStyle &, const LineStyle &) = default;
};

struct Path
{
    QList<PathElement> elements;
    std::optional<Color> fill;
    std::optional<Color> stroke;
    double lineWidth = 0.353; ///< mm
    FillRule fillRule = FillRule::NonZero;
    Transform transform;
    LineStyle lineStyle = {};
    ShadingRef fillShading = {};   ///< Fills in place of `fill`.
    ShadingRef strokeShading = {}; ///< Strokes in place of `stroke`.
    Clip clip = {};
};

enum class BlendMode { Normal, Multiply };

/// An encoded picture in a rectangle: PNG, JPEG, BMP, GIF, TIFF, JPEG 2000 or JBIG2. PDF takes the first two.
struct Image
{
    QByteArray encoded;
    Rect box;
    Transform transform;                 ///< Applied to the box.
    BlendMode blend = BlendMode::Normal; ///< Seals are Multiply, so that the text under them stays readable.
    std::optional<Rect> clip;
    Clip clipPaths = {};  ///< Besides `clip`.
    double opacity = 1;   ///< 0 to 1.
    QByteArray mask = {}; ///< An encoded picture of the same area: white shows, black hides. Empty for none.
};

struct Group;
using SceneItem = std::variant<GlyphRun, Path, Image, Group>;

/// Items painted together as one: a composite that shines through, a pattern's tile, a seal that is a document.
struct Group
{
    std::shared_ptr<const QList<SceneItem>> items; ///< Shared by tiles that are alike; not null.
    Transform transform = {};                      ///< From the items' space to the group's.
    Clip clip = {};                                ///< In the group's space, that is behind the transform.
    double opacity = 1;                            ///< 0 to 1.
    BlendMode blend = BlendMode::Normal;
};

constexpr int DeepestGroup = 16; ///< Groups in groups beyond this are not painted.

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
