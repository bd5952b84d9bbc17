// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/OfdReader.h"

#include "OddFiles.h"
#include "ZipBuilder.h"

#include <QDir>
#include <QStringEncoder>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ofd;
using namespace wenyi::ofd::tests;
using namespace Qt::StringLiterals;

/// Odd files of the list in docs/TESTING.md, rows 20 to 22 and 24: how the files of a package are written, named and
/// packed.
class OddPackagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryNamespaceAndEncoding_data();
    void readsEveryNamespaceAndEncoding();
    void readsEveryWayToWriteALocation_data();
    void readsEveryWayToWriteALocation();
    void readsZipsAsMakersPackThem_data();
    void readsZipsAsMakersPackThem();
    void refusesWhatTwoReadersWouldReadDifferently();
    void refusesHostileFilesAndWritesNothing_data();
    void refusesHostileFilesAndWritesNothing();
};

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

/// Row 20.
void OddPackagesTest::readsEveryNamespaceAndEncoding_data()
{
    QTest::addColumn<Change>("change");
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
}

void OddPackagesTest::readsEveryNamespaceAndEncoding()
{
    QFETCH(const Change, change);
    QCOMPARE(differenceFromPlain(change), QString());
}

static Change moved(const QString &from, const QString &to, const QByteArray &location)
{
    return [=](Entries &entries) {
        everywhere(entries, ">" + from.section(u'/', -1).toUtf8() + "<", ">" + location + "<");
        everywhere(entries, "\"" + from.section(u'/', -1).toUtf8() + "\"", "\"" + location + "\"");
        entry(entries, from).path = to;
    };
}

/// Row 21; names in GBK are among the ZIPs of row 22.
void OddPackagesTest::readsEveryWayToWriteALocation_data()
{
    QTest::addColumn<Change>("change");
    row("blanks and line breaks around", replaced(Document, "BaseLoc=\"Page.xml\"", "BaseLoc=\" \n Page.xml\n\""));
    row("broken in the middle", replaced(Document, ">PublicRes.xml<", ">Public\n\tRes.xml<"));
    row("backslashes", replaced(Root, "Doc_0/Document.xml", "Doc_0\\Document.xml"));
    row("leading slash", replaced(Root, "Doc_0/Document.xml", "/Doc_0/Document.xml"));
    row("leading dots", replaced(Document, "\"Page.xml\"", "\"./../Doc_0/Page.xml\""));
    row("absolute", replaced(Document, "\"Page.xml\"", "\"/Doc_0/Page.xml\""));
    row("from the root without a slash", replaced(Document, "\"Page.xml\"", "\"Doc_0/Page.xml\""));
    row("blank in a name", moved(Page, u"Doc_0/Page 1.xml"_s, "Page 1.xml"));
    row("blank written as %20", moved(Page, u"Doc_0/Page 1.xml"_s, "Page%201.xml"));
    row("blank kept as %20 in the package", moved(Page, u"Doc_0/Page%201.xml"_s, "Page%201.xml"));
    row("Chinese name", moved(Page, u"Doc_0/页.xml"_s, "页.xml"));
    row("Chinese name, escaped", moved(Page, u"Doc_0/页.xml"_s, "%E9%A1%B5.xml"));
}

void OddPackagesTest::readsEveryWayToWriteALocation()
{
    QFETCH(const Change, change);
    QCOMPARE(differenceFromPlain(change), QString());
}

static QList<ZipPart> parts(const Change &change = {})
{
    Entries entries = onePageEntries(TwoCodes);
    if (change)
        change(entries);
    QList<ZipPart> list;
    for (const PackageEntry &one : entries)
        list.append(ZipPart{.name = one.path.toUtf8(), .bytes = one.bytes});
    return list;
}

/// Row 22.
void OddPackagesTest::readsZipsAsMakersPackThem_data()
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
    list = parts(moved(Page, u"Doc_0/公文.xml"_s, "公文.xml"));
    for (ZipPart &part : list) {
        part.flags = 0;
        part.name = gb18030(QString::fromUtf8(part.name));
    }
    QTest::newRow("a name in GBK") << buildZip(list);
    QTest::newRow("bytes in front") << buildZip(parts(), ZipFrame{.leading = QByteArray(300, 'x')});
    QTest::newRow("comment") << buildZip(parts(), ZipFrame{.comment = "made by somebody"});
}

void OddPackagesTest::readsZipsAsMakersPackThem()
{
    QFETCH(const QByteArray, bytes);
    const auto package = Package::open(bytes);
    QVERIFY2(package, package ? "" : qPrintable(describe(package.error())));
    const auto document = readOfd(*package);
    QVERIFY2(document, document ? "" : qPrintable(describe(document.error())));
    QCOMPARE(document->pageTexts, QStringList{u"关于公文"_s});
}

/// Row 22: twins, local headers that tell otherwise, a file that is several pages.
void OddPackagesTest::refusesWhatTwoReadersWouldReadDifferently()
{
    auto twice = parts();
    twice.append(twice.last());
    QVERIFY(!Package::open(buildZip(twice)));
    auto twins = parts();
    twins.append(twins.last());
    twins.last().name = "Doc_0/PAGE.xml";
    QVERIFY(!Package::open(buildZip(twins)));
    auto renamed = parts();
    renamed.last().localName = "Doc_0/Seite.xml";
    QVERIFY(!Package::open(buildZip(renamed)));
    auto shown = onePageEntries(TwoCodes);
    entry(shown, Document).bytes.replace("</ofd:Pages>", "<ofd:Page ID=\"2\" BaseLoc=\"Page.xml\"/></ofd:Pages>");
    QCOMPARE(readEntries(shown).error().reason, "ofd.page-twice");
}

static QByteArray withFile(const ZipPart &part)
{
    auto list = parts();
    list.append(part);
    return buildZip(list);
}

static QByteArray withDeclaration(const QByteArray &declaration, const QByteArray &entity)
{
    return buildZip(parts([&](Entries &entries) {
        entry(entries, Page).bytes.replace("<ofd:Page ", declaration + "<ofd:Page ").replace("公文", entity);
    }));
}

/// Row 24.
void OddPackagesTest::refusesHostileFilesAndWritesNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const QByteArray &bytes, const char *reason) {
        QTest::newRow(name) << bytes << QByteArray(reason);
    };
    const QByteArray bomb = deflated(QByteArray(8 * 1024 * 1024, '\0'));
    QByteArray laughs = "<!DOCTYPE p [<!ENTITY a0 \"ha\">";
    for (int i = 1; i < 20; ++i)
        laughs += QByteArray("<!ENTITY a%1 \"&a%2;&a%2;\">")
                      .replace("%1", QByteArray::number(i))
                      .replace("%2", QByteArray::number(i - 1));
    row("escape", withFile({.name = "Doc_0/../../evil.txt", .bytes = "x"}), "archive.entry-name-escapes");
    row("escape by backslashes", withFile({.name = "..\\evil.txt", .bytes = "x"}), "archive.entry-name-escapes");
    row("drive", withFile({.name = "C:/evil.txt", .bytes = "x"}), "archive.entry-name-character");
    row("bomb", withFile({.name = "a", .bytes = bomb, .method = 8, .size = 8u << 20}), "archive.entry-ratio");
    row("external entity", withDeclaration("<!DOCTYPE p [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "&e;"),
        "ofd.xml-dtd");
    row("entities of entities", withDeclaration(laughs + "]>", "&a19;"), "ofd.xml-dtd");
}

void OddPackagesTest::refusesHostileFilesAndWritesNothing()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, reason);
    const QTemporaryDir above;
    const QString here = QDir::currentPath();
    QVERIFY(QDir(above.path()).mkdir(u"inside"_s) && QDir::setCurrent(above.filePath(u"inside"_s)));
    const auto package = Package::open(bytes);
    const auto document = package ? readOfd(*package) : Result<OfdDocument>(package.error());
    QVERIFY(QDir::setCurrent(here));
    QVERIFY(!document);
    QCOMPARE(document.error().reason, reason);
    QCOMPARE(QDir(above.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList{u"inside"_s});
    QVERIFY(QDir(above.filePath(u"inside"_s)).isEmpty());
}

QTEST_GUILESS_MAIN(OddPackagesTest)
#include "OddPackagesTest.moc"
