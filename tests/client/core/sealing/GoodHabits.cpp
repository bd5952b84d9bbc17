// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/sealing/Wraps.h"
#include "tests/shared/ofd/ZipBuilder.h"

namespace wenyi::core::tests {

using namespace Qt::StringLiterals;
using ofd::tests::xmlFile;

namespace {

constexpr auto Root = "OFD.xml";
constexpr auto Document = "Doc_0/Document.xml";
constexpr auto List = "Doc_0/Signs/Signatures.xml";

EntriesChange everywhere(const QByteArray &from, const QByteArray &to)
{
    return [=](Entries &entries) {
        for (ofd::PackageEntry &entry : entries) {
            if (entry.path.endsWith(u".xml"))
                entry.bytes.replace(from, to);
        }
    };
}

OddSealOffice::XmlChange inWholeList(const QByteArray &from, const QByteArray &to)
{
    return [=](QByteArray &xml) { xml.replace(from, to); };
}

void breakBase64(QByteArray &xml)
{
    qsizetype at = 0;
    while ((at = xml.indexOf("<ofd:CheckValue>", at)) >= 0) {
        at += qsizetype(sizeof "<ofd:CheckValue>") + 20;
        xml.insert(at, "\r\n  ");
    }
}

void inGb18030(Entries &entries)
{
    // "第一页文" and "第二页文" in GB18030.
    for (const char *path : {"Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_1/Content.xml"}) {
        QByteArray &bytes = entryOf(entries, QString::fromLatin1(path)).bytes;
        bytes.replace("UTF-8", "GB18030").replace("第", "\xB5\xDA").replace("一", "\xD2\xBB").replace("二", "\xB6\xFE");
        bytes.replace("页", "\xD2\xB3").replace("文", "\xCE\xC4");
    }
}

/// Every file but its name in Chinese.
EntriesChange chineseNames()
{
    return both(renamed("Doc_0/Attachs/list.txt", "Doc_0/Attachs/名单 一.txt"),
        replaced("Doc_0/Attachs/Attachments.xml", "list.txt", "名单%20一.txt"));
}

std::function<QByteArray(const Entries &)> packed(
    const std::function<void(ZipPart &)> &change, const ZipFrame &frame = {}, const QList<ZipPart> &more = {})
{
    return [=](const Entries &entries) {
        QList<ZipPart> parts = more;
        for (const ofd::PackageEntry &entry : entries) {
            parts.append(ZipPart{.name = entry.path.toUtf8(), .bytes = entry.bytes});
            if (change)
                change(parts.last());
        }
        return buildZip(parts, frame);
    };
}

QList<Wrap> inFiles()
{
    return {
        {.name = "as it is"},
        {.name = "closed list", .coverage = ofd::Coverage::CloseDocument},
        {.name = "namespace without the year", .before = everywhere("ofdspec.org/2016", "ofdspec.org")},
        {.name = "no prefix", .before = both(everywhere("ofd:", ""), everywhere("xmlns:ofd=", "xmlns="))},
        {.name = "another prefix", .before = both(everywhere("ofd:", "o:"), everywhere("xmlns:ofd", "xmlns:o"))},
        {.name = "no prefix declared anew",
            .before =
                both(everywhere("<ofd:", "<"), both(everywhere("</ofd:", "</"), everywhere("xmlns:ofd", "xmlns")))},
        {.name = "byte order mark",
            .before = [](Entries &entries) { entryOf(entries, u"OFD.xml"_s).bytes.prepend("\xEF\xBB\xBF"); }},
        {.name = "pages in GB18030", .before = inGb18030},
        {.name = "places from the root", .before = replaced(Document, "\"Pages/Page_0", "\"/Doc_0/Pages/Page_0")},
        {.name = "places with a dot", .before = replaced(Document, "\"Pages/Page_0", "\"./Pages/Page_0")},
        {.name = "places with backslashes",
            .before = replaced(Document, "Pages/Page_0/Content", "Pages\\Page_0\\Content")},
        {.name = "places with line breaks",
            .before = replaced(Document, "Annots/Annotations.xml", "\n   Annots/Annotations.xml\n  ")},
        {.name = "names in Chinese and escaped", .before = chineseNames()},
        {.name = "attachment that is called Signature.xml",
            .before = both(renamed("Doc_0/Attachs/list.txt", "Doc_0/Attachs/Signature.xml"),
                replaced("Doc_0/Attachs/Attachments.xml", "list.txt", "Signature.xml"))},
        {.name = "file that nothing leads to, under the seal", .before = added("Doc_0/thumb.png", "\x89PNG")},
        {.name = "elements and attributes that nobody knows",
            .before = replaced(Document, "<ofd:Pages>", "<ofd:Maker Version=\"3\"/><ofd:Pages Count=\"2\">")},
        {.name = "comments and breaks in OFD.xml",
            .before = replaced(Root, "<ofd:DocBody>", "\r\n<!-- made by x -->\r\n<ofd:DocBody>\r\n")},
        {.name = "empty annotations",
            .before = replaced("Doc_0/Annots/Page_0/Annotation.xml", "<ofd:Annot ", "<ofd:Other ")},
        {.name = "place of a file that is missing",
            .before =
                replaced(Document, "</ofd:PublicRes>", "</ofd:PublicRes><ofd:DocumentRes>None.xml</ofd:DocumentRes>")},
        {.name = "title like a file's name", .before = replaced(Root, "关于测试的通知", "a.png")},
    };
}

QList<Wrap> inSignatures()
{
    return {
        {.name = "references without their slash", .list = inWholeList("FileRef=\"/", "FileRef=\"")},
        {.name = "references with backslashes",
            .list = inList("/Doc_0/Pages/Page_0/Content.xml", "\\Doc_0\\Pages\\Page_0\\Content.xml")},
        {.name = "references with a dot", .list = inWholeList("FileRef=\"/Doc_0", "FileRef=\"/./Doc_0")},
        {.name = "references from the signature's own folder",
            .list = inList("FileRef=\"/Doc_0/Signs/Sign_0/Seal.esl", "FileRef=\"Seal.esl")},
        {.name = "digests on several lines", .list = breakBase64},
        {.name = "file named twice with one digest",
            .list =
                [](QByteArray &xml) {
                    const qsizetype from = xml.indexOf("<ofd:Reference FileRef=\"/Doc_0/Document.xml\"");
                    const QByteArray end = "</ofd:Reference>";
                    xml.insert(from, xml.mid(from, xml.indexOf(end, from) + end.size() - from));
                }},
        {.name = "digest by name", .list = inWholeList("1.2.156.10197.1.401\"", "SM3\"")},
        {.name = "empty parameters", .list = inList("<ofd:SignatureMethod>", "<ofd:Parameters/><ofd:SignatureMethod>")},
        {.name = "time with blanks", .list = inList("20261121083320Z", " 2026-11-21 08:33:20 ")},
        {.name = "Signature.xml pretty", .list = inWholeList("><", ">\r\n  <")},
        {.name = "no type in the list", .after = replaced(List, " Type=\"Seal\"", "")},
        {.name = "type in small letters", .after = replaced(List, "\"Seal\"", "\"seal\"")},
        {.name = "place in the list from its own folder",
            .after = replaced(List, "/Doc_0/Signs/Sign_0/Signature.xml", "Sign_0/Signature.xml")},
        {.name = "no highest id", .after = replaced(List, "<ofd:MaxSignId>s003</ofd:MaxSignId>", "")},
        {.name = "ids as numbers", .after = replaced(List, "\"s001\"", "\"1\"")},
    };
}

QList<Wrap> inPackages()
{
    return {
        {.name = "folders in the ZIP",
            .pack = packed({}, {}, {ZipPart{.name = "Doc_0/"}, ZipPart{.name = "Doc_0/Res/"}})},
        {.name = "sizes behind the entries", .pack = packed([](ZipPart &part) { part.withDescriptor = true; })},
        {.name = "compressed", .pack = packed([](ZipPart &part) {
             part.size = static_cast<quint32>(part.bytes.size());
             part.checksum = crc32(part.bytes);
             part.bytes = deflated(part.bytes);
             part.method = 8;
         })},
        {.name = "names with a slash in front", .pack = packed([](ZipPart &part) {
             part.name.prepend('/');
             part.localName = part.name;
         })},
        {.name = "comment of the ZIP", .pack = packed({}, {.comment = "made by x"})},
        {.name = "maker's bytes in front", .pack = packed({}, {.leading = "OFDHEAD"})},
        {.name = "time and rights in the ZIP", .pack = packed([](ZipPart &part) { part.attributes = 0100644u << 16; })},
    };
}

} // namespace

QList<Wrap> goodHabits()
{
    return inFiles() + inSignatures() + inPackages();
}

} // namespace wenyi::core::tests
