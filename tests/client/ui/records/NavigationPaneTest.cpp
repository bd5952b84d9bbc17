// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/records/NavigationPane.h"

#include "client/ui/app/Language.h"

#include <QSignalSpy>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;
using namespace Qt::StringLiterals;
using core::Box;
using directory::Role;

/// 导航: what everybody sees of it, and what a leader does.
class NavigationPaneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leadersAreWhoDoNothingElse();
    void everybodySeesAllBoxes();
    void aLeaderSeesWhatIsAsked();
    void theRestIsFoundUnderOneHead();

private:
    static QStringList topOf(const NavigationPane &pane)
    {
        QStringList words;
        for (int row = 0; row < pane.model()->rowCount(); ++row)
            words.append(pane.model()->index(row, 0).data().toString());
        return words;
    }
    static QList<modules::NamedWord> modules() { return {{u"outgoing"_s, u"发文"_s}, {u"incoming"_s, u"收文"_s}}; }

    Language m_language;
};

void NavigationPaneTest::leadersAreWhoDoNothingElse()
{
    using enum NavigationPane::Home;
    QCOMPARE(NavigationPane::homeOf({Role::Leader}), Leader);
    QCOMPARE(NavigationPane::homeOf({Role::Leader, Role::Clerk}), Full);
    QCOMPARE(NavigationPane::homeOf({Role::Clerk}), Full);
    QCOMPARE(NavigationPane::homeOf({}), Full);
}

void NavigationPaneTest::everybodySeesAllBoxes()
{
    const NavigationPane pane(modules());
    QCOMPARE(topOf(pane),
        (QStringList{u"待办"_s, u"待阅"_s, u"传阅"_s, u"在办"_s, u"已办"_s, u"草稿"_s, u"发文"_s, u"收文"_s}));
}

void NavigationPaneTest::aLeaderSeesWhatIsAsked()
{
    NavigationPane pane(modules(), NavigationPane::Home::Leader);
    const NavigationPane usual(modules());
    QCOMPARE(topOf(pane), (QStringList{u"待签批"_s, u"待阅"_s, u"其他"_s}));
    QVERIFY(!pane.isExpanded(pane.model()->index(2, 0)));
    QVERIFY(pane.font().pointSizeF() > usual.font().pointSizeF());
    pane.showCounts(
        {{Box::Awaiting, u"outgoing"_s, 3}, {Box::Awaiting, u"incoming"_s, 4}, {Box::ToRead, u"incoming"_s, 1}});
    QCOMPARE(pane.count(Box::Awaiting), 7);
    QCOMPARE(pane.count(Box::ToRead), 1);
    // What calls is bold, and no smaller than the rest.
    const QFont words = pane.model()->index(0, 0).data(Qt::FontRole).value<QFont>();
    QVERIFY(words.bold());
    QCOMPARE(words.pointSizeF(), pane.font().pointSizeF());
}

void NavigationPaneTest::theRestIsFoundUnderOneHead()
{
    NavigationPane pane(modules(), NavigationPane::Home::Leader);
    QSignalSpy chosen(&pane, &NavigationPane::chosen);
    pane.choose(Box::Awaiting);
    pane.choose(Box::Done);
    QCOMPARE(chosen.size(), 2);
    QCOMPARE(chosen.at(1).at(0).value<Box>(), Box::Done);
    pane.choose(Box::InHand, u"incoming"_s);
    QCOMPARE(chosen.constLast().at(1).toString(), u"incoming"_s);
    pane.showCounts({{Box::Done, u"outgoing"_s, 5}});
    QCOMPARE(pane.count(Box::Done), 5);
    QCOMPARE(pane.count(Box::Done, u"outgoing"_s), 5);
}

QTEST_MAIN(NavigationPaneTest)
#include "NavigationPaneTest.moc"
