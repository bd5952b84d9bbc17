// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shared/modules/ModuleFixtures.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::modules;
using namespace wenyi::modules::test;
using namespace Qt::StringLiterals;

/// Files that other tools wrote are run, or refused with the line and id of everything that is not supported.
class ForeignBpmnTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsWhatOtherToolsDraw_data();
    void runsWhatOtherToolsDraw();
    void namesEverythingThatIsNotSupported_data();
    void namesEverythingThatIsNotSupported();
    void refusesEveryTruncation();
    void readsAFolderOfModels();
};

static QByteArray fileOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static QByteArray sample(const QString &name)
{
    return fileOf(QStringLiteral(WENYI_SOURCE_DIR "/tests/shared/modules/bpmn/") + name);
}

// What is told, without its lines; each must stand on the line that it names.
static QStringList findingsOf(const Error &error, const QByteArray &file, QString &fault)
{
    static const QRegularExpression form(u"^line ([0-9]+): (.+)$"_s);
    static const QRegularExpression id(u"^[^\"]*\"([^\"]*)\"|^([^:]*):"_s);
    const QList<QByteArray> lines = file.split('\n');
    QStringList findings;
    for (const QString &told : error.detail.split(u"; "_s)) {
        const auto match = form.match(told);
        const qsizetype line = match.captured(1).toLongLong();
        const auto named = id.match(match.captured(2));
        const QString word = named.captured(1).isEmpty() ? named.captured(2) : named.captured(1);
        if (line < 1 || line > lines.size() || word.isEmpty() || !lines[line - 1].contains(word.toUtf8()))
            fault = told;
        findings.append(match.captured(2));
    }
    return findings;
}

void ForeignBpmnTest::runsWhatOtherToolsDraw_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("tasks");
    QTest::newRow("bpmn-js") << u"bpmn-js.bpmn"_s << 4;
    QTest::newRow("Camunda Modeler") << u"camunda-modeler.bpmn"_s << 2;
    QTest::newRow("Signavio") << u"signavio.bpmn"_s << 3;
}

void ForeignBpmnTest::runsWhatOtherToolsDraw()
{
    QFETCH(const QString, file);
    const auto process = ProcessDefinition::fromBpmn(sample(file));
    QVERIFY2(process, qPrintable(process ? QString() : describe(process.error())));
    const auto isTask = [](const ProcessNode &node) { return node.kind == NodeKind::UserTask; };
    QTEST(static_cast<int>(std::count_if(process->nodes().begin(), process->nodes().end(), isTask)), "tasks");
}

void ForeignBpmnTest::namesEverythingThatIsNotSupported_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("findings");
    QTest::newRow("services") << u"camunda-service.bpmn"_s
                              << QStringList{u"messageEventDefinition \"MessageEventDefinition_1\""_s,
                                     u"serviceTask \"Activity_check\""_s,
                                     u"errorEventDefinition \"ErrorEventDefinition_1\""_s,
                                     u"Activity_approve: act and role must be given"_s,
                                     u"Flow_4: character 1: unexpected character"_s,
                                     u"scriptTask \"Activity_script\""_s,
                                     u"terminateEventDefinition \"TerminateEventDefinition_1\""_s,
                                     u"message \"Message_1\""_s, u"error \"Error_1\""_s};
    QTest::newRow("pools") << u"yaoqiang-pools.bpmn"_s
                           << QStringList{u"itemDefinition \"_item\""_s, u"message \"_message\""_s,
                                  u"messageFlow \"_4\""_s, u"ioSpecification \"_io\""_s, u"property \"_property\""_s,
                                  u"potentialOwner \"_owner\""_s, u"dataObject \"_data\""_s,
                                  u"dataObjectReference \"_data_ref\""_s, u"process \"PROCESS_2\""_s};
    QTest::newRow("all kinds") << u"all-kinds.bpmn"_s
                               << QStringList{u"signal \"signal\""_s, u"timerEventDefinition \"start-timer\""_s,
                                      u"task \"plain\""_s, u"manualTask \"manual\""_s, u"sendTask \"send\""_s,
                                      u"receiveTask \"receive\""_s, u"businessRuleTask \"rule\""_s,
                                      u"callActivity \"call\""_s, u"inclusiveGateway \"inclusive\""_s,
                                      u"complexGateway \"complex\""_s, u"eventBasedGateway \"event-based\""_s,
                                      u"intermediateCatchEvent \"catch\""_s, u"intermediateThrowEvent \"throw\""_s,
                                      u"adHocSubProcess \"ad-hoc\""_s, u"transaction \"transaction\""_s,
                                      u"subProcess \"by-event\" with triggeredByEvent=\"true\""_s,
                                      u"multiInstanceLoopCharacteristics \"many-loop\""_s,
                                      u"standardLoopCharacteristics \"looped-loop\""_s,
                                      u"counted: signers must name a field"_s, u"loopCardinality in \"counted\""_s,
                                      u"userTask \"compensates\" with isForCompensation=\"true\""_s,
                                      u"timeCycle in \"cycle\""_s, u"boundaryEvent \"nothing\" without a timer"_s,
                                      u"errorEventDefinition \"end-error\""_s, u"sequenceFlow id=\"1st\""_s};
}

void ForeignBpmnTest::namesEverythingThatIsNotSupported()
{
    QFETCH(const QString, file);
    const QByteArray bytes = sample(file);
    const auto process = ProcessDefinition::fromBpmn(bytes);
    QVERIFY(!process);
    QCOMPARE(process.error().reason, QByteArray("process.unsupported-element"));
    QString fault;
    const QStringList findings = findingsOf(process.error(), bytes, fault);
    QTEST(findings, "findings");
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

void ForeignBpmnTest::refusesEveryTruncation()
{
    for (const QString &name : {u"bpmn-js.bpmn"_s, u"all-kinds.bpmn"_s}) {
        const QByteArray whole = sample(name).trimmed();
        QVERIFY(!whole.isEmpty());
        for (qsizetype size = 0; size < whole.size(); size += 11)
            QVERIFY2(!ProcessDefinition::fromBpmn(whole.first(size)), qPrintable(QString::number(size)));
    }
}

// The models of a public set, say the BPMN MIWG test suite's: WENYI_BPMN_FOLDER names the folder where they lie.
void ForeignBpmnTest::readsAFolderOfModels()
{
    const QString folder = qEnvironmentVariable("WENYI_BPMN_FOLDER");
    if (folder.isEmpty())
        QSKIP("WENYI_BPMN_FOLDER names no folder of models");
    int models = 0;
    QDirIterator files(folder, {u"*.bpmn"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const auto process = ProcessDefinition::fromBpmn(fileOf(path));
        ++models;
        if (process)
            continue;
        qInfo("%s: %s", qPrintable(path), qPrintable(describe(process.error())));
        const QByteArray reason = process.error().reason;
        QVERIFY2(reason.startsWith("process.") || reason.startsWith("condition."), reason.constData());
        QVERIFY2(!process.error().detail.isEmpty(), qPrintable(path));
        if (reason == "process.unsupported-element")
            QVERIFY2(process.error().detail.startsWith(u"line "_s), qPrintable(process.error().detail));
    }
    QVERIFY2(models > 0, "there is no *.bpmn in the folder");
}

QTEST_GUILESS_MAIN(ForeignBpmnTest)
#include "ForeignBpmnTest.moc"
