// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/document/HtmlImport.h"
#include "shared/document/DocumentText.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::document;
using namespace Qt::StringLiterals;

namespace {

/// The blocks as lines that a row can name: 标题1|… for headings, 表 a/b;c/d for tables.
QStringList linesOf(const QString &html)
{
    const auto blocks = blocksOfHtml(html);
    if (!blocks)
        return {QString::fromLatin1(blocks.error().reason)};
    QStringList lines;
    for (const Block &block : *blocks) {
        if (const auto *paragraph = std::get_if<Paragraph>(&block)) {
            lines.append(paragraph->text);
        } else if (const auto *heading = std::get_if<Heading>(&block)) {
            lines.append(u"标题%1|%2"_s.arg(heading->level).arg(heading->text));
        } else if (const auto *table = std::get_if<Table>(&block)) {
            QStringList rows;
            for (const QStringList &row : table->rows)
                rows.append(row.join(u'/'));
            lines.append(u"表 "_s + rows.join(u';'));
        }
    }
    return lines;
}

QStringList reasonsOf(const ImportedText &imported)
{
    QStringList reasons;
    for (const ImportFinding &finding : imported.findings) {
        if (!finding.reason.isEmpty())
            reasons.append(QString::fromLatin1(finding.reason) + u' ' + finding.source);
    }
    return reasons;
}

} // namespace

class HtmlImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFragmentBecomesItsBlocks_data();
    void aFragmentBecomesItsBlocks();
    void asCopiedNumbersMakeNoHeadings();
    void aWholeNoticeIsRecognisedWithItsElements();
    void whatIsLeftIsTold();
    void eachFindingKnowsItsBlock();
    void whatIsLargerThanADocumentIsRefused_data();
    void whatIsLargerThanADocumentIsRefused();
    void nothingHiddenAndNothingFromOutsideComesIn();
};

void HtmlImportTest::aFragmentBecomesItsBlocks_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QStringList>("lines");
    const auto row = [](const char *name, const QString &html, const QStringList &lines) {
        QTest::newRow(name) << html << lines;
    };
    row("text", u"现将有关事项通知如下。"_s, {u"现将有关事项通知如下。"_s});
    row("paragraphs", u"<p>甲。</p><p>乙。</p>"_s, {u"甲。"_s, u"乙。"_s});
    row("paragraphs that nobody closed", u"<p>甲。<p>乙。"_s, {u"甲。"_s, u"乙。"_s});
    row("divisions", u"<div>甲。<div>乙。</div>丙。</div>"_s, {u"甲。"_s, u"乙。"_s, u"丙。"_s});
    row("line ends", u"<p>甲。<br>乙。<br/>丙。</p>"_s, {u"甲。"_s, u"乙。"_s, u"丙。"_s});
    row("fonts and colours", u"<p><span style='font-family:仿宋;color:red'>安全<b>生产</b></span>检查</p>"_s,
        {u"安全生产检查"_s});
    row("a source wrapped between characters", u"<p>安全生产\r\n检查工作</p>"_s, {u"安全生产检查工作"_s});
    row("a source wrapped between words", u"<p>safe\nwork</p>"_s, {u"safe work"_s});
    row("indents", u"<p>&nbsp;&nbsp;\u3000\u3000现将通知如下。</p>"_s, {u"现将通知如下。"_s});
    row("references", u"<p>&#x4e00;&#20108;&amp;&lt;p&gt;&hellip;</p>"_s, {u"一二&<p>…"_s});
    row("a heading by its number", u"<p>一、总体要求</p><p>（二）时间</p>"_s,
        {u"标题1|一、总体要求"_s, u"标题2|（二）时间"_s});
    row("a heading by its element", u"<h2>总体要求</h2><p>做好工作。</p>"_s, {u"标题2|总体要求"_s, u"做好工作。"_s});
    row("a heading by Word's level", u"<p style='margin:0;mso-outline-level:3'>工作安排</p>"_s, {u"标题3|工作安排"_s});
    row("a number goes before an element", u"<h1>（一）时间</h1>"_s, {u"标题2|（一）时间"_s});
    row("Word's list",
        u"<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span "
        "style='mso-list:Ignore'>一、<span>&nbsp;</span></span><![endif]>检查范围<o:p></o:p></p>"_s,
        {u"标题1|一、检查范围"_s});
    row("Word's islands",
        u"<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><!--[if gte mso 9]><xml><w:View>Normal</w:View>"
        "</xml><![endif]--><style><!-- p {margin:0} --></style></head><body><!--StartFragment--><p>甲。</p>"
        "<!--EndFragment--></body></html>"_s,
        {u"甲。"_s});
    row("a browser's list", u"<ol><li>先查</li><li>后改</li></ol>"_s, {u"标题3|1.先查"_s, u"标题3|2.后改"_s});
    row("a list that begins later", u"<ol start=3><li><p>再查</p></li></ol>"_s, {u"标题3|3.再查"_s});
    row("bullets", u"<ul><li>甲。</li><li>乙。</li></ul>"_s, {u"甲。"_s, u"乙。"_s});
    row("a table", u"<table><tr><th>单位</th><th>数量</th></tr><tr><td>财政局</td><td>3</td></tr></table>"_s,
        {u"表 单位/数量;财政局/3"_s});
    row("a table that nobody closed", u"<p>如下：<table><tr><td>甲<td>乙<tr><td>1<td>2"_s,
        {u"如下："_s, u"表 甲/乙;1/2"_s});
    row("a table with text around", u"<p>前。</p><table><tr><td><p>甲</p></td><td>乙</td></tr></table><p>后。</p>"_s,
        {u"前。"_s, u"表 甲/乙"_s, u"后。"_s});
    row("two tables", u"<table><tr><td>甲<td>乙</table><table><tr><td>丙<td>丁</table>"_s,
        {u"表 甲/乙"_s, u"表 丙/丁"_s});
    row("merged columns", u"<table><tr><td colspan=2>合计<td>3<tr><td>甲<td>乙<td>丙</table>"_s,
        {u"表 合计//3;甲/乙/丙"_s});
    row("merged rows", u"<table><tr><td rowspan=2>甲<td>乙<tr><td>丙<tr><td>丁<td>戊</table>"_s,
        {u"表 甲/乙;/丙;丁/戊"_s});
    row("a cell of two lines", u"<table><tr><td><p>甲</p><p>乙</p></td><td>丙</td></tr></table>"_s, {u"表 甲 乙/丙"_s});
    row("a table within a cell", u"<table><tr><td>甲<table><tr><td>乙<td>丙</table></td><td>丁</td></table>"_s,
        {u"表 甲 乙 丙/丁"_s});
    row("a frame", u"<table><tr><td><p>甲。</p><p>乙。</p></td></tr></table>"_s, {u"甲。"_s, u"乙。"_s});
    row("what was chosen", u"<body><p>菜单</p><p><!--StartFragment-->甲。<!--EndFragment-->乙</p></body>"_s,
        {u"甲。"_s});
    row("cells that were chosen",
        u"<table><!--StartFragment--><tr><td>甲</td><td>乙</td></tr><!--EndFragment--></table>"_s, {u"表 甲/乙"_s});
    row("scripts and styles", u"<style>p{}</style><script>alert('甲')</script><p onclick='x()'>乙。</p>"_s,
        {u"乙。"_s});
    row("what is hidden", u"<p style='display:none'>甲</p><span style=\"MSO-HIDE: all\">乙</span><p>丙。</p>"_s,
        {u"丙。"_s});
    row("forms", u"<select><option>甲</select><textarea>乙</textarea><button>丙</button><p>丁。</p>"_s, {u"丁。"_s});
    row("what was deleted", u"<p>于<del>三月</del><ins>四月</ins>开始。</p>"_s, {u"于四月开始。"_s});
    row("preformatted", u"<pre>甲。\n乙。</pre>"_s, {u"甲。"_s, u"乙。"_s});
    row("ends without beginnings", u"</td></table></p>甲。</b></html>乙。"_s, {u"甲。"_s, u"乙。"_s});
    row("crossed elements", u"<b><p>甲<i>乙</b>丙</p></i>。"_s, {u"甲乙丙"_s, u"。"_s});
    row("cells outside of a table", u"<td>甲。</td><tr>乙。</tr>"_s, {u"甲。"_s, u"乙。"_s});
    row("cut in a mark", u"<p>甲。</p><table><tr><td"_s, {u"甲。"_s});
    row("Word's paragraphs with its classes",
        u"<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt'><span "
        "style='font-size:16.0pt;font-family:仿宋_GB2312'>各镇要认真组织实施。<span "
        "lang=EN-US><o:p></o:p></span></span>"
        "</p><p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>"_s,
        {u"各镇要认真组织实施。"_s});
    row("Word's tracked changes",
        u"<p class=MsoNormal>于<del cite='mailto:李文' datetime='2026-03-01T09:00'>六月</del><span "
        "class=msoIns><ins cite='mailto:王审' datetime='2026-03-02T10:00'>七月</ins></span>前报送。</p>"_s,
        {u"于七月前报送。"_s});
    row("Word's comments",
        u"<p>各镇要<a style='mso-comment-reference:W_1'>认真</a><span class=MsoCommentReference><span "
        "style='mso-special-character:comment'>&nbsp;</span></span>组织。</p>"_s,
        {u"各镇要认真组织。"_s});
    row("Word's table in points",
        u"<table class=MsoTableGrid border=1 cellspacing=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>"
        "<tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'><td width=142 valign=top style='width:106.5pt'><p "
        "class=MsoNormal>序号<o:p></o:p></p></td><td><p class=MsoNormal>单位</p></td></tr><tr><td><p "
        "class=MsoNormal><span lang=EN-US>1</span></p></td><td><p class=MsoNormal>澄江镇</p></td></tr></table>"_s,
        {u"表 序号/单位;1/澄江镇"_s});
    row("WPS's paragraphs",
        u"<html xmlns:wps='urn:kingsoft'><body><!--StartFragment--><p style='margin-left:0pt;text-indent:32pt;'><span "
        "style=\"mso-spacerun:'yes';font-family:方正仿宋_GBK;mso-ascii-font-family:'Times New "
        "Roman';\">（一）加强领导。"
        "</span><span style=\"mso-spacerun:'yes';\"><o:p></o:p></span></p><!--EndFragment--></body></html>"_s,
        {u"标题2|（一）加强领导。"_s});
    row("WPS's automatic numbers",
        u"<p class=15 style='mso-list:l0 level1 lfo1;'><!--[if !supportLists]--><span>1.</span><!--[endif]-->"
        "建立台账</p>"_s,
        {u"标题3|1.建立台账"_s});
    row("Excel's cells",
        u"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><style>td{mso-number-format:General}</style><body "
        "link='#0563C1'><table border=0 cellpadding=0 width=192><!--StartFragment--> <col width=64 span=3> <tr "
        "height=19> <td class=xl65 width=64>单位</td> <td>得分</td></tr> <tr height=19> <td>澄江镇</td> <td "
        "align=right "
        "x:num='98.5'>98.5</td></tr><!--EndFragment--></table></body></html>"_s,
        {u"表 单位/得分;澄江镇/98.5"_s});
    row("Excel's heads and groups",
        u"<table><colgroup><col><col></colgroup><thead><tr><th colspan=2>一季度</th></tr></thead><tbody><tr><td>甲</td>"
        "<td>1</td></tr></tbody><tfoot><tr><td>合计</td><td>1</td></tr></tfoot></table>"_s,
        {u"表 一季度/;甲/1;合计/1"_s});
    row("Excel's one cell", u"<table><tr><td style='mso-number-format:\"0.00%\"'>12.50%</td></tr></table>"_s,
        {u"12.50%"_s});
    row("a calculation sheet's hidden column",
        u"<table><tr><td>单位</td><td style='display:none'>编码</td><td>数量</td></tr></table>"_s, {u"表 单位/数量"_s});
    row("a page of a browser",
        u"<article><header><h1>关于检查的通知</h1></header><section><p>各镇：</p></section><footer>来源：本网"
        "</footer></article>"_s,
        {u"标题1|关于检查的通知"_s, u"各镇："_s, u"来源：本网"_s});
    row("links and marks of a page",
        u"<p>见<a href='http://example.invalid/1'>《办法》</a>第<sup>①</sup>条<mark>要求"
        "</mark>。</p>"_s,
        {u"见《办法》第①条要求。"_s});
    row("a page's definitions", u"<dl><dt>主管单位</dt><dd>市应急局</dd></dl>"_s, {u"主管单位"_s, u"市应急局"_s});
    row("lists within lists", u"<ol><li>先查<ul><li>台账。</li><li>现场。</li></ul></li><li>后改</li></ol>"_s,
        {u"标题3|1.先查"_s, u"台账。"_s, u"现场。"_s, u"标题3|2.后改"_s});
    row("a mail that quotes another",
        u"<div>请按此办理。</div><blockquote type='cite'><div>王审写道：</div><p>请报送情况。</p></blockquote>"_s,
        {u"请按此办理。"_s, u"王审写道："_s, u"请报送情况。"_s});
    row("a mail's lines", u"<div dir='ltr'>各位：<div><br></div><div>请于三月五日前报送。</div><br>办公室</div>"_s,
        {u"各位："_s, u"请于三月五日前报送。"_s, u"办公室"_s});
    row("a chat's message", u"<span style='white-space:pre-wrap'>请报送：\n一、名单\n二、时间</span>"_s,
        {u"请报送："_s, u"标题1|一、名单"_s, u"标题1|二、时间"_s});
    row("a note of ruby", u"<p><ruby>㛃<rp>(</rp><rt>jié</rt><rp>)</rp></ruby>同志任组长。</p>"_s,
        {u"㛃同志任组长。"_s});
    row("LibreOffice's text",
        u"<!DOCTYPE HTML><html><head><meta name='generator' content='LibreOffice'/><style>p{line-height:115%}</style>"
        "</head><body lang='zh-CN'><p style='line-height: 100%'><font face='仿宋'><font "
        "size='4'>甲项工作。</font></font>"
        "</p></body></html>"_s,
        {u"甲项工作。"_s});
    row("a reader's words with soft hyphens and wide blanks", u"<p>安全\u00ad生产&emsp;检查\ufeff</p>"_s,
        {u"安全生产\u2003检查"_s});
    row("nothing", u"<html><body>&nbsp;<p></p></body></html>"_s, {u"document.import-empty"_s});
}

void HtmlImportTest::aFragmentBecomesItsBlocks()
{
    QFETCH(QString, html);
    QFETCH(QStringList, lines);
    QCOMPARE(linesOf(html), lines);
}

void HtmlImportTest::asCopiedNumbersMakeNoHeadings()
{
    const auto blocks =
        blocksOfHtml(u"<h2>总体要求</h2><p>一、检查范围</p><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>"
                     "<h6>（一）时间</h6><p>三月。</p>"_s,
            HeadingsBy::StylesAlone);
    QVERIFY(blocks);
    const QList<Block> expected{Heading{2, u"总体要求"_s}, Paragraph{u"一、检查范围"_s},
        Table{{{u"甲"_s, u"乙"_s}, {u"丙"_s, u"丁"_s}}}, Heading{4, u"（一）时间"_s}, Paragraph{u"三月。"_s}};
    QVERIFY(*blocks == expected);
}

void HtmlImportTest::aWholeNoticeIsRecognisedWithItsElements()
{
    const auto imported = importHtml(
        u"<p>江阴市财政局文件</p><p>澄财发〔2026〕3号</p><h1>关于报送预算的通知</h1><p>各镇人民政府、市各直属单位：</p>"
        "<p>请按下表报送。</p><table><tr><td>单位<td>数量<tr><td>财政局<td>3</table><p>江阴市财政局</p>"
        "<p>二〇二六年三月五日</p>"_s);
    QVERIFY(imported);
    const OfficialDocument &document = imported->document;
    QCOMPARE(document.number, u"澄财发〔2026〕3号"_s);
    QCOMPARE(document.title, u"关于报送预算的通知"_s);
    QCOMPARE(document.kind, u"通知"_s);
    QCOMPARE(document.recipients, (QStringList{u"各镇人民政府"_s, u"市各直属单位"_s}));
    QCOMPARE(document.date, QDate(2026, 3, 5));
    const QList<Block> body{Paragraph{u"请按下表报送。"_s}, Table{{{u"单位"_s, u"数量"_s}, {u"财政局"_s, u"3"_s}}}};
    QCOMPARE(document.body, body);
}

void HtmlImportTest::whatIsLeftIsTold()
{
    const auto imported =
        importHtml(u"<p>关于检查的通知</p><p>于<del>三月</del>四月开始。<img src='file:///etc/passwd' alt='示意图'></p>"
                   "<table><tr><td colspan=2>合计<tr><td>甲<td><table><tr><td>乙</table></table>"_s);
    QVERIFY(imported);
    const QStringList reasons = reasonsOf(*imported);
    for (const QString &reason : {u"import.revision-deleted 三月"_s, u"import.picture-left 示意图"_s,
             u"import.merged-cells 合计"_s, u"import.nested-table "_s})
        QVERIFY2(reasons.contains(reason), qPrintable(reasons.join(u'\n')));
}

void HtmlImportTest::eachFindingKnowsItsBlock()
{
    const auto imported =
        importHtml(u"<p>关于检查的通知</p><p>各镇人民政府：</p><p>甲事。</p><table><tr><td>一<td>二<tr>"
                   "<td>三<td>四</table><p>乙事。</p>"_s);
    QVERIFY(imported);
    QList<int> blocks;
    for (const ImportFinding &finding : imported->findings) {
        if (finding.element == DocumentElement::Body)
            blocks.append(finding.block);
        QCOMPARE(finding.attachment, -1);
    }
    QCOMPARE(blocks, (QList<int>{0, 1, 1, 2}));
    QCOMPARE(imported->document.body.size(), 3);
}

void HtmlImportTest::whatIsLargerThanADocumentIsRefused_data()
{
    QTest::addColumn<QString>("html");
    QTest::newRow("depth") << u"<b>"_s.repeated(5'000) + u"甲"_s;
    QTest::newRow("depth of tables") << u"<table><tr><td>"_s.repeated(2'000) + u"甲"_s;
    QTest::newRow("columns") << u"<table><tr>"_s + u"<td>甲"_s.repeated(200) + u"</table>"_s;
    QTest::newRow("rows") << u"<table>"_s + u"<tr><td>甲<td>乙"_s.repeated(6'000) + u"</table>"_s;
    QTest::newRow("paragraphs") << u"<p>甲"_s.repeated(60'000);
    QTest::newRow("characters") << QString(5 * 1024 * 1024, u'甲');
    QTest::newRow("marks") << QString(17 * 1024 * 1024, u' ');
}

void HtmlImportTest::whatIsLargerThanADocumentIsRefused()
{
    QFETCH(QString, html);
    const auto imported = importHtml(html);
    QVERIFY(!imported);
    QCOMPARE(imported.error().reason, QByteArray("document.html-too-large"));
}

void HtmlImportTest::nothingHiddenAndNothingFromOutsideComesIn()
{
    // Neither what no page shows nor anything from outside comes in.
    const auto imported =
        importHtml(u"<!DOCTYPE html SYSTEM 'file:///etc/passwd'><!ENTITY e SYSTEM "
                   u"'file:///etc/passwd'><p>关于\u202e检查\u200b的通知</p><p>&e;甲。</p>"
                   "<iframe src='file:///etc/passwd'></iframe><object data='file:///etc/passwd'>乙</object>"_s);
    QVERIFY(imported);
    QCOMPARE(imported->document.title, u"关于检查的通知"_s);
    for (const QString &text : textsOf(imported->document)) {
        QVERIFY(isPageText(text));
        QVERIFY(!text.contains(u"root"_s) && !text.contains(u'乙'));
    }
}

QTEST_GUILESS_MAIN(HtmlImportTest)
#include "HtmlImportTest.moc"
