// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/OfdReader.h"

#include "OnePage.h"
#include "ZipBuilder.h"

#include <QStringEncoder>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace wenyi;
using namespace wenyi::ofd;
using namespace wenyi::ofd::tests;
using namespace Qt::StringLiterals;

using Entries = QList<PackageEntry>;
using Change = std::function<void(Entries &)>;
Q_DECLARE_METATYPE(Change)

/// Files as makers write them, not as GB/T 33190 wants them: each oddity that was met in the wild, in one small file.
class OfdOdditiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatMakersWrite_data();
    void readsWhatMakersWrite();
    void readsZipsAsMakersPackThem_data();
    void readsZipsAsMakersPackThem();
    void refusesWhatTwoReadersWouldReadDifferently();
};

static const QByteArray TwoCodes = "<ofd:TextObject ID=\"4\" Boundary=\"10 20 50 10\" Font=\"3\" "
                                   "Size=\"5\"><ofd:TextCode X=\"1\" Y=\"5\" DeltaX=\"5\">关于"
                                   "</ofd:TextCode><ofd:TextCode X=\"11\">公文</ofd:TextCode></ofd:TextObject>";

static void everywhere(Entries &entries, const QByteArray &from, const QByteArray &to)
{
    for (PackageEntry &entry : entries)
        entry.bytes.replace(from, to);
}

static PackageEntry &entry(Entries &entries, const QString &path)
{
    return *std::ranges::find(entries, path, &PackageEntry::path);
}

/// Every XML file in another encoding, which it declares.
static Change encoded(const QByteArray &name, const std::function<QByteArray(const QString &)> &encode)
{
    return [=](Entries &entries) {
        for (PackageEntry &one : entries) {
            one.bytes.replace("UTF-8", name);
            one.bytes = encode(QString::fromUtf8(one.bytes));
        }
    };
}

/// The few characters of these files in GB 18030.
static QByteArray gb18030(const QString &text)
{
    static const QHash<QChar, QByteArray> known{{u'关', "\xb9\xd8"}, {u'于', "\xd3\xda"}, {u'公', "\xb9\xab"},
        {u'文', "\xce\xc4"}, {u'仿', "\xb7\xc2"}, {u'宋', "\xcb\xce"}};
    QByteArray bytes;
    for (const QChar character : text)
        bytes += known.value(character, QByteArray(1, character.toLatin1()));
    return bytes;
}

static QByteArray utf16(const QString &text)
{
    QStringEncoder encoder(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
    return encoder(text);
}

static Change replaced(const QString &path, const QByteArray &from, const QByteArray &to)
{
    return [=](Entries &entries) { entry(entries, path).bytes.replace(from, to); };
}

static Change moved(const QString &from, const QString &to, const QByteArray &location)
{
    return [=](Entries &entries) {
        everywhere(entries, ">" + from.section(u'/', -1).toUtf8() + "<", ">" + location + "<");
        everywhere(entries, "\"" + from.section(u'/', -1).toUtf8() + "\"", "\"" + location + "\"");
        entry(entries, from).path = to;
    };
}

void OfdOdditiesTest::readsWhatMakersWrite_data()
{
    QTest::addColumn<Change>("change");
    const QString root = u"OFD.xml"_s;
    const QString document = u"Doc_0/Document.xml"_s;
    const QString resources = u"Doc_0/PublicRes.xml"_s;
    const QString page = u"Doc_0/Page.xml"_s;
    const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
    row("as it should be", [](Entries &) {});
    row("namespace without the year", [](Entries &e) { everywhere(e, "ofdspec.org/2016", "ofdspec.org"); });
    row("default namespace", [](Entries &e) {
        everywhere(e, "xmlns:ofd=", "xmlns=");
        everywhere(e, "ofd:", "");
    });
    row("no namespace at all", [](Entries &e) {
        everywhere(e, " xmlns:ofd=\"http://www.ofdspec.org/2016\"", "");
        everywhere(e, "ofd:", "");
    });
    row("another prefix", [](Entries &e) {
        everywhere(e, "xmlns:ofd", "xmlns:foo");
        everywhere(e, "ofd:", "foo:");
    });
    row("byte order mark", [](Entries &e) {
        for (PackageEntry &one : e)
            one.bytes.prepend("\xef\xbb\xbf");
    });
    row("GB18030", encoded("GB18030", gb18030));
    row("gb2312", encoded("gb2312", gb18030));
    row("UTF-16", encoded("UTF-16", utf16));
    row("location with blanks and line breaks",
        replaced(document, "BaseLoc=\"Page.xml\"", "BaseLoc=\" \n Page.xml\n\""));
    row("location broken in the middle", replaced(document, ">PublicRes.xml<", ">Public\n\tRes.xml<"));
    row("location with backslashes", replaced(root, "Doc_0/Document.xml", "Doc_0\\Document.xml"));
    row("location with leading dots", replaced(document, "\"Page.xml\"", "\"./../Doc_0/Page.xml\""));
    row("absolute location", replaced(document, "\"Page.xml\"", "\"/Doc_0/Page.xml\""));
    row("location from the root without a slash", replaced(document, "\"Page.xml\"", "\"Doc_0/Page.xml\""));
    row("blank in a name", moved(page, u"Doc_0/Page 1.xml"_s, "Page 1.xml"));
    row("blank written as %20", moved(page, u"Doc_0/Page 1.xml"_s, "Page%201.xml"));
    row("blank kept as %20 in the package", moved(page, u"Doc_0/Page%201.xml"_s, "Page%201.xml"));
    row("Chinese name", moved(page, u"Doc_0/页.xml"_s, "页.xml"));
    row("several PublicRes", [=](Entries &e) {
        entry(e, document).bytes.replace("<ofd:PublicRes>", "<ofd:PublicRes>More.xml</ofd:PublicRes><ofd:PublicRes>");
        e.append(PackageEntry{
            u"Doc_0/More.xml"_s, xmlFile("Res", "<ofd:Fonts><ofd:Font ID=\"33\" FontName=\"宋体\"/></ofd:Fonts>")});
    });
    row("Res without BaseLoc", replaced(resources, " BaseLoc=\"Res\"", ""));
    row("no Area, no MaxUnitID", [=](Entries &e) {
        entry(e, document).bytes.replace("<ofd:MaxUnitID>60</ofd:MaxUnitID>", "");
        entry(e, document)
            .bytes.replace("<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>", "");
    });
    row("CropBox and PageArea first", replaced(document, "<ofd:MaxUnitID>60</ofd:MaxUnitID><ofd:PageArea>",
                                          "<ofd:PageArea><ofd:CropBox>0 0 9 9</ofd:CropBox>"));
    row("pages before the common data", [=](Entries &e) {
        QByteArray &bytes = entry(e, document).bytes;
        const qsizetype from = bytes.indexOf("<ofd:Pages>");
        const QByteArray pages = bytes.mid(from, bytes.indexOf("</ofd:Pages>") + 12 - from);
        bytes.replace(pages, "");
        bytes.insert(bytes.indexOf("<ofd:CommonData>"), pages);
    });
    row("unknown attributes and elements", [=](Entries &e) {
        entry(e, page).bytes.replace(
            "<ofd:TextObject ", "<ofd:Thing/><ofd:TextObject BlendMode=\"Normal\" TransFlag=\"0\" ");
        entry(e, page).bytes.replace("<ofd:Content>", "<x:y xmlns:x=\"urn:other\"><x:z/></x:y><ofd:Content ID=\"77\">");
    });
    row("misspelt layer kind", replaced(page, "<ofd:Layer ID=\"2\"", "<ofd:Layer ID=\"Layer1\" Type=\"Boby\""));
    row("misspelt order of a template", [=](Entries &e) {
        entry(e, page).bytes.replace(
            "<ofd:Content>", "<ofd:Template TemplateID=\"9\" ZOrder=\"Backqround\"/><ofd:Content>");
        entry(e, document)
            .bytes.replace("<ofd:PublicRes>", "<ofd:TemplatePage ID=\"9\" BaseLoc=\"T.xml\"/><ofd:PublicRes>");
        e.append(PackageEntry{u"Doc_0/T.xml"_s, xmlFile("Page", "<ofd:Content/>")});
    });
    row("version 1.2", replaced(root, "Version=\"1.0\"", "Version=\"1.2\""));
    row("line breaks in a TextCode", [=](Entries &e) { entry(e, page).bytes.replace("关于", "\n   关\n   于\n"); });
    row("deltas with g and line breaks", replaced(page, "DeltaX=\"5\"", "DeltaX=\"g\n9 5 7\""));
    row("too many deltas", replaced(page, "DeltaX=\"5\"", "DeltaX=\"5 5 5 5 5 5\""));
    row("page block", [=](Entries &e) {
        entry(e, page).bytes.replace(
            "<ofd:TextObject", "<ofd:PageBlock ID=\"50\"><ofd:PageBlock ID=\"51\"><ofd:TextObject");
        entry(e, page).bytes.replace("</ofd:TextObject>", "</ofd:TextObject></ofd:PageBlock></ofd:PageBlock>");
    });
}

void OfdOdditiesTest::readsWhatMakersWrite()
{
    QFETCH(const Change, change);
    Entries entries = onePageEntries(TwoCodes);
    change(entries);
    static const auto face =
        layout::FontFace::fromFile(qEnvironmentVariable("WENYI_FONTS") + u"/FandolFang-Regular.otf"_s).value();
    const auto document = readEntries(entries, [](const QString &) { return face; });
    QVERIFY2(document, document ? "" : qPrintable(describe(document.error())));
    QCOMPARE(document->skipped, QStringList());
    QCOMPARE(document->pageTexts, QStringList{u"关于公文"_s});
    const layout::PageScene &page = document->content.scene.pages[0];
    QCOMPARE(page.width, 210.0);
    QCOMPARE(page.height, 297.0);
    QCOMPARE(page.items.size(), 2);
    QCOMPARE(std::get<layout::GlyphRun>(page.items[0]).glyphs[1].origin, (layout::Point{16, 25}));
    QCOMPARE(
        std::get<layout::GlyphRun>(page.items[1]).glyphs[0].origin, (layout::Point{21, 25})); // Y is the last one's.
}

static QList<ZipPart> parts()
{
    QList<ZipPart> list;
    for (const PackageEntry &one : onePageEntries(TwoCodes))
        list.append(ZipPart{.name = one.path.toUtf8(), .bytes = one.bytes});
    return list;
}

void OfdOdditiesTest::readsZipsAsMakersPackThem_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("stored") << buildZip(parts());
    auto list = parts();
    for (ZipPart &part : list) {
        part.checksum = crc32(part.bytes);
        part.size = static_cast<quint32>(part.bytes.size());
        part.bytes = deflated(part.bytes);
        part.method = 8;
    }
    QTest::newRow("deflated") << buildZip(list);
    for (ZipPart &part : list) {
        part.withDescriptor = true;
        part.flags |= 8;
    }
    QTest::newRow("data descriptors") << buildZip(list);
    list = parts();
    for (ZipPart &part : list)
        part.name.replace('/', '\\');
    QTest::newRow("backslashes") << buildZip(list);
    list = parts();
    for (ZipPart &part : list)
        part.name.prepend('/');
    QTest::newRow("leading slashes") << buildZip(list);
    list = parts();
    for (ZipPart &part : list)
        part.flags = 0;
    QTest::newRow("no UTF-8 flag") << buildZip(list);
    QTest::newRow("bytes in front") << buildZip(parts(), ZipFrame{.leading = QByteArray(300, 'x')});
    QTest::newRow("comment") << buildZip(parts(), ZipFrame{.comment = "made by somebody"});
}

void OfdOdditiesTest::readsZipsAsMakersPackThem()
{
    QFETCH(const QByteArray, bytes);
    const auto package = Package::open(bytes);
    QVERIFY2(package, package ? "" : qPrintable(describe(package.error())));
    const auto document = readOfd(*package);
    QVERIFY2(document, document ? "" : qPrintable(describe(document.error())));
    QCOMPARE(document->pageTexts, QStringList{u"关于公文"_s});
}

void OfdOdditiesTest::refusesWhatTwoReadersWouldReadDifferently()
{
    auto twice = parts();
    twice.append(twice.last());
    QVERIFY(!Package::open(buildZip(twice)));
    auto twins = parts();
    twins.append(twins.last());
    twins.last().name = "Doc_0/PAGE.xml";
    QVERIFY(!Package::open(buildZip(twins)));
    auto shown = onePageEntries(TwoCodes);
    entry(shown, u"Doc_0/Document.xml"_s)
        .bytes.replace("</ofd:Pages>", "<ofd:Page ID=\"2\" BaseLoc=\"Page.xml\"/></ofd:Pages>");
    QCOMPARE(readEntries(shown).error().reason, "ofd.page-twice");
}

QTEST_GUILESS_MAIN(OfdOdditiesTest)
#include "OfdOdditiesTest.moc"
