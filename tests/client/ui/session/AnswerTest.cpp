// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/session/Answer.h"
#include "client/core/threads/CoreThread.h"

#include <QSemaphore>
#include <QTest>

using namespace wenyi;
using namespace wenyi::ui;

/// A window is told what another thread found out, unless it has gone.
class AnswerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theResultComesOnTheContextsThread();
    void aContextThatWentFirstIsNotCalled();
    void eachStepRunsOnceHoweverSoonTheWorkEnds();
};

void AnswerTest::theResultComesOnTheContextsThread()
{
    core::CoreThread core;
    QThread *there = nullptr;
    QThread *here = nullptr;
    int result = 0;
    Answer(core.start([&there] {
        there = QThread::currentThread();
        return 20;
    }))
        .then(QThreadPool::globalInstance(), [](int given) { return given + 1; })
        .then(this, [&](int given) {
            here = QThread::currentThread();
            result = given;
        });
    QTRY_COMPARE(result, 21);
    QVERIFY(there != here);
    QCOMPARE(here, thread());
}

void AnswerTest::aContextThatWentFirstIsNotCalled()
{
    core::CoreThread core;
    QSemaphore go;
    bool isCalled = false;
    auto *window = new QObject;
    Answer<int> answer(core.start([&go] {
        go.acquire();
        return 1;
    }));
    answer.then(window, [&isCalled](int) { isCalled = true; });
    delete window;
    go.release();
    core.run([] {}); // Behind the work.
    QTest::qWait(50);
    QVERIFY(!isCalled);
}

/// QFuture's own continuation would run twice now and then, and end the program the second time.
void AnswerTest::eachStepRunsOnceHoweverSoonTheWorkEnds()
{
    constexpr int Times = 5'000;
    core::CoreThread core;
    std::atomic<int> begun = 0;
    int ended = 0;
    for (int i = 0; i < Times; ++i) {
        Answer(core.start([] { return 1; }))
            .then(QThreadPool::globalInstance(), [&begun](int given) { return begun += given; })
            .then(this, [&ended](int) { ++ended; });
    }
    QTRY_COMPARE(ended, Times);
    QCOMPARE(begun, Times);
}

QTEST_GUILESS_MAIN(AnswerTest)
#include "AnswerTest.moc"
#include "tests/Patience.h"
