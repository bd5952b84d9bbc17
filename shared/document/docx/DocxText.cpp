// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/docx/DocxText.h"

#include "shared/archive/ZipFile.h"
#include "shared/document/DocumentLimits.h"
#include "shared/document/DocumentText.h"
#include "shared/document/TextRecognition.h"
#include "shared/document/docx/DocxBody.h"
#include "shared/document/docx/DocxXml.h"

#include <QRegularExpression>

namespace wenyi::document {

using namespace Qt::StringLiterals;

namespace {

/// Checking the text, reading it, recognising it.
constexpr int Stretches = 3;

/// What is told of one stretch, as progress on the whole way.
Progress onStretch(const Progress &progress, int stretch)
{
    if (!progress)
        return {};
    return
        [progress, stretch](qint64 done, qint64 total) { return progress(stretch * total + done, Stretches * total); };
}

/// A part that has passed checkDocxXml(); empty where the docx has none of that name.
Result<QByteArray> xmlPart(const archive::ZipFile &zip, const QString &path, const Progress &progress = {})
{
    if (!zip.contains(path))
        return QByteArray();
    WENYI_TRY(QByteArray xml, zip.read(path));
    WENYI_CHECK(checkDocxXml(xml, progress));
    return xml;
}

archive::ArchiveLimits docxLimits()
{
    archive::ArchiveLimits bounds;
    bounds.packageBytes = limits::DocxBytes;
    bounds.entries = 5'000;
    bounds.entryBytes = 64 * wenyi::limits::MiB;
    bounds.totalBytes = 256 * wenyi::limits::MiB;
    return bounds;
}

/// The path of the main part: what the package names as its document, else Word's own.
QString mainPart(const QByteArray &relationships)
{
    QXmlStreamReader reader(relationships);
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() && reader.name() == u"Relationship"
            && docxAttribute(reader, u"Type").endsWith(u"/officeDocument")) {
            const QString target = docxAttribute(reader, u"Target");
            return target.startsWith(u'/') ? target.mid(1) : target;
        }
    }
    return u"word/document.xml"_s;
}

/// A paragraph that holds the number of its page and nothing else: pages are numbered by the layout.
bool isPageNumber(const QString &paragraph, bool hasField)
{
    static const QRegularExpression form(u"\\A[-—–―－·•.\\s0-9０-９第页共/]*\\z"_s);
    return hasField && form.match(paragraph).hasMatch();
}

/// Paragraphs of a part beside the text, as one remainder each.
void leaveParagraphs(const QByteArray &xml, const QByteArray &reason, DocxText &text)
{
    QXmlStreamReader reader(xml);
    QString paragraph;
    bool hasField = false;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() && reader.name() == u"t")
            paragraph += reader.readElementText(QXmlStreamReader::IncludeChildElements);
        else if (reader.isStartElement() && reader.name() == u"instrText")
            hasField |= reader.readElementText(QXmlStreamReader::IncludeChildElements).contains(u"PAGE");
        else if (reader.isStartElement() && reader.name() == u"fldSimple")
            hasField |= docxAttribute(reader, u"instr").contains(u"PAGE");
        if (!reader.isEndElement() || reader.name() != u"p")
            continue;
        if (!paragraph.trimmed().isEmpty() && !isPageNumber(paragraph, hasField)
            && text.remainders.size() < limits::Remarks)
            text.remainders.append({reason, 0, beginningOf(paragraph.trimmed(), limits::ElementText), {}});
        paragraph.clear();
        hasField = false;
    }
}

/// Targets outside of the file are told, never fetched.
void leaveExternals(const QByteArray &relationships, DocxText &text)
{
    QXmlStreamReader reader(relationships);
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() && docxAttribute(reader, u"TargetMode") == u"External"
            && text.remainders.size() < limits::Remarks)
            text.remainders.append(
                {"import.external-left", 0, beginningOf(docxAttribute(reader, u"Target"), limits::ElementText), {}});
    }
}

QHash<QString, QString> readProperties(const QByteArray &xml)
{
    QHash<QString, QString> properties;
    QXmlStreamReader reader(xml);
    QString name;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() && reader.name() == u"property")
            name = docxAttribute(reader, u"name");
        else if (reader.isStartElement() && reader.name() == u"lpwstr")
            properties.insert(name, reader.readElementText(QXmlStreamReader::IncludeChildElements));
    }
    return properties;
}

} // namespace

bool looksLikeDocx(QByteArrayView bytes)
{
    return bytes.startsWith("PK\x03\x04");
}

Result<DocxText> readDocx(const QByteArray &bytes, const Progress &progress)
{
    WENYI_TRY(const archive::ZipFile zip, archive::ZipFile::open(bytes, docxLimits()));
    WENYI_TRY(const QByteArray packageRelationships, xmlPart(zip, u"_rels/.rels"_s));
    const QString path = mainPart(packageRelationships);
    if (!zip.contains(path))
        return Error{ErrorCode::Corrupt, "document.docx-missing-part", path};
    const QString folder = path.section(u'/', 0, -2, QString::SectionIncludeTrailingSep);
    const QString file = path.section(u'/', -1);
    WENYI_TRY(const QByteArray document, xmlPart(zip, path, onStretch(progress, 0)));
    WENYI_TRY(const QByteArray styles, xmlPart(zip, folder + u"styles.xml"_s));
    WENYI_TRY(const QByteArray lists, xmlPart(zip, folder + u"numbering.xml"_s));
    WENYI_TRY(const QByteArray relationships, xmlPart(zip, folder + u"_rels/"_s + file + u".rels"_s));
    WENYI_TRY(const QByteArray properties, xmlPart(zip, u"docProps/custom.xml"_s));
    DocxText text;
    DocxNumbering numbering;
    numbering.read(lists);
    const QHash<QString, DocxStyle> named = readDocxStyles(styles);
    WENYI_CHECK(DocxBody(document, named, numbering, text).read(onStretch(progress, 1)));
    WENYI_CHECK(goOn(progress, Stretches - 1, Stretches));
    text.properties = readProperties(properties);
    leaveExternals(relationships, text);
    static const QRegularExpression aside(u"(header|footer|footnotes|endnotes|comments)[0-9]*\\.xml\\z"_s);
    for (const QString &part : zip.paths()) {
        const auto match = aside.match(part);
        if (!part.startsWith(folder) || !match.hasMatch())
            continue;
        WENYI_TRY(const QByteArray xml, xmlPart(zip, part));
        const QString kind = match.captured(1);
        leaveParagraphs(xml,
            kind.startsWith(u"foot") && kind != u"footer" ? "import.footnote"
            : kind == u"endnotes"                         ? "import.footnote"
            : kind == u"comments"                         ? "import.comment"
                                                          : "import.header-footer",
            text);
    }
    return text;
}

} // namespace wenyi::document
