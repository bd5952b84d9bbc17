// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/xmlwatch/XmlCorpus.h"

#include <QString>
#include <QStringEncoder>

namespace {

/// The text without its XML declaration.
QByteArray withoutDeclaration(const QByteArray &xml)
{
    return xml.startsWith("<?xml") ? xml.mid(xml.indexOf("?>") + 2) : xml;
}

/// Behind the root element's start tag.
qsizetype insideOfRoot(const QByteArray &xml)
{
    qsizetype at = 0;
    do {
        at = xml.indexOf('<', at) + 1;
    } while (at > 0 && (xml[at] == '?' || xml[at] == '!'));
    const qsizetype end = xml.indexOf('>', at);
    return xml[end - 1] == '/' ? -1 : end + 1;
}

QByteArray withInside(QByteArray xml, const QByteArray &what)
{
    const qsizetype at = insideOfRoot(xml);
    return at < 0 ? xml + what : xml.insert(at, what);
}

QByteArray withAttribute(QByteArray xml, const QByteArray &attribute)
{
    const qsizetype at = insideOfRoot(xml);
    return at < 0 ? xml : xml.insert(at - 1, ' ' + attribute);
}

QList<QByteArray> addresses(const QByteArray &victim)
{
    return {"file://" + victim, victim, "../../../../../../../" + victim, "http://127.0.0.1:9/x", "https://127.0.0.1/x",
        "ftp://127.0.0.1/x", "//127.0.0.1/share/x", "\\\\127.0.0.1\\share\\x", "php://filter/resource=" + victim,
        "jar:file://" + victim + "!/x", "netdoc://" + victim, "gopher://127.0.0.1/x", "data:text/plain,x",
        "expect://id", "/dev/zero", "/proc/self/environ"};
}

void addEntities(QList<HostileXml> &all, const QByteArray &xml, const QByteArray &victim)
{
    const QByteArray used = withInside(xml, "&x;");
    for (const QByteArray &address : addresses(victim)) {
        const QByteArray quoted = '"' + address + '"';
        all << HostileXml{"entity " + address, "<!DOCTYPE r [<!ENTITY x SYSTEM " + quoted + ">]>" + used};
        all << HostileXml{"public entity " + address, "<!DOCTYPE r [<!ENTITY x PUBLIC \"p\" " + quoted + ">]>" + used};
        all << HostileXml{"parameter " + address, "<!DOCTYPE r [<!ENTITY % x SYSTEM " + quoted + "> %x;]>" + xml};
        all << HostileXml{"DTD " + address, "<!DOCTYPE r SYSTEM " + quoted + ">" + xml};
        all << HostileXml{"public DTD " + address, "<!DOCTYPE r PUBLIC \"p\" " + quoted + ">" + xml};
        all << HostileXml{"inclusion " + address,
            withInside(
                xml, "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" parse=\"text\" href=" + quoted + "/>")};
        all << HostileXml{"style sheet " + address, "<?xml-stylesheet type=\"text/xsl\" href=" + quoted + "?>" + xml};
        all << HostileXml{"schema " + address,
            withAttribute(xml, "xmlns:xs=\"http://www.w3.org/2001/XMLSchema-instance\" xs:schemaLocation=\"n " + address
                                   + "\" xs:noNamespaceSchemaLocation=" + quoted)};
        all << HostileXml{"base " + address, withAttribute(xml, "xml:base=" + quoted)};
    }
    all << HostileXml{"unparsed entity",
        "<!DOCTYPE r [<!NOTATION n SYSTEM \"" + victim + "\"><!ENTITY x SYSTEM \"" + victim + "\" NDATA n>]>" + used};
    all << HostileXml{"catalogue", "<?oasis-xml-catalog catalog=\"file://" + victim + "\"?>" + xml};
}

void addBombs(QList<HostileXml> &all, const QByteArray &xml)
{
    QByteArray laughs = "<!ENTITY e0 \"ha\">";
    for (int i = 1; i < 30; ++i)
        laughs += "<!ENTITY e" + QByteArray::number(i) + " \"" + ("&e" + QByteArray::number(i - 1) + ';').repeated(10)
                  + "\">";
    all << HostileXml{"entity bomb", "<!DOCTYPE r [" + laughs + "]>" + withInside(xml, "&e29;")};
    all << HostileXml{"quadratic bomb", "<!DOCTYPE r [<!ENTITY e \"" + QByteArray(20'000, 'a') + "\">]>"
                                            + withInside(xml, QByteArray("&e;").repeated(2'000))};
    all << HostileXml{"entity ring", "<!DOCTYPE r [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>" + withInside(xml, "&a;")};
    for (const int depth : {100, 300, 20'000})
        all << HostileXml{"depth " + QByteArray::number(depth),
            withInside(xml, QByteArray("<a>").repeated(depth) + QByteArray("</a>").repeated(depth))};
    QByteArray attributes;
    for (int i = 0; i < 2'000; ++i)
        attributes += "a" + QByteArray::number(i) + "=\"\" ";
    all << HostileXml{"attributes", withAttribute(xml, attributes)};
    all << HostileXml{"long name", withInside(xml, "<" + QByteArray(300'000, 'n') + "/>")};
    all << HostileXml{"cut off", xml.left(xml.size() / 2)};
    all << HostileXml{"NUL inside", withInside(xml, QByteArray(1, '\0'))};
}

void addEncodings(QList<HostileXml> &all, const QByteArray &xml)
{
    for (const QByteArray name : {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UCS-4", "UTF-7", "GB18030", "GBK",
             "GB2312", "HZ-GB-2312", "Big5", "ISO-2022-CN", "ISO-2022-JP", "Shift_JIS", "EBCDIC-CP-US", "IBM037",
             "IBM1047", "windows-1252", "x-mac-roman", "../../../../etc/passwd", "nobody-knows-it", ""}) {
        const QByteArray told = "<?xml version=\"1.0\" encoding=\"" + name + "\"?>" + xml;
        all << HostileXml{"told to be " + name, told};
        all << HostileXml{"told to be " + name + " with a mark", "\xef\xbb\xbf" + told};
    }
    for (const QStringConverter::Encoding encoding :
        {QStringConverter::Utf16LE, QStringConverter::Utf16BE, QStringConverter::Utf32LE, QStringConverter::Utf32BE}) {
        QStringEncoder encoder(encoding, QStringConverter::Flag::WriteBom);
        const QByteArray entity = "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + withInside(xml, "&x;");
        all << HostileXml{
            "written as number " + QByteArray::number(int(encoding)), encoder.encode(QString::fromUtf8(xml))};
        QStringEncoder again(encoding, QStringConverter::Flag::WriteBom);
        all << HostileXml{"an entity, written as number " + QByteArray::number(int(encoding)),
            again.encode(QString::fromUtf8(entity))};
    }
    // UTF-7 hides the brackets of an entity from who looks at bytes.
    all << HostileXml{
        "UTF-7", "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADwAIQ-DOCTYPE r SYSTEM \"/etc/passwd\"+AD4-" + xml};
    all << HostileXml{"bad UTF-8", withInside(xml, "\xc0\xbc\xed\xa0\x80\xff\xfe")};
    all << HostileXml{"version 1.1", "<?xml version=\"1.1\"?>" + xml};
    all << HostileXml{"version 9", "<?xml version=\"9.0\"?>" + xml};
}

} // namespace

QList<HostileXml> xmlCorpus(const QByteArray &sound, const QByteArray &victim)
{
    const QByteArray xml = withoutDeclaration(sound);
    QList<HostileXml> all{{"sound", sound}};
    addEntities(all, xml, victim);
    addBombs(all, xml);
    addEncodings(all, xml);
    return all;
}

QList<HostileXml> htmlCorpus(const QByteArray &victim)
{
    QList<HostileXml> all;
    for (const QByteArray &address : addresses(victim)) {
        for (const QByteArray form : {"<img src='%'>", "<link rel=stylesheet href='%'>", "<script src='%'></script>",
                 "<iframe src='%'></iframe>", "<base href='%'><p>a", "<meta http-equiv=refresh content='0;url=%'>",
                 "<object data='%'></object>", "<embed src='%'>", "<style>@import url('%');</style>",
                 "<p style='background:url(%)'>a</p>", "<svg><image xlink:href='%'/></svg>",
                 "<video src='%' poster='%'></video>", "<body background='%'>", "<!DOCTYPE html SYSTEM '%'><p>a",
                 "<!DOCTYPE r [<!ENTITY x SYSTEM '%'>]><p>&x;</p>", "<xml src='%'></xml>", "<input type=image src='%'>",
                 "<math><maction href='%'/></math>", "<meta charset='%'><p>a", "<frameset><frame src='%'></frameset>",
                 "<applet code='%'></applet>"})
            all << HostileXml{form + ' ' + address, QByteArray(form).replace("%", address)};
    }
    return all;
}
