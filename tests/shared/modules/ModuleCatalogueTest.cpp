// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/ModuleCatalogue.h"
#include "tests/shared/modules/ModuleFixtures.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wenyi;
using namespace wenyi::modules;
using namespace wenyi::modules::test;
using namespace Qt::StringLiterals;

class ModuleCatalogueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loadsTheProductsModulesWithoutAFault();
    void everyStepOfTheProductsModulesHasChineseNames();
    void keepsEarlierVersions();
    void ordersAndMinutesHaveSeriesOfTheirOwn();
    void aBrokenModuleLeavesTheOthersWorking();
    void aBrokenCalendarLeavesTheModulesWorking();
    void tellsFilePlaceAndRuleOfAFault_data();
    void tellsFilePlaceAndRuleOfAFault();
};

static QByteArray readProductFile(const QString &path)
{
    QFile file(QStringLiteral(WENYI_SOURCE_DIR "/resources/modules/") + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static void copyModule(const QString &module, const QString &target, const QByteArray &moduleFile = {})
{
    QDir().mkpath(target);
    for (const QString &name : {u"module.json"_s, u"form.json"_s, u"process.bpmn"_s, u"sheet.json"_s}) {
        QFile file(target + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const bool given = name == u"module.json" && !moduleFile.isEmpty();
        file.write(given ? moduleFile : readProductFile(module + u'/' + name));
    }
}

void ModuleCatalogueTest::loadsTheProductsModulesWithoutAFault()
{
    for (const ModuleFault &fault : productModules().faults())
        qWarning("%s %s", qPrintable(fault.file), qPrintable(describe(fault.error)));
    QVERIFY(productModules().faults().isEmpty());
    QVERIFY(productModules().modules().size() >= 2);
    QCOMPARE(product(u"outgoing"_s).name, u"发文"_s);
    QCOMPARE(product(u"incoming"_s).sheet.title, u"收文处理笺"_s);
    QCOMPARE(productModules().newest(u"nothing"_s).error().reason, "module.unknown");
    QCOMPARE(productModules().find(u"outgoing"_s, 999).error().reason, "module.unknown-version");
}

void ModuleCatalogueTest::everyStepOfTheProductsModulesHasChineseNames()
{
    const auto isChinese = [](const QString &text) {
        return !text.isEmpty() && text.front().script() == QChar::Script_Han;
    };
    for (const ModuleDefinition *module : productModules().modules()) {
        for (const FormField &field : module->form.fields)
            QVERIFY2(isChinese(field.label), qPrintable(field.id));
        for (const ProcessNode &node : module->process.nodes()) {
            if (node.kind != NodeKind::UserTask)
                continue;
            QVERIFY2(isChinese(node.name) && isChinese(module->actName(node.task.act)), qPrintable(node.id));
            for (const QString &outcome : node.task.outcomes)
                QVERIFY2(isChinese(module->outcomeName(outcome)), qPrintable(outcome));
        }
    }
}

void ModuleCatalogueTest::keepsEarlierVersions()
{
    QTemporaryDir folder;
    const QString root = folder.path() + u"/outgoing"_s;
    copyModule(u"outgoing"_s, root + u"/versions/4"_s);
    copyModule(
        u"outgoing"_s, root, readProductFile(u"outgoing/module.json"_s).replace("\"version\": 4", "\"version\": 5"));
    const ModuleCatalogue catalogue = ModuleCatalogue::load(folder.path());
    QVERIFY(catalogue.faults().isEmpty());
    QCOMPARE((*catalogue.newest(u"outgoing"_s))->version, 5);
    QCOMPARE((*catalogue.find(u"outgoing"_s, 4))->version, 4);
    // Records that began before there were signature stamps end without them.
    const auto first = productModules().find(u"outgoing"_s, 1);
    QVERIFY(first);
    QVERIFY((*first)->process.node(u"seal") && !(*first)->process.node(u"stamp"));
    // What goes out is filed since, and whatever is filed for how long.
    for (const auto &[id, version] : {std::pair(u"outgoing"_s, 3), std::pair(u"incoming"_s, 1)}) {
        const auto before = productModules().find(id, version);
        QVERIFY(before);
        QVERIFY(!(*before)->form.field(u"retention"_s));
        QVERIFY(product(id).form.field(u"retention"_s) && product(id).process.node(u"archive"));
    }
}

void ModuleCatalogueTest::ordersAndMinutesHaveSeriesOfTheirOwn()
{
    const ModuleDefinition &outgoing = product(u"outgoing"_s);
    const auto seriesOf = [&outgoing](const QString &format) {
        return outgoing.seriesOf(u"number"_s, {{u"format"_s, format}});
    };
    QCOMPARE(seriesOf(u"文件"_s)->series, u"documents"_s);
    QCOMPARE(seriesOf(u"信函"_s)->series, u"documents"_s);
    QVERIFY(!seriesOf(u"文件"_s)->running && seriesOf(u"文件"_s)->period == NumberPeriod::Year);
    QCOMPARE(seriesOf(u"命令"_s)->series, u"orders"_s);
    QVERIFY(seriesOf(u"命令"_s)->running == document::RunningNumber::Word::Order);
    QVERIFY(seriesOf(u"命令"_s)->period == NumberPeriod::Term);
    QCOMPARE(seriesOf(u"纪要"_s)->series, u"minutes"_s);
    QVERIFY(seriesOf(u"纪要"_s)->running == document::RunningNumber::Word::Issue);
    QVERIFY(seriesOf(u"纪要"_s)->period == NumberPeriod::Year);
    QVERIFY(!outgoing.seriesOf(u"title"_s, {}));
    // Records that began before go on drawing what they drew.
    const auto second = productModules().find(u"outgoing"_s, 2);
    QVERIFY(second);
    QCOMPARE((*second)->seriesOf(u"number"_s, {{u"format"_s, u"命令"_s}})->series, u"documents"_s);
}

void ModuleCatalogueTest::aBrokenModuleLeavesTheOthersWorking()
{
    QTemporaryDir folder;
    copyModule(u"outgoing"_s, folder.path() + u"/outgoing"_s, "{ \"id\": ");
    copyModule(u"incoming"_s, folder.path() + u"/incoming"_s);
    copyModule(u"incoming"_s, folder.path() + u"/twin"_s);
    copyModule(u"incoming"_s, folder.path() + u"/incoming/versions/1"_s);
    QVERIFY(QDir().mkpath(folder.path() + u"/empty"_s));
    const ModuleCatalogue catalogue = ModuleCatalogue::load(folder.path());
    QCOMPARE(catalogue.modules().size(), 1);
    QVERIFY(catalogue.newest(u"incoming"_s));
    QMap<QString, QByteArray> faults;
    for (const ModuleFault &fault : catalogue.faults())
        faults.insert(fault.file, fault.error.reason);
    const QMap<QString, QByteArray> expected{{u"outgoing/module.json"_s, "module.json-syntax"},
        {u"twin/module.json"_s, "module.id"}, {u"incoming/versions/1/module.json"_s, "module.version-twice"},
        {u"empty/module.json"_s, "module.file"}};
    QCOMPARE(faults, expected);
}

void ModuleCatalogueTest::aBrokenCalendarLeavesTheModulesWorking()
{
    QTemporaryDir folder;
    copyModule(u"outgoing"_s, folder.path() + u"/outgoing"_s);
    QFile file(folder.filePath(u"holidays.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"years\": [{\"year\": 2026, \"holidays\": [], \"workdays\": [\"14.2.2026\"]}]}");
    file.close();
    const ModuleCatalogue broken = ModuleCatalogue::load(folder.path());
    QCOMPARE(broken.faults().size(), 1);
    QCOMPARE(broken.faults().constFirst().file, u"holidays.json"_s);
    QCOMPARE(broken.faults().constFirst().error.reason, QByteArray("calendar.date"));
    QVERIFY(broken.newest(u"outgoing"_s));
    QVERIFY(!broken.holidays().isWorkingDay(QDate(2026, 2, 14)));
    // All modules reckon by the one that lies beside them.
    QVERIFY(product(u"outgoing"_s).holidays().isWorkingDay(QDate(2026, 2, 14)));
}

void ModuleCatalogueTest::tellsFilePlaceAndRuleOfAFault_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *rule, const QString &file, const char *from, const char *to, const QString &place) {
        QTest::addRow("%s %s", rule, to) << file << QByteArray(from) << QByteArray(to) << QByteArray(rule) << place;
    };
    const QString module = u"module.json"_s;
    const QString form = u"form.json"_s;
    const QString sheet = u"sheet.json"_s;
    const QString process = u"process.bpmn"_s;
    row("module.json-key", module, "\"titleField\"", "\"titelField\"", u"titelField"_s);
    row("module.json-missing", module, "\"name\": \"发文\",", "", u"name"_s);
    row("module.json-type", module, "\"version\": 4", "\"version\": \"4\"", u"version"_s);
    row("module.json-range", module, "\"version\": 4", "\"version\": 0", u"version"_s);
    row("module.json-identifier", module, "\"reviewer\"", "\"re viewer\"", u"roles[1].id"_s);
    row("module.unknown-field", module, "\"field\": \"kind\"", "\"field\": \"king\"", u"columns[2].field"_s);
    row("module.series-field", module, "\"field\": \"number\", \"series\"", "\"field\": \"title\", \"series\"",
        u"series[0].field"_s);
    row("module.json-word", module, "\"form\": \"第N号\"", "\"form\": \"第N个\"", u"series[1].form"_s);
    row("module.json-word", module, "\"period\": \"term\"", "\"period\": \"ever\"", u"series[1].period"_s);
    row("module.unknown-field", module, "\"when\": \"format = '命令'\"", "\"when\": \"shape = '命令'\"",
        u"series[1].when"_s);
    row("condition.syntax", module, "\"when\": \"format = '命令'\"", "\"when\": \"format =\"", u"series[1].when"_s);
    row("module.json-word", form, "\"kind\": \"long-text\"", "\"kind\": \"novel\"", u"fields[14].kind"_s);
    row("module.field-choices", form, ", \"choices\": [\"特急\", \"加急\", \"平件\"]", "", u"fields[6].choices"_s);
    row("module.field-twice", form, "\"id\": \"proofreader\"", "\"id\": \"copies\"", u"fields[17]"_s);
    row("module.unknown-field", form, "[\"title\"]", "[\"headline\"]", u"sections[0].rows[0]"_s);
    row("module.field-placed-twice", form, "[\"recipients\"]", "[\"title\"]", u"sections[0].rows[4]"_s);
    row("module.json-syntax", form, "\"fields\": [", "\"fields\": [,", u"byte"_s);
    row("module.sheet-columns", sheet, "\"field\": \"number\", \"span\": 2", "\"field\": \"number\", \"span\": 1",
        u"rows[0]"_s);
    row("module.sheet-cell", sheet, "\"field\": \"title\", ", "", u"rows[2].cells[0]"_s);
    row("module.unknown-act", sheet, "[\"issue\"]", "[\"isue\"]", u"签发"_s);
    row("module.unknown-field", process, "wenyi:editable=\"copies proofreader\"", "wenyi:editable=\"copis\"",
        u"fields"_s);
    row("module.unknown-role", process, "wenyi:role=\"leader\"", "wenyi:role=\"boss\"", u"issue"_s);
    row("module.unknown-outcome", process, "wenyi:outcomes=\"sealed\"", "wenyi:outcomes=\"stamped\"", u"seal"_s);
    row("module.unknown-act", process, "wenyi:act=\"issue\"", "wenyi:act=\"approve\"", u"issue"_s);
    row("module.deadline-field", process, "wenyi:deadlineField=\"handleBy\"", "wenyi:deadlineField=\"title\"",
        u"review"_s);
    row("module.unknown-role", process, "wenyi:returnBy=\"registrar\"", "wenyi:returnBy=\"porter\"", u"stamp"_s);
    row("process.return-target", process, "wenyi:returnTo=\"number seal stamp\"",
        "wenyi:returnTo=\"number sael stamp\"", u"dispatch"_s);
    row("process.xml", process, "</process>", "", u"line"_s);
}

void ModuleCatalogueTest::tellsFilePlaceAndRuleOfAFault()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    ModuleFiles files;
    const auto read = [&](const QString &name) {
        QByteArray bytes = readProductFile(u"outgoing/"_s + name);
        if (name != file)
            return bytes;
        const qsizetype at = bytes.indexOf(from);
        return at < 0 ? QByteArray() : bytes.replace(at, from.size(), to);
    };
    files.module = read(u"module.json"_s);
    files.form = read(u"form.json"_s);
    files.process = read(u"process.bpmn"_s);
    files.sheet = read(u"sheet.json"_s);
    const ModuleReading reading = readModule(files, u"outgoing"_s);
    QVERIFY(!reading.definition);
    QCOMPARE(reading.faults.size(), 1);
    QCOMPARE(reading.faults.constFirst().file, file);
    QTEST(reading.faults.constFirst().error.reason, "rule");
    QFETCH(const QString, place);
    QVERIFY2(reading.faults.constFirst().error.detail.startsWith(place),
        qPrintable(reading.faults.constFirst().error.detail));
}

QTEST_GUILESS_MAIN(ModuleCatalogueTest)
#include "ModuleCatalogueTest.moc"
