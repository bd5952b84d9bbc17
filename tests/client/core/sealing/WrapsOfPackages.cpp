// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/sealing/Wraps.h"
#include "tests/shared/ofd/ZipBuilder.h"

namespace wenyi::core::tests {

using namespace Qt::StringLiterals;
using ofd::tests::pageFile;

namespace {

using Parts = QList<ZipPart>;
using PartsChange = std::function<void(Parts &)>;

constexpr auto Page = "Doc_0/Pages/Page_0/Content.xml";

std::function<QByteArray(const Entries &)> packed(const PartsChange &change, const ZipFrame &frame = {})
{
    return [=](const Entries &entries) {
        Parts parts;
        for (const ofd::PackageEntry &entry : entries)
            parts.append(ZipPart{.name = entry.path.toUtf8(), .bytes = entry.bytes});
        if (change)
            change(parts);
        return buildZip(parts, frame);
    };
}

ZipPart &partOf(Parts &parts, const char *name)
{
    return *std::ranges::find(parts, QByteArray(name), &ZipPart::name);
}

PartsChange another(const QByteArray &name)
{
    return [name](Parts &parts) { parts.append(ZipPart{.name = name, .bytes = pageFile("假的页文")}); };
}

Wrap refused(const char *name, const PartsChange &change, const char *told, const ZipFrame &frame = {})
{
    return {.name = name, .pack = packed(change, frame), .conclusion = "refused", .told = told};
}

} // namespace

QList<Wrap> wrapsOfPackages()
{
    const auto hidden = [](Parts &parts) {
        parts.append(ZipPart{.name = Page, .bytes = pageFile("假的页文"), .isListed = false});
    };
    const auto inFront = [](Parts &parts) { parts.prepend(ZipPart{.name = Page, .bytes = pageFile("假的页文")}); };
    const auto otherLocalName = [](Parts &parts) { partOf(parts, Page).localName = "Doc_0/Pages/Page_0/Contenx.xml"; };
    const auto otherSize = [](Parts &parts) { partOf(parts, Page).localSize = 10; };
    const auto wrongSum = [](Parts &parts) { partOf(parts, Page).bytes.replace("第一页文", "假的页文"); };
    const auto keepsSum = [wrongSum](Parts &parts) {
        partOf(parts, Page).checksum = crc32(partOf(parts, Page).bytes);
        wrongSum(parts);
    };
    const auto fileAsFolder = another("Doc_0/Pages/Page_0/Content.xml/x.xml");
    const auto two = [](Parts &parts) {
        partOf(parts, Page).gapBefore = buildZip({ZipPart{.name = Page, .bytes = pageFile("假的页文")}});
    };
    const QByteArray secondZip = buildZip({ZipPart{.name = "OFD.xml", .bytes = "<OFD/>"}});
    const QByteArray longName = QByteArray("Doc_0/") + QByteArray(5000, 'a');
    return {
        refused("page twice in the ZIP", another(Page), "refused archive.duplicate-entry"),
        refused("page twice, the false one first", inFront, "refused archive.duplicate-entry"),
        refused("twin in another case", another("doc_0/pages/page_0/content.xml"), "refused archive.duplicate-entry"),
        refused("twin with a slash in front", another("/Doc_0/Pages/Page_0/Content.xml"),
            "refused archive.duplicate-entry"),
        refused(
            "twin with backslashes", another("Doc_0\\Pages\\Page_0\\Content.xml"), "refused archive.duplicate-entry"),
        refused(
            "twin with a dot behind", another("Doc_0/Pages/Page_0/Content.xml."), "refused archive.duplicate-entry"),
        refused("twin on another way", another("Doc_0/x/../Pages/Page_0/Content.xml"),
            "refused archive.entry-name-escapes"),
        refused("file that is another's folder", fileAsFolder, "refused archive.duplicate-entry"),
        refused("name with a direction mark",
            another("Doc_0/\xE2\x80\xAE"
                    "fdo.xml"),
            "refused archive.entry-name-character"),
        refused("entry out of the package", another("../Content.xml"), "refused archive.entry-name-escapes"),
        refused("page that no directory lists", hidden, "refused archive.zip-hidden-entry"),
        refused("whole package between two entries", two, "refused archive.zip-two-ends"),
        refused("two names of one entry", otherLocalName, "refused archive.zip-headers-differ"),
        refused("two sizes of one entry", otherSize, "refused archive.zip-headers-differ"),
        refused("page under the checksum of another", keepsSum, "refused archive.entry-damaged"),
        refused("bytes behind the package", {}, "refused archive.zip-trailing-bytes", {.trailing = "x"}),
        refused("second package behind it", {}, "refused archive.zip-two-ends", {.trailing = secondZip}),
        refused("second package as its comment", {}, "refused archive.zip-two-ends", {.comment = secondZip}),
        refused("fewer entries told than there are", {}, "refused archive.zip-directory-size", {.count = 3}),
        refused("name without end", another(longName), "refused archive.entry-name-long"),
        {.name = "page altered with its checksum",
            .pack = packed(wrongSum),
            .conclusion = "content-changed",
            .told = "changed Doc_0/Pages/Page_0/Content.xml"},
    };
}

} // namespace wenyi::core::tests
