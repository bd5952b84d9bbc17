// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/core/sealing/Wraps.h"

namespace wenyi::core::tests {

using namespace Qt::StringLiterals;
using ofd::tests::pageFile;
using ofd::tests::xmlFile;

namespace {

constexpr auto Root = "OFD.xml";
constexpr auto Document = "Doc_0/Document.xml";
constexpr auto PublicRes = "Doc_0/PublicRes.xml";
constexpr auto Page0 = "Doc_0/Pages/Page_0/Content.xml";
constexpr auto Page1 = "Doc_0/Pages/Page_1/Content.xml";
constexpr auto Template = "Doc_0/Tpls/Tpl_0/Content.xml";
constexpr auto Annotation = "Doc_0/Annots/Page_0/Annotation.xml";

/// A whole file put in place of what was there.
EntriesChange put(const char *path, const QByteArray &bytes)
{
    return [=](Entries &entries) { entryOf(entries, QString::fromUtf8(path)).bytes = bytes; };
}

void swapPages(Entries &entries)
{
    std::swap(entryOf(entries, QString::fromLatin1(Page0)).bytes, entryOf(entries, QString::fromLatin1(Page1)).bytes);
}

/// The same text in another encoding: other bytes.
void reencode(Entries &entries)
{
    QByteArray &bytes = entryOf(entries, QString::fromLatin1(Page0)).bytes;
    const QString text = QString::fromUtf8(bytes).replace(u"UTF-8"_s, u"UTF-16"_s);
    bytes = QByteArray("\xFF\xFE") + QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
}

/// A complete second document beside the sealed one.
void addDocument(Entries &entries)
{
    added("Doc_1/Document.xml",
        xmlFile("Document", "<ofd:CommonData/><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Page.xml\"/><ofd:Page ID=\"2\" "
                            "BaseLoc=\"Next.xml\"/></ofd:Pages>"))(entries);
    added("Doc_1/Page.xml", pageFile("另一份文"))(entries);
    added("Doc_1/Next.xml", pageFile("另一页文"))(entries);
}

constexpr auto SecondBody = "<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody>";

QList<Wrap> inPages()
{
    const char *changed = "content-changed";
    const char *page0 = "changed Doc_0/Pages/Page_0/Content.xml";
    return {
        {.name = "text of a page",
            .after = replaced(Page0, "第一页文", "第一页又"),
            .conclusion = changed,
            .told = page0},
        {.name = "pages exchanged", .after = swapPages, .conclusion = changed, .told = page0},
        {.name = "page emptied", .after = put(Page0, xmlFile("Page", {})), .conclusion = changed, .told = page0},
        {.name = "page taken away",
            .after = removed(Page1),
            .conclusion = changed,
            .told = "changed /Doc_0/Pages/Page_1/Content.xml"},
        {.name = "bytes behind a page",
            .after = replaced(Page0, "</ofd:Page>", "</ofd:Page><!-- x -->"),
            .conclusion = changed,
            .told = page0},
        {.name = "comment that parts a text",
            .after = replaced(Page0, "第一页文", "第一<!-- -->页文"),
            .conclusion = changed,
            .told = page0},
        {.name = "page in another encoding", .after = reencode, .conclusion = changed, .told = page0},
        {.name = "entity of its own in a page",
            .after = replaced(Page0, "?>", "?><!DOCTYPE Page [<!ENTITY a \"假\">]>"),
            .conclusion = changed,
            .told = page0},
    };
}

QList<Wrap> aroundPages()
{
    const char *changed = "content-changed";
    const char *page0 = "changed Doc_0/Pages/Page_0/Content.xml";
    return {
        {.name = "layer over the text",
            .after = replaced(Page0, "</ofd:Content>", "<ofd:Layer ID=\"90\"/></ofd:Content>"),
            .conclusion = changed,
            .told = page0},
        {.name = "second content element in front",
            .after = replaced(Page0, "<ofd:Content>", "<ofd:Content/><ofd:Content>"),
            .conclusion = changed,
            .told = page0},
        {.name = "page wrapped into a foreign element",
            .after = replaced(Page0, "<ofd:Content>", "<x:a xmlns:x=\"urn:x\"/><ofd:Content>"),
            .conclusion = changed,
            .told = page0},
        {.name = "template exchanged",
            .after = put(Template, pageFile("草案")),
            .conclusion = changed,
            .told = "changed Doc_0/Tpls/Tpl_0/Content.xml"},
        {.name = "template in front",
            .after = replaced(Page0, "TemplateID=\"9\"", "TemplateID=\"9\" ZOrder=\"Foreground\""),
            .conclusion = changed,
            .told = page0},
        {.name = "annotation altered",
            .after = replaced(Annotation, "L 9 9", "L 9 1"),
            .conclusion = changed,
            .told = "changed Doc_0/Annots/Page_0/Annotation.xml"},
        {.name = "annotation made invisible",
            .after = replaced(Annotation, "Type=\"Path\"", "Type=\"Path\" Visible=\"false\""),
            .conclusion = changed,
            .told = "changed Doc_0/Annots/Page_0/Annotation.xml"},
        {.name = "font exchanged",
            .after = put("Doc_0/Res/song.ttf", QByteArray("\0\1\0\0 other outlines", 19)),
            .conclusion = changed,
            .told = "changed Doc_0/Res/song.ttf"},
        {.name = "picture exchanged",
            .after = put("Doc_0/Res/a.png", "\x89PNG another"),
            .conclusion = changed,
            .told = "changed Doc_0/Res/a.png"},
        {.name = "attachment exchanged",
            .after = put("Doc_0/Attachs/list.txt", "one\n"),
            .conclusion = changed,
            .told = "changed Doc_0/Attachs/list.txt"},
    };
}

QList<Wrap> inDocument()
{
    const char *changed = "content-changed";
    const char *document = "changed Doc_0/Document.xml";
    return {
        {.name = "page hidden",
            .after = replaced(Document, "<ofd:Page ID=\"2\" BaseLoc=\"Pages/Page_1/Content.xml\"/>", ""),
            .conclusion = "malformed",
            .told = document},
        {.name = "order of pages",
            .after = both(replaced(Document, "Page_0", "Page_x"),
                both(replaced(Document, "Page_1", "Page_0"), replaced(Document, "Page_x", "Page_1"))),
            .conclusion = changed,
            .told = document},
        {.name = "page added",
            .after = both(replaced(Document, "</ofd:Pages>",
                              "<ofd:Page ID=\"5\" BaseLoc=\"Pages/Page_2/Content.xml\"/></ofd:Pages>"),
                added("Doc_0/Pages/Page_2/Content.xml", pageFile("第三页文"))),
            .conclusion = changed,
            .told = "uncovered Doc_0/Pages/Page_2/Content.xml"},
        {.name = "page nodes wrapped",
            .after = both(replaced(Document, "<ofd:Pages>", "<ofd:Pages/><ofd:Old><ofd:Pages>"),
                replaced(Document, "</ofd:Pages>", "</ofd:Pages></ofd:Old>")),
            .conclusion = "malformed",
            .told = document},
        {.name = "second Pages in front",
            .after = both(replaced(Document, "<ofd:Pages>",
                              "<ofd:Pages><ofd:Page ID=\"5\" BaseLoc=\"Pages/Page_2/Content.xml\"/></ofd:Pages>"
                              "<ofd:Pages>"),
                added("Doc_0/Pages/Page_2/Content.xml", pageFile("假文"))),
            .conclusion = "malformed",
            .told = "uncovered Doc_0/Pages/Page_2/Content.xml"},
        {.name = "two pages of one id",
            .after = replaced(Document, "<ofd:Page ID=\"2\"", "<ofd:Page ID=\"1\""),
            .conclusion = "malformed",
            .told = document},
        {.name = "BaseLoc in another case beside it",
            .after = both(replaced(Document, "ID=\"1\" BaseLoc", "baseLoc=\"Pages/b.xml\" ID=\"1\" BaseLoc"),
                added("Doc_0/Pages/b.xml", pageFile("假文"))),
            .conclusion = changed,
            .told = "uncovered Doc_0/Pages/b.xml"},
    };
}

QList<Wrap> inCommonData()
{
    const char *changed = "content-changed";
    const char *document = "changed Doc_0/Document.xml";
    return {
        {.name = "PublicRes repointed",
            .after = both(replaced(Document, "PublicRes.xml", "PublicRes2.xml"),
                added("Doc_0/PublicRes2.xml", xmlFile("Res", {}))),
            .conclusion = changed,
            .told = "uncovered Doc_0/PublicRes2.xml"},
        {.name = "resource of an id that is taken",
            .after = replaced("Doc_0/DocumentRes.xml", "</ofd:MultiMedias>",
                "</ofd:MultiMedias><ofd:Fonts><ofd:Font ID=\"3\" FontName=\"x\"/></ofd:Fonts>"),
            .conclusion = changed,
            .told = "changed Doc_0/DocumentRes.xml"},
        {.name = "page size",
            .after = replaced(Document, "0 0 210 297", "0 0 210 150"),
            .conclusion = changed,
            .told = document},
        {.name = "second CommonData in front",
            .after = replaced(Document, "<ofd:CommonData>", "<ofd:CommonData/><ofd:CommonData>"),
            .conclusion = changed,
            .told = document},
        {.name = "annotations repointed",
            .after = both(replaced(Document, "Annots/Annotations.xml", "Annots/None.xml"),
                added("Doc_0/Annots/None.xml", xmlFile("Annotations", {}))),
            .conclusion = changed,
            .told = "uncovered Doc_0/Annots/None.xml"},
        {.name = "action when it is opened",
            .after = replaced(Document, "<ofd:Pages>",
                "<ofd:Actions><ofd:Action Event=\"DO\"><ofd:URI URI=\"http://x\"/></ofd:Action></ofd:Actions>"
                "<ofd:Pages>"),
            .conclusion = changed,
            .told = document},
        {.name = "permissions",
            .after = replaced(Document, "<ofd:Pages>", "<ofd:Permissions><ofd:Print/></ofd:Permissions><ofd:Pages>"),
            .conclusion = changed,
            .told = document},
        {.name = "custom tags altered",
            .after = replaced("Doc_0/Tags/Fields.xml", "title", "number"),
            .conclusion = changed,
            .told = "changed Doc_0/Tags/Fields.xml"},
        {.name = "name of an attachment",
            .after = replaced("Doc_0/Attachs/Attachments.xml", "名单", "附件"),
            .conclusion = changed,
            .told = "changed Doc_0/Attachs/Attachments.xml"},
        {.name = "name of a font",
            .after = replaced(PublicRes, "宋体", "黑体"),
            .conclusion = changed,
            .told = "changed Doc_0/PublicRes.xml"},
        {.name = "document type declaration in Document.xml",
            .after = replaced(Document, "?>", "?><!DOCTYPE Document [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"),
            .conclusion = "refused",
            .told = "refused ofd.xml-dtd"},
    };
}

QList<Wrap> inRoot()
{
    const char *changed = "content-changed";
    const auto withDocument = [](const EntriesChange &change) { return both(addDocument, change); };
    return {
        {.name = "OFD.xml repointed",
            .after = withDocument(replaced(Root, "Doc_0/Document.xml", "Doc_1/Document.xml")),
            .conclusion = changed,
            .told = "uncovered Doc_1/Page.xml"},
        {.name = "second DocBody behind",
            .after = withDocument(replaced(Root, "</ofd:OFD>", QByteArray(SecondBody) + "</ofd:OFD>")),
            .conclusion = changed,
            .told = "uncovered Doc_1/Page.xml"},
        {.name = "second DocBody in front",
            .after = withDocument(replaced(Root, "<ofd:DocBody>", QByteArray(SecondBody) + "<ofd:DocBody>")),
            .conclusion = "seal-removed",
            .told = "removed Doc_0/Signs/Sign_0/Signature.xml"},
        {.name = "second DocRoot in front",
            .after = withDocument(
                replaced(Root, "<ofd:DocRoot>", "<ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot><ofd:DocRoot>")),
            .conclusion = changed,
            .told = "uncovered Doc_1/Page.xml"},
        {.name = "version added",
            .after = both(replaced(Root, "</ofd:DocRoot>",
                              "</ofd:DocRoot><ofd:Versions><ofd:Version ID=\"v1\" Index=\"1\" Current=\"true\" "
                              "BaseLoc=\"Doc_0/v1.xml\"/></ofd:Versions>"),
                added("Doc_0/v1.xml", xmlFile("DocVersion", {}))),
            .conclusion = changed,
            .told = "uncovered Doc_0/v1.xml"},
        {.name = "title in the properties",
            .after = replaced(Root, "关于测试的通知", "关于考试的通知"),
            .conclusion = changed,
            .told = "changed OFD.xml"},
        {.name = "custom data in the properties",
            .after = replaced(Root, "</ofd:DocInfo>",
                "<ofd:CustomDatas><ofd:CustomData Name=\"FWZH\">1</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo>"),
            .conclusion = changed,
            .told = "changed OFD.xml"},
        {.name = "list of signatures named no more",
            .after = replaced(Root, "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>", ""),
            .conclusion = "seal-removed",
            .told = "removed Doc_0/Signs/Sign_0/Signature.xml"},
        {.name = "another list of signatures in front",
            .after = both(
                replaced(Root, "<ofd:Signatures>", "<ofd:Signatures>/Doc_0/None.xml</ofd:Signatures><ofd:Signatures>"),
                added("Doc_0/None.xml", xmlFile("Signatures", {}))),
            .conclusion = "seal-removed",
            .told = "removed Doc_0/Signs/Sign_0/Signature.xml"},
    };
}

} // namespace

QList<Wrap> wrapsOfContent()
{
    return inPages() + aroundPages() + inDocument() + inCommonData() + inRoot();
}

} // namespace wenyi::core::tests
