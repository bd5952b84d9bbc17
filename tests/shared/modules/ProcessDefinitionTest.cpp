// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/modules/ProcessDefinition.h"
#include "tests/shared/modules/ModuleFixtures.h"

#include <QFile>
#include <QTest>

using namespace wenyi;
using namespace wenyi::modules;
using namespace wenyi::modules::test;
using namespace Qt::StringLiterals;

class ProcessDefinitionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRulesOfTasks();
    void passesOverDiagramsAndForeignExtensions();
    void readsCountersigningTimersAndSubProcesses();
    void namesEveryElementThatItDoesNotSupport();
    void refusesWhatItCannotRun_data();
    void refusesWhatItCannotRun();
    void refusesEveryTruncationOfTheProductsProcesses();
};

void ProcessDefinitionTest::readsRulesOfTasks()
{
    const ProcessDefinition &process = product(u"outgoing"_s).process;
    const TaskRules &issue = process.node(u"issue")->task;
    QCOMPARE(process.node(u"issue")->name, u"签发"_s);
    QCOMPARE(issue.act, u"issue"_s);
    QCOMPARE(issue.roles, QStringList{u"leader"_s});
    QCOMPARE(issue.returnTo, (QStringList{u"draft"_s, u"review"_s}));
    QCOMPARE(issue.signature, SignatureRule::Personal);
    QCOMPARE(issue.opinion, OpinionRule::Required);
    const TaskRules &number = process.node(u"number")->task;
    QCOMPARE(number.withdraw, WithdrawRule::Never);
    QCOMPARE(number.deadlineDays, 1);
    QCOMPARE(number.required, (QStringList{u"number"_s, u"issueDate"_s}));
    QVERIFY(number.editable.contains(u"number"_s)); // Required fields may be edited.
}

void ProcessDefinitionTest::passesOverDiagramsAndForeignExtensions()
{
    const QByteArray file = "<b:definitions xmlns:b=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
                            "xmlns:di=\"http://www.omg.org/spec/BPMN/20100524/DI\" xmlns:o=\"urn:other\" "
                            "xmlns:p=\"urn:wenyi:process\"><b:process id=\"x\" o:a=\"1\">"
                            "<b:extensionElements><o:any><o:deep/></o:any></b:extensionElements>"
                            "<b:startEvent id=\"s\"><b:outgoing>f</b:outgoing></b:startEvent>"
                            "<b:userTask id=\"t\" p:act=\"draft\" p:role=\"clerk\"><b:documentation>起草"
                            "</b:documentation></b:userTask><b:endEvent id=\"e\"/>"
                            "<b:sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\"/>"
                            "<b:sequenceFlow id=\"g\" sourceRef=\"t\" targetRef=\"e\"/></b:process>"
                            "<di:BPMNDiagram><di:BPMNPlane/></di:BPMNDiagram></b:definitions>";
    const auto process = ProcessDefinition::fromBpmn(file);
    QVERIFY2(process, qPrintable(process ? QString() : describe(process.error())));
    QCOMPARE(process->nodes().size(), 3);
    QCOMPARE(process->node(u"t")->task.outcomes, QStringList{u"done"_s});
}

void ProcessDefinitionTest::readsCountersigningTimersAndSubProcesses()
{
    const auto process = ProcessDefinition::fromBpmn(bpmn(
        "<startEvent id=\"s\"/>" + flow("s", "p")
        + subProcess("p", "si",
            flow("si", "t") + countersignTask("t", "w:deadlineDays=\"5\"", "isSequential=\"true\"", "outcome = 'no'")
                + timer("late", "t", "-P1DT6H", "cancelActivity=\"false\" w:from=\"deadline\"") + flow("t", "ei")
                + "<endEvent id=\"ei\"/>")
        + flow("p", "e") + "<endEvent id=\"e\"/>"));
    QVERIFY2(process, qPrintable(process ? QString() : describe(process.error())));
    const ProcessNode *task = process->node(u"t");
    QCOMPARE(task->parent, u"p"_s);
    QVERIFY(process->isWithin(u"t", u"p") && !process->isWithin(u"p", u"p"));
    QVERIFY(task->task.countersign);
    QCOMPARE(task->task.countersign->order, SigningOrder::InTurn);
    QCOMPARE(task->task.countersign->signersField, u"signers"_s);
    QCOMPARE(task->task.countersign->enough->text(), u"outcome = 'no'"_s);
    QCOMPARE(process->start().id, u"s"_s);
    QCOMPARE(process->startOf(u"p").id, u"si"_s);
    const auto timers = process->timersOn(u"t");
    QCOMPARE(timers.size(), 1);
    QCOMPARE(timers.constFirst()->timer.effect, TimerEffect::Warns);
    QCOMPARE(timers.constFirst()->timer.from, TimerStart::Deadline);
    QVERIFY(timers.constFirst()->timer.after == -std::chrono::hours(30));
    QCOMPARE(process->fields(), QStringList{u"signers"_s});
}

void ProcessDefinitionTest::namesEveryElementThatItDoesNotSupport()
{
    const auto process =
        ProcessDefinition::fromBpmn(bpmn("<startEvent id=\"s\"><messageEventDefinition/></startEvent>\n"
                                         "<scriptTask id=\"check\"/>\n"
                                         "<userTask id=\"t\" w:act=\"draft\" w:role=\"clerk\">"
                                         "<standardLoopCharacteristics/></userTask>\n"
                                         "<userTask id=\"u\" isForCompensation=\"true\"/>"));
    QVERIFY(!process);
    QCOMPARE(process.error().reason, QByteArray("process.unsupported-element"));
    // The elements begin on line 3 of the fixture's file.
    QCOMPARE(process.error().detail,
        u"line 3: messageEventDefinition in \"s\"; line 4: scriptTask \"check\"; "
        "line 5: standardLoopCharacteristics in \"t\"; line 6: userTask \"u\" with isForCompensation=\"true\"; "
        "line 6: u: act and role must be given"_s);
}

static void addRow(const char *reason, const char *what, const QByteArray &file)
{
    QTest::addRow("%s: %s", reason, what) << file << QByteArray(reason);
}

static void addRowsOfTimersAndSigners()
{
    const QByteArray start = "<startEvent id=\"s\"/>" + flow("s", "t");
    const QByteArray end = "<endEvent id=\"e\"/>" + flow("t", "e");
    const QByteArray good = start + userTask("t") + end;
    addRow("process.unsupported-element", "event with a message",
        bpmn(good + "<boundaryEvent id=\"b\" attachedToRef=\"t\"><messageEventDefinition/></boundaryEvent>"));
    addRow("process.unsupported-element", "moment instead of a duration",
        bpmn(good
             + "<boundaryEvent id=\"b\" attachedToRef=\"t\"><timerEventDefinition><timeDate>2026-01-01</timeDate>"
               "</timerEventDefinition></boundaryEvent>"));
    addRow("process.unsupported-element", "second process",
        bpmn(good).replace("</definitions>", "<process id=\"q\"/></definitions>"));
    addRow("process.unsupported-element", "message between pools",
        bpmn(good).replace("</definitions>", "<collaboration><messageFlow id=\"m\"/></collaboration></definitions>"));
    addRow("process.unsupported-element", "sub-process begun by an event",
        bpmn(good + "<subProcess id=\"p\" triggeredByEvent=\"true\"/>"));
    addRow("process.timer", "a month is of no fixed length", bpmn(good + timer("b", "t", "P1M") + flow("b", "e")));
    addRow("process.timer", "before the task opens", bpmn(good + timer("b", "t", "-P1D") + flow("b", "e")));
    addRow("process.timer", "half a working day",
        bpmn(good + timer("b", "t", "PT12H", "w:days=\"working\"") + flow("b", "e")));
    addRow("process.task-rules", "two deadlines",
        bpmn(start + userTask("t", "w:deadlineDays=\"3\" w:deadlineWorkingDays=\"3\"") + end));
    addRow("process.timer", "from a deadline that is not there",
        bpmn(good + timer("b", "t", "P1D", "w:from=\"deadline\"") + flow("b", "e")));
    addRow("process.timer-host", "on an end", bpmn(good + timer("b", "e", "P1D") + flow("b", "e")));
    addRow("process.flows", "interrupts into nothing", bpmn(good + timer("b", "t", "P1D")));
    addRow("process.flow-end", "into a sub-process",
        bpmn(good + timer("b", "t", "P1D") + flow("b", "si")
             + subProcess("p", "si", flow("si", "ei") + "<endEvent id=\"ei\"/>")));
    addRow("process.start", "sub-process without a start",
        bpmn(start + userTask("t") + flow("t", "p") + "<subProcess id=\"p\"/>" + flow("p", "e")
             + "<endEvent id=\"e\"/>"));
    addRow("process.token-twice", "warned branch comes back into the task's own way",
        bpmn(start + userTask("t") + timer("b", "t", "P1D", "cancelActivity=\"false\"") + flow("b", "u")
             + flow("t", "u") + userTask("u") + "<endEvent id=\"e\"/>" + flow("u", "e")));
    addRow("process.task-rules", "signers of no field",
        bpmn(start
             + "<userTask id=\"t\" w:act=\"draft\" w:role=\"clerk\"><multiInstanceLoopCharacteristics/></userTask>"
             + end));
    addRow("process.task-rules", "signers, and the starter",
        bpmn(start + countersignTask("t", "w:assignment=\"starter\"") + end));
    addRow("condition.syntax", "of what is enough", bpmn(start + countersignTask("t", {}, {}, "${done}") + end));
}

void ProcessDefinitionTest::refusesWhatItCannotRun_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("reason");
    const auto row = addRow;
    addRowsOfTimersAndSigners();
    const QByteArray start = "<startEvent id=\"s\"/>" + flow("s", "t");
    const QByteArray end = "<endEvent id=\"e\"/>" + flow("t", "e");
    const QByteArray good = start + userTask("t") + end;
    row("process.xml", "empty", {});
    row("process.xml", "not closed", bpmn(good).chopped(5));
    row("process.xml", "text behind", bpmn(good) + "x");
    row("process.not-bpmn", "another root", "<a/>");
    row("process.not-bpmn", "no process",
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"></definitions>");
    row("process.dtd", "document type", "<!DOCTYPE a [<!ENTITY b \"c\">]>" + bpmn(good));
    row("process.size", "over a megabyte", bpmn(good + QByteArray(1'100'000, ' ')));
    row("process.depth", "deep", bpmn("<extensionElements>" + QByteArray("<a>").repeated(100)));
    row("process.unsupported-element", "script", bpmn(good + "<scriptTask id=\"x\"/>"));
    row("process.unsupported-element", "timer",
        bpmn("<startEvent id=\"s\"><timerEventDefinition/></startEvent>" + flow("s", "t") + userTask("t") + end));
    row("process.id", "blank in an id", bpmn(userTask("a b")));
    row("process.id-twice", "two tasks", bpmn(good + userTask("t")));
    row("process.task-rules", "no act", bpmn(start + "<userTask id=\"t\" w:role=\"clerk\"/>" + end));
    row("process.task-rules", "foreign refusal", bpmn(start + userTask("t", "w:refusals=\"no\"") + end));
    row("process.attribute", "misspelt", bpmn(start + userTask("t", "w:rol=\"x\"") + end));
    row("process.attribute", "unknown word", bpmn(start + userTask("t", "w:opinion=\"maybe\"") + end));
    row("process.attribute", "deadline", bpmn(start + userTask("t", "w:deadlineDays=\"0\"") + end));
    row("process.start", "none", bpmn(userTask("t") + end));
    row("process.flows", "no way into the task", bpmn("<startEvent id=\"s\"/>" + userTask("t") + end + flow("s", "e")));
    row("process.flows", "two ways out of a task", bpmn(good + "<endEvent id=\"e2\"/>" + flow("t", "e2")));
    row("process.flow-end", "into nothing", bpmn(good + flow("t", "nowhere")));
    row("process.condition", "on a task's flow",
        bpmn(start + userTask("t") + "<endEvent id=\"e\"/>" + flow("t", "e", "outcome = 'a'")));
    row("condition.syntax", "unreadable",
        bpmn(start + userTask("t") + "<exclusiveGateway id=\"g\"/>" + flow("t", "g") + flow("g", "e", "outcome ~ 3")));
    row("process.return-target", "to itself", bpmn(start + userTask("t", "w:returnTo=\"t\"") + end));
    row("process.same-as", "itself", bpmn(start + userTask("t", "w:sameAs=\"t\"") + end));
    row("process.same-as", "no task", bpmn(start + userTask("t", "w:sameAs=\"e\"") + end));
    row("process.return-target", "to an end", bpmn(start + userTask("t", "w:returnTo=\"e\"") + end));
    row("process.no-default", "stuck without one",
        bpmn(start + userTask("t") + "<exclusiveGateway id=\"g\"/><endEvent id=\"e\"/><endEvent id=\"f\"/>"
             + flow("t", "g") + flow("g", "e", "outcome = 'a'") + flow("g", "f", "outcome = 'b'")));
    row("process.no-way-out", "circle", bpmn(start + userTask("t") + userTask("u") + flow("t", "u") + flow("u", "t")));
    row("process.unreachable", "island", bpmn(good + userTask("x") + userTask("y") + flow("x", "y") + flow("y", "x")));
    const QByteArray split = start + userTask("t") + "<parallelGateway id=\"p\"/>" + flow("t", "p") + userTask("a")
                             + userTask("b") + flow("p", "a") + flow("p", "b") + "<endEvent id=\"e\"/>";
    row("process.deadlock", "return into a branch",
        bpmn(split + "<parallelGateway id=\"j\"/>" + flow("a", "j") + flow("b", "j") + flow("j", "u")
             + userTask("u", "w:returnTo=\"a\"") + flow("u", "e")));
    row("process.token-twice", "branches without a join",
        bpmn(split + flow("a", "c") + flow("b", "c") + userTask("c") + flow("c", "e")));
    row("process.token-twice", "sub-process entered twice",
        bpmn(split + flow("a", "q") + flow("b", "q")
             + subProcess("q", "si", flow("si", "ti") + userTask("ti") + flow("ti", "ei") + "<endEvent id=\"ei\"/>")
             + flow("q", "e")));
    row("process.endless-gateways", "gateways in a circle",
        bpmn(start + userTask("t") + "<exclusiveGateway id=\"g\"/><exclusiveGateway id=\"h\"/>" + flow("t", "g")
             + flow("g", "h") + flow("h", "g")));
}

void ProcessDefinitionTest::refusesWhatItCannotRun()
{
    QFETCH(const QByteArray, file);
    const auto process = ProcessDefinition::fromBpmn(file);
    QVERIFY(!process);
    QTEST(process.error().reason, "reason");
}

void ProcessDefinitionTest::refusesEveryTruncationOfTheProductsProcesses()
{
    for (const QString &module : {u"outgoing"_s, u"incoming"_s}) {
        QFile file(QStringLiteral(WENYI_SOURCE_DIR "/resources/modules/%1/process.bpmn").arg(module));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll().trimmed();
        QVERIFY(ProcessDefinition::fromBpmn(whole));
        for (qsizetype size = 0; size < whole.size(); size += 7)
            QVERIFY2(!ProcessDefinition::fromBpmn(whole.first(size)), qPrintable(QString::number(size)));
    }
}

QTEST_GUILESS_MAIN(ProcessDefinitionTest)
#include "ProcessDefinitionTest.moc"
