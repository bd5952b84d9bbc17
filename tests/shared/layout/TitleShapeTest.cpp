// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/layout/TitleShape.h"

#include <QTest>

using namespace wenyi::layout;
using namespace Qt::StringLiterals;

class TitleShapeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aShortTitleStaysOnOneLine();
    void breaksKeepWordsWhole_data();
    void breaksKeepWordsWhole();
};

void TitleShapeTest::aShortTitleStaysOnOneLine()
{
    QCOMPARE(shapeTitle(u"关于做好防汛工作的通知"_s, 20), QStringList{u"关于做好防汛工作的通知"_s});
}

void TitleShapeTest::breaksKeepWordsWhole_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("whole");
    QTest::newRow("year in characters") << u"澄江镇人民政府关于印发二〇二六年防汛应急预案的通知"_s << u"二〇二六年"_s;
    QTest::newRow("year in figures") << u"澄江镇人民政府关于印发2026年防汛应急预案和值班安排的通知"_s << u"2026"_s;
    QTest::newRow("count") << u"江阴市人民政府关于召开第四十五次常务会议有关事项的通知"_s << u"四十五次"_s;
    QTest::newRow("word") << u"江阴市人民政府办公室关于进一步加强安全生产工作的紧急通知"_s << u"进一步"_s;
}

void TitleShapeTest::breaksKeepWordsWhole()
{
    QFETCH(const QString, title);
    QFETCH(const QString, whole);
    for (int longest = 10; longest <= 22; ++longest) {
        const QStringList lines = shapeTitle(title, longest);
        QCOMPARE(lines.join(QString()), title);
        QVERIFY2(lines.size() > 1 && !lines.filter(whole).isEmpty(), qPrintable(lines.join(u'|')));
    }
}

QTEST_GUILESS_MAIN(TitleShapeTest)
#include "TitleShapeTest.moc"
