// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/widgets/ColumnChoice.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QPointer>
#include <QSettings>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi::ui;
using namespace Qt::StringLiterals;

/// 显示列: what a person chose of a table's columns is there again at the next start.
class ColumnChoiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void whatIsChosenIsThereAgain();
    void theChiefColumnStays();
    void whatIsSpoiltIsPassedOver_data();
    void whatIsSpoiltIsPassedOver();
    void theMenuKeyOpensItToo();

private:
    struct Desk
    {
        explicit Desk(int columns = 4)
            : model(2, columns)
        {
            for (int column = 0; column < columns; ++column)
                model.setHorizontalHeaderItem(column, new QStandardItem(u"列%1"_s.arg(column)));
            table.setModel(&model);
            table.setColumnHidden(3, true);
            table.resize(500, 200);
            choice = new ColumnChoice(&table, u"test"_s, 1, &table);
        }
        QAction *action(int column)
        {
            QPointer<QMenu> menu = table.findChild<QMenu *>(u"columns"_s);
            if (!menu)
                choice->showMenu({0, 0});
            return table.findChild<QMenu *>(u"columns"_s)->findChild<QAction *>(u"column-%1"_s.arg(column));
        }
        QStandardItemModel model;
        QTableView table;
        ColumnChoice *choice = nullptr;
    };

    QTemporaryDir m_folder;
};

void ColumnChoiceTest::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
}

void ColumnChoiceTest::init()
{
    QSettings(QSettings::IniFormat, QSettings::UserScope, u"wenyi"_s, u"wenyi"_s).clear();
}

void ColumnChoiceTest::whatIsChosenIsThereAgain()
{
    {
        Desk desk;
        QVERIFY(desk.action(0)->isChecked() && !desk.action(3)->isChecked());
        QCOMPARE(desk.action(2)->text(), u"列2"_s);
        desk.action(2)->trigger();
        desk.action(3)->trigger();
        QVERIFY(desk.table.isColumnHidden(2) && !desk.table.isColumnHidden(3));
        desk.table.horizontalHeader()->resizeSection(0, 77);
        desk.table.horizontalHeader()->moveSection(0, 1);
    }
    Desk again;
    QVERIFY(again.table.isColumnHidden(2) && !again.table.isColumnHidden(3));
    QCOMPARE(again.table.columnWidth(0), 77);
    QCOMPARE(again.table.horizontalHeader()->visualIndex(0), 1);
}

void ColumnChoiceTest::theChiefColumnStays()
{
    Desk desk;
    QVERIFY(!desk.action(1)->isEnabled());
    for (const int column : {0, 2})
        desk.action(column)->trigger();
    QVERIFY(!desk.table.isColumnHidden(1));
}

void ColumnChoiceTest::whatIsSpoiltIsPassedOver_data()
{
    QTest::addColumn<QByteArray>("kept");
    QTest::newRow("no state") << QByteArray("spoilt");
    QTableView other;
    QStandardItemModel model(1, 6);
    other.setModel(&model);
    QTest::newRow("of another table") << other.horizontalHeader()->saveState();
    Desk hidden;
    hidden.table.setColumnHidden(1, true);
    QTest::newRow("without the chief column") << hidden.table.horizontalHeader()->saveState();
}

void ColumnChoiceTest::whatIsSpoiltIsPassedOver()
{
    QFETCH(QByteArray, kept);
    QSettings(QSettings::IniFormat, QSettings::UserScope, u"wenyi"_s, u"wenyi"_s).setValue(u"columns/test"_s, kept);
    Desk desk;
    QCOMPARE(desk.table.horizontalHeader()->count(), 4);
    QVERIFY(!desk.table.isColumnHidden(0) && !desk.table.isColumnHidden(1) && desk.table.isColumnHidden(3));
}

void ColumnChoiceTest::theMenuKeyOpensItToo()
{
    Desk desk;
    desk.table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&desk.table));
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {5, 5}, desk.table.mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(&desk.table, &event);
    QTRY_VERIFY(desk.table.findChild<QMenu *>(u"columns"_s));
}

QTEST_MAIN(ColumnChoiceTest)
#include "ColumnChoiceTest.moc"
