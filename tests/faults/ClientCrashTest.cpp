// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/kit/CrashOffice.h"
#include "tests/faults/kit/FaultSeed.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace wenyi;
using namespace wenyi::faults;
using namespace Qt::StringLiterals;

namespace {

/// Numbers of documents, apart from each other: a draft that is there already is not begun again.
constexpr int FirstOfSteps = 3'000;
constexpr int FirstOfRounds = 5'000;

} // namespace

/// Desktops are killed while people work and exchange (faults F02, F03, F04): what was acknowledged is there, once.
class ClientCrashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void whatWasAcknowledgedIsThereAfterAnyCallIsTheLast();
    void everyStepIsDoneOnceWhicheverCallIsTheLast();
    void killingAllThreeInAnyOrderConverges();

private:
    std::unique_ptr<CrashOffice> m_office; ///< One for all: each ends with every document where it belongs.
};

void ClientCrashTest::initTestCase()
{
    m_office = std::make_unique<CrashOffice>();
    QCOMPARE(m_office->acknowledged().failures().join(u'\n'), QString());
}

void ClientCrashTest::init()
{
    if (!m_office->hasServer())
        m_office->startServer();
    QVERIFY(m_office->hasServer());
}

void ClientCrashTest::whatWasAcknowledgedIsThereAfterAnyCallIsTheLast()
{
    const int points = faultCount("WENYI_FAULT_POINTS", 10);
    QRandomGenerator random(faultSeed(20'261'125));
    CrashOffice &office = *m_office;
    QHash<QString, qint64> usualCalls; // Of each person's visit that came to its end.
    int deaths = 0;
    int document = 0;
    while (deaths < points) {
        ++document;
        for (const Visitor &visitor : story(document)) {
            for (int tries = random.bounded(4); tries > 0; --tries) {
                Death death;
                if (random.bounded(5) == 0)
                    death.milliseconds = random.bounded(600);
                else
                    death.call = random.bounded(usualCalls.value(visitor.person, 100) + 1);
                if (!office.visit(visitor.person, visitor.commands, death))
                    ++deaths;
            }
            qint64 calls = 0;
            QVERIFY2(office.visit(visitor.person, visitor.commands, {}, &calls), qPrintable(visitor.person));
            usualCalls[visitor.person] = std::max(calls, usualCalls.value(visitor.person));
        }
    }
    office.settle();
    qInfo("%d deaths in %d documents", deaths, document);
    QCOMPARE(office.acknowledged().failures().join(u'\n'), QString());
    QCOMPARE(office.faults().join(u'\n'), QString());
}

void ClientCrashTest::everyStepIsDoneOnceWhicheverCallIsTheLast()
{
    // A death before the step is on the disk leaves its document for the next one; so a few documents do for all calls.
    constexpr int Documents = 6;
    const int stride = faultCount("WENYI_FAULT_STRIDE", 15);
    CrashOffice &office = *m_office;
    FaultSwitch faults(office.domain().path(u"step-plan"_s));
    QByteArrayList drafts;
    for (int document = 1; document <= Documents; ++document)
        drafts.append("draft " + QByteArray::number(FirstOfSteps + document));
    QVERIFY(office.visit(u"市政府办/clerk"_s, drafts));
    const QList<Visitor> all = story(0);
    for (const Visitor &visitor : all.first(7)) {
        QVERIFY(office.visit(visitor.person, {"sync"}));
        int deaths = 0;
        for (bool died = true; died; deaths += died ? 1 : 0) {
            faults.set(FaultPlan::Nothing);
            const auto visit = office.call(visitor.person, {}, faults);
            QCOMPARE(visit->nextLine(), QByteArray("unlocked"));
            faults.set(FaultPlan::Kill, deaths * stride);
            visit->tell({"act 1"});
            died = !office.end(*visit);
        }
        qInfo("%s: %d deaths", qPrintable(visitor.person), deaths);
        QVERIFY(deaths > 0);
        QVERIFY(office.visit(visitor.person, {"act", "sync"}));
    }
    office.settle();
    QCOMPARE(office.acknowledged().failures().join(u'\n'), QString());
    QCOMPARE(office.acknowledged().of(u"accepted"_s).isEmpty(), false);
    QCOMPARE(office.faults().join(u'\n'), QString());
}

void ClientCrashTest::killingAllThreeInAnyOrderConverges()
{
    const int rounds = faultCount("WENYI_FAULT_ROUNDS", 5);
    QRandomGenerator random(faultSeed(20'261'126));
    CrashOffice &office = *m_office;
    // As many sealed documents as rounds wait in the sender's mail room.
    QByteArrayList drafts;
    for (int document = 1; document <= rounds; ++document)
        drafts.append("draft " + QByteArray::number(FirstOfRounds + document));
    QVERIFY(office.visit(u"市政府办/clerk"_s, drafts + QByteArrayList{"act", "sync"}));
    const QList<Visitor> all = story(0);
    for (qsizetype i = 1; i < 5; ++i)
        QVERIFY(office.visit(all[i].person, all[i].commands));
    QCOMPARE(office.acknowledged().failures().join(u'\n'), QString());

    for (int round = 0; round < rounds; ++round) {
        FaultSwitch senderFaults(office.domain().path(u"sender-plan"_s));
        FaultSwitch receiverFaults(office.domain().path(u"receiver-plan"_s));
        std::unique_ptr<ChildProgram> sender;
        std::unique_ptr<ChildProgram> receiver;
        office.server().killAfter(0);
        QList<int> order{0, 1, 2};
        std::shuffle(order.begin(), order.end(), random);
        for (const int who : order) {
            if (who == 0)
                office.startServer();
            else if (who == 1)
                sender = office.call(u"市政府办/mailroom"_s, {"sync", "act 1", "sync"}, senderFaults);
            else
                receiver = office.call(u"市财政局/mailroom"_s, {"sync", "act 2", "sync"}, receiverFaults);
        }
        std::shuffle(order.begin(), order.end(), random);
        for (const int who : order) {
            ChildProgram &program = who == 0 ? office.server() : who == 1 ? *sender : *receiver;
            program.killAfter(random.bounded(500));
        }
        office.end(*sender);
        office.end(*receiver);
    }
    QElapsedTimer convergence;
    convergence.start();
    office.startServer();
    office.settle();
    qInfo("%d rounds, settled in %lld ms", rounds, convergence.elapsed());
    QVERIFY(convergence.elapsed() < 60'000);
    QCOMPARE(office.faults().join(u'\n'), QString());
}

QTEST_GUILESS_MAIN(ClientCrashTest)
#include "ClientCrashTest.moc"
