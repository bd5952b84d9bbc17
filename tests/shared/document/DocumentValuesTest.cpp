// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/ChineseDate.h"
#include "shared/document/DocumentKind.h"
#include "shared/document/DocumentNumber.h"
#include "shared/document/DocumentText.h"
#include "shared/document/DocumentUrgency.h"
#include "shared/document/HeadingNumber.h"
#include "shared/document/OrganNames.h"
#include "shared/document/RunningNumber.h"
#include "shared/document/SecrecyMark.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

class DocumentValuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsDatesInEveryForm_data();
    void readsDatesInEveryForm();
    void readsBackEveryDateItWrites();
    void readsNumbersInTheStandardsFormOnly_data();
    void readsNumbersInTheStandardsFormOnly();
    void readsNumbersWithoutAYear();
    void readsBackEveryKind();
    void tellsTheKindFromTheTitle_data();
    void tellsTheKindFromTheTitle();
    void readsSecrecyAndUrgency();
    void tellsHeadingsFromSentences_data();
    void tellsHeadingsFromSentences();
    void splitsOrgansWhereEachStandsAlone_data();
    void splitsOrgansWhereEachStandsAlone();
    void takesOutWhatNoPageShows();
};

void DocumentValuesTest::readsDatesInEveryForm_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("date"); // ISO, or the reason it is refused.
    const auto row = [](const QString &text, const QString &date) { QTest::newRow(qPrintable(text)) << text << date; };
    row(u"二OO四年六月十八日"_s, u"2004-06-18"_s);
    row(u"二〇〇四年六月十八日"_s, u"2004-06-18"_s);
    row(u"二○一○年十月十日"_s, u"2010-10-10"_s);
    row(u"二〇一一年十二月三十一日"_s, u"2011-12-31"_s);
    row(u"一九九九年一月二十日"_s, u"1999-01-20"_s);
    row(u"2004年6月18日"_s, u"2004-06-18"_s);
    row(u"2004 年 06 月 18 日"_s, u"2004-06-18"_s);
    row(u"2026年2月29日"_s, u"document.date-value"_s);
    row(u"二〇二六年十三月一日"_s, u"document.date-value"_s);
    row(u"二〇二六年一八月一日"_s, u"document.date-form"_s);
    row(u"二〇二六年一月二十十日"_s, u"document.date-form"_s);
    row(u"26年1月1日"_s, u"document.date-form"_s);
    row(u"2026年1月1日印发"_s, u"document.date-form"_s);
    row(u"2026-01-01"_s, u"document.date-form"_s);
    row({}, u"document.date-form"_s);
}

void DocumentValuesTest::readsDatesInEveryForm()
{
    QFETCH(QString, text);
    QFETCH(QString, date);
    const auto read = parseChineseDate(text);
    QCOMPARE(read ? read->toString(Qt::ISODate) : QString::fromLatin1(read.error().reason), date);
}

void DocumentValuesTest::readsBackEveryDateItWrites()
{
    for (QDate date(1999, 12, 1); date < QDate(2031, 2, 1); date = date.addDays(1)) {
        QCOMPARE(*parseChineseDate(chineseDate(date)), date);
        QCOMPARE(*parseChineseDate(chineseDateInCharacters(date)), date);
    }
    QCOMPARE(chineseDate(QDate(2004, 6, 8)), u"2004年6月8日"_s);
    QCOMPARE(chineseDateInCharacters(QDate(2010, 12, 20)), u"二〇一〇年十二月二十日"_s);
    QVERIFY(chineseDate(QDate()).isEmpty());
}

void DocumentValuesTest::readsNumbersInTheStandardsFormOnly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isStandard");
    QTest::addColumn<bool>("isReadable");
    const auto row = [](const QString &text, bool isStandard, bool isReadable) {
        QTest::newRow(qPrintable(text)) << text << isStandard << isReadable;
    };
    row(u"澄政办发〔2004〕28号"_s, true, true);
    row(u"澄政办发[2004]28号"_s, false, true);
    row(u"澄政办发（2004）第028号"_s, false, true);
    row(u"澄政办发〔2004〕028号"_s, false, true);
    row(u"澄政办发〔04〕28号"_s, false, false);
    row(u"澄政办发〔2004〕0号"_s, false, false);
    row(u"澄政办发〔2004〕100000号"_s, false, false);
    row(u"〔2004〕28号"_s, false, false);
    row(u"澄政办发〔2004〕28号\n"_s, false, false);
    row(u"澄政办发〔２００４〕28号"_s, false, false);
}

void DocumentValuesTest::readsNumbersInTheStandardsFormOnly()
{
    QFETCH(QString, text);
    const auto strict = DocumentNumber::parse(text);
    const auto loose = DocumentNumber::parseLoosely(text);
    QTEST(strict.has_value(), "isStandard");
    QTEST(loose.has_value(), "isReadable");
    if (strict)
        QCOMPARE(strict->toString(), text);
    if (loose)
        QCOMPARE(loose->toString(), u"澄政办发〔2004〕28号"_s);
}

void DocumentValuesTest::readsNumbersWithoutAYear()
{
    const auto order = RunningNumber::parse(u"第12号");
    QVERIFY(order);
    QCOMPARE(*order, (RunningNumber{RunningNumber::Word::Order, 12}));
    QCOMPARE(order->toString(), u"第12号"_s);
    const auto issue = RunningNumber::parse(u"第8期");
    QVERIFY(issue);
    QCOMPARE(*issue, (RunningNumber{RunningNumber::Word::Issue, 8}));
    QCOMPARE(issue->toString(), u"第8期"_s);
    for (const QString &text : {u"第012号"_s, u"第0号"_s, u"12号"_s, u"第12"_s, u"第100000号"_s, u"第12号\n"_s,
             u"第12号令"_s, u"第１２号"_s, u"澄政发〔2026〕12号"_s})
        QCOMPARE(RunningNumber::parse(text).error().reason, QByteArray("document.number-form"));
}

void DocumentValuesTest::readsBackEveryKind()
{
    QCOMPARE(allDocumentKinds().size(), 15);
    for (const DocumentKind kind : allDocumentKinds())
        QCOMPARE(*kindFromWord(kindWord(kind)), kind);
    QCOMPARE(*kindFromWord(u"命令（令）"), DocumentKind::Order);
    QCOMPARE(kindFromWord(u"方案").error().reason, QByteArray("document.kind-unknown"));
    QVERIFY(goesUpward(DocumentKind::Request) && !goesUpward(DocumentKind::Notice));
}

void DocumentValuesTest::tellsTheKindFromTheTitle_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("kind");
    const auto row = [](const QString &title, const QString &kind) {
        QTest::newRow(qPrintable(title)) << title << kind;
    };
    row(u"关于开展检查的通知"_s, u"通知"_s);
    row(u"关于通知办理情况的通报"_s, u"通报"_s);
    row(u"江阴市人民政府令"_s, u"命令"_s);
    row(u"关于商请支持的函"_s, u"函"_s);
    row(u"关于规范管理的意见（试行）"_s, u"意见"_s);
    row(u"江阴市电子政务建设实施方案"_s, {});
}

void DocumentValuesTest::tellsTheKindFromTheTitle()
{
    QFETCH(QString, title);
    const auto kind = kindOfTitle(title);
    QTEST(kind ? kindWord(*kind) : QString(), "kind");
}

void DocumentValuesTest::readsSecrecyAndUrgency()
{
    for (const QString &text : {u"秘密"_s, u"秘密★1年"_s, u"机密★6个月"_s, u"绝密★长期"_s})
        QCOMPARE(SecrecyMark::parse(text)->toString(), text);
    for (const QString &text : {u"内部"_s, u"秘密★"_s, u"秘密1年"_s, u"秘密★0年"_s, u"秘密★一年"_s, QString()})
        QCOMPARE(SecrecyMark::parse(text).error().reason, QByteArray("document.secrecy-form"));
    QVERIFY(SecrecyMark::parse(u"绝密")->level == SecrecyLevel::TopSecret);
    QVERIFY(*urgencyFromWord(u"特急") == DocumentUrgency::Urgent);
    QVERIFY(*urgencyFromWord(u"加急") == DocumentUrgency::Expedited);
    QCOMPARE(urgencyFromWord(u"特提").error().reason, QByteArray("document.urgency-unknown"));
}

void DocumentValuesTest::tellsHeadingsFromSentences_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("level"); // Of the heading; 0 for a paragraph.
    const auto row = [](const QString &text, int level) { QTest::newRow(qPrintable(text)) << text << level; };
    row(u"一、总体目标"_s, 1);
    row(u"十一、附则。"_s, 1);
    row(u"（一）政务专网建设"_s, 2);
    row(u"(二) 建设目标"_s, 2);
    row(u"1. 网络"_s, 3);
    row(u"1、网络"_s, 3);
    row(u"（12）平台"_s, 4);
    row(u"1、按照成熟技术的原则建设。"_s, 0);
    row(u"（一）加强领导。各单位要重视。"_s, 0);
    row(u"第一阶段（2005年底前）："_s, 0);
    row(u"2.5亿元"_s, 0);
    row(u"2004年底，完成建设"_s, 0);
    row(u"一是根据规划"_s, 0);
    row(u"一、"_s + QString(80, u'长'), 0);
}

void DocumentValuesTest::tellsHeadingsFromSentences()
{
    QFETCH(QString, text);
    const Block block = blockOf(text);
    const auto *heading = std::get_if<Heading>(&block);
    QTEST(heading ? heading->level : 0, "level");
    QCOMPARE(heading ? heading->text : std::get<Paragraph>(block).text, text);
}

void DocumentValuesTest::splitsOrgansWhereEachStandsAlone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("organs");
    const auto row = [](const QString &text, const QStringList &organs) {
        QTest::newRow(qPrintable(text)) << text << organs;
    };
    row(u"各镇人民政府，市各直属单位"_s, {u"各镇人民政府"_s, u"市各直属单位"_s});
    row(u"市财政局、市档案局"_s, {u"市财政局"_s, u"市档案局"_s});
    row(u"各区、县人民政府，市政府各部门"_s, {u"各区、县人民政府"_s, u"市政府各部门"_s});
    row(u"，，"_s, {});
}

void DocumentValuesTest::splitsOrgansWhereEachStandsAlone()
{
    QFETCH(QString, text);
    QTEST(splitOrgans(text), "organs");
}

void DocumentValuesTest::takesOutWhatNoPageShows()
{
    const QString text = u"甲\u202e乙\u200b丙\t丁\u2028戊\U00020BB7"_s;
    QVERIFY(!isPageText(text));
    QCOMPARE(toPageText(text), u"甲乙丙 丁 戊\U00020BB7"_s);
    QVERIFY(isPageText(toPageText(text)));
    QCOMPARE(toPageText(QString(QChar(0xd842))), QString());
}

QTEST_GUILESS_MAIN(DocumentValuesTest)
#include "DocumentValuesTest.moc"
