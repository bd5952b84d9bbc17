// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/Resources.h"

#include "shared/ofd/DocumentTree.h"
#include "shared/ofd/ImageFormat.h"
#include "shared/ofd/Location.h"
#include "shared/ofd/ShownFiles.h"

using namespace Qt::StringLiterals;

namespace wenyi::ofd {

Result<void> Resources::load(const QString &path)
{
    WENYI_TRY(const XmlElement root, readXml(m_package, path));
    const QStringList folders = foldersFor(path, root);
    for (const XmlElement &group : root.children) {
        for (const XmlElement &element : group.children) {
            const QString id = element.attribute(u"ID");
            if (element.name == u"Font")
                m_fontFiles.insert(id, File{element, folders});
            else if (element.name == u"MultiMedia")
                m_imageFiles.insert(id, File{element, folders});
            else if (element.name == u"CompositeGraphicUnit")
                m_composites.insert(id, element);
            else if (element.name == u"DrawParam")
                m_drawParams.insert(id, element);
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
    if (const auto file = m_fontFiles.constFind(id); file != m_fontFiles.cend() && file->element.child(u"FontFile")) {
        auto face = layout::FontFace::fromBytes(bytesOf(*file, u"FontFile"));
        if (face)
            choice = {std::move(*face), true};
        else
            m_skipped.add(u"embedded-font"_s);
    }
    if (!choice.face)
        choice.face = substitute(id);
    if (!choice.face)
        m_skipped.add(u"font-missing"_s);
    m_fonts.insert(id, choice);
    return choice;
}

layout::FontFaceRef Resources::substitute(const QString &id) const
{
    const auto file = m_fontFiles.constFind(id);
    if (!m_resolver)
        return nullptr;
    return m_resolver(file == m_fontFiles.cend() ? QString() : file->element.attribute(u"FontName"));
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
        style.inherit(styleOf(*found, m_skipped));
        next = found->attribute(u"Relative");
    }
    return style;
}

} // namespace wenyi::ofd
