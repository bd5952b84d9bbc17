// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/layout/PageScene.h"
#include "shared/ofd/Xml.h"

#include <QHash>

namespace wenyi::ofd {

/// What the channels of a colour mean (GB/T 33190 8.3.1).
struct ColorSpace
{
    enum class Type { Gray, Rgb, Cmyk };
    Type type = Type::Rgb;
    double largest = 255;         ///< Of a channel: 2^BitsPerComponent − 1.
    QList<layout::Color> palette; ///< For colours that are told by Index.
};

/// The document's colour spaces by ID, and the one that holds where none is named.
class ColorSpaces
{
public:
    /// Adds a ColorSpace element of a Res file. Its ICC profile is not followed.
    void add(const XmlElement &element);
    /// CommonData/DefaultCS.
    void setDefault(const QString &id) { m_default = id; }
    /// A CT_Color: Value or Index, ColorSpace, Alpha. Black where nothing is told, opaque where no Alpha is: the
    /// schema's default, since the text's 0 is a mistake of the standard. A value whose channels do not fit its space
    /// is taken by their number: gray, RGB, CMYK.
    layout::Color colorOf(const XmlElement &element) const;

private:
    QHash<QString, ColorSpace> m_spaces;
    QString m_default;
};

} // namespace wenyi::ofd
