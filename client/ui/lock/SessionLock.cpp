// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ui/lock/SessionLock.h"

#include "client/core/profile/WorkspaceLock.h"

#include <QCoreApplication>
#include <QKeyEvent>

namespace wenyi::ui {

namespace {

constexpr std::chrono::seconds Tick{2};

bool isLockKey(const QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<const QKeyEvent *>(event);
    return key->key() == Qt::Key_L && key->modifiers() == Qt::ControlModifier;
}

} // namespace

SessionLock::SessionLock(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_pause(session.environment().clock)
{
    m_tick.setInterval(Tick);
    connect(&m_tick, &QTimer::timeout, this, &SessionLock::lockAfterPause);
}

SessionLock::~SessionLock()
{
    delete m_screen;
    end();
}

void SessionLock::begin(const SessionFacts &facts)
{
    m_facts = facts;
    m_pause.restart();
    m_tick.start();
    readPause();
    QCoreApplication::instance()->installEventFilter(this);
}

void SessionLock::readPause()
{
    m_session
        .ask([](Office &office) -> Result<core::LockPause> {
            return core::lockPauseOf(office.workspace->profile(), office.workspace->member().id);
        })
        .then(this, [this](const Result<core::LockPause> &pause) { m_longest = pause.value_or(core::LockPause()); });
}

void SessionLock::end()
{
    m_tick.stop();
    m_facts.reset();
    if (auto *application = QCoreApplication::instance())
        application->removeEventFilter(this);
    m_curtain.drop();
    putScreenAway();
}

void SessionLock::putScreenAway()
{
    if (!m_screen)
        return;
    m_screen->hide();
    m_screen->deleteLater(); // It may be speaking just now.
    m_screen.clear();
}

void SessionLock::lockAfterPause()
{
    const auto longest = m_longest.duration();
    if (m_facts && !isLocked() && longest && m_pause.length() >= *longest)
        lock();
}

void SessionLock::lock()
{
    if (!m_facts || isLocked())
        return;
    m_screen = new LockScreen(std::make_unique<LockPresenter>(m_session, *m_facts));
    connect(&m_screen->presenter(), &LockPresenter::reopened, this, &SessionLock::open);
    connect(m_screen, &LockScreen::otherMemberWanted, this, &SessionLock::otherMemberWanted);
    // A key that could not be given up must not stay behind a screen that says so: the session ends.
    m_session.ask([](Office &office) { return core::lock(*office.workspace); })
        .then(this, [this](const Result<void> &locked) {
            if (!locked && isLocked())
                Q_EMIT otherMemberWanted();
        });
    // The screen first, so that the program never is without a window.
    m_screen->show();
    m_curtain.close(m_screen);
    m_screen->activateWindow();
}

void SessionLock::open()
{
    m_pause.restart();
    m_curtain.open();
    putScreenAway();
}

bool SessionLock::eventFilter(QObject *watched, QEvent *event)
{
    if (!isLockKey(event))
        return QObject::eventFilter(watched, event);
    // Taken before any window's own shortcuts: a dialog that blocks the main window is no reason to stay open.
    if (event->type() == QEvent::ShortcutOverride)
        event->accept();
    else
        QMetaObject::invokeMethod(this, &SessionLock::lock, Qt::QueuedConnection);
    return true;
}

} // namespace wenyi::ui
