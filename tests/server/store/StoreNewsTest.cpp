// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/NewsInbox.h"

#include "shared/crypto/SystemRandom.h"

#include <QTest>

using namespace wenyi;
using namespace wenyi::server;
using namespace Qt::StringLiterals;

class StoreNewsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anotherProcessHearsTheUnitsAndOneselfNothing();
    void manyUnitsAreAnyUnit();
    void whatWasMissedMayBeOfAnyUnit();
    void anInboxGathersUntilItIsTaken();

private:
    crypto::SystemRandom m_random;
};

void StoreNewsTest::anotherProcessHearsTheUnitsAndOneselfNothing()
{
    const StoreNews one(m_random);
    const StoreNews other(m_random);
    const QSet<UnitCode> units{UnitCode(u"ZFB"_s), UnitCode(u"财政 局*"_s)};
    const QByteArray told = one.tell(units);
    QCOMPARE(other.hear(told), ChangedUnits(units));
    QCOMPARE(one.hear(told), ChangedUnits(QSet<UnitCode>()));
    QCOMPARE(other.hear(one.tell({})), ChangedUnits(QSet<UnitCode>()));
}

void StoreNewsTest::manyUnitsAreAnyUnit()
{
    QSet<UnitCode> units;
    for (int i = 0; i < 500; ++i)
        units.insert(UnitCode(u"unit-%1"_s.arg(i)));
    const StoreNews one(m_random);
    QVERIFY(one.tell(units).size() < 100);
    QVERIFY(!StoreNews(m_random).hear(one.tell(units)));
    QCOMPARE(one.hear(one.tell(units)), ChangedUnits(QSet<UnitCode>()));
}

void StoreNewsTest::whatWasMissedMayBeOfAnyUnit()
{
    QVERIFY(!StoreNews(m_random).hear(std::nullopt));
}

void StoreNewsTest::anInboxGathersUntilItIsTaken()
{
    const UnitCode one(u"ZFB"_s);
    const UnitCode other(u"CZJ"_s);
    NewsInbox inbox;
    QCOMPARE(inbox.take(), ChangedUnits(QSet<UnitCode>()));
    inbox.add(QSet<UnitCode>{one});
    inbox.add(QSet<UnitCode>{other});
    QCOMPARE(inbox.take(), ChangedUnits(QSet<UnitCode>{one, other}));
    QCOMPARE(inbox.take(), ChangedUnits(QSet<UnitCode>()));
    inbox.add(std::nullopt);
    inbox.add(QSet<UnitCode>{one});
    QVERIFY(!inbox.take());
    inbox.add(QSet<UnitCode>{one});
    QCOMPARE(inbox.take(), ChangedUnits(QSet<UnitCode>{one}));
}

QTEST_GUILESS_MAIN(StoreNewsTest)
#include "StoreNewsTest.moc"
