// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/FormatRules.h"
#include "shared/document/TextImport.h"

#include "DocumentSamples.h"

#include <QFile>
#include <QTest>

#include <functional>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

using Edit = std::function<void(OfficialDocument &)>;
Q_DECLARE_METATYPE(Edit)

class FormatRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNoErrorInAGoodDocument();
    void findsEachFault_data();
    void findsEachFault();
    void letsAnUnnumberedDraftPass();
    void letsEachLayoutPass();
    void explainsEveryFault();
    void findsNoErrorInTheSampleNotice();
};

static OfficialDocument goodDocument()
{
    OfficialDocument document = fullDocument();
    document.body = {Paragraph{u"现通知如下。"_s}, Heading{1, u"一、范围"_s}, Heading{2, u"（一）企业"_s}};
    return document;
}

void FormatRulesTest::findsNoErrorInAGoodDocument()
{
    QCOMPARE(checkFormat(goodDocument()).size(), 0);
}

void FormatRulesTest::findsEachFault_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<bool>("blocks");
    const auto row = [](const char *rule, bool blocks, const Edit &edit) {
        QTest::addRow("%s", rule) << edit << QByteArray(rule) << blocks;
    };
    row("format.copy-number-form", false, [](OfficialDocument &d) { d.copyNumber = u"1"_s; });
    row("format.secrecy-form", true, [](OfficialDocument &d) { d.secrecy = u"内部"_s; });
    row("format.secret-needs-copy-number", true, [](OfficialDocument &d) { d.copyNumber.clear(); });
    row("format.secrecy-term", false, [](OfficialDocument &d) { d.secrecy = u"秘密★20年"_s; });
    row("format.urgency-word", true, [](OfficialDocument &d) { d.urgency = u"急"_s; });
    row("format.mark-missing", true, [](OfficialDocument &d) { d.issuerMark.clear(); });
    row("format.number-form", true, [](OfficialDocument &d) { d.number = u"澄政办发[2004]28号"_s; });
    row("format.kind", true, [](OfficialDocument &d) { d.kind = u"方案"_s; });
    row("format.title-missing", true, [](OfficialDocument &d) { d.title.clear(); });
    row("format.title-kind", true, [](OfficialDocument &d) { d.title = u"关于检查的通报"_s; });
    row("format.title-punctuation", false, [](OfficialDocument &d) { d.title = u"关于检查，整改的通知"_s; });
    row("format.title-matter", false, [](OfficialDocument &d) { d.title = u"检查通知"_s; });
    row("format.recipients-missing", true, [](OfficialDocument &d) { d.recipients.clear(); });
    row("format.recipient-form", true, [](OfficialDocument &d) { d.recipients = QStringList{u"各镇："_s}; });
    row("format.body-missing", true, [](OfficialDocument &d) { d.body.clear(); });
    row("format.heading-level", true, [](OfficialDocument &d) { d.body.append(Heading{1, u"（二）镇村"_s}); });
    row("format.heading-number", false, [](OfficialDocument &d) { d.body.append(Heading{2, u"(二)镇村"_s}); });
    row("format.heading-order", false, [](OfficialDocument &d) { d.body = {Heading{2, u"（一）镇村"_s}}; });
    row("format.heading-mark", false, [](OfficialDocument &d) { d.body = {Heading{1, u"一、范围。"_s}}; });
    row("format.attachment-missing", false, [](OfficialDocument &d) { d.body.append(Paragraph{u"名单见附件3。"_s}); });
    row("format.attachment-name", true, [](OfficialDocument &d) { d.attachments = {{QString(), {}}}; });
    row("format.attachment-mark", false, [](OfficialDocument &d) { d.attachments = {{u"名单。"_s, {}}}; });
    row("format.signature-missing", true, [](OfficialDocument &d) { d.signatories.clear(); });
    row("format.date-missing", true, [](OfficialDocument &d) { d.date = QDate(); });
    row("format.print-before-date", false, [](OfficialDocument &d) { d.printDate = QDate(2004, 6, 17); });
    row("format.invisible-characters", true, [](OfficialDocument &d) { d.note = u"甲\u202e乙"_s; });
    const auto request = [](OfficialDocument &d) {
        d.kind = u"请示"_s;
        d.title = u"关于增拨经费的请示"_s;
        d.recipients = QStringList{u"无锡市人民政府"_s};
    };
    row("format.upward-needs-signer", true, [request](OfficialDocument &d) {
        request(d);
        d.signers.clear();
    });
    row("format.signers-of-issuers", false, [request](OfficialDocument &d) {
        request(d);
        d.issuers.append(u"江阴市财政局"_s);
    });
    row("format.request-one-recipient", false, [request](OfficialDocument &d) {
        request(d);
        d.recipients.append(u"无锡市财政局"_s);
    });
    row("format.request-needs-contact", false, [request](OfficialDocument &d) {
        request(d);
        d.note.clear();
    });
}

void FormatRulesTest::findsEachFault()
{
    QFETCH(Edit, edit);
    QFETCH(QByteArray, rule);
    QFETCH(bool, blocks);
    OfficialDocument document = goodDocument();
    edit(document);
    const QList<FormatFault> faults = checkFormat(document);
    QCOMPARE(faults.size(), 1);
    QCOMPARE(faults.first().rule, rule);
    QCOMPARE(blocksTypesetting(faults), blocks);
}

void FormatRulesTest::letsAnUnnumberedDraftPass()
{
    OfficialDocument document = goodDocument();
    document.title = u"关于印发《检查办法》的通知"_s;
    document.number.clear(); // Drawn when it is registered.
    QVERIFY(!blocksTypesetting(checkFormat(document)));
}

void FormatRulesTest::letsEachLayoutPass()
{
    OfficialDocument order = goodDocument();
    order.format = Format::Order;
    order.kind = u"命令"_s;
    order.number = u"第12号"_s;
    order.title.clear();
    order.recipients.clear();
    QCOMPARE(checkFormat(order).size(), 0);
    OfficialDocument minutes = goodDocument();
    minutes.format = Format::Minutes;
    minutes.kind = u"纪要"_s;
    minutes.number = u"第8期"_s;
    minutes.title = u"市政府常务会议纪要"_s;
    minutes.signatories.clear();
    QCOMPARE(checkFormat(minutes).size(), 0);
    OfficialDocument joint = goodDocument();
    joint.issuers.append(u"江阴市财政局"_s);
    joint.issuerMark.clear();
    QCOMPARE(checkFormat(joint).size(), 0);
}

void FormatRulesTest::explainsEveryFault()
{
    for (const FormatFault &fault : checkFormat(OfficialDocument())) {
        QVERIFY2(fault.rule.startsWith("format."), fault.rule.constData());
        QVERIFY2(!fault.hint.isEmpty() && !fault.clause.isEmpty(), fault.rule.constData());
    }
    QVERIFY(blocksTypesetting(checkFormat(OfficialDocument())));
}

void FormatRulesTest::findsNoErrorInTheSampleNotice()
{
    QFile file(QStringLiteral(WENYI_SOURCE_DIR "/resources/documents/sample-notice.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto imported = importText(file.readAll());
    QVERIFY(imported);
    const OfficialDocument &document = imported->document;
    QVERIFY(imported->left().isEmpty());
    QCOMPARE(document.title, u"江阴市人民政府办公室关于印发《江阴市机关电子公文规范流转工作方案》的通知"_s);
    QCOMPARE(document.recipients, (QStringList{u"各镇人民政府"_s, u"市各直属单位"_s}));
    QCOMPARE(document.body.size(), 2);
    QCOMPARE(document.attachments.size(), 1);
    QCOMPARE(document.attachments.first().name, u"江阴市机关电子公文规范流转工作方案"_s);
    QVERIFY(document.attachments.first().body.size() > 70);
    QCOMPARE(document.signatories, QStringList{u"江阴市人民政府办公室"_s});
    QCOMPARE(document.copyTo.size(), 6);
    QCOMPARE(document.printDate, QDate(2026, 3, 16));
    QCOMPARE(document.issuerMark, u"江阴市人民政府办公室文件"_s);
    const QList<FormatFault> faults = checkFormat(document);
    for (const FormatFault &fault : faults)
        qWarning() << fault.rule << fault.index;
    QVERIFY(faults.isEmpty());
}

QTEST_GUILESS_MAIN(FormatRulesTest)
#include "FormatRulesTest.moc"
