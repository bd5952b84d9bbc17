// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/FormatRules.h"
#include "shared/document/FormatMending.h"
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
    void namesThePlaceOfEachFault();
    void passesWhatIsInOrder_data();
    void passesWhatIsInOrder();
    void countsNumberedSentencesAmongTheHeadings();
    void mendsEachFaultThatItKnows_data();
    void mendsEachFaultThatItKnows();
    void leavesToAPersonWhatOnlyAPersonCanTell();
    void mendsAllAtOnce();
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
    row("format.heading-sequence", false, [](OfficialDocument &d) { d.body.append(Heading{1, u"三、要求"_s}); });
    const auto paragraph = [](const QString &text) {
        return [text](OfficialDocument &d) { d.body.append(Paragraph{text}); };
    };
    row("format.date-form", false, paragraph(u"于2026年06月08日前报送。"_s));
    row("format.date-form", false, paragraph(u"于2026.6.8前报送。"_s));
    row("format.date-form", false, paragraph(u"自二〇二六年六月八日起施行。"_s));
    row("format.cited-number", false, paragraph(u"根据澄政办发[2004]28号要求，"_s));
    row("format.cited-number", false, paragraph(u"根据澄政办发〔2004〕第028号要求，"_s));
    row("format.half-width-mark", false, paragraph(u"请遵照执行,并及时反馈。"_s));
    row("format.body-missing", true, [](OfficialDocument &d) { d.body.clear(); });
    row("format.heading-level", true, [](OfficialDocument &d) { d.body.append(Heading{1, u"（二）镇村"_s}); });
    row("format.heading-number", false, [](OfficialDocument &d) { d.body.append(Heading{2, u"(二)镇村"_s}); });
    row("format.heading-order", false, [](OfficialDocument &d) { d.body = {Heading{2, u"（一）镇村"_s}}; });
    row("format.heading-mark", false, [](OfficialDocument &d) { d.body = {Heading{1, u"一、范围。"_s}}; });
    row("format.attachment-missing", false, [](OfficialDocument &d) { d.body.append(Paragraph{u"名单见附件3。"_s}); });
    row("format.attachment-name", true, [](OfficialDocument &d) { d.attachments = {{QString(), {}}}; });
    row("format.attachment-mark", false, [](OfficialDocument &d) { d.attachments = {{u"名单。"_s, {}}}; });
    row("format.signature-missing", true, [](OfficialDocument &d) { d.signatories.clear(); });
    row("format.seals-beyond-text", false, [](OfficialDocument &d) {
        d.signing = Signing::Seals;
        d.signatories = QStringList(13, u"江阴市财政局"_s);
    });
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

void FormatRulesTest::namesThePlaceOfEachFault()
{
    OfficialDocument document = goodDocument();
    document.title = u"关于检查，整改的通知"_s;
    document.body.append(Paragraph{u"请于2026年06月08日前报送,并存档。"_s});
    document.attachments[0].body = {Paragraph{u"见澄政办发(2004)28号。"_s}};
    QMap<QByteArray, FormatFault> faults;
    for (const FormatFault &fault : checkFormat(document))
        faults.insert(fault.rule, fault);
    const auto textOf = [&](const char *rule) {
        const FormatFault &fault = faults.value(rule);
        return faultyText(document, fault).value_or(QString()).mid(fault.start, fault.length);
    };
    QCOMPARE(textOf("format.title-punctuation"), u"，"_s);
    QCOMPARE(textOf("format.date-form"), u"2026年06月08日"_s);
    QCOMPARE(textOf("format.half-width-mark"), u","_s);
    QCOMPARE(textOf("format.cited-number"), u"(2004)28号"_s);
    QCOMPARE(faults.value("format.date-form").index, 3);
    QCOMPARE(faults.value("format.cited-number").index, 0);
    QCOMPARE(faults.value("format.cited-number").block, 0);
}

void FormatRulesTest::passesWhatIsInOrder_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text :
        {u"于2026年6月8日前报送。"_s, u"2026年10月以前完成。"_s, u"根据澄政办发〔2004〕28号要求，"_s,
            u"按GB/T 9704-2012执行。"_s, u"版本号1.2.3，网址http://a.gov.cn:80。"_s, u"上午9:30开会。"_s,
            u"投资2004.65万元。"_s, u"会议(plenary)召开。"_s, u"（2004）年度总结。"_s, u"分机[2004]室。"_s,
            u"二〇〇四年度计划。"_s, u"电话0510-86861234。"_s})
        QTest::addRow("%s", qPrintable(text)) << text;
}

void FormatRulesTest::passesWhatIsInOrder()
{
    QFETCH(QString, text);
    OfficialDocument document = goodDocument();
    document.body.append(Paragraph{text});
    for (const FormatFault &fault : checkFormat(document))
        QFAIL(fault.rule.constData());
}

void FormatRulesTest::countsNumberedSentencesAmongTheHeadings()
{
    OfficialDocument document = goodDocument();
    document.body = {Heading{1, u"一、措施"_s}, Heading{2, u"（一）组织"_s}, Heading{3, u"1.领导小组"_s},
        Paragraph{u"2.各镇要明确分管负责人，层层落实责任。"_s}, Heading{3, u"3.联络员"_s}, Heading{1, u"二、要求"_s}};
    QCOMPARE(checkFormat(document).size(), 0);
    document.body[4] = Heading{3, u"4.联络员"_s};
    QCOMPARE(checkFormat(document).size(), 1);
    QCOMPARE(std::get<Heading>(mendFaults(document).document.body.at(4)).text, u"3.联络员"_s);
}

void FormatRulesTest::mendsEachFaultThatItKnows_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("mended");
    const auto row = [](const char *name, const QString &mended, const Edit &edit) {
        QTest::addRow("%s", name) << edit << mended;
    };
    row("copy number", u"000012"_s, [](OfficialDocument &d) { d.copyNumber = u"12"_s; });
    row("secrecy", u"秘密★1年"_s, [](OfficialDocument &d) { d.secrecy = u"秘密☆1年"_s; });
    row("secrecy without its star", u"机密★5年"_s, [](OfficialDocument &d) { d.secrecy = u"机密5年"_s; });
    row("urgency", u"特急"_s, [](OfficialDocument &d) { d.urgency = u"特急件"_s; });
    row("number", u"澄政办发〔2004〕28号"_s, [](OfficialDocument &d) { d.number = u"澄政办发[2004]第028号"_s; });
    row("title", u"关于检查整改的通知"_s, [](OfficialDocument &d) { d.title = u"关于检查，整改的通知"_s; });
    row("recipient", u"各镇"_s, [](OfficialDocument &d) { d.recipients = QStringList{u"各镇："_s}; });
    const auto heading = [](int level, const QString &text) {
        return [=](OfficialDocument &d) { d.body.append(Heading{level, text}); };
    };
    row("heading number", u"（二）镇村"_s, heading(2, u"(二) 镇村"_s));
    row("heading sequence", u"二、要求"_s, heading(1, u"三、要求"_s));
    row("heading mark", u"二、要求"_s, heading(1, u"二、要求。"_s));
    row("attachment mark", u"名单"_s, [](OfficialDocument &d) { d.attachments = {{u"名单。"_s, {}}}; });
    const auto paragraph = [](const QString &text) {
        return [text](OfficialDocument &d) { d.body.append(Paragraph{text}); };
    };
    row("zeros of a date", u"于2026年6月8日前报。"_s, paragraph(u"于2026年06月08日前报。"_s));
    row("points of a date", u"于2026年6月8日前报。"_s, paragraph(u"于2026.6.8前报。"_s));
    row("a date in Chinese numerals", u"自2026年6月18日起。"_s, paragraph(u"自二〇二六年六月十八日起。"_s));
    row("a month", u"到2026年6月完成。"_s, paragraph(u"到2026年06月完成。"_s));
    row("a cited number", u"按澄政办发〔2004〕28号办。"_s, paragraph(u"按澄政办发（2004）第28号办。"_s));
    row("half-width marks", u"遵照执行，并反馈。"_s, paragraph(u"遵照执行,并反馈。"_s));
}

void FormatRulesTest::mendsEachFaultThatItKnows()
{
    QFETCH(Edit, edit);
    QFETCH(QString, mended);
    OfficialDocument document = goodDocument();
    edit(document);
    const QList<FormatFault> faults = checkFormat(document);
    QCOMPARE(faults.size(), 1);
    const auto result = mendFault(document, faults.constFirst());
    QVERIFY(result);
    QCOMPARE(checkFormat(*result).size(), 0);
    QVERIFY2(faultyText(*result, faults.constFirst()) == mended,
        qPrintable(faultyText(*result, faults.constFirst()).value_or(u"-"_s)));
}

void FormatRulesTest::leavesToAPersonWhatOnlyAPersonCanTell()
{
    OfficialDocument document = goodDocument();
    document.secrecy = u"内部"_s;
    document.title.clear();
    document.date = QDate();
    document.body.append(Paragraph{u"名单见附件3。"_s});
    const QList<FormatFault> faults = checkFormat(document);
    QCOMPARE(faults.size(), 4);
    for (const FormatFault &fault : faults)
        QVERIFY2(!mendFault(document, fault), fault.rule.constData());
    QCOMPARE(mendFaults(document).mended, 0);
    QVERIFY(mendFaults(document).document == document);
}

void FormatRulesTest::mendsAllAtOnce()
{
    OfficialDocument document = goodDocument();
    document.copyNumber = u"12"_s;
    document.body = {Heading{1, u"一、目标。"_s}, Paragraph{u"自2026.6.8起,按澄政发[2004]3号办,至2026年07月01日止。"_s},
        Heading{1, u"三、要求"_s}, Heading{1, u"四、其他"_s}, Paragraph{u"名单见附件9。"_s}};
    const Mending mending = mendFaults(document);
    QCOMPARE(checkFormat(mending.document).size(), 1);
    QCOMPARE(std::get<Paragraph>(mending.document.body.at(1)).text,
        u"自2026年6月8日起，按澄政发〔2004〕3号办，至2026年7月1日止。"_s);
    QCOMPARE(std::get<Heading>(mending.document.body.at(3)).text, u"三、其他"_s);
    QVERIFY(mending.mended >= 8);
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
