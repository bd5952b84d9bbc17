// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/VisibleText.h"

#include <QTest>

using namespace wenyi;
using namespace Qt::StringLiterals;

class VisibleTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatCanBeSeenOnly_data();
    void takesWhatCanBeSeenOnly();
    void linesMayHoldIdeographicSpaces();
};

void VisibleTextTest::takesWhatCanBeSeenOnly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isVisible");
    QTest::newRow("name") << u"江阴市人民政府办公室"_s << true;
    QTest::newRow("code") << u"jyzf/wang.xm-01"_s << true;
    QTest::newRow("character beyond the basic plane") << u"𠮷田"_s << true;
    QTest::newRow("private use, as old sets write rare characters") << u"\ue863"_s << true;
    QTest::newRow("space inside") << u"Wang Xiaoming"_s << true;
    QTest::newRow("space before") << u" 王"_s << false;
    QTest::newRow("space behind") << u"王 "_s << false;
    QTest::newRow("ideographic space") << u"王\u3000明"_s << false;
    QTest::newRow("no-break space") << u"王\u00a0明"_s << false;
    QTest::newRow("tabulator") << u"王\t明"_s << false;
    QTest::newRow("nought") << u"王"_s + QChar(0) << false;
    QTest::newRow("zero width space") << u"王\u200b明"_s << false;
    QTest::newRow("zero width joiner") << u"王\u200d明"_s << false;
    QTest::newRow("byte order mark") << u"\ufeff王"_s << false;
    QTest::newRow("right-to-left override") << u"\u202e王"_s << false;
    QTest::newRow("isolate") << u"\u2066王\u2069"_s << false;
    QTest::newRow("soft hyphen") << u"a\u00adb"_s << false;
    QTest::newRow("line separator") << u"a\u2028b"_s << false;
    QTest::newRow("hangul filler") << u"a\u3164b"_s << false;
    QTest::newRow("variation selector") << u"辻\U000e0100"_s << false;
    QTest::newRow("tag character") << u"a\U000e0041"_s << false;
    QTest::newRow("lone surrogate") << u"a"_s + QChar(0xd800) << false;
    QTest::newRow("noncharacter") << u"a\uffff"_s << false;
    QTest::newRow("nothing") << QString() << true;
}

void VisibleTextTest::takesWhatCanBeSeenOnly()
{
    QFETCH(QString, text);
    QFETCH(bool, isVisible);
    QCOMPARE(isVisibleText(text), isVisible);
}

void VisibleTextTest::linesMayHoldIdeographicSpaces()
{
    QVERIFY(isVisibleLine(u"王\u3000明"_s));
    QVERIFY(!isVisibleLine(u"王明\u3000"_s));
    QVERIFY(!isVisibleLine(u"王\u00a0明"_s));
    QVERIFY(!isVisibleLine(u"王\u202e明"_s));
}

QTEST_APPLESS_MAIN(VisibleTextTest)
#include "VisibleTextTest.moc"
