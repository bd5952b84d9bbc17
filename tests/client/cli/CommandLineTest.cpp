// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/cli/CommandOffice.h"
#include "tests/faults/kit/FaultSeed.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::cli::tests;
using namespace Qt::StringLiterals;

namespace {

/// Without the product's data nothing that is set up from it takes long, and nothing is made.
QProcessEnvironment bareEnvironment()
{
    QProcessEnvironment environment = commandEnvironment();
    environment.insert(u"WENYI_RESOURCES"_s, u"/nonexistent"_s);
    environment.insert(u"WENYI_FONTS"_s, u"/nonexistent"_s);
    environment.remove(u"WENYI_PIN"_s);
    return environment;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// The command line as a stranger types it: a closed list of commands and options, exit status 2 for what is none.
class CommandLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWrongCallEndsWithStatusTwo_data();
    void aWrongCallEndsWithStatusTwo();
    void everyCommandTellsItsOptions_data();
    void everyCommandTellsItsOptions();
    void aRefusalIsOneSentenceAndOneObject();
    void importWritesTheDocumentWhereItsJsonOptionSays();
    void aDocxThatWasExportedIsImportedAsTheSameDocument();
    void aBrokenDocxIsRefusedInOneSentenceAndNothingIsWritten_data();
    void aBrokenDocxIsRefusedInOneSentenceAndNothingIsWritten();
    void aDocIsRefusedWhereNothingConvertsIt();
    void exportRefusesWhatIsNoDocument();
    void compareTellsWhatWasChangedAndMarksIt();
    void hostileArgumentsNeitherCrashNorHangNorLeaveAnything();
};

void CommandLineTest::aWrongCallEndsWithStatusTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char *name, const QStringList &arguments) { QTest::newRow(name) << arguments; };
    row("nothing", {});
    row("no such command", {u"explode"_s});
    row("no such option", {u"sync"_s, u"--profile"_s, u"p"_s, u"--force"_s});
    row("two commands", {u"sync"_s, u"--profile"_s, u"p"_s, u"list"_s, u"--profile"_s, u"p"_s});
    row("a group without its command", {u"usb"_s});
    row("send without a record", {u"send"_s, u"--profile"_s, u"p"_s});
    row("send with another urgency",
        {u"send"_s, u"--profile"_s, u"p"_s, u"--record"_s, u"r"_s, u"--urgency"_s, u"tomorrow"_s});
    row("send of a record and an order",
        {u"send"_s, u"--profile"_s, u"p"_s, u"--record"_s, u"r"_s, u"--order"_s, u"o.json"_s});
    row("send of an order to somebody else",
        {u"send"_s, u"--profile"_s, u"p"_s, u"--order"_s, u"o.json"_s, u"--to"_s, u"u"_s});
    row("send of a record as a message",
        {u"send"_s, u"--profile"_s, u"p"_s, u"--record"_s, u"r"_s, u"--message"_s, u"m"_s});
    row("track of nothing", {u"track"_s, u"--profile"_s, u"p"_s});
    row("adapter without a folder", {u"adapter"_s, u"--profile"_s, u"p"_s});
    row("adapter without a pause", {u"adapter"_s, u"--profile"_s, u"p"_s, u"--folder"_s, u"f"_s, u"--every"_s, u"0"_s});
    row("return without a reason", {u"return"_s, u"--profile"_s, u"p"_s, u"--record"_s, u"r"_s});
    row("track without a profile", {u"track"_s, u"--record"_s, u"r"_s});
    row("list of another box", {u"list"_s, u"--profile"_s, u"p"_s, u"--box"_s, u"attic"_s});
    row("list of too many", {u"list"_s, u"--profile"_s, u"p"_s, u"--limit"_s, u"1001"_s});
    row("export without an addressee", {u"usb"_s, u"export"_s, u"--profile"_s, u"p"_s, u"--dir"_s, u"d"_s});
    row("verify by nothing", {u"ofd"_s, u"verify"_s, u"f.ofd"_s});
    row("verify by both", {u"ofd"_s, u"verify"_s, u"f.ofd"_s, u"--trust"_s, u"r"_s, u"--profile"_s, u"p"_s});
    row("lists without roots", {u"ofd"_s, u"verify"_s, u"f.ofd"_s, u"--profile"_s, u"p"_s, u"--crl"_s, u"c"_s});
    row("import to nowhere", {u"import"_s, u"text.txt"_s});
    row("export to nowhere", {u"export"_s, u"d.json"_s});
    row("export of nothing", {u"export"_s, u"--docx"_s, u"d.docx"_s});
    row("import to the old option", {u"import"_s, u"text.txt"_s, u"--out"_s, u"d.json"_s});
}

void CommandLineTest::aWrongCallEndsWithStatusTwo()
{
    QFETCH(QStringList, arguments);
    const CommandRun run = runCommand(arguments, bareEnvironment());
    QVERIFY2(run.status == 2, run.said().constData());
    QVERIFY(run.out.isEmpty());
    QVERIFY(!run.errors.isEmpty());
}

void CommandLineTest::everyCommandTellsItsOptions_data()
{
    QTest::addColumn<QStringList>("command");
    for (const QString &command : {u"demo"_s, u"domain"_s, u"import"_s, u"export"_s, u"typeset"_s, u"compare"_s,
             u"sync"_s, u"server-status"_s, u"list"_s, u"send"_s, u"adapter"_s, u"receive"_s, u"track"_s, u"signfor"_s,
             u"return"_s, u"ofd info"_s, u"ofd text"_s, u"ofd render"_s, u"ofd verify"_s, u"seal list"_s,
             u"seal verify"_s, u"seal make"_s, u"seal issue"_s, u"usb export"_s, u"usb import"_s, u"journal verify"_s,
             u"journal heads"_s, u"journal rebuild"_s, u"journal stats"_s, u"profile recover"_s})
        QTest::newRow(qPrintable(command)) << command.split(u' ');
}

void CommandLineTest::everyCommandTellsItsOptions()
{
    QFETCH(QStringList, command);
    const CommandRun run = runCommand(command + QStringList{u"--help"_s}, bareEnvironment());
    QVERIFY2(run.status == 0, run.said().constData());
    QVERIFY2(run.out.contains("--"), run.out.constData());
}

void CommandLineTest::aRefusalIsOneSentenceAndOneObject()
{
    const CommandRun run = runCommand({u"list"_s, u"--profile"_s, u"/nonexistent"_s, u"--json"_s}, bareEnvironment());
    QVERIFY2(run.status == 1, run.said().constData());
    const QJsonObject refused = run.json().value(u"refused"_s).toObject();
    QCOMPARE(refused.value(u"reason"_s).toString(), u"file.missing"_s);
    QVERIFY(refused.value(u"sentence"_s).toString().endsWith(u'.'));
    QCOMPARE(run.errors.count('\n'), 1);
    QVERIFY2(
        run.errors.startsWith("wenyictl: " + refused.value(u"sentence"_s).toString().toUtf8()), run.errors.constData());
    QProcessEnvironment chinese = bareEnvironment();
    chinese.insert(u"LC_ALL"_s, u"zh_CN.UTF-8"_s);
    chinese.insert(u"LANGUAGE"_s, u"zh_CN"_s);
    const CommandRun spoken = runCommand({u"list"_s, u"--profile"_s, u"/nonexistent"_s}, chinese);
    QVERIFY2(spoken.errors.contains("。"), spoken.errors.constData());
}

void CommandLineTest::importWritesTheDocumentWhereItsJsonOptionSays()
{
    QTemporaryDir folder;
    const QString text = QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt");
    const QString target = folder.filePath(u"DOC.json"_s);
    const CommandRun run = runCommand({u"import"_s, text, u"--json"_s, target}, commandEnvironment());
    QVERIFY2(run.status == 0, run.said().constData());
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(QJsonDocument::fromJson(file.readAll()).object().contains(u"title"_s));
    // The program's own flag stands before the command.
    const CommandRun both = runCommand({u"--json"_s, u"import"_s, text, u"--json"_s, target}, commandEnvironment());
    QVERIFY2(both.status == 0, both.said().constData());
    QVERIFY(!both.json().value(u"findings"_s).toArray().isEmpty());
}

void CommandLineTest::aDocxThatWasExportedIsImportedAsTheSameDocument()
{
    const QTemporaryDir folder;
    const QString text = QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt");
    const QString before = folder.filePath(u"before.json"_s);
    const QString docx = folder.filePath(u"通知.docx"_s);
    const QString after = folder.filePath(u"after.json"_s);
    const CommandRun taken = runCommand({u"import"_s, text, u"--json"_s, before}, commandEnvironment());
    QVERIFY2(taken.status == 0, taken.said().constData());
    const CommandRun written = runCommand({u"--json"_s, u"export"_s, before, u"--docx"_s, docx}, commandEnvironment());
    QVERIFY2(written.status == 0, written.said().constData());
    QCOMPARE(written.json().value(u"docx"_s).toString(), docx);
    QVERIFY(contentOf(docx).startsWith("PK"));
    const CommandRun back = runCommand({u"--json"_s, u"import"_s, docx, u"--json"_s, after}, commandEnvironment());
    QVERIFY2(back.status == 0, back.said().constData());
    QVERIFY(!contentOf(before).isEmpty());
    QCOMPARE(contentOf(after), contentOf(before));
    // What the styles name is certain: nothing is left to a person.
    const QJsonArray findings = back.json().value(u"findings"_s).toArray();
    QVERIFY(!findings.isEmpty());
    for (const QJsonValue &finding : findings)
        QCOMPARE(finding.toObject().value(u"certainty"_s).toString(), u"recognised"_s);
}

void CommandLineTest::aBrokenDocxIsRefusedInOneSentenceAndNothingIsWritten_data()
{
    const QTemporaryDir folder;
    const QString docx = folder.filePath(u"whole.docx"_s);
    const QString document = QStringLiteral(WENYI_SOURCE_DIR "/docs/gallery/revisions/1.json");
    QCOMPARE(runCommand({u"export"_s, document, u"--docx"_s, docx}, commandEnvironment()).status, 0);
    const QByteArray whole = contentOf(docx);
    QByteArray renamed = whole;
    renamed.replace("word/document.xml", "word/dokument.xml");
    QTest::addColumn<QByteArray>("docx");
    QTest::addColumn<QString>("reason");
    QTest::newRow("cut short") << whole.left(whole.size() / 2) << u"archive.zip-no-end"_s;
    QTest::newRow("without its text") << renamed << u"document.docx-missing-part"_s;
    QTest::newRow("no container") << QByteArray("PK\x03\x04 and nothing else") << u"archive.zip-no-end"_s;
}

void CommandLineTest::aBrokenDocxIsRefusedInOneSentenceAndNothingIsWritten()
{
    QFETCH(QByteArray, docx);
    QFETCH(QString, reason);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"broken.docx"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(docx);
    file.close();
    const QString target = folder.filePath(u"DOC.json"_s);
    const CommandRun run = runCommand({u"--json"_s, u"import"_s, path, u"--json"_s, target}, commandEnvironment());
    QVERIFY2(run.status == 1, run.said().constData());
    const QJsonObject refused = run.json().value(u"refused"_s).toObject();
    QCOMPARE(refused.value(u"reason"_s).toString(), reason);
    QCOMPARE(run.errors.count('\n'), 1);
    const QByteArray sentence = refused.value(u"sentence"_s).toString().toUtf8();
    QVERIFY2(sentence.endsWith('.') && run.errors.startsWith("wenyictl: " + sentence), run.errors.constData());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), {u"broken.docx"_s});
}

void CommandLineTest::aDocIsRefusedWhereNothingConvertsIt()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"old.doc"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\xd0\xcf\x11\xe0");
    file.close();
    QProcessEnvironment environment = commandEnvironment();
    environment.insert(u"PATH"_s, folder.path());
    const CommandRun run =
        runCommand({u"--json"_s, u"import"_s, file.fileName(), u"--json"_s, folder.filePath(u"d.json"_s)}, environment);
    QVERIFY2(run.status == 1, run.said().constData());
    QCOMPARE(run.json().value(u"refused"_s).toObject().value(u"reason"_s).toString(), u"import.office-missing"_s);
    QCOMPARE(run.errors.count('\n'), 1);
    QVERIFY(!QFile::exists(folder.filePath(u"d.json"_s)));
}

void CommandLineTest::exportRefusesWhatIsNoDocument()
{
    const QTemporaryDir folder;
    const QString target = folder.filePath(u"F.docx"_s);
    const QString text = QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt");
    for (const QString &source : {text, folder.filePath(u"nowhere.json"_s)}) {
        const CommandRun run = runCommand({u"export"_s, source, u"--docx"_s, target}, commandEnvironment());
        QVERIFY2(run.status == 1, run.said().constData());
        QCOMPARE(run.errors.count('\n'), 1);
        QVERIFY(run.out.isEmpty());
        QVERIFY(!QFile::exists(target));
    }
}

void CommandLineTest::compareTellsWhatWasChangedAndMarksIt()
{
    QTemporaryDir folder;
    const QString revisions = QStringLiteral(WENYI_SOURCE_DIR "/docs/gallery/revisions/");
    const QString pdf = folder.filePath(u"marked.pdf"_s);
    const QStringList files{revisions + u"1.json"_s, revisions + u"2.json"_s, revisions + u"3.json"_s};
    const CommandRun run = runCommand(QStringList{u"--json"_s, u"compare"_s} + files
                                          + QStringList{u"--author"_s, u"李文"_s, u"--author"_s, u"王审"_s,
                                              u"--author"_s, u"张国才"_s, u"--pdf"_s, pdf},
        commandEnvironment());
    QVERIFY2(run.status == 0, run.said().constData());
    QCOMPARE(run.json().value(u"moves"_s).toInt(), 1);
    QStringList elements;
    for (const QJsonValue &change : run.json().value(u"changes"_s).toArray())
        elements.append(change.toObject().value(u"element"_s).toString());
    for (const QString &element : {u"title"_s, u"recipients"_s, u"date"_s, u"body"_s})
        QVERIFY2(elements.contains(element), qPrintable(elements.join(u' ')));
    QProcess reader;
    reader.start(u"pdftotext"_s, {pdf, u"-"_s});
    QVERIFY(reader.waitForFinished());
    const QString text = QString::fromUtf8(reader.readAllStandardOutput()).remove(u'\n');
    for (const QString &part : {u"修改情况"_s, u"王审"_s, u"张国才"_s, u"亲自过问"_s, u"负总责"_s})
        QVERIFY2(text.contains(part), qPrintable(part));
    const CommandRun same = runCommand({u"--json"_s, u"compare"_s, files.at(0), files.at(0)}, commandEnvironment());
    QVERIFY(same.json().value(u"changes"_s).toArray().isEmpty());
    QCOMPARE(runCommand({u"compare"_s, files.at(0)}, commandEnvironment()).status, 2);
    QCOMPARE(runCommand({u"compare"_s, files.at(0), u"/nonexistent"_s}, commandEnvironment()).status, 1);
}

void CommandLineTest::hostileArgumentsNeitherCrashNorHangNorLeaveAnything()
{
    const int runs = faults::faultCount("WENYI_FAULT_POINTS", 120);
    constexpr int Seconds = 20;
    // A fixed seed: a failure comes again. No value names a file that is there, since some options write to theirs.
    QRandomGenerator random(20'261'125);
    QTemporaryDir folder;
    const QString there = folder.filePath(u"there"_s);
    QVERIFY(QDir().mkpath(there));
    const QStringList words{u"demo"_s, u"domain"_s, u"import"_s, u"typeset"_s, u"compare"_s, u"sync"_s, u"list"_s,
        u"send"_s, u"adapter"_s, u"receive"_s, u"track"_s, u"signfor"_s, u"return"_s, u"ofd"_s, u"info"_s, u"text"_s,
        u"render"_s, u"verify"_s, u"seal"_s, u"make"_s, u"issue"_s, u"usb"_s, u"export"_s, u"journal"_s, u"rebuild"_s,
        u"stats"_s};
    const QStringList options{u"--profile"_s, u"--member"_s, u"--pin-file"_s, u"--record"_s, u"--order"_s,
        u"--message"_s, u"--folder"_s, u"--to"_s, u"--urgency"_s, u"--reason"_s, u"--box"_s, u"--limit"_s,
        u"--module"_s, u"--trust"_s, u"--crl"_s, u"--dir"_s, u"--json"_s, u"--offline"_s, u"--out"_s, u"--all"_s,
        u"--dpi"_s, u"--png"_s, u"--port"_s, u"--source"_s, u"--list"_s, u"--endpoint"_s, u"--description"_s,
        u"--ofd"_s, u"--pdf"_s, u"--issuer"_s, u"--accept-gap"_s, u"--unit"_s, u"--authority"_s, u"--signer"_s,
        u"--keeper"_s, u"--directory"_s};
    const QStringList values{QString(), u"-"_s, u"--"_s, u"-1"_s, u"0"_s, u"nan"_s, u"1e999"_s,
        u"99999999999999999999"_s, u"%s%n%x"_s, u"../../../../nonexistent/passwd"_s, u"file:///nonexistent"_s,
        u"'; DROP TABLE journal; --"_s, u"$(touch pwned)"_s, u"`touch pwned`"_s, u"\u202Egnp.exe"_s, u"a\nb"_s,
        u"\uFFFF"_s, u"市政府办/mailroom"_s, QString(20'000, u'A'), u"=x"_s, u"--json=x"_s, u"@file"_s, there};
    const auto any = [&random](const QStringList &list) {
        return list.at(random.bounded(static_cast<quint32>(list.size())));
    };
    for (int run = 0; run < runs; ++run) {
        QStringList arguments{any(words)};
        for (int count = static_cast<int>(random.bounded(8)); count > 0; --count) {
            const quint32 kind = random.bounded(10);
            arguments.append(kind < 5 ? any(options) : kind < 9 ? any(values) : any(words));
        }
        const CommandRun done = runCommand(arguments, bareEnvironment(), Seconds, folder.path());
        QVERIFY2(done.status >= 0 && done.status <= 2,
            qPrintable(arguments.join(u" | "_s).left(2'000) + u'\n' + QString::fromUtf8(done.said())));
    }
    QVERIFY(QDir(there).isEmpty());
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), {u"there"_s});
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "CommandLineTest.moc"
