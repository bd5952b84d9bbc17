// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/core/outgoing/Submission.h"

#include "shared/base/DurableFile.h"
#include "shared/crypto/Sm3.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::core;
using namespace Qt::StringLiterals;

/// Orders of other systems, as files and as bytes.
class SubmissionOrderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryFieldOfAnOrder();
    void refusesWhatIsNoOrder_data();
    void refusesWhatIsNoOrder();
    void readsAHeaderThatNamesItsParts();
    void readsTheFilesBesideTheOrder();
    void refusesFilesThatAreNotThoseOfTheOrder_data();
    void refusesFilesThatAreNotThoseOfTheOrder();
    void refusesFilesThatAreNotThoseOfTheXml();

private:
    static QJsonObject order();
    static QByteArray bytes(const QJsonObject &object) { return QJsonDocument(object).toJson(); }
    static exchange::DocumentHeader header(const QByteArray &document);
};

QJsonObject SubmissionOrderTest::order()
{
    return {{u"message"_s, u"oa-1"_s}, {u"document"_s, u"通知.ofd"_s}, {u"attachments"_s, QJsonArray{u"附表.xlsx"_s}},
        {u"to"_s, QJsonArray{u"江阴市财政局"_s, u"各镇"_s}}, {u"urgency"_s, u"特急"_s}, {u"printQuota"_s, 3},
        {u"header"_s, QJsonObject{{u"GWBS"_s, u"11320281014000001A-2026-28"_s}, {u"WZ"_s, u"通知"_s},
                          {u"BT"_s, u"关于开展检查的通知"_s}, {u"CWRQ"_s, u"2026-06-18"_s},
                          {u"ZSJG"_s, QJsonArray{u"各镇人民政府"_s}}, {u"FWZH"_s, u"澄政办发〔2026〕28号"_s}}}};
}

void SubmissionOrderTest::readsEveryFieldOfAnOrder()
{
    const auto read = SubmissionOrder::fromJson(bytes(order()));
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    QCOMPARE(read->message, u"oa-1"_s);
    QCOMPARE(read->document, u"通知.ofd"_s);
    QCOMPARE(read->attachments, QStringList{u"附表.xlsx"_s});
    QCOMPARE(read->recipients, QStringList({u"江阴市财政局"_s, u"各镇"_s}));
    QCOMPARE(read->urgency, exchange::Urgency::Urgent);
    QCOMPARE(read->printQuota, 3U);
    QCOMPARE(read->header.identifier, u"11320281014000001A-2026-28"_s);
    QCOMPARE(read->header.recipients, QStringList{u"各镇人民政府"_s});
    QCOMPARE(read->header.date, QDate(2026, 6, 18));
    // What need not be said.
    QJsonObject least = order();
    for (const QString &field : {u"message"_s, u"attachments"_s, u"to"_s, u"urgency"_s, u"printQuota"_s})
        least.remove(field);
    const auto bare = SubmissionOrder::fromJson(bytes(least));
    QVERIFY(bare);
    QCOMPARE(bare->urgency, exchange::Urgency::Ordinary);
    QCOMPARE(bare->printQuota, 1U);
    QVERIFY(bare->recipients.isEmpty() && bare->message.isEmpty());
}

void SubmissionOrderTest::refusesWhatIsNoOrder_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, const QString &field, const QJsonValue &value, const char *reason,
                         const QString &detail) {
        QJsonObject object = order();
        object.insert(field, value);
        QTest::newRow(name) << bytes(object) << "submission." + QByteArray(reason) << detail;
    };
    const auto headerRow = [&row](
                               const char *name, const QString &element, const QJsonValue &value, const char *reason) {
        QJsonObject changed = order().value(u"header"_s).toObject();
        changed.insert(element, value);
        row(name, u"header"_s, changed, reason, u"header."_s + element);
    };
    row("an unknown field", u"recipients"_s, QJsonArray(), "field", u"recipients"_s);
    row("a number for a message", u"message"_s, 7, "field", u"message"_s);
    row("an empty message", u"message"_s, u""_s, "value", u"message"_s);
    row("a message over two lines", u"message"_s, u"a\nb"_s, "value", u"message"_s);
    row("a message too long", u"message"_s, QString(201, u'a'), "value", u"message"_s);
    row("a path for the document", u"document"_s, u"../通知.ofd"_s, "file-name", u"../通知.ofd"_s);
    row("a hidden file", u"document"_s, u".ofd"_s, "file-name", u".ofd"_s);
    row("a path for an attachment", u"attachments"_s, QJsonArray{u"/etc/passwd"_s}, "file-name", u"/etc/passwd"_s);
    row("a text for attachments", u"attachments"_s, u"a"_s, "field", u"attachments"_s);
    row("nobody to go to", u"to"_s, QJsonArray(), "value", u"to"_s);
    row("an unknown urgency", u"urgency"_s, u"很急"_s, "value", u"urgency"_s);
    row("a broken quota", u"printQuota"_s, 1.5, "value", u"printQuota"_s);
    row("a negative quota", u"printQuota"_s, -1, "value", u"printQuota"_s);
    row("a text for the quota", u"printQuota"_s, u"3"_s, "value", u"printQuota"_s);
    row("a text for the header", u"header"_s, u"header.xml"_s, "field", u"header"_s);
    headerRow("an unknown element", u"XX"_s, u"1"_s, "field");
    headerRow("parts in the header", u"Parts"_s, QJsonArray(), "field");
    headerRow("a list for a text", u"BT"_s, QJsonArray{u"a"_s}, "field");
    headerRow("a text for a list", u"ZSJG"_s, u"a"_s, "field");
    headerRow("the 31st of June", u"CWRQ"_s, u"2026-06-31"_s, "value");
    headerRow("a date without zeros", u"CWRQ"_s, u"2026-6-18"_s, "value");
    for (const QString &field : {u"header"_s, u"document"_s}) {
        QJsonObject object = order();
        object.remove(field);
        QTest::addRow("no %s", qPrintable(field)) << bytes(object) << QByteArray("submission.field") << field;
    }
    QTest::newRow("no JSON") << QByteArray("{\"message\": ") << QByteArray("submission.json") << QString();
    QTest::newRow("a list") << QByteArray("[]") << QByteArray("submission.json") << QString();
    QTest::newRow("too large") << QByteArray(2 << 20, ' ') << QByteArray("submission.too-large") << QString();
}

void SubmissionOrderTest::refusesWhatIsNoOrder()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, reason);
    QFETCH(QString, detail);
    const auto read = SubmissionOrder::fromJson(json);
    QVERIFY(!read);
    QCOMPARE(read.error().reason, reason);
    if (!detail.isEmpty())
        QCOMPARE(read.error().detail, detail);
}

exchange::DocumentHeader SubmissionOrderTest::header(const QByteArray &document)
{
    exchange::DocumentHeader header = SubmissionOrder::fromJson(bytes(order()))->header;
    header.parts = {{exchange::PartRole::Document, u"通知.ofd"_s, document.size(), crypto::sm3(document)},
        {exchange::PartRole::Attachment, u"附表.xlsx"_s, 3, crypto::sm3("two")}};
    return header;
}

void SubmissionOrderTest::readsAHeaderThatNamesItsParts()
{
    const auto read = SubmissionOrder::fromXml(header("one").toXml().value());
    QVERIFY(read);
    QCOMPARE(read->document, u"通知.ofd"_s);
    QCOMPARE(read->attachments, QStringList{u"附表.xlsx"_s});
    exchange::DocumentHeader withSource = header("one");
    withSource.parts[1].role = exchange::PartRole::Source;
    const auto refused = SubmissionOrder::fromXml(withSource.toXml().value());
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, "submission.source");
}

void SubmissionOrderTest::readsTheFilesBesideTheOrder()
{
    const QTemporaryDir folder;
    QVERIFY(writeDurably(folder.filePath(u"order.json"_s), bytes(order())));
    QVERIFY(writeDurably(folder.filePath(u"order.xml"_s), header("one").toXml().value()));
    QVERIFY(writeDurably(folder.filePath(u"通知.ofd"_s), "one"));
    QVERIFY(writeDurably(folder.filePath(u"附表.xlsx"_s), "two"));
    for (const QString &name : {u"order.json"_s, u"order.xml"_s}) {
        const auto read = readSubmission(folder.filePath(name), u"oa-2"_s);
        QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
        QCOMPARE(read->message, name == u"order.json" ? u"oa-1"_s : u"oa-2"_s);
        QCOMPARE(read->ofd, QByteArray("one"));
        QCOMPARE(read->attachments.size(), 1);
        QCOMPARE(read->attachments.at(0).bytes, QByteArray("two"));
        QVERIFY(read->header.parts.isEmpty());
    }
    QCOMPARE(readSubmission(folder.filePath(u"order.xml"_s)).error().reason, "submission.no-message");
    QCOMPARE(readSubmission(folder.filePath(u"通知.ofd"_s)).error().reason, "submission.order-file");
    QCOMPARE(readSubmission(folder.filePath(u"none.json"_s)).error().reason, "file.missing");
}

void SubmissionOrderTest::refusesFilesThatAreNotThoseOfTheOrder_data()
{
    QTest::addColumn<QString>("fault");
    for (const char *fault : {"missing", "empty", "folder", "link", "linked attachment"})
        QTest::newRow(fault) << QString::fromLatin1(fault);
}

void SubmissionOrderTest::refusesFilesThatAreNotThoseOfTheOrder()
{
    QFETCH(QString, fault);
    const QTemporaryDir folder;
    const QString document = folder.filePath(u"通知.ofd"_s);
    QVERIFY(writeDurably(folder.filePath(u"order.json"_s), bytes(order())));
    QVERIFY(writeDurably(folder.filePath(u"elsewhere"_s), "secret"));
    if (fault == u"empty") {
        QVERIFY(writeDurably(document, ""));
    } else if (fault == u"folder") {
        QVERIFY(QDir().mkpath(document));
    } else if (fault == u"link") {
        QVERIFY(QFile::link(folder.filePath(u"elsewhere"_s), document));
    } else if (fault == u"linked attachment") {
        QVERIFY(writeDurably(document, "one"));
        QVERIFY(QFile::link(folder.filePath(u"elsewhere"_s), folder.filePath(u"附表.xlsx"_s)));
    }
    const auto read = readSubmission(folder.filePath(u"order.json"_s));
    QVERIFY(!read);
    QCOMPARE(read.error().reason, "submission.part-file");
}

void SubmissionOrderTest::refusesFilesThatAreNotThoseOfTheXml()
{
    const QTemporaryDir folder;
    QVERIFY(writeDurably(folder.filePath(u"order.xml"_s), header("one").toXml().value()));
    QVERIFY(writeDurably(folder.filePath(u"通知.ofd"_s), "one"));
    QVERIFY(writeDurably(folder.filePath(u"附表.xlsx"_s), "twe"));
    const auto read = readSubmission(folder.filePath(u"order.xml"_s), u"oa-1"_s);
    QVERIFY(!read);
    QCOMPARE(read.error().reason, "submission.part-differs");
    QCOMPARE(read.error().detail, u"附表.xlsx"_s);
}

QTEST_GUILESS_MAIN(SubmissionOrderTest)
#include "SubmissionOrderTest.moc"
