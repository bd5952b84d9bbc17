// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/DocumentJson.h"
#include "shared/document/DocumentLimits.h"

#include "DocumentSamples.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

class DocumentJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatItWrote();
    void writesEqualDocumentsAsEqualBytes();
    void leavesOutWhatIsNotOnThePage();
    void signsAsTheLayoutUsuallyIs();
    void namesEachFaultWithItsPath_data();
    void namesEachFaultWithItsPath();
    void refusesEveryTruncation();
    void refusesSizesOverTheirLimit();
};

void DocumentJsonTest::readsBackWhatItWrote()
{
    const OfficialDocument document = fullDocument();
    for (const JsonStyle style : {JsonStyle::Compact, JsonStyle::Indented}) {
        const auto again = readDocumentJson(writeDocumentJson(document, style));
        QVERIFY2(again, again ? "" : qPrintable(describe(again.error())));
        QCOMPARE(*again, document);
    }
}

void DocumentJsonTest::writesEqualDocumentsAsEqualBytes()
{
    const QByteArray first = writeDocumentJson(fullDocument());
    const QByteArray shuffled = R"({"title":"通知","format":"letter","date":"2026-01-02"})";
    const QByteArray ordered = R"({ "date": "2026-01-02", "format": "letter", "title": "通知" })";
    QCOMPARE(writeDocumentJson(*readDocumentJson(first)), first);
    QCOMPARE(writeDocumentJson(*readDocumentJson(shuffled)), writeDocumentJson(*readDocumentJson(ordered)));
}

void DocumentJsonTest::leavesOutWhatIsNotOnThePage()
{
    QCOMPARE(writeDocumentJson(OfficialDocument()), QByteArray(R"({"format":"document"})"));
    QCOMPARE(*readDocumentJson(R"({"format":"document"})"), OfficialDocument());
}

void DocumentJsonTest::signsAsTheLayoutUsuallyIs()
{
    QCOMPARE(readDocumentJson(R"({"format":"document"})")->signing, Signing::Seals);
    const auto order = readDocumentJson(R"({"format":"order"})");
    QCOMPARE(order->signing, Signing::SignatureStamp);
    QCOMPARE(writeDocumentJson(*order), QByteArray(R"({"format":"order"})"));
    const QByteArray sealed = R"({"format":"order","signing":"seals"})";
    QCOMPARE(writeDocumentJson(*readDocumentJson(sealed)), sealed);
}

void DocumentJsonTest::namesEachFaultWithItsPath_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QString>("path");
    const auto row = [](const char *name, const char *json, const char *reason, const QString &path) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(reason) << path;
    };
    row("no format", R"({"title":"x"})", "document.json-missing-member", u"format"_s);
    row("unknown format", R"({"format":"memo"})", "document.json-value", u"format"_s);
    row("unknown member", R"({"format":"letter","tilte":"x"})", "document.json-unknown-member", u"tilte"_s);
    row("unknown member of a block", R"({"format":"letter","body":[{"type":"paragraph","text":"x","bold":true}]})",
        "document.json-unknown-member", u"body[0].bold"_s);
    row("number for a text", R"({"format":"letter","title":5})", "document.json-type", u"title"_s);
    row("text for a list", R"({"format":"letter","recipients":"x"})", "document.json-type", u"recipients"_s);
    row("null in a list", R"({"format":"letter","recipients":["x",null]})", "document.json-type", u"recipients[1]"_s);
    row("level five", R"({"format":"letter","body":[{"type":"heading","level":5,"text":"x"}]})", "document.json-value",
        u"body[0].level"_s);
    row("level of a half", R"({"format":"letter","body":[{"type":"heading","level":1.5,"text":"x"}]})",
        "document.json-type", u"body[0].level"_s);
    row("unknown block", R"({"format":"letter","attachments":[{"name":"a","body":[{"type":"list"}]}]})",
        "document.json-value", u"attachments[0].body[0].type"_s);
    row("cell that is no text", R"({"format":"letter","body":[{"type":"table","rows":[["a"],["b",1]]}]})",
        "document.json-type", u"body[0].rows[1][1]"_s);
    row("row that is no list", R"({"format":"letter","body":[{"type":"table","rows":["a"]}]})", "document.json-type",
        u"body[0].rows[0]"_s);
    row("table that hangs", R"({"format":"letter","body":[{"type":"table","rows":[],"orientation":"hanging"}]})",
        "document.json-value", u"body[0].orientation"_s);
    row("orientation of no name", R"({"format":"letter","body":[{"type":"table","rows":[],"orientation":""}]})",
        "document.json-value", u"body[0].orientation"_s);
    row("a head of eleven rows", R"({"format":"letter","body":[{"type":"table","rows":[],"headRows":11}]})",
        "document.json-value", u"body[0].headRows"_s);
    row("signed by nothing known", R"({"format":"letter","signing":"thumb"})", "document.json-value", u"signing"_s);
    row("picture from a file", R"({"format":"letter","body":[{"type":"image","src":"file:///etc/passwd"}]})",
        "document.json-value", u"body[0].src"_s);
    row("day that no month has", R"({"format":"letter","date":"2026-02-30"})", "document.json-value", u"date"_s);
    row("date without zeros", R"({"format":"letter","date":"2026-2-3"})", "document.json-value", u"date"_s);
    row("direction override", "{\"format\":\"letter\",\"title\":\"a\\u202eb\"}", "document.json-text", u"title"_s);
    row("line end", "{\"format\":\"letter\",\"title\":\"a\\nb\"}", "document.json-text", u"title"_s);
    row("half a surrogate", "{\"format\":\"letter\",\"title\":\"\\ud800\"}", "document.json-text", u"title"_s);
    row("member twice", R"({"format":"letter","title":"a:\"","title":"b"})", "document.json-duplicate-member", {});
    row("list", "[]", "document.json-syntax", {});
}

void DocumentJsonTest::namesEachFaultWithItsPath()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, reason);
    QFETCH(QString, path);
    const auto document = readDocumentJson(json);
    QVERIFY(!document);
    QCOMPARE(document.error().reason, reason);
    if (!path.isEmpty())
        QCOMPARE(document.error().detail, path);
}

void DocumentJsonTest::refusesEveryTruncation()
{
    const QByteArray json = writeDocumentJson(fullDocument());
    for (qsizetype size = 0; size < json.size(); ++size)
        QVERIFY2(!readDocumentJson(json.first(size)), QByteArray::number(size).constData());
}

void DocumentJsonTest::refusesSizesOverTheirLimit()
{
    const auto reasonOf = [](const OfficialDocument &document) {
        const auto again = readDocumentJson(writeDocumentJson(document));
        return again ? QByteArray("taken") : again.error().reason;
    };
    OfficialDocument document;
    document.title = QString(limits::ElementText, u'题');
    document.body = {Paragraph{QString(limits::BlockText, u'文')}};
    QCOMPARE(reasonOf(document), QByteArray("taken"));
    document.title += u'题';
    QCOMPARE(reasonOf(document), QByteArray("document.json-too-large"));
    document.title.clear();
    document.body = {Paragraph{QString(limits::BlockText + 1, u'文')}};
    QCOMPARE(reasonOf(document), QByteArray("document.json-too-large"));
    document.body = {Table{{QStringList(limits::TableColumns + 1, u"格"_s)}}};
    QCOMPARE(reasonOf(document), QByteArray("document.json-too-large"));
    const auto tooLarge = readDocumentJson(QByteArray(limits::Json + 1, ' '));
    QCOMPARE(tooLarge.error().code, ErrorCode::TooLarge);
}

QTEST_GUILESS_MAIN(DocumentJsonTest)
#include "DocumentJsonTest.moc"
