// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/OfdText.h"
#include "shared/ofd/Resources.h"

namespace wenyi::ofd {

/// An Action element of an object, and where the object lies on its page.
struct ObjectAction
{
    layout::Rect area;
    XmlElement action;
};

/// What a page shows, in the order of painting.
struct PageContent
{
    QList<layout::SceneItem> items;
    QStringList itemIds; ///< The ID of the object that each item comes from.
    QList<TextPiece> text;
    QList<ObjectAction> actions;
};

/// Reads the objects of one page: its templates', its own and its annotations', in that order.
class PageReader
{
public:
    /// `budget` is what the document may still hold of objects, glyphs and path elements together; it is drawn from.
    PageReader(Resources &resources, Skipped &skipped, qsizetype &budget)
        : m_resources(resources)
        , m_skipped(skipped)
        , m_budget(budget)
    {
    }

    /// The layers of a page's or template's Content: Background, Body, Foreground.
    void addContent(const XmlElement &content);
    /// What a PageAnnot shows (GB/T 33190 15).
    void addAnnotations(const XmlElement &pageAnnot);
    /// Fails with "ofd.too-many-objects" where composites multiply beyond reason.
    Result<PageContent> take();

private:
    struct Place
    {
        layout::Transform outer;  ///< From the space that the object lies in to the items'.
        layout::Transform toPage; ///< From the object's own space.
        Style style;
        int depth = 0;
    };
    using Elements = QList<layout::PathElement>;
    using SharedItems = std::shared_ptr<const QList<layout::SceneItem>>;

    /// Items to be shown more than once, and what one showing takes from the budget.
    struct Unit
    {
        SharedItems items;
        qsizetype cost = 0;
    };

    void addObjects(const XmlElement &parent, const Place &place);
    void addObject(const XmlElement &object, const Place &place);
    void addActions(const XmlElement &object, const Place &place);
    void addText(const XmlElement &object, const Place &place);
    void addTextShapes(const XmlElement &object, const Place &place, const QList<layout::GlyphRun> &runs);
    void addPath(const XmlElement &object, const Place &place);
    void addImage(const XmlElement &object, const Place &place);
    void addBorder(const XmlElement &object, const Place &place);
    void addComposite(const XmlElement &object, const Place &place);
    void addPattern(const XmlElement &object, const Place &place, const layout::ClipPath &area);
    void addTiles(const XmlElement &pattern, const layout::Transform &toPage, const layout::ClipPath &area,
        const Unit &cell, QList<layout::SceneItem> &tiles);
    Unit readUnit(const XmlElement &content, const Style &style, int depth);
    layout::Clip clipOf(const XmlElement &object, const Place &place, bool isImage);
    void append(const XmlElement &object, layout::SceneItem item);
    /// Whether the budget still held that much.
    bool spend(qsizetype cost);

    Resources &m_resources;
    Skipped &m_skipped;
    qsizetype &m_budget;
    PageContent m_content;
    QHash<QString, Unit> m_units; ///< Composites that are shown as groups, by ID.
};

} // namespace wenyi::ofd
