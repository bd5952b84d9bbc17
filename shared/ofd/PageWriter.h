// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/Result.h"
#include "shared/layout/PageScene.h"
#include "shared/ofd/EmbeddedFonts.h"
#include "shared/ofd/Xml.h"

#include <QHash>

namespace wenyi::ofd {

/// Numbers the objects of one document; ST_ID counts from 1 (GB/T 33190 7.3).
class UnitIds
{
public:
    quint32 next() { return ++m_last; }
    /// MaxUnitID.
    quint32 last() const { return m_last; }

private:
    quint32 m_last = 0;
};

/// A font or a picture under its ID.
struct FontResource
{
    quint32 id = 0;
    EmbeddedFont font;
};

/// The document's pictures, each stored once.
class ImageResources
{
public:
    struct Picture
    {
        quint32 id = 0;
        QByteArray format; ///< As imageFormat() tells it.
        QByteArray bytes;
    };
    /// The picture's ID. Fails with "ofd.image-format" for bytes of no format that imageFormat() knows.
    Result<quint32> idOf(const QByteArray &encoded, UnitIds &ids);
    const QList<Picture> &pictures() const { return m_pictures; }

private:
    QList<Picture> m_pictures;
    QHash<QByteArray, quint32> m_ids;
};

/// Writes the Content.xml of one page after the other.
class PageWriter
{
public:
    PageWriter(const QList<FontResource> &fonts, ImageResources &images, UnitIds &ids)
        : m_fonts(fonts)
        , m_images(images)
        , m_ids(ids)
    {
    }

    struct Page
    {
        QByteArray xml;
        QList<quint32> itemIds; ///< One a scene item; 0 for an item that shows nothing.
    };
    /// The groups that the pages have shown so far, each a CompositeGraphicUnit; written into a Res file once the pages
    /// are. Fails as write().
    Result<void> writeUnits(XmlWriter &xml);
    bool hasUnits() const { return !m_units.isEmpty(); }
    /// `commonWidth` and `commonHeight` are the document's page size in mm; a page that differs tells its own.
    Result<Page> write(const layout::PageScene &scene, double commonWidth, double commonHeight);

private:
    Result<quint32> writeItem(XmlWriter &xml, const layout::GlyphRun &run);
    Result<quint32> writeItem(XmlWriter &xml, const layout::Path &path);
    Result<quint32> writeItem(XmlWriter &xml, const layout::Image &image);
    Result<quint32> writeItem(XmlWriter &xml, const layout::Group &group);
    void writeGlyphs(XmlWriter &xml, const layout::GlyphRun &run, const FontResource &font) const;

    const QList<FontResource> &m_fonts;
    ImageResources &m_images;
    UnitIds &m_ids;
    struct Unit
    {
        quint32 id = 0;
        std::shared_ptr<const QList<layout::SceneItem>> items;
    };
    QList<Unit> m_units; ///< In the order of first use.
    double m_width = 0;  ///< mm, of the page under way.
    double m_height = 0;
};

} // namespace wenyi::ofd
