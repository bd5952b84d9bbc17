// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/Package.h"
#include "shared/ofd/Style.h"

#include <QHash>

#include <functional>

namespace wenyi::ofd {

/// Finds a face for a font that a file names but does not hold; null where there is none.
using FontResolver = std::function<layout::FontFaceRef(const QString &fontName)>;

/// A font as text is set in it.
struct FontChoice
{
    layout::FontFaceRef face; ///< Null where neither the package nor the resolver has one.
    bool isEmbedded = false;  ///< Then glyph numbers of CGTransform are this face's.
};

/// Fonts, pictures, draw parameters and composites by ID, from every Res file of a document (GB/T 33190 7.9).
/// The package, the resolver and the list of skipped features must outlive it.
class Resources
{
public:
    Resources(const Package &package, const FontResolver &resolver, Skipped &skipped)
        : m_package(package)
        , m_resolver(resolver)
        , m_skipped(skipped)
    {
    }

    /// Adds what a Res file holds; a later file's ID replaces an earlier one's.
    Result<void> load(const QString &path);
    /// The font; opened at its first use.
    FontChoice font(const QString &id);
    /// The resolver's face for a font whose embedded one does not know a text's characters.
    layout::FontFaceRef substitute(const QString &id) const;
    /// The encoded picture; empty where it is missing or of no known format.
    QByteArray image(const QString &id);
    /// CompositeGraphicUnit, or null.
    const XmlElement *composite(const QString &id) const;
    /// The DrawParam with what it inherits.
    Style drawParam(const QString &id) const;

private:
    struct File
    {
        XmlElement element;
        QStringList folders; ///< Where its file may start from.
    };
    QByteArray bytesOf(const File &file, QStringView locationElement) const;

    const Package &m_package;
    const FontResolver &m_resolver;
    Skipped &m_skipped;
    QHash<QString, File> m_fontFiles;
    QHash<QString, File> m_imageFiles;
    QHash<QString, FontChoice> m_fonts;
    QHash<QString, QByteArray> m_images;
    QHash<QString, XmlElement> m_composites;
    QHash<QString, XmlElement> m_drawParams;
};

} // namespace wenyi::ofd
