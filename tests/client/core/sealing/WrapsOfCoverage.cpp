// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/sealing/Wraps.h"

namespace wenyi::core::tests {

using namespace Qt::StringLiterals;
using ofd::tests::pageFile;

namespace {

/// A place that the document named when it was sealed, for a file that came afterwards: every reference holds.
struct Place
{
    const char *name;
    const char *in;      ///< The file that names it.
    const char *before;  ///< Where in it the place is written.
    const char *written; ///< The place as it is written.
    const char *path;    ///< The file that comes there.
    const char *uncovered;
};

Wrap laterFile(const Place &place)
{
    return {.name = place.name,
        .before = replaced(place.in, place.before, QByteArray(place.written) + place.before),
        .after = added(place.path, pageFile("后加")),
        .conclusion = "not-covered",
        .told = place.uncovered};
}

constexpr auto Root = "OFD.xml";
constexpr auto Document = "Doc_0/Document.xml";
constexpr auto Page0 = "Doc_0/Pages/Page_0/Content.xml";
constexpr auto NewPage = "Doc_0/Pages/Page_2/Content.xml";
constexpr auto UncoveredPage = "uncovered Doc_0/Pages/Page_2/Content.xml";

QList<Place> placesOfEveryKind()
{
    return {
        {"page that came later", Document, "</ofd:Pages>", "<ofd:Page ID=\"5\" BaseLoc=\"Pages/Page_2/Content.xml\"/>",
            NewPage, UncoveredPage},
        {"template that came later", Document, "</ofd:CommonData>",
            "<ofd:TemplatePage ID=\"8\" BaseLoc=\"Tpls/T.xml\"/>", "Doc_0/Tpls/T.xml", "uncovered Doc_0/Tpls/T.xml"},
        {"resource file that came later", Document, "</ofd:CommonData>", "<ofd:DocumentRes>More.xml</ofd:DocumentRes>",
            "Doc_0/More.xml", "uncovered Doc_0/More.xml"},
        {"page's resource file that came later", Page0, "<ofd:Content>", "<ofd:PageRes>../Res.xml</ofd:PageRes>",
            "Doc_0/Pages/Res.xml", "uncovered Doc_0/Pages/Res.xml"},
        {"font that came later", "Doc_0/PublicRes.xml", "</ofd:Fonts>",
            "<ofd:Font ID=\"4\" FontName=\"x\"><ofd:FontFile>hei.ttf</ofd:FontFile></ofd:Font>", "Doc_0/Res/hei.ttf",
            "uncovered Doc_0/Res/hei.ttf"},
        {"picture that came later", "Doc_0/DocumentRes.xml", "</ofd:MultiMedias>",
            "<ofd:MultiMedia ID=\"7\" Type=\"Image\"><ofd:MediaFile>b.png</ofd:MediaFile></ofd:MultiMedia>",
            "Doc_0/Res/b.png", "uncovered Doc_0/Res/b.png"},
        {"colour profile that came later", "Doc_0/PublicRes.xml", "<ofd:Fonts>",
            "<ofd:ColorSpaces><ofd:ColorSpace ID=\"70\" Type=\"RGB\" Profile=\"c.icc\"/></ofd:ColorSpaces>",
            "Doc_0/Res/c.icc", "uncovered Doc_0/Res/c.icc"},
        {"annotation that came later", "Doc_0/Annots/Annotations.xml", "</ofd:Annotations>",
            "<ofd:Page PageID=\"2\"><ofd:FileLoc>Page_1/Annotation.xml</ofd:FileLoc></ofd:Page>",
            "Doc_0/Annots/Page_1/Annotation.xml", "uncovered Doc_0/Annots/Page_1/Annotation.xml"},
        {"attachment that came later", "Doc_0/Attachs/Attachments.xml", "</ofd:Attachments>",
            "<ofd:Attachment ID=\"a2\" Name=\"n\"><ofd:FileLoc>more.txt</ofd:FileLoc></ofd:Attachment>",
            "Doc_0/Attachs/more.txt", "uncovered Doc_0/Attachs/more.txt"},
        {"custom tag that came later", "Doc_0/Tags/CustomTags.xml", "</ofd:CustomTags>",
            "<ofd:CustomTag NameSpace=\"n\"><ofd:FileLoc>More.xml</ofd:FileLoc></ofd:CustomTag>", "Doc_0/Tags/More.xml",
            "uncovered Doc_0/Tags/More.xml"},
        {"data of an extension that came later", "Doc_0/Extensions.xml", "</ofd:Extensions>",
            "<ofd:Extension AppName=\"y\" RefId=\"1\"><ofd:ExtendData>ext.xml</ofd:ExtendData></ofd:Extension>",
            "Doc_0/ext.xml", "uncovered Doc_0/ext.xml"},
        {"version that came later", Root, "</ofd:DocBody>",
            "<ofd:Versions><ofd:Version ID=\"v1\" Index=\"1\" BaseLoc=\"Doc_0/v1.xml\"/></ofd:Versions>",
            "Doc_0/v1.xml", "uncovered Doc_0/v1.xml"},
        {"document that came later", Root, "</ofd:OFD>",
            "<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody>",
            "Doc_1/Document.xml", "uncovered Doc_1/Document.xml"},
        {"cover that came later", Root, "</ofd:DocInfo>", "<ofd:Cover>cover.png</ofd:Cover>", "cover.png",
            "uncovered cover.png"},
    };
}

/// The same page under every way to write where it is that our reader follows.
QList<Place> spellings()
{
    const auto page = [](const char *name, const char *written) {
        return Place{name, Document, "</ofd:Pages>", written, NewPage, UncoveredPage};
    };
    return {
        page("place from the root", "<ofd:Page ID=\"5\" BaseLoc=\"/Doc_0/Pages/Page_2/Content.xml\"/>"),
        page("place with backslashes", "<ofd:Page ID=\"5\" BaseLoc=\"Pages\\Page_2\\Content.xml\"/>"),
        page("place with dots", "<ofd:Page ID=\"5\" BaseLoc=\"./Pages/x/../Page_2/Content.xml\"/>"),
        page("place with escaped letters", "<ofd:Page ID=\"5\" BaseLoc=\"Pages%2FPage_2%2FConten%74.xml\"/>"),
        page("place with a line break", "<ofd:Page ID=\"5\" BaseLoc=\"Pages/Page_2/Con&#10;tent.xml\"/>"),
        page("place with a tabulator", "<ofd:Page ID=\"5\" BaseLoc=\"Pages/Page_2/Content&#9;.xml\"/>"),
        page("place that ends in a slash", "<ofd:Page ID=\"5\" BaseLoc=\"Pages/Page_2/Content.xml/\"/>"),
        page("place that ends in a dot", "<ofd:Page ID=\"5\" BaseLoc=\"Pages/Page_2/Content.xml/.\"/>"),
        page("place that goes in and out", "<ofd:Page ID=\"5\" BaseLoc=\"Pages/Page_2/Content.xml/x/..\"/>"),
        page("place with a blank behind, escaped", "<ofd:Page ID=\"5\" BaseLoc=\"Pages/Page_2/Content.xml%20\"/>"),
        page("place in letters of the XML", "<ofd:Page ID=\"5\" BaseLoc=\"Pages/Page_2/&#67;ontent.xml\"/>"),
        page("attribute in another case", "<ofd:page id=\"5\" BASELOC=\"Pages/Page_2/Content.xml\"/>"),
    };
}

/// Longer than a location may be as it is written, and short enough once its escapes are read.
Wrap longPlace()
{
    QByteArray escaped;
    for (int i = 0; i < 400; ++i)
        escaped += "%2E%2F";
    const QByteArray page = "<ofd:Page ID=\"5\" BaseLoc=\"" + escaped + "Pages/Page_2/Content.xml\"/>";
    return {.name = "place that is long as it is written",
        .before = replaced(Document, "</ofd:Pages>", page + "</ofd:Pages>"),
        .after = added(NewPage, pageFile("后加")),
        .conclusion = "not-covered",
        .told = UncoveredPage};
}

/// The signature of a maker that left a file out.
Wrap leftOut(const char *name, const char *path)
{
    return {.name = name,
        .list =
            [path](QByteArray &xml) {
                const qsizetype from = xml.indexOf("<ofd:Reference FileRef=\"/" + QByteArray(path) + '"');
                if (from < 0)
                    qFatal("no reference to %s", path);
                const QByteArray end = "</ofd:Reference>";
                xml.remove(from, xml.indexOf(end, from) + end.size() - from);
            },
        .conclusion = "not-covered"};
}

QList<Wrap> leftOut()
{
    QList<Wrap> wraps{
        leftOut("page left out of the references", "Doc_0/Pages/Page_1/Content.xml"),
        leftOut("OFD.xml left out of the references", "OFD.xml"),
        leftOut("font left out of the references", "Doc_0/Res/song.ttf"),
        leftOut("attachment left out of the references", "Doc_0/Attachs/list.txt"),
    };
    wraps[0].told = "uncovered Doc_0/Pages/Page_1/Content.xml";
    wraps[1].told = "uncovered OFD.xml";
    wraps[2].told = "uncovered Doc_0/Res/song.ttf";
    wraps[3].told = "uncovered Doc_0/Attachs/list.txt";
    return wraps;
}

} // namespace

QList<Wrap> wrapsOfCoverage()
{
    QList<Wrap> wraps;
    for (const Place &place : placesOfEveryKind() + spellings())
        wraps.append(laterFile(place));
    wraps.append(longPlace());
    wraps.append({.name = "stray page that nothing leads to",
        .after = added("Doc_0/Pages/Page_9/Content.xml", pageFile("后加")),
        .conclusion = "valid-with-remarks",
        .told = "extra Doc_0/Pages/Page_9/Content.xml"});
    return wraps + leftOut();
}

} // namespace wenyi::core::tests
