// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/TextImport.h"
#include "shared/document/DocumentJson.h"
#include "shared/document/DocumentText.h"

#include "DocumentSamples.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

class TextImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognisesAPlanPublishedWithItsNotice();
    void concludesTheIssuerFromTheNumber();
    void recognisesANoticeAsAClerkTypesIt();
    void recognisesTheHeadOfADocument();
    void readsRowsOfTabsAsATable();
    void keepsAPlanWithoutANoticeAsItsOwnDocument();
    void losesNoVisibleCharacterOfASample_data();
    void losesNoVisibleCharacterOfASample();
    void losesNoVisibleCharacterOfShuffledLines();
    void refusesWhatIsNoText();
};

static QString describeFindings(const ImportedText &imported)
{
    QString text;
    for (const ImportFinding &finding : imported.findings)
        text += QStringLiteral("%1 %2 %3 %4\n")
                    .arg(finding.line)
                    .arg(static_cast<int>(finding.certainty))
                    .arg(QString::fromLatin1(elementName(finding.element)), finding.source.left(40));
    return text;
}

/// Checks that the findings cover the text, and that what they call body is in the document's bodies.
static void verifyNothingIsLost(const QByteArray &bytes, const ImportedText &imported)
{
    QString covered;
    QString prose;
    for (const ImportFinding &finding : imported.findings) {
        covered += visibleCharacters(finding.source);
        if (finding.certainty != Certainty::Left && finding.element == DocumentElement::Body)
            prose += visibleCharacters(finding.source);
    }
    QCOMPARE(covered, visibleCharacters(QString::fromUtf8(bytes)));
    QCOMPARE(visibleCharacters(textsOf(imported.document.body).join(QString())), prose);
    for (const QString &signatory : imported.document.signatories)
        QVERIFY2(signatory.size() <= 40, qPrintable(signatory));
    for (const ImportFinding &finding : imported.findings) {
        if (finding.certainty == Certainty::Left || finding.element != DocumentElement::Attachments)
            continue;
        const QString source = visibleCharacters(finding.source);
        const bool isLabel = source.startsWith(u"附件"_s) || source.size() <= 60;
        const QString all = visibleCharacters(textsOf(imported.document).join(QString()));
        if (!isLabel)
            QVERIFY2(all.contains(source), qPrintable(finding.source));
    }
    const auto again = readDocumentJson(writeDocumentJson(imported.document));
    QVERIFY2(again, again ? "" : qPrintable(describe(again.error())));
    QCOMPARE(*again, imported.document);
}

static Certainty certaintyOf(const ImportedText &imported, DocumentElement element)
{
    Certainty certainty = Certainty::Recognised;
    for (const ImportFinding &finding : imported.findings) {
        if (finding.element == element)
            certainty = std::max(certainty, finding.certainty);
    }
    return certainty;
}

void TextImportTest::recognisesAPlanPublishedWithItsNotice()
{
    const QByteArray text = sampleText(u"jiangyin-2004-28.txt"_s);
    if (text.isEmpty())
        QSKIP("the sample texts are absent");
    const auto imported = importText(text);
    QVERIFY(imported);
    const OfficialDocument &document = imported->document;
    QCOMPARE(document.title, u"关于印发《江阴市电子政务建设实施方案》的通知"_s);
    QCOMPARE(document.kind, u"通知"_s);
    QCOMPARE(document.number, u"澄政办发〔2004〕28号"_s);
    QCOMPARE(document.date, QDate(2004, 6, 18));
    QCOMPARE(document.recipients.size(), 5);
    QCOMPARE(document.recipients.last(), u"市各直属单位"_s);
    QCOMPARE(document.body.size(), 1);
    QVERIFY(std::get<Paragraph>(document.body.first()).text.startsWith(u"现将《江阴市"_s));
    QCOMPARE(document.attachments.size(), 1);
    QCOMPARE(document.attachments.first().name, u"江阴市电子政务建设实施方案"_s);
    const QList<Block> &plan = document.attachments.first().body;
    QCOMPARE(plan.size(), 88);
    QVERIFY(std::get<Paragraph>(plan.first()).text.startsWith(u"按照《江阴市"_s));
    QCOMPARE(std::get<Heading>(plan.at(1)), (Heading{1, u"一、总体目标"_s}));
    QVERIFY(plan.contains(Block(Heading{2, u"（一）政务专网建设"_s})));
    QCOMPARE(imported->left(), QStringList{u"主题词：电子政务 方案 通知"_s});
    QVERIFY(document.issuers.isEmpty());
    QCOMPARE(certaintyOf(*imported, DocumentElement::Recipients), Certainty::Recognised);
    const bool isTitleGuessed = std::any_of(imported->findings.begin(), imported->findings.end(),
        [](const ImportFinding &finding) { return finding.reason == "import.title-derived"; });
    QVERIFY(isTitleGuessed);
}

void TextImportTest::concludesTheIssuerFromTheNumber()
{
    const QByteArray text = sampleText(u"jiangyin-2004-28.txt"_s);
    if (text.isEmpty())
        QSKIP("the sample texts are absent");
    const ImportContext context{{{u"澄政办发"_s, u"江阴市人民政府办公室"_s}}};
    const auto imported = importText(text, context);
    QVERIFY(imported);
    QCOMPARE(imported->document.issuers, QStringList{u"江阴市人民政府办公室"_s});
    QCOMPARE(imported->document.issuerMark, u"江阴市人民政府办公室文件"_s);
    QCOMPARE(imported->document.signatories, QStringList{u"江阴市人民政府办公室"_s});
    QCOMPARE(certaintyOf(*imported, DocumentElement::Issuers), Certainty::Guessed);
}

void TextImportTest::recognisesANoticeAsAClerkTypesIt()
{
    const QByteArray text =
        u"江阴市财政局关于做好\n年终结算工作的通知\n\n各镇人民政府、市各直属单位：\n\n"
        "　　现就有关事项通知如下。\n　　一、结算范围\n　　（一）预算单位\n　　1. 各单位应当按时报送。\n\n"
        "　　附件：1. 结算表\n　　　　　2. 填表说明\n\n　　　　　　江阴市财政局\n　　　　　　2026年12月1日\n"
        "（联系人：钱程，电话：86860000）\n\n抄送：市委办公室，市人大常委会办公室。\n"
        "江阴市财政局办公室　　　　2026年12月2日印发\n"_s.toUtf8();
    const auto imported = importText(text);
    QVERIFY(imported);
    const OfficialDocument &document = imported->document;
    QCOMPARE(document.title, u"江阴市财政局关于做好年终结算工作的通知"_s);
    QCOMPARE(document.issuers, QStringList{u"江阴市财政局"_s});
    QCOMPARE(document.recipients, (QStringList{u"各镇人民政府"_s, u"市各直属单位"_s}));
    QCOMPARE(document.body.size(), 4);
    QCOMPARE(document.body.at(1), Block(Heading{1, u"一、结算范围"_s}));
    QCOMPARE(document.attachments, (QList<Attachment>{{u"结算表"_s, {}}, {u"填表说明"_s, {}}}));
    QCOMPARE(document.signatories, QStringList{u"江阴市财政局"_s});
    QCOMPARE(document.date, QDate(2026, 12, 1));
    QCOMPARE(document.note, u"联系人：钱程，电话：86860000"_s);
    QCOMPARE(document.copyTo, (QStringList{u"市委办公室"_s, u"市人大常委会办公室"_s}));
    QCOMPARE(document.printer, u"江阴市财政局办公室"_s);
    QCOMPARE(document.printDate, QDate(2026, 12, 2));
    QVERIFY(imported->left().isEmpty());
    verifyNothingIsLost(text, *imported);
}

void TextImportTest::recognisesTheHeadOfADocument()
{
    const auto imported =
        importText(u"000007\n机密★5年\n特急\n江阴市人民政府文件\n澄政发[2026]第007号　签发人：沈国栋 黄建华\n"
                   "江阴市人民政府关于增拨防汛经费的请示\n无锡市人民政府：\n妥否，请批示。\n"_s.toUtf8());
    QVERIFY(imported);
    const OfficialDocument &document = imported->document;
    QCOMPARE(document.copyNumber, u"000007"_s);
    QCOMPARE(document.secrecy, u"机密★5年"_s);
    QCOMPARE(document.urgency, u"特急"_s);
    QCOMPARE(document.issuerMark, u"江阴市人民政府文件"_s);
    QCOMPARE(document.number, u"澄政发〔2026〕7号"_s);
    QCOMPARE(certaintyOf(*imported, DocumentElement::Number), Certainty::Guessed);
    QCOMPARE(document.signers, (QStringList{u"沈国栋"_s, u"黄建华"_s}));
    QCOMPARE(document.kind, u"请示"_s);
    QCOMPARE(document.body.size(), 1);
}

void TextImportTest::readsRowsOfTabsAsATable()
{
    const auto imported = importText(u"值班安排\n单位\t人员\n财政局\t孙丽华\n以上。\n"_s.toUtf8());
    QVERIFY(imported);
    const QList<Block> expected{Table{{{u"单位"_s, u"人员"_s}, {u"财政局"_s, u"孙丽华"_s}}}, Paragraph{u"以上。"_s}};
    QCOMPARE(imported->document.body, expected);
}

void TextImportTest::keepsAPlanWithoutANoticeAsItsOwnDocument()
{
    const QByteArray text = sampleText(u"shantou-eleventh-plan.txt"_s);
    if (text.isEmpty())
        QSKIP("the sample texts are absent");
    const auto imported = importText(text);
    QVERIFY(imported);
    const OfficialDocument &document = imported->document;
    QCOMPARE(document.title, u"广东省汕头市电子政务“十一五”规划"_s);
    QVERIFY(document.kind.isEmpty());
    QVERIFY(document.body.size() > 300);
    QVERIFY(document.body.contains(Block(Heading{1, u"一、制定本规划的背景"_s})));
    QVERIFY(document.body.contains(Block(Heading{2, u"（一）发展概况"_s})));
    QVERIFY(document.body.contains(Block(Heading{3, u"1．电子政务网络平台建设"_s})));
    QCOMPARE(document.attachments.size(), 1);
    QCOMPARE(document.attachments.first().name, u"汕头市电子政务“十一五”规划实施步骤"_s);
    QVERIFY(document.attachments.first().body.size() > 30);
    QVERIFY(imported->left().isEmpty());
}

void TextImportTest::losesNoVisibleCharacterOfASample_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"jiangyin-2004-28.txt", "shantou-eleventh-plan.txt", "xuzhou-outline.txt"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TextImportTest::losesNoVisibleCharacterOfASample()
{
    QFETCH(QString, name);
    const QByteArray bytes = sampleText(name);
    if (bytes.isEmpty())
        QSKIP("the sample texts are absent");
    const auto imported = importText(bytes);
    QVERIFY(imported);
    verifyNothingIsLost(bytes, *imported);
}

void TextImportTest::losesNoVisibleCharacterOfShuffledLines()
{
    const QStringList lines{u"关于印发《防汛预案》的通知"_s, u"各镇人民政府："_s,
        u"现将《防汛预案》印发给你们，请认真执行。"_s, u"附件"_s, u"附件：1.名单"_s, u"2.办法"_s,
        u"江阴市人民政府办公室"_s, u"2026年3月5日"_s, u"主题词：防汛"_s, u"防汛预案"_s, u"一、总则"_s, u"（一）目的"_s,
        u"抄送：市委办公室。"_s, u"（联系人：周敏）"_s, u"市政府办公室　2026年3月6日印发"_s, u"澄政办发〔2026〕3号"_s,
        u"甲\t乙"_s, u"丙\t丁"_s, u"江阴市财政局 2026年2月30日"_s, u"附件2："_s, u"正文一段。　　又一段。"_s,
        u"000123"_s, u"秘密"_s, u"\u200b\u202e"_s};
    std::mt19937 random(20'261'121);
    for (int round = 0; round < 3000; ++round) {
        QString text;
        for (size_t i = 0, count = 1 + random() % 14; i < count; ++i)
            text += lines.at(static_cast<qsizetype>(random() % static_cast<size_t>(lines.size()))) + u'\n';
        const auto imported = importText(text.toUtf8());
        if (!imported) {
            QCOMPARE(imported.error().reason, QByteArray("document.import-empty"));
            continue;
        }
        verifyNothingIsLost(text.toUtf8(), *imported);
        if (QTest::currentTestFailed()) {
            qWarning().noquote() << text << describeFindings(*imported);
            return;
        }
    }
}

void TextImportTest::refusesWhatIsNoText()
{
    QCOMPARE(importText({}).error().reason, QByteArray("document.import-empty"));
    QCOMPARE(importText(" \n\xe3\x80\x80\n").error().reason, QByteArray("document.import-empty"));
    QCOMPARE(importText("\xff\xff\x80\xff").error().reason, QByteArray("document.import-encoding"));
    QCOMPARE(importText(QByteArray(5 * 1024 * 1024, 'a')).error().reason, QByteArray("document.import-too-large"));
}

QTEST_GUILESS_MAIN(TextImportTest)
#include "TextImportTest.moc"
