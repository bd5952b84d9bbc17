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
    row("nothing", u"<html><body>&nbsp;<p></p></body></html>"_s, {u"document.import-empty"_s});
}

void HtmlImportTest::aFragmentBecomesItsBlocks()
{
    QFETCH(QString, html);
    QFETCH(QStringList, lines);
    QCOMPARE(linesOf(html), lines);
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
