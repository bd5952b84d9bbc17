// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxStyles.h"

#include "shared/document/docx/DocxXml.h"

#include <QRegularExpression>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostAncestors = 20;

int outlineOfName(const QString &name)
{
    static const QRegularExpression form(
        u"\\A(?:heading|标题)\\s*([1-9])\\z"_s, QRegularExpression::CaseInsensitiveOption);
    return form.match(name).captured(1).toInt();
}

} // namespace

bool isPlacedByTable(QStringView style)
{
    for (const QStringView placed :
        {docxstyle::CopyNumber, docxstyle::Secrecy, docxstyle::Urgency, docxstyle::IssuerMark, docxstyle::JointIssuer,
            docxstyle::Number, docxstyle::Signers, docxstyle::CopyTo, docxstyle::Printer}) {
        if (style == placed)
            return true;
    }
    return false;
}

QHash<QString, DocxStyle> readDocxStyles(const QByteArray &xml)
{
    QHash<QString, DocxStyle> styles;
    QXmlStreamReader reader(xml);
    QString id;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isEndElement() && reader.name() == u"style")
            id.clear();
        if (reader.isStartElement() && reader.name() == u"style")
            id = docxAttribute(reader, u"styleId");
        if (!reader.isStartElement() || id.isEmpty())
            continue;
        const QString value = docxAttribute(reader, u"val");
        if (reader.name() == u"name") {
            styles[id].name = value;
            if (styles[id].outline == 0)
                styles[id].outline = outlineOfName(value);
        } else if (reader.name() == u"basedOn") {
            styles[id].basedOn = value;
        } else if (reader.name() == u"numId") {
            styles[id].list = value;
        } else if (reader.name() == u"ilvl") {
            styles[id].listLevel = value.toInt();
        } else if (reader.name() == u"outlineLvl" && value.toInt() < 9) {
            styles[id].outline = value.toInt() + 1;
        }
    }
    const QHash<QString, DocxStyle> own = styles;
    for (DocxStyle &style : styles) {
        DocxStyle ancestor = style;
        for (int i = 0; i < mostAncestors && own.contains(ancestor.basedOn); ++i) {
            ancestor = own.value(ancestor.basedOn);
            if (style.outline == 0)
                style.outline = ancestor.outline;
            if (style.list.isEmpty() && !ancestor.list.isEmpty()) {
                style.list = ancestor.list;
                style.listLevel = ancestor.listLevel;
            }
        }
    }
    return styles;
}

} // namespace wenyi::document
