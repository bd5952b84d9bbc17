// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/Identifier.h"

#include <QTest>

using namespace wenyi;
using namespace Qt::StringLiterals;

class IdentifierTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneRuleSaysWhatAnIdIs_data();
    void oneRuleSaysWhatAnIdIs();
};

void IdentifierTest::oneRuleSaysWhatAnIdIs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("plain");
    QTest::addColumn<bool>("scoped");
    const auto row = [](const char *name, const QString &text, bool plain, bool scoped) {
        QTest::newRow(name) << text << plain << scoped;
    };
    row("unified social credit code", u"11320281014033000A"_s, true, true);
    row("letters, digits, marks", u"jyzf_wang.xm-01"_s, true, true);
    row("Chinese", u"财政局"_s, true, true);
    row("a unit's member", u"11320281014033000A/mailroom"_s, false, true);
    row("a unit's desktop", u"11320281014033000A/desktop-leader"_s, false, true);
    row("as long as may be", QString(64, u'a'), true, true);
    row("too long", QString(65, u'a'), false, false);
    row("too long together", QString(40, u'a') + u'/' + QString(40, u'b'), false, false);
    row("nothing", {}, false, false);
    row("nothing before the stroke", u"/name"_s, false, false);
    row("nothing behind the stroke", u"unit/"_s, false, false);
    row("three parts", u"a/b/c"_s, false, false);
    row("the folder above", u".."_s, false, false);
    row("the folder above, scoped", u"unit/.."_s, false, false);
    row("hidden file", u".profile"_s, false, false);
    row("a back stroke", u"a\\b"_s, false, false);
    row("space", u"a b"_s, false, false);
    row("colon", u"c:"_s, false, false);
    row("zero width space", u"a\u200bb"_s, false, false);
    row("right-to-left override", u"a\u202eb"_s, false, false);
    row("hangul filler, a letter to Unicode", u"a\u3164b"_s, false, false);
    row("nought", u"a"_s + QChar(0), false, false);
}

void IdentifierTest::oneRuleSaysWhatAnIdIs()
{
    QFETCH(QString, text);
    QFETCH(bool, plain);
    QFETCH(bool, scoped);
    QCOMPARE(isIdentifier(text), plain);
    QCOMPARE(isScopedIdentifier(text), scoped);
}

QTEST_APPLESS_MAIN(IdentifierTest)
#include "IdentifierTest.moc"
