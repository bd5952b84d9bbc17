// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/exchange/DocumentHeader.h"

#include "shared/crypto/Sm3.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::exchange;
using namespace Qt::StringLiterals;

class DocumentHeaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrote();
    void leastHeaderHasOnlyWhatMustStandThere();
    void namesPrefixesAsItLikes();
    void refusesAndSoDoesTheSchema_data();
    void refusesAndSoDoesTheSchema();
    void refusesWhatASchemaCannotSee_data();
    void refusesWhatASchemaCannotSee();
    void valuesThatBreakARuleAreNotWritten();
    void everyTruncationIsRefused();

private:
    static DocumentHeader sample();
    /// What xmllint says of the XML: valid or not; nothing where the program is absent.
    static std::optional<bool> validBySchema(const QByteArray &xml);
};

DocumentHeader DocumentHeaderTest::sample()
{
    DocumentHeader header;
    header.identifier = u"11320281014000001A-2026-28"_s;
    header.kind = u"通知"_s;
    header.copyNumber = u"000001"_s;
    header.secrecy = u"秘密★1年"_s;
    header.urgency = u"特急"_s;
    header.issuerMark = u"江阴市人民政府办公室文件"_s;
    header.number = u"澄政办发〔2026〕28号"_s;
    header.signers = QStringList{u"张建国"_s, u"李明"_s};
    header.title = u"关于开展<安全生产>检查 & 整治的\"通知\""_s;
    header.recipients = QStringList{u"各镇人民政府"_s, u"市各委办局"_s};
    header.attachments = QStringList{u"检查方案"_s};
    header.signatories = QStringList{u"江阴市人民政府办公室"_s};
    header.date = QDate(2026, 6, 18);
    header.note = u"此件公开发布"_s;
    header.copyTo = QStringList{u"市委办公室"_s};
    header.printer = u"江阴市人民政府办公室"_s;
    header.printDate = QDate(2026, 6, 19);
    header.distribution = u"公开"_s;
    header.parts = {{PartRole::Document, u"通知 & 方案.ofd"_s, 123'456, crypto::sm3("a")},
        {PartRole::Attachment, u"附件1.xlsx"_s, 0, crypto::sm3("")}};
    return header;
}

std::optional<bool> DocumentHeaderTest::validBySchema(const QByteArray &xml)
{
    if (QStandardPaths::findExecutable(u"xmllint"_s).isEmpty())
        return {};
    QTemporaryDir folder;
    QFile file(folder.filePath(u"header.xml"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(xml) != xml.size())
        return {};
    file.close();
    QProcess xmllint;
    xmllint.start(
        u"xmllint"_s, {u"--noout"_s, u"--nonet"_s, u"--schema"_s,
                          QStringLiteral(WENYI_SOURCE_DIR "/docs/schema/document-header.xsd"), file.fileName()});
    if (!xmllint.waitForFinished())
        return {};
    if (xmllint.exitCode() == 5)
        qFatal("the schema itself does not compile: %s", xmllint.readAllStandardError().constData());
    return xmllint.exitCode() == 0;
}

void DocumentHeaderTest::readsWhatItWrote()
{
    const auto xml = sample().toXml();
    QVERIFY2(xml, xml ? "" : describe(xml.error()).toUtf8().constData());
    const auto read = DocumentHeader::fromXml(*xml);
    QVERIFY2(read, read ? "" : describe(read.error()).toUtf8().constData());
    QVERIFY(*read == sample());
    QVERIFY2(validBySchema(*xml) == true, xml->constData());
}

void DocumentHeaderTest::leastHeaderHasOnlyWhatMustStandThere()
{
    DocumentHeader header;
    header.identifier = sample().identifier;
    header.kind = u"函"_s;
    header.title = u"关于商请支持的函"_s;
    header.date = QDate(2026, 1, 2);
    header.parts = {sample().parts.front()};
    const auto xml = header.toXml();
    QVERIFY(xml);
    QVERIFY(*DocumentHeader::fromXml(*xml) == header);
    QVERIFY(validBySchema(*xml) == true);
}

void DocumentHeaderTest::namesPrefixesAsItLikes()
{
    QByteArray xml = *sample().toXml();
    xml.replace("<", "<w:").replace("<w:/", "</w:").replace("<w:?", "<?").replace("xmlns=", "xmlns:w=");
    const auto read = DocumentHeader::fromXml(xml);
    QVERIFY2(read, xml.constData());
    QVERIFY(*read == sample());
    QVERIFY(validBySchema(xml) == true);
}

void DocumentHeaderTest::refusesAndSoDoesTheSchema_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char *name, const char *from, const char *to, const char *reason) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << "document-header." + QByteArray(reason);
    };
    row("another namespace", "document-header:1", "document-header:2", "element");
    row("another version", "version=\"1\"", "version=\"2\"", "version");
    row("an attribute more", "version=\"1\"", "version=\"1\" x=\"1\"", "version");
    row("another root", "DocumentHeader", "Header", "element");
    row("an unknown element", "<WZ>通知</WZ>", "<WZ>通知</WZ><XX>1</XX>", "element");
    row("no kind", "<WZ>通知</WZ>", "", "element");
    row("kind twice", "<WZ>通知</WZ>", "<WZ>通知</WZ><WZ>函</WZ>", "value");
    row("an empty kind", "通知</WZ>", "</WZ>", "value");
    row("out of order", "<FH>000001</FH>", "<JJCD>特急</JJCD><FH>000001</FH>", "element");
    row("an element in an element", "通知</WZ>", "<b>通知</b></WZ>", "malformed");
    row("an attribute on an element", "<WZ>", "<WZ x=\"1\">", "element");
    row("an identifier without year", "A-2026-28", "A-28", "value");
    row("a serial with a leading zero", "A-2026-28", "A-2026-028", "value");
    row("an unknown class", "秘密★1年", "内部★1年", "value");
    row("an unknown urgency", "特急", "很急", "value");
    row("a copy number in letters", "000001", "一号", "value");
    row("a date without zeros", "2026-06-18", "2026-6-18", "value");
    row("the 31st of June", "2026-06-18", "2026-06-31", "value");
    row("a line break in the title", "关于开展", "关于\n开展", "value");
    row("a space before the title", "关于开展", " 关于开展", "value");
    row("a bidirectional override", "关于开展", "关于\u202e开展", "value");
    row("an unknown role", "role=\"document\"", "role=\"header\"", "parts");
    row("a negative size", "123456", "-1", "parts");
    row("too large a size", "123456", "999999999999", "parts");
    row("a size in words", "123456", "many", "parts");
    row("a digest too short", "sm3=\"", "sm3=\"0", "parts");
    row("a path for a name", "通知 ", "../通知 ", "parts");
    row("no parts", "<Parts>", "<Part>", "element");
    row("text between", "<WZ>", "text<WZ>", "element");
    row("something behind", "</DocumentHeader>", "</DocumentHeader><x/>", "malformed");
}

void DocumentHeaderTest::refusesAndSoDoesTheSchema()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, reason);
    QByteArray xml = *sample().toXml();
    QVERIFY(xml.contains(from));
    xml.replace(from, to);
    const auto read = DocumentHeader::fromXml(xml);
    QVERIFY(!read);
    QCOMPARE(read.error().reason, reason);
    QVERIFY2(validBySchema(xml) == false, "the schema lets pass what the program refuses");
}

void DocumentHeaderTest::refusesWhatASchemaCannotSee_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray xml = *sample().toXml();
    const QByteArray declaration = xml.left(xml.indexOf('\n') + 1);
    const QByteArray body = xml.mid(declaration.size());
    const auto row = [](const char *name, const QByteArray &bytes, const char *reason) {
        QTest::newRow(name) << bytes << "document-header." + QByteArray(reason);
    };
    row("a DTD", declaration + "<!DOCTYPE DocumentHeader>\n" + body, "dtd");
    row("an entity from a file",
        declaration + "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n"
            + QByteArray(body).replace("通知</WZ>", "&e;</WZ>"),
        "dtd");
    row("an entity bomb",
        declaration + "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>\n"
            + QByteArray(body).replace("通知</WZ>", "&b;</WZ>"),
        "dtd");
    row("a processing instruction", declaration + "<?php x?>" + body, "dtd");
    row("an undeclared entity", QByteArray(xml).replace("通知</WZ>", "&e;</WZ>"), "malformed");
    row("another encoding named", QByteArray(xml).replace("UTF-8", "GB18030"), "encoding");
    row("bytes that are no UTF-8", QByteArray(xml).replace("通知</WZ>", "\xce\xc4</WZ>"), "encoding");
    row("UTF-16", QByteArray(reinterpret_cast<const char *>(u"\ufeff<a/>"), 10), "encoding");
    row("nothing", QByteArray(), "malformed");
    row("depth", declaration + QByteArray("<a>").repeated(100'000), "element");
    row("too large", xml + QByteArray(1024 * 1024, ' '), "too-large");
}

void DocumentHeaderTest::refusesWhatASchemaCannotSee()
{
    QFETCH(QByteArray, xml);
    QFETCH(QByteArray, reason);
    const auto read = DocumentHeader::fromXml(xml);
    QVERIFY(!read);
    QCOMPARE(read.error().reason, reason);
}

void DocumentHeaderTest::valuesThatBreakARuleAreNotWritten()
{
    const std::function<void(DocumentHeader &)> faults[] = {[](auto &h) { h.title.clear(); },
        [](auto &h) { h.title = QString(501, u'长'); }, [](auto &h) { h.title = u"a\u0001b"_s; },
        [](auto &h) { h.title = QString(QChar(0xdc00)); }, [](auto &h) { h.recipients.append(QString()); },
        [](auto &h) { h.date = {}; }, [](auto &h) { h.date = QDate(99, 1, 1); }, [](auto &h) { h.parts.clear(); },
        [](auto &h) { h.parts[0].name = u"a/b"_s; }, [](auto &h) { h.parts[0].role = PartRole::Header; },
        [](auto &h) { h.parts[1].role = PartRole::Document; }};
    for (const auto &fault : faults) {
        DocumentHeader header = sample();
        fault(header);
        QVERIFY(!header.toXml());
    }
}

void DocumentHeaderTest::everyTruncationIsRefused()
{
    const QByteArray xml = *sample().toXml();
    for (qsizetype size = 0; size < xml.trimmed().size(); ++size)
        QVERIFY2(!DocumentHeader::fromXml(xml.left(size)), QByteArray::number(size).constData());
}

QTEST_APPLESS_MAIN(DocumentHeaderTest)
#include "DocumentHeaderTest.moc"
