// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocxXml.h"

namespace wenyi::document {

namespace {

constexpr int mostDepth = 200;
constexpr qsizetype mostElements = 5'000'000;

} // namespace

Result<void> checkDocxXml(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    int depth = 0;
    qsizetype elements = 0;
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::DTD || token == QXmlStreamReader::EntityReference)
            return Error{ErrorCode::Corrupt, "document.docx-xml", {}};
        if (token == QXmlStreamReader::StartElement && (++depth > mostDepth || ++elements > mostElements))
            return Error{ErrorCode::TooLarge, "document.docx-too-large", {}};
        if (token == QXmlStreamReader::EndElement)
            --depth;
    }
    if (reader.hasError())
        return Error{ErrorCode::Corrupt, "document.docx-xml", reader.errorString()};
    return {};
}

QString docxAttribute(const QXmlStreamReader &reader, QStringView name)
{
    const QXmlStreamAttributes attributes = reader.attributes();
    for (const QXmlStreamAttribute &attribute : attributes) {
        if (attribute.name() == name)
            return attribute.value().toString();
    }
    return {};
}

} // namespace wenyi::document
