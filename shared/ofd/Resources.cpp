// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/Resources.h"

#include "shared/ofd/Attributes.h"
#include "shared/ofd/DocumentTree.h"
#include "shared/ofd/ImageFormat.h"
#include "shared/ofd/Location.h"
#include "shared/ofd/ShownFiles.h"

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

namespace {

/// The face in a font file; of a collection the one that the Font names, since in which order a collection holds its
/// faces nobody says.
Result<layout::FontFaceRef> embeddedFace(const QByteArray &bytes, const XmlElement &font)
{
    constexpr int MostFaces = 64;
    WENYI_TRY(const layout::FontFaceRef first, layout::FontFace::fromBytes(bytes));
    const QStringList names{font.attribute(u"FontName").trimmed(), font.attribute(u"FamilyName").trimmed()};
    const auto isNamed = [&names](const layout::FontFaceRef &face) {
        return names.contains(face->postScriptName()) || names.contains(face->familyName());
    };
    for (int i = 1; bytes.startsWith("ttcf") && !isNamed(first) && i < MostFaces; ++i) {
        auto face = layout::FontFace::fromBytes(bytes, i);
        if (!face)
            break;
        if (isNamed(*face))
            return face;
    }
    return first;
}

} // namespace

Result<void> Resources::load(const QString &path)
{
    WENYI_TRY(const XmlElement root, readXml(m_package, path));
    const QStringList folders = foldersFor(path, root);
    for (const XmlElement &group : root.children) {
        for (const XmlElement &element : group.children) {
            const QString id = element.attribute(u"ID");
            if (element.is(u"Font"))
                m_fontFiles.insert(id, File{element, folders});
            else if (element.is(u"MultiMedia"))
                m_imageFiles.insert(id, File{element, folders});
            else if (element.is(u"CompositeGraphicUnit"))
                m_composites.insert(id, element);
            else if (element.is(u"DrawParam"))
                m_drawParams.insert(id, element);
            else if (element.is(u"ColorSpace"))
                m_colors.add(element);
        }
    }
    return {};
}

QByteArray Resources::bytesOf(const File &file, QStringView locationElement) const
{
    const auto path = locate(m_package, file.folders, file.element.childText(locationElement));
    return path ? m_package.read(*path).value_or(QByteArray()) : QByteArray();
}

FontChoice Resources::font(const QString &id)
{
    if (const auto known = m_fonts.constFind(id); known != m_fonts.cend())
        return *known;
    FontChoice choice;
    const auto file = m_fontFiles.constFind(id);
    if (file != m_fontFiles.cend() && file->element.child(u"FontFile")) {
        auto face = embeddedFace(bytesOf(*file, u"FontFile"), file->element);
        if (face)
            choice.face = std::move(*face);
        else
            m_skipped.add(u"embedded-font"_s);
    }
    choice.isEmbedded = choice.face != nullptr;
    if (!choice.face)
        choice.face = substitute(id);
    if (!choice.face)
        m_skipped.add(u"font-missing"_s);
    if (!choice.isEmbedded && file != m_fontFiles.cend()) {
        choice.lacksWeight = flagOf(file->element, u"Bold", false);
        choice.lacksSlant = flagOf(file->element, u"Italic", false);
    }
    m_fonts.insert(id, choice);
    return choice;
}

QString Resources::fontName(const QString &id) const
{
    const auto file = m_fontFiles.constFind(id);
    if (file == m_fontFiles.cend())
        return {};
    const QString name = file->element.attribute(u"FontName").trimmed();
    return name.isEmpty() ? file->element.attribute(u"FamilyName").trimmed() : name;
}

void Resources::noteSubstitute(const QString &name, const layout::FontFaceRef &face)
{
    const SubstitutedFont substituted{name, face ? face->familyName() : QString()};
    if (!m_substituted.contains(substituted))
        m_substituted.append(substituted);
}

layout::FontFaceRef Resources::substitute(const QString &id)
{
    const QString name = fontName(id);
    auto face = m_resolver ? m_resolver(name) : nullptr;
    noteSubstitute(name, face);
    return face;
}

layout::FontFaceRef Resources::fallback(const QString &id, char32_t character)
{
    const std::pair key(id, character);
    if (const auto known = m_fallbacks.constFind(key); known != m_fallbacks.cend())
        return *known;
    auto face = m_fallback ? m_fallback(fontName(id), character) : nullptr;
    if (face && face->glyphFor(character) == 0)
        face = nullptr;
    if (!face)
        m_skipped.add(u"glyph-missing"_s);
    m_fallbacks.insert(key, face);
    return face;
}

QByteArray Resources::image(const QString &id)
{
    if (const auto known = m_images.constFind(id); known != m_images.cend())
        return *known;
    QByteArray bytes;
    if (const auto file = m_imageFiles.constFind(id); file != m_imageFiles.cend())
        bytes = bytesOf(*file, u"MediaFile");
    if (bytes.isEmpty()) {
        m_skipped.add(u"image-missing"_s);
    } else if (imageFormat(bytes).isEmpty()) {
        m_skipped.add(u"image-format"_s);
        bytes.clear();
    }
    m_images.insert(id, bytes);
    return bytes;
}

const XmlElement *Resources::composite(const QString &id) const
{
    const auto found = m_composites.constFind(id);
    return found == m_composites.cend() ? nullptr : &*found;
}

Style Resources::drawParam(const QString &id) const
{
    constexpr int LongestChain = 16; // A ring of Relatives ends here too.
    Style style;
    QString next = id;
    for (int i = 0; i < LongestChain; ++i) {
        const auto found = m_drawParams.constFind(next);
        if (found == m_drawParams.cend())
            break;
        style.inherit(styleOf(*found, m_colors, m_skipped));
        next = found->attribute(u"Relative");
    }
    return style;
}

} // namespace wenyi::ofd
