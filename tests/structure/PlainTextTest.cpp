// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

/// Data is never taken for markup (T25): a title with tags in it draws no link and fetches no picture. Widgets guess by
/// default whether a text is rich; this reads every line of the windows for the ways in which data could get there.
class PlainTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noWindowTakesDataForMarkup();
    void aPlantedLineIsFound_data();
    void aPlantedLineIsFound();
    void whatIsPlainIsLetBe_data();
    void whatIsPlainIsLetBe();

private:
    static QStringList faults(const QString &source);
};

/// The lines of a source that could show data as markup.
QStringList PlainTextTest::faults(const QString &source)
{
    // A label is made by plainLabel(); Qt's own guess whether its words are rich. Rich text goes nowhere.
    static const QRegularExpression forbidden(
        u"\\bnew QLabel\\b|\\bQLabel "
        u"[a-z]\\w*\\(|\\.?insertHtml\\(|\\bsetHtml\\(|\\bsetMarkdown\\(|Qt::(Auto|Rich)Text|QTextBrowser"
        "|QMessageBox::(about|critical|information|question|warning)\\("_s);
    // A tool tip is always guessed: our own words, or escaped ones.
    static const QRegularExpression toolTip(u"setToolTip\\((?!tr\\(|\\{\\}|QString\\(\\))(.*)"_s);
    QStringList found;
    const QStringList lines = source.split(u'\n');
    for (const QString &line : lines) {
        const QString code = line.section(u"//"_s, 0, 0);
        const auto tip = toolTip.match(code);
        const bool isBare = tip.hasMatch() && !tip.captured(1).contains(u"toHtmlEscaped"_s);
        if (forbidden.match(code).hasMatch() || isBare)
            found << line.trimmed();
    }
    // A message box guesses too until it is told not to.
    if (source.contains(u"new QMessageBox"_s) && !source.contains(u"setTextFormat(Qt::PlainText)"_s))
        found << u"new QMessageBox"_s;
    return found;
}

void PlainTextTest::noWindowTakesDataForMarkup()
{
    int files = 0;
    QStringList found;
    QDirIterator folder(QStringLiteral(WENYI_SOURCE_DIR "/client/ui"), {u"*.cpp"_s, u"*.h"_s}, QDir::Files,
        QDirIterator::Subdirectories);
    while (folder.hasNext()) {
        QFile file(folder.next());
        // The one place where labels are made.
        if (file.fileName().endsWith(u"/widgets/PlainLabel.h"_s))
            continue;
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QString &line : faults(QString::fromUtf8(file.readAll())))
            found << file.fileName().section(u'/', -2) + u": "_s + line;
        ++files;
    }
    QVERIFY(files > 50);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void PlainTextTest::aPlantedLineIsFound_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"auto *label = new QLabel(record.title, this);", "QLabel label(title);",
             "view->setHtml(title);", "label->setTextFormat(Qt::AutoText);", "auto *view = new QTextBrowser(this);",
             "QMessageBox::warning(this, title, text);", "item->setToolTip(item->text());",
             "auto *box = new QMessageBox(QMessageBox::Warning, tr(\"Save\"), name);"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void PlainTextTest::aPlantedLineIsFound()
{
    QFETCH(QString, line);
    QVERIFY(!faults(line).isEmpty());
}

void PlainTextTest::whatIsPlainIsLetBe_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line :
        {"QLabel *label = plainLabel(title, LabelWrap::Wraps, this);", "button->setToolTip(tr(\"Save now\"));",
            "item->setToolTip(name.toHtmlEscaped());", "// new QLabel(title) would guess", "dialog->setText(title);"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void PlainTextTest::whatIsPlainIsLetBe()
{
    QFETCH(QString, line);
    QVERIFY(faults(line).isEmpty());
}

QTEST_GUILESS_MAIN(PlainTextTest)
#include "PlainTextTest.moc"
