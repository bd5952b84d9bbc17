// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/Condition.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::modules;
using namespace Qt::StringLiterals;

class ConditionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhetherItHolds_data();
    void saysWhetherItHolds();
    void refusesWhatIsNoCondition_data();
    void refusesWhatIsNoCondition();
    void namesItsFields();
};

void ConditionTest::saysWhetherItHolds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("holds");
    const std::pair<QString, bool> rows[] = {
        {u"outcome = 'agree'"_s, true},
        {u"outcome != 'agree'"_s, false},
        {u"copies > 50"_s, true},
        {u"copies >= 60"_s, true},
        {u"copies < 60"_s, false},
        {u"copies <= 60 and urgent = true"_s, true},
        {u"copies = -60"_s, false},
        {u"date >= '2026-01-01' and date < '2027-01-01'"_s, true},
        {u"not urgent = true"_s, false},
        {u"secrecy = ''"_s, true},
        {u"secrecy != ''"_s, false},
        {u"missing = false"_s, true},
        {u"missing < 5 or missing > 5 or missing = 5"_s, false},
        {u"outcome > 5"_s, false},
        {u"copies = '60'"_s, false},
        // "and" binds closer than "or".
        {u"outcome = 'agree' or outcome = 'x' and copies = 0"_s, true},
        {u"(outcome = 'agree' or outcome = 'x') and copies = 0"_s, false},
        {u"not (copies = 60 and outcome = 'x')"_s, true},
        {u"kind = '请示'"_s, true},
    };
    for (const auto &[text, holds] : rows)
        QTest::addRow("%s", qPrintable(text)) << text << holds;
}

void ConditionTest::saysWhetherItHolds()
{
    QFETCH(const QString, text);
    const QJsonObject values{{u"outcome"_s, u"agree"_s}, {u"copies"_s, 60}, {u"urgent"_s, true},
        {u"date"_s, u"2026-11-21"_s}, {u"kind"_s, u"请示"_s}};
    const auto condition = Condition::parse(text);
    QVERIFY2(condition, qPrintable(condition ? QString() : describe(condition.error())));
    QTEST(condition->holds(values), "holds");
}

void ConditionTest::refusesWhatIsNoCondition_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("reason");
    const QString faults[] = {u""_s, u"outcome"_s, u"outcome ="_s, u"outcome = agree"_s, u"outcome = 'agree"_s,
        u"= 'agree'"_s, u"5 = 5"_s, u"a = 1 b = 2"_s, u"(a = 1"_s, u"a = 1)"_s, u"a = 1 and"_s, u"a == 1"_s,
        u"a = 1.5"_s, u"a ( 1"_s, u"a = 99999999999999999999"_s, u"a;b = 1"_s, u"not"_s};
    for (const QString &text : faults)
        QTest::addRow("%s", qPrintable(text)) << text << QByteArray("condition.syntax");
    QTest::newRow("nested too deep") << QString(u'(').repeated(40) + u"a = 1"_s + QString(u')').repeated(40)
                                     << QByteArray("condition.syntax");
    QTest::newRow("too long") << u"a = 1 or "_s.repeated(500) + u"a = 1"_s << QByteArray("condition.size");
}

void ConditionTest::refusesWhatIsNoCondition()
{
    QFETCH(const QString, text);
    const auto condition = Condition::parse(text);
    QVERIFY(!condition);
    QTEST(condition.error().reason, "reason");
}

void ConditionTest::namesItsFields()
{
    const auto condition = Condition::parse(u"a = 1 and (b = '' or not a > 3) and outcome = 'x'");
    QVERIFY(condition);
    QCOMPARE(condition->fields(), (QStringList{u"a"_s, u"b"_s, u"outcome"_s}));
}

QTEST_GUILESS_MAIN(ConditionTest)
#include "ConditionTest.moc"
