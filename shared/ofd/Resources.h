// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/ofd/Package.h"
#include "shared/ofd/Style.h"

#include <QHash>

#include <functional>

namespace wenyi::ofd {

/// Finds a face for a font that a file names but does not hold; null where there is none.
using FontResolver = std::function<layout::FontFaceRef(const QString &fontName)>;

/// Finds a face for a character that the resolver's face for a font lacks; null where there is none.
using GlyphFallback = std::function<layout::FontFaceRef(const QString &fontName, char32_t character)>;

/// A font as text is set in it.
struct FontChoice
{
    layout::FontFaceRef face; ///< Null where neither the package nor the resolver has one.
    bool isEmbedded = false;  ///< Then glyph numbers of CGTransform are this face's.
    bool lacksWeight = false; ///< The font is bold, and the face that stands in for it is not.
    bool lacksSlant = false;  ///< The same for italic.
};

/// A font that the package does not hold, and what is shown in its place.
struct SubstitutedFont
{
    QString wanted; ///< FontName.
    QString shown;  ///< Family of the face; empty where there is none.
    friend bool operator==(const SubstitutedFont &, const SubstitutedFont &) = default;
};

/// Fonts, pictures, draw parameters and composites by ID, from every Res file of a document (GB/T 33190 7.9).
/// The package, the resolver and the list of skipped features must outlive it.
class Resources
{
public:
    Resources(const Package &package, const FontResolver &resolver, const GlyphFallback &fallback, Skipped &skipped)
        : m_package(package)
        , m_resolver(resolver)
        , m_fallback(fallback)
        , m_skipped(skipped)
    {
    }

    /// Adds what a Res file holds; a later file's ID replaces an earlier one's.
    Result<void> load(const QString &path);
    /// The font; opened at its first use.
    FontChoice font(const QString &id);
    /// The resolver's face for a font whose embedded one does not know a text's characters.
    layout::FontFaceRef substitute(const QString &id);
    /// A face that has the character, where the font's own or its substitute lacks it.
    layout::FontFaceRef fallback(const QString &id, char32_t character);
    /// The encoded picture; empty where it is missing or of no known format.
    QByteArray image(const QString &id);
    ColorSpaces &colors() { return m_colors; }
    const ColorSpaces &colors() const { return m_colors; }
    /// Which fonts were substituted, in the order of their first use.
    const QList<SubstitutedFont> &substitutes() const { return m_substituted; }
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
    QString fontName(const QString &id) const;
    void noteSubstitute(const QString &name, const layout::FontFaceRef &face);

    const Package &m_package;
    const FontResolver &m_resolver;
    const GlyphFallback &m_fallback;
    Skipped &m_skipped;
    QHash<QString, File> m_fontFiles;
    QHash<QString, File> m_imageFiles;
    QHash<QString, FontChoice> m_fonts;
    QHash<QString, QByteArray> m_images;
    QHash<QString, XmlElement> m_composites;
    QHash<QString, XmlElement> m_drawParams;
    ColorSpaces m_colors;
    QList<SubstitutedFont> m_substituted;
    QHash<std::pair<QString, char32_t>, layout::FontFaceRef> m_fallbacks;
};

} // namespace wenyi::ofd
