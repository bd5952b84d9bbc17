// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/bench/WindowRun.h"

#include "client/ui/bench/FirstPaint.h"
#include "client/ui/bench/Memory.h"
#include "client/ui/drafting/DraftWindow.h"
#include "client/ui/records/NavigationPane.h"
#include "client/ui/records/RecordPreview.h"

#include <QApplication>
#include <QJsonDocument>
#include <QMenuBar>
#include <QStatusBar>
#include <QTableView>
#include <QTimer>
#include <QToolBar>

#include <chrono>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace wenyi::ui {

namespace {

constexpr int LookAgain = 20; ///< ms
constexpr int Settled = 500;  ///< ms: what was opened has come to rest.

double toMs(qint64 nanoseconds)
{
    return static_cast<double>(nanoseconds) / 1e6;
}

} // namespace

WindowRun::WindowRun(WindowPlan plan, const core::Environment &environment)
    : m_plan(std::move(plan))
    , m_session(environment, m_plan.profile)
{
}

WindowRun::~WindowRun() = default;

double WindowRun::sinceStart() const
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return toMs(std::chrono::nanoseconds(now).count() - m_plan.started);
}

void WindowRun::begin()
{
    m_result.insert(u"readyMs"_s, sinceStart());
    m_plan.mode == u"empty"_s ? openEmpty(&WindowRun::emptyPainted) : unlock();
}

void WindowRun::openEmpty(Next next)
{
    m_opening.start();
    auto window = std::make_unique<QMainWindow>();
    window->menuBar()->addMenu(u"文件"_s)->addAction(u"退出"_s);
    window->addToolBar(u"工具"_s)->addAction(u"新建"_s);
    window->statusBar()->showMessage(u"就绪"_s);
    window->setCentralWidget(new QWidget(window.get()));
    window->resize(1400, 860); // As large as the main window.
    new FirstPaint(
        window.get(), [] { return true; }, [this, next] { (this->*next)(); });
    m_window = std::move(window);
    m_window->show();
}

void WindowRun::openMain(Next next)
{
    m_opening.start();
    m_window = std::make_unique<MainWindow>(m_session, m_facts);
    auto *table = m_window->findChild<QTableView *>();
    if (!table) {
        fail(u"no list in the main window"_s);
        return;
    }
    new FirstPaint(
        table->viewport(), [table] { return table->model()->rowCount() > 0; }, [this, next] { (this->*next)(); });
    m_window->show();
}

void WindowRun::unlock()
{
    const double before = sinceStart();
    m_session.unlock(m_plan.member, SecretBytes(qgetenv("WENYI_PIN")))
        .then(this, [this, before](const Result<SessionFacts> &facts) {
            if (!facts) {
                fail(describe(facts.error()));
                return;
            }
            m_facts = *facts;
            m_result.insert(u"unlockMs"_s, sinceStart() - before);
            openMain(&WindowRun::listPainted);
        });
}

void WindowRun::emptyPainted()
{
    m_result.insert(u"paintedMs"_s, sinceStart());
    m_result.insert(u"memory"_s, memoryHeld());
    finish();
}

void WindowRun::listPainted()
{
    m_result.insert(u"paintedMs"_s, sinceStart());
    m_result.insert(u"windowMs"_s, toMs(m_opening.nsecsElapsed()));
    // The counts come right behind the list.
    when([this] { return m_window->findChild<NavigationPane *>()->count(core::Box::Awaiting) > 0; },
        m_plan.mode == u"list"_s ? &WindowRun::listPaintedAgain : &WindowRun::choosePreview);
}

void WindowRun::emptyPaintedAgain()
{
    m_emptyAgain.append(toMs(m_opening.nsecsElapsed()));
    m_window.reset();
    openMain(&WindowRun::listPaintedAgain);
}

void WindowRun::listPaintedAgain()
{
    if (m_result.contains(u"records"_s))
        m_listAgain.append(toMs(m_opening.nsecsElapsed()));
    else
        m_result.insert(u"records"_s, m_window->findChild<NavigationPane *>()->count(core::Box::Awaiting));
    m_window.reset();
    if (m_listAgain.size() < m_plan.rounds)
        openEmpty(&WindowRun::emptyPaintedAgain);
    else
        finish();
}

void WindowRun::choosePreview()
{
    m_result.insert(u"list"_s, memoryHeld());
    m_window->findChild<NavigationPane *>()->choose(core::Box::Draft);
    when([this] { return m_window->findChild<RecordPreview *>()->pages().pageCount() > 0; }, &WindowRun::awaitPreview);
}

void WindowRun::awaitPreview()
{
    m_result.insert(u"preview"_s, memoryHeld());
    static_cast<MainWindow *>(m_window.get())->handleChosen();
    when(
        [this] {
            auto *editor = m_window->findChild<DraftWindow *>();
            return editor && editor->pages().pageCount() > 0;
        },
        &WindowRun::openEditor);
}

void WindowRun::openEditor()
{
    m_result.insert(u"editor"_s, memoryHeld());
    finish();
}

void WindowRun::when(std::function<bool()> holds, Next next)
{
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this, timer, holds, next] {
        if (!holds())
            return;
        timer->deleteLater();
        timer->stop();
        QTimer::singleShot(m_plan.mode == u"client"_s ? Settled : 0, this, [this, next] { (this->*next)(); });
    });
    timer->start(LookAgain);
}

void WindowRun::finish()
{
    if (m_plan.mode == u"list"_s) {
        m_result.insert(u"emptyAgainMs"_s, m_emptyAgain);
        m_result.insert(u"listAgainMs"_s, m_listAgain);
    }
    const QByteArray json = QJsonDocument(m_result).toJson();
    std::fwrite(json.constData(), 1, static_cast<size_t>(json.size()), stdout);
    std::fflush(stdout);
    QApplication::exit(0);
}

void WindowRun::fail(const QString &why)
{
    std::fprintf(stderr, "wenyi-window-bench: %s\n", qUtf8Printable(why));
    QApplication::exit(1);
}

} // namespace wenyi::ui
