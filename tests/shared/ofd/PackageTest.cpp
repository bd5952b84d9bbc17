// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/ofd/Package.h"

#include "ZipBuilder.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ofd;
using namespace Qt::StringLiterals;

class PackageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrote();
    void writesTheSameBytesForTheSameEntries();
    void writesWhatInfoZipFindsSound();
    void refusesToWriteTwinsAndEscapes();
    void refusesWhateverCouldBeReadInTwoWays_data();
    void refusesWhateverCouldBeReadInTwoWays();
    void refusesNamesThatAreNoPlainPaths_data();
    void refusesNamesThatAreNoPlainPaths();
    void toleratesOddHabitsAndNotesThem_data();
    void toleratesOddHabitsAndNotesThem();
    void refusesWhatCostsTooMuch_data();
    void refusesWhatCostsTooMuch();
    void noticesAnEntryThatInflatesToMoreThanItTold();
    void noticesAnEntryWhoseChecksumIsWrong();
    void givesTheSameWhenItKeepsWhatWasRead();
    void refusesEveryTruncation();
    void seesTheSameFilesAsPythonInEveryMutantItAccepts();
};

static ZipPart root()
{
    return {.name = "OFD.xml", .bytes = "<OFD/>"};
}

static QList<PackageEntry> someEntries()
{
    QByteArray long_;
    for (int i = 0; i < 20'000; ++i)
        long_ += QByteArray::number(i * 7919) + ' ';
    return {{u"OFD.xml"_s, "<OFD/>"}, {u"Doc_0/Document.xml"_s, long_}, {u"Doc_0/Res/公章.png"_s, QByteArray(300, 'p')},
        {u"Doc_0/empty.xml"_s, {}}};
}

void PackageTest::readsBackWhatItWrote()
{
    const auto bytes = writePackage(someEntries());
    QVERIFY(bytes);
    const auto package = Package::open(*bytes);
    QVERIFY2(package, package ? "" : package.error().reason.constData());
    const auto entries = package->readAll();
    QVERIFY(entries);
    QCOMPARE(entries->size(), someEntries().size());
    for (qsizetype i = 0; i < entries->size(); ++i) {
        QCOMPARE(entries->at(i).path, someEntries().at(i).path);
        QCOMPARE(entries->at(i).bytes, someEntries().at(i).bytes);
    }
    QVERIFY(package->notes().isEmpty());
    QCOMPARE(package->read(u"nothing"_s).error().reason, "archive.entry-missing");
}

void PackageTest::writesTheSameBytesForTheSameEntries()
{
    const QByteArray first = writePackage(someEntries()).value();
    qputenv("TZ", "America/Lima"); // A local time in a header would differ.
    tzset();
    QCOMPARE(writePackage(someEntries()).value(), first);
}

static bool run(
    const QString &program, const QStringList &arguments, QByteArray *output = nullptr, const QByteArray &input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool done = process.waitForFinished(60'000) && process.exitCode() == 0;
    if (output)
        *output = process.readAllStandardOutput();
    return done;
}

static QString saved(const QTemporaryDir &folder, const QString &name, const QByteArray &bytes)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return {};
    return file.fileName();
}

void PackageTest::writesWhatInfoZipFindsSound()
{
    if (QStandardPaths::findExecutable(u"unzip"_s).isEmpty())
        QFAIL("unzip is missing, and ./test installs it");
    const QTemporaryDir folder;
    const QString file = saved(folder, u"a.ofd"_s, writePackage(someEntries()).value());
    QVERIFY(run(u"unzip"_s, {u"-t"_s, file}));
    QByteArray content;
    QVERIFY(run(u"unzip"_s, {u"-p"_s, file, u"Doc_0/Document.xml"_s}, &content));
    QCOMPARE(content, someEntries().at(1).bytes);
}

void PackageTest::refusesToWriteTwinsAndEscapes()
{
    QCOMPARE(writePackage({{u"a.xml"_s, {}}, {u"A.xml"_s, {}}}).error().reason, "archive.duplicate-entry");
    QCOMPARE(writePackage({{u"../a.xml"_s, {}}}).error().reason, "archive.entry-name-escapes");
}

void PackageTest::refusesWhateverCouldBeReadInTwoWays_data()
{
    QTest::addColumn<QByteArray>("zip");
    QTest::addColumn<QByteArray>("reason");
    const ZipPart a{.name = "a.xml", .bytes = "one"};
    const ZipPart again{.name = "a.xml", .bytes = "two"};
    const auto row = [](const char *name, const QByteArray &zip, const char *reason) {
        QTest::newRow(name) << zip << QByteArray(reason);
    };
    row("the same name twice", buildZip({root(), a, again}), "archive.duplicate-entry");
    row("names that differ in case", buildZip({root(), a, {.name = "A.XML", .bytes = "x"}}), "archive.duplicate-entry");
    row("names that differ in normal form",
        buildZip({root(), {.name = "\xC3\xA9", .bytes = "x"}, {.name = "e\xCC\x81", .bytes = "y"}}),
        "archive.duplicate-entry");
    row("names that differ in a trailing dot", buildZip({root(), a, {.name = "a.xml.", .bytes = "x"}}),
        "archive.duplicate-entry");
    row("names that differ in slashes", buildZip({root(), {.name = "d/a"}, {.name = "d\\a"}}),
        "archive.duplicate-entry");
    row("a file that is a folder too", buildZip({root(), {.name = "d"}, {.name = "d/a"}}), "archive.duplicate-entry");
    row("the same bytes as two entries",
        buildZip({root(), a, {.name = "b.xml", .bytes = "one", .localName = "a.xml", .offset = 0}}),
        "archive.zip-headers-differ");
    // A whole local header lies in the first entry's bytes, and the directory points there for the second.
    const QByteArray inner = buildZip({{.name = "b", .bytes = "x", .isListed = false}}).first(32);
    row("an entry inside another",
        buildZip({root(), {.name = "a", .bytes = inner}, {.name = "b", .bytes = "x", .offset = 43 + 31}}),
        "archive.zip-overlap");
    row("an entry that the directory hides", buildZip({root(), {.name = "h", .bytes = "hidden", .isListed = false}, a}),
        "archive.zip-hidden-entry");
    row("another local name", buildZip({root(), {.name = "a", .localName = "b"}}), "archive.zip-headers-differ");
    row("another local size", buildZip({root(), {.name = "a", .bytes = "xyz", .localSize = 2}}),
        "archive.zip-headers-differ");
    row("another local method", buildZip({root(), {.name = "a", .localMethod = 8}}), "archive.zip-headers-differ");
    row("two end records", buildZip({root()}, {.comment = buildZip({root(), a})}), "archive.zip-two-ends");
    row("bytes behind the end", buildZip({root()}, {.trailing = "junk"}), "archive.zip-trailing-bytes");
    row("fewer entries than told", buildZip({root()}, {.count = 2}), "archive.zip-directory-entry");
    row("more entries than told", buildZip({root(), a}, {.count = 1}), "archive.zip-directory-size");
    row("several disks", buildZip({root()}, {.disk = 1}), "archive.zip-several-disks");
    row("encrypted entry", buildZip({root(), {.name = "a", .flags = 1}}), "archive.entry-encrypted");
    row("unknown method", buildZip({root(), {.name = "a", .method = 12}}), "archive.zip-method");
    row("symbolic link", buildZip({root(), {.name = "a", .bytes = "/etc", .attributes = 0120777u << 16}}),
        "archive.zip-link");
    row("stored with two sizes", buildZip({root(), {.name = "a", .bytes = "abc", .size = 5}}),
        "archive.zip-sizes-differ");
    row("folder with content", buildZip({root(), {.name = "d/", .bytes = "abc"}}), "archive.zip-folder-content");
    row("no ZIP at all", "just text that is longer than an end record", "archive.zip-no-end");
    row("nothing", {}, "archive.zip-no-end");
    row("no OFD.xml", buildZip({a}), "ofd.no-root");
    row("encrypted package", buildZip({{.name = "Encryptions.xml"}, {.name = "ofd.dat"}}), "ofd.encrypted");
}

void PackageTest::refusesWhateverCouldBeReadInTwoWays()
{
    QFETCH(const QByteArray, zip);
    QFETCH(const QByteArray, reason);
    const auto package = Package::open(zip);
    QVERIFY(!package);
    QCOMPARE(package.error().reason, reason);
}

void PackageTest::refusesNamesThatAreNoPlainPaths_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *label, const QByteArray &name, const char *reason) {
        QTest::newRow(label) << name << QByteArray(reason);
    };
    row("escape", "../evil.txt", "archive.entry-name-escapes");
    row("escape inside", "Doc_0/../../evil.txt", "archive.entry-name-escapes");
    row("escape with backslashes", "..\\..\\evil.txt", "archive.entry-name-escapes");
    row("this folder", "Doc_0/./a", "archive.entry-name-escapes");
    row("empty part", "Doc_0//a", "archive.entry-name-escapes");
    row("UNC", "\\\\host\\share\\a", "archive.entry-name-escapes");
    row("drive", "C:\\evil.exe", "archive.entry-name-character");
    row("stream", "a.xml:hidden", "archive.entry-name-character");
    row("NUL", QByteArray("a\0.xml", 6), "archive.entry-name-character");
    row("line break", "a\n.xml", "archive.entry-name-character");
    row("direction override", "a\u202Elmx.exe", "archive.entry-name-character");
    row("isolate", "a\u2066b", "archive.entry-name-character");
    row("byte order mark", "\uFEFFa", "archive.entry-name-character");
    row("nothing", "", "archive.entry-name-empty");
    row("only a slash", "/", "archive.entry-name-empty");
    row("not UTF-8 though it says so", "\xB9\xAB.xml", "archive.entry-name-encoding");
}

void PackageTest::refusesNamesThatAreNoPlainPaths()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, reason);
    const auto package = Package::open(buildZip({root(), {.name = name}}));
    QVERIFY(!package);
    QCOMPARE(package.error().reason, reason);
}

void PackageTest::toleratesOddHabitsAndNotesThem_data()
{
    QTest::addColumn<QByteArray>("zip");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QStringList>("notes");
    const auto row = [](const char *label, const QByteArray &zip, const QString &path, const QStringList &notes) {
        QTest::newRow(label) << zip << path << notes;
    };
    const ZipPart a{.name = "d/a", .bytes = "x"};
    ZipPart first = root();
    first.gapBefore = "a maker's header";
    ZipPart spaced = a;
    spaced.gapBefore = QByteArray(40, 'g');
    row("leading bytes that are not counted", buildZip({root(), a}, {.leading = "header"}), u"d/a"_s,
        {u"leading-bytes"_s});
    row("leading bytes that are counted", buildZip({first, a}), u"d/a"_s, {u"leading-bytes"_s});
    row("gap", buildZip({root(), spaced}), u"d/a"_s, {u"gap"_s});
    row("backslash", buildZip({root(), {.name = "d\\a", .bytes = "x"}}), u"d/a"_s, {u"backslash"_s});
    row("leading slash", buildZip({root(), {.name = "/d/a", .bytes = "x"}}), u"d/a"_s, {u"leading-slash"_s});
    row("GBK", buildZip({root(), {.name = "\xB9\xAB\xCE\xC4", .bytes = "x", .flags = 0}}), u"公文"_s,
        {u"name-not-utf8"_s});
    row("data descriptor", buildZip({root(), {.name = "d/a", .bytes = "x", .withDescriptor = true}}), u"d/a"_s, {});
    row("folders", buildZip({root(), {.name = "d/"}, a}), u"d/a"_s, {});
    row("comment", buildZip({root(), a}, {.comment = "made somewhere"}), u"d/a"_s, {});
}

void PackageTest::toleratesOddHabitsAndNotesThem()
{
    QFETCH(const QByteArray, zip);
    QFETCH(const QString, path);
    QFETCH(const QStringList, notes);
    const auto package = Package::open(zip);
    QVERIFY2(package, package ? "" : package.error().reason.constData());
    QCOMPARE(package->read(path).value(), QByteArray("x"));
    QCOMPARE(package->notes(), notes);
}

void PackageTest::refusesWhatCostsTooMuch_data()
{
    QTest::addColumn<QByteArray>("zip");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *label, const QByteArray &zip, const char *reason) {
        QTest::newRow(label) << zip << QByteArray(reason);
    };
    const QByteArray zeros(8 * 1024 * 1024, '\0');
    const QByteArray packed = deflated(zeros);
    row("ratio", buildZip({root(), {.name = "a", .bytes = packed, .method = 8, .size = 8u << 20}}),
        "archive.entry-ratio");
    row("one entry", buildZip({root(), {.name = "a", .bytes = QByteArray(100, 'x'), .method = 8, .size = 200u << 20}}),
        "archive.entry-too-large");
    QList<ZipPart> many{root()};
    const QByteArray bulk(600 * 1024, 'b'); // 128 MiB is told for each: under the ratio, over the total.
    for (int i = 0; i < 5; ++i)
        many.append({.name = QByteArray::number(i), .bytes = bulk, .method = 8, .size = 128u << 20});
    row("total", buildZip(many), "archive.package-too-large");
    QList<ZipPart> swarm{root()};
    for (int i = 0; i < 20'001; ++i)
        swarm.append({.name = QByteArray::number(i)});
    row("entries", buildZip(swarm), "archive.too-many-entries");
    row("name", buildZip({root(), {.name = QByteArray(2000, 'n')}}), "archive.entry-name-long");
    row("leading bytes", buildZip({root()}, {.leading = QByteArray(70 * 1024, 'l')}), "archive.zip-leading-bytes");
    row("size that means ZIP64", buildZip({root(), {.name = "a", .method = 8, .size = 0xFFFFFFFF}}), "archive.zip64");
}

void PackageTest::refusesWhatCostsTooMuch()
{
    QFETCH(const QByteArray, zip);
    QFETCH(const QByteArray, reason);
    const auto package = Package::open(zip);
    QVERIFY(!package);
    QCOMPARE(package.error().reason, reason);
}

void PackageTest::noticesAnEntryThatInflatesToMoreThanItTold()
{
    const QByteArray content(10'000, 'c');
    for (const quint32 told : {9'999u, 10'001u}) {
        const QByteArray zip = buildZip(
            {root(), {.name = "a", .bytes = deflated(content), .method = 8, .size = told, .checksum = crc32(content)}});
        const auto package = Package::open(zip);
        QVERIFY(package);
        QCOMPARE(package->read(u"a"_s).error().reason, "archive.entry-damaged");
    }
}

void PackageTest::noticesAnEntryWhoseChecksumIsWrong()
{
    const auto package = Package::open(buildZip({root(), {.name = "a", .bytes = "abc", .checksum = 1}}));
    QVERIFY(package);
    QCOMPARE(package->read(u"a"_s).error().reason, "archive.entry-damaged");
}

void PackageTest::givesTheSameWhenItKeepsWhatWasRead()
{
    const auto bytes = writePackage(someEntries());
    QVERIFY(bytes);
    for (const qsizetype room : {qsizetype(0), qsizetype(301), qsizetype(1 << 30)}) { // Nothing, the picture, all.
        auto package = Package::open(*bytes);
        QVERIFY(package);
        package->keepRead(room);
        for (int round = 0; round < 3; ++round) {
            for (const auto &[path, expected] : someEntries()) {
                const auto read = package->read(path);
                QVERIFY2(read && *read == expected, qPrintable(path));
            }
        }
        QVERIFY(!package->read(u"Doc_0/missing.xml"_s));
    }
}

void PackageTest::refusesEveryTruncation()
{
    const QByteArray zip = writePackage(someEntries()).value();
    for (qsizetype size = 0; size < zip.size(); size += size < zip.size() - 600 ? 97 : 1)
        QVERIFY2(!Package::open(zip.first(size)), QByteArray::number(size).constData());
}

void PackageTest::seesTheSameFilesAsPythonInEveryMutantItAccepts()
{
    if (QStandardPaths::findExecutable(u"python3"_s).isEmpty())
        QFAIL("python3 is missing, and ./test installs it");
    // What Python refuses is no second reading.
    const QByteArray script = R"(
import sys, zipfile, zlib
for line in sys.stdin:
    file, ours = line.rstrip('\n').split('|', 1)
    try:
        z = zipfile.ZipFile(file)
        theirs = '|'.join('%s=%08x' % (i.filename, zlib.crc32(z.read(i))) for i in z.infolist() if not i.is_dir())
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, RuntimeError, EOFError):
        continue
    print('same' if ours == theirs else file + ' ' + ours + ' ' + theirs)
)";
    const QByteArray zip = buildZip({root(), {.name = "Doc_0/"}, {.name = "Doc_0/a.xml", .bytes = "<a>one</a>"},
        {.name = "Doc_0/b.xml",
            .bytes = deflated("<b>two two two</b>"),
            .method = 8,
            .size = 18,
            .checksum = crc32("<b>two two two</b>"),
            .withDescriptor = true}});
    QRandomGenerator random(20261121);
    const QTemporaryDir folder;
    QByteArray input;
    for (int i = 0; i < 4000; ++i) {
        QByteArray mutant = zip;
        for (quint32 k = random.bounded(1u, 3u); k > 0; --k)
            mutant[random.bounded(mutant.size())] = static_cast<char>(random.bounded(256));
        const auto package = Package::open(mutant);
        const auto entries = package ? package->readAll() : Result<QList<PackageEntry>>(package.error());
        if (!entries)
            continue;
        input += saved(folder, u"%1.zip"_s.arg(i), mutant).toUtf8();
        for (const PackageEntry &entry : *entries)
            input +=
                '|' + entry.path.toUtf8() + '=' + QByteArray::number(crc32(entry.bytes), 16).rightJustified(8, '0');
        input += '\n';
    }
    QByteArray answers;
    QVERIFY(run(u"python3"_s, {u"-c"_s, QString::fromUtf8(script)}, &answers, input));
    const QByteArrayList lines = answers.split('\n');
    QVERIFY(lines.count("same") > 100);
    for (const QByteArray &line : lines)
        QVERIFY2(line.isEmpty() || line == "same", line.constData());
}

QTEST_GUILESS_MAIN(PackageTest)
#include "PackageTest.moc"
