// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxXml.h"

#include "shared/document/TextRecognition.h"

namespace wenyi::document {

namespace {

constexpr int mostDepth = 200;
constexpr qsizetype mostElements = 5'000'000;

} // namespace

Result<void> checkDocxXml(const QByteArray &xml, const Progress &progress)
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
        if (token == QXmlStreamReader::StartElement && elements % 1024 == 0)
            WENYI_CHECK(goOn(progress, reader.characterOffset(), xml.size()));
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
