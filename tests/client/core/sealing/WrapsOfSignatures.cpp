// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/sealing/Wraps.h"

#include "shared/crypto/Sm3.h"

#include <QCryptographicHash>

namespace wenyi::core::tests {

using namespace Qt::StringLiterals;
using ofd::tests::pageFile;
using ofd::tests::xmlFile;

namespace {

constexpr auto List = "Doc_0/Signs/Signatures.xml";
constexpr auto Signature = "Doc_0/Signs/Sign_0/Signature.xml";
constexpr auto Seal = "Doc_0/Signs/Sign_0/Seal.esl";
constexpr auto Value = "Doc_0/Signs/Sign_0/SignedValue.dat";
constexpr auto Removed = "removed Doc_0/Signs/Sign_0/Signature.xml";
constexpr auto OtherBytes = "step seal.data-hash";
constexpr auto Listed = "<ofd:Signature ID=\"s001\" Type=\"Seal\" BaseLoc=\"/Doc_0/Signs/Sign_0/Signature.xml\"/>";

/// The signature's files once more, in another folder; the list is left as it is.
EntriesChange copied(const char *path)
{
    return [path](Entries &entries) {
        for (const char *from : {Signature, Value}) {
            const QByteArray name = QByteArray(from).split('/').last();
            entries.append({QString::fromUtf8(path) + u'/' + QString::fromUtf8(name),
                entryOf(entries, QString::fromUtf8(from)).bytes});
        }
    };
}

QList<Wrap> ofTheList()
{
    return {
        {.name = "list emptied", .after = replaced(List, Listed, ""), .conclusion = "seal-removed", .told = Removed},
        {.name = "list taken away",
            .after = removed(List),
            .conclusion = "refused",
            .told = "refused archive.entry-missing"},
        {.name = "list that is none",
            .after = [](Entries &entries) { entryOf(entries, QString::fromLatin1(List)).bytes = xmlFile("Res", {}); },
            .conclusion = "refused",
            .told = "refused ofd.signatures-form"},
        {.name = "entry in a comment",
            .after = replaced(List, Listed, QByteArray("<!-- ") + Listed + " -->"),
            .conclusion = "seal-removed",
            .told = Removed},
        {.name = "entry in another namespace",
            .after = replaced(List, "<ofd:Signature ", "<x:Signature xmlns:x=\"urn:x\" "),
            .conclusion = "seal-removed",
            .told = Removed},
        {.name = "second Signature.xml in its place",
            .after = both(replaced(List, "Sign_0", "Sign_1"), copied("Doc_0/Signs/Sign_1")),
            .conclusion = "seal-removed",
            .told = Removed},
        {.name = "second Signature.xml beside it",
            .after = both(replaced(List, Listed, QByteArray(Listed) + QByteArray(Listed).replace("Sign_0", "Sign_1")),
                copied("Doc_0/Signs/Sign_1")),
            .conclusion = "valid-with-remarks", // Over the same files; that it lies elsewhere is told.
            .told = "step seal.property"},
        {.name = "stray second Signature.xml",
            .after = copied("Doc_0/Signs/Sign_1"),
            .conclusion = "seal-removed",
            .told = "removed Doc_0/Signs/Sign_1/Signature.xml"},
        {.name = "seal renamed and off the list",
            .after = both(replaced(List, Listed, ""), renamed(Signature, "Doc_0/Signs/Sign_0/Old.xml")),
            .conclusion = "seal-removed",
            .told = "removed Doc_0/Signs/Sign_0/Old.xml"},
    };
}

QList<Wrap> ofListedSignatures()
{
    return {
        {.name = "one signature listed twice",
            .after = replaced(List, Listed, QByteArray(Listed) + Listed),
            .conclusion = "malformed",
            .told = "fault ofd.signature-twice"},
        {.name = "seal called a signature",
            .after = replaced(List, "Type=\"Seal\"", "Type=\"Sign\""),
            .conclusion = "malformed",
            .told = "fault der.tag"},
        {.name = "type that nobody knows",
            .after = replaced(List, "Type=\"Seal\"", "Type=\"Stamp\""),
            .conclusion = "seal-removed",
            .told = "fault ofd.signature-type"},
        {.name = "entry that leads nowhere",
            .after = replaced(List, "Sign_0", "Sign_7"),
            .conclusion = "seal-removed",
            .told = "fault ofd.signature-missing"},
        {.name = "entity in the list",
            .after = replaced(List, "?>", "?><!DOCTYPE Signatures [<!ENTITY a \"b\">]>"),
            .conclusion = "refused",
            .told = "refused ofd.xml-dtd"},
        {.name = "protected list with one entry more",
            .after = replaced(List, Listed, QByteArray(Listed) + QByteArray(Listed).replace("Sign_0", "Sign_1")),
            .coverage = ofd::Coverage::CloseDocument,
            .conclusion = "malformed",
            .told = "changed Doc_0/Signs/Signatures.xml"},
        {.name = "protected list emptied",
            .after = replaced(List, Listed, ""),
            .coverage = ofd::Coverage::CloseDocument,
            .conclusion = "seal-removed",
            .told = Removed},
    };
}

QList<Wrap> ofSignatureXml()
{
    const char *changed = "content-changed";
    const auto edited = [&](const char *name, const QByteArray &from, const QByteArray &to) {
        return Wrap{.name = name, .after = replaced(Signature, from, to), .conclusion = changed, .told = OtherBytes};
    };
    return {
        edited("stamp on another page", "PageRef=\"2\"", "PageRef=\"1\""),
        edited("stamp at another place", "Boundary=\"120 200 42 42\"", "Boundary=\"20 200 42 42\""),
        edited("stamp clipped away", "Boundary=\"120 200 42 42\"", "Boundary=\"120 200 42 42\" Clip=\"0 0 0.1 0.1\""),
        edited("stamp added", "<ofd:Seal>",
            "<ofd:StampAnnot ID=\"s009\" PageRef=\"1\" Boundary=\"9 9 42 42\"/><ofd:Seal>"),
        edited("reference taken away", "<ofd:Reference FileRef=\"/OFD.xml\">", "<ofd:Reference FileRef=\"\">"),
        edited("time of signing", "20261121083320Z", "20251121083320Z"),
        edited("digest method", "1.2.156.10197.1.401\"", "MD5\""),
        {.name = "SignedInfo in front",
            .after = replaced(Signature, "<ofd:SignedInfo>", "<ofd:SignedInfo/><ofd:SignedInfo>"),
            .conclusion = "malformed",
            .told = "fault ofd.signature-form"},
        edited("signed part wrapped", "<ofd:SignedInfo>", "<ofd:Object Id=\"a\"/><ofd:SignedInfo>"),
        edited("duplicate ids", "ID=\"s002\"", "ID=\"s003\""),
        edited("comment behind", "</ofd:Signature>", "</ofd:Signature><!-- -->"),
        {.name = "one altered page with its new digest",
            .after =
                [](Entries &entries) {
                    QByteArray &page = entryOf(entries, u"Doc_0/Pages/Page_0/Content.xml"_s).bytes;
                    QByteArray &xml = entryOf(entries, QString::fromLatin1(Signature)).bytes;
                    const QByteArray before = crypto::sm3(page).toBytes().toBase64();
                    page.replace("第一页文", "假的页文");
                    xml.replace(before, crypto::sm3(page).toBytes().toBase64());
                },
            .conclusion = changed,
            .told = OtherBytes},
    };
}

QList<Wrap> ofItsParts()
{
    return {
        {.name = "another seal beside the signed one",
            .after = replaced(Seal, "WENYI", "OTHER"),
            .conclusion = "content-changed",
            .told = "changed Seal.esl"},
        {.name = "seal beside it taken away",
            .after = removed(Seal),
            .conclusion = "malformed",
            .told = "fault ofd.signature-part-missing"},
        {.name = "signed value cut off",
            .after = [](Entries &entries) { entryOf(entries, QString::fromLatin1(Value)).bytes.chop(1); },
            .conclusion = "malformed",
            .told = "fault der.truncated"},
        {.name = "bytes behind the signed value",
            .after = [](Entries &entries) { entryOf(entries, QString::fromLatin1(Value)).bytes.append('\0'); },
            .conclusion = "malformed",
            .told = "fault der.trailing"},
        {.name = "signed value taken away",
            .after = removed(Value),
            .conclusion = "malformed",
            .told = "fault ofd.signature-part-missing"},
        {.name = "signature in another folder",
            .after = both(replaced(List, "Sign_0", "Sign_9"), renamed(Signature, "Doc_0/Signs/Sign_9/Signature.xml")),
            .conclusion = "valid-with-remarks",
            .told = "step seal.property"},
    };
}

/// What a maker's own references may hide; the value is over them.
QList<Wrap> ofCarelessMakers()
{
    const char *changed = "content-changed";
    const QByteArray root = "<ofd:Reference FileRef=\"/OFD.xml\">";
    const QByteArray twice =
        "<ofd:Reference FileRef=\"/OFD.xml\"><ofd:CheckValue>AAAA</ofd:CheckValue></ofd:Reference>";
    const auto md5 = [](QByteArray &xml) {
        const Entries entries = wrapEntries();
        for (const ofd::PackageEntry &entry : entries)
            xml.replace(crypto::sm3(entry.bytes).toBytes().toBase64(),
                QCryptographicHash::hash(entry.bytes, QCryptographicHash::Md5).toBase64());
    };
    return {
        {.name = "reference to a file outside",
            .list = inList(root, root
                                     + "<ofd:CheckValue>AAAA</ofd:CheckValue></ofd:Reference>"
                                       "<ofd:Reference FileRef=\"../../../../etc/passwd\">"),
            .conclusion = changed,
            .told = "changed ../../../../etc/passwd"},
        {.name = "reference to another machine",
            .list = inList(root, "<ofd:Reference FileRef=\"http://x/y\"><ofd:CheckValue>AAAA</ofd:CheckValue>"
                                 "</ofd:Reference>"
                                     + root),
            .conclusion = changed,
            .told = "changed http://x/y"},
        {.name = "file named twice, once with another digest",
            .list = inList(root, twice + root),
            .conclusion = changed,
            .told = "changed OFD.xml"},
        {.name = "MD5 said and used",
            .list =
                [md5](QByteArray &xml) {
                    md5(xml);
                    xml.replace("CheckMethod=\"1.2.156.10197.1.401\"", "CheckMethod=\"MD5\"");
                },
            .conclusion = changed,
            .told = "changed Doc_0/PublicRes.xml"},
        {.name = "SM3 said and MD5 used", .list = md5, .conclusion = changed, .told = "changed Doc_0/PublicRes.xml"},
    };
}

QList<Wrap> ofMakersWithoutDigests()
{
    const char *changed = "content-changed";
    return {
        {.name = "no digest method said",
            .list = inList(" CheckMethod=\"1.2.156.10197.1.401\"", ""),
            .conclusion = changed,
            .told = "changed OFD.xml"},
        {.name = "digests cut to one byte",
            .list =
                [](QByteArray &xml) {
                    const Entries entries = wrapEntries();
                    for (const ofd::PackageEntry &entry : entries)
                        xml.replace(crypto::sm3(entry.bytes).toBytes().toBase64(),
                            crypto::sm3(entry.bytes).toBytes().first(1).toBase64());
                },
            .conclusion = changed,
            .told = "changed Doc_0/PublicRes.xml"},
        {.name = "no references at all",
            .list =
                [](QByteArray &xml) {
                    const qsizetype from = xml.indexOf("<ofd:Reference ");
                    xml.remove(from, xml.indexOf("</ofd:References>") - from);
                },
            .conclusion = changed,
            .told = "changed Doc_0/Signs/Sign_0/Signature.xml"},
        {.name = "page in a second References",
            .list =
                [](QByteArray &xml) {
                    const qsizetype from = xml.indexOf("<ofd:Reference FileRef=\"/Doc_0/Pages/Page_1/Content.xml\"");
                    xml.insert(from, "</ofd:References><ofd:References CheckMethod=\"1.2.156.10197.1.401\">");
                },
            .conclusion = "not-covered",
            .told = "uncovered Doc_0/Pages/Page_1/Content.xml"},
        {.name = "stamp on a page that is not there",
            .list = inList("PageRef=\"2\"", "PageRef=\"77\""),
            .conclusion = "malformed",
            .told = "fault ofd.stamp-form"},
    };
}

} // namespace

QList<Wrap> wrapsOfSignatures()
{
    return ofTheList() + ofListedSignatures() + ofSignatureXml() + ofItsParts() + ofCarelessMakers()
           + ofMakersWithoutDigests();
}

} // namespace wenyi::core::tests
