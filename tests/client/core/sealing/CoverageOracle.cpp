// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/sealing/CoverageOracle.h"

#include "shared/crypto/Sm3.h"

#include <QUrl>
#include <QXmlStreamReader>

namespace wenyi::core::tests {

using namespace Qt::StringLiterals;

namespace {

/// GB/T 33190: every element whose text is an ST_Loc, and every attribute that is one.
const QSet<QString> ElementsOfPlaces{u"docroot"_s, u"publicres"_s, u"documentres"_s, u"pageres"_s, u"annotations"_s,
    u"customtags"_s, u"attachments"_s, u"extensions"_s, u"fileloc"_s, u"fontfile"_s, u"mediafile"_s, u"schemaloc"_s,
    u"extenddata"_s, u"cover"_s, u"file"_s};
const QSet<QString> AttributesOfPlaces{u"baseloc"_s, u"profile"_s};

QStringList normalized(const QString &path)
{
    QStringList parts;
    for (const QString &part : path.split(u'/', Qt::SkipEmptyParts)) {
        if (part == u".." && !parts.isEmpty())
            parts.removeLast();
        else if (part != u"." && part != u"..")
            parts.append(part);
    }
    return parts;
}

/// A place in a file of `folder`, once as it is written and once with its escapes read.
QStringList meant(const QString &folder, QString written)
{
    QStringList places;
    for (const QString &spelling : {written, QUrl::fromPercentEncoding(written.toUtf8())}) {
        QString text = spelling.trimmed();
        text.remove(u'\n').remove(u'\r').remove(u'\t').replace(u'\\', u'/');
        places += {normalized(folder + u'/' + text).join(u'/'), normalized(text).join(u'/')};
    }
    return places;
}

QString folderOf(const QString &path)
{
    return path.section(u'/', 0, -2);
}

/// All places that a file writes, with the folders they may start from.
QSet<QString> placesIn(const QString &path, const QByteArray &bytes)
{
    QSet<QString> places;
    QStringList folders{folderOf(path)};
    QStringList open;
    QStringList texts;
    const auto add = [&](const QString &written) {
        for (const QString &folder : folders) {
            for (const QString &place : meant(folder, written))
                places.insert(place);
        }
    };
    QXmlStreamReader reader(bytes);
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            for (const QXmlStreamAttribute &attribute : reader.attributes()) {
                if (!AttributesOfPlaces.contains(attribute.name().toString().toLower()))
                    continue;
                add(attribute.value().toString());
                // Of a resource file it is the folder of what follows.
                if (open.isEmpty() && reader.name().compare(u"Res", Qt::CaseInsensitive) == 0)
                    folders += meant(folderOf(path), attribute.value().toString());
            }
            open.append(reader.name().toString().toLower());
            texts.append(QString());
        } else if (reader.isCharacters() && !texts.isEmpty()) {
            texts.last() += reader.text();
        } else if (reader.isEndElement()) {
            if (ElementsOfPlaces.contains(open.takeLast()))
                add(texts.last());
            texts.removeLast();
        }
    }
    return places;
}

QSet<QString> shownIn(const Files &files)
{
    QSet<QString> shown;
    QStringList next{u"OFD.xml"_s};
    while (!next.isEmpty()) {
        const QString path = next.takeLast();
        if (!files.contains(path) || shown.contains(path))
            continue;
        shown.insert(path);
        for (const QString &place : placesIn(path, files.value(path)))
            next.append(place);
    }
    return shown;
}

bool isSm3(QStringView method)
{
    return method.compare(u"SM3", Qt::CaseInsensitive) == 0 || method.startsWith(u"1.2.156.10197.1.401");
}

} // namespace

CoverageOpinion coverageOf(const Files &files, const QString &signatureXml)
{
    CoverageOpinion opinion;
    opinion.shown = shownIn(files);
    opinion.uncovered = opinion.shown;
    QXmlStreamReader reader(files.value(signatureXml));
    bool knowsMethod = false;
    bool isFirst = true;
    QString written;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isEndElement() && reader.name() == u"References")
            isFirst = false;
        if (!reader.isStartElement() || !isFirst)
            continue;
        if (reader.name() == u"References")
            knowsMethod = isSm3(reader.attributes().value(u"CheckMethod"_s));
        else if (reader.name() == u"Reference")
            written = reader.attributes().value(u"FileRef"_s).toString();
        if (reader.name() != u"CheckValue")
            continue;
        const QByteArray value = QByteArray::fromBase64(reader.readElementText().toLatin1());
        QString found;
        for (const QString &place : meant(QString(), written) + meant(folderOf(signatureXml), written)) {
            if (found.isEmpty() && files.contains(place))
                found = place;
        }
        if (!found.isEmpty() && knowsMethod && value == crypto::sm3(files.value(found)).toBytes())
            opinion.uncovered.remove(found);
        else
            opinion.broken.insert(written);
    }
    return opinion;
}

} // namespace wenyi::core::tests
